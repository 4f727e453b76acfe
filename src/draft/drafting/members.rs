//! The bodies that the lists of members of a report name.

use crate::corpus::strings::Str;
use crate::corpus::{Corpus, Role};
use crate::draft::blocks::{Block, BlockKind, bare_letters, lists_members};
use crate::draft::drafting::names;
use crate::draft::new_bodies::NewBody;
use crate::draft::outline::unnumbered;
use crate::draft::propose::Vocabulary;
use crate::draft::source::words;

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
        } else if let Some(entry) = joins_group(&block.text).filter(|_| block.is_prose()) {
            add(vocabulary, entry, Role::Member);
        } else if is_list && block.is_prose() {
            add(vocabulary, &block.text, role);
        }
    }
    found
}

/// Returns the name and the acronym of a body that a text says joined the group: "The Bee Programme (BP) joined ICAT in May".
fn joins_group(text: &str) -> Option<&str> {
    const JOINED: [&str; 7] = [
        " joined ICAT",
        " joined the Group",
        " became a member",
        " became its newest member",
        " was admitted as ",
        " was admitted to the Group",
        " became the newest member",
    ];
    let end = JOINED.iter().filter_map(|joined| text.find(joined)).min()?;
    let before = text.get(..end)?.strip_suffix(')').map(|before| before.len() + 1)?;
    let open = text.get(..before)?.rfind(" (")?;
    // The name begins after what says when, or after the article.
    let head = text.get(..open)?;
    let from =
        [", the ", ", ", "The ", "the "].iter().filter_map(|sign| head.rfind(sign).map(|at| at + sign.len())).max();
    text.get(from.unwrap_or_default()..before)
}

/// Returns whether a body bears the name of another, of a partner, a place or a term: then it cannot be added as it is.
fn is_named_otherwise(corpus: &Corpus, body: &NewBody) -> bool {
    let own = [Some(&body.id), Some(&body.name), body.alias.as_ref()];
    let own: Vec<String> = own.into_iter().flatten().map(|name| bare_letters(name)).collect();
    let bodies = names(corpus);
    let partners = corpus.partners.iter().flat_map(|p| std::iter::once(&p.name).chain(&p.aliases)).map(Str::as_str);
    let terms = corpus.glossary.iter().map(|term| term.term.as_str());
    let places = corpus.places.iter().flat_map(crate::corpus::vocabulary::WorldPlace::all_names).map(Str::as_str);
    bodies.chain(partners).chain(terms).chain(places).any(|name| own.contains(&bare_letters(name)))
}
