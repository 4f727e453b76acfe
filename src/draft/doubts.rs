//! What a maintainer has to look at in a draft: bodies and places that nobody knows, members and chairs that changed,
//! commitments that the new report may answer.

use std::collections::{HashMap, HashSet};
use std::fmt;

use crate::corpus::annotations::Outcome;
use crate::corpus::{Corpus, Kind, PassageId, Role};
use crate::draft::propose::{MONTHS, Vocabulary};
use crate::draft::report_file::{Passage, Section, WrittenReport};
use crate::draft::source::words;
use crate::search::ENGLISH;

/// How much of a commitment's rare words a passage needs to be listed.
const ANSWERS: f64 = 0.34;
/// How many passages are listed for each commitment.
const ANSWERS_MAX: usize = 3;
/// Capitals that are no name.
const COMMON: [&str; 40] = [
    "UN", "EU", "UK", "US", "USA", "NGO", "NGOS", "CSO", "CSOS", "SDG", "SDGS", "TIP", "THB", "ICT", "ICTS", "NRM",
    "NRMS", "MOU", "MOUS", "SOP", "SOPS", "COVID", "LGBTQI", "AI", "ID", "PDF", "ENG", "FR", "ES", "RU", "II", "III",
    "IV", "VI", "VII", "HIV", "AIDS", "ICAT", "II", "TV",
];

/// Words that the names of regions have.
const REGIONS: [&str; 30] = [
    "Region",
    "Basin",
    "Valley",
    "Gulf",
    "Islands",
    "Island",
    "Peninsula",
    "Coast",
    "Corridor",
    "Belt",
    "Plateau",
    "Delta",
    "River",
    "Sea",
    "Lake",
    "Mountains",
    "Province",
    "District",
    "County",
    "Highlands",
    "Triangle",
    "Horn",
    "Ocean",
    "Strait",
    "Desert",
    "North",
    "South",
    "East",
    "West",
    "Territory",
];

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// What sort of thing it is.
    pub about: About,
    /// What it is.
    pub what: String,
    /// The passage in which it stands; empty if it stands in none.
    pub passage: String,
}

/// What a doubt is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// What the file as a whole says: its title, its years.
    File,
    /// A member or partner that is no body of the data.
    NewBody,
    /// An acronym that is unknown.
    Acronym,
    /// A name after "in" that is no place of the data.
    NewPlace,
    /// A body that was a member and is not listed.
    Member,
    /// Who chairs.
    Chair,
    /// A commitment that the passage may answer.
    Commitment,
}

impl About {
    /// Returns the heading under which such doubts are listed.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::File => "Of the report",
            Self::NewBody => "Bodies that entities.json does not have",
            Self::Acronym => "Acronyms that nobody knows",
            Self::NewPlace => "Names that may be places, and that places.json does not have (cities need none)",
            Self::Member => "Changes of members",
            Self::Chair => "Chairs",
            Self::Commitment => "Open commitments, and what may answer them",
        }
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if self.passage.is_empty() { Ok(()) } else { write!(f, " [{}]", self.passage) }
    }
}

fn doubt(about: About, what: impl Into<String>, passage: &str) -> Doubt {
    Doubt { about, what: what.into(), passage: passage.to_owned() }
}

/// Returns what was guessed of the file as a whole.
pub(super) fn of_file(report: &WrittenReport) -> Vec<Doubt> {
    vec![
        doubt(About::File, format!("the title is taken to be \"{}\"", report.title), ""),
        doubt(
            About::File,
            format!("it is taken to cover {} and to have come out in {}", report.covers, report.published),
            "",
        ),
        doubt(About::File, "the terms are those of the newest report; read its imprint", ""),
    ]
}

/// Returns what the passages say that the data does not know, and what has changed.
pub(super) fn of_report(corpus: &Corpus, vocabulary: &Vocabulary<'_>, report: &WrittenReport, id: &str) -> Vec<Doubt> {
    let mut passages: Vec<(Vec<&Section>, &Passage)> = Vec::new();
    report.each_passage(&mut |above, passage| passages.push((above.to_vec(), passage)));
    let mut doubts = Vec::new();
    members(corpus, vocabulary, &passages, report, &mut doubts);
    acronyms(vocabulary, &passages, &mut doubts);
    places(corpus, vocabulary, &passages, &mut doubts);
    chairs(corpus, vocabulary, &passages, report, &mut doubts);
    commitments(corpus, &passages, id, &mut doubts);
    doubts.sort_by_key(|doubt| doubt.about);
    doubts
}

