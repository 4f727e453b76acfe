//! Holds a report file against the text of its report, word by word, in both directions: are the words of each passage
//! the report's own, in its order, and does each word of the report stand in some passage?

mod order;

use std::fmt::Display;
use std::ops::Range;

use crate::corpus::load::DataFile;
use crate::corpus::load::found::FoundProblems;
use crate::corpus::{Kind, PassageStyle};
use crate::draft::align::{Aligner, Run, Word, is_marked};
use crate::draft::extract;
use crate::draft::passages::{Written, WrittenPassage};
use crate::draft::source::{Source, SourceWord, WordKind, is_short_number};
use crate::error::Problems;

/// How many words make a run that is surely where the passage comes from.
const SOLID: usize = 3;
/// How many words of the report have to stand in two passages before one of them counts as copied.
const COPIED_MIN: usize = 4;
/// How many words have to stand a second time in the report before the second time need not be in a passage.
const REPEATED_MIN: usize = 5;
/// How many words a line has to have for that.
const REPEATED_LINE_MIN: usize = 4;
/// How many words a message quotes at most.
const QUOTED_MAX: usize = 12;
/// How many words the head of a table has at most.
const TABLE_HEAD_MAX: usize = 16;

/// What came out of holding a report against its source.
#[derive(Debug)]
pub struct Verified {
    /// What differs, in the order of the file, and then what is left out, in the order of the source.
    pub problems: Problems,
    /// How many words of the source stand in a passage or a heading.
    pub covered: usize,
    /// How many words the source has.
    pub words: usize,
}

/// Holds a report file against the text of its report. `name` is how messages name the source. The time it takes grows
/// with the length of the text: a tenth of a second for 20,000 words.
#[must_use]
pub fn verify(file: &DataFile, name: &str, text: &str) -> Verified {
    let source = match extract::reading_order(text) {
        Some((ordered, numbers)) => Source::read(&ordered).with_lines(&numbers),
        None => Source::read(text),
    };
    let written = Written::read(file);
    let mut check = Check::new(&source, &written, file, name);
    check.passages();
    check.copied();
    check.order();
    check.other_words();
    check.left_out();
    let is_text = |at: &usize| source.words[*at].kind == WordKind::Text;
    let words = (0..source.words.len()).filter(is_text).count();
    let open = (0..source.words.len()).filter(is_text).filter(|&at| check.is_open(at)).count();
    Verified { problems: check.found.into_problems(), covered: words - open, words }
}

/// A passage of the file, found in the source.
struct Aligned {
    words: Vec<Word>,
    runs: Vec<Run>,
}

impl Aligned {
    /// Returns the first run that is long enough to say where the passage stands.
    fn anchor(&self) -> Option<&Run> {
        self.runs.iter().find(|run| run.len >= SOLID)
    }
}

struct Check<'f, 's> {
    aligner: Aligner<'s>,
    source: &'s Source,
    written: &'s Written,
    file: &'f DataFile,
    /// The name of the source in messages.
    name: &'s str,
    aligned: Vec<Aligned>,
    /// For each place in the source, the passages whose text has it: the first two.
    owners: Vec<[Option<u32>; 2]>,
    /// For each place in the source, whether a heading or another field has it, or it need not stand anywhere.
    is_elsewhere: Vec<bool>,
    found: FoundProblems<'f>,
}

impl<'f, 's> Check<'f, 's> {
    fn new(source: &'s Source, written: &'s Written, file: &'f DataFile, name: &'s str) -> Self {
        Self {
            aligner: Aligner::new(source),
            source,
            written,
            file,
            name,
            aligned: Vec::new(),
            owners: vec![[None; 2]; source.words.len()],
            is_elsewhere: vec![false; source.words.len()],
            found: FoundProblems::default(),
        }
    }

    /// Reports what is wrong with a field of a passage.
    fn tell(&mut self, passage: &WrittenPassage, field: &'static str, message: impl Display) {
        self.found.at(self.file, &passage.steps, passage.row.id.as_ref(), field, message);
    }

    fn is_open(&self, at: usize) -> bool {
        self.owners[at][0].is_none() && !self.is_elsewhere[at]
    }

