//! Exports of a selection: the published JSON, JSON lines, CSV, or a Markdown brief.

pub mod article;
pub mod brief;
pub mod cite;
pub mod columns;
pub(crate) mod csv;
pub mod diff;
pub mod json;
pub mod markdown;
pub mod provenance;
pub mod records;
pub mod rows;
pub mod selection;
pub mod table;
pub mod title;
mod xlsx;

use std::collections::BTreeSet;
use std::io::Write;

use clap::ValueEnum;
use serde_json::Value;

use article::{Article, Block, TextRun};
use records::{PrintFormat, Records};

use crate::analysis::commitments::CommitmentFilter;
use crate::analysis::compare::Compare;
use crate::analysis::coverage::By;
use crate::command_line;
use crate::corpus::filter::Filter;
use crate::corpus::{Corpus, PassageId, ReportId};
use crate::dataset;
use crate::document::linked::Document;
use crate::error::{Error, Result};
use crate::export::cite::{CitationSource, CitationStyle, Cited};
use crate::export::json::PassageOut;
use crate::export::provenance::Provenance;
use crate::export::selection::{SearchRemarks, Selection};
use crate::export::title::slug;

/// Formats of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON document
    Json,
    /// A JSON object a line
    Jsonl,
    /// A table for spreadsheets (RFC 4180)
    Csv,
    /// A brief in Markdown, every quotation with its citation
    Md,
    /// The brief as a page for the web and for paper
    Html,
    /// The brief as a document of a word processor
    Docx,
    /// A workbook, the table with types and notes
    Xlsx,
}

impl Format {
    /// All formats, in menu order.
    pub const ALL: [Self; 7] = [Self::Md, Self::Html, Self::Docx, Self::Csv, Self::Xlsx, Self::Json, Self::Jsonl];

    /// Returns whether the format is a document for people, with every quotation and its citation.
    #[must_use]
    pub fn is_document(self) -> bool {
        matches!(self, Self::Md | Self::Html | Self::Docx)
    }

    /// Returns the file extension, without the dot.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Md => "md",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
        }
    }

    /// Returns the output format of commands that corresponds to this export format.
    #[must_use]
    pub fn printed(self) -> PrintFormat {
        match self {
            Self::Json => PrintFormat::Json,
            Self::Jsonl => PrintFormat::Jsonl,
            Self::Csv => PrintFormat::Csv,
            Self::Md => PrintFormat::Md,
            Self::Html => PrintFormat::Html,
            Self::Docx => PrintFormat::Docx,
            Self::Xlsx => PrintFormat::Xlsx,
        }
    }

    /// Returns the export format that corresponds to an output format of commands; text for people is a brief.
    #[must_use]
    pub fn of_printed(printed: PrintFormat) -> Self {
        Self::ALL.into_iter().find(|format| format.printed() == printed).unwrap_or(Self::Md)
    }

    /// Returns the display name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Jsonl => "JSON lines",
            Self::Csv => "table (CSV)",
            Self::Md => "Markdown brief",
            Self::Html => "web page (HTML)",
            Self::Docx => "Word document (DOCX)",
            Self::Xlsx => "Excel workbook (XLSX)",
        }
    }
}

/// By what a brief groups its passages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Group {
    /// By the body that acts first
    #[default]
    Body,
    /// By the priority under which they are filed
    Priority,
}

/// Everything an export needs besides the passages.
#[derive(Debug, Clone)]
pub struct ExportContext<'a> {
    /// The selection that chose the passages.
    pub selection: &'a Selection,
    /// What a brief says of how a search found them.
    pub remarks: &'a SearchRemarks,
    /// What all citations have in common.
    pub source: &'a CitationSource,
    /// The format, which a brief names in the command that makes it again.
    pub format: Format,
    /// How a brief groups its passages.
    pub group: Group,
    /// The user's own title, if there is one.
    pub title: Option<&'a str>,
    /// The user's data directory as typed; `None` for the built-in data.
    pub data: Option<&'a str>,
}