/// Returns the kind of a passage, its own or that of its section.
fn kind_of<'a>(above: &[&'a Section], passage: &'a Passage) -> &'a str {
    passage.kind.as_deref().or_else(|| above.iter().rev().find_map(|s| s.kind.as_deref())).unwrap_or_default()
}

fn members(
    corpus: &Corpus,
    vocabulary: &Vocabulary<'_>,
    passages: &[(Vec<&Section>, &Passage)],
    report: &WrittenReport,
    doubts: &mut Vec<Doubt>,
) {
    let mut listed = HashSet::new();
    for (above, passage) in passages {
        let is_entry = kind_of(above, passage) == Kind::Membership.word()
            && above.iter().any(|s| {
                s.title
                    .as_deref()
                    .is_some_and(|t| t.to_lowercase().contains("member") || t.to_lowercase().contains("partner"))
            })
            && words(&passage.text).len() <= 24;
        if !is_entry {
            continue;
        }
        let named = vocabulary.bodies(&passage.text);
        if named.is_empty() && !passage.text.ends_with([':', '.']) && !passage.text.contains(['@', '/']) {
            doubts.push(doubt(About::NewBody, passage.text.clone(), &passage.id));
        }
        listed.extend(named.into_iter().map(|n| n.what));
    }
    if listed.len() < 5 {
        return;
    }
    let members = corpus.entities.iter().flat_map(|e| &e.roles).filter(|(_, role)| *role == Role::Member);
    let years = members.map(|role| role.0);
    let Some(last) = years.filter(|year| *year < report.covers).max() else { return };
    for (n, entity) in (0u16..).zip(&corpus.entities) {
        let was = entity.roles.iter().any(|(year, role)| *year == last && matches!(role, Role::Member | Role::Partner));
        let is = listed.contains(&crate::corpus::EntityId(n));
        if was && !is {
            doubts.push(doubt(About::Member, format!("{} is listed for {last}, and not here", entity.id), ""));
        } else if is && !was && entity.id != "ICAT" {
            doubts.push(doubt(About::Member, format!("{} is listed here, and not for {last}", entity.id), ""));
        }
    }
}

fn acronyms(vocabulary: &Vocabulary<'_>, passages: &[(Vec<&Section>, &Passage)], doubts: &mut Vec<Doubt>) {
    let mut seen: HashSet<String> = HashSet::new();
    for (_, passage) in passages {
        if crate::draft::blocks::is_capitals(&passage.text) {
            continue;
        }
        let title = passage.text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '.' | '/')));
        for word in title {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let capitals = word.chars().filter(|c| c.is_uppercase()).count();
            let letters = word.chars().filter(|c| c.is_alphabetic()).count();
            let is_acronym = capitals >= 3 && capitals * 3 >= letters * 2 && letters <= 12 && !word.contains('/');
            let parts = || word.split(['-', '.']).filter(|part| part.chars().filter(|c| c.is_uppercase()).count() > 1);
            let is_common = |part: &str| {
                let bare = part.trim_end_matches('s');
                COMMON.contains(&part)
                    || COMMON.contains(&bare)
                    || vocabulary.knows_acronym(part)
                    || vocabulary.knows_acronym(bare)
            };
            if !is_acronym || parts().all(is_common) || !seen.insert(word.to_owned()) {
                continue;
            }
            let name = spelled_out(&passage.text, word).map(|name| format!(": {name}")).unwrap_or_default();
            doubts.push(doubt(About::Acronym, format!("{word}{name}"), &passage.id));
        }
    }
}

