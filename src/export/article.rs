//! A document for people: headings, paragraphs, quotations with footnotes, lists and tables, in one order. It is written as
//! Markdown, as a page for the web and for paper, and as a document of a word processor.

mod commitments;
pub(crate) mod docx;
pub(crate) mod html;
pub(crate) mod markdown;
mod views;

use std::io::Write;

use crate::corpus::subject::Subject;
use crate::corpus::{Corpus, PassageId};
use crate::document::linked::{Document, LinkTarget};
use crate::document::{self, StyledLine, TextStyle};
use crate::error::Result;
use crate::export::brief;
use crate::export::cite::{self, CitationSource};
use crate::export::markdown::one_line;
use crate::export::provenance::Provenance;
use crate::export::records::{PrintFormat, Records};
use crate::export::table::{TableCell, TextTable};
use crate::text;

/// A piece of a line: text with a style, which may lead to an address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextRun {
    /// The text, unescaped.
    pub text: String,
    /// How it is set.
    pub style: RunStyle,
    /// Where it leads.
    pub link: Option<String>,
}

/// How a piece of a line is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RunStyle {
    /// As the text around it.
    #[default]
    Plain,
    /// In italics, as titles are.
    Emphasis,
    /// In bold.
    Strong,
}

impl TextRun {
    /// Creates a plain piece.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Creates a piece in a style.
    #[must_use]
    pub fn of(text: impl Into<String>, style: RunStyle) -> Self {
        Self { text: text.into(), style, link: None }
    }

    /// Creates an address that leads to itself.
    #[must_use]
    pub fn address(url: impl Into<String>) -> Self {
        let url = url.into();
        Self { text: url.clone(), style: RunStyle::Plain, link: Some(url) }
    }
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading with its level, from 1.
    Heading(u8, String),
    /// A paragraph of our words.
    Paragraph(Vec<TextRun>),
    /// The report's words, with the number of the footnote that cites them and who is quoted.
    Quotation {
        /// The words.
        words: String,
        /// The number of the footnote, from 1.
        footnote: usize,
        /// Who says it, if the passage quotes somebody.
        speaker: Option<String>,
    },
    /// A list of lines.
    List(Vec<Vec<TextRun>>),
    /// A command to be typed.
    Command(String),
    /// A table with a head.
    Table {
        /// What it shows, with its number; `None` where the heading above it says so.
        caption: Option<String>,
        /// The headings of the columns.
        columns: Vec<String>,
        /// The rows, each with a cell for every column.
        rows: Vec<Vec<TableCell>>,
    },
}

/// A document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Article {
    /// The title.
    pub title: String,
    /// What stands before the footnotes.
    pub blocks: Vec<Block>,
    /// The footnotes, in the order of their numbers.
    pub footnotes: Vec<Vec<TextRun>>,
    /// What stands after them.
    pub closing: Vec<Block>,
}

