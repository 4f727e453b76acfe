//! Makes a report file of the text of a report: `data draft`.

mod chapters;
mod cover;
mod ids;
mod members;
mod rows;
mod sections;
mod tags;

use std::collections::{HashMap, HashSet};

use crate::corpus::strings::Str;
use crate::corpus::{Corpus, EntityId, Kind, PassageStyle};
use crate::draft::blocks::{Block, BlockKind, blocks, is_signature};
use crate::draft::doubts::{self, Doubt};
use crate::draft::drafting::chapters::{
    Chapter, chapter, goes_on_with_list, is_detail_of_member, leads_in, lists_figures, names_activities,
    names_documents, opens_report,
};
pub use crate::draft::drafting::cover::covers;
use crate::draft::drafting::cover::{open_cover, published, title_of};
pub(super) use crate::draft::drafting::ids::headline;
use crate::draft::drafting::ids::{prefix, slug};
use crate::draft::drafting::members::learn_bodies;
use crate::draft::drafting::rows::initiative_of;
use crate::draft::drafting::sections::{inherit, notes_to_carriers, paths};
use crate::draft::extract::extract;
use crate::draft::new_bodies::NewBody;
use crate::draft::outline::{KnownHeadings, Outlined, open_title, outline, unnumbered};
use crate::draft::propose::{
    Context, Header, KindModel, Vocabulary, is_titled, item_tells_deed, lists_languages, looks_ahead, promises,
    sentences, tells_deed, tells_of_publication, tells_past, years,
};
use crate::draft::report_file::{Link, Passage, Section, WrittenReport};
use crate::draft::source::words;

/// The word with which the headline of a draft begins, so that nobody takes it for one that is written.
pub const UNWRITTEN: &str = "TODO";
/// The body that stands for the group as such.
const GROUP: &str = "ICAT";
/// How many words a sentence has at least that is no entry of a list.
const SENTENCE_MIN: usize = 8;
/// The longest heading that names a body, in words.
const NAME_MAX: usize = 16;
/// How many words a paragraph has that leads in to a list without a colon.
const LEAD_MIN: usize = 4;
/// How many paragraphs may stand within a list.
const LIST_APART: usize = 2;
/// The longest slug of a passage, in characters.
const SLUG_MAX: usize = 44;

/// A drafted report.
#[derive(Debug)]
pub struct Draft {
    /// The report file.
    pub report: WrittenReport,
    /// What a maintainer has to look at, beyond the passages' own doubts.
    pub doubts: Vec<Doubt>,
    /// What was left out of the source: its line, and its words.
    pub left_out: Vec<(u32, String)>,
}

/// Returns the names of all bodies.
fn names(corpus: &Corpus) -> impl Iterator<Item = &str> {
    corpus.entities.iter().flat_map(|body| std::iter::once(&body.name).chain(&body.aliases)).map(Str::as_str)
}

/// Returns the bodies that the lists of members of a report name and the data does not have.
#[must_use]
pub fn new_bodies(corpus: &Corpus, source: &str, id: &str) -> Vec<NewBody> {
    let extracted = extract(source);
    let known = KnownHeadings::of(corpus, id).with_contents(&extracted);
    let mut vocabulary = Vocabulary::of(corpus);
    let mut blocks = blocks(&extracted, names(corpus), &|text| known.has(text) || vocabulary.names_bodies(text));
    open_cover(&mut blocks, &known);
    learn_bodies(corpus, &mut vocabulary, &blocks)
}

