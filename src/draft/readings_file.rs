//! `readings.json` as it can be changed: what became of commitments, as somebody read it in later reports.

use serde::{Deserialize, Serialize};

use crate::draft::report_file;

/// What is said of a commitment that no passage takes up.
pub const NO_RECORD: &str = "no record";
/// What can become of a commitment.
pub const HOW: [&str; 3] = ["done", "partly", NO_RECORD];

/// The file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenReadings {
    /// The schema of the file.
    pub schema: u32,
    /// What became of commitments.
    #[serde(default)]
    pub promises: Vec<Promise>,
    /// Numbers of members that reports print.
    #[serde(default)]
    counts: Vec<Count>,
    /// Former names of bodies.
    #[serde(default)]
    former_names: Vec<FormerName>,
    /// The words of mandates.
    #[serde(default)]
    mandates: Vec<Mandate>,
}

/// What became of a commitment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// The passage that commits to it.
    pub commitment: String,
    /// `done`, `partly` or `no record`.
    pub how: String,
    /// Why, in a sentence.
    pub why: String,
    /// The passages that take it up.
    #[serde(default)]
    pub taken_up: Vec<TakenUp>,
}

/// A passage that takes a commitment up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakenUp {
    /// The passage.
    #[serde(rename = "in")]
    pub passage: String,
    /// How it does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Count {
    passage: String,
    year: u16,
    counts: String,
    printed: u16,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FormerName {
    entity: String,
    name: String,
    passages: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mandate {
    entity: String,
    passage: String,
    quote: String,
}

impl WrittenReadings {
    /// Returns a file that says nothing yet.
    #[must_use]
    pub fn empty() -> Self {
        Self { schema: 1, ..Self::default() }
    }

    /// Writes the file as it is kept by hand.
    ///
    /// # Errors
    /// If a value cannot be written as JSON, which does not happen with these types.
    pub fn to_json(&self) -> serde_json::Result<String> {
        report_file::to_json(self)
    }

    /// Says that a passage takes a commitment up, how far, and why that is so.
    pub fn take_up(&mut self, commitment: &str, passage: &str, how: &str, why: &str) {
        let promise = self.promise(commitment);
        how.clone_into(&mut promise.how);
        why.clone_into(&mut promise.why);
        if promise.taken_up.iter().all(|taken| taken.passage != passage) {
            promise.taken_up.push(TakenUp { passage: passage.to_owned(), note: String::new() });
        }
    }

    /// Says that no passage takes a commitment up, and why that is so.
    pub fn not_on_record(&mut self, commitment: &str, why: &str) {
        let promise = self.promise(commitment);
        NO_RECORD.clone_into(&mut promise.how);
        why.clone_into(&mut promise.why);
        promise.taken_up.clear();
    }

    /// Returns what is said of a commitment; nothing yet, if it is new.
    fn promise(&mut self, commitment: &str) -> &mut Promise {
        let at = self.promises.iter().position(|promise| promise.commitment == commitment).unwrap_or_else(|| {
            self.promises.push(Promise { commitment: commitment.to_owned(), ..Promise::default() });
            self.promises.len() - 1
        });
        &mut self.promises[at]
    }
}

#[cfg(test)]
mod tests {
    use super::WrittenReadings;

    #[test]
    fn the_file_is_written_as_it_is_kept_by_hand() {
        let (_, text) =
            crate::dataset::EMBEDDED.iter().find(|(path, _)| *path == "readings.json").expect("it is there");
        let file: WrittenReadings = serde_json::from_str(text).expect("it can be read");
        assert_eq!(file.to_json().expect("it can be written").trim_end(), text.trim_end());
    }
}
