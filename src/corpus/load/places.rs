//! Where in a data file something stands, so that what is wrong can be told with its line.

use std::collections::HashMap;

/// The keys by whose values an object goes.
const NAMING: [&str; 6] = ["id", "title", "term", "commitment", "passage", "name"];

/// Where the objects of a file begin, and its lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    /// The first place of each value of a naming key, in bytes.
    named: HashMap<String, usize>,
    /// Where each `"id"` stands, in bytes, in order.
    ids: Vec<usize>,
    /// Where each line ends, in bytes, in order.
    ends: Vec<usize>,
}

impl Places {
    /// Reads a file once for all that will be asked of it.
    pub(super) fn of(json: &str) -> Self {
        let mut places = Self {
            ids: json.match_indices("\"id\"").map(|(at, _)| at).collect(),
            ends: json.match_indices('\n').map(|(at, _)| at).collect(),
            ..Self::default()
        };
        let mut starts: Vec<usize> = NAMING
            .iter()
            .flat_map(|key| {
                let key = format!("\"{key}\"");
                json.match_indices(&key).map(|(at, hit)| at + hit.len()).collect::<Vec<_>>()
            })
            .collect();
        starts.sort_unstable();
        for start in starts {
            let rest = json.get(start..).unwrap_or("");
            let value = rest.trim_start().strip_prefix(':').map(str::trim_start);
            let Some(value) = value.filter(|v| v.starts_with('"')) else { continue };
            let at = json.len() - value.len();
            if let Some(Ok(name)) = serde_json::Deserializer::from_str(value).into_iter::<String>().next() {
                places.named.entry(name).or_insert(at);
            }
        }
        places
    }

    /// The line of a field of the object that goes by a name, from 1; 0 where it cannot be found.
    pub(super) fn line_of(&self, json: &str, name: Option<&str>, field: &str) -> usize {
        let start = match name {
            Some(name) if !name.is_empty() => self.named.get(name).copied(),
            _ => Some(0),
        };
        let Some(start) = start else { return 0 };
        let next = self.ids.get(self.ids.partition_point(|&at| at <= start));
        let within = json.get(start..next.copied().unwrap_or(json.len())).unwrap_or("");
        let at = start + within.find(&format!("\"{field}\"")).unwrap_or(0);
        1 + self.ends.partition_point(|&end| end < at)
    }
}
