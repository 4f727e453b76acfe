//! Standard output as commands write to it: through the gate, and with a word that says where it went wrong.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write, stdout};

use crate::cli::look::PrintStyle;
use crate::export::records::Format;
use crate::gate::{self, Gate, Passes};

/// Standard output.
///
/// What the gate lets through in small pieces is put together again behind it, so that a line is no system call of its own.
pub type Out = BufWriter<Gate<BufWriter<Named>>>;

/// For a format: text in colours where they are wanted, JSON in which what would harm is escaped.
pub fn of(format: Format, look: PrintStyle) -> Out {
    open(match format {
        Format::Text if look.colour => Passes::Coloured,
        Format::Json | Format::Jsonl => Passes::Json,
        Format::Text | Format::Csv | Format::Md => Passes::Text,
    })
}

/// For JSON, in which what would harm is escaped.
pub fn json() -> Out {
    open(Passes::Json)
}

/// For what is neither coloured nor JSON: tables, citations, scripts, manual pages.
pub fn plain() -> Out {
    open(Passes::Text)
}

/// Writes words of ours, coloured or not, such as help.
///
/// # Errors
/// Where standard output cannot be written.
pub fn write(words: &str) -> io::Result<()> {
    let mut out = open(Passes::Coloured);
    out.write_all(words.as_bytes())?;
    out.flush()
}

fn open(passes: Passes) -> Out {
    let out = stdout();
    // Only a terminal is told less than the whole: a file and a pipe get the words as they are.
    let ascii = out.is_terminal() && !gate::speaks_utf8();
    BufWriter::new(Gate::new(BufWriter::new(Named(out.lock())), passes, ascii))
}

/// Says of an error where it came up.
pub struct Named(StdoutLock<'static>);

fn named(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::BrokenPipe => error,
        kind => io::Error::new(kind, format!("standard output cannot be written: {error}")),
    }
}

impl Write for Named {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(named)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(named)
    }
}
