//! What keys mean, by default and as configured.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;
use crate::tui::keymap::Context::*;
use crate::tui::keymap::table::ctrl;

fn event(key: Key) -> KeyPress {
    KeyPress::new(key.0, key.1)
}

fn key(name: &str) -> Key {
    Key::read(name).unwrap_or_else(|why| panic!("{why}"))
}

/// Returns the name of the action that a key has in a context.
fn means(keymap: &Keymap, context: Context, key: Key) -> Option<String> {
    let row = keymap.rows(context).find(|b| b.keys.iter().any(|k| k.is(&event(key))));
    let named = row.map(|b| b.name().to_owned());
    let typed = context.is_typed() && key.is_letter();
    let action = keymap.message(context, &event(key));
    assert_eq!(action.is_some(), named.is_some() || typed);
    if typed { None } else { named }
}

/// Returns settings as a configuration has them, one per line.
fn settings(lines: &[(&str, &[&str])]) -> Vec<Setting> {
    let setting = |(n, (action, keys)): (usize, &(&str, &[&str]))| Setting {
        action: (*action).to_owned(),
        keys: keys.iter().map(|k| key(k)).collect(),
        line: n + 1,
    };
    lines.iter().enumerate().map(setting).collect()
}

fn configured(lines: &[(&str, &[&str])]) -> (Keymap, Vec<Fault>) {
    Keymap::configured(&settings(lines))
}

/// Returns all keys of the table, without duplicates.
fn keys() -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    for key in BINDINGS.iter().flat_map(|b| b.keys.iter()) {
        if !keys.contains(key) {
            keys.push(*key);
        }
    }
    keys
}

/// Panics unless every key means the same in both keymaps, in every context.
fn assert_same(one: &Keymap, other: &Keymap) {
    for &context in ALL {
        for key in keys() {
            assert_eq!(means(one, context, key), means(other, context, key), "{context:?} {}", key.name());
        }
    }
}

#[test]
fn keys_mean_what_the_table_says() {
    // Each line is a context, then keys and what they mean; "-" stands for no meaning there.
    let table = [
        "Facets: j down, Down down, k up, / search, Space toggle, - exclude, x clear-pane, X clear-all, Enter open, u undo, U redo, z zoom, q close, Esc back, H back, C-d half-down, m mark, y copy, s sort-rows, C-k -",
        "List: Enter open, m mark, y copy, Space toggle, z zoom, ] next-tab, C-u half-up, 0 detail",
        "Reading: Space page-down, m mark, i provenance, h left",
        "Reader: n next-match, N previous-match, Tab next-pane, J move-down, t outline, Space page-down, e export",
        "Outline: t outline, Enter open, m -, ] next-tab",
        "Marks: a annotate, J move-down, K move-up, u undo, Space -, e export",
        "Page: Enter open, m mark, Space page-down, z -",
        "Menu: Down down, Up up, Enter open, Esc back, F1 help, C-n -, C-k -, M-b -",
        "Grid: s sort-rows, S sort-columns, h left, e export, y copy, m -",
        "Report: Enter open, Space page-down, o link, r next-rows, ] next-tab",
        "Compare: Space toggle, ] next-tab, [ previous-tab",
        "Help: q close, Esc back, ? help, j down, H -",
        "Prompt: C-n down, C-p up, C-r recall, Tab next-pane, Enter open, Esc back, PgDn page-down, M-j -, C-o -",
        "Find: C-n down, C-p up, Enter open, Tab -, C-r -",
        "Note: Enter open, Esc back, Down -, C-n -",
        "Need: Enter open, Tab next-pane, C-n down, C-p up, C-r -",
    ];
    let keymap = Keymap::default();
    for line in table {
        let (context, meanings) = line.split_once(": ").expect("a context");
        let context = *ALL.iter().find(|c| format!("{c:?}") == context).expect("a context");
        for meaning in meanings.split(", ") {
            let (name, action) = meaning.split_once(' ').expect("a key and what it means");
            let meant = means(&keymap, context, key(name)).unwrap_or_else(|| "-".to_owned());
            assert_eq!(meant, action, "{context:?} {name}");
        }
        for always in ["C-c interrupt", "C-l redraw", "C-z suspend", "Esc back"] {
            let (name, action) = always.split_once(' ').expect("a key and what it means");
            assert_eq!(means(&keymap, context, key(name)).as_deref(), Some(action), "{context:?} {name}");
        }
    }
}

