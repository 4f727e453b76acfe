//! Every way out of the explorer, in every kind of terminal, leaves the terminal as it was. The guide's table is made
//! here.

use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::process::Command;

use crate::pty::{BIN, PATIENCE, Session, end_of, home, left_over, told};
use rustix::process::{Signal, WaitOptions, waitpid};
use rustix::termios::tcgetattr;

/// A kind of terminal: its name, the environment variables, and the command line arguments.
struct Kind {
    name: &'static str,
    more: &'static [(&'static str, &'static str)],
    arguments: &'static [&'static str],
    mouse: bool,
}

const fn kind(name: &'static str, more: &'static [(&'static str, &'static str)]) -> Kind {
    Kind { name, more, arguments: &[], mouse: false }
}

const KINDS: &[Kind] = &[
    kind("256 colours", &[("TERM", "xterm-256color")]),
    kind("16 colours", &[("TERM", "xterm")]),
    kind("Linux console", &[("TERM", "linux")]),
    kind("vt100", &[("TERM", "vt100")]),
    kind("no UTF-8", &[("TERM", "xterm"), ("LC_ALL", "C")]),
    kind("NO_COLOR", &[("NO_COLOR", "1")]),
    kind("screen", &[("TERM", "screen"), ("STY", "1.pts")]),
    kind("tmux", &[("TERM", "tmux-256color"), ("TMUX", "/tmp/none,1,0")]),
    Kind { name: "mouse on", more: &[], arguments: &[], mouse: true },
    Kind { name: "--ascii", more: &[], arguments: &["--ascii"], mouse: false },
];

