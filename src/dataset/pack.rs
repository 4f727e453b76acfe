//! A pack: a dataset in one file, checked and indexed, so that neither has to be done again. Large data is there at once from a
//! pack, as its texts and postings are read when they are needed. What the build script makes of the built-in data is the same,
//! in parts.
//!
//! The file: a line that says what it is and which program wrote it; the texts and the postings; the other parts, one after the
//! other, with the check sums of each block of texts and postings as the last; the length of each part as eight bytes; a check
//! sum of these lengths and of all parts that are read at once, as four. Numbers are little-endian.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;
use std::sync::Mutex;

use crate::corpus::name_index::NameIndex;
use crate::corpus::prepared::{Prepared, PreparedPostings};
use crate::corpus::sorted_lines::SortedLines;
use crate::corpus::strings::{self, PackedText, PassageTexts};
use crate::corpus::{Corpus, Dataset};
use crate::dataset::stored::{BLOCK, FileBytes};
use crate::platform;
use crate::search::Index;

/// The beginning of every pack.
const MAGIC: &str = "ICAT Explorer pack";
/// A digest of the code that decides what a pack contains. A pack is read by programs with the same alone.
const FORMAT: &str = include_str!(concat!(env!("OUT_DIR"), "/format"));
/// Maximum size of the parts that are read at once, in bytes.
const AT_ONCE_MAX: u64 = 4 << 30;

/// How many parts there are.
const PARTS: usize = 12;
/// Which part the dataset is. Those before are read when they are needed.
const CORPUS: usize = 2;
/// Where the parts begin that are kept as they are.
const KEPT: usize = CORPUS + 1;
/// Which part the state is.
const STATE: usize = 8;
/// How long the end of a pack is: the lengths and the check sum.
const END: usize = PARTS * 8 + 4;

/// What a packed dataset needs beside itself.
#[derive(Debug, Clone, Copy)]
pub struct Pack {
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

/// Where the parts of a file are.
struct Layout {
    /// Where each part begins and ends.
    parts: [Range<u64>; PARTS],
    /// The last bytes of the file.
    end: [u8; END],
}

impl Layout {
    /// Reads the layout of a pack that this program wrote.
    fn read(file: &mut File, len: u64) -> Result<Self, String> {
        let line = first_line();
        let mut begin = Vec::new();
        file.take(line.len() as u64).read_to_end(&mut begin).map_err(|error| unreadable(&error))?;
        if begin != line.as_bytes() {
            return Err(other(&begin));
        }
        let mut end = [0; END];
        let at = len.checked_sub(END as u64).ok_or_else(damaged)?;
        platform::read_at(file, &mut end, at).map_err(|error| unreadable(&error))?;
        let mut from = begin.len() as u64;
        let mut parts = [const { 0..0 }; PARTS];
        for (part, len) in parts.iter_mut().zip(end.as_chunks::<8>().0) {
            let to = from.checked_add(u64::from_le_bytes(*len)).ok_or_else(damaged)?;
            *part = std::mem::replace(&mut from, to)..to;
        }
        if from == at { Ok(Self { parts, end }) } else { Err(damaged()) }
    }
}

fn damaged() -> String {
    "is damaged; make it again from its data with `data pack`".to_owned()
}

fn unreadable(error: &io::Error) -> String {
    format!("cannot be read ({error})")
}

impl Pack {
    /// Reads a pack. What is read at once is kept for as long as the program runs.
    ///
    /// # Errors
    /// If the file cannot be read, is no pack, is one of another program, or is damaged. The message follows the name of the
    /// file.
    pub fn read(path: &Path) -> Result<Corpus, String> {
        let (mut file, len) = platform::open_regular(path).map_err(|error| unreadable(&error))?;
        let layout = Layout::read(&mut file, len)?;
        let read = |place: Range<u64>| {
            let size = Some(place.end - place.start).filter(|size| *size <= AT_ONCE_MAX);
            let mut bytes = vec![0; size.and_then(|size| usize::try_from(size).ok()).ok_or_else(damaged)?];
            platform::read_at(&file, &mut bytes, place.start).map_err(|error| unreadable(&error))?;
            Ok::<_, String>(bytes)
        };
        let corpus = read(layout.parts[CORPUS].clone())?;
        let kept: &'static [u8] = read(layout.parts[KEPT].start..layout.parts[PARTS - 1].end)?.leak();
        let mut sum = crc32fast::Hasher::new();
        sum.update(&corpus);
        sum.update(kept);
        sum.update(&layout.end[..END - 4]);
        let is_whole = sum.finalize().to_le_bytes() == layout.end[END - 4..];
        let pack = Self::of(&layout, kept, path, &file).filter(|_| is_whole).ok_or_else(damaged)?;
        let parts = strings::unpack_owned(corpus, pack.text).map_err(|_| damaged())?;
        Ok(pack.corpus(parts))
    }

