//! The keys that a configuration asks for. All settings are applied together, and the result is checked.
//!
//! A setting that cannot hold is ignored, and its action gets the keys of the table back. As those may conflict with
//! what another setting asks for, the rest is checked again until everything holds.

use crate::tui::keymap::claims::{Claims, Clash, Deed, KeyClaim, KeymapBuilder};
use crate::tui::keymap::table::{BINDINGS, ctrl};
use crate::tui::keymap::{ALL, Binding, Context, Key, Keymap, spelling};

/// A setting of the configuration: the keys of an action, in all contexts in which the action applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The name of the action.
    pub action: String,
    /// Its keys, the one to show first; empty to take away those it has.
    pub keys: Vec<Key>,
    /// The line of the configuration that says so.
    pub line: usize,
}

/// A setting that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line of the setting.
    pub line: usize,
    /// The name of the action.
    pub action: String,
    /// Why it does not hold, and what to do.
    pub message: String,
}

/// The actions without which there would be no way out, and what they are the way to.
const WAYS_OUT: [(&str, &str); 3] =
    [("interrupt", "to leave at once"), ("close", "to close what is open, and to quit"), ("back", "to go back")];

impl Keymap {
    /// Applies the settings. Returns the keys in force, and the settings that do not hold.
    #[must_use]
    pub fn configured(settings: &[Setting]) -> (Self, Vec<Fault>) {
        let mut builder = KeymapBuilder::new(settings);
        let mut faults = builder.refused();
        loop {
            let claims = builder.claims();
            let wrong = builder.wrong(&claims);
            if wrong.is_empty() {
                break (builder.keymap(&claims.held), faults);
            }
            for (fault, involved) in wrong {
                faults.push(fault);
                involved.into_iter().for_each(|action| builder.give_up(action));
            }
        }
    }
}

impl KeymapBuilder<'_> {
    /// Takes up each setting that is valid by itself, and returns the faults of the others.
    fn refused(&mut self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for setting in self.settings {
            let refused = match self.deeds.iter().position(|d| d.name == setting.action) {
                None => Some(self.unknown(&setting.action)),
                Some(at) => {
                    let deed = &mut self.deeds[at];
                    // Repeating the table changes nothing.
                    deed.setting = Some(setting).filter(|s| s.keys != deed.all_of_table());
                    refused(deed).inspect(|_| self.give_up(at))
                }
            };
            faults.extend(refused.map(|message| fault(setting, message)));
        }
        faults
    }

    fn unknown(&self, name: &str) -> String {
        let shown = BINDINGS.iter().find(|b| !b.hint.is_empty() && b.hint == name).map(Binding::name);
        let near = shown.or_else(|| spelling::nearest(name, self.deeds.iter().map(|d| d.name.as_str())));
        match near {
            Some(near) => format!("{name:?} is no action; did you mean {near}?"),
            None => {
                let mut known: Vec<&str> = self.deeds.iter().map(|d| d.name.as_str()).collect();
                known.sort_unstable();
                format!("{name:?} is no action; there are {}", known.join(", "))
            }
        }
    }

    /// Returns everything that is wrong with the resulting table, each with the actions that go back to their usual
    /// keys.
    fn wrong(&self, claims: &Claims) -> Vec<(Fault, Vec<usize>)> {
        let mut wrong: Vec<(Fault, Vec<usize>)> = claims.clashes.iter().filter_map(|c| self.clash(c)).collect();
        if wrong.is_empty() {
            for (action, deed) in self.deeds.iter().enumerate() {
                if let Some(setting) = deed.setting {
                    let message = self.no_way_out(action, &claims.held).or_else(|| self.frail(action, &claims.held));
                    wrong.extend(message.map(|message| (fault(setting, message), vec![action])));
                }
            }
        }
        wrong
    }

    /// Describes a conflict of two actions over one key. If both have a setting, it is reported at the later one, and
    /// neither holds.
    fn clash(&self, clash: &Clash) -> Option<(Fault, Vec<usize>)> {
        let [a, b] = clash.actions;
        let (key, places) = (clash.key.name(), places(&clash.contexts));
        let [one, other] = [&self.deeds[a], &self.deeds[b]];
        let (setting, message, involved) = match (one.setting, other.setting) {
            (Some(first), Some(second)) => {
                let (early, late) = if first.line <= second.line { (first, second) } else { (second, first) };
                let message = format!(
                    "{key} is given to {} (line {}) as well, {places}; give one of the two another key. Until then both keep their usual keys",
                    early.action, early.line
                );
                (late, message, vec![a, b])
            }
            (Some(setting), None) => (setting, action(&key, other, setting, &places), vec![a]),
            (None, Some(setting)) => (setting, action(&key, one, setting, &places), vec![b]),
            (None, None) => return None,
        };
        Some((fault(setting, message), involved))
    }

    /// Returns a message if an action that is needed as a way out has no key left in some context.
    fn no_way_out(&self, action: usize, held: &[KeyClaim]) -> Option<String> {
        let deed = &self.deeds[action];
        let (_, way) = WAYS_OUT.iter().find(|w| w.0 == deed.name)?;
        let without: Vec<Context> = ALL
            .iter()
            .copied()
            .filter(|&c| deed.holds_in(c) && !held.iter().any(|h| h.context == c && h.action == action))
            .collect();
        (!without.is_empty()).then(|| {
            let places = deed.places(&without);
            format!("would have no key{places}, and there has to be one {way}; it keeps its usual keys")
        })
    }

    /// Returns a message if an action has, in some context, only keys that may not arrive.
    fn frail(&self, action: usize, held: &[KeyClaim]) -> Option<String> {
        let deed = &self.deeds[action];
        let keys = |c: Context| held.iter().filter(move |h| h.context == c && h.action == action).map(|h| h.key);
        let frail: Vec<Context> = ALL
            .iter()
            .copied()
            .filter(|&c| keys(c).next().is_some() && keys(c).all(|k| k.weakness().is_some()))
            .collect();
        let key = keys(*frail.first()?).next()?;
        let usual = deed.all_of_table().into_iter().find(|k| k.weakness().is_none())?;
        Some(format!(
            "{} would be the only key{}, and {}; add another, such as {}. Until then it keeps its usual keys",
            key.name(),
            deed.places(&frail),
            key.weakness()?,
            usual.name()
        ))
    }
}