/// A way out, and how the process then ends.
enum Way {
    Keys(&'static [u8], i32),
    Signal(Signal),
    Panic,
    /// Suspend, resume, and quit.
    Suspend,
    /// Close the terminal.
    Gone,
}

const WAYS: &[(&str, Way)] = &[
    ("`q`", Way::Keys(b"q", 0)),
    ("`C-c`", Way::Keys(b"\x03", 130)),
    ("`C-c` in a prompt", Way::Keys(b"/abc\x03", 130)),
    ("`C-c` on a view", Way::Keys(b"vcj\x03", 130)),
    ("SIGTERM", Way::Signal(Signal::TERM)),
    ("SIGHUP", Way::Signal(Signal::HUP)),
    ("SIGINT", Way::Signal(Signal::INT)),
    ("SIGQUIT", Way::Signal(Signal::QUIT)),
    ("SIGUSR1", Way::Signal(Signal::USR1)),
    ("SIGABRT", Way::Signal(Signal::ABORT)),
    ("SIGSEGV", Way::Signal(Signal::SEGV)),
    ("panic", Way::Panic),
    ("`C-z`, `fg`, `q`", Way::Suspend),
    ("terminal gone", Way::Gone),
];

fn leave(kind: &Kind, way: &Way) -> Result<(), String> {
    let name: String = kind.name.chars().filter(char::is_ascii_alphanumeric).collect();
    let home = home().join(format!("restore-{name}"));
    std::fs::create_dir_all(home.join("icat-explorer")).unwrap();
    if kind.mouse {
        std::fs::write(home.join("icat-explorer/config.toml"), "mouse = true\n").unwrap();
    }
    let arguments = [&["--no-state"], kind.arguments].concat();
    if matches!(way, Way::Gone) {
        return gone(&arguments, kind.more);
    }
    let more = [kind.more, &[("ICAT_EXPLORER_PANIC", "1"), ("RUST_BACKTRACE", "0")]].concat();
    let mut session = Session::start_in(&home, &arguments, &more);
    session.expect("Entities");
    session.expect("quit");
    let mut wanted = None;
    match way {
        Way::Keys(keys, code) => {
            session.send(keys);
            wanted = Some(*code);
        }
        Way::Signal(signal) => session.signal(*signal),
        Way::Panic => session.send(b"\x1b[24~"),
        Way::Suspend => {
            session.send(b"\x1a");
            let (_, status) = waitpid(Some(session.pid()), WaitOptions::UNTRACED).unwrap().unwrap();
            if !status.stopped() {
                return Err("it does not stop".to_owned());
            }
            while let Ok(more) = session.output.recv_timeout(std::time::Duration::from_millis(50)) {
                session.seen.extend(more);
            }
            let left = left_over(&String::from_utf8_lossy(&session.seen));
            if !left.is_empty() || told(&tcgetattr(&session.side).unwrap()) != session.settings {
                return Err(format!("while it is stopped: {}", left.join(", ")));
            }
            session.at = session.seen.len();
            session.signal(Signal::CONT);
            session.expect("quit");
            session.send(b"q");
            wanted = Some(0);
        }
        Way::Gone => {}
    }
    let (status, seen) = session.ended();
    let left = left_over(&seen);
    if !left.is_empty() {
        return Err(left.join(", "));
    }
    let mouse = seen.contains("\x1b[?1000h");
    if mouse != kind.mouse {
        return Err(format!("the mouse is {}", if mouse { "captured" } else { "not captured" }));
    }
    match way {
        Way::Keys(..) | Way::Suspend if status.code() == wanted => Ok(()),
        Way::Signal(Signal::INT) if status.code() == Some(130) => Ok(()),
        Way::Signal(signal) if status.signal() == Some(signal.as_raw()) => Ok(()),
        Way::Panic => {
            let after = seen.rfind("\x1b[?1049l").map_or("", |at| &seen[at..]);
            let told = after.contains("a panic on demand") && status.signal() == Some(Signal::ABORT.as_raw());
            if told { Ok(()) } else { Err(format!("the panic is not told on the restored screen: {status}")) }
        }
        _ => Err(format!("it ended with {status}")),
    }
}

/// Starts the explorer, closes its terminal, and checks that it ends.
fn gone(arguments: &[&str], more: &[(&str, &str)]) -> Result<(), String> {
    let (mut pty, pts) = pty_process::blocking::open().unwrap();
    pty.resize(pty_process::Size::new(24, 80)).unwrap();
    let command = pty_process::blocking::Command::new(BIN).args(arguments).env("TERM", "xterm");
    let mut child = command.envs(more.iter().copied()).spawn(pts).unwrap();
    let mut seen = Vec::new();
    while !String::from_utf8_lossy(&seen).contains("quit") {
        let mut chunk = [0; 8192];
        let n = pty.read(&mut chunk).unwrap();
        seen.extend_from_slice(&chunk[..n]);
    }
    drop(pty);
    match end_of(&mut child) {
        Some(status) if status.signal() == Some(Signal::HUP.as_raw()) && !status.core_dumped() => Ok(()),
        Some(status) => Err(format!("without a terminal it ends with {status}, not by the signal for it")),
        None => Err("it goes on without a terminal".to_owned()),
    }
}

#[test]
fn every_way_out_of_every_terminal_is_clean_and_the_guide_says_so() {
    let mut table = String::from("| way out |");
    table.extend(KINDS.iter().map(|k| format!(" {} |", k.name)));
    table.push_str("\n|---|");
    table.push_str(&"---|".repeat(KINDS.len()));
    table.push('\n');
    let mut failures = Vec::new();
    for (name, way) in WAYS {
        table.extend(["| ", name, " |"]);
        for kind in KINDS {
            match leave(kind, way) {
                Ok(()) => table.push_str(" clean |"),
                Err(why) => {
                    table.push_str(" not |");
                    failures.push(format!("{name}, {}: {why}", kind.name));
                }
            }
        }
        table.push('\n');
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    println!("{table}");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/GUIDE.md");
    let guide = std::fs::read_to_string(path).unwrap();
    let (before, rest) = guide.split_once("<!-- ways out -->\n").unwrap();
    let (shown, after) = rest.split_once("<!-- end -->").unwrap();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, format!("{before}<!-- ways out -->\n{table}<!-- end -->{after}")).unwrap();
    } else {
        assert_eq!(shown, table, "the guide's table is stale; UPDATE_DOCS=1 writes it anew");
    }
}

