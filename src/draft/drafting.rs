//! Makes a report file of the text of a report: `data draft`.

use std::collections::{HashMap, HashSet};

use crate::corpus::{Corpus, EntityId, HEADLINE_MAX, Kind, PassageStyle, Role};
use crate::draft::blocks::{
    Block, BlockKind, blocks, is_capitals, is_chapter, is_signature, lists_members, lists_publications, sentence_case,
};
use crate::draft::doubts::{self, Doubt};
use crate::draft::extract::{extract, plain_digit};
use crate::draft::new_bodies::NewBody;
use crate::draft::outline::{KnownHeadings, Outlined, outline, unnumbered};
use crate::draft::propose::{
    Context, Header, KindModel, Vocabulary, agreements, lists_languages, propose, publication, tells_membership,
    tells_of_publication, years,
};
use crate::draft::report_file::{Link, Passage, ReportFile, Section};
use crate::draft::source::words;
use crate::text::fold_plain;

/// The word with which the headline of a draft begins, so that nobody takes it for one that is written.
pub const UNWRITTEN: &str = "TODO";
/// The body that stands for the group as such.
const GROUP: &str = "ICAT";
/// How many words a paragraph has that is no longer part of a cover.
const BODY_MIN: usize = 22;
/// How many paragraphs may stand within a list.
const LIST_APART: usize = 2;
/// The longest slug of a passage, in characters.
const SLUG_MAX: usize = 44;

/// A drafted report.
#[derive(Debug)]
pub struct Draft {
    /// The report file.
    pub report: ReportFile,
    /// What a maintainer has to look at, beyond the passages' own doubts.
    pub doubts: Vec<Doubt>,
    /// The bodies that its lists of members name and the data does not have.
    pub new_bodies: Vec<NewBody>,
    /// What was left out of the source: its line, and its words.
    pub left_out: Vec<(u32, String)>,
}

/// Drafts a report from its text. Passages of a report with the same id are not looked at. Takes about a second for
/// 10,000 words.
#[must_use]
pub fn draft(corpus: &Corpus, source: &str, id: &str) -> Draft {
    let extracted = extract(source);
    let known = KnownHeadings::of(corpus, id);
    let mut vocabulary = Vocabulary::of(corpus);
    let is_known = |text: &str| known.has(text) || vocabulary.names_bodies(text);
    let mut blocks = blocks(&extracted, &is_known);
    open_cover(&mut blocks, &known);
    let new_bodies = learn_bodies(corpus, &mut vocabulary, &blocks);
    let sections = outline(&blocks, &known, &|text| vocabulary.names_only_bodies(text));
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
    let report = drafter.report(&blocks, &sections, source);
    let mut left_out = extracted.furniture;
    left_out.append(&mut drafter.heads);
    left_out.sort_by_key(|(line, _)| *line);
    let mut doubts = doubts::of_report(corpus, &drafter.vocabulary, &report, id);
    doubts.extend(doubts::of_file(&report));
    Draft { report, doubts, new_bodies, left_out }
}

/// Learns the bodies that lists of members name and the data does not have. Returns them.
fn learn_bodies(corpus: &Corpus, vocabulary: &mut Vocabulary<'_>, blocks: &[Block]) -> Vec<NewBody> {
    let mut found: Vec<NewBody> = Vec::new();
    let mut role = Role::Member;
    let mut is_list = false;
    for block in blocks {
        if block.is_heading() {
            let title = unnumbered(&block.text);
            is_list = lists_members(title);
            let lower = title.to_lowercase();
            role = if lower.contains("partner") && !lower.contains("member") { Role::Partner } else { Role::Member };
        } else if is_list && block.is_prose() && words(&block.text).len() <= 16 && !block.text.ends_with([':', '.']) {
            if vocabulary.learn(&block.text)
                && let Some(body) = NewBody::read(&block.text, role)
                && found.iter().all(|known| known.id != body.id)
                && !is_named_otherwise(corpus, &body)
            {
                found.push(body);
            }
        }
    }
    found
}

