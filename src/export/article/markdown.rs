//! Documents as Markdown.

use crate::export::article::{Article, Block, RunStyle, TextRun, is_of_numbers};
use crate::export::markdown::{cell, escape};

/// Returns a document as Markdown.
#[must_use]
pub(crate) fn text(article: &Article) -> String {
    let mut parts = vec![format!("# {}", escape(&article.title))];
    parts.extend(article.blocks.iter().map(block));
    if !article.footnotes.is_empty() {
        let notes =
            (1..).zip(&article.footnotes).map(|(number, note): (usize, _)| format!("[^{number}]: {}", line(note)));
        parts.push(notes.collect::<Vec<_>>().join("\n"));
    }
    parts.extend(article.closing.iter().map(block));
    parts.join("\n\n") + "\n"
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, words) => format!("{} {}", "#".repeat(usize::from(*level)), escape(words)),
        Block::Paragraph(runs) => line(runs),
        Block::Quotation { words, footnote, speaker } => {
            let speaker = speaker.as_ref().map(|name| format!("\n>\n> \u{2014} {}", escape(name))).unwrap_or_default();
            format!("> {} [^{footnote}]{speaker}", escape(words))
        }
        Block::List(items) => items.iter().map(|item| format!("- {}", line(item))).collect::<Vec<_>>().join("\n"),
        Block::Command(words) => format!("    {words}"),
        Block::Table { caption, columns, rows } => {
            let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
            let head = row(columns.iter().map(|name| cell(name)).collect());
            let rule = |at: usize| if is_of_numbers(rows, at) { "---:|" } else { "---|" };
            let rule = format!("|{}", (0..columns.len()).map(rule).collect::<String>());
            let caption = caption.iter().map(|words| format!("{}\n", escape(words)));
            let rows = rows.iter().map(|cells| row(cells.iter().map(|c| cell(&c.text)).collect()));
            caption.chain([head, rule]).chain(rows).collect::<Vec<_>>().join("\n")
        }
    }
}

/// Returns the pieces of a line, escaped.
pub(crate) fn line(runs: &[TextRun]) -> String {
    let run = |(n, run): (usize, &TextRun)| match (run.style, &run.link) {
        (_, Some(url)) if *url == run.text => format!("<{url}>"),
        (RunStyle::Plain, _) => piece(&run.text, n == 0, n + 1 == runs.len()),
        (RunStyle::Emphasis, _) => format!("*{}*", escape(&run.text)),
        (RunStyle::Strong, _) => format!("**{}**", escape(&run.text)),
    };
    runs.iter().enumerate().map(run).collect()
}

/// Escapes a piece of a line. Blanks at its edges stay as they are, but for those that begin or end the line.
fn piece(text: &str, begins: bool, ends: bool) -> String {
    let bare = if begins { text } else { text.trim_start_matches(' ') };
    let before = text.len() - bare.len();
    let bare = if ends { bare } else { bare.trim_end_matches(' ') };
    let after = text.len() - before - bare.len();
    format!("{}{}{}", " ".repeat(before), escape(bare), " ".repeat(after))
}