impl Article {
    /// Writes the document: as Markdown, unless the format is another for documents.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write(&self, format: PrintFormat, out: &mut impl Write) -> Result<()> {
        match format {
            PrintFormat::Html => out.write_all(html::page(self).as_bytes())?,
            PrintFormat::Docx => out.write_all(&docx::document(self)?)?,
            _ => out.write_all(markdown::text(self).as_bytes())?,
        }
        Ok(())
    }

    /// Returns a document with records, their notes, and where they come from: a table, or, where cells hold whole
    /// statements, an entry for each record.
    #[must_use]
    pub fn of_records(records: &Records) -> Self {
        let chosen = records.document_table();
        let is_chosen = chosen.is_some();
        let TextTable { columns, rows } = chosen.unwrap_or_else(|| records.table());
        let is_long = |cell: &TableCell| text::width(&cell.text) > CELL_MAX;
        let mut blocks = if !is_chosen && columns.len() > 3 && rows.iter().flatten().any(is_long) {
            rows.iter().flat_map(|row| entry(&columns, row)).collect()
        } else {
            vec![Block::Table { caption: None, columns, rows }]
        };
        let notes = records.notes.iter().filter(|note| records.is_in_document(note));
        blocks.extend(notes.map(|note| Block::Paragraph(vec![TextRun::plain(note)])));
        let mut article = Self { title: records.title.clone(), blocks, ..Self::default() };
        records.provenance.iter().for_each(|provenance| article.say_where_from(provenance));
        article
    }

    /// Returns whether a table has more columns than a page has room for upright.
    fn has_broad_table(&self) -> bool {
        let is_broad = |block: &Block| matches!(block, Block::Table { columns, .. } if columns.len() > UPRIGHT_MAX);
        self.blocks.iter().any(is_broad)
    }

    /// Gives the document a title of the user's own. The usual one, which says what was chosen, stands below it.
    pub(crate) fn retitle(&mut self, title: &str) {
        let usual = std::mem::replace(&mut self.title, title.to_owned());
        self.blocks.insert(0, Block::Paragraph(vec![TextRun::of(usual, RunStyle::Strong)]));
    }

    /// Returns whether the document names the reports that it quotes.
    pub(crate) fn has_sources(&self) -> bool {
        self.blocks.iter().any(|block| matches!(block, Block::Heading(_, words) if words == brief::SOURCES))
    }

    /// Says below the title whose reports the document is from, and on which years.
    pub(crate) fn introduce(&mut self, corpus: &Corpus) {
        let Some(group) = corpus.group().filter(|_| corpus.built_in).map(|group| corpus.entity(group)) else { return };
        let mut years: Vec<u16> = corpus.reports.iter().map(|report| report.covers).collect();
        years.sort_unstable();
        years.dedup();
        let years: Vec<String> = years.iter().map(u16::to_string).collect();
        let words = format!("From the reports of the {} ({}) on {}.", group.name, group.id, text::listed(&years));
        self.blocks.insert(0, Block::Paragraph(vec![TextRun::of(words, RunStyle::Emphasis)]));
    }

    /// Ends the document with where it comes from: how old the knowledge is, unless a paragraph says so already, and the
    /// command that makes it again.
    pub(crate) fn say_where_from(&mut self, provenance: &Provenance) {
        let says = |block: &Block| match block {
            Block::Paragraph(runs) => {
                runs.iter().map(|run| run.text.as_str()).collect::<String>().contains(&provenance.limits)
            }
            _ => false,
        };
        if !self.blocks.iter().any(says) {
            self.say(&provenance.limits);
        }
        self.closing.extend(provenance.blocks());
    }
}

/// Returns whether all that a column of a table has are numbers, which are set at its right.
fn is_of_numbers(rows: &[Vec<TableCell>], column: usize) -> bool {
    let mut filled = rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.text.is_empty()).peekable();
    filled.peek().is_some() && filled.all(|cell| cell.number.is_some())
}

/// The largest number of columns of a table on an upright page.
const UPRIGHT_MAX: usize = 6;
/// The widest cell of a table with many columns. What is wider makes an entry of its record.
const CELL_MAX: usize = 160;

/// Returns a record as a heading, its headline or title or else its first cell, and a line for each of the others that has
/// something.
fn entry(columns: &[String], row: &[TableCell]) -> [Block; 2] {
    let at = columns.iter().position(|name| name == "headline" || name == "title").unwrap_or(0);
    let heading = row.get(at).map_or("", |cell| cell.text.as_str());
    let fields = columns.iter().zip(row).enumerate().filter(|(n, (_, cell))| *n != at && !cell.text.is_empty());
    let line = |(_, (name, cell)): (usize, (&String, &TableCell))| {
        let mut runs = vec![TextRun::of(name, RunStyle::Strong), TextRun::plain(": ")];
        runs.extend(linked(&cell.text));
        runs
    };
    [Block::Heading(2, heading.to_owned()), Block::List(fields.map(line).collect())]
}

/// What stands in an address before words of the page that it leads to.
const QUOTES: &str = ":~:text=";

/// Returns a text in which addresses lead to themselves.
pub(super) fn linked(words: &str) -> Vec<TextRun> {
    let mut runs = Vec::new();
    let mut plain = String::new();
    for word in words.split_inclusive(' ') {
        let address = word.trim_end_matches([' ', ',', ';']);
        // A full stop ends the sentence, and not the address, unless that quotes a sentence.
        let address = if address.contains(QUOTES) { address } else { address.trim_end_matches('.') };
        if is_safe(address) {
            if !plain.is_empty() {
                runs.push(TextRun::plain(std::mem::take(&mut plain)));
            }
            runs.push(TextRun::address(address));
            plain.push_str(word.strip_prefix(address).unwrap_or_default());
        } else {
            plain.push_str(word);
        }
    }
    if !plain.is_empty() {
        runs.push(TextRun::plain(plain));
    }
    runs
}

/// Returns whether an address may be followed from a document: none that runs something.
fn is_safe(url: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme))
}

/// Escapes a text for use between tags and in attributes, of HTML and of XML, and leaves out what neither can have.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in one_line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// The width at which a page is laid out to be taken apart: no line of it breaks, and none of its lists is cut short.
pub const UNBROKEN: usize = document::UNBROKEN;