    /// Finds the text of each passage in the source, and tells what is wrong with it.
    fn passages(&mut self) {
        let mut expected = 0;
        let written = self.written;
        for (n, passage) in (0u32..).zip(&written.passages) {
            let words = self.aligner.words(&passage.row.text);
            let owners = &self.owners;
            let runs = self.aligner.align(&words, expected, |place| owners[place][0].is_none());
            let runs = settled(&runs, &words);
            let aligned = Aligned { words, runs };
            self.text(passage, &aligned);
            for &place in aligned.runs.iter().flat_map(|run| &run.places) {
                let [first, second] = &mut self.owners[place];
                let free = if first.is_none() { first } else { second };
                *free = free.or(Some(n));
            }
            expected = aligned.anchor().map_or(expected, Run::end);
            self.aligned.push(aligned);
        }
    }

    /// Tells what is wrong with the text of a passage.
    fn text(&mut self, passage: &WrittenPassage, aligned: &Aligned) {
        let Aligned { words, runs } = aligned;
        let Some((first, last)) = runs.first().zip(runs.last()) else {
            let quote = quote(words.iter().map(|word| word.text.as_str()));
            let name = self.name;
            return self.tell(passage, "text", format_args!("{quote} does not stand in {name}"));
        };
        self.gap(passage, words, 0..first.from, None, Some(first));
        for pair in runs.windows(2) {
            let [one, two] = pair else { continue };
            if two.start() < one.end() {
                self.backwards(passage, aligned, one, two);
            }
            self.gap(passage, words, one.from + one.len..two.from, Some(one), Some(two));
        }
        self.gap(passage, words, last.from + last.len..words.len(), Some(last), None);
        self.furniture_kept(passage, aligned);
    }

    /// Tells of words of a passage that the source does not have between those before and those after them.
    fn gap(
        &mut self,
        passage: &WrittenPassage,
        words: &[Word],
        gap: Range<usize>,
        one: Option<&Run>,
        two: Option<&Run>,
    ) {
        let Some(extra) = words.get(gap.clone()).filter(|extra| !extra.is_empty()) else { return };
        let between = match (one, two) {
            (Some(one), Some(two)) if one.end() <= two.start() => one.end()..two.start(),
            (Some(one), None) => one.end()..(one.end() + extra.len()).min(self.source.words.len()),
            (None, Some(two)) => two.start().saturating_sub(extra.len())..two.start(),
            _ => 0..0,
        };
        let near = one.map(|one| one.end() - 1).or(two.map(Run::start)).unwrap_or_default();
        let place = self.place(near);
        let ours = quote(extra.iter().map(|word| word.text.as_str()));
        let here: Vec<SourceWord> = self.source.words.get(between.clone()).unwrap_or_default().to_vec();
        let there: Vec<&str> =
            here.iter().filter(|w| w.kind == WordKind::Text).map(|w| self.source.spell(w.key)).collect();
        let is_other = !there.is_empty() && there.len() <= 3 * extra.len() + 3;
        if is_other {
            // They are listed here, and do not count as left out.
            self.is_elsewhere[between].fill(true);
        }
        if let [word] = extra
            && let Some(bare) = there.iter().find(|bare| is_marked(&word.text, bare))
        {
            let message = format!("“{}” is “{bare}” with the mark of a footnote glued to it; {place}", word.text);
            return self.tell(passage, "text", message);
        }
        if extra.iter().all(|word| here.iter().any(|w| w.kind != WordKind::Text && Some(w.key) == word.key)) {
            let is = |kind| here.iter().any(|w| w.kind == kind && extra.iter().any(|word| Some(w.key) == word.key));
            let what = match () {
                () if is(WordKind::Mark) => "the mark of a footnote",
                () if is(WordKind::Furniture) => FURNITURE,
                () => "an address",
            };
            return self.tell(passage, "text", format_args!("{ours} is {what}, and no part of the text; {place}"));
        }
        if extra.iter().all(|word| is_short_number(&word.text)) && there.is_empty() {
            let message = format!("{ours} is no word of the text here, but perhaps the mark of a footnote; {place}");
            return self.tell(passage, "text", message);
        }
        if is_other {
            let theirs = quote(there.into_iter());
            self.tell(passage, "text", format_args!("{ours} is {theirs} in the source; {place}"));
        } else {
            let message = format!("{ours} does not stand there in the source; {place}");
            self.tell(passage, "text", message);
        }
    }

    /// Tells of words that come again, or that stand in another order in the source.
    fn backwards(&mut self, passage: &WrittenPassage, aligned: &Aligned, one: &Run, two: &Run) {
        let before = aligned.runs.iter().filter(|run| run.from < two.from);
        let again = two.places.iter().filter(|place| before.clone().any(|run| run.places.contains(place))).count();
        let quote = Self::quoted(&aligned.words, two);
        let (here, there) = (self.place(two.start()), self.place(one.start()));
        if again > 0 {
            let message = format!("{quote} stands twice here and once in the source; {here}");
            self.tell(passage, "text", message);
        } else {
            let message = format!(
                "{quote} comes after {} here and before it in the source; {here}, and {there}",
                Self::quoted(&aligned.words, one)
            );
            self.tell(passage, "text", message);
        }
    }

