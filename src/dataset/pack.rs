//! A pack: a dataset in one file, checked and indexed, so that neither has to be done again. Large data is there at once from a
//! pack. What the build script makes of the built-in data is the same, in parts.
//!
//! The file: a line that says what it is and which program wrote it; the parts, one after the other; the length of each part
//! as eight bytes; a check sum of the parts and their lengths as four. Numbers are little-endian.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::corpus::Corpus;
use crate::corpus::name_index::NameIndex;
use crate::corpus::prepared::Prepared;
use crate::corpus::sorted_lines::SortedLines;
use crate::corpus::strings::{self, PackedText};
use crate::platform;
use crate::search::Index;

/// The beginning of every pack.
const MAGIC: &str = "ICAT Explorer pack";
/// A digest of the code that decides what a pack contains. A pack is read by programs with the same alone.
const FORMAT: &str = include_str!(concat!(env!("OUT_DIR"), "/format"));
/// Maximum size of a pack in bytes.
const SIZE_MAX: u64 = 8 << 30;

/// How many parts there are.
const PARTS: usize = 9;
/// How long the end of a pack is: the lengths and the check sum.
const END: usize = PARTS * 8 + 4;

/// A packed dataset.
#[derive(Debug, Clone, Copy)]
pub struct Pack {
    /// The dataset, without its text.
    pub corpus: &'static [u8],
    /// The text that its strings are ranges of.
    pub text: PackedText,
    /// The index of the names of bodies and places.
    pub names: &'static str,
    /// The indexes of the search, and the digest.
    pub prepared: Prepared,
    /// The state of the files that it was made of, see [`super::cache`]; empty in a pack that stands on its own.
    pub state: &'static str,
    /// Notices about entries of the data directory that were not read, a line each.
    pub notices: &'static str,
}

/// The line with which the packs of this program begin.
fn first_line() -> String {
    format!("{MAGIC} {} {FORMAT}\n", env!("CARGO_PKG_VERSION"))
}

/// Says why bytes that begin with another line are not read.
fn other(bytes: &[u8]) -> String {
    let line = bytes.split(|&b| b == b'\n').next().unwrap_or_default();
    let line = std::str::from_utf8(line).ok().and_then(|line| line.strip_prefix(MAGIC));
    let Some(line) = line else {
        return "is neither a directory of data files nor a pack, which `data pack` makes of one".to_owned();
    };
    let again = "make it again from its data with `data pack`";
    match line.split_whitespace().next() {
        Some(version) if version != env!("CARGO_PKG_VERSION") => {
            format!(
                "was packed by version {version} of this program, and this is {}; {again}",
                env!("CARGO_PKG_VERSION")
            )
        }
        _ => format!("was packed by another build of this program; {again}"),
    }
}

impl Pack {
    /// Reads a pack. All of it is read, and kept for as long as the program runs.
    ///
    /// # Errors
    /// If the file cannot be read, is no pack, is one of another program, or is damaged. The message follows the name of the
    /// file.
    pub fn read(path: &Path) -> Result<Corpus, String> {
        let bytes = platform::read_file(path, SIZE_MAX).map_err(|error| format!("cannot be read ({error})"))?;
        Self::corpus_of(bytes.leak())
    }

    /// Returns the corpus of a packed file. The check sum is computed while the dataset is unpacked.
    fn corpus_of(bytes: &'static [u8]) -> Result<Corpus, String> {
        let damaged = || "is damaged; make it again from its data with `data pack`".to_owned();
        let Some(rest) = bytes.strip_prefix(first_line().as_bytes()) else { return Err(other(bytes)) };
        let (checked, sum) = rest.split_last_chunk::<4>().ok_or_else(damaged)?;
        std::thread::scope(|scope| {
            let check = std::thread::Builder::new().spawn_scoped(scope, || crc32fast::hash(checked));
            let pack = Self::of(rest).ok_or_else(damaged)?;
            let parts = strings::unpack(pack.corpus, pack.text);
            let found = match check {
                Ok(check) => check.join().map_err(|_| damaged())?,
                Err(_) => crc32fast::hash(checked),
            };
            if found != u32::from_le_bytes(*sum) {
                return Err(damaged());
            }
            Ok(pack.corpus(parts.map_err(|_| damaged())?))
        })
    }