#[test]
fn every_prompt_is_edited_as_with_readline() {
    let table = "C-a cursor-home, Home cursor-home, C-e cursor-end, C-b cursor-left, C-f cursor-right, M-b cursor-word-left, \
         M-f cursor-word-right, C-Left cursor-word-left, C-Right cursor-word-right, M-Left cursor-word-left, \
         M-Right cursor-word-right, C-d erase-next, Del erase-next, C-h erase, Bksp erase, C-w erase-word, \
         M-Bksp erase-short-word, M-d erase-next-word, C-u erase-all, C-k erase-to-end, C-y yank, C-t transpose";
    let keymap = Keymap::default();
    for context in [Prompt, Find, Note, Need] {
        for meaning in table.split(", ") {
            let (name, action) = meaning.trim().split_once(' ').expect("a key and what it means");
            assert_eq!(means(&keymap, context, key(name)).as_deref(), Some(action), "{context:?} {name}");
        }
    }
}

#[test]
fn an_unbound_chord_is_neither_typed_nor_anything_else() {
    let keymap = Keymap::default();
    for &context in ALL {
        for name in ["M-j", "M-z", "M-7", "M-Enter", "C-M-f", "C-o"] {
            assert!(keymap.message(context, &event(key(name))).is_none(), "{context:?} {name}");
        }
    }
    assert!(matches!(keymap.message(Prompt, &event(key("z"))), Some(Message::Char('z'))));
    let capital = KeyPress::new(KeyCode::Char('Z'), Modifiers::SHIFT);
    assert!(matches!(keymap.message(Prompt, &capital), Some(Message::Char('Z'))));
    let (keymap, faults) = configured(&[("zoom", &["z", "M-Z"])]);
    assert_eq!(faults, []);
    let chord = KeyPress::new(KeyCode::Char('Z'), Modifiers::SHIFT | Modifiers::ALT);
    assert!(matches!(keymap.message(List, &chord), Some(Message::Command(Command::Zoom))));
    assert!(keymap.message(Prompt, &chord).is_none());
}

#[test]
fn the_table_holds_no_key_that_it_would_refuse_and_none_alone_that_may_not_arrive() {
    let keymap = Keymap::default();
    for key in keys() {
        assert_eq!(Key::read(&key.name()), Ok(key));
    }
    for &context in ALL {
        for binding in keymap.rows(context) {
            let name = binding.name();
            let mut keys = keymap.rows(context).filter(|b| b.name() == name).flat_map(|b| b.keys.iter());
            assert!(keys.any(|k| k.weakness().is_none()), "{context:?} {name}");
        }
    }
}

#[test]
fn no_key_of_the_table_means_two_things_in_one_place() {
    for &context in ALL {
        for key in keys() {
            let rows: Vec<&str> = BINDINGS
                .iter()
                .filter(|b| b.contexts.contains(&context) && b.keys.contains(&key))
                .map(Binding::name)
                .collect();
            assert!(rows.len() < 2, "{context:?} {}: {rows:?}", key.name());
        }
    }
}

#[test]
fn saying_what_holds_anyway_changes_nothing() {
    let before = Keymap::default();
    let listed = before.listed();
    let all: Vec<Setting> = listed
        .iter()
        .enumerate()
        .map(|(n, (name, keys, _))| Setting {
            action: (*name).to_owned(),
            keys: keys.split(' ').map(key).collect(),
            line: n + 1,
        })
        .collect();
    for said in all.iter().map(std::slice::from_ref).chain([all.as_slice()]) {
        let (after, faults) = Keymap::configured(said);
        assert_eq!(faults, []);
        assert_same(&before, &after);
        assert_eq!(after.listed(), listed);
    }
    let needs_layout: Vec<Setting> =
        all.iter().map(|s| Setting { keys: s.keys.iter().rev().copied().collect(), ..s.clone() }).collect();
    let (after, faults) = Keymap::configured(&needs_layout);
    assert_eq!(faults, []);
    assert_same(&before, &after);
}

