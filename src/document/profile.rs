//! The profile of a body, a place, a topic or a partner.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::analysis::agreements;
use crate::analysis::opening::{opened, opening};
use crate::analysis::profile::{Profile, ProfileEntry};
use crate::analysis::{self, FacetCount, PassageSource, Quotation, sentences};
use crate::corpus::postings::PassageSet;
use crate::corpus::strings::Str;
use crate::corpus::subject::Subject;
use crate::corpus::vocabulary::PlaceKind;
use crate::corpus::{Corpus, EntityId, Kind, PassageId, Survey};
use crate::document::linked::{Document, LinkTarget, listed};
use crate::document::{self, StyledLine, TextStyle};
use crate::search::highlight::Highlighter;
use crate::text;

/// The columns of the label of a field.
const LABEL: usize = 11;
/// The number of works that are listed.
const WORKS: usize = 10;
/// The number of places, topics, partners and bodies that a chart shows before it says how many more there are.
const CHARTED: usize = 8;

/// Returns the profile of a subject. A work has a page of its own.
#[must_use]
pub fn profile(corpus: &Corpus, subject: Subject, width: usize) -> Document {
    let none = Highlighter::default();
    let p = match (subject, analysis::profile::profile(corpus, subject)) {
        (_, Some(profile)) => profile,
        (Subject::Work(work), None) => return document::work::work(corpus, work, width, &none),
        (_, None) => return Document::default(),
    };
    let mut page =
        ProfilePage { corpus, width, name: subject.title(corpus).to_string(), document: Document::default() };
    if let Subject::Body(body) = subject {
        page.name = corpus.entity(body).id.to_string();
    }
    page.words(&subject.title(corpus), TextStyle::Heading(0));
    page.facts(&p);
    page.mandates(&p);
    page.document.heading("In these reports");
    let all = p.all.count(corpus);
    let target = LinkTarget::Passages(page.name.clone(), p.all.clone());
    page.document.lead(vec![StyledLine::of(text::count(all, "passage"), TextStyle::Body)], target);
    let kind = |&kind: &Kind| match (kind, subject) {
        (Kind::Agreement, Subject::Body(_)) => "agreement, in its own row".to_owned(),
        _ => kind.label().to_owned(),
    };
    page.chart("", p.kinds.iter().map(|row| row.map(kind)));
    page.chart(
        "Passages by body (ICAT as a group is not counted)",
        p.bodies.iter().map(|row| row.map(|&body| corpus.entity(body).id.to_string())),
    );
    page.done(&p);
    page.activities(&p);
    page.chart_of_most("Where, in passages", p.places.iter().map(|row| row.map(ToString::to_string)));
    page.chart_of_most(
        "Topics, in passages",
        p.topics.iter().map(|row| row.map(|&topic| corpus.topic(topic).name.to_string())),
    );
    page.beside(&p);
    page.works(&p);
    page.list("Recommendations and points raised", &p.recommendations);
    page.list("Commitments", &p.commitments);
    page.list("In footnotes of the reports", &p.notes);
    page.list("Named, but not as the place of what is told", &p.passing);
    page.part_of(&p);
    page.others(&p);
    page.document.heading(if p.missing.is_empty() { "What these reports leave open" } else { "Not on record here" });
    for sentence in &p.missing {
        page.put(document::hang("\u{2022} ", sentence, width, TextStyle::Body, &none));
    }
    page.words(&format!("{} {}", analysis::NOT_NOTHING, document::limits(corpus, width)), TextStyle::Label);
    page.document
}

/// A profile that is being laid out.
struct ProfilePage<'a> {
    corpus: &'a Corpus,
    width: usize,
    /// How the subject is called in the titles of what it opens.
    name: String,
    document: Document,
}

