//! The words of English, so that a word of the language is never taken for a misspelled word of the reports.
//!
//! They are kept as a Bloom filter: a word of the language is always known, and about one misspelling in a thousand is taken
//! for one, and then not corrected.

/// The number of bits for each word, and of those that are set for it.
const BITS_PER_WORD: usize = 16;
const PROBES: u64 = 11;
/// The parameters of the hash function FNV-1a.
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;

/// A set of words.
#[derive(Debug, Clone, Copy)]
pub struct Dictionary<'a>(&'a [u8]);

impl<'a> Dictionary<'a> {
    /// Takes the bytes that [`write()`] returned.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Returns whether a folded word is one of the language, or the plural of one.
    #[must_use]
    pub fn has(self, word: &str) -> bool {
        self.has_form(word) || word.strip_suffix('s').is_some_and(|one| self.has_form(one))
    }

    fn has_form(self, word: &str) -> bool {
        let bit = |at: usize| self.0.get(at / 8).is_some_and(|byte| byte >> (at % 8) & 1 == 1);
        !self.0.is_empty() && probes(word, self.0.len() * 8).all(bit)
    }
}

/// Writes a dictionary of words, one a line.
#[must_use]
pub fn write(words: &str) -> Vec<u8> {
    let mut bytes = vec![0u8; (words.lines().count() * BITS_PER_WORD).div_ceil(8)];
    let bits = bytes.len() * 8;
    for at in words.lines().flat_map(|word| probes(word, bits)) {
        if let Some(byte) = bytes.get_mut(at / 8) {
            *byte |= 1 << (at % 8);
        }
    }
    bytes
}

/// Returns the bits of a word.
fn probes(word: &str, bits: usize) -> impl Iterator<Item = usize> {
    let hash = word.bytes().fold(FNV_OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME));
    let (first, step) = (hash & 0xffff_ffff, hash >> 32 | 1);
    let bits = u64::try_from(bits).unwrap_or(1).max(1);
    (0..PROBES).map(move |n| usize::try_from((first + n * step) % bits).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_known_and_hardly_any_other() {
        let words: Vec<String> = (0..5000).map(|n| format!("word{n}")).collect();
        let bytes = write(&words.join("\n"));
        let dictionary = Dictionary::new(&bytes);
        assert!(words.iter().all(|word| dictionary.has(word) && dictionary.has(&format!("{word}s"))));
        let others = (0..5000).filter(|n| dictionary.has(&format!("other{n}"))).count();
        assert!(others < 50, "{others}");
        assert!(!Dictionary::new(&[]).has("word"));
    }
}
