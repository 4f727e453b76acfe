//! The programs: how they are started, what their screens say, and where they are found.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::data::Data;
use crate::run::Told;
use crate::screen::{HEIGHT, Screen};

/// What a program is, as far as its screen and its keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Explorer,
    /// fzf or skim: the prompt in the last row, the count above it.
    Filter,
    /// less: the reader's like.
    Pager,
}

#[derive(Debug, Clone)]
pub struct Peer {
    pub name: String,
    pub kind: Kind,
    pub program: PathBuf,
    /// Arguments before those for the data.
    pub before: Vec<String>,
    /// Whether it is given a pack of the data.
    pub packed: bool,
    /// How many passages it lists for what is typed; none where its own screen tells when the number is that of another query.
    pub expected: BTreeMap<String, usize>,
}

/// How a program is started.
#[derive(Debug, Clone)]
pub struct Start {
    pub program: PathBuf,
    pub arguments: Vec<OsString>,
    pub input: Option<PathBuf>,
    pub home: PathBuf,
}

impl Start {
    /// What the settings of whoever runs this would change.
    pub const REMOVED: &[&str] = &[
        "COLORTERM",
        "COLUMNS",
        "FZF_DEFAULT_COMMAND",
        "FZF_DEFAULT_OPTS",
        "FZF_DEFAULT_OPTS_FILE",
        "LC_ALL",
        "LESS",
        "LESSOPEN",
        "LINES",
        "NO_COLOR",
        "RUST_BACKTRACE",
        "SKIM_DEFAULT_COMMAND",
        "SKIM_DEFAULT_OPTIONS",
        "STY",
        "TMUX",
    ];

    pub fn environment(&self) -> Vec<(&'static str, OsString)> {
        let own = ["HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"];
        let mut all: Vec<_> = own.into_iter().map(|n| (n, self.home.clone().into_os_string())).collect();
        all.extend(
            [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("LESSHISTFILE", "-")].map(|(n, v)| (n, v.into())),
        );
        all
    }
}

impl Peer {
    pub fn new(name: impl Into<String>, kind: Kind, program: impl Into<PathBuf>) -> Self {
        Self {
            name: name.into(),
            kind,
            program: program.into(),
            before: Vec::new(),
            packed: false,
            expected: BTreeMap::new(),
        }
    }

    fn started_with(&self, data: &Data, arguments: Vec<OsString>, input: bool) -> Start {
        let mut all: Vec<OsString> = self.before.iter().map(Into::into).collect();
        all.extend(arguments);
        let input = input.then(|| data.text.clone());
        Start { program: self.program.clone(), arguments: all, input, home: data.home.clone() }
    }

    /// The file of its pack.
    fn pack(&self, data: &Data) -> PathBuf {
        data.packs.join(self.name.replace(|c: char| !c.is_ascii_alphanumeric(), "-")).with_extension("pack")
    }

    /// Has the program pack the data, if it is to be given a pack.
    pub fn prepare(&self, data: &Data) -> Told<()> {
        let Some(own) = data.own.as_ref().filter(|_| self.packed) else { return Ok(()) };
        let output = Command::new(&self.program).args(["data", "pack"]).arg(own).arg(self.pack(data)).output();
        let output = output.map_err(|e| format!("{}: {e}", self.name))?;
        let said = String::from_utf8_lossy(&output.stderr);
        if output.status.success() { Ok(()) } else { Err(format!("{}: {said}", self.name)) }
    }

    /// The arguments that give the data to the explorer.
    fn own(&self, data: &Data) -> Vec<OsString> {
        let path = data.own.as_ref().map(|dir| if self.packed { self.pack(data) } else { dir.clone() });
        path.into_iter().flat_map(|path| ["--data".into(), path.into_os_string()]).collect()
    }

    /// How it is started in a terminal.
    pub fn interactive(&self, data: &Data) -> Start {
        match self.kind {
            Kind::Explorer => {
                self.started_with(data, std::iter::once("--no-state".into()).chain(self.own(data)).collect(), false)
            }
            Kind::Filter => self.started_with(data, Vec::new(), true),
            Kind::Pager => self.started_with(data, vec![data.text.clone().into_os_string()], false),
        }
    }

    /// How it is started to print what is found; none where it does not search.
    pub fn once(&self, data: &Data, query: &str) -> Option<Start> {
        match self.kind {
            Kind::Explorer => {
                let words = ["--no-state".into(), "search".into(), query.into()];
                let words = words.into_iter().chain(self.own(data)).collect();
                Some(self.started_with(data, words, false))
            }
            Kind::Filter => Some(self.started_with(data, vec!["--filter".into(), query.into()], true)),
            Kind::Pager => None,
        }
    }

