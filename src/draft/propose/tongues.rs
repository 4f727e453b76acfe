//! The languages that the entry of a publication lists: names, in English or their own, and codes.

use crate::corpus::languages::in_english;

/// Codes that lists print beside those of ISO 639-1.
const CODES: [(&str, &str); 16] = [
    ("ENG", "en"),
    ("FRE", "fr"),
    ("FRA", "fr"),
    ("SP", "es"),
    ("SPA", "es"),
    ("ESP", "es"),
    ("RUS", "ru"),
    ("ARA", "ar"),
    ("CHI", "zh"),
    ("CHN", "zh"),
    ("CN", "zh"),
    ("POR", "pt"),
    ("GER", "de"),
    ("ITA", "it"),
    ("UKR", "uk"),
    ("JP", "ja"),
];
/// The codes that stand for a language wherever they stand alone.
const COMMON: [&str; 10] = ["EN", "FR", "ES", "RU", "AR", "ZH", "PT", "DE", "ENG", "SPA"];
/// The official languages of the United Nations.
const OFFICIAL: [&str; 6] = ["Arabic", "Chinese", "English", "French", "Russian", "Spanish"];
/// How lists of all of them are called.
const ALL: [&str; 13] = [
    "all official languages of the united nations",
    "all official languages of the un",
    "all six official languages of the united nations",
    "six official languages",
    "six official languages of the united nations",
    "all united nations languages",
    "all un languages",
    "all official languages",
    "all six languages",
    "all official united nations languages",
    "all official un languages",
    "all six official languages",
    "six un languages",
];
/// What leads in to a list of languages.
const LEADS: [&str; 8] = [
    "available in",
    "also available in",
    "published in",
    "languages:",
    "language:",
    "available languages:",
    "available:",
    "in",
];
/// What may stand before a list of languages, so that it is one and not part of a title.
const BEFORE: [&str; 7] = [". ", "; ", " – ", " — ", " | ", " - ", "? "];

/// Returns the language of a code or a name, in English.
fn language(word: &str) -> Option<&'static str> {
    let code = CODES.iter().find(|(code, _)| *code == word).map_or(word, |(_, iso)| iso);
    let is_code = word.len() <= 3 && word.chars().all(|c| c.is_ascii_uppercase());
    let is_name = word.chars().count() > 2 && word.chars().any(char::is_lowercase);
    (is_code || is_name).then(|| in_english(code))?
}