impl Article {
    /// Returns a page of the explorer as a document. Its title is the first line, if that is a heading, or else `title`. Lay
    /// it out [`UNBROKEN`]. Charts become
    /// tables, what is quoted becomes a quotation with a footnote, and a line that leads to a passage names it.
    #[must_use]
    pub fn of_page(corpus: &Corpus, source: &CitationSource, title: &str, page: &Document) -> Self {
        let mut article = Self::default();
        let mut lines = page.lines.iter().enumerate().peekable();
        let mut quoted = Vec::new();
        // The level of the section: a quotation in it has a heading below that.
        let mut level = 1;
        let begins =
            |line: &StyledLine| line.pieces.first().is_some_and(|piece| matches!(piece.role, TextStyle::Heading(_)));
        article.title = match lines.next_if(|(_, line)| begins(line)) {
            Some((_, line)) => line.plain().trim().to_owned(),
            None => title.to_owned(),
        };
        while let Some((at, line)) = lines.next() {
            let words = line.plain().trim_end().to_owned();
            let target = page.links.iter().find(|link| link.lines.contains(&at)).map(|link| &link.target);
            let passage = target.and_then(|target| if let LinkTarget::Passage(id) = target { Some(*id) } else { None });
            let id = target.map_or_else(String::new, |target| reference(corpus, target));
            match line.pieces.first().map(|piece| piece.role) {
                None => {}
                Some(TextStyle::Heading(of_line)) => {
                    level = if of_line > 2 { 3 } else { 2 };
                    let words: Vec<&str> = words.split_whitespace().collect();
                    article.blocks.push(Block::Heading(level, words.join(" ")));
                }
                _ if line.pieces.iter().any(|piece| piece.role == TextStyle::Bar) => article.count(line),
                _ if passage.is_some() && is_quotation(&words) => {
                    article.footnotes.extend(passage.map(|id| cite::footnote(corpus, source, id)));
                    let lead_in = passage.and_then(|id| brief::lead_in(corpus, id, quoted.last().copied()));
                    quoted.extend(passage);
                    let footnote = article.footnotes.len();
                    let (quotation, bodies) = words.rsplit_once('\u{201d}').unwrap_or((&words, ""));
                    // Whom it credits.
                    let bodies = bodies.trim().trim_start_matches('(').trim_end_matches(')');
                    let titled = passage.filter(|_| !bodies.is_empty()).map(|id| corpus.passage(id));
                    if let Some(passage) = titled {
                        article.blocks.push(Block::Heading(level + 1, passage.headline.to_string()));
                        let who = [TextRun::of("Who", RunStyle::Strong), TextRun::plain(format!(" {bodies}"))];
                        article.blocks.push(Block::Paragraph(who.to_vec()));
                    }
                    article.blocks.extend(lead_in.map(|words| Block::Paragraph(vec![TextRun::plain(words)])));
                    let words = quotation.trim_start_matches([' ', '\u{2022}', '\u{201c}']).to_owned();
                    article.blocks.push(Block::Quotation { words, footnote, speaker: None });
                    if let Some(note) = titled.and_then(|passage| passage.editorial.as_deref()) {
                        article.say(&format!("Editor's note: {note}"));
                    }
                    // The footnote says where it stands.
                    lines.next_if(|(_, next)| next.plain().trim_start().starts_with('\u{2014}'));
                }
                Some(TextStyle::Field) => {
                    let label = line.pieces.first().map_or("", |piece| piece.text.trim());
                    let value: String = line.pieces.iter().skip(1).map(|piece| piece.text.as_str()).collect();
                    level = if value.trim().is_empty() { 3 } else { level };
                    article.blocks.push(match (label, value.trim()) {
                        (label, "") => Block::Heading(level, label.to_owned()),
                        ("", value) => Block::Paragraph(linked(value)),
                        (label, value) => {
                            let mut runs =
                                vec![TextRun::of(text::capitalized(label), RunStyle::Strong), TextRun::plain(" ")];
                            runs.extend(linked(&format!("{value}{id}")));
                            Block::Paragraph(runs)
                        }
                    });
                }
                _ => {
                    let bare = words.trim_start();
                    match bare.strip_prefix("\u{2022} ") {
                        Some(words) => article.item(linked(&format!("{words}{id}"))),
                        None if is_numbered(bare) => article.blocks.push(Block::Heading(2, bare.to_owned())),
                        // The group stands after the bodies that are numbered.
                        None if is_name(line, target) && article.is_numbered() => {
                            article.blocks.push(Block::Heading(2, bare.to_owned()));
                        }
                        None if words.starts_with("  ") => article.item(linked(&format!("{bare}{id}"))),
                        None => article.blocks.push(Block::Paragraph(linked(&format!("{bare}{id}")))),
                    }
                }
            }
        }
        article
    }

