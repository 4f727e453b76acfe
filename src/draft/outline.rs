//! The sections of a report: which heading lies below which.

use std::collections::{HashMap, HashSet};

use crate::corpus::Corpus;
use crate::draft::blocks::{Block, BlockKind, HeadingForm, has_sections, heading_number, is_chapter, labelled};
use crate::draft::source::words;

/// How many words of a heading tell which one it is.
const TELLING: usize = 3;

/// A section, and which blocks are its passages.
#[derive(Debug, Default)]
pub(super) struct Outlined {
    /// Its heading; `None` for what stands before the first one.
    pub(super) title: Option<String>,
    /// How deep it lies, from 0.
    pub(super) depth: usize,
    /// The section above it.
    pub(super) above: Option<usize>,
    /// Its blocks, without those of sections below it.
    pub(super) blocks: Vec<usize>,
}

/// The headings of earlier reports, by how deep they lie.
pub(super) struct KnownHeadings {
    depths: HashMap<String, Vec<usize>>,
    begun: HashMap<String, usize>,
}

impl KnownHeadings {
    /// Reads the headings of all reports but one.
    pub(super) fn of(corpus: &Corpus, without: &str) -> Self {
        let mut depths: HashMap<String, Vec<usize>> = HashMap::new();
        let mut begun: HashMap<String, usize> = HashMap::new();
        for section in corpus.sections.iter().filter(|s| corpus.report(s.report).id != without) {
            let depth = usize::from(section.depth);
            depths.entry(key(&section.title)).or_default().push(depth);
            let title: Vec<String> = words(&section.title).into_iter().map(|w| w.1).collect();
            if depth == 0 && title.len() >= TELLING {
                begun.insert(title[..TELLING].join(" "), depth);
            }
        }
        Self { depths, begun }
    }

    /// Returns whether words are a heading of an earlier report.
    pub(super) fn has(&self, text: &str) -> bool {
        let key = key(text);
        self.depths.contains_key(&key) && key.len() > 4
    }

    /// Returns how deep a heading lies in earlier reports.
    fn depth(&self, text: &str) -> Option<usize> {
        if is_chapter(text) {
            return Some(0);
        }
        if let Some(depths) = self.depths.get(&key(text)) {
            return depths.iter().min().copied();
        }
        let title: Vec<String> = words(text).into_iter().map(|w| w.1).collect();
        self.begun.get(&title.get(..TELLING)?.join(" ")).copied()
    }
}

fn key(text: &str) -> String {
    words(text).into_iter().map(|w| w.1).collect::<Vec<_>>().join(" ")
}

