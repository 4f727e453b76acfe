//! What kind a passage may be of: like which passages of the other reports its words and headings read. It is a naive
//! Bayes classifier, trained on the corpus in use whenever a draft is made.

use std::collections::{HashMap, HashSet};

use crate::corpus::{Corpus, Kind, PassageStyle};
use crate::draft::propose::acts::{Act, act, begins_with_past};
use crate::draft::propose::cues;
use crate::draft::propose::sentences::sentences;
use crate::draft::source::words;

/// How much a cue counts that no passage of a kind has.
const SMOOTHING: f64 = 0.5;
/// How much each sort of evidence weighs: the cues, the first words, pairs of words, the words of headings, what sort of
/// chapter they open, what its first sentence says somebody does.
const CUE: f64 = 1.0;
const FIRST: f64 = 0.5;
const PAIR: f64 = 0.5;
const FORM: f64 = 0.7;
const HEADING: f64 = 0.5;
const CHAPTER: f64 = 1.2;
const DEED: f64 = 1.5;
/// How many words at the beginning count as the first ones, and how many are looked through for cues, for pairs and for
/// words of the past.
const FIRST_WORDS: usize = 2;
const LOOKED_THROUGH: usize = 80;
const PAIRED: usize = 40;
const PAST_WITHIN: usize = 30;
/// How many words a passage has at least from which it is learned what tells of members; shorter ones are entries of lists.
const MEMBERSHIP_MIN: usize = 25;
/// The words that tell whether a text reports, promises, charges or advises.
const CUES: [&str; 115] = [
    "will",
    "shall",
    "should",
    "must",
    "would",
    "could",
    "may",
    "can",
    "mandate",
    "mandates",
    "mandated",
    "tasked",
    "entrusted",
    "responsible",
    "recommend",
    "recommends",
    "recommended",
    "recommendations",
    "urge",
    "urges",
    "urged",
    "calls",
    "called",
    "encourages",
    "committed",
    "continue",
    "continues",
    "plan",
    "plans",
    "planned",
    "aim",
    "aims",
    "aimed",
    "forward",
    "upcoming",
    "partnership",
    "partnerships",
    "partners",
    "cooperation",
    "jointly",
    "memorandum",
    "agreement",
    "alliance",
    "launched",
    "organized",
    "held",
    "hosted",
    "trained",
    "supported",
    "published",
    "issued",
    "developed",
    "conducted",
    "established",
    "is",
    "are",
    "has",
    "have",
    "been",
    "was",
    "were",
    "we",
    "our",
    "seeks",
    "provides",
    "works",
    "supports",
    "member",
    "states",
    "resolution",
    "member",
    "members",
    "membership",
    "chair",
    "chairs",
    "chaired",
    "joined",
    "principals",
    "coordinator",
    "secretariat",
    "endorsed",
    "welcomed",
    "network",
    "networks",
    "collaboration",
    "coordination",
    "exchange",
    "signed",
    "together",
    "with",
    "ensure",
    "strengthen",
    "promote",
    "including",
    "agreed",
    "ask",
    "asked",
    "invites",
    "requested",
    "requests",
    "council",
    "assembly",
    "task",
    "tasks",
    "charged",
    "convene",
    "assist",
    "assists",
    "advises",
    "monitors",
    "co",
    "promises",
    "pledge",
    "pledged",
    "adopted",
];
/// The words with the next of which they make a pair.
const PAIRING: [&str; 15] =
    ["will", "has", "have", "is", "are", "was", "were", "should", "shall", "must", "been", "be", "we", "our", "member"];