/// Returns whether a body bears the name of a partner, a place or a term: then it cannot be added as it is.
fn is_named_otherwise(corpus: &Corpus, body: &NewBody) -> bool {
    let names = [Some(&body.id), Some(&body.name), body.alias.as_ref()];
    let own: Vec<String> = names.into_iter().flatten().map(|name| fold_plain(name)).collect();
    let partners = corpus.partners.iter().flat_map(|p| std::iter::once(&p.name).chain(&p.aliases)).map(|s| s.as_str());
    let terms = corpus.glossary.iter().map(|term| term.term.as_str());
    let places = corpus.places.iter().flat_map(crate::corpus::vocabulary::WorldPlace::all_names).map(|s| s.as_str());
    partners.chain(terms).chain(places).any(|name| own.contains(&fold_plain(name)))
}

/// Turns the headings of a cover, before the first that has a text below it, into paragraphs.
fn open_cover(blocks: &mut [Block], known: &KnownHeadings) {
    let is_body = |block: &Block| {
        matches!(block.kind, BlockKind::Paragraph) && words(&block.text).len() >= BODY_MIN
            || block.is_heading() && (known.has(&block.text) || is_chapter(&block.text))
    };
    let Some(body) = blocks.iter().position(is_body) else { return };
    let mut first = body;
    while !blocks[body].is_heading() && first > 0 && blocks[first - 1].is_heading() && body - first < 2 {
        first -= 1;
    }
    for block in blocks.iter_mut().take(first).filter(|block| block.is_heading()) {
        block.kind = BlockKind::Paragraph;
    }
}

/// Returns the beginning of the ids of a report's passages: "ar22" for "2022-annual-report".
fn prefix(corpus: &Corpus, id: &str) -> String {
    let parts: Vec<&str> = id.split('-').collect();
    let year = parts.iter().find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()));
    let names: Vec<&&str> =
        parts.iter().filter(|part| !part.is_empty() && !part.bytes().all(|b| b.is_ascii_digit())).collect();
    let letters: String = match names.as_slice() {
        [] => "r".to_owned(),
        [one] => one.chars().take(2).collect(),
        more => more.iter().filter_map(|part| part.chars().next()).collect(),
    };
    let short = year.and_then(|year| year.get(2..)).unwrap_or_default();
    let mut prefix = format!("{letters}{short}");
    let is_taken = |prefix: &str| {
        let start = format!("{prefix}-");
        corpus.passages.iter().any(|p| p.id.starts_with(&start) && corpus.report(p.report).id != id)
    };
    while is_taken(&prefix) {
        prefix.push('x');
    }
    prefix
}