    /// Tells of running heads, page numbers and the marks of footnotes within the text of a passage.
    fn furniture_kept(&mut self, passage: &WrittenPassage, aligned: &Aligned) {
        let is_table = passage.row.text.contains(" | ");
        for run in &aligned.runs {
            let kind = |n: usize| run.places.get(n).map(|&place| self.source.words[place].kind);
            for kept in [WordKind::Furniture, WordKind::Mark] {
                let follows_text =
                    |n: usize| n.checked_sub(1).map_or(run.from > 0, |n| kind(n) == Some(WordKind::Text));
                let Some(first) = (0..run.places.len()).find(|&n| kind(n) == Some(kept) && follows_text(n)) else {
                    continue;
                };
                let all = run.places.iter().skip(first).copied();
                let places: Vec<usize> = all.take_while(|&place| self.source.words[place].kind == kept).collect();
                // At the end of a passage, a number may be a cell of a table, and a line that recurs a heading.
                let goes_on = first + places.len() < run.places.len() || run.from + run.len < aligned.words.len();
                if kept == WordKind::Furniture && (!goes_on || is_table) {
                    continue;
                }
                let what = if kept == WordKind::Mark { "the mark of a footnote" } else { FURNITURE };
                let words = quote(places.iter().map(|&place| self.source.spell(self.source.words[place].key)));
                let place = self.place(places[0]);
                self.tell(passage, "text", format_args!("{words} is {what}, and no part of the text; {place}"));
            }
        }
    }

    /// Tells of words of the report that stand in two passages, though it has them once.
    fn copied(&mut self) {
        let mut at = 0;
        while at < self.owners.len() {
            let pair = self.owners[at];
            let end = (at..self.owners.len()).find(|&p| self.owners[p] != pair).unwrap_or(self.owners.len());
            if let [Some(one), Some(two)] = pair
                && one != two
                && end - at >= COPIED_MIN.min(self.shortest(one, two))
            {
                let rest = |n: u32| self.aligned[n as usize].words.len();
                let (copy, original) = if rest(one) > rest(two) { (one, two) } else { (two, one) };
                let words = quote((at..end).map(|p| self.source.spell(self.source.words[p].key)));
                let place = self.place(at);
                let written = self.written;
                let (copy, original) = (&written.passages[copy as usize], &written.passages[original as usize]);
                let message = format!("{words} stands in {}, too, and once in the source; {place}", original.row.id);
                self.tell(copy, "text", message);
            }
            at = end;
        }
    }

    fn shortest(&self, one: u32, two: u32) -> usize {
        self.aligned[one as usize].words.len().min(self.aligned[two as usize].words.len()).max(2)
    }

    /// Finds the words of headings and of the other fields in the source, and tells which do not stand there.
    fn other_words(&mut self) {
        let written = self.written;
        let starts: Vec<Option<usize>> = self.aligned.iter().map(|a| a.anchor().map(Run::start)).collect();
        let near = |n: usize| starts.iter().skip(n).flatten().next().copied().unwrap_or_default();
        for heading in written.headings.iter().filter(|heading| !heading.title.starts_with('[')) {
            if let Some(message) = self.field(&heading.title, near(heading.before)) {
                self.found.at(self.file, &heading.steps, &heading.title, "title", message);
            }
        }
        for (n, passage) in written.passages.iter().enumerate() {
            let row = &passage.row;
            let fields = [
                ("title", row.title.filter(|_| passage.kind != Kind::Publication)),
                ("series", row.series),
                ("speaker", row.speaker),
                ("party", row.party),
                ("name", row.name),
                ("scope", row.scope),
                ("composition", row.composition),
                ("detail", row.detail),
            ];
            for (field, words) in fields.into_iter().filter_map(|(field, words)| Some((field, words?))) {
                if let Some(message) = self.field(&words, near(n)) {
                    self.tell(passage, field, message);
                }
            }
            let labels = row.languages.iter().flatten().copied().chain(row.links.iter().map(|link| link.label));
            // A longer label repeats the title, and must not hide what the text leaves out.
            for words in labels.filter(|label| label.split_whitespace().count() <= LABEL_MAX) {
                self.field(&words, near(n));
            }
            // What a note of ours quotes is not lost.
            for words in quotations(row.editorial.as_deref().unwrap_or_default()) {
                self.field(words, near(n));
            }
        }
    }