/// Returns what to say about a key that the table assigns to something else.
fn action(key: &str, other: &Deed<'_>, setting: &Setting, places: &str) -> String {
    let (name, own) = (&other.name, &setting.action);
    match other.given_up {
        Some(line) => format!(
            "{key} means {name} {places}, as line {line} does not hold; mend that line first. Until then {own} keeps its usual keys"
        ),
        None => format!(
            "{key} means {name} {places}; give {name} other keys too, or take another for {own}, which keeps its usual keys until then"
        ),
    }
}

/// Returns why a setting cannot hold, whatever the others are.
fn refused(deed: &Deed<'_>) -> Option<String> {
    let setting = deed.setting?;
    let usual = deed.all_of_table();
    for key in &setting.keys {
        if *key == ctrl('h') && !usual.contains(key) {
            return Some("\"C-h\" is what many terminals send for Bksp; take another key".to_owned());
        }
        if key.is_letter() && deed.rows.iter().all(|&r| BINDINGS[r].contexts.iter().all(|c| c.is_typed())) {
            let name = key.name();
            return Some(format!(
                "{name} is typed wherever this holds; take a key with Ctrl or Alt, or one such as F5"
            ));
        }
    }
    None
}

fn fault(setting: &Setting, message: String) -> Fault {
    Fault { line: setting.line, action: setting.action.clone(), message }
}

impl Deed<'_> {
    /// Returns some of the action's contexts in words, after a space, or nothing if they are all of them.
    fn places(&self, contexts: &[Context]) -> String {
        let all = ALL.iter().filter(|&&c| self.holds_in(c)).count();
        if contexts.len() == all { String::new() } else { format!(" {}", places(contexts)) }
    }
}

/// Joins contexts in words: "in the list and in the reader".
fn places(contexts: &[Context]) -> String {
    if contexts.len() == ALL.len() {
        return "everywhere".to_owned();
    }
    let words: Vec<&str> = contexts.iter().map(|c| c.words()).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, two] => format!("{one} and {two}"),
        [one, two, three] => format!("{one}, {two} and {three}"),
        [one, two, rest @ ..] => format!("{one}, {two} and in {} more places", rest.len()),
    }
}