#[test]
fn keys_are_swapped_in_any_order_of_lines() {
    let lines: [(&str, &[&str]); 7] = [
        ("down", &["Down", "k"]),
        ("up", &["Up", "j"]),
        ("zoom", &["F5"]),
        ("copy", &["z"]),
        ("mark", &["i"]),
        ("provenance", &["o"]),
        ("link", &["m"]),
    ];
    for turn in 0..lines.len() {
        for reversed in [false, true] {
            let mut lines = lines;
            lines.rotate_left(turn);
            if reversed {
                lines.reverse();
            }
            let (keymap, faults) = configured(&lines);
            assert_eq!(faults, []);
            for (name, action) in [
                ("k", "down"),
                ("j", "up"),
                ("z", "copy"),
                ("F5", "zoom"),
                ("i", "mark"),
                ("o", "provenance"),
                ("m", "link"),
            ] {
                assert_eq!(means(&keymap, List, key(name)).as_deref(), Some(action), "{name}");
            }
            assert_eq!(means(&keymap, List, key("y")), None);
            assert_eq!(means(&keymap, Prompt, key("Down")).as_deref(), Some("down"));
        }
    }
}

#[test]
fn a_clash_names_both_actions_the_key_the_place_and_the_line() {
    let (keymap, faults) = configured(&[("search", &["F3"]), ("copy", &["z"]), ("mark", &["x"])]);
    assert_eq!(faults.iter().map(|f| (f.line, f.action.as_str())).collect::<Vec<_>>(), [(3, "mark"), (2, "copy")]);
    assert_eq!(
        faults[0].message,
        "x means clear-pane in the panes of values, in the list and in the reading pane; give clear-pane other keys too, or take another for \
         mark, which keeps its usual keys until then"
    );
    assert!(
        faults[1].message.starts_with("z means zoom in the panes of values, in the list and in 2 more places;"),
        "{faults:?}"
    );
    for (name, action) in [("F3", "search"), ("y", "copy"), ("z", "zoom"), ("m", "mark"), ("x", "clear-pane")] {
        assert_eq!(means(&keymap, List, key(name)).as_deref(), Some(action), "{name}");
    }
}

#[test]
fn of_two_settings_on_one_key_neither_holds_and_what_leaned_on_them_follows() {
    // Zoom and copy both ask for F5. Mark relies on copy giving up y, and link on mark giving up m.
    let lines: [(&str, &[&str]); 5] =
        [("zoom", &["F5"]), ("mark", &["y"]), ("copy", &["F5"]), ("link", &["m"]), ("export", &["F6"])];
    let (keymap, faults) = configured(&lines);
    let notice: Vec<(usize, &str)> = faults.iter().map(|f| (f.line, f.action.as_str())).collect();
    assert_eq!(notice, [(3, "copy"), (2, "mark"), (4, "link")]);
    assert!(
        faults[0].message.starts_with("F5 is given to zoom (line 1) as well, in the panes of values"),
        "{}",
        faults[0].message
    );
    assert!(faults[1].message.starts_with("y means copy"), "{}", faults[1].message);
    assert!(faults[1].message.contains("as line 3 does not hold"), "{}", faults[1].message);
    for (name, action) in [("z", "zoom"), ("y", "copy"), ("m", "mark"), ("o", "link"), ("F6", "export")] {
        assert_eq!(means(&keymap, List, key(name)).as_deref(), Some(action), "{name}");
    }
    assert_eq!(means(&keymap, List, key("F5")), None);
}

#[test]
fn keys_are_taken_away_but_never_the_way_out() {
    let (keymap, faults) = configured(&[("blank", &[]), ("zoom", &[]), ("erase-all", &[])]);
    assert_eq!(faults, []);
    assert!(ALL.iter().all(|&c| means(&keymap, c, key("!")).is_none() && means(&keymap, c, key("z")).is_none()));
    assert!(means(&keymap, Prompt, key("C-u")).is_none());
    assert_eq!(means(&keymap, List, key("C-u")).as_deref(), Some("half-up"));
    assert!(keymap.rows(List).all(|b| !b.keys.is_empty()));
    // A key that was taken away is free for another action.
    let (keymap, faults) = configured(&[("blank", &[]), ("copy", &["!"])]);
    assert_eq!((means(&keymap, List, key("!")).as_deref(), faults.len()), (Some("copy"), 0));

    for ways in [
        &[("close", &[] as &[&str]), ("interrupt", &[]), ("back", &[])][..],
        &[("back", &["M-b"]), ("interrupt", &["C-b"]), ("close", &["C-a", "M-q"])],
    ] {
        let (keymap, faults) = configured(ways);
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(faults.iter().all(|f| f.message.contains("usual keys")), "{faults:?}");
        assert_same(&keymap, &Keymap::default());
    }
    assert_eq!(
        configured(&[("back", &[])]).1[0].message,
        "would have no key, and there has to be one to go back; it keeps its usual keys"
    );
}

