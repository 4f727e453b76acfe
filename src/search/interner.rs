//! A string interner for words. All letters are in one contiguous buffer.

use std::ops::Range;

use crate::search::table;

/// A growing set of words, numbered in the order of insertion.
#[derive(Debug, Default)]
pub struct Interner {
    letters: String,
    ends: Vec<u32>,
    /// An open-addressing hash table with linear probing. A slot holds the number of a word plus one; 0 is an empty
    /// slot.
    table: Vec<u32>,
}

impl Interner {
    /// Returns the number of words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns a word by its number.
    #[must_use]
    pub fn word(&self, number: u32) -> &str {
        self.letters.get(span(&self.ends, number)).unwrap_or("")
    }

    /// Returns the number of a word, adding the word if it is new.
    pub fn number(&mut self, word: &str) -> u32 {
        if self.ends.len() * 2 >= self.table.len() {
            self.grow();
        }
        let slot = self.slot(word);
        if let Some(found) = self.table[slot].checked_sub(1) {
            return found;
        }
        let number = table::number(self.ends.len());
        self.letters.push_str(word);
        self.ends.push(table::number(self.letters.len()));
        self.table[slot] = number + 1;
        number
    }

    /// Returns the slot of a word, or the empty slot where it belongs.
    fn slot(&self, word: &str) -> usize {
        let mask = self.table.len() - 1;
        let mut at = hash(word) & mask;
        while let Some(number) = self.table[at].checked_sub(1) {
            if self.word(number) == word {
                break;
            }
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        self.table = vec![0; (self.table.len() * 2).max(1024)];
        for number in 0..table::number(self.ends.len()) {
            let slot = self.slot(self.word(number));
            self.table[slot] = number + 1;
        }
    }
}

/// Returns the range of an entry, given where each entry ends.
#[must_use]
pub fn span(ends: &[u32], number: u32) -> Range<usize> {
    let at = number as usize;
    let from = at.checked_sub(1).and_then(|b| ends.get(b)).copied().unwrap_or(0);
    from as usize..ends.get(at).copied().unwrap_or(from) as usize
}

fn hash(word: &str) -> usize {
    let mixed = word.bytes().fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    usize::try_from(mixed >> 20).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Interner;

    #[test]
    fn a_word_keeps_its_number_however_many_come() {
        let mut intern = Interner::default();
        let words: Vec<String> = (0..5000).map(|n| format!("w{}", n * 7919 % 5003)).collect();
        let numbers: Vec<u32> = words.iter().map(|w| intern.number(w)).collect();
        for (word, number) in words.iter().zip(numbers) {
            assert_eq!((intern.number(word), intern.word(number)), (number, word.as_str()));
        }
        assert_eq!(intern.len(), 5000);
    }
}
