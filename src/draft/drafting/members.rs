//! The bodies that the lists of members of a report name.

use crate::corpus::{Corpus, Role};
use crate::draft::blocks::{Block, BlockKind, lists_members};
use crate::draft::new_bodies::NewBody;
use crate::draft::outline::unnumbered;
use crate::draft::propose::Vocabulary;
use crate::draft::source::words;
use crate::text::fold_plain;

/// The longest name of a body with its acronym, in words.
const ENTRY_MAX: usize = 16;
/// How many known bodies need an entry of their own before the heading of another entry counts as a new body.
const ENTRIES_MIN: usize = 2;

/// Returns what a cell says that a body is in the group.
fn role_of(cell: &str) -> Option<Role> {
    let lower = cell.split([';', ',', '(']).next().unwrap_or_default().trim().to_lowercase();
    match lower.as_str() {
        "member" | "new member" => Some(Role::Member),
        "partner" | "new partner" => Some(Role::Partner),
        _ => None,
    }
}

/// Learns the bodies that lists of members, tables of members and the headings of entries name and the data does not have.
/// Returns them.
pub(super) fn learn_bodies(corpus: &Corpus, vocabulary: &mut Vocabulary<'_>, blocks: &[Block]) -> Vec<NewBody> {
    let mut found: Vec<NewBody> = Vec::new();
    let mut role = Role::Member;
    let mut is_list = false;
    // Where bodies have an entry each, under their names, so has one that the data does not have.
    let entries = blocks.iter().filter(|b| b.is_heading() && vocabulary.names_only_bodies(unnumbered(&b.text))).count();
    let mut add = |vocabulary: &mut Vocabulary<'_>, entry: &str, role: Role| {
        if words(entry).len() <= ENTRY_MAX
            && !entry.ends_with([':', '.'])
            && vocabulary.learn(entry)
            && let Some(body) = NewBody::read(entry, role)
            && found.iter().all(|known| known.id != body.id)
            && !is_named_otherwise(corpus, &body)
        {
            found.push(body);
        }
    };
    for block in blocks {
        if let BlockKind::Row(cells) = &block.kind {
            if let (Some(entry), Some(role)) = (cells.first(), cells.iter().skip(1).find_map(|cell| role_of(cell)))
                && NewBody::read(entry, role).is_some()
            {
                add(vocabulary, entry.trim(), role);
            }
            continue;
        }
        if block.is_heading() {
            let title = unnumbered(&block.text);
            let may_be_body = title.ends_with(')') && NewBody::read(title, Role::Member).is_some();
            if entries >= ENTRIES_MIN && may_be_body && !vocabulary.names_only_bodies(title) {
                add(vocabulary, title, Role::Member);
            }
            is_list = lists_members(title);
            let lower = title.to_lowercase();
            role = if lower.contains("partner") && !lower.contains("member") { Role::Partner } else { Role::Member };
        } else if is_list && block.is_prose() {
            add(vocabulary, &block.text, role);
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
