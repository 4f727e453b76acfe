//! The session: where the user was, so that the next run continues there.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::platform;
use crate::storage::SCHEMA;

/// Maximum number of filter values and of past queries in a session file; `WORDS_MAX` is the maximum length of each in
/// bytes. We never write more.
const VALUES_MAX: usize = 2000;
const WORDS_MAX: usize = 4000;

/// Where the user was on quitting, in words that survive a change of the data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The schema version of the file; set on writing.
    pub schema: u32,
    /// Filter values by facet, as typed in flags.
    pub filter: Vec<(String, String)>,
    /// The body under the cursor of the Entities pane; empty for "All".
    pub entity: String,
    /// The name of the focused pane.
    pub pane: String,
    /// The name of the tab.
    pub tab: String,
    /// The id of the passage under the cursor in the list.
    pub passage: String,
    /// The search query of the top screen; empty if there is none.
    pub query: String,
    /// The id of the current passage in the reader; empty if the reader was not open.
    pub reading: String,
    /// Past search queries, latest last.
    pub history: Vec<String>,
}

/// Reads the session. A file that cannot be read, or is too large, counts as none: nothing in it is precious.
#[must_use]
pub fn read(path: &Path) -> Option<Session> {
    let session = crate::storage::read::<Session>(path).ok().flatten().filter(|s| s.schema == SCHEMA)?;
    let long = |words: &String| words.len() > WORDS_MAX;
    let words = session.history.iter().chain([
        &session.query,
        &session.entity,
        &session.pane,
        &session.tab,
        &session.passage,
        &session.reading,
    ]);
    let values = session.filter.iter().flat_map(|(facet, value)| [facet, value]);
    let odd = words.chain(values).any(long) || session.filter.len().max(session.history.len()) > VALUES_MAX;
    (!odd).then_some(session)
}

/// Writes the session. If that fails, the next run starts from the beginning.
pub fn write(path: &Path, session: &Session) {
    let session = Session { schema: SCHEMA, ..session.clone() };
    platform::replace_file(path, &serde_json::to_vec_pretty(&session).unwrap_or_default()).ok();
}
