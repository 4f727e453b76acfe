//! A document for people: headings, paragraphs, quotations with footnotes, lists and tables, in one order. It is written as
//! Markdown, as a page for the web and for paper, and as a document of a word processor.

pub(crate) mod docx;
pub(crate) mod html;
pub(crate) mod markdown;

use crate::export::records::Records;

/// A piece of a line: text with a style, which may lead to an address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
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

impl Run {
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
    Paragraph(Vec<Run>),
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
    List(Vec<Vec<Run>>),
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
    pub footnotes: Vec<Vec<Run>>,
    /// What stands after them.
    pub closing: Vec<Block>,
}

impl Article {
    /// Returns a document with a table of records and their notes.
    #[must_use]
    pub fn of_records(records: &Records) -> Self {
        let table = records.table();
        let rows = table.rows.into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect()).collect();
        let mut blocks = vec![Block::Table { columns: table.columns, rows }];
        blocks.extend(records.notes.iter().map(|note| Block::Paragraph(vec![Run::plain(note)])));
        Self { title: records.title.clone(), blocks, ..Self::default() }
    }
}
