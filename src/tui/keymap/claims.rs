//! Claims to keys: which action asks for which key in which context, and which one gets it.

use std::borrow::Cow;

use crate::tui::keymap::BINDINGS;
use crate::tui::keymap::{ALL, Binding, Context, Key, Keymap, Setting};

/// An action: its rows in the table, and its setting.
pub(crate) struct Deed<'a> {
    pub name: String,
    pub rows: Vec<usize>,
    /// The setting in force.
    pub setting: Option<&'a Setting>,
    /// The line of a setting that is no longer in force.
    pub given_up: Option<usize>,
}

impl Deed<'_> {
    /// Returns the rows of the action that apply in a context.
    fn rows_in(&self, context: Context) -> impl Iterator<Item = usize> + Clone {
        self.rows.iter().copied().filter(move |&r| BINDINGS[r].contexts.contains(&context))
    }

    /// Returns the keys that the table assigns to the action in a context.
    fn keys_of_table(&self, context: Context) -> impl Iterator<Item = Key> {
        self.rows_in(context).flat_map(|r| BINDINGS[r].keys.iter().copied())
    }

    /// Returns all keys that the table assigns to the action, without duplicates.
    pub fn all_of_table(&self) -> Vec<Key> {
        let mut keys = Vec::new();
        for key in self.rows.iter().flat_map(|&r| BINDINGS[r].keys.iter()) {
            if !keys.contains(key) {
                keys.push(*key);
            }
        }
        keys
    }

    /// Returns whether the setting lists the same keys as the table, in any order.
    fn is_asked_the_same(&self) -> bool {
        let usual = self.all_of_table();
        let asked = |keys: &[Key]| usual.iter().all(|k| keys.contains(k)) && keys.iter().all(|k| usual.contains(k));
        self.setting.is_some_and(|s| asked(&s.keys))
    }

    /// Returns whether the action is one of the review alone, whose letters are its own.
    fn is_of_review(&self) -> bool {
        self.rows.iter().all(|&r| BINDINGS[r].contexts.iter().all(|context| *context == Context::Review))
    }

    pub fn holds_in(&self, context: Context) -> bool {
        self.rows_in(context).next().is_some()
    }

    /// Returns the row that shows the keys of the action in a context: the first that the footer shows, or else the
    /// first.
    fn shown_in(&self, context: Context) -> Option<usize> {
        let mut rows = self.rows_in(context);
        let first = rows.clone().next();
        rows.find(|&r| !BINDINGS[r].hint.is_empty()).or(first)
    }

    /// Returns whether a key that both claim in a context goes to the other. It does if the table assigns the key to
    /// this action elsewhere but to the other one here. For example, Space pages down, but toggles in the panes.
    fn yields_to(&self, other: &Self, context: Context) -> bool {
        let here: Vec<Key> = self.keys_of_table(context).collect();
        let elsewhere = self.all_of_table();
        other.keys_of_table(context).any(|key| elsewhere.contains(&key) && !here.contains(&key))
    }
}

/// The reason why an action has a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClaimReason {
    /// The table assigns it.
    Table,
    /// A setting assigns it.
    Configured,
    /// The table assigns it, and the setting names only keys that are not enough by themselves where text is typed.
    Kept,
}

/// A key that an action claims in a context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KeyClaim {
    pub context: Context,
    pub action: usize,
    pub key: Key,
    reason: ClaimReason,
}

/// Two actions that claim the same key, and the contexts in which they do.
pub(crate) struct Clash {
    pub actions: [usize; 2],
    pub key: Key,
    pub contexts: Vec<Context>,
}

/// The claims in all contexts.
#[derive(Default)]
pub(crate) struct Claims {
    /// The claims that were granted.
    pub held: Vec<KeyClaim>,
    /// The conflicts that only the user can resolve.
    pub clashes: Vec<Clash>,
}

impl Claims {
    fn clash(&mut self, a: &KeyClaim, b: &KeyClaim) {
        let actions = [a.action, b.action];
        match self.clashes.iter_mut().find(|c| c.actions == actions && c.key == a.key) {
            Some(clash) => clash.contexts.push(a.context),
            None => self.clashes.push(Clash { actions, key: a.key, contexts: vec![a.context] }),
        }
    }
}

/// A key table under construction.
pub(crate) struct KeymapBuilder<'a> {
    pub deeds: Vec<Deed<'a>>,
    pub settings: &'a [Setting],
}

impl<'a> KeymapBuilder<'a> {
    pub fn new(settings: &'a [Setting]) -> Self {
        let mut deeds: Vec<Deed<'a>> = Vec::new();
        for (row, binding) in BINDINGS.iter().enumerate() {
            let name = binding.name();
            match deeds.iter_mut().find(|d| d.name == name) {
                Some(deed) => deed.rows.push(row),
                None => deeds.push(Deed { name: name.to_owned(), rows: vec![row], setting: None, given_up: None }),
            }
        }
        Self { deeds, settings }
    }

    pub fn give_up(&mut self, action: usize) {
        let deed = &mut self.deeds[action];
        deed.given_up = deed.setting.take().map(|s| s.line).or(deed.given_up);
    }

