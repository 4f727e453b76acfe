//! The sections of a report: which heading lies below which.

mod counting;
mod recurring;

use std::collections::HashMap;

use crate::corpus::Corpus;
use crate::draft::blocks::{
    Block, BlockKind, HeadingForm, has_sections, heading_number, is_chapter, labelled, lists_members,
};
use crate::draft::extract::Extracted;
use crate::draft::outline::counting::{Series, levels, numbers_restart};
use crate::draft::outline::recurring::Recurring;
use crate::draft::source::words;

/// How many words of a heading tell which one it is.
const TELLING: usize = 3;
/// How much further in an entry of a list of contents stands than the one above it, in spaces.
const INDENT: usize = 2;
/// How many headings in small letters make of those in capitals the outer ones.
const PLAIN_MIN: usize = 3;
/// How many words the heading of a chapter has at the most that may also stand in the title of a report.
const CHAPTER_MAX: usize = 5;
/// How deep a section lies at the most.
const DEPTH_MAX: usize = 6;

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
    /// Those that the list of contents of the report itself names.
    contents: HashMap<String, usize>,
    /// Whether how far in it sets them tells how deep they lie.
    is_nested: bool,
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
        Self { depths, begun, contents: HashMap::new(), is_nested: false }
    }

    /// Adds the headings that the list of contents of the report names. How far in they stand says how deep they lie.
    pub(super) fn with_contents(mut self, source: &Extracted) -> Self {
        let entries = &source.contents;
        let mut indents: Vec<usize> = entries.iter().map(|entry| entry.indent).collect();
        indents.sort_unstable();
        indents.dedup_by(|deeper, outer| *deeper < *outer + INDENT);
        let depth = |indent: usize| indents.iter().rposition(|outer| *outer <= indent).unwrap_or_default();
        // A conversion that keeps no indents makes entries of all levels alike.
        self.is_nested = indents.len() > 1 || source.has_indents;
        self.contents = entries.iter().map(|entry| (key(unnumbered(&entry.title)), depth(entry.indent))).collect();
        self
    }

    /// Returns whether words are a heading of an earlier report.
    pub(super) fn has(&self, text: &str) -> bool {
        let (key, bare) = (key(text), key(unnumbered(text)));
        (self.depths.contains_key(&key) || self.contents.contains_key(&bare)) && key.len() > 4
    }

    /// Returns whether the list of contents names a heading.
    fn is_listed(&self, text: &str) -> bool {
        self.contents.contains_key(&key(text))
    }

    /// Returns how deep a heading lies by the list of contents, if that tells.
    fn listed(&self, text: &str) -> Option<usize> {
        self.contents.get(&key(text)).copied().filter(|_| self.is_nested)
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
    let mut nest = Nest {
        sections: vec![Outlined::default()],
        forms: vec![None],
        parents: Vec::new(),
        stack: Vec::new(),
        recurring: Recurring::of(blocks, names_bodies),
        has_two_forms: blocks.iter().filter(|b| b.kind == BlockKind::Heading(HeadingForm::Plain)).count() >= PLAIN_MIN,
        known,
        names_bodies,
    };
    let levels = levels(blocks);
    let has_roman = blocks.iter().any(|block| block.is_heading() && counting::is_roman(&block.text));
    let restarts = numbers_restart(blocks);
    let mut series = Series::default();
    for (n, block) in blocks.iter().enumerate() {
        let BlockKind::Heading(form) = block.kind else {
            if block.is_below_columns {
                nest.close_box();
            }
            let at = nest.stack.last().copied().unwrap_or_default();
            nest.sections[at].blocks.push(n);
            continue;
        };
        let is_below_part = usize::from(restarts && !nest.stack.is_empty());
        let counted = counting::sign(&block.text, has_roman);
        let form = match (form, counted) {
            (HeadingForm::Plain | HeadingForm::Capitals, Some(form)) => form,
            _ => form,
        };
        let depth = match form {
            HeadingForm::Level(level) => levels.iter().position(|&l| l == level).unwrap_or_default(),
            HeadingForm::Numbered(1) => {
                // A series that begins right below a heading is that of its sections.
                let is_below = n > 0 && blocks[n - 1].is_heading() && heading_number(&block.text) == Some(1);
                let has_number = nest.forms.last().is_some_and(|form| matches!(form, Some(HeadingForm::Numbered(_))));
                let outermost = if is_below && !has_number { nest.top() + 1 } else { is_below_part };
                series.depth(&block.text, outermost)
            }
            HeadingForm::Numbered(parts) => usize::from(parts) - 1 + is_below_part,
            _ => {
                let (above, below) =
                    (n > 0 && blocks[n - 1].is_heading(), blocks.get(n + 1).is_some_and(Block::is_heading));
                let depth = nest.depth(form, unnumbered(&block.text), above, below);
                if below && !above {
                    nest.parents.push((form, depth));
                }
                depth
            }
        };
        if matches!(form, HeadingForm::Numbered(parts) if parts > 1) {
            nest.go_to_number(&block.text);
        }
        let depth = depth.min(nest.top() + 1).min(if nest.stack.is_empty() { 0 } else { DEPTH_MAX });
        if !matches!(form, HeadingForm::Numbered(_)) {
            series.close(depth);
        }
        nest.open(&block.text, form, depth);
    }
    nest.sections
}

