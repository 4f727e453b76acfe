//! What kind a passage may be of: like which passages of the other reports its words and headings read. It is a naive
//! Bayes classifier, trained on the corpus in use whenever a draft is made.

use std::collections::{HashMap, HashSet};

use crate::corpus::{Corpus, Kind, PassageStyle};
use crate::draft::source::words;

/// How much a cue counts that no passage of a kind has.
const SMOOTHING: f64 = 0.5;
/// How much each sort of evidence weighs: the cues, the first words, the headings.
const CUE: f64 = 1.0;
const FIRST: f64 = 0.7;
const HEADING: f64 = 0.6;
/// How many words at the beginning count as the first ones, and how many are looked through for cues.
const FIRST_WORDS: usize = 2;
const LOOKED_THROUGH: usize = 60;
/// The words that tell whether a text reports, promises, charges or advises.
const CUES: [&str; 70] = [
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
];
/// The kinds that prose may be of. The others are known by their form.
const OF_PROSE: [Kind; 6] =
    [Kind::Narrative, Kind::Mandate, Kind::Activity, Kind::Partnership, Kind::Commitment, Kind::Recommendation];

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
            let Some(of) = counts.iter_mut().find(|of| of.0 == passage.kind) else { continue };
            of.1 += 1.0;
            for (feature, weight) in features(&passage.text, &corpus.section_path(passage.section)) {
                all.insert(feature.clone());
                *of.2.entry(feature).or_default() += weight;
                of.3 += weight;
            }
        }
        Self { counts, vocabulary: f64::from(u32::try_from(all.len()).unwrap_or(u32::MAX)).max(1.0) }
    }

    /// Returns the kind that a text is most likely of.
    pub(in crate::draft) fn kind(&self, text: &str, headings: &[&str]) -> Kind {
        let features = features(text, headings);
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
        let best = self.counts.iter().map(|of| (score(of), of.0)).max_by(|a, b| a.0.total_cmp(&b.0));
        best.map_or(Kind::Narrative, |(_, kind)| kind)
    }
}

fn features(text: &str, headings: &[&str]) -> Vec<(String, f64)> {
    let mut found: Vec<(String, f64)> = Vec::new();
    let own: Vec<String> = words(text).into_iter().map(|w| w.1).collect();
    let mut seen: Vec<&str> = Vec::new();
    for word in own.iter().take(LOOKED_THROUGH).map(String::as_str) {
        if CUES.contains(&word) && !seen.contains(&word) {
            seen.push(word);
            found.push((word.to_owned(), CUE));
        }
    }
    let past = own.iter().take(25).filter(|word| word.len() > 4 && word.ends_with("ed")).count();
    found.push((format!("past {}", past.min(2)), CUE));
    let participle = own.first().is_some_and(|word| word.ends_with("ing"));
    found.push((format!("ing {participle}"), CUE));
    let first: String = text.chars().take_while(|c| !c.is_whitespace()).collect();
    let capitals = first.chars().filter(|c| c.is_uppercase()).count();
    found.push((format!("name {}", capitals > 1), CUE));
    found.push((format!("group {}", text.contains("ICAT")), CUE));
    found.push((format!("end {}", text.chars().next_back().filter(|c| !c.is_alphanumeric()).unwrap_or('a')), FIRST));
    found.push((format!("length {}", (own.len() / 12).min(4)), FIRST));
    found.extend(own.iter().take(FIRST_WORDS).map(|word| (format!("^{}", shape(word)), FIRST)));
    for heading in headings {
        found.extend(words(heading).into_iter().map(|w| (format!("#{}", shape(&w.1)), HEADING)));
    }
    found
}

/// Returns a word without what only this text has: numbers are all one.
fn shape(word: &str) -> String {
    if word.bytes().all(|b| b.is_ascii_digit()) { "0".to_owned() } else { word.to_owned() }
}