/// Sorts blocks into sections. `names_bodies` says that words are the names of bodies and nothing else.
pub(super) fn outline(blocks: &[Block], known: &KnownHeadings, names_bodies: &dyn Fn(&str) -> bool) -> Vec<Outlined> {
    let mut sections: Vec<Outlined> = vec![Outlined::default()];
    let mut forms: Vec<Option<HeadingForm>> = vec![None];
    let mut stack: Vec<usize> = Vec::new();
    let levels = levels(blocks);
    let restarts = numbers_restart(blocks);
    let mut series = Series::default();
    let recurring = Recurring::of(blocks, names_bodies);
    for (n, block) in blocks.iter().enumerate() {
        let BlockKind::Heading(form) = block.kind else {
            if let Some(section) = sections.last_mut() {
                section.blocks.push(n);
            }
            continue;
        };
        let title = unnumbered(&block.text);
        let lower = title.to_lowercase();
        let is_empty_above = n > 0 && blocks[n - 1].is_heading();
        let of_form = |wanted: HeadingForm| {
            stack
                .iter()
                .rev()
                .find(|&&at| {
                    forms[at] == Some(wanted)
                        && labelled(unnumbered(sections[at].title.as_deref().unwrap_or_default())).is_none()
                        && !recurring.all.contains(&key(unnumbered(sections[at].title.as_deref().unwrap_or_default())))
                })
                .map(|&at| (sections[at].depth, sections[at].title.as_deref().unwrap_or_default()))
        };
        let top = stack.last().map_or(0, |&at| sections[at].depth);
        let is_body = names_bodies(title);
        let depth = match form {
            HeadingForm::Level(level) => levels.iter().position(|&l| l == level).unwrap_or_default(),
            HeadingForm::Numbered(1) => series.depth(&block.text, usize::from(restarts && !stack.is_empty())),
            HeadingForm::Numbered(parts) => usize::from(parts) - 1 + usize::from(restarts && !stack.is_empty()),
            _ if labelled(title).is_some() => {
                let is_box = |at: usize| sections[at].title.as_deref().is_some_and(|title| labelled(title).is_some());
                let above = stack.iter().rev().find(|&&at| !is_box(at));
                above.map_or(0, |&at| sections[at].depth + 1)
            }
            _ if is_body => {
                let is_passed = |at: usize| {
                    let title = sections[at].title.as_deref().unwrap_or_default();
                    names_bodies(title) || recurring.below_bodies.contains(&key(title))
                };
                let above = stack.iter().rev().find(|&&at| !is_passed(at));
                // An introduction has no entries below it: they stand beside it.
                above.map_or(0, |&at| {
                    let title = unnumbered(sections[at].title.as_deref().unwrap_or_default());
                    sections[at].depth + usize::from(!(is_chapter(title) && !has_sections(title)))
                })
            }
            _ if lower.starts_with("priority ") => {
                let above = stack.iter().rev().find(|&&at| {
                    let title = sections[at].title.as_deref().unwrap_or_default().to_lowercase();
                    !title.starts_with("priority ") && sections[at].depth == 0
                });
                above.map_or(0, |&at| sections[at].depth + 1)
            }
            _ if lower.starts_with("key sources") || lower.starts_with("key activities") || lower == "upcoming" => {
                let above = stack
                    .iter()
                    .rev()
                    .find(|&&at| !sections[at].title.as_deref().unwrap_or_default().to_lowercase().starts_with("key "));
                above.map_or(0, |&at| sections[at].depth + 1)
            }
            _ if is_empty_above && lower.starts_with("in focus") => top + 1,
            _ if recurring.all.contains(&key(title)) => {
                let above = stack.iter().rev().find(|&&at| {
                    !recurring.all.contains(&key(unnumbered(sections[at].title.as_deref().unwrap_or_default())))
                });
                above.map_or(0, |&at| sections[at].depth + 1)
            }
            _ => match known.depth(title) {
                Some(0) => 0,
                Some(depth) => depth.min(if is_empty_above { top + 1 } else { top.max(1) }),
                None if is_empty_above => top + 1,
                None => of_form(form).map_or(
                    match form {
                        HeadingForm::Capitals => {
                            let numbered =
                                stack.iter().rev().find(|&&at| matches!(forms[at], Some(HeadingForm::Numbered(_))));
                            let part = stack.first().filter(|&&at| {
                                sections[at].title.as_deref().is_some_and(is_part) && forms[at] != Some(form)
                            });
                            numbered.or(part).map_or(0, |&at| sections[at].depth + 1)
                        }
                        _ if stack.is_empty() => 0,
                        _ => stack.iter().map(|&at| sections[at].depth).min().unwrap_or_default() + 1,
                    },
                    |(depth, title)| depth + usize::from(is_chapter(title) && has_sections(title)),
                ),
            },
        };
        // Where columns are mixed, "1.1" may come after "2.": it lies below "1." all the same.
        let numbered_above = match form {
            HeadingForm::Numbered(parts) if parts > 1 => above_by_number(&sections, &forms, &block.text),
            _ => None,
        };
        if let Some(above) = numbered_above.filter(|above| !stack.contains(above)) {
            stack.clear();
            let mut next = Some(above);
            while let Some(at) = next {
                stack.insert(0, at);
                next = sections[at].above;
            }
        }
        let top = stack.last().map_or(0, |&at| sections[at].depth);
        let depth = depth.min(top + 1).min(if stack.is_empty() { 0 } else { 6 });
        if !matches!(form, HeadingForm::Numbered(_)) {
            series.close(depth);
        }
        stack.retain(|&at| sections[at].depth < depth);
        sections.push(Outlined {
            title: Some(block.text.clone()),
            depth: stack.last().map_or(0, |&at| sections[at].depth + 1),
            above: stack.last().copied(),
            blocks: Vec::new(),
        });
        forms.push(Some(form));
        stack.push(sections.len() - 1);
    }
    sections
}

/// Returns the section with the number that the number of a heading goes on: "1." above "1.1".
fn above_by_number(sections: &[Outlined], forms: &[Option<HeadingForm>], heading: &str) -> Option<usize> {
    let number = |text: &str| text.split(' ').next().unwrap_or_default().trim_end_matches('.').to_owned();
    let own = number(heading);
    let (wanted, _) = own.rsplit_once('.')?;
    (0..sections.len()).rev().find(|&at| {
        matches!(forms[at], Some(HeadingForm::Numbered(_)))
            && sections[at].title.as_deref().is_some_and(|title| number(title) == wanted)
    })
}

/// Headings that recur, as those do within each entry of a compendium: "Mandate", "Activities", "Publications".
#[derive(Default)]
struct Recurring {
    /// All of them.
    all: HashSet<String>,
    /// Those that mostly stand below the names of bodies.
    below_bodies: HashSet<String>,
}

