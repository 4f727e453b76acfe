//! The parts of a report item: the texts that are laid out, searched and highlighted, in order.

use std::borrow::Cow;

use crate::corpus::{Corpus, Details, Item, Passage, PassageStyle};
use crate::document::TextStyle;
use crate::text;

/// One text of an item, and how it is laid out.
#[derive(Debug, Clone)]
pub struct TextPart<'a> {
    /// The text, without harmful characters.
    pub text: Cow<'a, str>,
    /// The indent in columns.
    pub indent: usize,
    /// What is printed before the first line; the other lines align with the text after it.
    pub lead: Cow<'a, str>,
    /// Whether that is the label of a field, of which the text is the value.
    pub is_field: bool,
    /// The role.
    pub role: TextStyle,
    /// Whether bodies and terms in it can be followed.
    pub is_followed: bool,
}

impl<'a> TextPart<'a> {
    /// Creates a part with nothing before its text.
    #[must_use]
    pub fn new(text: &'a str, role: TextStyle) -> Self {
        Self {
            text: text::harmless(text),
            indent: 0,
            lead: Cow::Borrowed(""),
            is_field: false,
            role,
            is_followed: false,
        }
    }

    /// Sets what is printed before the first line.
    #[must_use]
    pub fn after(self, lead: impl Into<Cow<'a, str>>) -> Self {
        Self { lead: lead.into(), ..self }
    }

    /// Makes it the value of a field, whose label takes so many columns.
    #[must_use]
    pub fn of_field(self, label: &str, columns: usize) -> Self {
        Self { lead: format!("{label:<columns$}").into(), is_field: true, ..self }
    }

    fn right(self, indent: usize) -> Self {
        Self { indent, ..self }
    }

    fn followed(self) -> Self {
        Self { is_followed: true, ..self }
    }

    /// Returns whether the text is the report's, and so is searched and highlighted; our own notes are not.
    #[must_use]
    pub fn is_report(&self) -> bool {
        self.role != TextStyle::Editorial
    }
}

/// Returns the parts of an item in the order in which they are laid out.
#[must_use]
pub fn parts(corpus: &Corpus, item: Item) -> Vec<TextPart<'_>> {
    match item {
        Item::Heading(id) => {
            let section = corpus.section(id);
            vec![TextPart::new(&section.title, TextStyle::Heading(section.depth))]
        }
        Item::Passage(id) => of_passage(corpus, corpus.passage(id)),
    }
}

/// Returns the parts of a passage: its words, what is printed beside them, and our note after them.
fn of_passage<'a>(corpus: &Corpus, passage: &'a Passage) -> Vec<TextPart<'a>> {
    let indent = 2 * depth(corpus, passage).saturating_sub(usize::from(passage.style != PassageStyle::Item));
    let put = |text: &'a str, role: TextStyle| TextPart::new(text, role).right(indent);
    let words = || put(&passage.text, TextStyle::Body).followed();
    let mut parts = match (&passage.details, passage.style) {
        (Details::Agreement { party, form, .. }, _) => {
            let label = format!("{}, {}: ", text::harmless(party), form.label());
            let label = TextPart { text: Cow::Owned(label), ..put("", TextStyle::Label) };
            vec![label, words().after("  ")]
        }
        (Details::Initiative { name, scope, composition }, _) => vec![
            put(name, TextStyle::Heading(9)),
            words().after("  "),
            put(scope, TextStyle::Body).after("  scope: "),
            put(composition, TextStyle::Body).after("  composition: "),
        ],
        (Details::Quote { speaker }, _) => {
            vec![words().after("  \u{201c} "), put(speaker, TextStyle::Body).after("    \u{2014} ")]
        }
        (_, PassageStyle::Item) => vec![words().after("\u{2022} ")],
        (_, PassageStyle::Footnote) => {
            let mark = passage.mark.as_deref().map_or(Cow::Borrowed("note "), |m| Cow::Owned(format!("note {m} ")));
            vec![words().after(mark)]
        }
        (_, PassageStyle::Caption) => vec![words().after("caption ")],
        (_, PassageStyle::Quote) => vec![words().after("    ")],
        _ => vec![words()],
    };
    parts.extend(passage.editorial.as_ref().map(|note| TextPart::new(note, TextStyle::Editorial).after("  editor: ")));
    parts
}

/// Returns how deep a passage is nested under others; counts to 4 at most.
fn depth(corpus: &Corpus, passage: &Passage) -> usize {
    let mut depth = 0;
    let mut at = passage.parent;
    while let Some(id) = at.filter(|_| depth < 4) {
        depth += 1;
        at = corpus.passage(id).parent;
    }
    depth
}
