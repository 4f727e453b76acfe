//! Questions that the data answers: who chaired, since when a body is a member, what an acronym means, and the like. The
//! answer is a sentence with the passages that it rests on. What the data does not say is not answered.

mod background;

use crate::analysis::{FacetValue, agreements, membership};
use crate::corpus::filter::Filter;
use crate::corpus::postings::PassageSet;
use crate::corpus::subject::Subject;
use crate::corpus::{Corpus, Details, EntityId, PassageId, Report, ReportId, Role};
use crate::search::stop_words::{self, is_stop_word};
use crate::search::{Answer, DirectAnswer, Hit, Index, MatchReason, Target, tokenizer};
use crate::text;

/// The maximum number of words of a question.
const WORDS_MAX: usize = 24;
/// The maximum number of passages of a fact that come first.
const LEADING: usize = 5;
/// The maximum number of lines of lists among them.
const LEADING_LINES: usize = 2;
/// The number of words below which a passage is hardly more than a line of a list.
const LINE: usize = 16;
/// The maximum number of words of a name.
const NAME_WORDS: usize = 10;
/// Languages by their names in English.
const LANGUAGES: [&str; 8] = ["Arabic", "Chinese", "English", "French", "German", "Portuguese", "Russian", "Spanish"];

/// Words that ask for the first of a series.
const FIRST: [&str; 3] = ["first", "earliest", "original"];

/// A question, taken apart.
struct ParsedQuestion<'a> {
    corpus: &'a Corpus,
    words: Vec<String>,
    bodies: Vec<EntityId>,
    years: Vec<u16>,
    /// The words that name no body.
    rest: Vec<String>,
}

/// Searches, and answers what was typed if it is a question that the data answers.
#[must_use]
pub fn search(index: &Index, typed: &str) -> Answer {
    let corpus = index.corpus();
    let mut answer = index.search(typed);
    let question = ParsedQuestion::new(corpus, typed);
    let fact = question.as_ref().and_then(|question| question.fact(typed));
    if let Some(fact) = fact.as_ref().filter(|_| stop_words::is_question(typed)) {
        lead(corpus, &mut answer, fact);
    }
    answer.direct = fact.or_else(|| question?.record());
    answer
}

/// Puts the passages that a fact rests on first.
fn lead(corpus: &Corpus, answer: &mut Answer, fact: &DirectAnswer) {
    let top = answer.hits.first().map_or(1.0, |hit| hit.score);
    // What tells of it comes before lines of lists.
    let is_line = |id: &&PassageId| corpus.passage(**id).text.split_whitespace().count() < LINE;
    let (lines, telling): (Vec<_>, Vec<_>) = fact.passages.iter().partition(is_line);
    let lines = lines.into_iter().take(LEADING_LINES.saturating_sub(telling.len()));
    let first: Vec<PassageId> = telling.into_iter().take(LEADING).chain(lines).collect();
    answer.hits.retain(|hit| !first.iter().any(|id| hit.target == Target::Passage(*id)));
    first.iter().for_each(|id| answer.passages.insert(*id));
    let hit = |id| Hit { target: Target::Passage(id), score: top, why: MatchReason::Answer, missing: 0 };
    answer.hits.splice(0..0, first.into_iter().map(hit));
}

/// Answers a question, if it is one that the data answers.
#[must_use]
pub fn answer(corpus: &Corpus, typed: &str) -> Option<DirectAnswer> {
    let question = ParsedQuestion::new(corpus, typed)?;
    question.fact(typed).or_else(|| question.record())
}

/// Answers a question for a fact, but not for how much is on record.
#[must_use]
pub fn fact(corpus: &Corpus, typed: &str) -> Option<DirectAnswer> {
    ParsedQuestion::new(corpus, typed)?.fact(typed)
}

