//! Classifies the entries of a data directory by name: data, not data, or data that would be overlooked because its
//! name is slightly off.

use std::ffi::OsStr;

use crate::corpus::load::NAMES;
use crate::text;

/// The directory that an entry is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    /// The data directory itself.
    Top,
    /// Its subdirectory `reports`.
    Reports,
}

/// The classification of an entry by its name.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NamedEntry<'a> {
    /// A data file.
    Data(&'a str),
    /// Something that nobody would take for data; skipped silently.
    Silent,
    /// Not read; the message becomes a notice.
    Beside(String),
    /// Most likely meant as data, but misnamed. Loading fails with this message, because the contents would be missing.
    Refused(String),
}

/// The file that `data eject` writes next to the data.
const NOTICE: &str = "NOTICE.md";
/// The directory of the reports.
const REPORTS: &str = "reports";
/// Extensions of backup copies that editors and people keep.
const COPIES: [&str; 9] = ["bak", "backup", "old", "orig", "rej", "save", "swo", "swp", "tmp"];

/// Classifies an entry by its name.
pub(super) fn judged(name: &OsStr, place: Where) -> NamedEntry<'_> {
    let lossy = name.to_string_lossy();
    if lossy.starts_with('.') {
        return NamedEntry::Silent;
    }
    let Some(plain) = name.to_str() else {
        return if folded(&lossy).ends_with("json") {
            NamedEntry::Refused("has a name that is not UTF-8, and is not read; give it another".to_owned())
        } else {
            NamedEntry::Beside("is not read: its name is not UTF-8".to_owned())
        };
    };
    match place {
        Where::Top => top(plain),
        Where::Reports => report(plain),
    }
}

fn top(name: &str) -> NamedEntry<'_> {
    if NAMES.contains(&name) {
        return NamedEntry::Data(name);
    }
    if name == NOTICE || name == REPORTS {
        return NamedEntry::Silent;
    }
    let folded = folded(name);
    if folded == REPORTS {
        return refused(REPORTS);
    }
    let near = NAMES.iter().find(|known| stem(&folded).is_some_and(|stem| known.strip_suffix(".json") == Some(stem)));
    if let Some(known) = near {
        return refused(known);
    }
    match NAMES.iter().chain([&REPORTS]).find(|known| is_one_edit(&folded, known)) {
        Some(known) => NamedEntry::Beside(format!("is not read; did you mean {known}?")),
        None => NamedEntry::Beside(format!("is not read: it is none of {}, reports", NAMES.join(", "))),
    }
}

fn report(name: &str) -> NamedEntry<'_> {
    if name.strip_suffix(".json").is_some() {
        return NamedEntry::Data(name);
    }
    match stem(&folded(name)) {
        Some(stem) => refused(&format!("{}.json", stem.trim_end_matches('.'))),
        None => NamedEntry::Beside("is not read: the name of a report ends in .json".to_owned()),
    }
}

fn refused(meant: &str) -> NamedEntry<'static> {
    NamedEntry::Refused(format!("is not read, for its name is a little off; call it {meant} or take it away"))
}

/// Returns a name as it looks to a reader: without case, whitespace and invisible characters.
fn folded(name: &str) -> String {
    text::fold_plain(name).chars().filter(|&c| !c.is_whitespace() && !text::is_harmful(c)).collect()
}

/// Returns the part of a name before an extension that is `.json` or nearly so, also if an editor has added another
/// extension after it. Returns `None` for backup copies.
fn stem(folded: &str) -> Option<&str> {
    // Backup and autosave files of Emacs and other editors.
    if folded.ends_with('~') || folded.starts_with('#') {
        return None;
    }
    let bare = folded.trim_end_matches('.');
    if let Some((stem, after)) = bare.split_once(".json.") {
        let copy = after.rsplit('.').next().is_some_and(|last| COPIES.contains(&last));
        return (!copy).then_some(stem);
    }
    match bare.rsplit_once('.') {
        Some((stem, ending)) => (ending == "json" || is_one_edit(ending, "json")).then_some(stem),
        None => bare.strip_suffix("json").filter(|stem| !stem.is_empty()),
    }
}

/// Returns `true` if one edit turns a word into another: a letter inserted, deleted, replaced, or swapped with the
/// next.
fn is_one_edit(word: &str, other: &str) -> bool {
    let (word, other): (Vec<char>, Vec<char>) = (word.chars().collect(), other.chars().collect());
    let same = word.iter().zip(&other).take_while(|(one, two)| one == two).count();
    match (word.get(same..).unwrap_or_default(), other.get(same..).unwrap_or_default()) {
        ([_, rest @ ..], [_, other @ ..]) if rest == other => true,
        ([_, rest @ ..], other) if rest == other => true,
        (word, [_, rest @ ..]) if word == rest => true,
        ([one, two, rest @ ..], [first, second, other @ ..]) => one == second && two == first && rest == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(entry: &NamedEntry<'_>) -> &'static str {
        match entry {
            NamedEntry::Data(_) => "data",
            NamedEntry::Silent => "silent",
            NamedEntry::Beside(_) => "beside",
            NamedEntry::Refused(_) => "refused",
        }
    }

    #[test]
    fn a_name_that_is_a_little_off_is_refused_and_no_other() {
        for (name, of_top, of_report) in [
            ("entities.json", "data", "data"),
            ("entities.JSON", "refused", "refused"),
            ("Entities.json", "refused", "data"),
            ("entities.json.txt", "refused", "refused"),
            ("entities.json.", "refused", "refused"),
            ("entities .json", "refused", "data"),
            ("entities.json ", "refused", "refused"),
            ("entities.json\u{200b}", "refused", "refused"),
            ("entities\u{ff0e}json", "refused", "refused"),
            ("entities.json.json", "refused", "data"),
            ("entities.jsn", "refused", "refused"),
            ("entities.josn", "refused", "refused"),
            ("entities.jsonl", "refused", "refused"),
            ("entitiesjson", "refused", "refused"),
            ("entities.json~", "beside", "beside"),
            ("entities.json.bak", "beside", "beside"),
            ("entities.xlsx", "beside", "beside"),
            ("notes.txt", "beside", "beside"),
            ("notes.JSON", "beside", "refused"),
            ("glossry.json", "beside", "data"),
            ("NOTICE.md", "silent", "beside"),
            ("reports", "silent", "beside"),
            ("Reports", "refused", "beside"),
            (".entities.json.swp", "silent", "silent"),
            (".json", "silent", "silent"),
        ] {
            let found = [Where::Top, Where::Reports].map(|place| word(&judged(OsStr::new(name), place)));
            assert_eq!(found, [of_top, of_report], "{name:?}");
        }
        let NamedEntry::Beside(told) = judged(OsStr::new("glossry.json"), Where::Top) else { panic!("it is read") };
        assert_eq!(told, "is not read; did you mean glossary.json?");
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_not_utf8_is_refused_where_it_ends_like_json() {
        use std::os::unix::ffi::OsStrExt;
        let judge = |name: &[u8]| word(&judged(OsStr::from_bytes(name), Where::Reports));
        assert_eq!(
            [judge(b"caf\xe9.json"), judge(b"caf\xe9.JSON"), judge(b"caf\xe9.txt")],
            ["refused", "refused", "beside"]
        );
    }
}
