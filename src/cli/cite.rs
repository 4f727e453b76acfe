//! `cite`: citations of passages.

use std::io::Write;

use clap::Args;

use crate::cli::export::{accessed, passages};
use crate::cli::out;
use crate::cli::print_style::PrintStyle;
use crate::corpus::Corpus;
use crate::dataset;
use crate::error::Result;
use crate::export::cite::{CitationSource, CitationStyle, cite};

/// What to cite, and how.
#[derive(Debug, Args)]
pub struct CiteArgs {
    /// Ids of passages, as `search` prints them
    #[arg(required = true)]
    pub id: Vec<String>,
    /// How the citation is written
    #[arg(long, value_enum, default_value_t = CitationStyle::Text)]
    pub style: CitationStyle,
    /// The day of access; today where it is not given
    #[arg(long, value_name = "DAY")]
    pub accessed: Option<String>,
}

/// Prints the citations.
pub fn run(command: &CiteArgs, corpus: &Corpus, print_style: PrintStyle) -> Result<u8> {
    let source = CitationSource { digest: dataset::digest(corpus)?, accessed: accessed(command.accessed.as_deref())? };
    let cited = cite(corpus, &source, &passages(corpus, &command.id)?, command.style);
    let cited = if command.style == CitationStyle::Text { print_style.fit(&cited) } else { cited };
    let mut out = if command.style == CitationStyle::CslJson { out::json() } else { out::plain() };
    out.write_all(cited.as_bytes())?;
    out.flush()?;
    Ok(0)
}