/// Returns the bodies that words name, the longest names first, and the other words.
fn bodies(corpus: &Corpus, words: &[String]) -> (Vec<EntityId>, Vec<String>) {
    let (mut bodies, mut rest) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < words.len() {
        let most = (words.len() - at).min(NAME_WORDS);
        // A name does not end in a small word: "UNDP a" is not "UN DPA".
        let found = (1..=most).rev().find_map(|n| {
            let row =
                words.get(at..at + n).filter(|row| n == 1 || row.last().is_none_or(|word| !is_stop_word(word)))?;
            Some((n, corpus.find_entity(&row.join(" "))?))
        });
        match found {
            Some((n, body)) => {
                if !bodies.contains(&body) {
                    bodies.push(body);
                }
                at += n;
            }
            None => {
                rest.extend(words.get(at).cloned());
                at += 1;
            }
        }
    }
    (bodies, rest)
}

impl<'a> ParsedQuestion<'a> {
    /// Takes a question apart. `None` if it is no question in plain words.
    fn new(corpus: &'a Corpus, typed: &str) -> Option<Self> {
        if typed.contains(['"', '|', ':', '!']) {
            return None;
        }
        let words = tokenizer::parts(typed);
        if words.is_empty() || words.len() > WORDS_MAX {
            return None;
        }
        let (bodies, rest) = bodies(corpus, &words);
        let years = words.iter().filter_map(|word| year_of(word)).collect();
        Some(Self { corpus, words, bodies, years, rest })
    }

    fn fact(&self, typed: &str) -> Option<DirectAnswer> {
        let name = typed.trim().trim_end_matches('?').trim();
        self.term(name)
            .or_else(|| self.roles())
            .or_else(|| self.number())
            .or_else(|| self.founded())
            .or_else(|| self.funded())
            .or_else(|| self.member())
            .or_else(|| self.agreement())
            .or_else(|| self.report())
            .or_else(|| self.reports())
            .or_else(|| self.languages())
    }

    fn has(&self, words: &[&str]) -> bool {
        self.words.iter().any(|word| words.contains(&word.as_str()))
    }

    /// Returns the bodies without the group, which most questions name.
    fn members(&self) -> Vec<EntityId> {
        let group = self.corpus.group();
        self.bodies.iter().copied().filter(|body| Some(*body) != group).collect()
    }

    fn id(&self, body: EntityId) -> &str {
        self.corpus.entity(body).id.as_str()
    }

    fn on(&self, words: String, set: &PassageSet) -> DirectAnswer {
        DirectAnswer { words, passages: self.corpus.latest_first(set) }
    }

    /// Adds the passages that list a body in a year.
    fn listed(&self, body: EntityId, year: u16, set: &mut PassageSet) {
        let source = membership::source(self.corpus, &FacetValue::Entity(body), year);
        source.passages(self.corpus).into_iter().for_each(|id| set.insert(id));
    }