/// Writes the passages to `out` in the given format.
///
/// # Errors
/// If writing fails.
pub fn write(corpus: &Corpus, passages: &[PassageId], context: &ExportContext<'_>, out: &mut impl Write) -> Result<()> {
    let brief = || brief::brief(corpus, passages, context);
    match context.format {
        Format::Json => json::write(corpus, passages.iter().copied(), out).map_err(Error::json)?,
        Format::Jsonl => {
            for &id in passages {
                serde_json::to_writer(&mut *out, &PassageOut::new(corpus, corpus.names(), id)).map_err(Error::json)?;
                writeln!(out)?;
            }
        }
        Format::Csv => csv::write(corpus, passages, context.source, out)?,
        Format::Xlsx => out.write_all(&xlsx::workbook(&csv::records(corpus, passages, context))?)?,
        Format::Md | Format::Html | Format::Docx => brief().write(context.format.printed(), out)?,
    }
    Ok(())
}

/// An export that is still to be written to a file.
///
/// It owns everything that the writer needs except the corpus, so that another thread can write it: that may take
/// seconds.
#[derive(Debug, Clone)]
pub struct Export {
    /// The format.
    pub format: Format,
    /// What to write.
    pub of: Exported,
    /// The path as typed; `None` for a name of our own in the current directory.
    pub path: Option<String>,
}

/// The content of an export.
#[derive(Debug, Clone)]
pub enum Exported {
    /// Passages, in this order.
    Passages {
        /// The passages.
        passages: Vec<PassageId>,
        /// How they were chosen.
        selection: Box<Selection>,
        /// What a brief says of how a search found them.
        remarks: SearchRemarks,
        /// The user's data directory as typed; `None` for the built-in data.
        data: Option<String>,
        /// The access date for citations.
        accessed: time::Date,
        /// The digest of the dataset, if it is known already.
        digest: Option<String>,
        /// The user's own title, if there is one.
        title: Option<String>,
        /// What they are, as a part of a file name; empty if that is everything.
        about: String,
    },
    /// A view.
    View(Box<ExportedView>),
    /// References, in this order.
    References {
        /// What they are of.
        cited: Cited,
        /// The style of the references.
        style: CitationStyle,
        /// The access date.
        accessed: time::Date,
        /// The digest of the dataset, if it is known already.
        digest: Option<String>,
        /// What they are of, as a part of a file name; empty if that is everything.
        about: String,
    },
}

/// A view that is exported: its rows for tables, and its page for documents.
#[derive(Debug, Clone)]
pub struct ExportedView {
    /// The rows.
    pub records: Records,
    /// What a document has of it. Where there is nothing of its own, it has the rows.
    pub document: Option<ViewDocument>,
    /// The command that makes the same file again, as it is typed.
    pub command: String,
    /// Whether the command has the access date.
    pub is_dated: bool,
    /// The user's own title, which the command has.
    pub title: Option<String>,
    /// The access date for citations.
    pub accessed: time::Date,
    /// The digest of the dataset, if it is known already.
    pub digest: Option<String>,
    /// What it is of, as a part of a file name; empty if that is everything.
    pub about: String,
}

/// What a document has of a view, if not its rows.
#[derive(Debug, Clone)]
pub enum ViewDocument {
    /// The page, laid out [`article::UNBROKEN`].
    Page(Document),
    /// Bodies side by side, with a table for each kind of number.
    Compare(Box<Compare>),
    /// The gaps of these grids under a filter, with a table for each.
    Gaps(Vec<By>, Box<Filter>),
    /// The commitments that a filter wants, quoted.
    Commitments(CommitmentFilter),
}

impl ViewDocument {
    /// Returns the document, without where it comes from. `title` is that of a page that has none of its own.
    fn article(&self, corpus: &Corpus, source: &CitationSource, title: &str) -> Article {
        match self {
            Self::Page(page) => Article::of_page(corpus, source, title, page),
            Self::Compare(compare) => Article::of_compare(corpus, source, compare),
            Self::Gaps(by, base) => Article::of_gaps(corpus, by, base),
            Self::Commitments(filter) => Article::of_commitments(corpus, source, *filter),
        }
    }
}