    /// Whether all passages are there.
    pub fn is_ready(&self, screen: &Screen, data: &Data) -> bool {
        match self.kind {
            // The data of another build has a few passages more or less.
            Kind::Explorer => numbers(&screen.row(0)).iter().any(|n| n.abs_diff(data.passages) <= data.passages / 100),
            Kind::Filter => counts(screen) == Some((data.passages, data.passages)) && typed_below(screen).is_some(),
            Kind::Pager => !screen.is_blank(),
        }
    }

    /// What opens the prompt, where it is not always there.
    pub fn prompt(&self) -> Option<&'static [u8]> {
        (self.kind == Kind::Explorer).then_some(b"/")
    }

    /// What stands in the prompt; none where there is none.
    pub fn typed(&self, screen: &Screen) -> Option<String> {
        match self.kind {
            Kind::Explorer => prompt_above(screen).map(|(typed, _)| typed),
            Kind::Filter => typed_below(screen),
            Kind::Pager => None,
        }
    }

    /// Whether the prompt is empty and nothing narrows.
    pub fn is_cleared(&self, screen: &Screen, data: &Data) -> bool {
        self.typed(screen).is_some_and(|t| t.is_empty()) && (self.kind == Kind::Explorer || self.is_ready(screen, data))
    }

    /// Whether the screen shows the answer to what is typed: to that, not to what was typed before. `before` is what
    /// [`Peer::listed`] gave before the key, and what was typed then.
    pub fn is_answered(&self, screen: &Screen, typed: &str, before: (u64, &str), times: usize) -> bool {
        match self.kind {
            Kind::Explorer => prompt_above(screen).is_some_and(|(shown, right)| {
                // While it waits for the answer it says "...".
                let counted = right.ends_with(" hit") || right.ends_with(" hits");
                shown == typed.trim_end() && counted && !numbers(&right).is_empty()
            }),
            Kind::Filter => {
                let expected = |t: &str| self.expected.get(t.trim_end()).map(|n| n * times);
                let shown = typed_below(screen).is_some_and(|t| t == typed.trim_end());
                let counted = expected(typed).is_some() && counts(screen).map(|c| c.0) == expected(typed);
                // Where both have as many, what is lit in the list tells them apart.
                shown && counted && (expected(typed) != expected(before.1) || self.listed(screen) != before.0)
            }
            Kind::Pager => false,
        }
    }

    /// The rows that hold the prompt and the count, to tell what went wrong.
    pub fn status(&self, screen: &Screen) -> String {
        let rows = if self.kind == Kind::Explorer { 0..1 } else { HEIGHT - 2..HEIGHT };
        format!("{:?}", rows.map(|y| screen.row(y)).collect::<Vec<_>>())
    }

    /// What tells one list from another.
    pub fn listed(&self, screen: &Screen) -> u64 {
        match self.kind {
            Kind::Explorer => screen.digest(1..HEIGHT),
            Kind::Filter | Kind::Pager => screen.digest(0..HEIGHT - 2),
        }
    }

    /// Asks it, as a process, how many passages it lists for all that will be typed: what its screen has to show.
    pub fn expect(&mut self, data: &Data, queries: &[&str]) -> Told<()> {
        if self.kind != Kind::Filter {
            return Ok(());
        }
        self.expected.insert(String::new(), data.passages);
        for query in queries {
            for (end, char) in query.char_indices() {
                let typed = query.get(..end + char.len_utf8()).unwrap_or(query).trim_end();
                if let Some(start) = self.once(data, typed).filter(|_| !self.expected.contains_key(typed)) {
                    let (_, lines) = crate::once::time(&start, std::time::Duration::from_secs(20))?;
                    self.expected.insert(typed.to_owned(), lines);
                }
            }
        }
        Ok(())
    }
}

/// All numbers in some words, with commas between thousands or without.
fn numbers(words: &str) -> Vec<usize> {
    words.replace(',', "").split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect()
}

/// The prompt of the explorer: what is typed and what stands on the right.
fn prompt_above(screen: &Screen) -> Option<(String, String)> {
    let row = screen.row(0);
    let (typed, right) = row.strip_prefix('/')?.rsplit_once("  ")?;
    Some((typed.trim().to_owned(), right.trim().to_owned()))
}

fn typed_below(screen: &Screen) -> Option<String> {
    Some(screen.row(HEIGHT - 1).strip_prefix('>')?.trim().to_owned())
}

