//! The one error type of the program: what is wrong, where, and what to do about it.

use std::fmt;

/// One thing that is wrong with the data, the arguments or the terminal, with the place where it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problem {
    /// File in which it stands, as the user named it; empty where there is none.
    pub file: String,
    /// Line in that file, from 1; 0 where it is not known.
    pub line: usize,
    /// Id of the passage, entity or section; empty where there is none.
    pub id: String,
    /// Name of the field; empty where there is none.
    pub field: String,
    /// What is wrong, and what to do, in a sentence for a person.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            f.write_str(&self.file)?;
            if self.line > 0 {
                write!(f, ":{}", self.line)?;
            }
            f.write_str(": ")?;
        }
        if !self.id.is_empty() {
            write!(f, "{}: ", self.id)?;
        }
        if !self.field.is_empty() {
            write!(f, "{}: ", self.field)?;
        }
        f.write_str(&self.message)
    }
}

/// Why a command or the explorer could not do what it was asked for; each variant has its exit code.
#[derive(Debug)]
pub enum Error {
    /// The data is not valid: every problem that was found (exit code 3).
    Data(Vec<Problem>),
    /// A wrong use, or something that failed while running (exit code 2).
    Run(String),
    /// What was asked for is not there (exit code 1).
    NotFound(String),
    /// The other end of the pipe is gone: end without a word (exit code 0).
    ClosedPipe,
}

/// Shorthand for results of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of use or of running, in a sentence for a person.
    pub fn run(message: impl Into<String>) -> Self {
        Self::Run(message.into())
    }

    /// An error of writing JSON.
    #[must_use]
    pub fn json(error: serde_json::Error) -> Self {
        std::io::Error::from(error).into()
    }

    /// The exit code of the process that ends with this error.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Data(_) => 3,
            Self::Run(_) => 2,
            Self::NotFound(_) => 1,
            Self::ClosedPipe => 0,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Data(problems) => {
                for (n, problem) in problems.iter().enumerate() {
                    if n > 0 {
                        f.write_str("\n")?;
                    }
                    write!(f, "{problem}")?;
                }
                Ok(())
            }
            Self::Run(message) | Self::NotFound(message) => f.write_str(message),
            Self::ClosedPipe => f.write_str("the output was closed"),
        }
    }
}

impl std::error::Error for Error {}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe { Self::ClosedPipe } else { Self::Run(error.to_string()) }
    }
}
