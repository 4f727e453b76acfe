//! The texts that an item of a report is made of: what is set, found and lit in it, one after the other.

use std::borrow::Cow;

use crate::corpus::{Corpus, Details, Item, Passage, Style};
use crate::document::TextStyle;
use crate::text;

/// One of the texts of an item, and how it is set.
#[derive(Debug, Clone)]
pub struct Part<'a> {
    /// The text, harmless.
    pub text: Cow<'a, str>,
    /// How many columns to the right it stands.
    pub indent: usize,
    /// What is printed before its first line; the others hang below its text.
    pub lead: Cow<'a, str>,
    /// What it is.
    pub role: TextStyle,
    /// Whether bodies and terms in it can be followed.
    pub is_followed: bool,
}

impl<'a> Part<'a> {
    /// A text with nothing before it.
    #[must_use]
    pub fn new(text: &'a str, role: TextStyle) -> Self {
        Self { text: text::harmless(text), indent: 0, lead: Cow::Borrowed(""), role, is_followed: false }
    }

    /// With something before its first line.
    #[must_use]
    pub fn after(self, lead: impl Into<Cow<'a, str>>) -> Self {
        Self { lead: lead.into(), ..self }
    }

    fn right(self, indent: usize) -> Self {
        Self { indent, ..self }
    }

    fn followed(self) -> Self {
        Self { is_followed: true, ..self }
    }

    /// Whether the report says it, so that it is found and lit; a note of ours is not.
    #[must_use]
    pub fn is_report(&self) -> bool {
        self.role != TextStyle::Editorial
    }
}

/// The texts of an item in the order in which they are set.
#[must_use]
pub fn parts(corpus: &Corpus, item: Item) -> Vec<Part<'_>> {
    match item {
        Item::Heading(id) => {
            let section = corpus.section(id);
            vec![Part::new(&section.title, TextStyle::Heading(section.depth))]
        }
        Item::Passage(id) => of_passage(corpus, corpus.passage(id)),
    }
}

/// The texts of a passage: its words, what is printed beside them, and our note after them.
fn of_passage<'a>(corpus: &Corpus, passage: &'a Passage) -> Vec<Part<'a>> {
    let indent = 2 * depth(corpus, passage).saturating_sub(usize::from(passage.style != Style::Item));
    let put = |text: &'a str, role: TextStyle| Part::new(text, role).right(indent);
    let words = || put(&passage.text, TextStyle::Words).followed();
    let mut parts = match (&passage.details, passage.style) {
        (Details::Agreement { party, form, .. }, _) => {
            let label = format!("{}, {}: ", text::harmless(party), form.label());
            let label = Part { text: Cow::Owned(label), ..put("", TextStyle::Label) };
            vec![label, words().after("  ")]
        }
        (Details::Initiative { name, scope, composition }, _) => vec![
            put(name, TextStyle::Heading(9)),
            words().after("  "),
            put(scope, TextStyle::Words).after("  scope: "),
            put(composition, TextStyle::Words).after("  composition: "),
        ],
        (Details::Quote { speaker }, _) => {
            vec![words().after("  \u{201c} "), put(speaker, TextStyle::Words).after("    \u{2014} ")]
        }
        (_, Style::Item) => vec![words().after("\u{2022} ")],
        (_, Style::Footnote) => {
            let mark = passage.mark.as_deref().map_or(Cow::Borrowed("note "), |m| Cow::Owned(format!("note {m} ")));
            vec![words().after(mark)]
        }
        (_, Style::Caption) => vec![words().after("caption ")],
        (_, Style::Quote) => vec![words().after("    ")],
        _ => vec![words()],
    };
    parts.extend(passage.editorial.as_ref().map(|note| Part::new(note, TextStyle::Editorial).after("  editor: ")));
    parts
}

/// How deep a passage hangs under others.
fn depth(corpus: &Corpus, passage: &Passage) -> usize {
    let mut depth = 0;
    let mut at = passage.parent;
    while let Some(id) = at.filter(|_| depth < 4) {
        depth += 1;
        at = corpus.passage(id).parent;
    }
    depth
}
