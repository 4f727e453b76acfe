//! Completion in prompts: `pri` becomes `priority:`, `entity:i` becomes `entity:IOM`, and a need names bodies, places and
//! topics.

use crate::corpus::Corpus;
use crate::corpus::facet_values::{ListedValue, offered};
use crate::corpus::filter::Facet;
use crate::search::query::facet_of;
use crate::text;

/// The maximum number of values offered.
const OFFERED: usize = 12;

/// The candidates for a filter whose value is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The length in bytes of the partial value at the end of the text.
    pub typed: usize,
    /// The values in the form in which they are typed, best first.
    pub values: Vec<String>,
    /// The labels to display for `values`, in the same order: the value, followed by its name or title if it has one.
    pub labels: Vec<String>,
}

/// Completes the unfinished filter at the end of a text.
///
/// Returns `None` if the text does not end in a filter, if no value matches, or if the only match is already typed in
/// full.
#[must_use]
pub fn complete(corpus: &Corpus, before: &str) -> Option<Completion> {
    let bare = last_piece(before).trim_start_matches('!');
    let Some((name, value)) = bare.split_once(':') else { return complete_facet(bare) };
    let facet = facet_of(name)?;
    let value = value.rsplit('|').next().unwrap_or(value);
    let wanted = text::fold_plain(value.trim_matches('"'));
    let ranked = |listed: ListedValue| {
        let ListedValue { value, name, aliases, .. } = listed;
        let label = format!("{value} {name}").trim_end().to_owned();
        Some((rank(&value, &format!("{label} {aliases}"), &wanted)?, value, label))
    };
    let mut matched: Vec<(usize, String, String)> = offered(corpus, facet).into_iter().filter_map(ranked).collect();
    matched.sort_by_key(|row| row.0);
    matched.truncate(OFFERED);
    if matched.first().is_none_or(|(_, only, _)| matched.len() == 1 && text::fold_plain(only) == wanted) {
        return None;
    }
    let (values, labels) = matched.into_iter().map(|(_, value, label)| (quoted(&value), label)).unzip();
    Some(Completion { typed: value.len(), values, labels })
}

/// Completes the name of a filter, from two letters on.
fn complete_facet(typed: &str) -> Option<Completion> {
    let wanted = text::fold_plain(typed);
    let begins = |facet: &Facet| wanted.len() > 1 && facet.word().starts_with(&wanted);
    let values: Vec<String> = Facet::ALL.into_iter().filter(begins).map(|facet| format!("{}:", facet.word())).collect();
    let labels = values.clone();
    (!values.is_empty()).then_some(Completion { typed: typed.len(), values, labels })
}

/// Completes the last part of a need, after a comma, with the name of a body, a place or a topic; else its last word.
#[must_use]
pub fn complete_need(corpus: &Corpus, before: &str) -> Option<Completion> {
    let part = before.rsplit(',').next().unwrap_or(before).trim_start();
    let word = part.rsplit(' ').next().unwrap_or(part);
    [part, word].into_iter().filter(|typed| !typed.is_empty()).find_map(|typed| {
        let wanted = text::fold_plain(typed);
        let mut matched: Vec<(usize, String)> = Vec::new();
        for facet in [Facet::Topic, Facet::Place, Facet::Entity] {
            for listed in offered(corpus, facet) {
                let name = if facet == Facet::Topic { &listed.name } else { &listed.value };
                if let Some(rank) = rank(name, name, &wanted).filter(|_| text::fold_plain(name) != wanted) {
                    let name = if facet == Facet::Topic { name.to_lowercase() } else { name.clone() };
                    matched.push((rank, name));
                }
            }
        }
        matched.sort_by_key(|row| row.0);
        matched.truncate(OFFERED);
        let values: Vec<String> = matched.into_iter().map(|(_, name)| name).collect();
        (!values.is_empty()).then(|| Completion { typed: typed.len(), labels: values.clone(), values })
    })
}

/// Returns the last piece of a text. Whitespace separates pieces, except within quotes.
fn last_piece(before: &str) -> &str {
    let mut from = 0;
    let mut quoted = false;
    for (at, c) in before.char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => from = at + c.len_utf8(),
            _ => {}
        }
    }
    before.get(from..).unwrap_or("")
}

/// Ranks a value by how it matches what was typed: 0 if the value itself starts with it, 1 if a word of its label does.
/// Returns `None` if neither does.
fn rank(value: &str, label: &str, wanted: &str) -> Option<usize> {
    let (value, label) = (text::fold_plain(value), text::fold_plain(label));
    if value.starts_with(wanted) {
        return Some(0);
    }
    let begins = |at: usize| !label.get(..at).and_then(|b| b.chars().next_back()).is_some_and(char::is_alphanumeric);
    label.match_indices(wanted).any(|(at, _)| begins(at)).then_some(1)
}

fn quoted(value: &str) -> String {
    if value.contains(char::is_whitespace) { format!("\"{value}\"") } else { value.to_owned() }
}
