//! Parts of a pack that are read by position when they are needed.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::panic::panic_any;
use std::path::PathBuf;

use crate::corpus::stored::StoredBytes;
use crate::error::{Error, Problems};
use crate::gate;
use crate::platform;
use crate::text;

/// The length of a block, which is read and checked as a whole.
pub const BLOCK: usize = 1 << 14;

/// Bytes in a file, in blocks of [`BLOCK`], each with a check sum.
#[derive(Debug)]
pub struct FileBytes {
    /// The file, which stays open: what is put in its place is another file.
    pub file: File,
    /// Its path, for messages.
    pub path: PathBuf,
    /// Where the bytes begin.
    pub start: u64,
    /// How many there are.
    pub len: usize,
    /// The CRC-32 of each block.
    pub sums: Vec<u32>,
}

/// The data cannot be read any more; a sentence.
struct LostData(String);

/// Sees to it that the program ends with a sentence and the exit code of bad data if its data cannot be read any more. Whoever
/// has to tidy up before installs a hook after this one.
pub fn end_when_data_is_lost() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| match panic.payload().downcast_ref::<LostData>() {
        Some(LostData(sentence)) => {
            gate::say(sentence);
            std::process::exit(Error::Data(Problems::default()).exit_code().into());
        }
        None => before(panic),
    }));
}

impl StoredBytes for FileBytes {
    fn read(&self, range: Range<usize>) -> Vec<u8> {
        self.try_read(range).unwrap_or_else(|error| {
            let path = self.path.display().to_string();
            let path = text::harmless(&path);
            panic_any(LostData(format!("{path}: cannot be read any more ({error}); pack the data again")))
        })
    }
}

impl FileBytes {
    /// Reads a range of the bytes, and checks the blocks that it is in.
    fn try_read(&self, range: Range<usize>) -> io::Result<Vec<u8>> {
        let damaged = || io::Error::other("it is damaged");
        if range.is_empty() {
            return Ok(Vec::new());
        }
        if range.end > self.len {
            return Err(damaged());
        }
        let blocks = range.start / BLOCK..range.end.div_ceil(BLOCK);
        let from = blocks.start * BLOCK;
        let to = (blocks.end * BLOCK).min(self.len);
        let mut bytes = vec![0; to.checked_sub(from).ok_or_else(damaged)?];
        platform::read_at(&self.file, &mut bytes, self.start + from as u64)?;
        let sums = self.sums.get(blocks).ok_or_else(damaged)?;
        if !bytes.chunks(BLOCK).map(crc32fast::hash).eq(sums.iter().copied()) {
            return Err(damaged());
        }
        bytes.truncate(range.end.checked_sub(from).ok_or_else(damaged)?);
        bytes.drain(..range.start - from);
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_range_is_read_as_it_was_written_and_damage_is_found() {
        let bytes: Vec<u8> = (0..BLOCK * 3 + 7).map(|n| u8::try_from(n * 31 % 251).unwrap_or_default()).collect();
        let path = tempfile::NamedTempFile::new().expect("a file").into_temp_path();
        std::fs::write(&path, [b"head".as_slice(), &bytes].concat()).expect("written");
        let stored = |len: usize| FileBytes {
            file: File::open(&path).expect("open"),
            path: path.to_path_buf(),
            start: 4,
            len,
            sums: bytes.chunks(BLOCK).map(crc32fast::hash).collect(),
        };
        let whole = stored(bytes.len());
        for range in
            [0..0, 0..1, 5..BLOCK, BLOCK - 1..BLOCK + 1, BLOCK..BLOCK * 3, 0..bytes.len(), bytes.len() - 1..bytes.len()]
        {
            assert_eq!(whole.read(range.clone()), bytes[range.clone()], "{range:?}");
        }
        assert!(whole.try_read(0..bytes.len() + 1).is_err());
        assert!(stored(bytes.len() - 1).try_read(BLOCK * 3..BLOCK * 3 + 2).is_err());
        let mut changed = std::fs::read(&path).expect("read");
        changed[4 + BLOCK] ^= 1;
        std::fs::write(&path, changed).expect("written");
        assert!(whole.try_read(BLOCK + 9..BLOCK + 10).is_err(), "the block was changed");
        assert_eq!(whole.read(0..9), bytes[..9], "another block was not");
    }
}