/// Drafts a report from its text. Passages of a report with the same id are not looked at. Takes about a second for
/// 10,000 words.
#[must_use]
pub fn draft(corpus: &Corpus, source: &str, id: &str) -> Draft {
    let extracted = extract(source);
    let known = KnownHeadings::of(corpus, id).with_contents(&extracted);
    let mut vocabulary = Vocabulary::of(corpus);
    let is_known = |text: &str| known.has(text) || vocabulary.names_bodies(text);
    let mut blocks = blocks(&extracted, names(corpus), &is_known);
    open_cover(&mut blocks, &known);
    learn_bodies(corpus, &mut vocabulary, &blocks);
    let mut sections = outline(&blocks, &known, &|text| vocabulary.names_only_bodies(text));
    let mut drafter = Drafter {
        corpus,
        kinds: KindModel::of(corpus, id),
        vocabulary,
        id,
        prefix: prefix(corpus, id),
        used: corpus.passages.iter().filter(|p| corpus.report(p.report).id != id).map(|p| p.id.to_string()).collect(),
        headlines: HashSet::new(),
        bodies: HashMap::new(),
        kinds_of: HashMap::new(),
        carriers: Vec::new(),
        heads: Vec::new(),
    };
    let title = title_of(&blocks, id);
    open_title(&mut sections, &title);
    let report = drafter.report(&blocks, &sections, title, source);
    let mut left_out = extracted.furniture;
    left_out.append(&mut drafter.heads);
    left_out.sort_by_key(|(line, _)| *line);
    let mut doubts = doubts::of_report(corpus, &drafter.vocabulary, &report, id);
    doubts.extend(doubts::of_file(&report));
    Draft { report, doubts, left_out }
}

struct Drafter<'c> {
    corpus: &'c Corpus,
    kinds: KindModel,
    vocabulary: Vocabulary<'c>,
    id: &'c str,
    prefix: String,
    used: HashSet<String>,
    headlines: HashSet<String>,
    /// The bodies of each passage.
    bodies: HashMap<String, Vec<EntityId>>,
    /// The kind of each passage.
    kinds_of: HashMap<String, Kind>,
    /// The passages that carry marks of footnotes, and the marks.
    carriers: Vec<(String, String)>,
    /// The heads of tables that are left out: the line of each, and its words.
    heads: Vec<(u32, String)>,
}

/// Returns whether a text is a sentence and not an entry of a list.
fn is_sentence(text: &str) -> bool {
    text.ends_with('.') && words(text).len() >= SENTENCE_MIN
}

/// Returns whether an item is a document, by the heading above it or by its own words.
fn is_document(item: &Block, path: &[String]) -> bool {
    path.last().is_some_and(|title| names_documents(unnumbered(title)))
        || is_titled(&item.text, item.links.first().map(|link| link.label.as_str()))
}

/// Returns whether a paragraph introduces a list of publications: sentences without a year and without a link.
fn tells_of_list(block: &Block) -> bool {
    block.kind == BlockKind::Paragraph
        && block.links.is_empty()
        && sentences(&block.text).len() > 1
        && block.text.ends_with('.')
        && years(&block.text).is_empty()
}

/// What the passages of a section have in common while they are made.
#[derive(Default)]
struct Running {
    /// The passage that may lead in to a list.
    lead: Option<String>,
    /// The lead-in of the list before, which may go on after a paragraph or two, and how many stand between.
    list: Option<(String, usize)>,
    /// The items that are open, with how deep they lie.
    items: Vec<(usize, String)>,
    /// Whether what leads in says that a list follows.
    leads_in: bool,
    /// The paragraph before.
    last: Option<String>,
    header: Option<Header>,
    rows: usize,
}