/// The views that name bodies by their ids alone.
const BY_IDS: [&str; 5] = ["agreements", "membership", "coverage", "initiatives", "gaps"];

impl ExportedView {
    /// Returns the reports that the rows name passages of; all, if they name none.
    fn reports(&self, corpus: &Corpus) -> Result<Vec<ReportId>> {
        let mut reports = BTreeSet::new();
        for row in &self.records.rows {
            let mut values = vec![row.value()?];
            while let Some(value) = values.pop() {
                match value {
                    Value::Array(parts) => values.extend(parts),
                    Value::Object(fields) => values.extend(fields.into_iter().map(|(_, value)| value)),
                    Value::String(id) => reports.extend(corpus.find_passage(&id).map(|id| corpus.passage(id).report)),
                    _ => {}
                }
            }
        }
        Ok(if reports.is_empty() { corpus.report_numbers().collect() } else { reports.into_iter().collect() })
    }

    /// Returns the names of the bodies that the view names by their ids alone; `None` if it names none so.
    fn names(&self, corpus: &Corpus) -> Option<String> {
        if !BY_IDS.contains(&self.records.view) {
            return None;
        }
        let table = self.records.table();
        let cells = table.rows.iter().flatten().map(|cell| cell.text.as_str());
        let words = table.columns.iter().map(String::as_str).chain(cells);
        let ids: BTreeSet<&str> =
            words.flat_map(|words| words.split(|c: char| !(c.is_alphanumeric() || c == '-'))).collect();
        let bodies = corpus.entities.iter().filter(|entity| ids.contains(entity.id.as_str()));
        let names: Vec<String> = bodies.map(|entity| format!("{}: {}", entity.id, entity.name)).collect();
        (!names.is_empty()).then(|| format!("Bodies. {}.", names.join("; ")))
    }

    /// Writes the view. Documents and workbooks say where they come from.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write(&self, corpus: &Corpus, format: PrintFormat, out: &mut impl Write) -> Result<()> {
        if matches!(format, PrintFormat::Text | PrintFormat::Json | PrintFormat::Jsonl | PrintFormat::Csv) {
            return records::write(&self.records, format, out);
        }
        let digest = self.digest.clone().map_or_else(|| dataset::digest(corpus), Ok)?;
        // The references of a document give a day of access.
        let cites = self.document.is_some() && format != PrintFormat::Xlsx;
        let day =
            if self.is_dated || !cites { String::new() } else { format!(" --accessed {}", cite::day(self.accessed)) };
        let provenance = Provenance::new(corpus, format!("{}{day}", self.command), digest.clone());
        if format == PrintFormat::Xlsx {
            let mut records = Records { provenance: Some(provenance), ..self.records.clone() };
            records.notes.extend(self.reports(corpus)?.into_iter().map(|id| cite::terms(corpus.report(id))));
            records.notes.extend(self.names(corpus));
            self.title.iter().for_each(|title| records.retitle(title));
            return records::write(&records, format, out);
        }
        let source = CitationSource { digest, accessed: self.accessed };
        let mut article = match &self.document {
            Some(document) => document.article(corpus, &source, &self.records.title),
            None => Article::of_records(&self.records),
        };
        article.introduce(corpus);
        article.blocks.extend(self.names(corpus).map(|words| Block::Paragraph(vec![TextRun::plain(words)])));
        if !article.has_sources() {
            article.blocks.extend(brief::sources_of(corpus, &self.reports(corpus)?));
        }
        self.title.iter().for_each(|title| article.retitle(title));
        article.say_where_from(&provenance);
        article.write(format, out)
    }
}