#[test]
fn a_way_out_cannot_be_taken_by_another_action_either() {
    // In prompts a letter is typed, so Esc would be left to lead back there if it were not for the other setting.
    let (keymap, faults) = configured(&[("back", &["b"]), ("open", &["Esc"])]);
    assert!(!faults.is_empty());
    for &context in ALL {
        assert_eq!(means(&keymap, context, key("Esc")).as_deref(), Some("back"), "{context:?}");
    }
}

#[test]
fn a_letter_leads_out_of_no_prompt_and_the_key_of_the_table_still_does() {
    let (keymap, faults) = configured(&[("back", &["b"]), ("down", &["J"]), ("move-down", &["j"])]);
    assert_eq!(faults, []);
    assert!(matches!(keymap.message(Prompt, &event(key("b"))), Some(Message::Char('b'))));
    assert_eq!(means(&keymap, List, key("b")).as_deref(), Some("back"));
    assert_eq!(means(&keymap, List, key("Esc")), None);
    for context in [Prompt, Find, Note, Need, Menu] {
        assert_eq!(means(&keymap, context, key("Esc")).as_deref(), Some("back"), "{context:?}");
    }
    assert_eq!(means(&keymap, Prompt, key("C-n")).as_deref(), Some("down"));
}

#[test]
fn no_key_that_may_not_arrive_is_the_only_way() {
    for name in ["M-z", "C-a", "C-b", "C-s", "C-q", "C-j", "C-Space", "C-PgUp"] {
        let (keymap, faults) = configured(&[("zoom", &[name])]);
        let message = &faults.first().expect("refused").message;
        assert!(message.starts_with(&format!("{name} would be the only key, and ")), "{message}");
        assert!(message.ends_with("add another, such as z. Until then it keeps its usual keys"), "{message}");
        assert_eq!(means(&keymap, List, key("z")).as_deref(), Some("zoom"));
        let (keymap, faults) = configured(&[("zoom", &[name, "F5"])]);
        assert_eq!(faults, []);
        assert_eq!(means(&keymap, List, key(name)).as_deref(), Some("zoom"));
    }
    // The code that some terminals send for Bksp can erase, but nothing else.
    assert_eq!(
        configured(&[("help", &["C-h", "F1"])]).1[0].message,
        "\"C-h\" is what many terminals send for Bksp; take another key"
    );
    assert_eq!(configured(&[("erase", &["C-h", "Bksp", "F9"])]).1, []);
}

#[test]
fn a_key_that_could_never_be_pressed_there_is_told() {
    let (keymap, faults) = configured(&[("cursor-left", &["x", "C-o"])]);
    assert!(faults[0].message.starts_with("x is typed wherever this holds;"), "{faults:?}");
    assert_eq!(means(&keymap, Prompt, key("Left")).as_deref(), Some("cursor-left"));
    assert_eq!(means(&keymap, Prompt, key("C-o")), None);
}

#[test]
fn an_action_is_found_by_what_the_footer_calls_it_and_by_nearly_its_name() {
    for (wrong, right) in [("quit", "close"), ("next_tab", "next-tab"), ("Mark", "mark"), ("provenence", "provenance")]
    {
        let message = &configured(&[(wrong, &["F9"])]).1[0].message;
        assert_eq!(message, &format!("{wrong:?} is no action; did you mean {right}?"));
    }
    let message = &configured(&[("fly", &["F9"])]).1[0].message;
    assert!(
        message.starts_with("\"fly\" is no action; there are add-claim, annotate, back, ")
            && message.contains(", zoom"),
        "{message}"
    );
}

