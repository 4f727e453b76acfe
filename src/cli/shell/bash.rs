//! Lines as bash reads them: parses words out of quotes, and quotes words so that bash parses them again. Bash passes
//! the line to a completion as it is typed, and inserts the answer verbatim, quotes and all.

/// The quotes that enclose a position in the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Quotes {
    /// None.
    #[default]
    None,
    /// `'`.
    Single,
    /// `"`.
    Double,
}

/// A parsed line up to the cursor.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct BashLine {
    /// The words before the one at the cursor, without their quotes.
    pub before: Vec<String>,
    /// The part of the word at the cursor that is already typed, without its quotes.
    pub word: String,
    /// The part of that word before what bash replaces.
    pub stays: String,
    /// The quotes that are open where the replaced part starts.
    pub quotes: Quotes,
}

/// Parses a line up to the cursor. Bash replaces the end of it, `replaced`, with the answer of the completion.
pub fn read(line: &str, replaced: &str) -> BashLine {
    let cut = if line.ends_with(replaced) { line.len() - replaced.len() } else { line.len() };
    let mut typed = BashLine::default();
    let mut quotes = Quotes::None;
    let mut within = false;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if at == cut {
            (typed.stays, typed.quotes) = (typed.word.clone(), quotes);
        }
        match (quotes, c) {
            (Quotes::None, c) if c.is_whitespace() => {
                if within {
                    typed.before.push(std::mem::take(&mut typed.word));
                }
                within = false;
                continue;
            }
            (Quotes::None, '\'') => quotes = Quotes::Single,
            (Quotes::None, '"') => quotes = Quotes::Double,
            (Quotes::Single, '\'') | (Quotes::Double, '"') => quotes = Quotes::None,
            (Quotes::None, '\\') => typed.word.extend(chars.next().map(|c| c.1)),
            (Quotes::Double, '\\') => match chars.next_if(|c| "$`\"\\".contains(c.1)) {
                Some((_, c)) => typed.word.push(c),
                None => typed.word.push('\\'),
            },
            (_, c) => typed.word.push(c),
        }
        within = true;
    }
    if cut >= line.len() {
        (typed.stays, typed.quotes) = (typed.word.clone(), quotes);
    }
    typed
}

impl BashLine {
    /// Returns what bash has to insert to complete the word to `whole`, or `None` if `whole` does not continue the part
    /// that stays.
    pub fn answer(&self, whole: &str) -> Option<String> {
        Some(put(whole.strip_prefix(self.stays.as_str())?, self.quotes))
    }
}

/// Quotes a text as it is typed within these quotes. Bash adds the closing quote itself.
fn put(text: &str, quotes: Quotes) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=,%+@".contains(c);
    let put = |c: char| match (quotes, c) {
        (Quotes::None, c) if plain(c) => c.to_string(),
        (Quotes::None, c) => format!("\\{c}"),
        (Quotes::Single, '\'') => r"'\''".to_owned(),
        (Quotes::Double, '!') => r#""'!'""#.to_owned(),
        (Quotes::Double, '"' | '\\' | '$' | '`') => format!("\\{c}"),
        (_, c) => c.to_string(),
    };
    text.chars().map(put).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the words before the cursor, the word at it, and what bash inserts for `whole`.
    fn read_and_put(line: &str, replaced: &str, whole: &str) -> (Vec<String>, String, Option<String>) {
        let typed = read(line, replaced);
        let answer = typed.answer(whole);
        (typed.before, typed.word, answer)
    }

    #[test]
    fn a_line_is_read_and_answered_within_the_quotes_that_are_open() {
        let bosnia = "Bosnia and Herzegovina";
        let ivory = "C\u{f4}te d'Ivoire";
        for (line, replaced, word, whole, put) in [
            ("x --place Bos", "Bos", "Bos", bosnia, r"Bosnia\ and\ Herzegovina"),
            (r"x --place Bosnia\ a", r"Bosnia\ a", "Bosnia a", bosnia, r"Bosnia\ and\ Herzegovina"),
            ("x --place 'Bosnia a", "Bosnia a", "Bosnia a", bosnia, "Bosnia and Herzegovina"),
            ("x --place \"Bosnia a", "Bosnia a", "Bosnia a", bosnia, "Bosnia and Herzegovina"),
            ("x --place cot", "cot", "cot", ivory, "C\u{f4}te\\ d\\'Ivoire"),
            ("x --place 'C\u{f4}te", "C\u{f4}te", "C\u{f4}te", ivory, "C\u{f4}te d'\\''Ivoire"),
            ("x --place 'C\u{f4}te d'\\''Iv", "Iv", "C\u{f4}te d'Iv", ivory, "Ivoire"),
            ("x --place \"C\u{f4}", "C\u{f4}", "C\u{f4}", ivory, ivory),
            ("x --place ", "", "", "Chad", "Chad"),
            ("x --place=Bos", "Bos", "--place=Bos", "--place=Bosnia and Herzegovina", r"Bosnia\ and\ Herzegovina"),
            ("x --place='Bos", "Bos", "--place=Bos", "--place=Bosnia and Herzegovina", "Bosnia and Herzegovina"),
            ("x --place=Bos", "--place=Bos", "--place=Bos", "--place=Bosnia", "--place=Bosnia"),
            ("x --place=", "", "--place=", "--place=Chad", "Chad"),
            (r"x --entity \!un", r"\!un", "!un", "!UNODC", r"\!UNODC"),
            ("x --entity \"!un", "!un", "!un", "!UNODC", "\"'!'\"UNODC"),
            ("x show \"a\\$b", "a\\$b", "a$b", "a$b`c", "a\\$b\\`c"),
        ] {
            let (before, read, answer) = read_and_put(line, replaced, whole);
            assert_eq!((read.as_str(), answer.as_deref()), (word, Some(put)), "{line}");
            assert_eq!(before.first().map(String::as_str), Some("x"), "{line}");
        }
        assert_eq!(read_and_put("x entity:io", "io", "entity:IOM").2.as_deref(), Some("IOM"));
        assert_eq!(read_and_put("x Entity:io", "io", "entity:IOM").2, None);
        assert_eq!(read("x '' \"a b\"c d\\ e ", "").before, ["x", "", "a bc", "d e"]);
    }
}
