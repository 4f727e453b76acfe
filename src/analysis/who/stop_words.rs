//! Words of a need that say nothing of what is needed.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Words that stand within a phrase without being part of what is looked for: articles, pronouns, determiners.
static SKIPPED: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set("\
    a an any anybody anyone her his i it its me more most my one ones our ours s same some somebody someone \
    ex somewhere such t that the their them these they this those us we you your")
});

/// Words that part one phrase from the next: prepositions, conjunctions, auxiliary verbs, question words, and verbs of
/// asking.
static PARTING: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set("\
    about above across after against all along already also am among and are around as ask at based be because \
    become becomes been before begin begins behind being below between both but by call came can cannot choose come comes coming \
    concerned concerning contact could deal dealing deals decide decided decides deciding did do does doing done \
    during each every everywhere explain explains find for found from get gets getting give given gives giving go \
    goes going had happen happened happens has have having he hear heard here hire hope hopes hoping how if in \
    inside into involved involving is keep keeping keeps know knows let lets like live lives living look looking \
    made make makes making many may mean means might much must need needed needs no not now of off offer offering \
    offers on or out outside over per please provide provided provides providing put puts receive receives \
    regarding related run runs saw say says see seeing seek seeking seen sees send sends set shall she should show \
    shows since so speak spot stand stands stop stops take taken takes taking talk tell than then there think \
    through to told took toward towards tried tries try trying turn turns under until up upon use used using \
    versus via want wants was were what when where whether which while who whom whose why will wish with within \
    without wonder wondering worked working works would write writes written wrote yes")
});

/// Words of asking that are words of a need where they end a phrase, as in "legal help".
static OPENING: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set("\
    help helping helps work")
});

/// Words for those who are asked for, in a question that asks for them.
static ASKED_FOR: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set("\
    agencies agency bodies body entities entity organisation organisations organization organizations")
});

/// Words that every report is about. They go with a phrase, but are none alone.
static OF_THE_FIELD: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set("\
    anti-trafficking antitrafficking being beings counter-trafficking countertrafficking human humans people \
    person persons trafficked trafficker traffickers trafficking victim victims")
});

/// Words that only shade what they stand beside. They go with a phrase, but are none alone.
static SHADING: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set("\
    active actively actual additional available bad best better big board certain clear client clients colleagues common complete \
    correct countries country current currently department departments different direct directly easy effective entire especially \
    essential exact existing false first form forms free full general global globally good government governments great huge important \
    key kind kinds large last late latest level levels link linked links main major ministries ministry mission missions necessary negative new now old \
    only other others own particular positive possible practical proper quick real really recent respective right \
    serious several severe side similar simple single small soon sort special specific staff strong successful \
    sure team teams tiny today true type types urgent useful various very way ways well whole world worldwide worse \
    worst wrong")
});

/// Verbs that say little of what is needed, beside what they are about. They go with a phrase, but are none alone. Their
/// forms count too, what is made of them ("recognition") does not.
static GENERAL_VERBS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set("\
    accept achieve act add admit affect aim allow answer apply arrange arrive assume assure avoid await belong bring \
    catch change check commit compare complain consider contain continue convince cope count cover create deserve \
    discover discuss draft earn enable encourage enjoy ensure enter exist expect experience explore express face fail \
    fear feel fill finish fit fix follow form gain gather grow guess handle hang happen harm hate hold improve include \
    increase intend introduce join lack last lead learn leave lie listen lose love maintain manage matter meet mention \
    miss notice obtain occur perform pick plan point possess prefer prepare present proceed promise propose prove \
    reach react realise realize recall recognise recognize recommend reduce refuse remain remember remind remove \
    repeat replace represent require respond result reveal satisfy save select settle share sit spread start stay \
    succeed suggest suit surprise suspect touch treat understand undertake visit wait warn watch worry")
});

/// Words that are as broad as the field. Beside other words they never stand alone.
static BROAD: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set("\
    exploit exploitation exploited exploiting illegal illegally illicit")
});

/// Words for those close to somebody who asks. They say for whom, and not what is needed.
static KIN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set("\
    aunt boyfriend brother colleague cousin daughter father friend girlfriend husband mother neighbor neighbour \
    nephew niece sister son uncle wife")
});

/// The beginnings of a sentence in which somebody says who asks.
const INTRODUCTIONS: &[&str] =
    &["i am ", "i'm ", "i\u{2019}m ", "we are ", "we're ", "we\u{2019}re ", "as a ", "as an "];
/// What follows such a beginning where it comes to what is needed.
const REQUESTS: &[&str] = &[
    " i need ",
    " i want ",
    " i look for ",
    " i would like ",
    " i'd like ",
    " i have to ",
    " we need ",
    " we want ",
    " we look for ",
    " we would like ",
    " looking for ",
    " searching for ",
    " need ",
    " who can ",
    " where can ",
    " whom can ",
];

/// The beginnings of a sentence that names those for whom something is asked, where what is asked follows soon.
const POSSESSIVES: &[&str] = &["our ", "my ", "a ", "the "];
/// What follows them.
const OWN_REQUESTS: &[&str] = &[
    " needs ",
    " need ",
    " wants to know ",
    " want to know ",
    " would like to know ",
    " is looking for ",
    " are looking for ",
    " looks for ",
    " asks for ",
];
/// Those who ask where what they are says nothing of what is needed: a clinic needs something for its patients.
const ASKING: [&str; 14] = [
    "organisation",
    "organization",
    "ngo",
    "association",
    "charity",
    "team",
    "office",
    "project",
    "department",
    "group",
    "agency",
    "institution",
    "unit",
    "programme",
];

