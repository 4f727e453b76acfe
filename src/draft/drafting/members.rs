//! The bodies that the lists of members of a report name.

use crate::corpus::{Corpus, Role};
use crate::draft::blocks::{Block, lists_members};
use crate::draft::new_bodies::NewBody;
use crate::draft::outline::unnumbered;
use crate::draft::propose::Vocabulary;
use crate::draft::source::words;
use crate::text::fold_plain;

/// Learns the bodies that lists of members name and the data does not have. Returns them.
pub(super) fn learn_bodies(corpus: &Corpus, vocabulary: &mut Vocabulary<'_>, blocks: &[Block]) -> Vec<NewBody> {
    let mut found: Vec<NewBody> = Vec::new();
    let mut role = Role::Member;
    let mut is_list = false;
    for block in blocks {
        if block.is_heading() {
            let title = unnumbered(&block.text);
            is_list = lists_members(title);
            let lower = title.to_lowercase();
            role = if lower.contains("partner") && !lower.contains("member") { Role::Partner } else { Role::Member };
        } else if is_list
            && block.is_prose()
            && words(&block.text).len() <= 16
            && !block.text.ends_with([':', '.'])
            && vocabulary.learn(&block.text)
            && let Some(body) = NewBody::read(&block.text, role)
            && found.iter().all(|known| known.id != body.id)
            && !is_named_otherwise(corpus, &body)
        {
            found.push(body);
        }
    }
    found
}

/// Returns whether a body bears the name of a partner, a place or a term: then it cannot be added as it is.
fn is_named_otherwise(corpus: &Corpus, body: &NewBody) -> bool {
    let names = [Some(&body.id), Some(&body.name), body.alias.as_ref()];
    let own: Vec<String> = names.into_iter().flatten().map(|name| fold_plain(name)).collect();
    let partners = corpus
        .partners
        .iter()
        .flat_map(|p| std::iter::once(&p.name).chain(&p.aliases))
        .map(crate::corpus::strings::Str::as_str);
    let terms = corpus.glossary.iter().map(|term| term.term.as_str());
    let places = corpus
        .places
        .iter()
        .flat_map(crate::corpus::vocabulary::WorldPlace::all_names)
        .map(crate::corpus::strings::Str::as_str);
    partners.chain(terms).chain(places).any(|name| own.contains(&fold_plain(name)))
}