/// Returns the languages that words list, if they list nothing else: "EN, FR and ES", "English | French".
pub(in crate::draft) fn language_list(words: &str) -> Option<Vec<String>> {
    let mut bare = words.trim().trim_end_matches(['.', ';', ')']).trim_start_matches('(').trim();
    bare = bare.strip_suffix(" only").unwrap_or(bare);
    let lower = bare.to_lowercase();
    if let Some(lead) = LEADS.iter().find(|lead| lower.strip_prefix(**lead).is_some_and(|rest| rest.starts_with(' '))) {
        bare = bare.get(lead.len()..)?.trim();
    }
    if ALL.iter().any(|all| bare.trim_start_matches("the ").eq_ignore_ascii_case(all)) {
        return Some(OFFICIAL.map(str::to_owned).to_vec());
    }
    let listed = bare.replace(" and ", ",").replace(" & ", ",");
    let parts: Vec<&str> = listed.split(['|', ',', '/', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_codes = |part: &&str| part.split(' ').all(|word| word.chars().all(|c| c.is_ascii_uppercase()));
    let parts: Vec<&str> = parts
        .into_iter()
        .flat_map(|part| if is_codes(&part) { part.split(' ').collect::<Vec<_>>() } else { vec![part] })
        .collect();
    // A language that the table lacks stands among others.
    let known = parts.iter().filter(|part| language(part).is_some()).count();
    let is_name = |part: &str| {
        part.chars().count() > 3 && part.starts_with(char::is_uppercase) && part.chars().all(char::is_alphabetic)
    };
    (known * 2 > parts.len()).then_some(())?;
    let found: Vec<&str> =
        parts.iter().map(|part| language(part).or(Some(*part).filter(|part| is_name(part)))).collect::<Option<_>>()?;
    // A code alone may be anything; "UK" and "IT" are more often a country and a trade.
    let is_sure = parts.iter().any(|part| part.len() > 3 || COMMON.contains(part));
    (!found.is_empty() && is_sure).then(|| found.into_iter().map(str::to_owned).collect())
}

/// Returns what stands before the list of languages at the end of an entry, and the languages.
pub(super) fn at_end(entry: &str) -> Option<(&str, Vec<String>)> {
    let bare = entry.trim_end().trim_end_matches(['.', ';']);
    // Most texts end with no language: their last words tell.
    let ends = |word: &str| matches!(word, "languages" | "only" | "Nations" | "UN") || language(word).is_some();
    let last = bare.rsplit([' ', ',', '|', '/', '(', ')', ';']).filter(|word| !word.is_empty() && *word != "and");
    last.take(2).any(ends).then_some(())?;
    // In brackets.
    if let Some((head, inside)) = bare.strip_suffix(')').and_then(|rest| rest.rsplit_once('('))
        && let Some(languages) = language_list(inside)
    {
        return Some((head.trim_end(), languages));
    }
    // After a sign that ends what stands before, or after a year.
    let starts = BEFORE.iter().flat_map(|sign| bare.match_indices(*sign).map(|(at, sign)| (at, at + sign.len())));
    let mut starts: Vec<(usize, usize)> = starts.collect();
    starts.extend(bare.match_indices(", ").map(|(at, sign)| (at, at + sign.len())).filter(|(at, _)| {
        let before = bare.get(..*at).unwrap_or_default();
        before.ends_with(')') || before.get(before.len().saturating_sub(4)..).is_some_and(is_year)
    }));
    starts.extend(bare.match_indices(" Available in ").map(|(at, _)| (at, at + 1)));
    // "A Title (2025). ILO, in English and French"
    starts.extend(bare.match_indices(", in ").map(|(at, sign)| (at, at + sign.len())));
    starts.sort_unstable();
    let (cut, languages) = starts.into_iter().find_map(|(at, from)| {
        let languages = language_list(bare.get(from..)?)?;
        // "? " and ". " belong to the title or to the end of what stands before.
        let keeps = usize::from(bare.get(at..).is_some_and(|rest| rest.starts_with('?')));
        Some((at + keeps, languages))
    })?;
    Some((bare.get(..cut)?.trim_end(), languages))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{at_end, language_list};

    #[test]
    fn languages_are_listed_by_name_and_code() {
        for (words, wanted) in [
            ("EN, FR and ES", "English French Spanish"),
            ("English | Ukrainian", "English Ukrainian"),
            ("Available in EN, UK, PL.", "English Ukrainian Polish"),
            ("ENG FR", "English French"),
            ("English, Wolof and French", "English Wolof French"),
            ("français, English", "French English"),
            ("English only", "English"),
            ("in English and Swahili", "English Swahili"),
        ] {
            assert_eq!(language_list(words).map(|list| list.join(" ")).as_deref(), Some(wanted), "{words}");
        }
        assert_eq!(language_list("All United Nations languages").map(|list| list.len()), Some(6));
        for words in ["UK", "Guides and English", "Guides, Maps and English", "", "forthcoming", "IT"] {
            assert_eq!(language_list(words), None, "{words}");
        }
    }

    #[test]
    fn a_list_at_the_end_is_parted_from_the_entry() {
        for (entry, head) in [
            ("A Title. UNU, 2031. English, French.", "A Title. UNU, 2031"),
            ("Clean Boats? English, Thai", "Clean Boats?"),
            ("A Title (UNU, 2031), English and French", "A Title (UNU, 2031)"),
            ("A Title, 2031 (EN | FR)", "A Title, 2031"),
        ] {
            assert_eq!(at_end(entry).map(|(head, _)| head), Some(head), "{entry}");
        }
        assert_eq!(at_end("Teaching English, French and Spanish"), None);
    }
}