/// Sorts of chapters, by words in their headings.
const CHAPTERS: [(&str, &[&str]); 7] = [
    (
        "ahead",
        &[
            "year ahead",
            "looking ahead",
            "forward",
            "next steps",
            "road ahead",
            "outlook",
            "commitment",
            "will do",
            "plan of action",
            "to come",
            "coming",
        ],
    ),
    (
        "members",
        &["highlights", "membership", "from members", "in action", "contributions of", "priority ", "key activities"],
    ),
    ("mandates", &["mandate", "who we are", "who are we", "about icat", "about the group", "about us", "establish"]),
    ("opening", &["foreword", "preface", "message", "introduction", "welcome"]),
    ("review", &["review", "retrospect", "achievements", "a year", "activities", "the year"]),
    ("partners", &["partner", "cooperation", "alliance", "network"]),
    ("advice", &["recommend", "what states"]),
];
/// The kinds that prose may be of. The others are known by their form.
const OF_PROSE: [Kind; 7] = [
    Kind::Narrative,
    Kind::Mandate,
    Kind::Activity,
    Kind::Partnership,
    Kind::Commitment,
    Kind::Recommendation,
    Kind::Membership,
];

/// How often the words of passages stand in passages of each kind.
pub(in crate::draft) struct KindModel {
    counts: Vec<(Kind, f64, HashMap<String, f64>, f64)>,
    vocabulary: f64,
}

impl KindModel {
    /// Trains the model on all reports but one.
    pub(in crate::draft) fn of(corpus: &Corpus, without: &str) -> Self {
        let mut counts: Vec<(Kind, f64, HashMap<String, f64>, f64)> =
            OF_PROSE.iter().map(|kind| (*kind, 0.0, HashMap::new(), 0.0)).collect();
        let mut all: HashSet<String> = HashSet::new();
        for passage in corpus.passages.iter().filter(|p| corpus.report(p.report).id != without) {
            if !matches!(passage.style, PassageStyle::Paragraph | PassageStyle::Item) {
                continue;
            }
            let is_entry = passage.kind == Kind::Membership
                && !passage.text.ends_with('.')
                && words(&passage.text).len() < MEMBERSHIP_MIN;
            if is_entry {
                continue;
            }
            let Some(of) = counts.iter_mut().find(|of| of.0 == passage.kind) else { continue };
            of.1 += 1.0;
            for (feature, weight) in
                features(&passage.text, &corpus.section_path(passage.section), passage.style == PassageStyle::Item)
            {
                all.insert(feature.clone());
                *of.2.entry(feature).or_default() += weight;
                of.3 += weight;
            }
        }
        Self { counts, vocabulary: f64::from(u32::try_from(all.len()).unwrap_or(u32::MAX)).max(1.0) }
    }

    /// Returns the kind that a text says that it is of, or else is most likely of.
    pub(in crate::draft) fn kind(&self, text: &str, headings: &[&str], is_item: bool) -> Kind {
        let outright = cues::said(text, is_item);
        let of_heading = headings.last().and_then(|heading| cues::of_heading(heading, text));
        if let Some(kind) = outright.or(of_heading) {
            return kind;
        }
        let features = features(text, headings, is_item);
        let score = |(_, passages, counts, total): &(Kind, f64, HashMap<String, f64>, f64)| {
            let all: f64 = features
                .iter()
                .map(|(feature, weight)| {
                    let count = counts.get(feature).copied().unwrap_or_default();
                    weight * ((count + SMOOTHING) / (total + SMOOTHING * self.vocabulary)).ln()
                })
                .sum();
            all + (passages + 1.0).ln()
        };
        let best = |kinds: &dyn Fn(Kind) -> bool| {
            let may = self.counts.iter().filter(|of| kinds(of.0) && cues::may_be(of.0, text));
            may.map(|of| (score(of), of.0)).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, kind)| kind)
        };
        let found = best(&|_| true).unwrap_or(Kind::Narrative);
        // Below the heading of a priority, or of activities, stands what was done, if not more.
        let tells_of_deeds = headings.iter().any(|heading| cues::is_of_deeds(heading));
        if tells_of_deeds && matches!(found, Kind::Narrative | Kind::Recommendation | Kind::Mandate | Kind::Membership)
        {
            return best(&|kind| matches!(kind, Kind::Activity | Kind::Partnership | Kind::Commitment))
                .unwrap_or(found);
        }
        found
    }
}

