//! What a sentence says that a body or the group does, by the word after the names that open it.

/// Words of the past that do not end in "ed".
const PAST: [&str; 25] = [
    "held", "led", "ran", "gave", "wrote", "built", "met", "made", "took", "brought", "began", "set", "drew", "grew",
    "sent", "kept", "put", "spoke", "taught", "saw", "found", "won", "chose", "paid", "became",
];
/// What may stand between the subject of a sentence and its verb.
const BESIDE: [&str; 14] = [
    "and",
    "with",
    "also",
    "jointly",
    "further",
    "together",
    "has",
    "have",
    "in",
    "the",
    "of",
    "its",
    "members",
    "successfully",
];
/// What opens a phrase before the subject, which a comma closes.
const OPENING: [&str; 12] =
    ["In", "On", "During", "At", "Since", "Through", "With", "To", "For", "As", "Under", "Following"];
/// Words that stand for a body that was named before, as its subject.
const STANDING_FOR: [&str; 18] = [
    "Group",
    "We",
    "we",
    "They",
    "they",
    "It",
    "it",
    "Members",
    "Women",
    "Bank",
    "Office",
    "Organization",
    "Secretariat",
    "Programme",
    "Commission",
    "Rapporteur",
    "Council",
    "Chairs",
];
/// How many words tell whether a text is about the past.
const PAST_WITHIN: usize = 30;
/// How many words may stand between what opens a sentence, without a comma, and its subject.
const OPENED_MAX: usize = 4;

/// What a sentence says that its subject does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Act {
    /// It did something.
    Done,
    /// It will do something.
    Will,
    /// It is something.
    Is,
    /// It does something.
    Does,
    /// Something else.
    Other,
    /// No body and not the group is the subject.
    None,
}

/// Reads what a sentence says that a body or the group does.
pub(super) fn act(sentence: &str) -> Act {
    match verb(sentence) {
        None => Act::None,
        Some("will" | "shall") => Act::Will,
        Some("is" | "are") => Act::Is,
        Some(verb) if verb.ends_with("ed") || PAST.contains(&verb) => Act::Done,
        Some(verb) if verb.ends_with('s') => Act::Does,
        Some(_) => Act::Other,
    }
}

/// Returns the word after the names that open a sentence, if they are those of a body or of the group.
pub(super) fn verb(sentence: &str) -> Option<&str> {
    let mut rest = sentence.trim_start_matches(['“', '"', '(', ' ']);
    let first = rest.split(' ').next().unwrap_or_default();
    if OPENING.contains(&first)
        && let Some((_, after)) = rest.split_once(", ")
    {
        rest = after;
    } else if OPENING.contains(&first)
        && let Some(at) = rest.split(' ').take(OPENED_MAX + 1).position(is_name)
    {
        // "In 2031 the ILO worked"
        rest = rest.splitn(at + 1, ' ').last().unwrap_or(rest);
    }
    let mut is_named = false;
    let mut depth = 0usize;
    for (n, word) in rest.split(' ').enumerate() {
        let is_inside = depth > 0 || word.starts_with('(');
        depth = (depth + word.matches('(').count()).saturating_sub(word.matches(')').count());
        if is_inside {
            continue;
        }
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_name = is_name(bare)
            || STANDING_FOR.contains(&bare) && n < OPENED_MAX
            || is_named && bare.starts_with(char::is_uppercase);
        let is_article = matches!(bare, "the" | "The" | "UN" | "World" | "Council" | "of" | "Europe");
        if is_name {
            is_named = true;
        } else if is_named && (bare.is_empty() || BESIDE.contains(&bare)) || n < 4 && is_article {
            // It goes on with the subject.
        } else if !is_named {
            return None;
        } else {
            return Some(bare);
        }
    }
    None
}

/// Returns whether a word is an acronym or a name with more than one capital.
fn is_name(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    bare.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// Returns whether an item begins with a verb in the past, also in lower case: "trained forty judges".
pub(in crate::draft) fn item_tells_deed(text: &str) -> bool {
    begins_with_past(&crate::text::capitalized(text.split(' ').next().unwrap_or_default()))
}

/// Returns whether a text is about the past: its subject did something, or a word of the past stands near its beginning.
pub(in crate::draft) fn tells_past(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_past = |word: &str| {
        word.len() > 4 && word.ends_with("ed") && word.starts_with(char::is_lowercase) || PAST.contains(&word)
    };
    act(text) == Act::Done || words.take(PAST_WITHIN).any(is_past)
}

/// Returns whether a text begins with a word of the past, as the items of a list of deeds do: "Trained forty judges".
pub(super) fn begins_with_past(text: &str) -> bool {
    let first: String = text.chars().take_while(|c| c.is_alphabetic()).collect();
    let lower = first.to_lowercase();
    first.starts_with(char::is_uppercase)
        && (lower.len() > 4 && lower.ends_with("ed") || PAST.contains(&lower.as_str()))
}
