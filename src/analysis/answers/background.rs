//! Questions for the background of a body: when it was founded, and who pays for it.

use crate::analysis::answers::{ParsedQuestion, year_of};
use crate::analysis::sentences::sentences;
use crate::corpus::claims::{Partner, Statement};
use crate::corpus::postings::PassageSet;
use crate::corpus::{Corpus, EntityId, Kind, PassageId};
use crate::search::stop_words::is_stop_word;
use crate::search::{DirectAnswer, tokenizer};

/// The words for the beginning of a body.
const FOUNDED: [&str; 5] = ["founded", "established", "created", "formed", "founding"];
/// Other words that tell of it, beside the name of the body.
const BEGUN: [&str; 5] = ["start", "formalized", "formalised", "inception", "mandate was laid down"];
/// The words that ask for those who pay.
const PAYS: [&str; 12] = [
    "funds", "funded", "fund", "funding", "funder", "funders", "finances", "financed", "pays", "pay", "donor", "donors",
];

impl ParsedQuestion<'_> {
    /// "When was ICAT founded?": the sentence of a mandate that says so, and the passages that tell of it elsewhere.
    pub(super) fn founded(&self) -> Option<DirectAnswer> {
        let [body] = self.bodies[..] else { return None };
        let asks = self.has(&FOUNDED) || self.has(&["start", "started", "begin", "began", "exist", "old"]);
        let asks = asks || self.words.windows(2).any(|words| words == ["set", "up"]);
        if !self.has(&["when", "year", "since", "old"]) || !asks || self.words.len() > 10 {
            return None;
        }
        let of_body = &self.corpus.postings.entities[body.index()];
        let mut mandates = self.corpus.postings.of_kinds(self.corpus, &[Kind::Mandate]);
        mandates.intersect_with(of_body);
        let (first, words) = self.corpus.latest_first(&mandates).into_iter().find_map(|id| {
            let text = self.corpus.passage(id).text.as_str();
            let sentence = dated(text).find(|sentence| {
                let words = tokenizer::parts(sentence);
                words.iter().any(|word| FOUNDED.contains(&word.as_str()))
            })?;
            Some((id, format!("{}: \u{201c}{}\u{201d}", self.id(body), sentence.trim())))
        })?;
        let tells = |text: &str| {
            text.contains(self.id(body))
                && dated(text).any(|sentence| BEGUN.iter().any(|begun| text_has(sentence, begun)))
        };
        let others = self.corpus.latest_first(of_body).into_iter();
        let others = others.filter(|id| *id != first && tells(&self.corpus.passage(*id).text));
        Some(DirectAnswer { words, passages: [first].into_iter().chain(others).collect() })
    }

    /// "Who pays for ICAT?": those whom the reports name as paying for what a body does. For the group, also for what no body is
    /// named for, such as the report itself.
    pub(super) fn funded(&self) -> Option<DirectAnswer> {
        let [body] = self.bodies[..] else { return None };
        let asks = self.has(&PAYS) && self.has(&["who", "which", "whom", "what", "does", "is"]);
        let others = ["secretariat", "money", "gives", "get", "gets", "from", "its", "work", "where"];
        let is_known =
            |word: &String| PAYS.contains(&word.as_str()) || others.contains(&word.as_str()) || is_stop_word(word);
        if !asks || !self.rest.iter().all(is_known) {
            return None;
        }
        let corpus = self.corpus;
        let mut set = PassageSet::none(corpus.passages.len());
        let mut donors: Vec<&str> = Vec::new();
        for id in corpus.passage_numbers() {
            for donor in paid(corpus, id, body) {
                set.insert(id);
                if !donors.contains(&&*donor.name) {
                    donors.push(&donor.name);
                }
            }
        }
        let id = self.id(body);
        let words = if donors.is_empty() {
            format!("No donor of {id} is on record in these reports.")
        } else {
            format!("On record in these reports as paying for some of the work of {id}: {}.", donors.join(", "))
        };
        Some(self.on(words, &set))
    }
}

/// Returns those whom a passage names as paying for what it credits to a body; for the group, also for what it credits to
/// no body.
fn paid(corpus: &Corpus, id: PassageId, body: EntityId) -> impl Iterator<Item = &Partner> {
    let of_none = Some(body) == corpus.group();
    let is_meant = move |statement: &Statement<'_>| {
        statement.entities.contains(&body) || (of_none && statement.entities.is_empty())
    };
    let meant = corpus.statements(id).filter(is_meant);
    meant.flat_map(|statement| statement.partners).filter(|partner| partner.donor)
}

/// Returns the sentences of a text that print a year.
fn dated(text: &str) -> impl Iterator<Item = &str> {
    let is_year = |word: &String| year_of(word).is_some();
    let sentences = sentences(text).into_iter().filter_map(|at| text.get(at));
    sentences.filter(move |sentence| tokenizer::parts(sentence).iter().any(is_year))
}

/// Returns whether a text has a word, or words beside each other.
fn text_has(text: &str, words: &str) -> bool {
    let (text, words) = (tokenizer::parts(text), tokenizer::parts(words));
    text.windows(words.len().max(1)).any(|beside| beside == words)
}
