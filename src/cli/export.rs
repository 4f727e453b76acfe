//! `export`: the dataset in the published JSON shape.

use std::io::{BufWriter, Write, stdout};

use crate::corpus::Corpus;
use crate::corpus::export;
use crate::error::{Error, Result};

/// Prints the whole dataset as JSON.
pub fn json(corpus: &Corpus) -> Result<u8> {
    let mut out = BufWriter::new(stdout().lock());
    export::write(corpus, &mut out).map_err(Error::json)?;
    out.flush()?;
    Ok(0)
}
