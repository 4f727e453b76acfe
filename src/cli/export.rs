//! `export`: the dataset in the published JSON shape.

use std::io::{BufWriter, Write, stdout};

use crate::corpus::Corpus;
use crate::corpus::export::Export;
use crate::error::{Error, Result};

/// Prints the whole dataset as JSON.
pub fn json(corpus: &Corpus) -> Result<u8> {
    let mut out = BufWriter::new(stdout().lock());
    write(corpus, &mut out)?;
    out.flush()?;
    Ok(0)
}

/// Writes the whole dataset as JSON, with a line break at the end.
///
/// # Errors
/// Where it cannot be written.
pub fn write(corpus: &Corpus, out: &mut impl Write) -> Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Export::new(corpus, corpus.passage_numbers())).map_err(|error| {
        if error.io_error_kind() == Some(std::io::ErrorKind::BrokenPipe) {
            Error::ClosedPipe
        } else {
            Error::run(error.to_string())
        }
    })?;
    out.write_all(b"\n")?;
    Ok(())
}
