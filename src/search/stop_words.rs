//! Stop words: words so common that they neither exclude a passage nor count in its favour.

/// Small words of other languages, folded, that are no words of English.
const FOREIGN: &[&str] = &[
    "au", "aux", "avec", "com", "con", "contre", "da", "dans", "das", "de", "del", "des", "dos", "du", "e", "el", "em",
    "en", "entre", "et", "la", "las", "le", "les", "los", "na", "nas", "nos", "o", "os", "para", "pela", "pelo", "por",
    "pour", "que", "qui", "sobre", "sur", "une", "y", "в", "для", "за", "и", "из", "к", "как", "на", "о", "об", "от",
    "по", "при", "с", "со", "у", "что", "الى", "على", "عن", "في", "مع", "من",
];

/// Articles, pronouns, prepositions, conjunctions, auxiliary verbs and question words, in alphabetical order.
const STOP_WORDS: &[&str] = &[
    "a", "about", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been", "being", "but", "by", "can",
    "could", "did", "do", "does", "for", "from", "had", "has", "have", "he", "her", "his", "how", "i", "if", "in",
    "into", "is", "it", "its", "me", "most", "my", "no", "not", "of", "on", "or", "our", "s", "she", "should", "so",
    "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to",
    "was", "we", "were", "what", "when", "where", "which", "who", "whom", "whose", "why", "will", "with", "would",
    "you", "your",
];

/// Returns whether a folded word is a stop word.
pub(crate) fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.binary_search(&word).is_ok() || FOREIGN.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stop_words_are_sorted_and_found() {
        assert!(STOP_WORDS.is_sorted() && FOREIGN.is_sorted());
        assert!(["a", "who", "your"].into_iter().all(is_stop_word) && !is_stop_word("police"));
    }
}
