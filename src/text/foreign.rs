//! Words in scripts other than Latin: their forms without endings and prefixes.

/// The endings that words in Cyrillic letters take, the longest first.
const CYRILLIC_ENDINGS: [&str; 38] = [
    "иями", "ами", "ями", "ого", "его", "ому", "ему", "ыми", "ими", "иях", "иям", "ией", "ых", "их", "ов", "ев", "ей",
    "ой", "ий", "ый", "ая", "яя", "ое", "ее", "ые", "ие", "ия", "ии", "ам", "ям", "ах", "ях", "ом", "ем", "ую", "ью",
    "ей", "ь",
];
/// The vowels that words in Cyrillic letters end in.
const CYRILLIC_VOWELS: [char; 8] = ['а', 'я', 'о', 'е', 'у', 'ю', 'ы', 'и'];
/// What Arabic writes together with the beginning of a word.
const ARABIC_PREFIXES: [&str; 8] = [
    "\u{648}\u{627}\u{644}",
    "\u{628}\u{627}\u{644}",
    "\u{643}\u{627}\u{644}",
    "\u{641}\u{627}\u{644}",
    "\u{644}\u{644}",
    "\u{627}\u{644}",
    "\u{648}",
    "\u{628}",
];
/// The minimum number of letters of what is left of a word without its ending or beginning.
const BARE_MIN: usize = 3;

/// Returns a folded word in Cyrillic or Arabic letters without its ending or what is written before it, so that its forms
/// are alike. `None` for a word in other letters.
#[must_use]
pub fn bare_word(word: &str) -> Option<&str> {
    let is_long = |bare: &&str| bare.chars().count() >= BARE_MIN;
    match word.chars().next()? {
        '\u{400}'..='\u{4ff}' => {
            let bare = CYRILLIC_ENDINGS.iter().filter_map(|end| word.strip_suffix(end)).find(is_long);
            let bare = bare.or_else(|| word.strip_suffix(CYRILLIC_VOWELS).filter(is_long));
            Some(bare.unwrap_or(word))
        }
        '\u{600}'..='\u{6ff}' => {
            let bare = ARABIC_PREFIXES.iter().filter_map(|start| word.strip_prefix(start)).find(is_long);
            Some(bare.unwrap_or(word))
        }
        _ => None,
    }
}

/// The endings that nouns such as "Россия" take, the longest first.
const CYRILLIC_I_ENDINGS: [&str; 10] = ["иями", "ией", "иям", "иях", "ием", "ия", "ии", "ию", "ие", "ий"];

/// Returns what the forms of a noun such as "Россия" share, up to the vowel before the ending, so that "Нигерии" is none of
/// "Нигер". `None` for other words.
#[must_use]
pub fn bare_noun(word: &str) -> Option<&str> {
    let ending = CYRILLIC_I_ENDINGS.iter().find(|ending| word.ends_with(*ending))?;
    let bare = word.get(..word.len() - ending.len() + 'и'.len_utf8())?;
    (bare.chars().count() > BARE_MIN).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_alike() {
        for [one, other] in [["украина", "украины"], ["беженцы", "беженцев"], ["детей", "дети"], ["الاتجار", "بالاتجار"]]
        {
            assert_eq!(bare_word(one), bare_word(other), "{one} {other}");
        }
        for form in ["россия", "россии", "россию", "россией"] {
            assert_eq!(bare_noun(form), Some("росси"));
        }
        assert_eq!((bare_noun("нигерии"), bare_noun("нигера"), bare_noun("word")), (Some("нигери"), None, None));
        assert_eq!((bare_word("word"), bare_word("")), (None, None));
        assert_eq!(bare_word("сша"), Some("сша"));
    }
}