impl Recurring {
    fn of(blocks: &[Block], names_bodies: &dyn Fn(&str) -> bool) -> Self {
        let is_counted = |block: &&Block| {
            matches!(block.kind, BlockKind::Heading(HeadingForm::Plain | HeadingForm::Capitals))
                && !names_bodies(unnumbered(&block.text))
                && labelled(&block.text).is_none()
        };
        let mut times: HashMap<String, usize> = HashMap::new();
        for block in blocks.iter().filter(is_counted) {
            *times.entry(key(&block.text)).or_default() += 1;
        }
        let all: HashSet<String> = times.into_iter().filter(|(_, times)| *times > 1).map(|(key, _)| key).collect();
        // What stands above each: the nearest heading that does not recur.
        let mut entry: Option<&Block> = None;
        let mut above: HashMap<String, (HashSet<String>, usize, usize)> = HashMap::new();
        for block in blocks.iter().filter(|block| block.is_heading()) {
            let own = key(&block.text);
            if !all.contains(&own) {
                entry = Some(block);
                continue;
            }
            let of = above.entry(own).or_default();
            of.1 += 1;
            if let Some(entry) = entry {
                of.0.insert(key(&entry.text));
                of.2 += usize::from(names_bodies(unnumbered(&entry.text)));
            }
        }
        // A heading that comes twice within one entry is not one of its sections.
        let all: HashSet<String> = above
            .iter()
            .filter(|(_, (entries, times, _))| entries.len() == *times)
            .map(|(key, _)| key.clone())
            .collect();
        let is_below = |of: &(HashSet<String>, usize, usize)| of.2 * 2 > of.1;
        let below_bodies = above.into_iter().filter(|(key, of)| all.contains(key) && is_below(of)).map(|(key, _)| key);
        let below_bodies = below_bodies.collect();
        Self { all, below_bodies }
    }
}

/// The numbers of headings, "1.", "2.", by how deep they lie: a series may stand within a part of another one.
#[derive(Default)]
struct Series {
    open: Vec<(usize, u32)>,
}

impl Series {
    /// Returns how deep a numbered heading lies. The first of all series lies at `outermost`.
    fn depth(&mut self, heading: &str, outermost: usize) -> usize {
        let number = heading_number(heading).unwrap_or_default();
        if let Some(at) = self.open.iter().rposition(|(_, last)| last + 1 == number) {
            self.open.truncate(at + 1);
            self.open[at].1 = number;
            return self.open[at].0;
        }
        let depth = match self.open.last() {
            Some((depth, last)) if number == 1 && *last > 0 => depth + 1,
            _ => {
                self.open.clear();
                outermost
            }
        };
        self.open.push((depth, number));
        depth
    }

    /// Ends the series that a heading without a number closes.
    fn close(&mut self, depth: usize) {
        self.open.retain(|(own, _)| *own < depth);
    }
}

/// Returns whether a heading is that of a part that is counted: "Section One", "Chapter 2".
fn is_part(title: &str) -> bool {
    let lower = title.to_lowercase();
    ["section ", "chapter ", "part "].iter().any(|word| lower.starts_with(word))
}

/// Returns the levels of markup that the headings have, from the outermost. One that stands once, at the very
/// beginning, is the title of the report.
fn levels(blocks: &[Block]) -> Vec<u8> {
    let all: Vec<u8> = blocks
        .iter()
        .filter_map(|b| match b.kind {
            BlockKind::Heading(HeadingForm::Level(level)) => Some(level),
            _ => None,
        })
        .collect();
    let mut levels = all.clone();
    levels.sort_unstable();
    levels.dedup();
    // A single outermost heading with a text of its own stands beside the next ones, not above them.
    let outer = blocks
        .iter()
        .position(|b| levels.first().is_some_and(|l| b.kind == BlockKind::Heading(HeadingForm::Level(*l))));
    let is_single = levels.first().is_some_and(|first| {
        all.iter().position(|level| level == first) == all.iter().rposition(|level| level == first)
    });
    if is_single && levels.len() > 1 && outer.and_then(|at| blocks.get(at + 1)).is_some_and(Block::is_prose) {
        levels.remove(0);
    }
    levels
}

/// Returns whether headings begin to count from 1 more than once, so that they lie below others.
fn numbers_restart(blocks: &[Block]) -> bool {
    let is_first = |block: &&Block| {
        matches!(block.kind, BlockKind::Heading(HeadingForm::Numbered(1))) && block.text.starts_with("1.")
    };
    blocks.iter().filter(is_first).count() > 1
}

/// Returns a heading without its number.
pub(super) fn unnumbered(title: &str) -> &str {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if rest.len() < title.len() && rest.starts_with(' ') { rest.trim_start() } else { title }
}
