//! `schema`: prints the JSON Schema of what commands print as JSON.

use std::io::Write;

use clap::{Args, ValueEnum};

use crate::cli::out;
use crate::error::{Error, Result};

/// What of the JSON that is printed is described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Described {
    /// What `export --format json` prints
    #[default]
    Export,
    /// A passage: a line of `export --format jsonl`, and what `show --format json` prints
    Passage,
    /// What `search --format json` prints
    Hits,
    /// What `list` and the views print with `--format json`
    View,
}

/// What to describe.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// What of the JSON that is printed is described
    #[arg(value_enum, default_value_t)]
    pub what: Described,
}

/// The definitions of everything that is printed as JSON.
const DEFINITIONS: &str = include_str!("schema.json");

/// Prints a JSON Schema.
pub fn schema(command: &SchemaArgs) -> Result<u8> {
    let mut schema: serde_json::Value = serde_json::from_str(DEFINITIONS).map_err(Error::json)?;
    let name = match command.what {
        Described::Export => "export",
        Described::Passage => "passage",
        Described::Hits => "hits",
        Described::View => "view",
    };
    schema["$ref"] = format!("#/$defs/{name}").into();
    let mut out = out::json();
    serde_json::to_writer_pretty(&mut out, &schema).map_err(Error::json)?;
    writeln!(out)?;
    out.flush()?;
    Ok(0)
}
