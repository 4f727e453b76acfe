//! The blocks of a source: headings, paragraphs, items of lists, rows, footnotes, captions and quotations, each put
//! together from its lines.

mod cards;
mod cells;
mod following;
mod hanging;
mod joining;
mod lists;
mod markers;
mod notes;
mod quotations;
mod shape;
mod standing;
mod titles;

use crate::draft::extract::{Extracted, Line, SourceLink, TORN_HYPHEN};

use cards::Card;
use standing::Standing;
pub(super) use standing::bare_letters;

pub(super) use joining::{Spelling, between};
pub(super) use markers::heading_number;
use markers::numbered_heading;
pub(super) use quotations::{is_signature, names_office};
pub(super) use titles::{
    has_sections, is_capitals, is_chapter, labelled, lists_members, lists_publications, sentence_case,
};

/// How a heading says where it belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadingForm {
    /// By markup: the number of hashes.
    Level(u8),
    /// By a number, such as "2.1": how many parts it has.
    Numbered(u8),
    /// By a Roman number, such as "II."
    Roman,
    /// By a letter, such as "B."
    Letter,
    /// It is set in capitals.
    Capitals,
    /// It only stands alone.
    Plain,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// A heading.
    Heading(HeadingForm),
    /// A paragraph.
    Paragraph,
    /// An item of a list, and how deep it lies, from 0.
    Item(usize),
    /// A row of a table.
    Row(Vec<String>),
    /// A footnote, with its mark.
    Note(String),
    /// What stands below a picture.
    Caption,
    /// A quotation set apart, with who says it.
    Quote(String),
}

/// A part of the source that becomes a heading or a passage.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// What it is.
    pub(super) kind: BlockKind,
    /// Its words.
    pub(super) text: String,
    /// The marks of the footnotes that hang on it.
    pub(super) marks: Vec<String>,
    /// Its links.
    pub(super) links: Vec<SourceLink>,
    /// The page on which it begins.
    pub(super) page: Option<u16>,
    /// The lines of the source that it is made of: the first and the last.
    pub(super) lines: (u32, u32),
    /// What to look at.
    pub(super) doubts: Vec<String>,
    /// Whether it stands apart from what comes before.
    pub(super) is_after_gap: bool,
    /// Whether it stands below columns, across the page.
    pub(super) is_below_columns: bool,
    /// How many spaces stand before its first line.
    pub(super) indent: usize,
    /// Whether its lines stand alone as those of a heading do.
    pub(super) stands_alone: bool,
    /// What it says of a publication, if it is a card.
    pub(super) card: Option<Card>,
}

impl Block {
    fn of(line: &Line, kind: BlockKind, text: String) -> Self {
        Self {
            kind,
            text,
            marks: Vec::new(),
            links: line.links.clone(),
            page: line.page,
            lines: (line.number, line.number),
            doubts: Vec::new(),
            is_after_gap: line.is_after_gap,
            is_below_columns: line.is_below_columns,
            indent: line.indent,
            stands_alone: false,
            card: None,
        }
    }

    /// Makes a block of a card.
    fn of_card(line: &Line, card: Card) -> Self {
        let mut block = Self::of(line, BlockKind::Item(0), card.text.clone());
        let label: String = card.title.chars().take(80).collect();
        block.links.extend(card.addresses.iter().map(|url| SourceLink { label: label.clone(), url: url.clone() }));
        block.lines.1 = line.number + u32::try_from(card.lines).unwrap_or(1) - 1;
        block.card = Some(card);
        block
    }

    /// Adds the words of another block.
    fn take_in(&mut self, other: Self, between: &str) {
        self.text.push_str(between);
        self.text.push_str(&other.text);
        self.links.extend(other.links);
        self.marks.extend(other.marks);
        self.lines.1 = other.lines.1;
    }

    /// Returns whether it is running text.
    pub(super) fn is_prose(&self) -> bool {
        matches!(self.kind, BlockKind::Paragraph | BlockKind::Item(_))
    }

    /// Returns whether it is a heading.
    pub(super) fn is_heading(&self) -> bool {
        matches!(self.kind, BlockKind::Heading(_))
    }
}