    /// Returns what an action claims in a context.
    fn asked(&self, action: usize, context: Context) -> Vec<KeyClaim> {
        let deed = &self.deeds[action];
        let claim = |key, reason| KeyClaim { context, action, key, reason };
        let Some(setting) = deed.setting else {
            return deed.keys_of_table(context).map(|key| claim(key, ClaimReason::Table)).collect();
        };
        let typed = context.is_typed();
        let mut claims: Vec<KeyClaim> = Vec::new();
        for &key in setting.keys.iter().filter(|k| !(typed && k.is_letter())) {
            if claims.iter().all(|c| c.key != key) {
                claims.push(claim(key, ClaimReason::Configured));
            }
        }
        if deed.is_asked_the_same() {
            // A setting that repeats the keys of the table, in any order, does not spread them to other contexts.
            let here: Vec<Key> = deed.keys_of_table(context).collect();
            claims.retain(|c| here.contains(&c.key));
            claims.iter_mut().for_each(|c| c.reason = ClaimReason::Table);
            return claims;
        }
        // Where the review has taken all of its letters, an action can still be reached by the keys of the table.
        let is_taken = |claim: &KeyClaim| {
            let of_review = self.deeds.iter().filter(|other| other.is_of_review() && other.setting.is_none());
            of_review.flat_map(|other| other.keys_of_table(context)).any(|key| key == claim.key)
        };
        if context == Context::Review && !deed.is_of_review() && !claims.is_empty() && claims.iter().all(is_taken) {
            let kept: Vec<Key> = deed.keys_of_table(context).filter(|k| claims.iter().all(|c| c.key != *k)).collect();
            claims.extend(kept.into_iter().map(|key| claim(key, ClaimReason::Kept)));
        }
        // Where letters are typed, an action that is given only letters can still be reached by the keys of the table.
        let alone = claims.iter().all(|c| c.key.weakness().is_some());
        if typed && alone && setting.keys.iter().any(|k| k.is_letter()) {
            let kept: Vec<Key> = deed.keys_of_table(context).filter(|k| claims.iter().all(|c| c.key != *k)).collect();
            claims.extend(kept.into_iter().map(|key| claim(key, ClaimReason::Kept)));
        }
        claims
    }

    /// Collects the claims of all actions in all contexts, and decides who gets each key.
    pub fn claims(&self) -> Claims {
        let mut claims = Claims::default();
        for &context in ALL {
            let holding = (0..self.deeds.len()).filter(|&n| self.deeds[n].holds_in(context));
            let asked: Vec<KeyClaim> = holding.flat_map(|action| self.asked(action, context)).collect();
            let mut lost: Vec<KeyClaim> = Vec::new();
            for (n, a) in asked.iter().enumerate() {
                for b in asked.iter().skip(n + 1).filter(|b| b.key == a.key) {
                    match self.loser(a, b) {
                        Some(loser) => lost.push(loser),
                        None => claims.clash(a, b),
                    }
                }
            }
            claims.held.extend(asked.into_iter().filter(|c| !lost.contains(c)));
        }
        claims
    }

    /// Returns which of two claims to a key gives way silently, or `None` if only the user can decide.
    fn loser(&self, a: &KeyClaim, b: &KeyClaim) -> Option<KeyClaim> {
        let gives_way = |one: &KeyClaim, other: &KeyClaim| match (one.reason, other.reason) {
            (ClaimReason::Kept, _) => true,
            (ClaimReason::Configured, ClaimReason::Table)
                if self.deeds[other.action].is_of_review() && !self.deeds[one.action].is_of_review() =>
            {
                true
            }
            (ClaimReason::Configured, ClaimReason::Configured | ClaimReason::Table) => {
                self.deeds[one.action].yields_to(&self.deeds[other.action], one.context)
            }
            _ => false,
        };
        match (gives_way(a, b), gives_way(b, a)) {
            (true, false) => Some(*a),
            (false, true) => Some(*b),
            _ => None,
        }
    }

    /// Builds the resulting keymap.
    pub fn keymap(&self, held: &[KeyClaim]) -> Keymap {
        let mut bindings: Vec<Binding> = Vec::new();
        for (n, row) in BINDINGS.iter().enumerate() {
            let Some(action) = self.deeds.iter().position(|d| d.rows.contains(&n)) else { continue };
            let deed = &self.deeds[action];
            if deed.setting.is_none() {
                bindings.push(row.clone());
                continue;
            }
            let mut parts: Vec<(Vec<Key>, Vec<Context>)> = Vec::new();
            for &context in row.contexts.iter() {
                let keys: Vec<Key> =
                    held.iter().filter(|h| h.context == context && h.action == action).map(|h| h.key).collect();
                if keys.is_empty() || deed.shown_in(context) != Some(n) {
                    continue;
                }
                match parts.iter_mut().find(|p| p.0 == keys) {
                    Some(part) => part.1.push(context),
                    None => parts.push((keys, vec![context])),
                }
            }
            bindings.extend(parts.into_iter().map(|(keys, contexts)| Binding {
                contexts: Cow::Owned(contexts),
                keys: Cow::Owned(keys),
                ..row.clone()
            }));
        }
        Keymap { bindings }
    }
}