    /// Finds the words of a field in the source. Returns what is wrong with them.
    fn field(&mut self, text: &str, expected: usize) -> Option<String> {
        let words = self.aligner.words(text);
        let runs = self.aligner.align(&words, expected, |place| self.is_open(place));
        for run in runs.iter().filter(|run| run.len > 1 || words.len() == 1) {
            run.places.iter().for_each(|&place| self.is_elsewhere[place] = true);
        }
        let unknown = words.iter().filter(|word| word.key.is_none() && !runs.iter().any(|run| has(run, &words, word)));
        let unknown: Vec<&str> = unknown.map(|word| word.text.as_str()).collect();
        (!unknown.is_empty()).then(|| format!("{} does not stand in {}", quote(unknown.into_iter()), self.name))
    }

    /// Tells of words of the source that stand in no passage.
    fn left_out(&mut self) {
        self.forgive_repeats();
        let marks: Vec<&str> = self.written.passages.iter().filter_map(|p| p.row.mark.as_deref()).collect();
        let is_mark = |word: &str| is_short_number(word) || marks.contains(&word);
        let open: Vec<usize> =
            (0..self.source.words.len()).filter(|&at| self.source.words[at].kind == WordKind::Text).collect();
        let mut n = 0;
        while n < open.len() {
            let end = (n..open.len()).find(|&m| !self.is_open(open[m])).unwrap_or(open.len());
            if end == n {
                n += 1;
                continue;
            }
            let owner = |m: Option<usize>| m.and_then(|m| open.get(m)).and_then(|&at| self.owners[at][0]);
            let (before, after) = (owner(n.checked_sub(1)), owner(Some(end)));
            let spelled: Vec<&str> =
                open[n..end].iter().map(|&at| self.source.spell(self.source.words[at].key)).collect();
            let known_mark = spelled.iter().all(|word| marks.contains(word));
            let is_within = before.is_some() && before == after;
            let is_told = if is_within { !known_mark } else { !spelled.iter().all(|word| is_mark(word)) };
            if is_told && !self.is_head_of_table([before, after], end - n) {
                self.tell_left_out(open[n], &quote(spelled.iter().copied()), [before, after], is_within);
            } else {
                open[n..end].iter().for_each(|&at| self.is_elsewhere[at] = true);
            }
            n = end;
        }
    }

    /// Returns whether words between two passages are the head of a table, which is no passage: few, and right before its
    /// first row.
    fn is_head_of_table(&self, [before, after]: [Option<u32>; 2], count: usize) -> bool {
        let is_row = |n: Option<u32>| n.is_some_and(|n| self.written.passages[n as usize].style == PassageStyle::Row);
        count <= TABLE_HEAD_MAX && is_row(after) && !is_row(before)
    }

    /// Tells of `words`, which stand from word `at` of the source on and in no passage: inside one, between two, or
    /// at an end of the report.
    fn tell_left_out(&mut self, at: usize, words: &str, neighbors: [Option<u32>; 2], is_within: bool) {
        let place = self.place(at);
        let written = self.written;
        let [before, after] = neighbors.map(|n| n.map(|n| &written.passages[n as usize]));
        match (before, after) {
            (Some(passage), _) if is_within => {
                self.tell(passage, "text", format_args!("leaves out {words}; {place}"));
            }
            (Some(passage), next) => {
                let next = next.map(|next| format!(" and before {}", next.row.id)).unwrap_or_default();
                let message = format!("after it{next}, {words} of the source is left out; {place}");
                self.tell(passage, "text", message);
            }
            (None, Some(next)) => {
                self.tell(next, "text", format_args!("before it, {words} of the source is left out; {place}"));
            }
            (None, None) => {
                self.found.in_file(&self.file.name, format_args!("{words} stands in no passage; {place}"));
            }
        }
    }