/// Opens the section whose heading is the title of the report: what lies below it lies below none.
pub(super) fn open_title(sections: &mut [Outlined], title: &str) {
    // "The year in review" is a chapter, "ICAT in 2031: the year in review" a title.
    let is_chapter = is_chapter(title) && words(title).len() <= CHAPTER_MAX || unnumbered(title).len() < title.len();
    let is_title = |section: &Outlined| {
        !is_chapter && section.above.is_none() && section.title.as_deref().is_some_and(|own| key(own) == key(title))
    };
    let Some(at) = sections.iter().position(is_title) else { return };
    let blocks = std::mem::take(&mut sections[at].blocks);
    sections[at].title = None;
    sections[0].blocks.extend(blocks);
    sections.iter_mut().filter(|section| section.above == Some(at)).for_each(|section| section.above = None);
    for n in 0..sections.len() {
        sections[n].depth = sections[n].above.map_or(0, |above| sections[above].depth + 1);
    }
}

/// The sections so far, and those that are open.
struct Nest<'a> {
    sections: Vec<Outlined>,
    forms: Vec<Option<HeadingForm>>,
    /// The headings so far that have nothing but other headings right below them: their forms, and how deep they lie.
    parents: Vec<(HeadingForm, usize)>,
    stack: Vec<usize>,
    recurring: Recurring,
    /// Whether there are headings of two forms, so that those in capitals are the outer ones.
    has_two_forms: bool,
    known: &'a KnownHeadings,
    names_bodies: &'a dyn Fn(&str) -> bool,
}