    /// Finds the parts of a pack.
    fn of(rest: &'static [u8]) -> Option<Self> {
        let (mut left, end) = rest.split_at_checked(rest.len().checked_sub(END)?)?;
        let mut parts = [&[][..]; PARTS];
        for (part, len) in parts.iter_mut().zip(end.as_chunks::<8>().0) {
            (*part, left) = left.split_at_checked(usize::try_from(u64::from_le_bytes(*len)).ok()?)?;
        }
        let text = |part: &'static [u8]| std::str::from_utf8(part).ok();
        let [corpus, strings, passages, index, names, synonyms, digest, state, notices] = parts;
        let digest = text(digest)?;
        Some(Self {
            corpus,
            text: PackedText { strings: text(strings)?, passages: text(passages)? },
            names: text(names)?,
            prepared: Prepared {
                index,
                synonyms: text(synonyms)?,
                digest: Some(digest).filter(|digest| !digest.is_empty()),
            },
            state: text(state)?,
            notices: text(notices)?,
        })
        .filter(|_| left.is_empty())
    }

    /// Returns the state of the files that a pack was made of, without reading the rest of it. `None` if it is not a pack that
    /// this program wrote.
    #[must_use]
    pub fn state_of(path: &Path) -> Option<String> {
        use std::io::{Read, Seek, SeekFrom};
        let (mut file, _) = platform::open_regular(path).ok()?;
        let mut line = vec![0; first_line().len()];
        file.read_exact(&mut line).ok()?;
        if line != first_line().as_bytes() {
            return None;
        }
        let mut end = [0; END];
        file.seek(SeekFrom::End(-i64::try_from(END).ok()?)).ok()?;
        file.read_exact(&mut end).ok()?;
        let lens = end.as_chunks::<8>().0.get(..PARTS)?;
        let mut lens = lens.iter().map(|len| u64::from_le_bytes(*len)).rev();
        let (notices, state) = (lens.next()?, lens.next()?);
        let back = u64::try_from(END).ok()?.checked_add(notices)?.checked_add(state)?;
        file.seek(SeekFrom::End(i64::try_from(back).ok()?.checked_neg()?)).ok()?;
        let mut words = String::new();
        file.take(state.min(STATE_MAX)).read_to_string(&mut words).ok()?;
        Some(words)
    }

    /// Returns the corpus of an unpacked dataset.
    fn corpus(self, parts: crate::corpus::Dataset) -> Corpus {
        let mut corpus = Corpus::prepared(parts, NameIndex(SortedLines::built_in(self.names)), self.prepared);
        corpus.notices = self.notices.lines().map(str::to_owned).collect();
        corpus
    }

    /// Unpacks the built-in dataset.
    ///
    /// # Errors
    /// If the packed data is damaged.
    pub(super) fn built_in(self) -> Result<Corpus, postcard::Error> {
        let parts = strings::unpack(self.corpus, self.text)?;
        let mut corpus = self.corpus(parts);
        corpus.built_in = true;
        Ok(corpus)
    }
}

/// How much of a state is read at most.
const STATE_MAX: u64 = 1 << 10;

/// What is written counts, and goes into the check sum.
struct Checked<W> {
    out: W,
    sum: crc32fast::Hasher,
    len: u64,
}

impl<W: Write> Write for Checked<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let len = self.out.write(bytes)?;
        self.sum.update(bytes.get(..len).unwrap_or(bytes));
        self.len += len as u64;
        Ok(len)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Writes a dataset and its index as a pack. `digest` and `state` may be empty.
///
/// # Errors
/// If it cannot be written, or there is more text than a pack can hold.
pub fn write(index: &Index, digest: &str, state: &str, out: &mut impl Write) -> io::Result<()> {
    let corpus = index.corpus();
    let (packed, words) = strings::pack::<crate::corpus::Dataset>(corpus).map_err(io::Error::other)?;
    let mut out = BufWriter::with_capacity(1 << 18, out);
    out.write_all(first_line().as_bytes())?;
    let mut out = Checked { out, sum: crc32fast::Hasher::new(), len: 0 };
    let mut lens = [0; PARTS];
    for (n, len) in lens.iter_mut().enumerate() {
        let before = out.len;
        match n {
            0 => out.write_all(&packed)?,
            1 => out.write_all(words.as_bytes())?,
            2 => corpus.passages.iter().try_for_each(|passage| out.write_all(passage.text.as_bytes()))?,
            3 => index.inverted().write(&mut out)?,
            4 => out.write_all(corpus.name_index().0.text().as_bytes())?,
            5 => out.write_all(index.synonyms().0.text().as_bytes())?,
            6 => out.write_all(digest.as_bytes())?,
            7 => out.write_all(state.as_bytes())?,
            _ => out.write_all(corpus.notices.join("\n").as_bytes())?,
        }
        *len = out.len - before;
    }
    for len in lens {
        out.write_all(&len.to_le_bytes())?;
    }
    let sum = out.sum.clone().finalize();
    out.out.write_all(&sum.to_le_bytes())?;
    out.out.flush()
}