#[test]
fn a_terminal_that_cannot_be_drawn_on_is_told_in_words() {
    let session = Session::start_in(&home().join("dumb"), &["--no-state"], &[("TERM", "dumb")]);
    let (status, seen) = session.ended();
    assert_eq!(status.code(), Some(2));
    assert!(seen.contains("TERM=dumb") && !seen.contains('\x1b'), "{seen:?}");
}

#[test]
fn what_a_command_prints_fits_the_terminal() {
    let printed = |term: &str, columns: u16| {
        let (pty, pts) = pty_process::blocking::open().unwrap();
        pty.resize(pty_process::Size::new(24, columns)).unwrap();
        let mut child = pty_process::blocking::Command::new(BIN)
            .args(["show", "ar19-ahead-2020"])
            .env("TERM", term)
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR")
            .env_remove("CLICOLOR_FORCE")
            .spawn(pts)
            .unwrap();
        assert!(end_of(&mut child).is_some());
        let mut seen = vec![0; 1 << 14];
        let read = Read::read(&mut &pty, &mut seen).unwrap();
        String::from_utf8_lossy(&seen[..read]).into_owned()
    };
    assert!(printed("xterm", 80).contains('\x1b') && !printed("dumb", 80).contains('\x1b'));
    let width = |text: &str| text.lines().map(|l| l.trim_end().chars().count()).max().unwrap();
    let (wide, narrow) = (printed("dumb", 200), printed("dumb", 40));
    assert!((60..=78).contains(&width(&wide)), "{wide}");
    assert!((25..=40).contains(&width(&narrow)), "{narrow}");
}

#[test]
fn closed_standard_streams_are_told_and_nothing_is_drawn() {
    for (streams, code) in [("<&-", 2), (">&-", 2), ("<&- >&- 2>&-", 2), ("</dev/null", 2)] {
        let (pty, pts) = pty_process::blocking::open().unwrap();
        let mut child = pty_process::blocking::Command::new("sh")
            .args(["-c", &format!("exec \"{BIN}\" --no-state {streams}")])
            .env("TERM", "xterm")
            .spawn(pts)
            .unwrap();
        let status = end_of(&mut child).unwrap_or_else(|| panic!("{streams}: it goes on"));
        assert_eq!(status.code(), Some(code), "{streams}");
        drop(pty);
    }
}

#[test]
fn a_locale_without_utf_8_is_drawn_with_plain_ascii() {
    for (locale, ascii) in [("C", true), ("POSIX", true), ("en_US.ISO-8859-1", true), ("C.UTF-8", false), ("", false)] {
        let mut session = Session::start_in(
            &home().join("locale"),
            &["--no-state"],
            &[("LC_ALL", locale), ("LC_CTYPE", ""), ("LANG", "")],
        );
        session.expect("quit");
        session.send(b"q");
        let (_, seen) = session.ended();
        assert_eq!(!seen.contains('\u{256d}'), ascii, "{locale}");
    }
}

#[test]
fn a_storm_of_sizes_and_a_megabyte_pasted_are_survived() {
    let mut session = Session::start(&[]);
    session.expect("quit");
    for n in 0..300u16 {
        session.pty.resize(pty_process::Size::new(1 + n * 7 % 70, 1 + n * 13 % 210)).unwrap();
    }
    session.pty.resize(pty_process::Size::new(24, 80)).unwrap();
    session.send(b"/");
    session.expect("everything");
    session.send(b"\x1b[200~");
    session.send("trafficking \x1b[31m \u{202e}x\n".repeat(45_000).as_bytes());
    session.send(b"\x1b[201~");
    session.expect("Only the first");
    session.send(b"\x03");
    let (status, seen) = session.ended();
    assert_eq!(status.code(), Some(130));
    assert!(left_over(&seen).is_empty(), "{:?}", left_over(&seen));
}