impl Drafter<'_> {
    fn report(&mut self, blocks: &[Block], sections: &[Outlined], title: String, source: &str) -> WrittenReport {
        let covers = covers(self.id, source);
        let published = published(source, covers);
        let paths = paths(sections, &self.vocabulary);
        let mut made: Vec<Section> = Vec::new();
        for (section, path) in sections.iter().zip(&paths) {
            made.push(self.section(blocks, section, path));
        }
        notes_to_carriers(&mut made);
        // What has a heading and nothing else is a passage of the section above it.
        for at in (1..made.len()).rev() {
            let is_used = sections.iter().any(|s| s.above == Some(at)) || !made[at].passages.is_empty();
            if !is_used && let Some(title) = made[at].title.take() {
                let mut passage = self.bare(&title, None);
                passage.draft = Some(vec!["a heading with nothing below it".to_owned()]);
                passage.kind = Some(Kind::Narrative.word().to_owned());
                passage.entities = Some(Vec::new());
                let above = sections[at].above.unwrap_or(at - 1);
                made[above].passages.push(passage);
            }
        }
        let mut nested: Vec<Section> = Vec::new();
        for at in (0..made.len()).rev() {
            let mut section = std::mem::take(&mut made[at]);
            section.sections.reverse();
            if section.passages.is_empty() && section.sections.is_empty() {
                continue;
            }
            inherit(&mut section);
            match sections[at].above {
                Some(above) => made[above].sections.push(section),
                None => nested.push(section),
            }
        }
        nested.reverse();
        WrittenReport {
            schema: crate::corpus::SCHEMA,
            title,
            covers,
            published,
            terms: self.corpus.reports.last().map_or_else(|| "Not stated.".to_owned(), |r| r.terms.to_string()),
            sections: nested,
            ..WrittenReport::default()
        }
    }

    fn section(&mut self, blocks: &[Block], section: &Outlined, path: &[String]) -> Section {
        let mut made =
            Section { title: Some(path.last().cloned().unwrap_or_else(|| "[Cover]".to_owned())), ..Section::default() };
        let chapter = chapter(path);
        let own = path.last().map(|title| self.vocabulary.named_alone(unnumbered(title))).unwrap_or_default();
        let above = path
            .iter()
            .rev()
            .map(|title| self.vocabulary.named_alone(unnumbered(title)))
            .find(|bodies| !bodies.is_empty());
        let is_of_body = above.is_some();
        let group: Vec<EntityId> = self.corpus.find_entity(GROUP).into_iter().collect();
        let bodies = match (above, chapter) {
            (Some(bodies), _) => bodies,
            (None, Chapter::OfMembers | Chapter::Members) => Vec::new(),
            (None, _) => group,
        };
        let priority = path.iter().rev().find_map(|title| self.priority(unnumbered(title)));
        made.priorities = priority.map(|priority| vec![priority]);
        // Where the opening of a chapter files it, all of it is filed so.
        let opening = section.blocks.first().map(|&n| &blocks[n]).filter(|block| block.kind == BlockKind::Paragraph);
        if let Some(opening) =
            opening.filter(|_| made.priorities.is_none() && chapter == Chapter::Other && path.len() > 1)
        {
            let named = self.priorities_in(&opening.text);
            made.priorities = (!named.is_empty()).then_some(named);
        }
        let speakers = self.speakers(path, &section.blocks.iter().map(|&n| &blocks[n]).collect::<Vec<_>>());
        let mut running = Running::default();
        for &n in &section.blocks {
            let names_new_body = |title: &String| {
                let title = unnumbered(title);
                self.vocabulary.begins_with_new_body(title) && words(title).len() <= NAME_MAX
            };
            let is_of_new_body = own.is_empty() && !is_of_body && path.iter().any(names_new_body);
            let context = Context {
                bodies: bodies.clone(),
                before: Vec::new(),
                speakers: speakers.clone(),
                is_of_body,
                is_of_new_body,
            };
            self.block(&mut made.passages, &mut running, &blocks[n], chapter, path, context);
        }
        made
    }

    /// Makes the passage or passages of a block.
    fn block(
        &mut self,
        passages: &mut Vec<Passage>,
        running: &mut Running,
        block: &Block,
        chapter: Chapter,
        path: &[String],
        mut context: Context,
    ) {
        if let BlockKind::Row(cells) = &block.kind {
            self.row(passages, running, block, cells);
            return;
        }
        running.rows = 0;
        let mut passage = self.bare(&block.text, block.page);
        passage.draft = Some(block.doubts.clone());
        passage.links =
            block.links.iter().map(|link| Link { label: link.label.clone(), url: link.url.clone() }).collect();
        passage.links.retain(|link| link.url.contains('.') && !link.url.contains(' '));
        let mut seen = HashSet::new();
        passage.links.retain(|link| seen.insert((link.label.clone(), link.url.clone())));
        let style = match &block.kind {
            BlockKind::Item(depth) => {
                while running.items.last().is_some_and(|(above, _)| above >= depth) {
                    running.items.pop();
                }
                let above = running.items.last().map(|(_, id)| id.clone());
                passage.parent = above.or_else(|| running.lead.clone());
                PassageStyle::Item
            }
            BlockKind::Note(_) => PassageStyle::Footnote,
            BlockKind::Caption => {
                // The rows of a table lie below its caption.
                if block.text.starts_with("Table ") {
                    running.lead = Some(passage.id.clone());
                    running.items.clear();
                }
                PassageStyle::Caption
            }
            BlockKind::Quote(_) => PassageStyle::Quote,
            _ => PassageStyle::Paragraph,
        };
        let parent_kind = passage.parent.as_ref().and_then(|id| self.kinds_of.get(id)).copied();
        let kind = self.kind_of(block, style, parent_kind, chapter, path, &context);
        let is_list = matches!(chapter, Chapter::Publications | Chapter::Members);
        let is_entry = kind == Kind::Publication || kind == Kind::Membership && !is_sentence(&block.text);
        if is_list && style == PassageStyle::Paragraph && is_entry {
            passage.style = Some(PassageStyle::Item.word().to_owned());
        } else if style != PassageStyle::Paragraph {
            passage.style = Some(style.word().to_owned());
        }
        if let Some(parent) = passage.parent.as_ref().and_then(|id| self.bodies.get(id)) {
            context.before.clone_from(parent);
        } else if style == PassageStyle::Paragraph
            && context.bodies.is_empty()
            && let Some(last) = running.last.as_ref().and_then(|id| self.bodies.get(id))
        {
            context.before.clone_from(last);
        }
        passage.kind = Some(kind.word().to_owned());
        self.tags(&mut passage, block, kind, &context);
        self.of_kind(&mut passage, block, kind, path);
        if kind == Kind::Agreement {
            self.fill_agreement(&mut passage, block, path);
        } else if kind == Kind::Initiative
            && let Some(name) = initiative_of(block, path)
        {
            passage.name = Some(name.to_owned());
            (passage.scope, passage.composition) = (Some(String::new()), Some(String::new()));
        }
        self.after(running, block, &passage, kind);
        passages.push(passage);
    }

    /// Proposes the kind of a passage: by its form, by its chapter, by what leads in to it, or by its words.
    fn kind_of(
        &self,
        block: &Block,
        style: PassageStyle,
        parent_kind: Option<Kind>,
        chapter: Chapter,
        path: &[String],
        context: &Context,
    ) -> Kind {
        let headings: Vec<&str> = path.iter().map(String::as_str).collect();
        let count = words(&block.text).len();
        match &block.kind {
            BlockKind::Note(_) => Kind::Note,
            BlockKind::Caption => Kind::Caption,
            BlockKind::Quote(_) => Kind::Quote,
            _ if block.card.is_some() || self.cites(&block.text) => Kind::Publication,
            _ if self.agreement_of(block, path).is_some() => Kind::Agreement,
            _ if initiative_of(block, path).is_some() => Kind::Initiative,
            _ if style != PassageStyle::Row && self.vocabulary.names_only_bodies(&block.text) => Kind::Membership,
            _ if chapter == Chapter::Publications
                && (style == PassageStyle::Item || count <= 70 && !block.text.ends_with(':'))
                && !tells_of_list(block) =>
            {
                Kind::Publication
            }
            _ if matches!(block.kind, BlockKind::Item(_)) && is_document(block, path)
                || lists_languages(&block.text)
                || tells_of_publication(&block.text) =>
            {
                Kind::Publication
            }
            _ if chapter == Chapter::Members
                && !(is_sentence(&block.text) && context.is_of_body)
                && (style == PassageStyle::Item
                    || !self.vocabulary.named_alone(&block.text).is_empty()
                    || count <= 24) =>
            {
                Kind::Membership
            }
            BlockKind::Paragraph if is_signature(&block.text) => Kind::Narrative,
            _ if is_detail_of_member(&block.text) => Kind::Membership,
            _ if sentences(&block.text).len() == 1 && leads_in(&block.text).is_some() => {
                leads_in(&block.text).unwrap_or(Kind::Narrative)
            }
            _ if parent_kind == Some(Kind::Activity) && promises(&block.text) => Kind::Commitment,
            _ if parent_kind.is_some_and(|kind| {
                matches!(kind, Kind::Recommendation | Kind::Commitment | Kind::Mandate | Kind::Activity)
            }) =>
            {
                parent_kind.unwrap_or(Kind::Narrative)
            }
            _ if names_activities(&headings) => Kind::Activity,
            _ if lists_figures(&headings) && block.text.starts_with(|c: char| c.is_ascii_digit()) => {
                if block.text.contains("member") || block.text.contains("entities") {
                    Kind::Membership
                } else {
                    Kind::Activity
                }
            }
            BlockKind::Item(_) if item_tells_deed(&block.text) => Kind::Activity,
            _ => match self.kinds.kind(&block.text, &headings, style == PassageStyle::Item) {
                Kind::Narrative if !opens_report(&headings) && tells_deed(&self.vocabulary, &block.text) => {
                    Kind::Activity
                }
                Kind::Narrative | Kind::Activity if chapter == Chapter::Ahead && looks_ahead(&block.text) => {
                    Kind::Commitment
                }
                Kind::Narrative if context.is_of_body && tells_past(&block.text) => Kind::Activity,
                kind => kind,
            },
        }
    }

    /// Notes what the passages after this one go on with.
    fn after(&mut self, running: &mut Running, block: &Block, passage: &Passage, kind: Kind) {
        // What it leads in to may be of another kind than what it tells before.
        self.kinds_of.insert(passage.id.clone(), leads_in(&block.text).unwrap_or(kind));
        self.carriers.extend(block.marks.iter().map(|mark| (passage.id.clone(), mark.clone())));
        match &block.kind {
            BlockKind::Item(depth) => {
                if running.items.is_empty() {
                    running.list = running.lead.clone().filter(|_| running.leads_in).map(|lead| (lead, 0));
                }
                running.items.push((*depth, passage.id.clone()));
            }
            BlockKind::Paragraph => {
                running.leads_in = block.text.ends_with(':');
                let is_list = matches!(kind, Kind::Publication | Kind::Membership) && !running.leads_in;
                running.items.clear();
                running.list = running.list.take().map(|(lead, n)| (lead, n + 1));
                running.list = running
                    .list
                    .take()
                    .filter(|(_, n)| *n <= LIST_APART && !running.leads_in && goes_on_with_list(&block.text));
                running.lead = match &running.list {
                    Some((lead, _)) => {
                        running.leads_in = true;
                        Some(lead.clone())
                    }
                    None => (!is_list && (running.leads_in || words(&block.text).len() >= LEAD_MIN))
                        .then(|| passage.id.clone()),
                };
                running.last = Some(passage.id.clone());
            }
            _ => {}
        }
    }

    /// Makes a passage with an id, a headline that is to be written, and a text.
    fn bare(&mut self, text: &str, page: Option<u16>) -> Passage {
        let mut id = format!("{}-{}", self.prefix, slug(text, SLUG_MAX)).trim_end_matches('-').to_owned();
        let base = id.clone();
        let mut n = 1;
        while !self.used.insert(id.clone()) {
            n += 1;
            id = format!("{base}-{n}");
        }
        let mut headline = headline(text, "");
        let mut n = 1;
        while !self.headlines.insert(headline.clone()) {
            n += 1;
            headline = self::headline(text, &format!(" ({n})"));
        }
        Passage { id, headline, text: text.to_owned(), page, ..Passage::default() }
    }
}
