//! Bytes, and the keys that they mean: whole, torn, broken off, given up.

use super::*;

fn key(code: KeyCode) -> Event {
    Event::Key(KeyPress::new(code, Modifiers::NONE))
}

fn char(c: char) -> Event {
    key(KeyCode::Char(c))
}

fn chord(code: KeyCode, modifiers: Modifiers) -> Event {
    Event::Key(KeyPress::new(code, modifiers))
}

fn interrupt_key() -> Event {
    chord(KeyCode::Char('c'), Modifiers::CONTROL)
}

/// Bytes, and what they mean.
fn table() -> Vec<(&'static [u8], Vec<Event>)> {
    vec![
        (b"j", vec![char('j')]),
        (b"\x1b[A", vec![key(KeyCode::Up)]),
        (b"\x1bOB", vec![key(KeyCode::Down)]),
        (b"\x1b[5~", vec![key(KeyCode::PageUp)]),
        (b"\x1b[6~", vec![key(KeyCode::PageDown)]),
        (b"\x1b[Z", vec![chord(KeyCode::BackTab, Modifiers::SHIFT)]),
        (b"\x1b[3~", vec![key(KeyCode::Delete)]),
        (b"\x1b[15~", vec![key(KeyCode::F(5))]),
        (b"\x1bOP", vec![key(KeyCode::F(1))]),
        (b"\x1b[[A", vec![key(KeyCode::F(1))]),
        (b"\x1b[1;5C", vec![chord(KeyCode::Right, Modifiers::CONTROL)]),
        (b"\x1bx", vec![chord(KeyCode::Char('x'), Modifiers::ALT)]),
        (b"\x1b\x7f", vec![chord(KeyCode::Backspace, Modifiers::ALT)]),
        ("é".as_bytes(), vec![char('é')]),
        ("中".as_bytes(), vec![char('中')]),
        (b"\x7f", vec![key(KeyCode::Backspace)]),
        (b"\r", vec![key(KeyCode::Enter)]),
        (b"\t", vec![key(KeyCode::Tab)]),
        (b"\x03", vec![interrupt_key()]),
        (b"\x1b[200~a\nb\x1b[A\x1b[201~", vec![Event::Paste("a\nb\x1b[A".to_owned())]),
        // What means nothing here: answers to what another program asked, and reports that nobody wants.
        (b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", vec![]),
        (b"\x1b]11;rgb:ffff/ffff/ffff\x07", vec![]),
        (b"\x1bP>|xterm(370)\x1b\\", vec![]),
        (b"\x1b[?62;4c", vec![]),
        (b"\x1b[>41;370;0c", vec![]),
        (b"\x1b[<35;10;10M", vec![]),
        (b"\x1b[I", vec![]),
        (b"\xff", vec![]),
    ]
}

#[test]
fn whatever_is_whole_is_a_key_at_once_and_nothing_after_it_is_lost() {
    for (bytes, meant) in table() {
        let mut typed = EventParser::default();
        assert_eq!(typed.take(bytes), meant, "{bytes:?}");
        assert_eq!(typed.patience(), None, "{bytes:?} is waited for");
        assert_eq!(typed.take(b"j"), [char('j')], "after {bytes:?}");
    }
}

#[test]
fn what_is_torn_anywhere_is_put_together() {
    for (bytes, meant) in table() {
        for cut in 1..bytes.len() {
            let mut typed = EventParser::default();
            let mut events = typed.take(&bytes[..cut]);
            events.extend(typed.take(&bytes[cut..]));
            assert_eq!(events, meant, "{bytes:?} torn at {cut}");
        }
        let mut typed = EventParser::default();
        let events: Vec<Event> = bytes.iter().flat_map(|b| typed.take(&[*b])).collect();
        assert_eq!(events, meant, "{bytes:?} byte for byte");
    }
    let all: Vec<u8> = table().iter().flat_map(|row| row.0.to_vec()).collect();
    let meant: Vec<Event> = table().into_iter().flat_map(|row| row.1).collect();
    assert_eq!(EventParser::default().take(&all), meant, "all in one go");
}

#[test]
fn a_lone_escape_is_a_key_after_a_moment_and_a_torn_sequence_is_waited_for_longer() {
    let mut typed = EventParser::default();
    assert!(typed.take(b"\x1b").is_empty());
    assert_eq!(typed.patience(), Some(AFTER_ESCAPE));
    assert_eq!(typed.give_up(), [key(KeyCode::Esc)]);
    assert_eq!(typed.take(b"\x1b\x1b"), [key(KeyCode::Esc)]);
    assert_eq!(typed.give_up(), [key(KeyCode::Esc)]);
    assert!(typed.take(b"\x1b[").is_empty());
    assert_eq!(typed.patience(), Some(WITHIN_SEQUENCE));
    assert_eq!(typed.give_up(), [key(KeyCode::Esc), char('[')], "Escape and [ typed fast");
    assert!(typed.take(b"\x1b]").is_empty());
    assert_eq!(typed.patience(), Some(AFTER_ESCAPE));
    assert_eq!(typed.take(b"0"), []);
    assert_eq!(typed.take(b"\x07"), [], "an answer of the terminal to somebody else");
    assert!(typed.take(b"\x1b]").is_empty());
    assert_eq!(typed.give_up(), [key(KeyCode::Esc), char(']')]);
    assert!(typed.take(b"\x1b]1q").is_empty());
    assert_eq!(typed.give_up(), [key(KeyCode::Esc), char(']'), char('1'), char('q')], "keys typed fast");
    assert!(typed.take(b"\x1b[1;").is_empty());
    assert!(typed.give_up().is_empty(), "half a sequence is no keys");
    assert_eq!(typed.take(b"j"), [char('j')]);
}

#[test]
fn nothing_half_read_keeps_an_interrupt() {
    let begun: [&[u8]; 11] = [
        b"\x1b[M",
        b"\x1b[[",
        b"\x1b",
        b"\x1b[",
        b"\x1b[1;",
        b"\x1bO",
        b"\x1b]11;rgb",
        b"\x1bP>|x",
        b"\xe4\xb8",
        b"\x1b[200~child",
        b"\x1b[200~child\x1b[20",
    ];
    for begun in begun {
        let mut typed = EventParser::default();
        typed.take(begun);
        let events = typed.take(b"\x03");
        let last = events.last().cloned();
        let alt = chord(KeyCode::Char('c'), Modifiers::CONTROL | Modifiers::ALT);
        assert!(last == Some(interrupt_key()) || last == Some(alt), "after {begun:?}: {events:?}");
    }
}

#[test]
fn a_paste_whose_end_never_comes_is_taken_as_it_is() {
    let mut typed = EventParser::default();
    assert!(typed.take(b"\x1b[200~child").is_empty());
    assert_eq!(typed.patience(), Some(WITHIN_PASTE));
    assert_eq!(typed.give_up(), [Event::Paste("child".to_owned())]);
    assert_eq!(typed.take(b"j"), [char('j')], "a key is answered");
    assert_eq!(typed.take(b"\x1b[201~q"), [char('q')]);
    assert_eq!(typed.take(b"quit and quit and quit"), "quit and quit and quit".chars().map(char).collect::<Vec<_>>());
}

#[test]
fn the_rest_of_a_paste_that_comes_late_is_no_keys() {
    for begun in [&b"\x1b[200~child "[..], b"\x1b[200"] {
        let mut typed = EventParser::default();
        assert!(typed.take(begun).is_empty());
        typed.give_up();
        let late: &[u8] = if begun.ends_with(b"0") { b"~quit" } else { b"quit" };
        let rest = [late, &b" and quit and quit"[..], b"\x1b[201~", b"j"].concat();
        assert_eq!(typed.take(&rest), [Event::Paste("quit and quit and quit".to_owned()), char('j')], "{begun:?}");
    }
    for interrupt in [&b"\x03\x03"[..], b"q\x03"] {
        let mut typed = EventParser::default();
        typed.take(b"\x1b[200~child");
        assert_eq!(typed.take(interrupt).last(), Some(&interrupt_key()), "{interrupt:?}");
    }
}

#[test]
fn the_rest_of_a_sequence_that_comes_after_the_escape_was_taken_is_no_letters() {
    for (rest, meant) in [(&b"[6~"[..], KeyCode::PageDown), (b"[B", KeyCode::Down), (b"OA", KeyCode::Up)] {
        let mut typed = EventParser::default();
        typed.take(b"\x1b");
        assert_eq!(typed.give_up(), [key(KeyCode::Esc)]);
        assert_eq!(typed.take(rest), [key(meant)]);
        assert_eq!(typed.take(rest).len(), rest.len(), "only at once after it");
    }
    let mut typed = EventParser::default();
    typed.take(b"\x1b");
    typed.give_up();
    assert_eq!(typed.take(b"["), [char('[')], "a tab is gone to after Escape");
}
