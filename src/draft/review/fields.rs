//! What is typed into the fields of a passage, read and checked.

use crate::corpus::{Corpus, Kind};
use crate::draft::propose::publication;
use crate::draft::report_file::{Claim, Link, Passage};
use crate::draft::review::{Field, push, union};
use crate::text::fold_plain;

/// Changes a field of a passage.
pub(super) fn set(corpus: &Corpus, passage: &mut Passage, field: Field, typed: &str) -> Result<(), String> {
    let items: Vec<&str> = typed.split(',').map(str::trim).filter(|item| !item.is_empty()).collect();
    match field {
        Field::Headline => typed.clone_into(&mut passage.headline),
        Field::Text => {
            if typed.is_empty() {
                return Err("A passage has words; x removes it.".to_owned());
            }
            typed.clone_into(&mut passage.text);
            let credited = union(&passage.claims, |claim: &Claim| &claim.entities);
            passage.claims.retain(|claim| typed.matches(&claim.quote).count() == 1);
            // The bodies stay with the passage when its last claim goes; whoever reads it sees them.
            if passage.claims.is_empty() && !credited.is_empty() {
                passage.entities = Some(credited);
            }
        }
        Field::Kind => {
            let known = || Field::Kind.values(corpus).join(", ");
            let kind =
                Kind::from_word(typed).ok_or_else(|| format!("\"{typed}\" is no kind; there are {}.", known()))?;
            set_kind(corpus, passage, kind)?;
        }
        Field::Bodies => set_bodies(corpus, passage, &items)?,
        Field::Places => set_places(corpus, passage, &items)?,
        Field::Years => {
            let list = years(&items)?;
            passage.claims.iter_mut().for_each(|claim| claim.years.retain(|year| list.contains(year)));
            passage.years = Some(list);
        }
        Field::Priorities => {
            let most = corpus.priorities.len();
            let mut list: Vec<u8> = Vec::new();
            for item in items {
                let number = item.parse().ok().filter(|n: &u8| *n > 0 && usize::from(*n) <= most);
                let wrong = || format!("\"{item}\" is no priority; there are 1 to {most}.");
                push(&mut list, number.ok_or_else(wrong)?);
            }
            passage.priorities = Some(list);
        }
        Field::Topics => {
            if !passage.claims.is_empty() {
                return Err("The topics of this passage are those of its claims; C goes through them.".to_owned());
            }
            passage.topics = topics(corpus, &items)?;
        }
        Field::Work => {
            let wrong = || format!("\"{typed}\" is no work of works.json; Tab completes.");
            passage.work = match typed {
                "" => None,
                typed => Some(corpus.work(corpus.find_work(typed).ok_or_else(wrong)?).id.to_string()),
            };
        }
        Field::Title | Field::Published if passage.title.is_none() => {
            return Err("Only a publication has one; c changes the kind.".to_owned());
        }
        Field::Title => {
            if typed.is_empty() {
                return Err("A publication has a title.".to_owned());
            }
            passage.title = Some(typed.to_owned());
        }
        Field::Published => passage.published = Some(if typed.is_empty() { None } else { Some(year(typed)?) }),
        Field::Editorial => passage.editorial = (!typed.is_empty()).then(|| typed.to_owned()),
        Field::Links => passage.links = links(typed)?,
        Field::Partners => return Err("Partners are those of a claim; C goes through the claims.".to_owned()),
        // The heading is the section's, and changed there.
        Field::Heading => {}
    }
    Ok(())
}

/// Reads bodies.
pub(super) fn bodies(corpus: &Corpus, items: &[&str]) -> Result<Vec<String>, String> {
    let mut ids = Vec::new();
    for item in items {
        let body = corpus.find_entity(item).ok_or_else(|| format!("\"{item}\" is no body; Tab completes."))?;
        push(&mut ids, corpus.entity(body).id.to_string());
    }
    Ok(ids)
}

/// Reads places.
pub(super) fn places(corpus: &Corpus, items: &[&str]) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    for item in items {
        let found = corpus.places_called(item);
        let exact = found.iter().find(|name| fold_plain(name) == fold_plain(item)).or(found.first());
        let name = exact.ok_or_else(|| format!("\"{item}\" is no place of places.json; Tab completes."))?;
        push(&mut names, name.to_string());
    }
    Ok(names)
}