/// Runs a tmux command on a separate server. Returns its output.
fn tmux(server: &str, arguments: &[&str]) -> String {
    let output = Command::new("tmux").args(["-L", server, "-f", "/dev/null"]).args(arguments).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Calls `ask` until an answer contains `words`.
fn until(words: &str, mut ask: impl FnMut() -> String) -> String {
    let end = std::time::Instant::now() + PATIENCE;
    loop {
        let answer = ask();
        if answer.contains(words) {
            return answer;
        }
        assert!(std::time::Instant::now() < end, "{words} did not come: {answer}");
        std::thread::yield_now();
    }
}

#[test]
fn within_tmux_the_pane_is_as_it_was() {
    if Command::new("tmux").arg("-V").output().is_err() {
        eprintln!("tmux is not installed; nothing is tested within it");
        return;
    }
    for (n, keys) in [&b"q"[..], b"\x03", b"vc\x03", b"\x1b[24~"].iter().enumerate() {
        let server = format!("icat-explorer-restore-{}-{n}", std::process::id());
        let line = format!(
            "printf 'before\\n'; ICAT_EXPLORER_PANIC=1 RUST_BACKTRACE=0 '{BIN}' --no-state 2>/dev/null; printf 'after\\n'; cat"
        );
        let arguments = ["-L", &server, "-f", "/dev/null", "new-session", "-s", "t", "sh", "-c", &line];
        let mut session = Session::within("tmux", &arguments, &[]);
        session.expect("Entities");
        session.send(keys);
        session.expect("after");
        let pane = tmux(&server, &["capture-pane", "-p", "-t", "t"]);
        let flags = "#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{keypad_cursor_flag}";
        let state = tmux(&server, &["display-message", "-p", "-t", "t", flags]);
        tmux(&server, &["kill-server"]);
        assert_eq!(pane.trim_end(), "before\nafter", "{keys:?}");
        assert_eq!(state.trim(), "0 1 0 0", "{keys:?}");
    }
}

#[test]
fn within_screen_the_window_is_as_it_was() {
    if !Command::new("screen").arg("-v").output().is_ok_and(|o| String::from_utf8_lossy(&o.stdout).contains("Screen")) {
        eprintln!("screen is not installed; nothing is tested within it");
        return;
    }
    let dir = home().join("screen");
    std::fs::create_dir_all(&dir).unwrap();
    let rules = dir.join("screenrc");
    std::fs::write(&rules, "altscreen on\nstartup_message off\n").unwrap();
    for (n, keys) in ["q", "\x03", "vcj\x03"].iter().enumerate() {
        let name = format!("icat-explorer-{}-{n}", std::process::id());
        let shot = dir.join(format!("shot-{n}"));
        let line = format!("printf 'before\\n'; '{BIN}' --no-state; printf 'after\\n'; cat");
        let screen =
            |arguments: &[&str]| Command::new("screen").env("SCREENDIR", &dir).args(arguments).output().unwrap();
        std::fs::set_permissions(&dir, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
        let arguments = ["-c", rules.to_str().unwrap(), "-S", &name, "sh", "-c", &line];
        let mut session = Session::within("screen", &arguments, &[("SCREENDIR", dir.to_str().unwrap())]);
        session.expect("Entities");
        session.send(keys.as_bytes());
        session.expect("after");
        let window = until("after", || {
            screen(&["-S", &name, "-p", "0", "-X", "hardcopy", shot.to_str().unwrap()]);
            String::from_utf8_lossy(&std::fs::read(&shot).unwrap_or_default()).into_owned()
        });
        screen(&["-S", &name, "-X", "quit"]);
        assert_eq!(window.trim_end(), "before\nafter", "{keys:?}");
    }
}
