//! Suggestions for keys and actions that are spelled differently.

use strsim::osa_distance;

use crate::tui::keymap::Key;
use crate::tui::keymap::key::NAMED;

/// Other names of keys, in lower case.
const ALIASES: [(&str, &str); 26] = [
    ("return", "Enter"),
    ("ret", "Enter"),
    ("cr", "Enter"),
    ("escape", "Esc"),
    ("backspace", "Bksp"),
    ("bs", "Bksp"),
    ("rubout", "Bksp"),
    ("delete", "Del"),
    ("insert", "Ins"),
    ("spacebar", "Space"),
    ("spc", "Space"),
    ("blank", "Space"),
    ("backtab", "S-Tab"),
    ("btab", "S-Tab"),
    ("page-up", "PgUp"),
    ("pageup", "PgUp"),
    ("prior", "PgUp"),
    ("page-down", "PgDn"),
    ("pagedown", "PgDn"),
    ("pgdown", "PgDn"),
    ("next", "PgDn"),
    ("uparrow", "Up"),
    ("downarrow", "Down"),
    ("leftarrow", "Left"),
    ("rightarrow", "Right"),
    ("minus", "-"),
];

/// Other names of modifiers, in lower case.
const HELD: [(&str, &str); 13] = [
    ("control-", "C-"),
    ("ctrl-", "C-"),
    ("ctl-", "C-"),
    ("c-", "C-"),
    ("^", "C-"),
    ("option-", "M-"),
    ("meta-", "M-"),
    ("alt-", "M-"),
    ("esc-", "M-"),
    ("m-", "M-"),
    ("a-", "M-"),
    ("shift-", "S-"),
    ("s-", "S-"),
];

/// Maximum edit distance at which a word counts as mistyped.
const NEAR: usize = 2;

/// Returns a message that a name is not a key, with what was probably meant, if that can be determined.
pub(crate) fn hint(name: &str) -> String {
    let how = "keys are named as in the help: j, C-d, M-f, Space, Enter, PgDn, F1";
    if name.is_empty() {
        return format!("\"\" is no key; {how}");
    }
    if function(name).is_some_and(|n| n > 12) {
        return format!("{name:?} comes from few terminals; there are F1 to F12");
    }
    match meant(name) {
        Some(Ok(key)) => format!("{name:?} is no name of a key; write {key:?}"),
        Some(Err(why)) => format!("{name:?} is no name of a key, and {why}"),
        None => match nearest(name, NAMED.iter().map(|n| n.0)) {
            Some(near) => format!("{name:?} is no key; did you mean {near:?}?"),
            None => format!("{name:?} is no key; {how}"),
        },
    }
}

/// Returns the number of a function key, whatever its modifiers.
fn function(name: &str) -> Option<u32> {
    name.rsplit('-').next()?.strip_prefix(['F', 'f'])?.parse().ok()
}

/// Returns the name of the key that another spelling stands for, or why there is no such key.
fn meant(name: &str) -> Option<Result<String, String>> {
    let spelled = name.trim().trim_start_matches('<').trim_end_matches('>').replace('+', "-");
    let mut held = String::new();
    let mut rest = spelled.as_str();
    while let Some((after, prefix)) = HELD.iter().find_map(|h| {
        let word = rest.get(..h.0.len()).filter(|word| word.eq_ignore_ascii_case(h.0))?;
        Some((rest.get(word.len()..).filter(|after| !after.is_empty())?, h.1))
    }) {
        held.push_str(prefix);
        rest = after;
    }
    let lower = rest.to_lowercase();
    let alias = ALIASES.iter().find(|a| a.0 == lower).map(|a| a.1);
    let known = alias.or_else(|| NAMED.iter().map(|n| n.0).find(|n| n.to_lowercase() == lower));
    let meant = format!("{held}{}", known.unwrap_or(rest));
    if meant == name || Key::parse(&meant).is_none() {
        return None;
    }
    Some(Key::read(&meant).map(Key::name))
}

/// Returns the known word that is nearest to a mistyped one, if any is near.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let spelled = |w: &str| w.to_lowercase().replace('_', "-");
    let wanted = spelled(word);
    let allowed = NEAR.min(wanted.chars().count() / 2);
    let near = known.map(|k| (osa_distance(&wanted, &spelled(k)), k)).filter(|(distance, _)| *distance <= allowed);
    near.min().map(|(_, k)| k)
}