fn features(text: &str, headings: &[&str], is_item: bool) -> Vec<(String, f64)> {
    let mut found: Vec<(String, f64)> = Vec::new();
    let own: Vec<String> = words(text).into_iter().map(|w| w.1).collect();
    let mut seen: Vec<&str> = Vec::new();
    for word in own.iter().take(LOOKED_THROUGH).map(String::as_str) {
        if CUES.contains(&word) && !seen.contains(&word) {
            seen.push(word);
            found.push((word.to_owned(), CUE));
        }
    }
    let paired = own.iter().zip(own.iter().skip(1)).take(PAIRED);
    let mut pairs: Vec<String> = paired
        .filter(|(one, two)| PAIRING.contains(&one.as_str()) && !two.starts_with(|c: char| c.is_ascii_digit()))
        .map(|(one, two)| format!("{one} {two}"))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    found.extend(pairs.into_iter().map(|pair| (pair, PAIR)));
    let mut deeds: Vec<Act> = sentences(text).into_iter().map(|at| act(text.get(at).unwrap_or_default())).collect();
    let first = deeds.first().copied().unwrap_or(Act::None);
    found.push((format!("first {first:?}"), DEED));
    deeds.sort_unstable();
    deeds.dedup();
    found.extend(deeds.iter().map(|deed| (format!("deed {deed:?}"), CUE)));
    let past = own.iter().take(PAST_WITHIN).filter(|word| word.len() > 4 && word.ends_with("ed")).count();
    found.push((format!("past {}", past.min(3)), CUE));
    found.push((format!("begins past {}", begins_with_past(text)), CUE));
    found.push((format!("ing {}", own.first().is_some_and(|word| word.ends_with("ing"))), CUE));
    found.push((format!("low {}", text.starts_with(char::is_lowercase)), CUE));
    let opening: String = text.chars().take_while(|c| !c.is_whitespace()).collect();
    found.push((format!("name {}", opening.chars().filter(|c| c.is_uppercase()).count() > 1), CUE));
    found.push((format!("group {}", text.contains("ICAT") || text.contains("the Group")), CUE));
    let is_year = |word: &String| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    found.push((format!("year {}", own.iter().any(is_year)), CUE));
    found.push((format!("item {is_item}"), CUE));
    found.push((format!("will {}", own.iter().filter(|word| *word == "will").count().min(2)), CUE));
    found.push((format!("chair {}", own.iter().any(|word| word.contains("chair"))), CUE));
    let joins = ["joined", "new member", "newest member", "members of ICAT", "member of ICAT", "membership"];
    found.push((format!("join {}", joins.iter().any(|word| text.contains(word))), CUE));
    found.push((format!("end {}", text.chars().next_back().filter(|c| !c.is_alphanumeric()).unwrap_or('a')), FORM));
    found.push((format!("length {}", (own.len() / 12).min(5)), FORM));
    found.extend(own.iter().take(FIRST_WORDS).map(|word| (format!("^{}", shape(word)), FIRST)));
    let mut chapters: Vec<String> = Vec::new();
    for (n, heading) in headings.iter().enumerate() {
        let lower = heading.to_lowercase();
        for (sort, _) in CHAPTERS.iter().filter(|(_, words)| words.iter().any(|word| lower.contains(word))) {
            chapters.push(format!("in {sort}"));
            if n + 1 == headings.len() {
                chapters.push(format!("right in {sort}"));
            }
        }
        found.extend(words(heading).into_iter().map(|w| (format!("#{}", shape(&w.1)), HEADING)));
    }
    chapters.sort_unstable();
    chapters.dedup();
    if chapters.is_empty() {
        chapters.push("in none".to_owned());
    }
    for chapter in chapters {
        found.push((format!("{chapter} {first:?}"), CUE));
        found.push((chapter, CHAPTER));
    }
    found
}

/// Returns a word without what only this text has: numbers are all one.
fn shape(word: &str) -> String {
    if word.bytes().all(|b| b.is_ascii_digit()) { "0".to_owned() } else { word.to_owned() }
}