impl Export {
    /// Returns the extension of the file, without the dot.
    #[must_use]
    pub fn ending(&self) -> &'static str {
        match &self.of {
            Exported::References { style, .. } => style.ending(),
            _ => self.format.ending(),
        }
    }

    /// Returns what kind of file it is, in words.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match &self.of {
            Exported::References { style, .. } => style.label(),
            _ => self.format.label(),
        }
    }

    /// Returns the export with a title of the user's own, if its format has one.
    #[must_use]
    pub fn titled(mut self, typed: &str) -> Self {
        let own = title::own_title(typed).filter(|_| self.has_title());
        match &mut self.of {
            Exported::Passages { title, .. } => *title = own,
            Exported::View(view) => {
                if let Some(title) = &own {
                    view.command.push(' ');
                    view.command.push_str(&command_line::command(&command_line::flag("title", title)));
                }
                view.title = own;
            }
            Exported::References { .. } => {}
        }
        self
    }

    /// Returns whether the file has a title.
    #[must_use]
    pub fn has_title(&self) -> bool {
        self.format.printed().has_title() && !matches!(self.of, Exported::References { .. })
    }

    /// Returns the title that the file has if the user gives it none.
    #[must_use]
    pub fn usual_title(&self, corpus: &Corpus) -> String {
        match &self.of {
            Exported::Passages { selection, .. } => selection.describe(corpus),
            Exported::View(view) => view.records.title.clone(),
            Exported::References { .. } => String::new(),
        }
    }

    /// Returns the user's own title, if there is one.
    fn own_title(&self) -> Option<&str> {
        match &self.of {
            Exported::Passages { title, .. } => title.as_deref(),
            Exported::View(view) => view.title.as_deref(),
            Exported::References { .. } => None,
        }
    }

    /// Returns the path of the file without its extension.
    #[must_use]
    pub fn stem(&self) -> String {
        self.stem_titled(self.own_title())
    }

    /// Returns the name of the file without its extension where no path was typed.
    #[must_use]
    pub fn usual_stem(&self) -> String {
        self.stem_for(None, self.own_title())
    }

    /// Returns that path if the user's own title were this one, which names the file.
    #[must_use]
    pub fn stem_titled(&self, own_title: Option<&str>) -> String {
        self.stem_for(self.path.as_deref(), own_title)
    }

    fn stem_for(&self, path: Option<&str>, own_title: Option<&str>) -> String {
        if let Some(path) = path {
            let end = format!(".{}", self.ending());
            return path.strip_suffix(&end).unwrap_or(path).to_owned();
        }
        if let Some(title) = own_title {
            return format!("icat-{}", slug(title, "brief"));
        }
        let named = |what: &str, about: &str| {
            let parts = ["icat", what, about].into_iter().filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join("-")
        };
        match &self.of {
            Exported::Passages { about, .. } if self.format.is_document() => named("brief", about),
            Exported::Passages { about, .. } => named("passages", about),
            Exported::View(view) if view.records.view == "profile" => named("", &view.about),
            Exported::View(view) => named(view.records.view, &view.about),
            Exported::References { about, .. } => named("references", about),
        }
    }

    /// Returns the content of the file.
    ///
    /// # Errors
    /// If the content cannot be written in this format.
    pub fn bytes(&self, corpus: &Corpus) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        match &self.of {
            Exported::Passages { passages, selection, remarks, data, accessed, digest, title, about: _ } => {
                let digest = match (digest, self.format) {
                    (Some(digest), _) => digest.clone(),
                    // These cite nothing, and the digest of large data takes seconds.
                    (None, Format::Json | Format::Jsonl) => String::new(),
                    (None, _) => dataset::digest(corpus)?,
                };
                let source = CitationSource { digest, accessed: *accessed };
                let (format, group) = (self.format, Group::Body);
                let (title, data) = (title.as_deref(), data.as_deref());
                let context = ExportContext { selection, remarks, source: &source, format, group, title, data };
                write(corpus, passages, &context, &mut out)?;
            }
            Exported::View(view) => view.write(corpus, self.format.printed(), &mut out)?,
            Exported::References { cited, style, accessed, digest, about: _ } => {
                let digest = digest.clone().map_or_else(|| dataset::digest(corpus), Ok)?;
                let source = CitationSource { digest, accessed: *accessed };
                out.extend(cite::references(corpus, &source, cited, *style).into_bytes());
            }
        }
        Ok(out)
    }
}
