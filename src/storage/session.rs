//! Where one was, so that the next run comes back there.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::platform;
use crate::storage::SCHEMA;

/// Most values of the filter and queries, and most bytes of each, that a file of ours has.
const VALUES_MAX: usize = 2000;
const WORDS_MAX: usize = 4000;

/// Where one was when one left, in words that outlive a change of the data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The schema of the file; set when it is written.
    pub schema: u32,
    /// Values of the filter by facet, as typed in flags.
    pub filter: Vec<(String, String)>,
    /// The body under the cursor of the Entities pane; empty at "All".
    pub entity: String,
    /// The number of the pane that had the focus.
    pub focus: usize,
    /// The name of the tab.
    pub tab: String,
    /// The id of the passage under the cursor of the list.
    pub passage: String,
    /// What was searched for on the screen on top; empty where nothing was.
    pub query: String,
    /// The id of the passage that the reader was at; empty where it was not open.
    pub reading: String,
    /// What was searched for before, the latest last.
    pub history: Vec<String>,
}

/// Reads the session; a file that cannot be read is as good as none, for nothing in it is dear.
#[must_use]
pub fn read(path: &Path) -> Option<Session> {
    let session = crate::storage::read::<Session>(path).ok().flatten().filter(|s| s.schema == SCHEMA)?;
    let long = |words: &String| words.len() > WORDS_MAX;
    let words = session.history.iter().chain([&session.query, &session.entity, &session.tab, &session.passage]);
    let values = session.filter.iter().flat_map(|(facet, value)| [facet, value]);
    let odd = words.chain(values).any(long) || session.filter.len().max(session.history.len()) > VALUES_MAX;
    (!odd).then_some(session)
}

/// Writes the session. Where it cannot be written, the next run begins at the beginning.
pub fn write(path: &Path, session: &Session) {
    let session = Session { schema: SCHEMA, ..session.clone() };
    platform::replace_file(path, &serde_json::to_vec_pretty(&session).unwrap_or_default()).ok();
}