/// Puts the lines of a source together. `names` are those of bodies, which are mended where a conversion took a hyphen out of
/// them; `is_known_heading` says that words are a heading of an earlier report, or the name of a body.
pub(super) fn blocks<'n>(
    source: &Extracted,
    names: impl IntoIterator<Item = &'n str>,
    is_known_heading: &dyn Fn(&str) -> bool,
) -> Vec<Block> {
    let spelling = Spelling::of(source, names);
    let mut blocks = lines_to_blocks(source, &spelling, is_known_heading);
    for block in &mut blocks {
        block.text.retain(|c| c != TORN_HYPHEN);
        if spelling.mend(&mut block.text) {
            block.doubts.push("a torn word was mended".to_owned());
        }
    }
    cells::rows(&mut blocks, is_known_heading);
    shape::numbers(&mut blocks);
    quotations::speakers(&mut blocks, is_known_heading);
    lists::lists(&mut blocks);
    blocks = joining::torn(blocks, source.is_wrapped, &spelling, is_known_heading);
    shape::classify(&mut blocks, &source.contents, is_known_heading);
    cards::headings(&mut blocks);
    blocks = joining::torn(blocks, source.is_wrapped, &spelling, is_known_heading);
    shape::apart(&mut blocks);
    notes::take_marks(&mut blocks);
    lone_addresses(&mut blocks);
    addresses(&mut blocks);
    blocks.retain(|block| block.text.contains(char::is_alphanumeric) || matches!(block.kind, BlockKind::Row(_)));
    blocks
}

/// Makes a block of each line or group of lines that belong together by their form.
fn lines_to_blocks(source: &Extracted, spelling: &Spelling, is_known_heading: &dyn Fn(&str) -> bool) -> Vec<Block> {
    let mut lines = source.lines.clone();
    lines.iter_mut().for_each(|line| spelling.mend_names(&mut line.text));
    let chapters = markers::chapters(source);
    let headings = markers::listed_or_parted(source);
    notes::as_superscripts(&mut lines, &[chapters.as_slice(), headings.as_slice()].concat());
    let mut blocks: Vec<Block> = Vec::new();
    let mut above: Option<&Line> = None;
    let mut markers = markers::Markers::with(chapters);
    let standing = standing::standing(source, &lines, is_known_heading);
    let hanging = hanging::hanging(&lines);
    let mut until = 0;
    for (n, line) in lines.iter().enumerate() {
        if n < until {
            continue;
        }
        if !source.is_wrapped
            && let Some(card) = cards::card(&lines[n..])
        {
            until = n + card.lines;
            blocks.push(Block::of_card(line, card));
            above = None;
            continue;
        }
        if let Some(cells) = &line.cells {
            let bullets = |cell: &str| cell.matches(['▪', '•', '●']).count();
            if cells.iter().any(|cell| bullets(cell) > 1) {
                // A list that a conversion took for a table.
                let entries =
                    cells.iter().flat_map(|cell| cell.split(['▪', '•', '●'])).map(str::trim).filter(|e| !e.is_empty());
                blocks.extend(entries.map(|entry| Block::of(line, BlockKind::Item(0), entry.to_owned())));
                above = None;
                continue;
            }
            let mut row = Block::of(line, BlockKind::Row(cells.clone()), String::new());
            row.is_after_gap = true;
            blocks.push(row);
            above = None;
            continue;
        }
        let next = lines.get(n + 1);
        let is_said = blocks.last().is_some_and(|last| quotations::names_speaker(&last.text, &line.text));
        let begun = if is_said {
            Some((BlockKind::Paragraph, line.text.clone()))
        } else {
            let names_body = numbered_heading(&line.text).is_some_and(|(_, title)| is_known_heading(title));
            markers.read(line, next, source.is_wrapped, standing[n] == Standing::First || names_body)
        };
        let (own, before) = (standing[n], n.checked_sub(1).map(|n| standing[n]));
        let joins = above.is_some_and(|above| {
            if let Some(begins) = hanging[n].filter(|_| begun.is_none()) {
                return !begins;
            }
            let is_of_heading = own != Standing::Running || before.is_some_and(|before| before != Standing::Running);
            if begun.is_none() && is_of_heading && !line.text.starts_with('(') {
                return own == Standing::Rest;
            }
            begun.is_none()
                && !lists::begins_item(&lines, n, &blocks, following::width_around(&lines, n, source))
                && !(line.text.starts_with(char::is_uppercase) && following::ends_list(&blocks))
                && blocks
                    .last()
                    .is_some_and(|last| following::follows(&lines, n, above, line, last, source, is_known_heading))
        });
        match (begun, joins) {
            (Some((kind, text)), _) => blocks.push(Block::of(line, kind, text)),
            (None, true) => {
                let more = Block::of(line, BlockKind::Paragraph, line.text.clone());
                if let Some(last) = blocks.last_mut() {
                    let space = between(&mut last.text, &more.text, spelling);
                    last.take_in(more, space);
                }
            }
            (None, false) => {
                let kind = match line.heading {
                    Some(level) => BlockKind::Heading(HeadingForm::Level(level)),
                    None => BlockKind::Paragraph,
                };
                let mut block = Block::of(line, kind, line.text.clone());
                block.stands_alone = own == Standing::First;
                blocks.push(block);
            }
        }
        above = Some(line);
    }
    blocks
}

