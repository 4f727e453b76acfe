//! A document for people: headings, paragraphs, quotations with footnotes, lists and tables, in one order. It is written as
//! Markdown, as a page for the web and for paper, and as a document of a word processor.

pub(crate) mod docx;
pub(crate) mod html;
pub(crate) mod markdown;

use std::io::Write;

use crate::corpus::Corpus;
use crate::document::linked::{Document, LinkTarget};
use crate::document::{StyledLine, TextStyle};
use crate::error::Result;
use crate::export::cite::{self, CitationSource};
use crate::export::markdown::one_line;
use crate::export::records::{PrintFormat, Records};

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
#[derive(Debug, Clone, PartialEq, Eq)]
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
        /// The headings of the columns.
        columns: Vec<String>,
        /// The rows, each with a cell for every column.
        rows: Vec<Vec<String>>,
    },
}

/// A document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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

    /// Returns a document with a table of records and their notes.
    #[must_use]
    pub fn of_records(records: &Records) -> Self {
        let table = records.table();
        let rows = table.rows.into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect()).collect();
        let mut blocks = vec![Block::Table { columns: table.columns, rows }];
        blocks.extend(records.notes.iter().map(|note| Block::Paragraph(vec![TextRun::plain(note)])));
        Self { title: records.title.clone(), blocks, ..Self::default() }
    }
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

/// The width at which a page is laid out to be taken apart: no line of it breaks.
pub const UNBROKEN: usize = 100_000;

impl Article {
    /// Returns a page of the explorer as a document: its first line is the title. Lay it out [`UNBROKEN`]. Charts become
    /// tables, what is quoted becomes a quotation with a footnote, and a line that leads to a passage names it.
    #[must_use]
    pub fn of_page(corpus: &Corpus, source: &CitationSource, page: &Document) -> Self {
        let mut article = Self::default();
        let mut lines = page.lines.iter().enumerate().peekable();
        article.title = lines.next().map(|(_, line)| line.plain().trim().to_owned()).unwrap_or_default();
        while let Some((at, line)) = lines.next() {
            let text = line.plain().trim_end().to_owned();
            let passage = page.links.iter().find(|link| link.lines.contains(&at)).and_then(|link| match link.target {
                LinkTarget::Passage(id) => Some(id),
                _ => None,
            });
            match line.pieces.first().map(|piece| piece.role) {
                None => {}
                Some(TextStyle::Heading(level)) => {
                    article.blocks.push(Block::Heading(if level > 2 { 3 } else { 2 }, text.trim().to_owned()));
                }
                _ if line.pieces.iter().any(|piece| piece.role == TextStyle::Bar) => article.count(line),
                _ if text.starts_with('\u{201c}') && passage.is_some() => {
                    article.footnotes.extend(passage.map(|id| cite::runs(corpus, source, id)));
                    let footnote = article.footnotes.len();
                    let words = text.trim_start_matches('\u{201c}').trim_end_matches('\u{201d}').to_owned();
                    article.blocks.push(Block::Quotation { words, footnote, speaker: None });
                    // The footnote says where it stands.
                    lines.next_if(|(_, next)| next.plain().trim_start().starts_with('\u{2014}'));
                }
                Some(TextStyle::Field) => {
                    let label = line.pieces.first().map_or("", |piece| piece.text.trim());
                    let value: String = line.pieces.iter().skip(1).map(|piece| piece.text.as_str()).collect();
                    article.blocks.push(match (label, value.trim()) {
                        (label, "") => Block::Heading(3, label.to_owned()),
                        ("", value) => Block::Paragraph(vec![TextRun::plain(value)]),
                        (label, value) => Block::Paragraph(vec![
                            TextRun::of(label, RunStyle::Strong),
                            TextRun::plain(format!(" {value}")),
                        ]),
                    });
                }
                _ => {
                    let id = passage.map_or_else(String::new, |id| format!(" [{}]", corpus.passage(id).id));
                    match text.trim_start().strip_prefix("\u{2022} ") {
                        Some(words) => article.item(vec![TextRun::plain(format!("{words}{id}"))]),
                        None if text.starts_with("  ") => article.item(vec![TextRun::plain(text.trim().to_owned())]),
                        None => article.blocks.push(Block::Paragraph(vec![TextRun::plain(format!("{text}{id}"))])),
                    }
                }
            }
        }
        article
    }

    /// Appends an item to the list that is being written.
    fn item(&mut self, runs: Vec<TextRun>) {
        match self.blocks.last_mut() {
            Some(Block::List(items)) => items.push(runs),
            _ => self.blocks.push(Block::List(vec![runs])),
        }
    }

    /// Appends a row of a chart to the table that is being written.
    fn count(&mut self, line: &StyledLine) {
        let words = line.pieces.iter().filter(|piece| piece.role != TextStyle::Bar).map(|piece| piece.text.as_str());
        let words: String = words.collect();
        let (label, number) = words.trim_end().rsplit_once(' ').unwrap_or((&words, ""));
        let row = vec![label.trim().to_owned(), number.trim().to_owned()];
        match self.blocks.last_mut() {
            Some(Block::Table { rows, .. }) => rows.push(row),
            _ => {
                let columns = ["What", "Passages"].map(str::to_owned).to_vec();
                self.blocks.push(Block::Table { columns, rows: vec![row] });
            }
        }
    }
}
