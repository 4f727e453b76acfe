//! Symbols of UN documents, such as `A/RES/61/180`, found in a text. By them a library finds the document.

/// The bodies and series with which a symbol begins: organs of the UN, treaty bodies, conferences.
const BEGINNINGS: [&str; 20] = [
    "A", "CAT", "CCPR", "CED", "CEDAW", "CERD", "CMW", "CRC", "CRPD", "CTOC", "DP", "E", "FCCC", "HRI", "S", "ST", "T",
    "TD", "UNEP", "UNW",
];

/// Returns the symbols of UN documents in a text, as they are printed, each once.
#[must_use]
pub fn document_symbols(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    let ends = |c: char| c.is_whitespace() || ",;[]\u{201c}\u{201d}\"<>".contains(c);
    for word in text.split(ends) {
        let word = word.trim_start_matches('(');
        let closed = word.matches(')').count() > word.matches('(').count();
        let word = word.trim_end_matches(|c| ".:".contains(c) || (c == ')' && closed)).trim_end_matches('.');
        if is_symbol(word) && !found.contains(&word) {
            found.push(word);
        }
    }
    found
}

/// Returns whether a word is a symbol: a beginning, then at least two parts, of which one has a number.
fn is_symbol(word: &str) -> bool {
    let mut parts = word.split('/');
    let begins = parts.next().is_some_and(|first| BEGINNINGS.contains(&first));
    let rest: Vec<&str> = parts.collect();
    let is_part =
        |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || ".()-".contains(c));
    begins
        && rest.len() > 1
        && rest.iter().all(is_part)
        && rest.iter().any(|part| part.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_found_as_they_are_printed_and_nothing_else_is() {
        for (text, symbols) in [
            ("General Assembly resolution (A/RES/61/180).", &["A/RES/61/180"][..]),
            ("Reports S/2020/501) and E/2002/68/Add.1, again S/2020/501.", &["S/2020/501", "E/2002/68/Add.1"]),
            ("Security Council resolution S/RES/2467(2019)", &["S/RES/2467(2019)"]),
            ("S/RES/2388 (2017), A/Res/72/1", &["S/RES/2388", "A/Res/72/1"]),
            ("A/HRC/44/45; E/CN.4/2006/62/Add.2", &["A/HRC/44/45", "E/CN.4/2006/62/Add.2"]),
            ("and/or, EN/Issues/Trafficking/Pages, https://undocs.org/A/74/189, A/B/C, S/2020, DEC/557/Rev.1", &[]),
        ] {
            assert_eq!(document_symbols(text), symbols, "{text}");
        }
    }
}
