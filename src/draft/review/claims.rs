//! The claims of a passage under review: added, changed and removed one by one.

use crate::corpus::Corpus;
use crate::draft::propose::{Vocabulary, sentences, without_connective, years};
use crate::draft::report_file::{Claim, Partner, Passage};
use crate::draft::review::{Field, Review, fields, push, union};

/// What stands after the name of a partner that pays.
const DONOR: &str = " (donor)";

impl Review {
    /// Returns a claim of a passage.
    #[must_use]
    pub fn claim(&self, n: usize, claim: usize) -> Option<&Claim> {
        self.passage(n)?.claims.get(claim)
    }

    /// Returns the value of a field of a claim as it is typed; nothing for what claims do not have.
    #[must_use]
    pub fn claim_value(&self, n: usize, claim: usize, field: Field) -> String {
        let Some(claim) = self.claim(n, claim) else { return String::new() };
        match field {
            Field::Text => claim.quote.clone(),
            Field::Bodies => claim.entities.join(", "),
            Field::Places => claim.places.join(", "),
            Field::Years => claim.years.iter().map(u16::to_string).collect::<Vec<_>>().join(", "),
            Field::Topics => claim.topics.join(", "),
            Field::Partners => claim.partners.iter().map(partner_as_typed).collect::<Vec<_>>().join(", "),
            _ => String::new(),
        }
    }

    /// Changes a field of a claim to what was typed.
    ///
    /// # Errors
    /// If a value is none of those that there are, or claims have no such field.
    pub fn set_claim(
        &mut self,
        corpus: &Corpus,
        n: usize,
        claim: usize,
        field: Field,
        typed: &str,
    ) -> Result<(), String> {
        let typed = typed.trim();
        if self.claim_value(n, claim, field) == typed {
            return Ok(());
        }
        let mut passage = self.passage(n).cloned().ok_or("There is no passage here.")?;
        let text = passage.text.clone();
        let own = passage.claims.get_mut(claim).ok_or("There is no such claim.")?;
        let items: Vec<&str> = typed.split(',').map(str::trim).filter(|item| !item.is_empty()).collect();
        match field {
            Field::Text => own.quote = quote(&text, typed)?,
            Field::Bodies => own.entities = fields::bodies(corpus, &items)?,
            Field::Places => own.places = fields::places(corpus, &items)?,
            Field::Years => own.years = fields::years(&items)?,
            Field::Topics => own.topics = fields::topics(corpus, &items)?,
            Field::Partners => own.partners = items.iter().map(|item| partner(item)).collect(),
            _ => return Err("That belongs to the passage; Esc goes back to it.".to_owned()),
        }
        settle(&mut passage);
        self.put_passage(n, passage);
        Ok(())
    }

    /// Returns the words with which the next claim of a passage may begin: its first sentence that is in no claim.
    #[must_use]
    pub fn unclaimed(&self, n: usize) -> String {
        let Some(passage) = self.passage(n) else { return String::new() };
        let open =
            sentences(&passage.text).into_iter().map(|at| passage.text.get(at).unwrap_or_default()).find(|sentence| {
                let bare = sentence.trim_end_matches(['.', ';', ':']);
                passage.claims.iter().all(|claim| !claim.quote.contains(bare) && !bare.contains(&claim.quote))
            });
        let open = open.map(|sentence| without_connective(sentence.trim().trim_end_matches(['.', ';', ':'])));
        open.unwrap_or_default().to_owned()
    }