/// Makes links of the blocks that are nothing but addresses: one belongs to the entry above it; several together are
/// what a conversion kept of the links of a page. A home page stays.
fn lone_addresses(blocks: &mut Vec<Block>) {
    let is_address = |block: &Block| {
        !block.text.is_empty()
            && block.text.split(' ').all(|word| word.starts_with("http://") || word.starts_with("https://"))
    };
    let is_page = |block: &Block| block.text.trim_end_matches('/').matches('/').count() > 2 || block.text.contains(' ');
    let mut at = 0;
    while at < blocks.len() {
        let count = blocks[at..].iter().take_while(|block| is_address(block)).count();
        if count == 0 {
            at += 1;
            continue;
        }
        if count == 1 && !is_page(&blocks[at]) {
            at += 1;
            continue;
        }
        let taken: Vec<Block> = blocks.drain(at..at + count).collect();
        if let ([one], Some(entry)) = (taken.as_slice(), at.checked_sub(1).and_then(|n| blocks.get_mut(n)))
            && entry.is_prose()
        {
            let url = one.text.trim_end_matches('.').to_owned();
            entry.links.push(SourceLink { label: entry.text.chars().take(80).collect(), url });
        }
    }
}

/// Takes printed addresses out of the texts and makes links of them. A text that is nothing but an address stays.
fn addresses(blocks: &mut [Block]) {
    for block in blocks {
        let mut words: Vec<String> = Vec::new();
        let mut found: Vec<String> = Vec::new();
        let count = block.text.split(' ').count();
        for word in block.text.split(' ') {
            let bare = word.trim_matches(['(', ')', '<', '>', ',', ';', '[', ']']);
            let is_address = bare.starts_with("http://") || bare.starts_with("https://");
            if !is_address {
                words.push(word.to_owned());
                continue;
            }
            found.push(bare.trim_end_matches('.').to_owned());
            // What stands around the address stays, but for its brackets.
            let tail = word.rsplit_once(bare).map_or("", |(_, tail)| tail);
            let tail = tail.trim_start_matches([')', '>', ']']);
            if !tail.is_empty()
                && let Some(last) = words.last_mut()
            {
                last.push_str(tail);
            } else if bare.ends_with('.')
                && let Some(last) = words.last_mut().filter(|last| last.ends_with(char::is_alphanumeric))
            {
                last.push('.');
            }
        }
        if found.is_empty() || count <= 2 {
            continue;
        }
        words.join(" ").replace("( )", "").replace("()", "").trim().clone_into(&mut block.text);
        let label: String = block.text.chars().take(80).collect();
        for url in found {
            if block.links.iter().all(|link| link.url != url) {
                block.links.push(SourceLink { label: label.clone(), url });
            }
        }
    }
}