impl ProfilePage<'_> {
    fn put(&mut self, lines: Vec<StyledLine>) {
        self.document.put(lines);
    }

    fn words(&mut self, words: &str, style: TextStyle) {
        self.put(document::flow(words, self.width, style, &Highlighter::default()));
    }

    fn field(&mut self, label: &str, value: &str, style: TextStyle) {
        self.put(document::field(label, LABEL, value, self.width, style));
    }

    /// Appends what is known of the subject besides what passages say of it.
    fn facts(&mut self, p: &Profile) {
        let corpus = self.corpus;
        match p.subject {
            Subject::Body(body) => self.body_facts(p, body),
            Subject::Place(name) => {
                let place = corpus.world_place(&name);
                let codes = place.into_iter().flat_map(|p| [p.iso3, p.m49.filter(|_| p.iso3.is_none())]).flatten();
                let codes: Vec<String> = codes.map(|code| code.to_string()).collect();
                let kind = place.map_or("place", |place| place.kind.label());
                self.field("place", &[vec![kind.to_owned()], codes].concat().join(", "), TextStyle::Label);
                let aliases = place.map(|place| place.aliases.join(", ")).unwrap_or_default();
                self.field("known as", &aliases, TextStyle::Name);
                if let Some(inside) = corpus.gazetteer().inside(&name) {
                    let inside: Vec<&str> = inside.iter().map(Str::as_str).filter(|p| *p != name.as_str()).collect();
                    let words = format!("{} (as these reports name them)", inside.join(", "));
                    self.field("with", if inside.is_empty() { "" } else { &words }, TextStyle::Name);
                    let only = corpus.postings.places.get(&name).map_or(0, PassageSet::count);
                    let verb = if only == 1 { "names" } else { "name" };
                    let words = format!("{} {verb} the region itself", text::count(only, "passage"));
                    self.field("", &words, TextStyle::Label);
                }
                let is_group = place.is_some_and(|place| place.kind == PlaceKind::Group);
                if is_group && corpus.gazetteer().inside(&name).is_none() {
                    let words = "the group itself, without its members";
                    self.field("counts", words, TextStyle::Label);
                }
            }
            Subject::Topic(id) => {
                let topic = corpus.topic(id);
                self.field("kind", topic.dimension.label(), TextStyle::Label);
                self.field("means", &topic.definition, TextStyle::Ours);
                self.field("includes", &topic.includes, TextStyle::Ours);
                self.words("Topics are our own, and so is the choice of passages tagged with them.", TextStyle::Label);
            }
            Subject::Partner(name) => {
                let known = corpus.partners.iter().find(|partner| partner.name == name);
                self.field("partner", known.map_or("", |partner| partner.kind.label()), TextStyle::Label);
                let aliases = known.map(|partner| partner.aliases.join(", ")).unwrap_or_default();
                self.field("known as", &aliases, TextStyle::Name);
            }
            Subject::Work(_) => {}
        }
    }

    fn body_facts(&mut self, p: &Profile, body: EntityId) {
        let entity = self.corpus.entity(body);
        // The id is ours where no report prints it.
        let is_printed = |name: &&Str| {
            p.all.passages(self.corpus).iter().any(|&id| {
                let passage = self.corpus.passage(id);
                passage.text.contains(name.as_str())
            })
        };
        let known = std::iter::once(&entity.id).filter(is_printed).chain(&entity.aliases);
        let known: Vec<&str> = known.map(Str::as_str).collect();
        let parts =
            if entity.aliases.len() > 1 { " (its own names and those of its parts and programmes)" } else { "" };
        self.field("printed as", &format!("{}{parts}", known.join(", ")), TextStyle::Name);
        if let Some(parent) = entity.parent {
            let id = self.corpus.entity(parent).id;
            let lines = document::field("part of", LABEL, &id, self.width, TextStyle::Name);
            self.document.lead(lines, LinkTarget::Profile(Subject::Body(parent)));
        }
        self.field("home page", entity.url.as_deref().unwrap_or(""), TextStyle::Label);
        let facts = p.body.as_ref();
        let years = |years: &[u16]| years.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
        let roles = facts.into_iter().flat_map(|facts| &facts.roles);
        let roles: Vec<String> = roles.map(|(role, of)| format!("{} {}", role.label(), years(of))).collect();
        if !roles.is_empty() {
            let words = format!("{} (as the reports tell it)", roles.join("; "));
            self.field("in ICAT", &words, TextStyle::Label);
        }
        for line in facts.into_iter().flat_map(|facts| &facts.history) {
            self.field("", line, TextStyle::Label);
        }
        self.field("survey", entity.survey.map_or("", survey_words), TextStyle::Body);
        if let Some(note) = &entity.editorial {
            self.put(document::hang("editor: ", note, self.width, TextStyle::Editorial, &Highlighter::default()));
        }
    }

    /// Appends the words of a body's mandate, or who is mandated.
    fn mandates(&mut self, p: &Profile) {
        let none = Highlighter::default();
        if !matches!(p.subject, Subject::Body(_)) {
            self.list("Passages on mandates", &p.mandated);
            return;
        }
        self.document.heading("What it is mandated to do");
        if p.charged.is_empty() {
            let words = format!("The reports hold no text on the mandate of {}.", self.name);
            self.words(&words, TextStyle::Editorial);
        }
        for mandate in &p.charged {
            let passage = self.corpus.passage(mandate.passage);
            let sentence = format!("{}\u{201d}", mandate.text(self.corpus));
            let mut lines = document::hang("\u{201c}", &sentence, self.width, TextStyle::Body, &none);
            let place = document::place(self.corpus, passage);
            lines.extend(document::hang("\u{2014} ", &place, self.width, TextStyle::Label, &none));
            self.document.lead(lines, LinkTarget::Passage(mandate.passage));
        }
    }

    /// Appends what was done, year by year.
    fn done(&mut self, p: &Profile) {
        if p.done.is_empty() {
            return;
        }
        // Plans and standing work are among them.
        self.document.heading("Activities and partnerships");
        for group in &p.done {
            let words = if group.is_stated {
                format!("{}, stated in the text", group.year)
            } else {
                format!("{}, the year of the report", group.year)
            };
            self.words(&words, TextStyle::Field);
            self.entries(&words, &group.entries);
        }
    }

    /// Appends its activities by priority and by year, and says why the numbers need not add up.
    fn activities(&mut self, p: &Profile) {
        let Some(all) = p.kinds.iter().find(|row| row.value == Kind::Activity).map(|row| row.count) else { return };
        let corpus = self.corpus;
        let count = format!("{} on activities", text::count(all, "passage"));
        let titled = |label: &str| format!("activities, {label}");
        self.document.heading("Activities by priority");
        let passages = p.all.passages(corpus).into_iter().map(|id| corpus.passage(id));
        let unfiled = passages.filter(|of| of.kind == Kind::Activity && of.priorities.is_empty()).count();
        let unfiled = if unfiled == 0 { String::new() } else { format!("; {unfiled} filed under no priority") };
        self.words(&format!("{count}{unfiled}"), TextStyle::Label);
        let title = |n: u8| corpus.priority(n).map_or("", |priority| priority.short.as_str());
        let rows = p.priorities.iter().map(|row| row.map(|&n| format!("{n} {}", title(n))));
        self.chart_of("", rows, |label| titled(&format!("priority {label}")));
        self.document.heading("Activities by year");
        let words = "by each year that the words state, plans for later years too, or else by the year reported on";
        // A passage may name a place and have no statement about it.
        let of = if matches!(p.subject, Subject::Place(_)) { "; those with a statement about it" } else { "" };
        self.words(&format!("{count}{of}, {words}"), TextStyle::Label);
        self.chart_of("", p.years.iter().map(|row| row.map(u16::to_string)), titled);
    }

    /// Appends a list of passages under a heading, if there are any.
    fn list(&mut self, title: &str, entries: &[ProfileEntry]) {
        if !entries.is_empty() {
            self.document.heading(title);
            self.entries(title, entries);
        }
    }

    /// Appends those passages of a document that no other part of it has: all that are counted are there to be read. The
    /// profile of a body leaves them out, of which there may be hundreds.
    fn others(&mut self, p: &Profile) {
        if !self.is_whole() || matches!(p.subject, Subject::Body(_)) {
            return;
        }
        let of_works = p.works.iter().flat_map(|&work| self.corpus.work(work).passages.iter().copied());
        let linked = self.document.links.iter().filter_map(|link| match link.target {
            LinkTarget::Passage(id) => Some(id),
            _ => None,
        });
        let shown: BTreeSet<PassageId> = of_works.chain(linked).collect();
        let rest = p.all.passages(self.corpus).into_iter().filter(|id| !shown.contains(id));
        let rest: Vec<ProfileEntry> = rest.map(|id| analysis::profile::entry_of(self.corpus, p.subject, id)).collect();
        self.list("Other passages", &rest);
    }

    /// Returns whether the page is for a document, which has the whole of what the screen has the beginning of.
    fn is_whole(&self) -> bool {
        self.width == document::UNBROKEN
    }

    /// Appends passages: the first few, and how many more there are.
    fn entries(&mut self, title: &str, entries: &[ProfileEntry]) {
        let shown = if self.is_whole() { entries.len() } else { listed(entries.len()) };
        for entry in entries.iter().take(shown) {
            let ids = entry.bodies.iter().map(|&body| self.corpus.entity(body).id.to_string());
            // A document says under each quotation whom it credits: on paper nothing else tells one from the next.
            let ids: Vec<String> = ids.filter(|id| self.is_whole() || *id != self.name).collect();
            let nobody = if self.is_whole() { vec!["no body named".to_owned()] } else { Vec::new() };
            let ids = if ids.is_empty() { nobody } else { ids };
            let words = match &entry.quote {
                // A document has the reports' own words.
                None if self.is_whole() => format!("\u{201c}{}\u{201d}", self.corpus.passage(entry.passage).text),
                Some(quote) => self.quoted(quote),
                None => self.corpus.passage(entry.passage).headline.to_string(),
            };
            let others = entry.in_part.iter().map(|&body| self.corpus.entity(body).id.as_str());
            let others = others.filter(|id| *id != self.name).collect::<Vec<_>>().join(", ");
            let others = if others.is_empty() { String::new() } else { format!("in part {others}") };
            let ids =
                [ids.join(", "), others].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
            let words = if ids.is_empty() { words } else { format!("{words} ({ids})") };
            let lines = document::hang("\u{2022} ", &words, self.width, TextStyle::Ours, &Highlighter::default());
            self.document.lead(lines, LinkTarget::Passage(entry.passage));
        }
        if entries.len() > shown {
            let all = entries.iter().map(|entry| entry.passage).collect();
            let target = LinkTarget::Passages(format!("{}: {title}", self.name), PassageSource::Passages(all));
            self.document.all_of(&text::count(entries.len(), "passage"), target);
        }
    }

    /// Returns a statement in quotation marks, after what its sentence opens with. A document has the whole of the sentence.
    fn quoted(&self, quote: &Quotation) -> String {
        let text = &self.corpus.passage(quote.passage).text;
        let whole = sentences::around(text, &quote.range).filter(|_| self.is_whole());
        let range = whole.unwrap_or(quote.range.clone());
        let words = text.get(range.clone()).unwrap_or("");
        let opening = opening(self.corpus, quote.passage, &range);
        let after = if is_ended(text, &range) { "" } else { " \u{2026}" };
        format!("\u{201c}{}{after}\u{201d}", opened(&opening.words, words))
    }

    fn chart(&mut self, title: &str, rows: impl Iterator<Item = FacetCount<String>>) {
        self.chart_of(title, rows, str::to_owned);
    }

    fn chart_of(&mut self, title: &str, rows: impl Iterator<Item = FacetCount<String>>, what: impl Fn(&str) -> String) {
        let rows: Vec<FacetCount<String>> = rows.collect();
        if rows.is_empty() {
            return;
        }
        if !title.is_empty() {
            self.document.heading(title);
        }
        let name = self.name.clone();
        self.document.chart(rows, self.width, |label| format!("{name}, {}", what(label)));
    }

    /// Appends a chart of the first rows, and how many more there are.
    fn chart_of_most(&mut self, title: &str, rows: impl ExactSizeIterator<Item = FacetCount<String>>) {
        let shown = if self.is_whole() || rows.len() == CHARTED + 1 { rows.len() } else { CHARTED };
        let more = rows.len().saturating_sub(shown);
        self.chart(title, rows.take(shown));
        if more > 0 {
            self.words(&format!("  and {more} more"), TextStyle::Label);
        }
    }

    /// Appends the regions and groups that a place is part of.
    fn part_of(&mut self, p: &Profile) {
        let corpus = self.corpus;
        let Subject::Place(name) = p.subject else { return };
        let within = corpus.world_place(&name).into_iter().flat_map(|place| &place.within);
        let within: Vec<Str> =
            within.filter_map(|&n| corpus.places.get(usize::from(n))).map(|region| region.name).collect();
        if within.is_empty() {
            return;
        }
        self.document.heading("Part of");
        for region in within {
            let lines = document::hang("\u{2022} ", &region, self.width, TextStyle::Name, &Highlighter::default());
            self.document.lead(lines, LinkTarget::Profile(Subject::Place(region)));
        }
    }

    /// Appends who acts beside the subject: agreements, initiatives, bodies of the same statements, partners.
    fn beside(&mut self, p: &Profile) {
        let corpus = self.corpus;
        let id = |row: &FacetCount<EntityId>| row.map(|&body| corpus.entity(body).id.to_string());
        if let (Subject::Body(body), false) = (p.subject, p.agreements.is_empty()) {
            self.document.heading("Agreements");
            let entries = corpus.agreements().of_body(body);
            let count = text::count(entries.len(), "entry");
            let words = format!(
                "{count} of the table, in its own row or in those of others; not all need be about trafficking"
            );
            let target = LinkTarget::Passages(format!("Agreements of {}", self.name), PassageSource::Passages(entries));
            self.document.lead(vec![StyledLine::of(words, TextStyle::Body)], target);
            for partner in &p.agreements {
                let other = partner.value;
                let claim = agreements::claim(corpus, body, other);
                let name = corpus.entity(other).id;
                let words = format!("{name}: {claim}");
                let lines = document::hang("\u{2022} ", &words, self.width, TextStyle::Body, &Highlighter::default());
                let entries = corpus.agreements().of_pair(body, other);
                let pair = format!("Agreements of {} and {name}", self.name);
                self.document.lead(lines, LinkTarget::Passages(pair, PassageSource::Passages(entries)));
            }
        }
        if let (Subject::Body(body), false) = (p.subject, p.agreements.is_empty())
            && let Some(remark) = agreements::row_words(corpus, body)
        {
            self.words(&remark, TextStyle::Editorial);
        }
        if !p.initiatives.is_empty() {
            self.document.heading("Initiatives");
        }
        for initiative in &p.initiatives {
            let bodies = initiative.participants.keys().map(|&body| corpus.entity(body).id.as_str());
            let bodies: Vec<&str> = bodies.collect();
            let told = p.told_of(initiative);
            let count = text::count(told.len(), "passage");
            let mut words = format!("{} ({})", initiative.name, bodies.join(", "));
            if self.is_whole() {
                words = format!("{words}, {count}");
            }
            let passages = PassageSource::Passages(told);
            self.put(document::hang("\u{2022} ", &words, self.width, TextStyle::Body, &Highlighter::default()));
            if self.is_whole() {
                continue;
            }
            let lines = vec![StyledLine::of(format!("  {count}"), TextStyle::Label)];
            self.document.lead(lines, LinkTarget::Passages(initiative.name.to_string(), passages));
        }
        self.chart_of_most(
            "Bodies credited by the same statements (of three bodies at most), in passages on what they did",
            p.joint.iter().map(id),
        );
        self.chart_of_most(
            "Named beside it, outside ICAT, in passages",
            p.partners.iter().map(|row| row.map(ToString::to_string)),
        );
    }

    /// Appends the works.
    fn works(&mut self, p: &Profile) {
        if p.works.is_empty() {
            return;
        }
        let of = if matches!(p.subject, Subject::Body(_)) { "" } else { " in these passages" };
        let announced = p.works.iter().filter(|&&id| self.corpus.work(id).upcoming).count();
        let announced = if announced == 0 { String::new() } else { format!(", {announced} of them announced") };
        self.document.heading(&format!("{}{of}{announced}", text::count(p.works.len(), "work")));
        let words = "Listed as publications in these reports, or told of in them.";
        self.words(words, TextStyle::Label);
        let shown = if self.is_whole() { p.works.len() } else { WORKS };
        for &id in p.works.iter().take(shown) {
            let work = self.corpus.work(id);
            let mut words = format!("{} ({})", work.title, document::work::issued(work));
            if self.is_whole() {
                let links = work.links.iter().map(|link| link.url.as_str());
                words = std::iter::once(words.as_str()).chain(links).collect::<Vec<_>>().join(", ");
            }
            let lines = document::hang("\u{2022} ", &words, self.width, TextStyle::Body, &Highlighter::default());
            self.document.lead(lines, LinkTarget::Profile(Subject::Work(id)));
        }
        if p.works.iter().take(shown).any(|&id| self.corpus.work(id).title.starts_with('[')) {
            self.words("No report prints the titles in [ ]: these words are ours.", TextStyle::Label);
        }
        if p.works.len() > shown {
            let words = format!("  and {} more, under Publications", p.works.len() - shown);
            self.words(&words, TextStyle::Label);
        }
    }
}

/// Returns whether a quotation ends a sentence of the text.
fn is_ended(text: &str, range: &Range<usize>) -> bool {
    let ends = |words: &str| words.trim_end().ends_with(['.', '!', '?', ':', ';', '\u{201d}', '"', ')']);
    let rest = text.get(range.end..).unwrap_or_default().trim_start();
    rest.is_empty() || rest.starts_with(['.', '!', '?', ';']) || ends(text.get(range.clone()).unwrap_or_default())
}

/// Says what a blank means in the mapping resource, which was made from a survey.
fn survey_words(survey: Survey) -> &'static str {
    match survey {
        Survey::Answered => "answered",
        Survey::NotAnswered => "not answered, so a gap in the mapping resource means nothing",
        Survey::JoinedLater => "made before it joined ICAT; the mapping resource could not ask it",
    }
}
