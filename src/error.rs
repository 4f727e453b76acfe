//! The program's single error type: what is wrong, where, and what to do about it.

use std::fmt::{self, Write as _};

use crate::text;

/// A problem with the data, the arguments or the terminal, and where it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problem {
    /// The file, as the user named it; empty if there is none.
    pub file: String,
    /// The line in the file, from 1; 0 if unknown.
    pub line: usize,
    /// The id of the passage, entity or section; empty if there is none.
    pub id: String,
    /// The name of the field; empty if there is none.
    pub field: String,
    /// What is wrong and what to do about it, as a sentence for the user.
    pub message: String,
}

/// Maximum length of a displayed problem, in characters.
const LINE_MAX: usize = 400;
/// Maximum length of the file, the id and the field in it, in characters.
const PARTS_MAX: [usize; 3] = [140, 60, 40];

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [file, id, field] = PARTS_MAX;
        let mut line = String::new();
        if !self.file.is_empty() {
            line.push_str(&harmless_end(&self.file, file));
            if self.line > 0 {
                let _ = write!(line, ":{}", self.line);
            }
            line.push_str(": ");
        }
        for (part, most) in [(&self.id, id), (&self.field, field)] {
            if !part.is_empty() {
                let _ = write!(line, "{}: ", harmless_part(part, most));
            }
        }
        let room = LINE_MAX.saturating_sub(line.chars().count());
        line.push_str(&harmless_part(&self.message, room));
        f.write_str(&line)
    }
}

/// Makes a part of a message, which may be anybody's words, safe to print: on one line, without harmful characters, and
/// at most `most` characters long.
fn harmless_part(part: &str, most: usize) -> String {
    let mut cut: String = one_line(part.chars().take(most + 1));
    if cut.chars().count() > most {
        cut = cut.chars().take(most.saturating_sub(1)).chain(['…']).collect();
    }
    text::harmless(&cut).into_owned()
}

/// Like [`harmless_part`], but cuts off the beginning, for text whose end says more.
fn harmless_end(part: &str, most: usize) -> String {
    match part.chars().count().checked_sub(most) {
        None | Some(0) => text::harmless(&one_line(part.chars())).into_owned(),
        Some(over) => text::harmless(&one_line(['…'].into_iter().chain(part.chars().skip(over + 1)))).into_owned(),
    }
}

/// Replaces line breaks and tabs with spaces.
fn one_line(chars: impl Iterator<Item = char>) -> String {
    chars.map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect()
}

/// Problems as they are found. The first hundred are kept; the others are only counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems {
    /// The first problems, at most [`Problems::MOST`].
    pub kept: Vec<Problem>,
    /// How many more there are.
    pub more: usize,
}

impl Problems {
    /// Maximum number of problems that are kept.
    pub const MOST: usize = 100;

    /// Adds a problem. `make` is only called if the problem is kept.
    pub fn add(&mut self, make: impl FnOnce() -> Problem) {
        if self.kept.len() < Self::MOST {
            self.kept.push(make());
        } else {
            self.more += 1;
        }
    }

    /// Adds the problems of another list.
    pub fn append(&mut self, other: Self) {
        self.more += other.more;
        for problem in other.kept {
            self.add(|| problem);
        }
    }

    /// Returns how many problems there are, kept or only counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept.len() + self.more
    }

    /// Returns whether there are no problems.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, problem) in self.kept.iter().enumerate() {
            if n > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        match self.more {
            0 => Ok(()),
            1 => f.write_str("\nand 1 more problem"),
            more => write!(f, "\nand {} more problems", text::grouped(more)),
        }
    }
}

/// Why a command or the explorer failed. Each variant has its own exit code.
#[derive(Debug)]
pub enum Error {
    /// The data is invalid; the problems found (exit code 3).
    Data(Problems),
    /// Wrong usage, or a failure at run time (exit code 2).
    Run(String),
    /// Nothing was found (exit code 1). A sentence, or empty if the output already says so.
    NothingFound(String),
    /// The other end of the pipe is closed: exit silently (exit code 0).
    ClosedPipe,
}

/// Shorthand for the results of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Creates a usage or run-time error from a sentence for the user.
    pub fn run(message: impl Into<String>) -> Self {
        Self::Run(message.into())
    }

    /// Returns exit code 0 if something was found. If not, the error is empty, because the output already says so.
    ///
    /// # Errors
    /// If nothing was found.
    pub fn unless_found(found: bool) -> Result<u8> {
        if found { Ok(0) } else { Err(Self::NothingFound(String::new())) }
    }

    /// Says why nothing was found, where nothing else says so.
    #[must_use]
    pub fn saying(self, words: impl Into<String>) -> Self {
        match self {
            Self::NothingFound(message) if message.is_empty() => Self::NothingFound(words.into()),
            other => other,
        }
    }

    /// Converts an error from writing JSON.
    #[must_use]
    pub fn json(error: serde_json::Error) -> Self {
        std::io::Error::from(error).into()
    }

    /// Returns the exit code of a process that ends with this error.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Data(_) => 3,
            Self::Run(_) => 2,
            Self::NothingFound(_) => 1,
            Self::ClosedPipe => 0,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Data(problems) => problems.fmt(f),
            Self::Run(message) | Self::NothingFound(message) => f.write_str(message),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_one_harmless_line_whatever_its_parts_are() {
        let vile = format!("\u{1b}]0;owned\u{7}\u{9b}31m\n\r\t\u{202e}{}\u{1b}[2J", "long ".repeat(2000));
        let problem = Problem { file: vile.clone(), line: 7, id: vile.clone(), field: vile.clone(), message: vile };
        let told = problem.to_string();
        assert!(told.chars().all(|c| !text::is_harmful(c)), "{told:?}");
        assert!(told.chars().count() <= LINE_MAX && told.contains(":7: "), "{told}");
        let path = format!("/{}/reports/2022.json", "deep/".repeat(100));
        let told = Problem { file: path, message: "is missing".to_owned(), ..Problem::default() }.to_string();
        assert!(told.ends_with("/reports/2022.json: is missing") && told.chars().count() < 200, "{told}");
    }

    #[test]
    fn a_hundred_problems_are_kept_and_the_others_counted() {
        let mut problems = Problems::default();
        let mut made = 0;
        for _ in 0..5_102 {
            problems.add(|| {
                made += 1;
                Problem { message: format!("problem {made}"), ..Problem::default() }
            });
        }
        let told = problems.to_string();
        assert_eq!((made, told.lines().count()), (100, 101));
        assert!(told.ends_with("problem 100\nand 5,002 more problems"), "{told}");
    }
}
