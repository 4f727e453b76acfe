//! Titles of the user's own for documents and workbooks.

use crate::export::markdown::one_line;
use crate::text;

/// The most characters of such a title. Properties of workbooks hold little more.
pub const TITLE_MAX: usize = 200;
/// The most words of a title in a file name.
const WORDS_MAX: usize = 8;

/// Returns what was typed as a title, on one line; `None` if there is nothing in it.
#[must_use]
pub fn own_title(typed: &str) -> Option<String> {
    let line: String = one_line(typed.trim()).chars().take(TITLE_MAX).collect();
    Some(line.trim().to_owned()).filter(|title| !title.is_empty())
}

/// Returns a title as a part of a file name: letters and digits in lower case, with hyphens between words. Where no word has
/// any, it is `other`.
pub(crate) fn slug(title: &str, other: &str) -> String {
    let folded = text::fold_plain(title);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug: Vec<&str> = words.take(WORDS_MAX).collect();
    if slug.is_empty() { other.to_owned() } else { slug.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_line_and_its_file_name_is_plain() {
        assert_eq!(own_title(" Briefing:\nNiger \u{1b}[31m "), Some("Briefing: Niger  [31m".to_owned()));
        assert_eq!((own_title(" \t "), own_title("")), (None, None));
        assert_eq!(own_title(&"x".repeat(400)).map(|title| title.len()), Some(TITLE_MAX));
        assert_eq!(slug("C\u{f4}te d\u{2019}Ivoire / 2022!", "brief"), "cote-d-ivoire-2022");
        assert_eq!(slug("\u{65e5}\u{672c}", "brief"), "brief");
    }
}