impl Nest<'_> {
    /// Returns the heading of a section, without its number.
    fn title(&self, at: usize) -> &str {
        unnumbered(self.sections[at].title.as_deref().unwrap_or_default())
    }

    /// Returns whether the innermost open section lists members.
    fn lists_members(&self) -> bool {
        self.stack.last().is_some_and(|&at| lists_members(self.title(at)))
    }

    /// Returns how deep the innermost open section lies.
    fn top(&self) -> usize {
        self.stack.last().map_or(0, |&at| self.sections[at].depth)
    }

    fn is_recurring(&self, title: &str) -> bool {
        self.recurring.all.contains(&key(title))
    }

    /// Returns how deep what lies below the innermost open section of a sort lies.
    fn below(&self, is_above: impl Fn(usize) -> bool) -> usize {
        self.stack.iter().rev().find(|&&at| is_above(at)).map_or(0, |&at| self.sections[at].depth + 1)
    }

    /// Returns how deep a heading lies that only its words and its form tell of.
    /// `is_empty_above` says that another heading stands right above it, `is_parent` that one stands right below it.
    fn depth(&self, form: HeadingForm, title: &str, is_empty_above: bool, is_parent: bool) -> usize {
        if let Some(depth) = self.known.listed(title) {
            return depth;
        }
        let lower = title.to_lowercase();
        if form == HeadingForm::Roman {
            return 0;
        }
        if form == HeadingForm::Letter {
            let is_above = |at: usize| matches!(self.forms[at], Some(HeadingForm::Roman | HeadingForm::Numbered(_)));
            let beside = self.stack.iter().rev().find(|&&at| self.forms[at] == Some(form));
            return beside.map_or_else(
                || if self.stack.iter().any(|&at| is_above(at)) { self.below(is_above) } else { self.top() + 1 },
                |&at| self.sections[at].depth,
            );
        }
        let names_body = |at: usize| (self.names_bodies)(self.title(at));
        if labelled(title).is_some() {
            return self.below(|at| labelled(self.title(at)).is_none());
        }
        if (self.names_bodies)(title) {
            let is_passed = |at: usize| {
                (self.names_bodies)(self.title(at)) || self.recurring.below_bodies.contains(&key(self.title(at)))
            };
            // Those that the list of contents names stand beside each other.
            let is_beside = |at: usize| {
                self.known.is_listed(title) && self.known.is_listed(self.title(at)) && !is_chapter(self.title(at))
            };
            let above = self.stack.iter().rev().find(|&&at| !is_passed(at) && !is_beside(at));
            // An introduction has no entries below it: they stand beside it.
            return above.map_or(0, |&at| {
                self.sections[at].depth + usize::from(!is_chapter(self.title(at)) || has_sections(self.title(at)))
            });
        }
        let begins = |title: &str| title.starts_with("priority ") || title.starts_with("priorities ");
        if begins(&lower) {
            let is_priority = |at: usize| begins(&self.title(at).to_lowercase());
            if let Some(&beside) = self.stack.iter().rev().find(|&&at| is_priority(at)) {
                return self.sections[beside].depth;
            }
            if is_empty_above {
                return self.top() + 1;
            }
            let entry = self.stack.iter().any(|&at| names_body(at));
            return self.below(|at| !is_priority(at) && (self.sections[at].depth == 0 || entry && names_body(at)));
        }
        if lower.starts_with("key sources") || lower.starts_with("key activities") || lower == "upcoming" {
            return self.below(|at| !self.title(at).to_lowercase().starts_with("key "));
        }
        if is_empty_above && lower.starts_with("in focus") {
            return self.top() + 1;
        }
        if self.recurring.below_bodies.contains(&key(title)) && self.stack.iter().any(|&at| names_body(at)) {
            return self.below(names_body);
        }
        if self.is_recurring(title) {
            return self.below(|at| !self.is_recurring(self.title(at)));
        }
        // Where each body has its entry, what comes after the entries is none of their sections.
        let is_after_entries = !self.recurring.below_bodies.is_empty()
            && self.stack.first().is_some_and(|&at| (self.names_bodies)(self.title(at)));
        match self.known.depth(title) {
            Some(0) => 0,
            Some(_) if is_after_entries => 0,
            // Lists of members and of partners lie below the heading of both.
            Some(_) if is_empty_above && lists_members(title) && self.lists_members() => self.top() + 1,
            Some(depth) => depth.min(if is_empty_above { self.top() + 1 } else { self.top().max(1) }),
            None if is_empty_above => self.top() + 1,
            None if is_after_entries => 0,
            None => self.beside_form(form, title, is_parent),
        }
    }

    /// Returns how deep a heading lies that nobody knows: beside the last one of its form, or below what has another.
    fn beside_form(&self, form: HeadingForm, title: &str, is_parent: bool) -> usize {
        // What has only headings right below it lies beside the last one of which that is so.
        if let Some((_, depth)) = self.parents.iter().rev().find(|(of, _)| is_parent && *of == form) {
            return *depth;
        }
        // What the list of contents does not name lies below what it names.
        let is_listed = self.known.is_listed(title);
        let is_alike = |at: usize| {
            self.forms[at] == Some(form)
                && labelled(self.title(at)).is_none()
                && !self.is_recurring(self.title(at))
                && (is_listed || !self.known.is_listed(self.title(at)))
        };
        if !is_listed
            && self.stack.iter().any(|&at| self.known.is_listed(self.title(at)))
            && !self.stack.iter().any(|&at| is_alike(at))
        {
            return self.below(|at| self.known.is_listed(self.title(at)));
        }
        if let Some(&at) = self.stack.iter().rev().find(|&&at| is_alike(at)) {
            let title = self.sections[at].title.as_deref().unwrap_or_default();
            let is_outermost = form == HeadingForm::Capitals && self.has_two_forms;
            return self.sections[at].depth + usize::from(is_chapter(title) && has_sections(title) && !is_outermost);
        }
        if form == HeadingForm::Capitals {
            let numbered =
                self.stack.iter().rev().find(|&&at| matches!(self.forms[at], Some(HeadingForm::Numbered(_))));
            let is_part_above =
                |at: usize| self.sections[at].title.as_deref().is_some_and(is_part) && self.forms[at] != Some(form);
            let above = numbered.or(self.stack.first().filter(|&&at| is_part_above(at)));
            return above.map_or(0, |&at| self.sections[at].depth + 1);
        }
        // What has no number lies below what has one above it.
        let is_counted = |at: usize| {
            matches!(self.forms[at], Some(HeadingForm::Roman | HeadingForm::Letter | HeadingForm::Numbered(_)))
        };
        if form == HeadingForm::Plain && self.stack.iter().any(|&at| is_counted(at)) {
            return self.below(is_counted);
        }
        self.stack.iter().map(|&at| self.sections[at].depth + 1).min().unwrap_or_default()
    }

    /// Opens the sections above a numbered one. Where columns are mixed, "1.1" may come after "2.": it lies below "1." all
    /// the same.
    fn go_to_number(&mut self, heading: &str) {
        let above = above_by_number(&self.sections, &self.forms, heading).filter(|above| !self.stack.contains(above));
        if above.is_some() {
            self.stack = std::iter::successors(above, |&at| self.sections[at].above).collect();
            self.stack.reverse();
        }
    }

    /// Closes a box that stood beside a text, where what follows stands below both.
    fn close_box(&mut self) {
        if self.stack.len() > 1 && self.stack.last().is_some_and(|&at| labelled(self.title(at)).is_some()) {
            self.stack.pop();
        }
    }

    /// Opens a section.
    fn open(&mut self, title: &str, form: HeadingForm, depth: usize) {
        self.stack.retain(|&at| self.sections[at].depth < depth);
        self.sections.push(Outlined {
            title: Some(title.to_owned()),
            depth: self.stack.last().map_or(0, |&at| self.sections[at].depth + 1),
            above: self.stack.last().copied(),
            blocks: Vec::new(),
        });
        self.forms.push(Some(form));
        self.stack.push(self.sections.len() - 1);
    }
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

/// Returns whether a heading is that of a part that is counted: "Section One", "Chapter 2".
fn is_part(title: &str) -> bool {
    let lower = title.to_lowercase();
    ["section ", "chapter ", "part "].iter().any(|word| lower.starts_with(word))
}

/// Returns a heading without its number.
pub(super) fn unnumbered(title: &str) -> &str {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if rest.len() < title.len() && rest.starts_with(' ') {
        return rest.trim_start();
    }
    counting::without_sign(title).unwrap_or(title)
}
