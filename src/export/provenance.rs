//! Where a file that leaves the program comes from: the command that makes it again, the dataset, and how old that is.

use crate::analysis::knowledge;
use crate::corpus::Corpus;
use crate::export::article::{Block, TextRun};

/// Where a file comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// The command that makes it again, as it is typed.
    pub command: String,
    /// The SHA-256 of the dataset, in hexadecimal digits.
    pub digest: String,
    /// How old the newest report is, and which reports are missing.
    pub limits: String,
}

impl Provenance {
    /// Creates the provenance of a file that a command makes of a dataset with this digest.
    #[must_use]
    pub fn new(corpus: &Corpus, command: String, digest: String) -> Self {
        Self { command, digest, limits: knowledge::limits_on_paper(corpus) }
    }

    /// Returns it as the end of a document.
    #[must_use]
    pub fn blocks(&self) -> Vec<Block> {
        let paragraph = |words: String| Block::Paragraph(vec![TextRun::plain(words)]);
        vec![
            paragraph(format!(
                "Made with ICAT Explorer, which is unofficial, from the dataset sha256:{}. This command makes the same file again:",
                self.digest
            )),
            Block::Command(self.command.clone()),
        ]
    }

    /// Returns it as notes of a table.
    #[must_use]
    pub fn notes(&self) -> [String; 3] {
        [
            self.limits.clone(),
            format!("To make this file again: {}", self.command),
            format!("Dataset sha256:{}", self.digest),
        ]
    }
}
