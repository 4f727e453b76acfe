//! Citations in BibTeX: as TeX prints them in whatever font encoding, and as other programs read them.

use std::fmt::Write;

use crate::corpus::{Corpus, PassageId};
use crate::export::cite::{ACRONYM, AUTHOR, Source, day, short};
use crate::export::markdown::one_line;

/// The entry of a passage.
///
/// Plain styles drop where in a report something stands and when it was read, so the note says both. It names the dataset by
/// the beginning of its digest alone, which fits a line; the whole digest has a field that styles pass over.
pub(crate) fn entry(corpus: &Corpus, source: &Source, id: PassageId) -> String {
    let passage = corpus.passage(id);
    let report = corpus.report(passage.report);
    let mut out = format!("@techreport{{{},\n", key(&passage.id));
    let mut field = |name: &str, value: &str| {
        let _ = writeln!(out, "  {name} = {{{value}}},");
    };
    field("author", &format!("{{{} ({ACRONYM})}}", tex(AUTHOR)));
    field("title", &format!("{{{}}}", tex(&report.title)));
    field("institution", ACRONYM);
    field("year", &report.published.to_string());
    let path = crate::export::cite::path(corpus, id);
    if !path.is_empty() {
        field("chapter", &tex(&path.join(" > ")));
    }
    field("note", &note(&path, &passage.id, source));
    field("urldate", &day(source.accessed));
    field("dataset", &format!("sha256:{}", source.digest));
    out.push_str("}\n");
    out
}

/// What a reader needs to find the words again, in a sentence.
fn note(path: &[&str], passage: &str, source: &Source) -> String {
    let begin = match path {
        [] => "Passage".to_owned(),
        path => format!("Section \u{201c}{}\u{201d}, passage", tex(&path.join(" / "))),
    };
    let (digest, read) = (short(&source.digest), day(source.accessed));
    format!("{begin} {}; dataset sha256:{digest}; accessed {read}", tex(passage))
}

/// A key that every reader of BibTeX takes.
fn key(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.:".contains(c) { c } else { '-' }).collect()
}

/// What TeX takes for its own, and what its fonts print as something else, as commands that OT1 and T1 both have.
///
/// No brace of the words stays one: they would have to be balanced.
fn tex(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut before = None;
    for c in one_line(words).chars() {
        // Two of these make one of another kind: a dash, a quotation mark.
        if before == Some(c) && matches!(c, '-' | '\'' | ',') {
            out.push_str("{}");
        }
        let opens = before.is_none_or(|b| b.is_whitespace() || "([{".contains(b));
        match c {
            '&' | '%' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '`' => out.push_str("\\textasciigrave{}"),
            '|' => out.push_str("\\textbar{}"),
            '<' => out.push_str("\\textless{}"),
            '>' => out.push_str("\\textgreater{}"),
            // A straight one is not in OT1.
            '"' if opens => out.push_str("\\textquotedblleft{}"),
            '"' => out.push_str("\\textquotedblright{}"),
            _ => out.push(c),
        }
        before = Some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tex_prints_as_something_else_is_a_command() {
        for (words, written) in [
            ("R&D 50% $5 #3 a_b", r"R\&D 50\% \$5 \#3 a\_b"),
            ("a|b <c>", r"a\textbar{}b \textless{}c\textgreater{}"),
            ("say \"so\"", r"say \textquotedblleft{}so\textquotedblright{}"),
            ("{ ~ ^ ` \\", r"\textbraceleft{} \textasciitilde{} \textasciicircum{} \textasciigrave{} \textbackslash{}"),
            ("-- --- '' ,,", "-{}- -{}-{}- '{}' ,{},"),
            ("Chairs' well-known report", "Chairs' well-known report"),
        ] {
            assert_eq!(tex(words), written, "{words}");
        }
        assert_eq!(key("ar21-p3, {x}"), "ar21-p3---x-");
    }
}