/// Returns the words before an acronym in brackets whose initials it has.
fn spelled_out(text: &str, acronym: &str) -> Option<String> {
    let at = text.find(&format!("({acronym})"))?;
    let before: Vec<&str> = text.get(..at)?.split(' ').filter(|w| !w.is_empty()).collect();
    let letters = acronym.chars().filter(|c| c.is_alphabetic()).count();
    let mut count = 0;
    let mut from = before.len();
    while from > 0 && count < letters && before.len() - from < letters * 2 {
        from -= 1;
        count += usize::from(before[from].starts_with(|c: char| c.is_uppercase() || c == '('));
    }
    let name = before.get(from..)?.join(" ");
    (count >= 2 && !name.is_empty()).then_some(name)
}

/// Lists names after "in" that are no place of the data. A city needs none: a name that stands before its country, one
/// that an earlier report has, and one that the report names but once and that no word such as "Basin" makes a region.
fn places(
    corpus: &Corpus,
    vocabulary: &Vocabulary<'_>,
    passages: &[(Vec<&Section>, &Passage)],
    doubts: &mut Vec<Doubt>,
) {
    let mut seen: HashSet<String> = HashSet::new();
    let times = |name: &str| passages.iter().filter(|(_, passage)| has_name(&passage.text, name)).count();
    let is_old = |name: &str| corpus.passages.iter().any(|passage| has_name(&passage.text, name));
    for (_, passage) in passages {
        let text = &passage.text;
        for (at, before) in [" in ", " across ", " throughout "].iter().flat_map(|b| text.match_indices(*b)) {
            let rest = text.get(at + before.len()..).unwrap_or_default();
            let rest = rest.strip_prefix("the ").unwrap_or(rest);
            let name: Vec<&str> = rest.split(' ').take_while(|w| w.starts_with(char::is_uppercase)).take(4).collect();
            let Some(last) = name.len().checked_sub(1) else { continue };
            let mut joined = Vec::new();
            for (n, word) in name.iter().enumerate() {
                joined.push(word.trim_end_matches([',', '.', ';', ':', ')']));
                if n == last || word.ends_with([',', '.', ';', ':', ')']) {
                    break;
                }
            }
            let name = joined.join(" ");
            let is_word = name.split(' ').all(|w| ENGLISH.has(&w.to_lowercase())) || MONTHS.contains(&name.as_str());
            let is_known = !vocabulary.places(&name).is_empty()
                || !vocabulary.bodies(&name).is_empty()
                || !vocabulary.partners(&name).is_empty();
            let is_plain = name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’'));
            let is_acronym = name.chars().filter(|c| c.is_uppercase()).count() > name.split(' ').count() * 2;
            let is_plain = is_plain && !name.starts_with("UN ");
            // "in Pemba, Mozambique"
            let after = rest.get(name.len()..).and_then(|after| after.strip_prefix(", ")).unwrap_or_default();
            let country: String = after.split([',', '.', ';', ')']).next().unwrap_or_default().to_owned();
            let is_in_country = words(&country).len() <= 4 && !vocabulary.places(&country).is_empty();
            let is_language = crate::corpus::languages::in_english(&name).is_some();
            let is_region = name.split(' ').any(|word| REGIONS.contains(&word));
            let is_new = !is_word && !is_known && is_plain && !is_acronym && !is_in_country && !is_language;
            if is_new && seen.insert(name.clone()) && (is_region || !is_old(&name) && times(&name) > 1) {
                doubts.push(doubt(About::NewPlace, name, &passage.id));
            }
        }
    }
}

/// Returns whether a text has a name as words of its own.
fn has_name(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|after| after.chars().next());
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}

fn chairs(
    corpus: &Corpus,
    vocabulary: &Vocabulary<'_>,
    passages: &[(Vec<&Section>, &Passage)],
    report: &WrittenReport,
    doubts: &mut Vec<Doubt>,
) {
    let last = corpus
        .entities
        .iter()
        .flat_map(|e| &e.roles)
        .filter(|(year, role)| *role == Role::CoChair && *year < report.covers);
    if let Some(year) = last.map(|role| role.0).max() {
        let of =
            corpus.entities.iter().filter(|e| e.roles.iter().any(|(y, role)| *y == year && *role == Role::CoChair));
        let names: Vec<&str> = of.map(|e| e.id.as_str()).collect();
        doubts.push(doubt(About::Chair, format!("in {year}, {} chaired", names.join(" and ")), ""));
    }
    for (_, passage) in passages {
        let lower = passage.text.to_lowercase();
        let tells = ["co-chair", "cochair", "chairpersonship", "chaired by", "chairmanship"]
            .iter()
            .any(|word| lower.contains(word));
        let mut named: Vec<&str> = Vec::new();
        for naming in vocabulary.bodies(&passage.text) {
            let id = vocabulary.id(naming.what);
            if id != "ICAT" && !named.contains(&id) {
                named.push(id);
            }
        }
        if tells && !named.is_empty() && named.len() <= 6 {
            doubts.push(doubt(About::Chair, format!("chairs are mentioned, with {}", named.join(", ")), &passage.id));
        }
    }
}

