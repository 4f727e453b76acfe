//! Standard output as commands write to it: through the gate, and with a word that says where it went wrong.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write, stdout};

use super::look::Look;
use crate::gate::{self, Gate, Passes};

/// Standard output.
pub type Out = BufWriter<Gate<Named>>;

/// For text, in colours where they are wanted.
pub fn text(look: Look) -> Out {
    open(if look.colour { Passes::Coloured } else { Passes::Text })
}

/// For JSON, in which what would harm is escaped.
pub fn json() -> Out {
    open(Passes::Json)
}

/// For what is neither coloured nor JSON: tables, citations, scripts, manual pages.
pub fn plain() -> Out {
    open(Passes::Text)
}

fn open(passes: Passes) -> Out {
    let out = stdout();
    // Only a terminal is told less than the whole: a file and a pipe get the words as they are.
    let ascii = out.is_terminal() && !gate::speaks_utf8();
    BufWriter::new(Gate::new(Named(out.lock()), passes, ascii))
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