#[test]
fn what_no_terminal_sends_is_refused_with_what_to_write() {
    let table = [
        ("C-i", "\"C-i\" is what terminals send for Tab; write \"Tab\""),
        ("C-m", "\"C-m\" is what terminals send for Enter; write \"Enter\""),
        ("C-[", "\"C-[\" is what terminals send for Esc; write \"Esc\""),
        ("C-?", "\"C-?\" is what terminals send for Bksp; write \"Bksp\""),
        ("C-@", "\"C-@\" is what terminals send for C-Space; write \"C-Space\""),
        ("C-M-i", "\"C-M-i\" is what terminals send for Tab; write \"M-Tab\""),
        ("C-D", "\"C-D\" is the same to a terminal as the small letter; write \"C-d\""),
        ("S-x", "\"S-x\" is sent as the capital; write \"X\""),
        ("C-S-x", "\"C-S-x\" is sent as C-x; write \"C-x\""),
        ("F13", "\"F13\" comes from few terminals; there are F1 to F12"),
        ("C-9", "\"C-9\" has no code: a terminal sends a plain 9; take a letter with Ctrl, or a key such as F5"),
        ("C-3", "\"C-3\" is what terminals send for Esc; write \"Esc\""),
        (
            "C-;",
            "\"C-;\" has no code, so no terminal sends it; take a letter from a to z with Ctrl, or a key such as F5",
        ),
        ("C-/", "\"C-/\" is what terminals send for C-_; write \"C-_\""),
        (
            "C-é",
            "\"C-é\" has no code, so no terminal sends it; take a letter from a to z with Ctrl, or a key such as F5",
        ),
        ("C-Enter", "\"C-Enter\" is sent as Enter; write \"Enter\""),
        ("S-Space", "\"S-Space\" is sent as Space; write \"Space\""),
        ("M-[", "\"M-[\" is how the codes of other keys begin; take another letter"),
        ("M-Esc", "\"M-Esc\" is sent as Esc twice; write \"Esc\""),
        ("Return", "\"Return\" is no name of a key; write \"Enter\""),
        ("esc", "\"esc\" is no name of a key; write \"Esc\""),
        (
            "Ctrl+D",
            "\"Ctrl+D\" is no name of a key, and \"C-D\" is the same to a terminal as the small letter; write \"C-d\"",
        ),
        ("<c-d>", "\"<c-d>\" is no name of a key; write \"C-d\""),
        ("^d", "\"^d\" is no name of a key; write \"C-d\""),
        ("Shift-Tab", "\"Shift-Tab\" is no name of a key; write \"S-Tab\""),
        ("meta-pageup", "\"meta-pageup\" is no name of a key; write \"M-PgUp\""),
        ("PgUP", "\"PgUP\" is no name of a key; write \"PgUp\""),
        ("Rihgt", "\"Rihgt\" is no key; did you mean \"Right\"?"),
        ("Hyper-x", "\"Hyper-x\" is no key; keys are named as in the help: j, C-d, M-f, Space, Enter, PgDn, F1"),
        ("", "\"\" is no key; keys are named as in the help: j, C-d, M-f, Space, Enter, PgDn, F1"),
        ("\u{1b}", "\"\\u{1b}\" is a control character; write \"Esc\""),
        ("\u{200b}", "\"\\u{200b}\" cannot be seen; name a key that can"),
        ("\u{301}", "\"\\u{301}\" cannot be seen; name a key that can"),
    ];
    for (name, message) in table {
        assert_eq!(Key::read(name), Err(message.to_owned()), "{name}");
        assert_eq!(Key::from_name(name), None);
    }
}

#[test]
fn names_are_read_as_they_are_written() {
    for name in [
        "j", "é", "-", "C-d", "C-Space", "C-\\", "C-_", "M-x", "M-X", "M--", "C-M-f", "C-Left", "M-Left", "S-Up",
        "S-Tab", "M-Bksp", "C-Del", "Ins", "F12", "C-F5",
    ] {
        assert_eq!(key(name).name(), name);
    }
    for (written, name) in [("A-x", "M-x"), ("Alt-x", "M-x"), ("M-C-f", "C-M-f"), (" ", "Space"), ("e\u{301}", "é")] {
        assert_eq!(key(written).name(), name);
    }
    // The terminal reader names these codes by digits.
    for (digit, sign) in [('4', "C-\\"), ('5', "C-]"), ('6', "C-^"), ('7', "C-_")] {
        assert!(key(sign).is(&KeyPress::new(KeyCode::Char(digit), Modifiers::CONTROL)), "{sign}");
    }
}