    /// Lets pass what the report prints a second time, if it stands in a passage the first time.
    fn forgive_repeats(&mut self) {
        let words = &self.source.words;
        let mut at = 0;
        while at < words.len() {
            if !self.is_open(at) {
                at += 1;
                continue;
            }
            let end = (at..words.len()).find(|&p| !self.is_open(p)).unwrap_or(words.len());
            // What is short may be the rest of a line that is printed twice.
            let is_line = |p: usize| words[p].line == words[at].line || words[p].line == words[end - 1].line;
            let from = (0..at).rev().take_while(|&p| is_line(p)).last().unwrap_or(at);
            let to = (end..words.len()).take_while(|&p| is_line(p)).last().map_or(end, |last| last + 1);
            let owner = |at: Option<usize>| at.and_then(|at| self.owners.get(at)).and_then(|owners| owners[0]);
            let (before, after) = (owner(at.checked_sub(1)), owner(Some(end)));
            let is_forgiven = if before.is_some() && before == after {
                // Amid a passage it was left out, unless the passage holds the other printing.
                end - at >= REPEATED_MIN && self.is_elsewhere_too(at..end, before)
            } else {
                (end - at >= REPEATED_MIN && self.is_elsewhere_too(at..end, None))
                    || (to - from >= REPEATED_LINE_MIN
                        && self.is_elsewhere_too(from..to, None)
                        && !self.is_home(from..to, before)
                        && !self.is_home(from..to, after))
            };
            if is_forgiven {
                self.is_elsewhere[at..end].fill(true);
            }
            at = end;
        }
    }

    /// Returns whether a passage has most of its words in a range.
    fn is_home(&self, range: Range<usize>, passage: Option<u32>) -> bool {
        let is_own = |at: &usize| passage.is_some() && self.owners[*at][0] == passage;
        let here = range.filter(is_own).count();
        here > 0 && 2 * here >= (0..self.owners.len()).filter(is_own).count()
    }

    /// Returns whether the words of a range stand in the source a second time, and there all in some passage, or in the
    /// one that is given.
    fn is_elsewhere_too(&self, range: Range<usize>, by: Option<u32>) -> bool {
        let words = &self.source.words;
        let keys = || words[range.clone()].iter().map(|word| word.key);
        let is_same = |from: usize| {
            let there = words.get(from..from + range.len());
            there.is_some_and(|there| there.iter().map(|word| word.key).eq(keys()))
        };
        let is_apart = |from: usize| from.abs_diff(range.start) >= range.len();
        let is_read = |from: usize| {
            (from..from + range.len()).all(|p| !self.is_open(p) && (by.is_none() || self.owners[p][0] == by))
        };
        (0..words.len()).any(|from| is_apart(from) && is_same(from) && is_read(from))
    }

    /// Names a place in the source.
    fn place(&self, at: usize) -> String {
        let line = self.source.words.get(at).map_or(0, |word| word.line);
        format!("see {}:{line}", self.name)
    }

    fn quoted(words: &[Word], run: &Run) -> String {
        quote(words.iter().skip(run.from).take(run.len).map(|word| word.text.as_str()))
    }
}

/// How many words the label of a link has that is printed beside a text, such as a language.
const LABEL_MAX: usize = 2;

const FURNITURE: &str = "a running head or a page number";

/// Returns the runs that say where a passage stands. A word or two that were found elsewhere than between their
/// neighbours were not found.
fn settled(runs: &[Run], words: &[Word]) -> Vec<Run> {
    let is_solid = |run: &Run| run.len >= SOLID || run.len == words.len();
    if !runs.iter().any(is_solid) {
        let longest = runs.iter().map(|run| run.len).max();
        return runs
            .iter()
            .filter(|run| Some(run.len) == longest && 2 * run.len >= words.len())
            .take(1)
            .cloned()
            .collect();
    }
    let mut kept: Vec<Run> = Vec::new();
    for (n, run) in runs.iter().enumerate() {
        let after = runs.iter().skip(n + 1).find(|run| is_solid(run));
        let follows = kept.last().is_none_or(|before| before.end() <= run.start());
        let leads = after.is_none_or(|after| run.end() <= after.start());
        let is_near = kept.last().is_some_and(|before| run.start() - before.end().min(run.start()) < 60);
        if is_solid(run) || (follows && leads && (is_near || after.is_some_and(|a| a.start() - run.end() < 60))) {
            kept.push(run.clone());
        }
    }
    kept
}

/// Returns what stands between quotation marks.
fn quotations(text: &str) -> impl Iterator<Item = &str> {
    text.split(['“', '”', '"']).skip(1).step_by(2)
}

fn has(run: &Run, words: &[Word], word: &Word) -> bool {
    words.iter().skip(run.from).take(run.len).any(|w| std::ptr::eq(w, word))
}

/// Quotes words for a message: their number, where they are many, and the first and last of them.
fn quote<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let words: Vec<&str> = words.collect();
    if words.len() <= QUOTED_MAX {
        return format!("“{}”", words.join(" "));
    }
    let half = QUOTED_MAX / 2;
    let (first, last) = (words[..half].join(" "), words[words.len() - half..].join(" "));
    format!("“{first} … {last}” ({} words)", words.len())
}