/// How many are listed and how many there are. A "(99%)" beside them says little: fzf may leave it there after the last of the
/// answer has come.
fn counts(screen: &Screen) -> Option<(usize, usize)> {
    let row = screen.row(HEIGHT - 2);
    let (listed, all) = row.split_whitespace().find_map(|w| w.split_once('/'))?;
    Some((listed.parse().ok()?, all.parse().ok()?))
}

/// What a program calls its version; none where it cannot be run.
fn version(program: &Path) -> Option<String> {
    let output = Command::new(program).arg("--version").output().ok().filter(|o| o.status.success())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let is_number = |w: &&str| w.chars().next().is_some_and(|c| c.is_ascii_digit());
    text.lines().next()?.split_whitespace().find(is_number).map(str::to_owned)
}

/// The programs that a variable names, with colons between them.
fn named(variable: &str) -> Vec<PathBuf> {
    let all = std::env::var_os(variable).unwrap_or_default();
    std::env::split_paths(&all).filter(|p| !p.as_os_str().is_empty()).collect()
}

/// Programs of a name in `PATH`.
fn in_path(name: &str) -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).map(|d| d.join(name)).filter(|p| p.is_file()).collect()
}

/// The fzf that the package `iterfzf` carries, where it is installed.
fn in_environments() -> Vec<PathBuf> {
    let ask = "import iterfzf, pathlib; print(pathlib.Path(iterfzf.__file__).parent / 'fzf')";
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().map(|t| t.join("fzf/bin/python3"));
    let active = std::env::var_os("VIRTUAL_ENV").map(|v| PathBuf::from(v).join("bin/python3"));
    let pythons = target.into_iter().chain(active).chain(in_path("python3").into_iter().take(1));
    let told = pythons.filter_map(|p| Command::new(p).args(["-c", ask]).output().ok());
    told.map(|o| PathBuf::from(String::from_utf8_lossy(&o.stdout).trim())).filter(|p| p.is_file()).collect()
}

/// The numbers of a version, to tell which is newer.
fn order(version: &str) -> Vec<usize> {
    version.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect()
}

/// The newest fzf and the packaged one, the newest first; each with its version.
fn fzfs() -> Vec<Peer> {
    let given = named("FZF");
    for path in given.iter().filter(|p| version(p).is_none()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        eprintln!("FZF names {name}, which cannot be run or tells no version");
    }
    let mut found: Vec<(String, PathBuf)> = Vec::new();
    for path in given.into_iter().chain(in_environments()).chain(in_path("fzf")) {
        if let Some(version) = version(&path).filter(|v| found.iter().all(|(known, _)| known != v)) {
            found.push((version, path));
        }
    }
    found.sort_by_key(|(version, _)| std::cmp::Reverse(order(version)));
    if found.len() > 2 {
        found.drain(1..found.len() - 1);
    }
    found.into_iter().map(|(version, path)| Peer::new(format!("fzf {version}"), Kind::Filter, path)).collect()
}

/// The explorers: the one that Cargo built, and those that `EXPLORER` names.
fn explorers() -> Vec<Peer> {
    let mut all = vec![Peer::new("icat-explorer", Kind::Explorer, env!("CARGO_BIN_EXE_icat-explorer"))];
    for path in named("EXPLORER") {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match version(&path) {
            Some(_) => all.push(Peer::new(format!("icat-explorer ({name})"), Kind::Explorer, path)),
            None => eprintln!("EXPLORER names {name}, which cannot be run; it is left out"),
        }
    }
    all
}

/// The explorers that can be given a pack.
fn packed(explorers: &[Peer]) -> Vec<Peer> {
    let packs = |peer: &&Peer| {
        let output = Command::new(&peer.program).args(["data", "pack", "--help"]).output();
        output.is_ok_and(|output| output.status.success())
    };
    let packed = |peer: &Peer| Peer { name: format!("{}, pack", peer.name), packed: true, ..peer.clone() };
    explorers.iter().filter(packs).map(packed).collect()
}

/// All that can be measured here. The first is the explorer; the newest fzf comes first among its like. Those that are given a
/// pack come last.
pub fn all() -> Vec<Peer> {
    let mut all = explorers();
    let packed = packed(&all);
    let fzfs = fzfs();
    if fzfs.is_empty() {
        eprintln!("there is no fzf here (in FZF, PATH, or the PyPI package iterfzf); it is left out");
    }
    all.extend(fzfs);
    for (name, shown, kind) in [("sk", "skim", Kind::Filter), ("less", "less", Kind::Pager)] {
        match in_path(name).into_iter().find_map(|p| Some((version(&p)?, p))) {
            Some((version, path)) => all.push(Peer::new(format!("{shown} {version}"), kind, path)),
            None => eprintln!("there is no {shown} here; it is left out"),
        }
    }
    all.extend(packed);
    all
}