/// Generates a permutation of the letters of the table, which remaps a whole layout.
fn needs_layout() -> impl Strategy<Value = Vec<(Key, Key)>> {
    let letters: Vec<Key> = keys().into_iter().filter(|k| k.is_letter()).collect();
    Just(letters.clone()).prop_shuffle().prop_map(move |shuffled| letters.iter().copied().zip(shuffled).collect())
}

/// Generates settings that shuffle all keys of some actions among them. Each of these actions has a single row, and all
/// apply in the same contexts.
fn dealt() -> impl Strategy<Value = Vec<Setting>> {
    let alone: Vec<&Binding> =
        BINDINGS.iter().filter(|b| BINDINGS.iter().filter(|o| o.name() == b.name()).count() == 1).collect();
    let groups: Vec<Vec<&Binding>> = alone
        .iter()
        .map(|b| alone.iter().copied().filter(|o| o.contexts == b.contexts).collect::<Vec<_>>())
        .filter(|group| group.len() > 1)
        .collect();
    assert!(groups.len() > 10);
    (proptest::sample::select(groups), any::<prop::sample::Index>()).prop_flat_map(|(group, order)| {
        let keys: Vec<Key> = group.iter().flat_map(|b| b.keys.iter().copied()).collect();
        Just(keys).prop_shuffle().prop_map(move |mut keys| {
            let mut settings: Vec<Setting> = group
                .iter()
                .enumerate()
                .map(|(n, b)| Setting {
                    action: b.name().to_owned(),
                    keys: keys.drain(..b.keys.len()).collect(),
                    line: n + 1,
                })
                .collect();
            settings.rotate_left(order.index(group.len()));
            settings
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn a_layout_turned_round_is_taken_as_it_is(letters in needs_layout(), from in 0usize..100) {
        let to = |key: Key| letters.iter().find(|l| l.0 == key).map_or(key, |l| l.1);
        let usual = Keymap::default();
        let mut settings: Vec<Setting> = usual
            .listed()
            .iter()
            .map(|(name, keys, _)| Setting { action: (*name).to_owned(), keys: keys.split(' ').map(|k| to(key(k))).collect(), line: 1 })
            .collect();
        let len = settings.len();
        settings.rotate_left(from % len);
        let (keymap, faults) = Keymap::configured(&settings);
        prop_assert_eq!(faults, vec![]);
        for &context in ALL {
            for key in keys() {
                let (before, after) = (means(&usual, context, key), means(&keymap, context, to(key)));
                match (before, after) {
                    (Some(before), after) => prop_assert_eq!(Some(before), after, "{:?} {}", context, key.name()),
                    (None, None) => {}
                    // A new key of an action works wherever the action applies and nothing else claims the key.
                    (None, Some(after)) => {
                        let elsewhere = ALL.iter().any(|&c| means(&usual, c, key).as_deref() == Some(&after));
                        let holds = usual.rows(context).any(|b| b.name() == after);
                        prop_assert!(elsewhere && holds, "{:?} {} {}", context, key.name(), after);
                    }
                }
            }
        }
    }

    #[test]
    fn keys_dealt_anew_among_actions_of_the_same_places_are_exactly_those(settings in dealt()) {
        let (keymap, faults) = Keymap::configured(&settings);
        let enough = |s: &Setting| s.keys.iter().any(|k| k.weakness().is_none() && *k != ctrl('h'));
        prop_assume!(settings.iter().all(enough));
        prop_assume!(settings.iter().all(|s| s.action == "erase" || !s.keys.contains(&ctrl('h'))));
        prop_assert_eq!(faults, vec![]);
        let usual = Keymap::default();
        for &context in ALL {
            for key in keys() {
                let dealt = settings.iter().find(|s| s.keys.contains(&key) && usual.rows(context).any(|b| b.name() == s.action));
                let wanted = match dealt {
                    Some(setting) => Some(setting.action.clone()),
                    None => means(&usual, context, key),
                };
                prop_assert_eq!(means(&keymap, context, key), wanted, "{:?} {}", context, key.name());
            }
        }
    }
}