    /// Adds a claim to a passage, with the words that make it. Returns its place.
    ///
    /// # Errors
    /// If the words do not stand once in the text.
    pub fn add_claim(&mut self, corpus: &Corpus, n: usize, typed: &str) -> Result<usize, String> {
        let mut passage = self.passage(n).cloned().ok_or("There is no passage here.")?;
        let quote = quote(&passage.text, typed.trim())?;
        if passage.claims.iter().any(|claim| claim.quote == quote) {
            return Err("There is a claim with these words.".to_owned());
        }
        let vocabulary = Vocabulary::of(corpus);
        // The first claim takes over what the passage says of itself.
        let is_first = passage.claims.is_empty();
        let claim = Claim {
            entities: self.bodies(n),
            places: vocabulary.places_of_deed(&quote),
            years: years(&quote),
            topics: if is_first { std::mem::take(&mut passage.topics) } else { vocabulary.topics(&quote) },
            partners: Vec::new(),
            quote,
        };
        let start = |claim: &Claim| passage.text.find(&claim.quote).unwrap_or(usize::MAX);
        let at = passage.claims.iter().position(|other| start(other) > start(&claim)).unwrap_or(passage.claims.len());
        passage.claims.insert(at, claim);
        settle(&mut passage);
        self.put_passage(n, passage);
        Ok(at)
    }

    /// Removes a claim of a passage. When its last one goes, its bodies and topics stay with the passage.
    ///
    /// # Errors
    /// If there is no such claim.
    pub fn remove_claim(&mut self, n: usize, claim: usize) -> Result<(), String> {
        let mut passage = self.passage(n).cloned().ok_or("There is no passage here.")?;
        if claim >= passage.claims.len() {
            return Err("There is no such claim.".to_owned());
        }
        let gone = passage.claims.remove(claim);
        if passage.claims.is_empty() {
            (passage.entities, passage.topics) = (Some(gone.entities), gone.topics);
        } else {
            settle(&mut passage);
        }
        self.put_passage(n, passage);
        Ok(())
    }

    fn put_passage(&mut self, n: usize, passage: Passage) {
        self.change(n, |section, at| {
            if let Some(place) = section.passages.get_mut(at) {
                *place = passage;
            }
        });
    }
}

/// Makes what a passage says fit its claims: they say whom it credits, and it names their places and years.
fn settle(passage: &mut Passage) {
    passage.entities = None;
    for place in union(&passage.claims, |claim| &claim.places) {
        if let Some(places) = &mut passage.places {
            push(places, place);
        }
    }
    let years = union(&passage.claims, |claim| &claim.years);
    if let Some(own) = &mut passage.years {
        years.into_iter().for_each(|year| push(own, year));
        own.sort_unstable();
    }
}

/// Returns the words of a claim: those typed, or what stands from the first to the last of "first words ... last words".
fn quote(text: &str, typed: &str) -> Result<String, String> {
    if typed.is_empty() {
        return Err("Type the words that make the claim; or its first words, ..., and its last.".to_owned());
    }
    let found = match typed.split_once("...").or_else(|| typed.split_once('…')) {
        Some((head, tail)) if text.matches(typed).count() != 1 => {
            let (head, tail) = (head.trim(), tail.trim());
            let from = text.find(head).ok_or_else(|| format!("\"{head}\" does not stand in the text."))?;
            let after = from + head.len();
            let rest = text.get(after..).unwrap_or_default();
            let end = rest.find(tail).ok_or_else(|| format!("\"{tail}\" does not stand after that."))?;
            text.get(from..after + end + tail.len()).unwrap_or_default()
        }
        _ => typed,
    };
    match text.matches(found).count() {
        1 if !found.contains(' ') && found.len() < text.trim().len() => Err("Take more than a word.".to_owned()),
        1 => Ok(found.to_owned()),
        0 => Err("These words do not stand in the text, letter for letter.".to_owned()),
        _ => Err("These words stand more than once; take more of them.".to_owned()),
    }
}

fn partner_as_typed(partner: &Partner) -> String {
    format!("{}{}", partner.name, if partner.donor { DONOR } else { "" })
}

fn partner(typed: &str) -> Partner {
    match typed.strip_suffix(DONOR) {
        Some(name) => Partner { name: name.trim().to_owned(), donor: true },
        None => Partner { name: typed.to_owned(), donor: false },
    }
}