/// Reads topics.
pub(super) fn topics(corpus: &Corpus, items: &[&str]) -> Result<Vec<String>, String> {
    let mut ids = Vec::new();
    for item in items {
        let key = fold_plain(item);
        let topic = corpus.topics.iter().find(|t| t.id.as_str() == *item || fold_plain(&t.name) == key);
        let topic = topic.ok_or_else(|| format!("\"{item}\" is no topic; Tab completes."))?;
        push(&mut ids, topic.id.to_string());
    }
    Ok(ids)
}

/// Reads years.
pub(super) fn years(items: &[&str]) -> Result<Vec<u16>, String> {
    let mut list = Vec::new();
    for item in items {
        push(&mut list, year(item)?);
    }
    list.sort_unstable();
    Ok(list)
}

/// Returns links as they are typed: the words of each, and its address in angle brackets.
pub(super) fn links_as_typed(links: &[Link]) -> String {
    links.iter().map(|link| format!("{} <{}>", link.label, link.url)).collect::<Vec<_>>().join("; ")
}

/// Reads links: "Words <https://example.org>; More words <https://example.org/b>".
fn links(typed: &str) -> Result<Vec<Link>, String> {
    let mut links = Vec::new();
    let mut rest = typed.trim();
    while !rest.is_empty() {
        let found = rest.split_once('<').and_then(|(label, tail)| Some((label, tail.split_once('>')?)));
        let (label, (url, tail)) = found.ok_or("Type the words, and the address in <angle brackets>.")?;
        let (label, url) = (label.trim(), url.trim());
        if label.is_empty() || !(url.starts_with("http://") || url.starts_with("https://")) {
            return Err("Type the words, and the address in <angle brackets>, with its https.".to_owned());
        }
        links.push(Link { label: label.to_owned(), url: url.to_owned() });
        rest = tail.trim_start_matches([';', ' ']);
    }
    Ok(links)
}

fn year(typed: &str) -> Result<u16, String> {
    let year = typed.parse().ok().filter(|year| (1900..=2100).contains(year));
    year.ok_or_else(|| format!("\"{typed}\" is no year."))
}

fn set_bodies(corpus: &Corpus, passage: &mut Passage, items: &[&str]) -> Result<(), String> {
    let ids = bodies(corpus, items)?;
    // The claims of a passage say whom it credits; others take their place.
    let mut claimed = union(&passage.claims, |claim: &Claim| &claim.entities);
    claimed.sort();
    let mut wanted = ids.clone();
    wanted.sort();
    if claimed != wanted {
        passage.claims.clear();
    }
    passage.entities = Some(ids);
    Ok(())
}

fn set_places(corpus: &Corpus, passage: &mut Passage, items: &[&str]) -> Result<(), String> {
    let names = places(corpus, items)?;
    passage.claims.iter_mut().for_each(|claim| claim.places.retain(|place| names.contains(place)));
    passage.places = Some(names);
    Ok(())
}

/// Changes the kind of a passage, with the fields that only some kinds have.
fn set_kind(corpus: &Corpus, passage: &mut Passage, kind: Kind) -> Result<(), String> {
    let needs_more = match kind {
        Kind::Agreement => passage.party.is_none(),
        Kind::Initiative => passage.name.is_none(),
        Kind::Quote => passage.speaker.is_none(),
        _ => false,
    };
    if needs_more {
        return Err(format!("Passages of kind {} have fields of their own; write them in the file.", kind.word()));
    }
    if kind == Kind::Publication {
        let found = publication(&passage.text, &|words| corpus.find_entity(words).is_some());
        passage.title.get_or_insert(found.title);
        passage.published.get_or_insert(found.published);
        passage.languages.get_or_insert(found.languages);
        passage.upcoming.get_or_insert(found.upcoming);
        passage.series = passage.series.take().or(found.series);
    } else {
        (passage.title, passage.published, passage.languages) = (None, None, None);
        (passage.upcoming, passage.series) = (None, None);
    }
    if kind != Kind::Agreement {
        (passage.party, passage.with, passage.form) = (None, None, None);
        (passage.starred, passage.detail) = (None, None);
    }
    if kind != Kind::Initiative {
        (passage.name, passage.scope, passage.composition) = (None, None, None);
    }
    if kind != Kind::Quote {
        passage.speaker = None;
    }
    passage.kind = Some(kind.word().to_owned());
    Ok(())
}
