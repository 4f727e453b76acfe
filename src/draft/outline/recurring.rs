//! Headings that recur, as the sections of each entry of a compendium do.

use std::collections::{HashMap, HashSet};

use crate::draft::blocks::{Block, BlockKind, HeadingForm, labelled};
use crate::draft::outline::{key, unnumbered};

/// Headings that recur, as those do within each entry of a compendium: "Mandate", "Activities", "Publications".
#[derive(Default)]
pub(super) struct Recurring {
    /// All of them.
    pub(super) all: HashSet<String>,
    /// Those that mostly stand below the names of bodies.
    pub(super) below_bodies: HashSet<String>,
}

impl Recurring {
    pub(super) fn of(blocks: &[Block], names_bodies: &dyn Fn(&str) -> bool) -> Self {
        let is_counted = |block: &&Block| {
            matches!(block.kind, BlockKind::Heading(HeadingForm::Plain | HeadingForm::Capitals))
                && !names_bodies(unnumbered(&block.text))
                && labelled(&block.text).is_none()
        };
        let mut times: HashMap<String, usize> = HashMap::new();
        for block in blocks.iter().filter(is_counted) {
            *times.entry(key(&block.text)).or_default() += 1;
        }
        let all: HashSet<String> = times.into_iter().filter(|(_, times)| *times > 1).map(|(key, _)| key).collect();
        // What stands above each: the nearest heading that does not recur.
        let mut entry: Option<&Block> = None;
        let mut above: HashMap<String, (HashSet<String>, usize, usize)> = HashMap::new();
        for block in blocks.iter().filter(|block| block.is_heading()) {
            let own = key(&block.text);
            if !all.contains(&own) {
                // A box is no entry.
                entry = if labelled(&block.text).is_some() { entry } else { Some(block) };
                continue;
            }
            let of = above.entry(own).or_default();
            of.1 += 1;
            if let Some(entry) = entry {
                of.0.insert(key(&entry.text));
                of.2 += usize::from(names_bodies(unnumbered(&entry.text)));
            }
        }
        // A heading that comes twice within entries is not one of their sections.
        let all: HashSet<String> = above
            .iter()
            .filter(|(_, (entries, times, _))| entries.len() * 4 >= *times * 3)
            .map(|(key, _)| key.clone())
            .collect();
        let is_below = |of: &(HashSet<String>, usize, usize)| of.2 * 2 > of.1;
        let below_bodies = above.into_iter().filter(|(key, of)| all.contains(key) && is_below(of)).map(|(key, _)| key);
        let below_bodies = below_bodies.collect();
        Self { all, below_bodies }
    }
}
