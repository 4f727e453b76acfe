//! BibTeX entries that TeX prints correctly in any font encoding and that other programs can read.

use std::fmt::Write;

use crate::corpus::{Corpus, PassageId};
use crate::export::cite::{ACRONYM, AUTHOR, CitationSource, day, link, short};
use crate::export::markdown::one_line;

/// Returns the entry of a passage.
///
/// Plain styles drop the section, the address and the access date, so the note has them. The note names the dataset by the start of
/// its digest, which fits on a line; the whole digest has a field of its own, which styles ignore.
pub(crate) fn entry(corpus: &Corpus, source: &CitationSource, id: PassageId) -> String {
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
    field("note", &note(&path, &passage.id, link(corpus, passage.report), source));
    if let Some(page) = passage.page {
        field("pages", &page.to_string());
    }
    let link = link(corpus, passage.report);
    if !link.is_empty() {
        field("url", link);
    }
    field("urldate", &day(source.accessed));
    field("dataset", &format!("sha256:{}", source.digest));
    out.push_str("}\n");
    out
}

/// Returns, as a sentence, what a reader needs to find the words again.
fn note(path: &[&str], passage: &str, link: &str, source: &CitationSource) -> String {
    let begin = match path {
        [] => "Passage".to_owned(),
        path => format!("\u{201c}{}\u{201d}, passage", tex(&path.join(" / "))),
    };
    let (digest, read) = (short(&source.digest), day(source.accessed));
    let link = if link.is_empty() { String::new() } else { format!("; {}", tex(link)) };
    format!("{begin} {}{link}; dataset sha256:{digest}; accessed {read}", tex(passage))
}

/// Returns a key that every BibTeX reader accepts.
pub(super) fn key(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.:".contains(c) { c } else { '-' }).collect()
}

/// Escapes what TeX interprets, and what its fonts print as something else, with commands that both OT1 and T1 have.
///
/// Braces in the text never stay braces: they would have to be balanced.
pub(super) fn tex(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut before = None;
    for c in one_line(words).chars() {
        // Two of these in a row form a ligature: a dash or a quotation mark.
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
            // OT1 has no straight quotation mark.
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
