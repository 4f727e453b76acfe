//! Documents as one page of HTML that needs nothing else: for the screen, light or dark, and for paper.

use std::fmt::Write;

use crate::export::article::{Article, Block, RunStyle, TextRun, escape, is_of_numbers, is_safe};
use crate::export::table::TableCell;

/// How the page looks. Colours have a contrast of at least 4.5:1 on their ground.
const STYLE: &str = "\
:root { color-scheme: light dark; --ink: #1b1b1b; --ground: #ffffff; --quiet: #555555; --rule: #b8b8b8; --link: #0b4f9c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e6; --ground: #161616; --quiet: #a8a8a8; --rule: #555555; --link: #8fc1ff; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.05rem/1.55 Georgia, \"Times New Roman\", serif; }
main { max-width: 44rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
main.broad { max-width: 76rem; }
.broad > :not(.wide, h1) { max-width: 44rem; }
p, li { overflow-wrap: break-word; }
h1, h2, h3, nav, table, .command { font-family: system-ui, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.25; }
h2 { font-size: 1.3rem; margin-top: 2.5rem; border-bottom: 1px solid var(--rule); }
h3 { font-size: 1.05rem; margin: 1.8rem 0 .4rem; }
h4 { font-size: 1rem; margin: 1.2rem 0 .2rem; }
blockquote { margin: .4rem 0; padding-left: 1rem; border-left: 3px solid var(--rule); }
.speaker { color: var(--quiet); }
a { color: var(--link); }
sup a { text-decoration: none; padding: 0 .15em; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; margin: 1rem 0; }
caption { text-align: left; color: var(--quiet); padding: .3rem 0; }
caption.heard { position: absolute; width: 1px; height: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); }
th, td { border: 1px solid var(--rule); padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: break-word; }
tbody th { font-weight: normal; }
.number { text-align: right; }
.wide { overflow-x: auto; }
.command { display: block; white-space: pre-wrap; overflow-wrap: anywhere; font-family: ui-monospace, monospace; font-size: .9rem; padding: .6rem; border: 1px solid var(--rule); }
section ol { padding-left: 1.6rem; font-size: .95rem; }
@media print { :root { --ink: #000000; --ground: #ffffff; --quiet: #333333; --rule: #999999; --link: #000000; } main { max-width: none; padding: 0 1px; } nav { display: none; } h2, h3, h4, p:has(+ blockquote) { break-after: avoid; } blockquote { orphans: 3; widows: 3; } tr { break-inside: avoid; } .short { break-inside: avoid; } thead { break-after: avoid; } tbody tr:first-child { break-before: avoid; } thead { display: table-header-group; } .wide { overflow: visible; } .broad { page: broad; } .broad table { font-size: 8pt; } .broad > :not(.wide) { max-width: none; } }
@page { size: A4; margin: 20mm; }
@page broad { size: A4 landscape; margin: 12mm; }
";
/// The number of headings from which on a page has a list of them.
const CONTENTS_MIN: usize = 4;

/// The most rows of a table that is kept on one page.
const SHORT_MAX: usize = 12;
/// The most bytes that its cells have together.
const SHORT_LETTERS: usize = 1_200;

/// Returns a document as a page.
#[must_use]
pub(crate) fn page(article: &Article) -> String {
    let title = escape(&article.title);
    let broad = if article.has_broad_table() { " class=\"broad\"" } else { "" };
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"ICAT Explorer\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<main{broad}>\n<h1>{title}</h1>\n"
    );
    contents(article, &mut out);
    let mut last = LastHeading { number: 0, words: article.title.clone(), tables: 0 };
    article.blocks.iter().for_each(|part| block(part, &mut last, &mut out));
    if !article.footnotes.is_empty() {
        out.push_str("<section aria-labelledby=\"footnotes\">\n<h2 id=\"footnotes\">Footnotes</h2>\n<ol>\n");
        for (number, note) in (1..).zip(&article.footnotes) {
            let (note, number): (String, usize) = (line(note), number);
            let _ = writeln!(
                out,
                "<li id=\"note-{number}\">{note} <a href=\"#quotation-{number}\" aria-label=\"Back to quotation {number}\"><span aria-hidden=\"true\">\u{21a9}</span></a></li>"
            );
        }
        out.push_str("</ol>\n</section>\n");
    }
    article.closing.iter().for_each(|part| block(part, &mut last, &mut out));
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// Writes the list of the headings of the second level, where there are several.
fn contents(article: &Article, out: &mut String) {
    let headings = article.blocks.iter().filter_map(|block| match block {
        Block::Heading(level, words) => Some((level, words)),
        _ => None,
    });
    let headings: Vec<(usize, &String)> =
        (1..).zip(headings).filter(|(_, (level, _))| **level == 2).map(|(n, (_, words))| (n, words)).collect();
    if headings.len() < CONTENTS_MIN {
        return;
    }
    out.push_str("<nav aria-label=\"Contents\">\n<ul>\n");
    for (number, words) in headings {
        let _ = writeln!(out, "<li><a href=\"#part-{number}\">{}</a></li>", escape(words));
    }
    out.push_str("</ul>\n</nav>\n");
}

/// The heading that was written last, which a table has as its caption.
struct LastHeading {
    /// Its number, from 1.
    number: usize,
    words: String,
    /// The number of tables so far.
    tables: usize,
}

fn block(block: &Block, last: &mut LastHeading, out: &mut String) {
    let _ = match block {
        Block::Heading(level, words) => {
            *last = LastHeading { number: last.number + 1, words: words.clone(), tables: last.tables };
            writeln!(out, "<h{level} id=\"part-{}\">{}</h{level}>", last.number, escape(words))
        }
        Block::Paragraph(runs) => writeln!(out, "<p>{}</p>", line(runs)),
        Block::Quotation { words, footnote, speaker } => {
            let speaker =
                speaker.as_ref().map(|name| format!("<br><span class=\"speaker\">\u{2014} {}</span>", escape(name)));
            writeln!(
                out,
                "<blockquote><p>{}<sup><a id=\"quotation-{footnote}\" href=\"#note-{footnote}\" aria-label=\"Footnote {footnote}\">{footnote}</a></sup>{}</p></blockquote>",
                escape(words),
                speaker.unwrap_or_default()
            )
        }
        Block::List(items) => {
            out.push_str("<ul>\n");
            items.iter().for_each(|item| out.extend(["<li>", &line(item), "</li>\n"]));
            writeln!(out, "</ul>")
        }
        Block::Command(words) => writeln!(out, "<code class=\"command\">{}</code>", escape(words)),
        Block::Table { caption, columns, rows } => {
            let numbers: Vec<bool> = (0..columns.len()).map(|at| is_of_numbers(rows, at)).collect();
            let cell = |at: usize, tag: &str, scope: &str, words: &str| {
                let class = if numbers.get(at) == Some(&true) { " class=\"number\"" } else { "" };
                format!("<{tag}{scope}{class}>{}</{tag}>", escape(words))
            };
            let head: String =
                columns.iter().enumerate().map(|(at, name)| cell(at, "th", " scope=\"col\"", name)).collect();
            let row = |cells: &Vec<TableCell>| {
                let cell = |(at, TableCell { text, .. }): (usize, &TableCell)| match at {
                    // An empty cell is the head of nothing.
                    0 if !text.is_empty() => cell(at, "th", " scope=\"row\"", text),
                    _ => cell(at, "td", "", text),
                };
                format!("<tr>{}</tr>\n", cells.iter().enumerate().map(cell).collect::<String>())
            };
            // A short table stays on one page.
            let letters: usize = rows.iter().flatten().map(|cell| cell.text.len()).sum();
            let wide = if rows.len() > SHORT_MAX || letters > SHORT_LETTERS { "wide" } else { "wide short" };
            let rows: String = rows.iter().map(row).collect();
            last.tables += 1;
            // The heading above is to be seen already.
            let (label, caption, class) = match caption {
                Some(words) => (escape(words), escape(words), ""),
                None => {
                    let label = format!("Table {}: {}", last.tables, escape(&last.words));
                    (label, escape(&last.words), " class=\"heard\"")
                }
            };
            writeln!(
                out,
                "<div class=\"{wide}\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\">\n<table>\n<caption{class}>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>"
            )
        }
    };
}

fn line(runs: &[TextRun]) -> String {
    let run = |run: &TextRun| {
        let text = escape(&run.text);
        let styled = match run.style {
            RunStyle::Plain => text,
            RunStyle::Emphasis => format!("<cite>{text}</cite>"),
            RunStyle::Strong => format!("<strong>{text}</strong>"),
        };
        match run.link.as_ref().filter(|url| is_safe(url)) {
            Some(url) => format!("<a href=\"{}\">{styled}</a>", escape(url)),
            None => styled,
        }
    };
    runs.iter().map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_text_is_markup_and_no_address_runs() {
        let words = "<script>alert(\"x\")</script> & 'y'";
        let link = |url: &str| TextRun { text: words.to_owned(), style: RunStyle::Strong, link: Some(url.to_owned()) };
        let article = Article {
            title: words.to_owned(),
            blocks: vec![
                Block::Paragraph(vec![link("javascript:alert(1)"), link("https://a.b/?c=\"d\"&e=<f>")]),
                Block::Quotation { words: words.to_owned(), footnote: 1, speaker: Some(words.to_owned()) },
                Block::Table {
                    caption: Some(words.to_owned()),
                    columns: vec![words.to_owned()],
                    rows: vec![vec![words.into()]],
                },
            ],
            footnotes: vec![vec![TextRun::plain(words)]],
            closing: vec![Block::Command(words.to_owned())],
        };
        let page = page(&article);
        assert!(!page.contains("<script") && !page.contains("javascript:"), "{page}");
        assert!(page.contains("href=\"https://a.b/?c=&quot;d&quot;&amp;e=&lt;f&gt;\""), "{page}");
        // Footnotes lead both ways.
        for id in ["note-1", "quotation-1"] {
            assert_eq!(page.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
            assert_eq!(page.matches(&format!("href=\"#{id}\"")).count(), 1, "{id}");
        }
    }
}