/// Words by which bodies are called what they are. In the name of a body they say nothing of what it does.
static OF_NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set("\
    agency american baltic bank center centre commission commissioner committee council department development \
    directorate entity european executive fund general group high institute international nations office \
    organisation organization program programme rapporteur representative sea secretary special state states union \
    united university world")
});

/// Returns words that are parted by blanks as a set.
fn set(words: &'static str) -> HashSet<&'static str> {
    words.split(' ').collect()
}

/// Returns whether a folded word in the name of a body says nothing of what the body does.
pub(crate) fn is_of_names(word: &str) -> bool {
    OF_NAMES.contains(word)
}

/// Returns whether a folded word within a phrase is none of what is looked for.
pub(crate) fn is_skipped(word: &str) -> bool {
    SKIPPED.contains(word)
}

/// Returns whether a folded word parts one phrase from the next. `opens` says that no word of a phrase stands before it,
/// `asks` that the need is a question.
pub(crate) fn parts(word: &str, opens: bool, asks: bool) -> bool {
    PARTING.contains(word) || (opens && OPENING.contains(word)) || (asks && ASKED_FOR.contains(word))
}

/// Returns whether every report is about a folded word.
pub(crate) fn is_of_the_field(word: &str) -> bool {
    OF_THE_FIELD.contains(word)
}

/// Returns whether a folded word goes with a phrase, but is none alone: every report is about it, or it only shades what
/// it stands beside.
pub(crate) fn is_optional(word: &str) -> bool {
    is_of_the_field(word) || SHADING.contains(word) || is_general_verb(word)
}

/// Returns whether a folded word is a form of a verb that says little.
fn is_general_verb(word: &str) -> bool {
    let is_verb = |base: &str| GENERAL_VERBS.contains(base);
    let doubled = |stem: &str| match stem.as_bytes() {
        [.., a, b] if a == b => stem.get(..stem.len() - 1).is_some_and(is_verb),
        _ => false,
    };
    let is_form = |ending: &str| {
        let stem = word.strip_suffix(ending);
        stem.is_some_and(|stem| is_verb(stem) || GENERAL_VERBS.contains(format!("{stem}e").as_str()) || doubled(stem))
    };
    is_verb(word) || ["s", "es", "ed", "ing"].into_iter().any(is_form)
}

/// Returns whether a folded word is as broad as the field: beside other words it never stands alone.
pub(crate) fn is_broad(word: &str) -> bool {
    BROAD.contains(word)
}

/// Returns whether a folded word is one for those close to somebody who asks.
pub(crate) fn is_kin(word: &str) -> bool {
    KIN.contains(word)
}

/// Returns a need without the words in which somebody says who asks: "I am a student and I need ...". They stay where what
/// is needed is for them: "I am a reporter, who can teach me ...".
pub(crate) fn without_introduction(need: &str) -> &str {
    let low = need.to_ascii_lowercase();
    if POSSESSIVES.iter().any(|words| low.trim_start().starts_with(words)) {
        let asked = OWN_REQUESTS.iter().filter_map(|words| low.find(words).map(|at| (at, at + words.len())));
        // The longest of those that begin first: "wants to know", not "wants".
        let asked = asked.min_by_key(|(at, end)| (*at, usize::MAX - end));
        let soon = asked.filter(|(at, _)| {
            let who: Vec<&str> = low.get(..*at).unwrap_or_default().split_whitespace().collect();
            who.len() <= 3 && who.last().is_some_and(|last| ASKING.contains(last))
        });
        let rest = soon.and_then(|(_, from)| need.get(from..)).filter(|rest| !rest.trim().is_empty());
        return rest.unwrap_or(need);
    }
    if !INTRODUCTIONS.iter().any(|words| low.trim_start().starts_with(words)) {
        return need;
    }
    let request = REQUESTS.iter().filter_map(|words| Some(low.find(words)? + words.len())).min();
    let is_for_others =
        |rest: &str| !rest.split(|c: char| !c.is_alphanumeric()).any(|word| word == "me" || word == "us");
    let rest = request.and_then(|at| need.get(at..)).filter(|rest| !rest.trim().is_empty());
    rest.filter(|rest| is_for_others(&rest.to_lowercase())).unwrap_or(need)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_asking_is_part_of_a_need_only_where_it_ends_a_phrase() {
        assert!(parts("help", true, true) && !parts("help", false, true));
        assert!(parts("bodies", false, true) && !parts("bodies", false, false));
        assert!(parts("who", false, false) && !parts("border", true, true));
        assert!(is_broad("exploitation") && !is_broad("abuse"));
        assert!(is_optional("victims") && is_optional("small") && !is_optional("survivors"));
    }

    #[test]
    fn who_asks_is_left_out_where_what_is_needed_follows() {
        let cases = [
            ("I am a student writing my thesis and I need figures on victims", "figures on victims"),
            ("As a nurse looking for a course", "a course"),
            ("I am a nurse", "I am a nurse"),
            ("our organisation needs a grant", "a grant"),
            ("Our team wants to know how to care for patients", "how to care for patients"),
            ("Our clinic needs a guide", "Our clinic needs a guide"),
            ("our parliament is writing a law and needs a model", "our parliament is writing a law and needs a model"),
            ("the needs of children", "the needs of children"),
            ("I am a reporter, who can teach me to write?", "I am a reporter, who can teach me to write?"),
            ("who trains nurses? I need to know", "who trains nurses? I need to know"),
            ("We\u{2019}re a shelter and we need ", "We\u{2019}re a shelter and we need "),
        ];
        for (need, rest) in cases {
            assert_eq!(without_introduction(need), rest);
        }
    }
}