/// Returns the commitments of earlier reports of which it is not on record that they were kept.
fn open_commitments(corpus: &Corpus, id: &str) -> Vec<PassageId> {
    let read: HashMap<_, _> = corpus.annotations.follow_ups.iter().map(|f| (f.commitment, f.how)).collect();
    let is_open = |n: &PassageId| {
        let passage = corpus.passage(*n);
        let open = read.get(n).map_or(passage.kind == Kind::Commitment, |how| *how != Outcome::Done);
        open && corpus.report(passage.report).id != id
    };
    corpus.passage_numbers().filter(is_open).collect()
}

/// Returns the open commitments, those first that a text may answer: by the rare words that they share.
pub(super) fn answered(corpus: &Corpus, text: &str, id: &str) -> Vec<PassageId> {
    let own = terms(text);
    let rarity = Rarity::of(corpus.passages.iter().map(|p| p.text.as_ref()));
    let share = |n: PassageId| rarity.share(&terms(&corpus.passage(n).text), &own);
    let mut open: Vec<(f64, PassageId)> = open_commitments(corpus, id).into_iter().map(|n| (share(n), n)).collect();
    open.sort_by(|a, b| b.0.total_cmp(&a.0));
    open.into_iter().map(|(_, n)| n).collect()
}

/// How rare each word is in texts.
struct Rarity {
    times: HashMap<String, f64>,
    count: f64,
}

impl Rarity {
    fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut rarity = Self { times: HashMap::new(), count: 0.0 };
        for text in texts {
            rarity.count += 1.0;
            terms(text).into_iter().for_each(|word| *rarity.times.entry(word).or_default() += 1.0);
        }
        rarity
    }

    fn weight(&self, word: &String) -> f64 {
        (self.count / self.times.get(word).copied().unwrap_or(1.0)).ln()
    }

    /// Returns how much of the weight of the words of a commitment the words of an answer have.
    fn share(&self, commitment: &HashSet<String>, answer: &HashSet<String>) -> f64 {
        let whole: f64 = commitment.iter().map(|word| self.weight(word)).sum();
        commitment.intersection(answer).map(|word| self.weight(word)).sum::<f64>() / whole.max(1.0)
    }
}

fn terms(text: &str) -> HashSet<String> {
    words(text).into_iter().map(|w| w.1).filter(|word| word.len() > 3).collect()
}

fn commitments(corpus: &Corpus, passages: &[(Vec<&Section>, &Passage)], id: &str, doubts: &mut Vec<Doubt>) {
    let texts = corpus.passages.iter().map(|p| p.text.as_ref()).chain(passages.iter().map(|p| p.1.text.as_str()));
    let rarity = Rarity::of(texts);
    let drafted: Vec<(&Passage, HashSet<String>)> = passages
        .iter()
        .filter(|(above, p)| !matches!(kind_of(above, p), "membership" | "caption" | "note"))
        .map(|(_, p)| (*p, terms(&p.text)))
        .collect();
    for n in open_commitments(corpus, id) {
        let passage = corpus.passage(n);
        let own = terms(&passage.text);
        let mut best: Vec<(f64, &str)> = drafted
            .iter()
            .map(|(p, words)| (rarity.share(&own, words), p.id.as_str()))
            .filter(|(share, _)| *share >= ANSWERS)
            .collect();
        best.sort_by(|a, b| b.0.total_cmp(&a.0));
        for (_, answer) in best.into_iter().take(ANSWERS_MAX) {
            doubts.push(doubt(About::Commitment, format!("{}: {}", passage.id, passage.headline), answer));
        }
    }
}
