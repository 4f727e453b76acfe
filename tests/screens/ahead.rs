//! Keys typed ahead of an answer, and answers that come late: nothing is lost, nothing is mistaken for something else.

use crate::small::Small;
use crate::support::Explorer;
use icat_explorer::storage::disk::Reply;
use icat_explorer::storage::marks::Mark;
use icat_explorer::tui::event::{Event, KeyCode, KeyPress, Modifiers};
use icat_explorer::tui::model::Screen;
use icat_explorer::tui::screens::report;

fn slow(width: u16, height: u16) -> Explorer {
    let mut explorer = Explorer::new(width, height);
    explorer.slow = true;
    explorer
}

/// Returns the frame after some keys whose answers came at once.
fn at_once(keys: &str) -> String {
    Explorer::new(120, 36).press(keys).frame()
}

#[test]
fn keys_that_depend_on_an_answer_wait_for_it_in_their_order() {
    for keys in [
        "/ text:barnahus Enter",
        "/ text:recruitment Down Down Enter",
        "/ text:ukraine Esc j j m",
        "/ text:iom_recruitment Down Enter Esc",
        "v w text:child_victims Enter",
        "v w text:border,_Moldova Enter j j Enter",
        "/ text:barn Enter / text:model Enter n",
        "/ text:technology PgDn Up Enter J J",
    ] {
        let mut explorer = slow(120, 36);
        explorer.press(keys);
        assert!(!explorer.outside.questions.is_empty(), "{keys}: a question waits");
        explorer.answer();
        assert_eq!(explorer.frame(), at_once(keys), "{keys}");
    }
}

#[test]
fn what_is_typed_goes_on_without_an_answer_and_one_can_always_leave() {
    let mut explorer = slow(120, 36);
    explorer.press("/ text:barn");
    explorer.see("/ barn");
    explorer.press("text:ahus Left Left Bksp");
    explorer.see("/ barnaus");
    explorer.press("C-l Esc Esc");
    explorer.see("Everything: ");
    let mut explorer = slow(120, 36);
    explorer.press("/ text:barnahus Enter Down Down C-c");
    assert_eq!(explorer.left, Some(130));
}

#[test]
fn escape_gives_up_what_was_typed_ahead_where_the_answer_does_not_come() {
    let mut explorer = slow(120, 36);
    explorer.press("/ text:barnahus Enter Esc");
    explorer.answer();
    explorer.see("/ barnahus");
    let mut explorer = slow(120, 36);
    explorer.press("/ text:barnahus Enter");
    explorer.tire();
    explorer.press("Esc Esc");
    explorer.see("Everything: ");
    explorer.answer();
    explorer.see("Everything: ");
}

#[test]
fn a_citation_waits_for_the_digest_of_large_data_and_keeps_no_other_key() {
    let mut small = Small::new(120, 36);
    small.program.digest_at_once = 0;
    small.press("0 j");
    assert_eq!(small.outside.digests, 0, "it is not worked out before it is needed");
    small.press("y c");
    small.see("Computing the digest of the data");
    assert!(small.outside.copied.is_empty() && small.model.menu.is_none());
    small.program.digest("f00d".repeat(16)).unwrap();
    assert!(small.outside.copied[0].contains("Dataset sha256:f00df00df00df00d,"), "{:?}", small.outside.copied);
    small.press("i");
    small.see("f00df00d");
    assert_eq!(small.outside.digests, 1, "it is asked for once");
    let mut small = Small::new(120, 36);
    small.program.digest_at_once = 0;
    small.press("0 y");
    small.tire();
    small.press("Esc j j");
    let frame = small.frame();
    small.program.digest("f00d".repeat(16)).unwrap();
    assert!(small.model.menu.is_none(), "what was given up does not open:\n{}", small.frame());
    assert_eq!(small.frame().lines().take(34).collect::<Vec<_>>(), frame.lines().take(34).collect::<Vec<_>>());
}

#[test]
fn an_alt_chord_that_means_nothing_is_escape_and_a_key() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("/ text:barn");
    explorer.happens(Event::Key(KeyPress::new(KeyCode::Char('j'), Modifiers::ALT)));
    let mut other = Explorer::new(120, 36);
    other.press("/ text:barn Esc j");
    assert_eq!(explorer.frame(), other.frame());
}

#[test]
fn marks_of_another_run_and_of_this_one_are_shown_together() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("0 m");
    let mine = explorer.model.marks[0].clone();
    explorer.outside.hold = true;
    explorer.press("j m");
    assert_eq!(explorer.model.marks.len(), 2, "a mark shows before it is on the disk");
    let theirs = vec![Mark::new("ar21-p3-cbss-barnahus"), mine];
    explorer.program.kept(Reply::Marks { marks: theirs, changes: 0, notice: None }).unwrap();
    assert_eq!(explorer.model.marks.len(), 3, "what is not on the disk yet stays");
    explorer.outside.hold = false;
    explorer.press("j");
    explorer.press("'");
    explorer.see("Barnahus model");
}

#[test]
fn what_was_kept_comes_back_late_only_where_nothing_has_happened_since() {
    let mut before = Explorer::new(120, 36);
    before.press("/ text:barnahus Enter");
    let session = before.model.session(&before.corpus);
    let opened = |notice: Option<&str>| Reply::Opened {
        marks: vec![Mark::new("ar21-p3-cbss-barnahus")],
        notice: notice.map(str::to_owned),
        session: Some(Box::new(session.clone())),
    };
    let mut explorer = Explorer::new(120, 36);
    explorer.program.kept(opened(None)).unwrap();
    explorer.answer();
    assert_eq!(explorer.selected(), "ar21-p3-cbss-barnahus", "one is where one was");
    let mut explorer = Explorer::new(120, 36);
    explorer.press("j j");
    let frame = explorer.frame();
    explorer.program.kept(opened(None)).unwrap();
    assert_eq!(explorer.frame(), frame, "nobody is moved away from where he is");
    assert_eq!(explorer.model.marks.len(), 1);
    explorer.press("/ Up");
    explorer.see("/ barnahus");
    let mut explorer = Explorer::new(120, 36);
    explorer.program.kept(opened(Some("Something is to be said."))).unwrap();
    explorer.see("Something is to be said.");
}

#[test]
fn a_need_is_answered_although_enter_came_before_the_answer() {
    let mut explorer = slow(120, 36);
    explorer.press("v w text:child_victims Enter");
    explorer.see_not("Type what you need first");
    explorer.answer();
    let Screen::Report(view) = explorer.model.screen() else { panic!("a view") };
    assert!(matches!(&view.kind, report::ReportKind::Who(need) if !need.typing && need.ranking.is_some()));
}