/// Returns words as part of an id.
fn slug(text: &str, most: usize) -> String {
    let mut slug = String::new();
    for (_, word) in words(text) {
        let word: String = fold_plain(&word).chars().filter(char::is_ascii_alphanumeric).collect();
        if word.is_empty() || matches!(word.as_str(), "the" | "of" | "and" | "a" | "an" | "in" | "to" | "for" | "on") {
            continue;
        }
        if slug.len() + word.len() + 1 > most {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    slug
}

/// What is said of a chapter by its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chapter {
    Publications,
    Members,
    Ahead,
    OfMembers,
    Mandates,
    Other,
}

fn chapter(path: &[String]) -> Chapter {
    for title in path.iter().rev() {
        let title = unnumbered(title);
        let lower = title.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        if lists_publications(title) {
            return Chapter::Publications;
        }
        if lists_members(title) {
            return Chapter::Members;
        }
        if has(&[
            "year ahead",
            "looking ahead",
            "way forward",
            "next steps",
            "road ahead",
            "outlook",
            "priorities for 20",
        ]) {
            return Chapter::Ahead;
        }
        if has(&["highlights", "from the membership", "from members", "members in action"]) {
            return Chapter::OfMembers;
        }
        if has(&["mandates", "who we are", "who are we"]) && !has(&["expertise"]) {
            return Chapter::Mandates;
        }
    }
    Chapter::Other
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
    fn report(&mut self, blocks: &[Block], sections: &[Outlined], source: &str) -> ReportFile {
        let covers = year_of(self.id).or_else(|| year_of(source.get(..2000.min(source.len())).unwrap_or(source)));
        let covers = covers.unwrap_or(2000);
        let title = title_of(blocks, self.id);
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
        ReportFile {
            schema: crate::corpus::SCHEMA,
            title,
            covers,
            published,
            terms: self.corpus.reports.last().map_or_else(|| "Not stated.".to_owned(), |r| r.terms.to_string()),
            sections: nested,
            ..ReportFile::default()
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
            let is_of_new_body = own.is_empty()
                && path
                    .last()
                    .is_some_and(|title| self.vocabulary.begins_with_new_body(title) && words(title).len() <= 12);
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

    /// Returns the bodies whose words a foreword or a message is, where it is that of the coordinator or of the chairs: who
    /// signs it, whom its heading or its first sentence names.
    fn speakers(&self, path: &[String], blocks: &[&Block]) -> Vec<EntityId> {
        let heading = path.last().map(|title| title.to_lowercase()).unwrap_or_default();
        let (of_chairs, of_coordinator) = (heading.contains("chair"), heading.contains("coordinator"));
        if !of_chairs && !of_coordinator {
            return Vec::new();
        }
        let named = |text: &str| -> Vec<EntityId> {
            let all = self.vocabulary.bodies(text).into_iter().map(|n| n.what);
            dedup(all.filter(|body| self.vocabulary.id(*body) != GROUP).collect())
        };
        let signed = blocks.iter().filter(|block| is_signature(&block.text)).flat_map(|block| named(&block.text));
        let mut speakers =
            dedup(path.last().map(|title| named(title)).unwrap_or_default().into_iter().chain(signed).collect());
        if speakers.is_empty() && of_chairs {
            let first = blocks.iter().find(|block| block.kind == BlockKind::Paragraph).map(|block| block.text.as_str());
            let sentence = first.and_then(|text| text.split(". ").next()).filter(|sentence| {
                let lower = sentence.to_lowercase();
                lower.contains("chair") || lower.contains(" term ")
            });
            speakers = sentence.map(named).unwrap_or_default();
        }
        if speakers.is_empty() && of_coordinator {
            let entities = (0u16..).zip(&self.corpus.entities);
            let coordinates = entities.filter(|(_, e)| e.roles.iter().any(|(_, role)| *role == Role::Coordinator));
            speakers = coordinates.map(|(n, _)| EntityId(n)).collect();
        }
        speakers
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
        let headings: Vec<&str> = path.iter().map(String::as_str).collect();
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
            BlockKind::Caption => PassageStyle::Caption,
            BlockKind::Quote(_) => PassageStyle::Quote,
            _ => PassageStyle::Paragraph,
        };
        let parent_kind = passage.parent.as_ref().and_then(|id| self.kinds_of.get(id)).copied();
        let count = words(&block.text).len();
        let is_list = matches!(chapter, Chapter::Publications | Chapter::Members);
        let kind = match &block.kind {
            BlockKind::Note(_) => Kind::Note,
            BlockKind::Caption => Kind::Caption,
            BlockKind::Quote(_) => Kind::Quote,
            _ if chapter == Chapter::Publications
                && (style == PassageStyle::Item || count <= 70 && !block.text.ends_with(':')) =>
            {
                Kind::Publication
            }
            _ if matches!(block.kind, BlockKind::Item(_))
                && path.last().is_some_and(|title| names_documents(unnumbered(title)))
                || lists_languages(&block.text)
                || tells_of_publication(&block.text) =>
            {
                Kind::Publication
            }
            _ if chapter == Chapter::Members
                && (style == PassageStyle::Item
                    || !self.vocabulary.named_alone(&block.text).is_empty()
                    || count <= 24) =>
            {
                Kind::Membership
            }
            BlockKind::Paragraph if is_signature(&block.text) => Kind::Narrative,
            _ if leads_in_recommendations(&block.text) => Kind::Recommendation,
            _ if parent_kind.is_some_and(|kind| {
                matches!(kind, Kind::Recommendation | Kind::Commitment | Kind::Mandate | Kind::Activity)
            }) =>
            {
                parent_kind.unwrap_or(Kind::Narrative)
            }
            _ if names_activities(&headings) => Kind::Activity,
            _ => self.kinds.kind(&block.text, &headings, style == PassageStyle::Item),
        };
        if is_list && style == PassageStyle::Paragraph && matches!(kind, Kind::Publication | Kind::Membership) {
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
        self.after(running, block, &passage, kind);
        passages.push(passage);
    }

    /// Proposes the tags of a passage.
    fn tags(&mut self, passage: &mut Passage, block: &Block, kind: Kind, context: &Context) {
        let proposed = propose(&self.vocabulary, &block.text, kind, context);
        let bodies = match kind {
            Kind::Note | Kind::Caption | Kind::Quote => {
                match kind {
                    Kind::Caption => {
                        // Whose picture it is says nothing of whom it shows.
                        let words = block.text.as_str();
                        let credit = [words.rfind('©'), words.rfind("Photo"), words.rfind(" (")];
                        let end = credit.into_iter().flatten().filter(|at| *at > 0).min().unwrap_or(words.len());
                        let shown = self.vocabulary.bodies(&block.text).into_iter().filter(|n| n.at.end <= end);
                        dedup(shown.map(|n| n.what).collect())
                    }
                    Kind::Note => {
                        // "UNODC, Global Report", "See UNU, Small Sums"
                        let bare = block.text.trim_start_matches("See ").trim_start_matches("the ");
                        let offset = block.text.len() - bare.len();
                        let first = self.vocabulary.bodies(&block.text).into_iter().find(|n| n.at.start == offset);
                        first.map(|n| vec![n.what]).unwrap_or_default()
                    }
                    _ => Vec::new(),
                }
            }
            Kind::Membership if matches!(block.kind, BlockKind::Item(_)) || words(&block.text).len() <= 24 => {
                dedup(self.vocabulary.bodies(&block.text).into_iter().map(|n| n.what).take(1).collect())
            }
            Kind::Publication if context.is_of_new_body => Vec::new(),
            Kind::Publication if !context.bodies.is_empty() => {
                let named = self.vocabulary.bodies(&block.text);
                let first = named.first().filter(|n| n.at.start == 0 && context.bodies.len() == 1);
                let child = first.filter(|n| self.corpus.entity(n.what).parent == context.bodies.first().copied());
                let is_citation =
                    first.filter(|n| block.text.get(n.at.end..).is_some_and(|rest| rest.starts_with(" (")));
                let mut bodies = child.or(is_citation).map_or_else(|| context.bodies.clone(), |n| vec![n.what]);
                // "Title, with UNU (2026)"
                let with = named.iter().filter(|n| {
                    block
                        .text
                        .get(..n.at.start)
                        .is_some_and(|before| before.ends_with(", with ") || before.ends_with(", with the "))
                });
                bodies.extend(with.map(|n| n.what));
                dedup(bodies)
            }
            _ if block.kind == BlockKind::Paragraph && is_signature(&block.text) => {
                dedup(self.vocabulary.bodies(&block.text).into_iter().map(|n| n.what).collect())
            }
            _ => proposed.bodies.clone(),
        };
        let ids: Vec<String> = bodies.iter().map(|body| self.vocabulary.id(*body).to_owned()).collect();
        if proposed.claims.is_empty() {
            passage.entities = Some(ids);
        }
        // What ICAT goes on to say is not said by those who join or chair it.
        let group: Vec<EntityId> = bodies.iter().copied().filter(|body| self.vocabulary.id(*body) == GROUP).collect();
        let passed_on = if tells_membership(&block.text) && !group.is_empty() { group } else { bodies };
        self.bodies.insert(passage.id.clone(), passed_on);
        passage.claims = proposed.claims;
        passage.topics = proposed.topics;
        passage.years = (!proposed.years.is_empty()).then_some(proposed.years);
        passage.places = (!proposed.places.is_empty()).then_some(proposed.places);
        let named = self.priorities_in(&block.text);
        passage.priorities = (!named.is_empty()).then_some(named);
    }

    /// Fills in the fields that passages of some kinds have.
    fn of_kind(&mut self, passage: &mut Passage, block: &Block, kind: Kind, path: &[String]) {
        match (&block.kind, kind) {
            (_, Kind::Publication) => {
                let found = publication(&block.text, &|words| self.vocabulary.names_bodies(words));
                let work = self.corpus.works.iter().find(|work| is_work(work.shown_title(), &found.title));
                if let Some(work) = work {
                    passage.work = Some(work.id.to_string());
                }
                passage.title = Some(found.title);
                passage.published = Some(found.published.or_else(|| work.and_then(|work| work.published)));
                passage.languages = Some(found.languages);
                let is_coming = path.last().is_some_and(|title| title.eq_ignore_ascii_case("upcoming"));
                passage.upcoming = Some(found.upcoming || is_coming);
                passage.series = found.series;
                passage.claims.clear();
            }
            (BlockKind::Quote(speaker), _) => passage.speaker = Some(speaker.clone()),
            (BlockKind::Note(mark), _) => {
                passage.mark = Some(mark.chars().map(|c| plain_digit(c).unwrap_or(c)).collect());
                let carrier = self.carriers.iter().rposition(|(_, carried)| carried == mark);
                passage.parent = carrier.map(|at| self.carriers[at].0.clone());
                if passage.parent.is_none() {
                    passage.draft.get_or_insert_default().push("no passage before it carries its mark".to_owned());
                }
            }
            _ => {}
        }
    }

    /// Notes what the passages after this one go on with.
    fn after(&mut self, running: &mut Running, block: &Block, passage: &Passage, kind: Kind) {
        self.kinds_of.insert(passage.id.clone(), kind);
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
                running.list = running.list.take().filter(|(_, n)| *n <= LIST_APART && !running.leads_in);
                running.lead = match &running.list {
                    Some((lead, _)) => {
                        running.leads_in = true;
                        Some(lead.clone())
                    }
                    None => (!is_list).then(|| passage.id.clone()),
                };
                running.last = Some(passage.id.clone());
            }
            _ => {}
        }
    }

    /// Makes the passages of a row of a table.
    fn row(&mut self, passages: &mut Vec<Passage>, running: &mut Running, block: &Block, cells: &[String]) {
        running.rows += 1;
        if running.rows == 1
            && let Some(header) = Header::of(cells)
        {
            running.header = Some(header);
            self.heads.push((block.lines.0, filled(cells).join(" | ")));
            return;
        }
        let parent = running.lead.clone().filter(|_| running.items.is_empty());
        if let Some(row) = running.header.as_ref().and_then(|header| header.initiative(cells)) {
            let mut passage = self.row_of_cells(block, cells);
            passage.text = row.text;
            passage.kind = Some(Kind::Initiative.word().to_owned());
            (passage.name, passage.scope, passage.composition) =
                (Some(row.name), Some(row.scope), Some(row.composition));
            passage.parent = parent;
            passages.push(passage);
            return;
        }
        let found =
            running.header.as_ref().map(|header| agreements(&self.vocabulary, header, cells)).unwrap_or_default();
        if found.is_empty() {
            let mut passage = self.row_of_cells(block, cells);
            passage.parent = parent;
            passages.push(passage);
            return;
        }
        for agreement in found {
            let mut passage = self.bare(
                &if agreement.text.starts_with(&agreement.party) {
                    agreement.text.clone()
                } else {
                    format!("{} {}", agreement.party, agreement.text)
                },
                block.page,
            );
            passage.text.clone_from(&agreement.text);
            passage.draft = Some(block.doubts.clone());
            passage.kind = Some(Kind::Agreement.word().to_owned());
            passage.style = Some(PassageStyle::Row.word().to_owned());
            passage.entities = Some(agreement.bodies.iter().map(|body| self.vocabulary.id(*body).to_owned()).collect());
            passage.with = Some(agreement.with.iter().map(|body| self.vocabulary.id(*body).to_owned()).collect());
            passage.party = Some(agreement.party);
            passage.form = Some(agreement.form.to_owned());
            passage.starred = Some(agreement.starred);
            passage.detail = Some(String::new());
            passage.parent.clone_from(&parent);
            self.named_in_row(&mut passage);
            passages.push(passage);
        }
    }

    /// Makes a passage of the cells of a row as they stand.
    fn row_of_cells(&mut self, block: &Block, cells: &[String]) -> Passage {
        let text = filled(cells).join(" | ");
        let mut passage = self.bare(&text, block.page);
        passage.draft = Some(vec!["a row of a table".to_owned()]);
        passage.kind = Some(Kind::Narrative.word().to_owned());
        passage.style = Some(PassageStyle::Row.word().to_owned());
        let named = dedup(self.vocabulary.bodies(&text).into_iter().map(|n| n.what).collect());
        passage.entities = Some(named.iter().map(|body| self.vocabulary.id(*body).to_owned()).collect());
        self.named_in_row(&mut passage);
        passage
    }

    /// Proposes the places and years of a row.
    fn named_in_row(&self, passage: &mut Passage) {
        let places = self.vocabulary.places(&passage.text);
        passage.places = (!places.is_empty()).then_some(places);
        let years = years(&passage.text);
        passage.years = (!years.is_empty()).then_some(years);
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

    /// Returns the priority that a heading is about.
    fn priority(&self, title: &str) -> Option<u8> {
        let lower = title.to_lowercase();
        let numbered = lower.strip_prefix("priority ").and_then(|rest| rest.chars().next()?.to_digit(10));
        let most = self.corpus.priorities.len();
        if let Some(number) = numbered.and_then(|n| u8::try_from(n).ok()).filter(|n| *n > 0 && usize::from(*n) <= most)
        {
            return Some(number);
        }
        let begins = |priority: &str| {
            let head: Vec<String> = words(priority).into_iter().map(|w| w.1).take(2).collect();
            let own: Vec<String> = words(title).into_iter().map(|w| w.1).take(5).collect();
            own.windows(head.len().max(1)).any(|window| window == head)
        };
        self.corpus.priorities.iter().find(|priority| begins(&priority.title)).map(|priority| priority.number)
    }

    /// Returns the priorities that a text names by their number.
    fn priorities_in(&self, text: &str) -> Vec<u8> {
        let mut found = Vec::new();
        let lower = text.to_lowercase();
        for (at, word) in lower.match_indices("priority ").chain(lower.match_indices("priorities ")) {
            let rest = lower.get(at + word.len()..).unwrap_or_default();
            let list: String = rest
                .chars()
                .take_while(|c| c.is_ascii_digit() || matches!(c, ' ' | ',' | '#' | 'a' | 'n' | 'd' | '–' | '-'))
                .collect();
            for digit in list.split(|c: char| !c.is_ascii_digit()).filter(|d| d.len() == 1) {
                let number =
                    digit.parse::<u8>().ok().filter(|n| *n > 0 && usize::from(*n) <= self.corpus.priorities.len());
                found.extend(number);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Returns the cells of a row that have words.
fn filled(cells: &[String]) -> Vec<&str> {
    cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect()
}

/// Puts each footnote behind the passage that carries its mark, where it was printed in another section, such as at the
/// end of a page or of the text.
fn notes_to_carriers(sections: &mut [Section]) {
    let homes: HashMap<String, usize> = (0..)
        .zip(sections.iter())
        .flat_map(|(n, section): (usize, &Section)| section.passages.iter().map(move |p| (p.id.clone(), n)))
        .collect();
    let is_note = |passage: &Passage| passage.style.as_deref() == Some(PassageStyle::Footnote.word());
    for at in 0..sections.len() {
        let home = |passage: &Passage| {
            passage.parent.as_ref().filter(|_| is_note(passage)).and_then(|id| homes.get(id)).copied()
        };
        let (away, kept) =
            std::mem::take(&mut sections[at].passages).into_iter().partition(|p| home(p).is_some_and(|n| n != at));
        sections[at].passages = kept;
        let away: Vec<Passage> = away;
        for note in away {
            let Some(there) = home(&note).and_then(|n| sections.get_mut(n)) else { continue };
            let carrier = there.passages.iter().position(|p| Some(&p.id) == note.parent.as_ref());
            let mut place = carrier.map_or(there.passages.len(), |n| n + 1);
            while there.passages.get(place).is_some_and(is_note) {
                place += 1;
            }
            there.passages.insert(place, note);
        }
    }
}

fn dedup(bodies: Vec<EntityId>) -> Vec<EntityId> {
    let mut seen = HashSet::new();
    bodies.into_iter().filter(|body| seen.insert(*body)).collect()
}

/// Returns whether two titles are those of one work.
fn is_work(known: &str, title: &str) -> bool {
    let key = |text: &str| words(text).into_iter().map(|w| w.1).collect::<Vec<_>>();
    let (known, title) = (key(known), key(title));
    known == title && known.len() > 1
        || known.len().min(title.len()) >= 5 && (known.starts_with(&title) || title.starts_with(&known))
}

/// Returns whether a text leads in to recommendations.
fn leads_in_recommendations(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.ends_with(':') && lower.contains("recommend")
}

/// Returns whether a heading is a sort of documents, such as "Policy briefs", so that each item below it is one.
fn names_documents(title: &str) -> bool {
    const SORTS: [&str; 18] = [
        "briefs",
        "papers",
        "toolkits",
        "tools",
        "reviews",
        "reports",
        "documents",
        "guides",
        "guidelines",
        "handbooks",
        "manuals",
        "statements",
        "studies",
        "brochures",
        "factsheets",
        "briefings",
        "releases",
        "resources",
    ];
    let words = words(title);
    words.len() <= 3 && words.last().is_some_and(|(_, word)| SORTS.contains(&word.as_str()))
}

/// Returns whether the nearest heading says that activities are listed.
fn names_activities(headings: &[&str]) -> bool {
    headings.last().is_some_and(|title| {
        let lower = unnumbered(title).to_lowercase();
        ["key activities", "main activities", "selected activities"].iter().any(|words| lower.starts_with(words))
    })
}

/// Returns a headline that is to be written: marked as such, with the first words of the text.
pub(super) fn headline(text: &str, tail: &str) -> String {
    let room = HEADLINE_MAX - UNWRITTEN.len() - 2 - tail.chars().count();
    let mut first = String::new();
    for word in text.split(' ') {
        if first.chars().count() + word.chars().count() + 1 > room {
            break;
        }
        if !first.is_empty() {
            first.push(' ');
        }
        first.push_str(word);
    }
    format!("{UNWRITTEN}: {}{tail}", first.trim_end_matches(['.', ',', ';', ':', ' ']))
}

fn year_of(text: &str) -> Option<u16> {
    words(text)
        .iter()
        .find_map(|(_, word)| word.parse().ok().filter(|year| word.len() == 4 && (1990..=2100).contains(year)))
}

/// Returns the year in which a report came out, as its imprint says it, or the year after the one that it covers.
fn published(source: &str, covers: u16) -> u16 {
    let imprint = source.lines().find(|line| line.contains("© United Nations") || line.contains("(c) United Nations"));
    imprint.and_then(year_of).unwrap_or(covers + 1)
}

/// Returns the title of a report, from its cover or from its id.
fn title_of(blocks: &[Block], id: &str) -> String {
    let cover = blocks.iter().take(8).filter(|block| !block.text.is_empty());
    let found = cover.map(|block| &block.text).find(|text| {
        let lower = text.to_lowercase();
        (lower.contains("report") || lower.contains("overview") || lower.contains("review")) && words(text).len() <= 14
    });
    match found {
        Some(title) if is_capitals(title) => {
            title.split(' ').map(crate::text::capitalized).collect::<Vec<_>>().join(" ")
        }
        Some(title) => title.clone(),
        None => id.split('-').map(crate::text::capitalized).collect::<Vec<_>>().join(" "),
    }
}

/// Returns the headings above each section, its own included, as they are written in a report file.
fn paths(sections: &[Outlined], vocabulary: &Vocabulary<'_>) -> Vec<Vec<String>> {
    let mut paths: Vec<Vec<String>> = Vec::new();
    for section in sections {
        let mut path = section.above.and_then(|above| paths.get(above)).cloned().unwrap_or_default();
        if let Some(title) = &section.title {
            path.push(if is_capitals(title) && vocabulary.named_alone(title).is_empty() {
                sentence_case(title, &|word| vocabulary.printed(word))
            } else {
                title.clone()
            });
        }
        paths.push(path);
    }
    paths
}

/// Moves to a section what most of its passages say.
fn inherit(section: &mut Section) {
    fn most<T: Clone + PartialEq>(of: impl Iterator<Item = Option<T>>) -> Option<T> {
        let all: Vec<T> = of.flatten().collect();
        all.iter().max_by_key(|value| all.iter().filter(|other| other == value).count()).cloned()
    }
    let kind = most(section.passages.iter().map(|p| p.kind.clone()));
    let entities = most(section.passages.iter().map(|p| p.entities.clone()));
    // What only a few passages share stays with each of them.
    let shared = section.passages.iter().filter(|p| p.entities == entities).count();
    let entities =
        entities.filter(|_| shared > 1 && shared * 2 > section.passages.len() || section.passages.len() == 1);
    for passage in &mut section.passages {
        if passage.kind == kind {
            passage.kind = None;
        }
        if entities.is_some() && passage.entities == entities {
            passage.entities = None;
        }
        if passage.priorities == section.priorities {
            passage.priorities = None;
        }
    }
    section.kind = kind;
    section.entities = entities;
    if section.passages.is_empty() {
        section.priorities = section.priorities.take().filter(|_| !section.sections.is_empty());
    }
}
