//! Names of languages, so that `fr`, `français` and `French` are one.

use crate::corpus::lookup::{has_key, plain_key};

/// A line for each language: its code in ISO 639-1, its name in English, and its names in other languages and in its own,
/// with tabs between. The names are those of Unicode's CLDR.
const LANGUAGES: &str = include_str!("../../assets/languages.txt");

/// Returns the name in English of the language with a code, or a name in any language. Case and diacritics are ignored.
#[must_use]
pub fn in_english(typed: &str) -> Option<&'static str> {
    let wanted = plain_key(typed);
    let is_named = |line: &&str| line.split('\t').any(|name| has_key(name, &wanted));
    LANGUAGES.lines().find(is_named)?.split('\t').nth(1)
}

/// Returns the code and all names of a language, given by its name in English.
#[must_use]
pub fn names(english: &str) -> Vec<&'static str> {
    let line = LANGUAGES.lines().find(|line| line.split('\t').nth(1) == Some(english));
    line.map_or_else(Vec::new, |line| line.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_found_by_any_of_its_names() {
        for typed in ["fr", "FR", "French", "francais", "Français", "francés", "французский", "الفرنسية", "法语"]
        {
            assert_eq!(in_english(typed), Some("French"), "{typed}");
        }
        assert_eq!(in_english("Klingon"), None);
        assert_eq!(in_english(""), None);
    }

    #[test]
    fn no_name_is_of_two_languages() {
        for line in LANGUAGES.lines() {
            let english = line.split('\t').nth(1);
            assert!(line.split('\t').count() >= 5, "{line}");
            for name in line.split('\t') {
                assert_eq!(in_english(name), english, "{name}");
            }
        }
    }
}