    /// "What does NRM mean?", or the acronym alone.
    fn term(&self, typed: &str) -> Option<DirectAnswer> {
        let folded = text::fold_plain(typed);
        let asked = ["what does ", "what is ", "what are ", "meaning of ", "define ", "definition of "];
        let name = asked.iter().find_map(|asked| folded.strip_prefix(asked)).unwrap_or(&folded);
        let ends = [" stand for", " mean", " stands for", " means"];
        let name = ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name).trim();
        let name = ["a ", "an ", "the "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name);
        let is_asked = name != folded;
        let term = self.corpus.glossary.iter().find(|term| {
            let is_acronym = !term.term.chars().any(char::is_lowercase);
            // An acronym that is a word is one only where it is asked for, or typed as it is printed.
            text::fold_plain(&term.term) == name && (is_asked || !is_acronym || term.term == *typed)
        })?;
        let parts = [term.expansion.as_str(), term.meaning.as_str()];
        let means = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ");
        let words = format!("{}: {}", term.term, means);
        Some(DirectAnswer { words, passages: term.defined_in.into_iter().collect() })
    }

    /// Who coordinated or chaired, and when.
    fn roles(&self) -> Option<DirectAnswer> {
        let chair =
            ["chair", "chairs", "chaired", "chairing", "cochair", "cochairs", "cochaired", "co", "chairmanship"];
        let coordinator = ["coordinator", "coordinates", "coordinated", "coordinate"];
        let wanted: Vec<Role> = [(Role::CoChair, self.has(&chair[..])), (Role::Coordinator, self.has(&coordinator))]
            .into_iter()
            .filter_map(|(role, is_wanted)| is_wanted.then_some(role))
            .collect();
        let about_icat = self.corpus.group().is_some_and(|group| self.bodies.contains(&group));
        let asks = self.has(&["who", "which", "when", "whom", "what"]);
        // Who coordinates something else is another question.
        let is_known = |word: &String| {
            let is_year = word.parse::<u16>().is_ok_and(|year| self.years.contains(&year));
            let of_roles = chair.contains(&word.as_str()) || coordinator.contains(&word.as_str());
            let others = ["group", "when", "which"].iter().chain(&FIRST).any(|other| other == word);
            is_year || of_roles || is_stop_word(word) || others
        };
        if wanted.is_empty() || !(about_icat || asks && self.rest.iter().all(is_known)) {
            return None;
        }
        let members = self.members();
        let is_meant = |body: EntityId, year: u16| {
            (members.is_empty() || members.contains(&body)) && (self.years.is_empty() || self.years.contains(&year))
        };
        let mut held: Vec<(u16, Role, EntityId)> = Vec::new();
        for body in self.corpus.bodies() {
            let roles = self
                .corpus
                .entity(body)
                .roles
                .iter()
                .filter(|(year, role)| wanted.contains(role) && is_meant(body, *year));
            held.extend(roles.map(|(year, role)| (*year, *role, body)));
        }
        held.sort_unstable();
        let is_first = self.years.is_empty() && self.has(&FIRST);
        if let Some(&(first, ..)) = held.first().filter(|_| is_first) {
            held.retain(|(year, ..)| *year == first);
        }
        let mut sentences: Vec<String> = Vec::new();
        let mut set = PassageSet::none(self.corpus.passages.len());
        for of_year in held.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let Some(&(year, role, _)) = of_year.first() else { continue };
            let ids = of_year.iter().map(|(_, _, body)| self.id(*body)).collect::<Vec<_>>().join(" and ");
            sentences.push(format!("{year}: {ids} ({})", role.label()));
            of_year.iter().for_each(|(_, _, body)| self.listed(*body, year, &mut set));
        }
        if sentences.is_empty() {
            let years = self.years.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
            let when = if years.is_empty() { String::new() } else { format!(" for {years}") };
            let words = format!("No such role is on record{when} in these reports.");
            return Some(DirectAnswer { words, passages: Vec::new() });
        }
        let first = if is_first { ", the first on record here" } else { "" };
        Some(self.on(format!("{}, as the reports list it{first}.", sentences.join("; ")), &set))
    }

    /// How many members.
    fn number(&self) -> Option<DirectAnswer> {
        let counts = self.has(&["many", "number"]);
        if !counts
            || !self.has(&["members", "partners", "organizations", "organisations", "agencies", "bodies", "entities"])
        {
            return None;
        }
        if !self.members().is_empty() || self.words.len() > 10 {
            return None;
        }
        let counts = &self.corpus.annotations.counts;
        let latest = counts.iter().map(|count| count.year).max()?;
        let years = if self.years.is_empty() { vec![latest] } else { self.years.clone() };
        let (meant, mut others): (Vec<_>, Vec<_>) = counts.iter().partition(|count| years.contains(&count.year));
        others.sort_by_key(|count| std::cmp::Reverse(count.year));
        let printed =
            meant.iter().map(|count| format!("{} {} for {}", count.printed, count.counts.label(), count.year));
        let mut printed: Vec<String> = printed.collect();
        printed.dedup();
        (!printed.is_empty()).then(|| DirectAnswer {
            words: format!("The reports print {}.", printed.join(", ")),
            // The figures of other years come after those that are meant.
            passages: meant.iter().chain(&others).map(|count| count.passage).collect(),
        })
    }

    /// Whether and since when a body is a member.
    fn member(&self) -> Option<DirectAnswer> {
        let [body] = self.members()[..] else { return None };
        let asks = self.has(&["member", "join", "joined", "joining", "membership", "joins"]);
        let is_question = self.has(&["is", "when", "since", "did", "was", "does", "has"]);
        if !asks || !is_question || self.words.len() > 12 {
            return None;
        }
        let roles: Vec<(u16, Role)> = self.corpus.entity(body).roles.clone();
        let mut set = PassageSet::none(self.corpus.passages.len());
        roles.iter().for_each(|(year, _)| self.listed(body, *year, &mut set));
        let mut sentences = membership::joined(self.corpus, body);
        let seats = roles.iter().filter(|(_, role)| matches!(role, Role::Member | Role::Partner));
        match seats.max_by_key(|(year, _)| *year) {
            Some((year, role)) => {
                sentences.insert(0, format!("{} is listed as {} for {year}.", self.id(body), role.label()));
            }
            None => sentences.insert(0, format!("{} is not listed as a member in these reports.", self.id(body))),
        }
        Some(self.on(sentences.join(" "), &set))
    }

    /// Whether two bodies have an agreement, and which.
    fn agreement(&self) -> Option<DirectAnswer> {
        let asked = ["agreement", "agreements", "mou", "mous", "memorandum", "memoranda"];
        let members = self.members();
        match members[..] {
            [a, b] if self.has(&asked) => {
                let passages = self.corpus.agreements().of_pair(a, b);
                Some(DirectAnswer { words: agreements::sentence(self.corpus, a, b), passages })
            }
            _ => None,
        }
    }

    /// A report by its title and year: "2022 annual report".
    fn report(&self) -> Option<DirectAnswer> {
        let names = ["report", "reports", "overview", "mapping", "resource"];
        if !self.has(&names) || self.words.len() > 8 {
            return None;
        }
        let small = ["the", "icat", "icats", "s", "of", "for", "on", "un", "show", "read", "open", "in"];
        let wanted: &Vec<&String> = &self.words.iter().filter(|word| !small.contains(&word.as_str())).collect();
        // A year is the one that a report covers or, if none covers it, that of its publication.
        let with = |year: fn(&Report) -> u16| {
            let is_meant = move |report: &Report| {
                let words = tokenizer::parts(&format!("{} {} {}", report.title, report.id, year(report)));
                wanted.len() > 1 && wanted.iter().all(|word| words.contains(word))
            };
            let all = (0u16..).map(ReportId).zip(&self.corpus.reports);
            let mut meant = all.filter(|(_, report)| is_meant(report));
            meant.next().filter(|_| meant.next().is_none())
        };
        let (id, report) = with(|report| report.covers).or_else(|| with(|report| report.published))?;
        let count = text::count(self.corpus.report(id).passages.len(), "passage");
        let words =
            format!("{}, published in {}: {count}; `show {}` prints it.", report.title, report.published, report.id);
        Some(DirectAnswer { words, passages: Vec::new() })
    }

    /// Which reports there are.
    fn reports(&self) -> Option<DirectAnswer> {
        let asks = self.has(&["which", "what", "list", "how", "all"]) && self.has(&["report", "reports"]);
        let rest = [
            "which",
            "what",
            "list",
            "how",
            "many",
            "all",
            "report",
            "reports",
            "are",
            "there",
            "here",
            "of",
            "the",
            "icat",
            "do",
            "you",
            "have",
            "does",
            "it",
            "is",
            "in",
            "this",
            "available",
            "covered",
        ];
        if !asks || !self.words.iter().all(|word| rest.contains(&word.as_str())) {
            return None;
        }
        let titles = self.corpus.reports.iter().map(|report| format!("{} ({})", report.title, report.published));
        let titles: Vec<String> = titles.collect();
        let words = format!("{}: {}.", text::count(titles.len(), "report"), titles.join("; "));
        Some(DirectAnswer { words, passages: Vec::new() })
    }

    /// What exists in a language.
    fn languages(&self) -> Option<DirectAnswer> {
        let language = LANGUAGES.iter().find(|language| self.has(&[text::fold_plain(language).as_str()]))?;
        let asks =
            self.has(&["in", "language", "languages", "version", "versions", "translated", "translation", "available"]);
        if !asks || self.words.len() > 10 {
            return None;
        }
        let mut set = PassageSet::none(self.corpus.passages.len());
        let (mut all, mut unmarked) = (0, 0);
        for (id, passage) in self.corpus.passage_numbers().zip(&self.corpus.passages) {
            let Details::Publication { languages, .. } = &passage.details else { continue };
            all += 1;
            unmarked += usize::from(languages.is_empty());
            if languages.iter().any(|known| known.as_str() == *language) {
                set.insert(id);
            }
        }
        let marked = match set.count() {
            0 => "No publication is".to_owned(),
            1 => "1 publication is".to_owned(),
            count => format!("{count} publications are"),
        };
        let words = format!(
            "{marked} marked as {language} in these reports; of {} entries, {} name no language.",
            text::grouped(all),
            text::grouped(unmarked)
        );
        Some(self.on(words, &set))
    }

    /// What a body did in a place, or what is on record for a place or a topic.
    fn record(&self) -> Option<DirectAnswer> {
        let asks = ["what", "which", "anything", "something", "record", "who"];
        if !self.has(&asks) || self.words.len() > 12 {
            return None;
        }
        let small = [
            "what",
            "which",
            "did",
            "does",
            "do",
            "has",
            "have",
            "is",
            "on",
            "record",
            "in",
            "for",
            "about",
            "done",
            "doing",
            "anything",
            "something",
            "there",
            "the",
            "of",
            "was",
            "were",
            "who",
            "works",
            "work",
            "active",
            "are",
            "icat",
            "been",
            "any",
            "being",
        ];
        let telling: Vec<&str> = self.rest.iter().map(String::as_str).filter(|word| !small.contains(word)).collect();
        if telling.is_empty() {
            return None;
        }
        let name = telling.join(" ");
        let unnamed = self.corpus.named_places(&name).filter(|named| named.tags.is_empty() && !named.is_code());
        if let Some(words) = unnamed.and_then(|named| named.note(self.corpus, &name)) {
            return Some(DirectAnswer { words: format!("{}.", text::capitalized(&words)), passages: Vec::new() });
        }
        let mut subjects = self.corpus.subjects(&name).into_iter();
        let subject = subjects.rfind(|subject| matches!(subject, Subject::Place(_) | Subject::Topic(_)))?;
        let mut filter: Filter = subject.filter(self.corpus)?;
        let members = self.members();
        filter.entities.include = members.iter().copied().collect();
        let set = filter.set(self.corpus, None);
        let who = members.iter().map(|body| self.id(*body)).collect::<Vec<_>>().join(" and ");
        let who = if who.is_empty() { String::new() } else { format!("{who}, ") };
        let title = subject.title(self.corpus);
        let words = match set.count() {
            0 => format!("{who}{title}: no record in these reports, which is not the same as no activity."),
            count => format!("{who}{title}: {} in these reports.", text::count(count, "passage")),
        };
        Some(self.on(words, &set))
    }
}

/// Returns the year that a word is, if it is one.
fn year_of(word: &str) -> Option<u16> {
    word.parse().ok().filter(|year| (1900..2100).contains(year))
}
