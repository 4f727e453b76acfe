//! Standard output as commands write to it: through the gate, and with errors that say where they occurred.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write, stdout};

use crate::cli::print_style::PrintStyle;
use crate::error::{Error, Result};
use crate::export::records::PrintFormat;
use crate::gate::{self, Gate, Passes};

/// Standard output behind the gate.
///
/// The gate passes text on in small pieces. The inner buffer joins them again, so that a line does not cost a system
/// call.
pub type Out = BufWriter<Gate<BufWriter<StdoutWriter>>>;

/// Opens standard output for a format: text, in colour if wanted, or JSON with harmful characters escaped.
pub fn of(format: PrintFormat, print_style: PrintStyle) -> Out {
    open(match format {
        PrintFormat::Text if print_style.colour => Passes::Coloured,
        PrintFormat::Json | PrintFormat::Jsonl => Passes::Json,
        PrintFormat::Docx | PrintFormat::Xlsx => Passes::Bytes,
        PrintFormat::Text | PrintFormat::Csv | PrintFormat::Md | PrintFormat::Html => Passes::Text,
    })
}

/// Returns an error if a format is no text and would be written to a terminal.
///
/// # Errors
/// See above.
pub fn allow(format: PrintFormat) -> Result<()> {
    if format.is_binary() && stdout().is_terminal() {
        return Err(Error::run(
            "this format is a file that no terminal can show; write it to one: put > and a name after the command",
        ));
    }
    Ok(())
}

/// Opens standard output for JSON, with harmful characters escaped.
pub fn json() -> Out {
    open(Passes::Json)
}

/// Opens standard output for what is neither coloured nor JSON: tables, citations, scripts, manual pages.
pub fn plain() -> Out {
    open(Passes::Text)
}

/// Writes text of our own, such as help, coloured or not.
///
/// # Errors
/// Returns an error if standard output cannot be written.
pub fn write(words: &str) -> io::Result<()> {
    let mut out = open(Passes::Coloured);
    out.write_all(words.as_bytes())?;
    out.flush()
}

fn open(passes: Passes) -> Out {
    let out = stdout();
    // Reduce text to ASCII only on a terminal. Files and pipes get it unchanged.
    let ascii = out.is_terminal() && !gate::speaks_utf8();
    BufWriter::new(Gate::new(BufWriter::new(StdoutWriter(out.lock())), passes, ascii))
}

/// A writer to standard output whose errors say that standard output failed.
pub struct StdoutWriter(StdoutLock<'static>);

fn named(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::BrokenPipe => error,
        kind => io::Error::new(kind, format!("standard output cannot be written: {error}")),
    }
}

impl Write for StdoutWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(named)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(named)
    }
}