    /// Finds the parts of a pack. `None` if they do not fit together.
    fn of(layout: &Layout, bytes: &'static [u8], path: &Path, file: &File) -> Option<Self> {
        let mut left = bytes;
        let mut parts = [&[][..]; PARTS - KEPT];
        for (part, place) in parts.iter_mut().zip(&layout.parts[KEPT..]) {
            (*part, left) = left.split_at_checked(usize::try_from(place.end - place.start).ok()?)?;
        }
        let [strings, index, names, synonyms, digest, state, notices, of_texts, of_postings] = parts;
        let text = |part: &'static [u8]| std::str::from_utf8(part).ok();
        let stored = |n: usize, sums: &[u8]| {
            let place = &layout.parts[n];
            Some(FileBytes {
                file: file.try_clone().ok()?,
                path: path.to_owned(),
                start: place.start,
                len: usize::try_from(place.end - place.start).ok()?,
                sums: sums.as_chunks().0.iter().map(|sum| u32::from_le_bytes(*sum)).collect(),
            })
        };
        let texts = PassageTexts::File { stored: Box::new(stored(0, of_texts)?), read: Mutex::new(HashMap::new()) };
        let digest = text(digest)?;
        Some(Self {
            text: PackedText { strings: text(strings)?, passages: Box::leak(Box::new(texts)) },
            names: text(names)?,
            prepared: Prepared {
                index,
                postings: PreparedPostings::Stored(Box::leak(Box::new(stored(1, of_postings)?))),
                synonyms: text(synonyms)?,
                digest: Some(digest).filter(|digest| !digest.is_empty()),
            },
            state: text(state)?,
            notices: text(notices)?,
        })
    }

    /// Returns the state of the files that a pack was made of, without reading the rest of it. `None` if it is not a pack that
    /// this program wrote.
    #[must_use]
    pub fn state_of(path: &Path) -> Option<String> {
        let (mut file, len) = platform::open_regular(path).ok()?;
        let place = &Layout::read(&mut file, len).ok()?.parts[STATE];
        file.seek(SeekFrom::Start(place.start)).ok()?;
        let mut state = String::new();
        file.take(place.end - place.start).take(STATE_MAX).read_to_string(&mut state).ok()?;
        Some(state)
    }

    /// Returns the corpus of an unpacked dataset.
    fn corpus(self, parts: Dataset) -> Corpus {
        let mut corpus = Corpus::prepared(parts, NameIndex(SortedLines::built_in(self.names)), self.prepared);
        corpus.notices = self.notices.lines().map(str::to_owned).collect();
        corpus
    }

    /// Unpacks the built-in dataset.
    ///
    /// # Errors
    /// If the packed data is damaged.
    pub(super) fn built_in(self, packed: &'static [u8]) -> Result<Corpus, postcard::Error> {
        let parts = strings::unpack(packed, self.text)?;
        let mut corpus = self.corpus(parts);
        corpus.built_in = true;
        Ok(corpus)
    }
}

/// How much of a state is read at most.
const STATE_MAX: u64 = 1 << 10;

/// Writes to a file, and counts what is written.
struct Counted<W> {
    out: W,
    written: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let len = self.out.write(bytes)?;
        self.written += len as u64;
        Ok(len)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// What is written goes into check sums, one for each block.
struct Blocks<'a, W> {
    out: &'a mut W,
    /// The check sums of the blocks that are full.
    sums: Vec<u8>,
    block: crc32fast::Hasher,
    /// How much of the block is written.
    filled: usize,
}

impl<'a, W: Write> Blocks<'a, W> {
    fn new(out: &'a mut W) -> Self {
        Self { out, sums: Vec::new(), block: crc32fast::Hasher::new(), filled: 0 }
    }

    fn end_block(&mut self) {
        self.sums.extend(std::mem::take(&mut self.block).finalize().to_le_bytes());
        self.filled = 0;
    }

    /// Returns the check sums of all blocks.
    fn finish(mut self) -> Vec<u8> {
        if self.filled > 0 {
            self.end_block();
        }
        self.sums
    }
}

impl<W: Write> Write for Blocks<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = bytes.len().min(BLOCK - self.filled);
        let len = self.out.write(bytes.get(..room).unwrap_or(bytes))?;
        self.block.update(bytes.get(..len).unwrap_or(bytes));
        self.filled += len;
        if self.filled == BLOCK {
            self.end_block();
        }
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
    let (packed, words) = strings::pack::<Dataset>(corpus).map_err(io::Error::other)?;
    let mut out = Counted { out: BufWriter::with_capacity(1 << 18, out), written: 0 };
    let mut ends = Vec::new();
    out.write_all(first_line().as_bytes())?;
    ends.push(out.written);
    let mut texts = Blocks::new(&mut out);
    corpus.passages.iter().try_for_each(|passage| texts.write_all(passage.text.as_bytes()))?;
    let of_texts = texts.finish();
    ends.push(out.written);
    let mut postings = Blocks::new(&mut out);
    index.inverted().write_postings(&mut postings)?;
    let of_postings = postings.finish();
    ends.push(out.written);
    let mut inverted = Vec::new();
    index.inverted().write(&mut inverted)?;
    let notices = corpus.notices.join("\n");
    let at_once: [&[u8]; PARTS - CORPUS] = [
        &packed,
        words.as_bytes(),
        &inverted,
        corpus.name_index().0.text().as_bytes(),
        index.synonyms().0.text().as_bytes(),
        digest.as_bytes(),
        state.as_bytes(),
        notices.as_bytes(),
        &of_texts,
        &of_postings,
    ];
    let mut sum = crc32fast::Hasher::new();
    for part in at_once {
        out.write_all(part)?;
        sum.update(part);
        ends.push(out.written);
    }
    for place in ends.windows(2) {
        let len = (place[1] - place[0]).to_le_bytes();
        out.write_all(&len)?;
        sum.update(&len);
    }
    out.write_all(&sum.finalize().to_le_bytes())?;
    out.flush()
}