    /// Returns whether headings are numbered.
    fn is_numbered(&self) -> bool {
        self.blocks.iter().any(|block| matches!(block, Block::Heading(_, words) if is_numbered(words)))
    }

    /// Appends a paragraph of ours.
    fn say(&mut self, words: &str) {
        self.blocks.push(Block::Paragraph(linked(words)));
    }

    /// Appends a table with a caption, which gets its number.
    fn table(&mut self, caption: &str, columns: Vec<String>, rows: Vec<Vec<TableCell>>) {
        let is_captioned = |block: &&Block| matches!(block, Block::Table { caption: Some(_), .. });
        let number = self.blocks.iter().filter(is_captioned).count() + 1;
        self.blocks.push(Block::Table { caption: Some(format!("Table {number}: {caption}")), columns, rows });
    }

    /// Appends an item to the list that is being written.
    fn item(&mut self, runs: Vec<TextRun>) {
        match self.blocks.last_mut() {
            Some(Block::List(items)) => items.push(runs),
            _ => self.blocks.push(Block::List(vec![runs])),
        }
    }

    /// Returns what the rows of a chart are, as the heading above it says.
    fn counted_by(&self) -> &'static str {
        let heading = self.blocks.iter().rev().find_map(|block| match block {
            Block::Heading(_, words) => Some(words.as_str()),
            _ => None,
        });
        let heading = heading.unwrap_or_default();
        let known = [
            ("In these reports", "Kind"),
            ("by body", "Body"),
            ("Bodies", "Body"),
            ("by priority", "Priority"),
            ("by year", "Year"),
            ("Where", "Place"),
            ("Topics", "Topic"),
            ("Partners", "Partner"),
        ];
        known.into_iter().find(|(words, _)| heading.contains(words)).map_or("What", |(_, column)| column)
    }

    /// Appends a row of a chart to the table that is being written.
    fn count(&mut self, line: &StyledLine) {
        let words = line.pieces.iter().filter(|piece| piece.role != TextStyle::Bar).map(|piece| piece.text.as_str());
        let words: String = words.collect();
        let (label, number) = words.trim_end().rsplit_once(' ').unwrap_or((&words, ""));
        // The page has a hyphen for none.
        let count = number.replace(',', "").parse().map_or_else(|_| TableCell::count(0), TableCell::count);
        let row = vec![label.trim().into(), count];
        match self.blocks.last_mut() {
            Some(Block::Table { rows, .. }) => rows.push(row),
            _ => {
                let columns = [self.counted_by(), "Passages"].map(str::to_owned).to_vec();
                self.blocks.push(Block::Table { caption: None, columns, rows: vec![row] });
            }
        }
    }
}

/// Returns the passages that a line of a page leads to.
fn passages_of(corpus: &Corpus, target: &LinkTarget) -> Vec<PassageId> {
    match target {
        LinkTarget::Passage(id) => vec![*id],
        LinkTarget::Passages(_, source) => source.passages(corpus),
        LinkTarget::Profile(Subject::Work(work)) => corpus.work(*work).passages.clone(),
        LinkTarget::Profile(_) | LinkTarget::Term(_) => Vec::new(),
    }
}

/// Returns where what a line says stands: its passages by their ids, unless there are many, which a number stands for.
fn reference(corpus: &Corpus, target: &LinkTarget) -> String {
    const MOST: usize = 6;
    let passages = passages_of(corpus, target);
    if passages.is_empty() || passages.len() > MOST {
        return String::new();
    }
    let ids: Vec<&str> = passages.iter().map(|&id| corpus.passage(id).id.as_str()).collect();
    format!(" [{}]", ids.join(", "))
}

/// Returns whether a line is a quotation, of its own or in a list.
fn is_quotation(line: &str) -> bool {
    line.trim_start_matches([' ', '\u{2022}']).starts_with('\u{201c}') && line.contains('\u{201d}')
}

/// Returns whether a line is the name of something that has a profile.
fn is_name(line: &StyledLine, target: Option<&LinkTarget>) -> bool {
    matches!(target, Some(LinkTarget::Profile(_))) && line.pieces.iter().any(|piece| piece.role == TextStyle::Name)
}

/// Returns whether a line begins an entry of a numbered list.
fn is_numbered(line: &str) -> bool {
    line.split_once(". ").is_some_and(|(number, _)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}
