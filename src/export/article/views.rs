//! Views whose numbers and lists read best as tables: bodies side by side, and gaps.

use crate::analysis::compare::{Compare, ComparedRow};
use crate::analysis::coverage::By;
use crate::analysis::gaps::{self, Gap, GapRow};
use crate::analysis::{FacetValue, NO_RECORD, NOT_NOTHING, PassageSource, knowledge};
use crate::corpus::filter::{Facet, Filter};
use crate::corpus::{Corpus, EntityId, PassageId};
use crate::document;
use crate::export::article::{Article, Block, RunStyle, TextRun};
use crate::export::brief;
use crate::export::cite::{self, CitationSource};
use crate::export::table::TableCell;
use crate::text;

/// The most columns of a matrix of gaps that a page has room for.
const MATRIX_MAX: usize = 14;
/// The number of columns up to which the sides of such a matrix stay as they are.
const NARROW: usize = 8;

impl Article {
    /// Returns a comparison as a document: what the bodies share, a table for each kind of number, and their mandates, quoted.
    #[must_use]
    pub fn of_compare(corpus: &Corpus, source: &CitationSource, compare: &Compare) -> Self {
        let id = |body: &EntityId| corpus.entity(*body).id.to_string();
        let names: Vec<String> = compare.bodies.iter().map(id).collect();
        let mut article = Self { title: crate::analysis::compare::title(&names), ..Self::default() };
        let introduced = |body: &EntityId| {
            vec![TextRun::of(id(body), RunStyle::Strong), TextRun::plain(format!(": {}", corpus.entity(*body).name))]
        };
        article.blocks.push(Block::List(compare.bodies.iter().map(introduced).collect()));
        article.say(NOT_NOTHING);
        article.blocks.push(Block::Heading(2, "Agreements between them".to_owned()));
        let agreement = |(words, entries): &(Vec<String>, PassageSource)| {
            let entries: Vec<String> =
                entries.passages(corpus).into_iter().map(|id| corpus.passage(id).id.to_string()).collect();
            let entries = if entries.is_empty() { String::new() } else { format!(" [{}]", entries.join(", ")) };
            vec![TextRun::plain(words.join(" ") + &entries)]
        };
        article.blocks.push(Block::List(compare.agreements.iter().map(agreement).collect()));
        let all = if names.len() > 2 { "all of them" } else { "both" };
        article.passages(corpus, &format!("Initiatives of {all}"), &compare.initiatives);
        let joint = format!("Passages with a statement that credits {all}");
        article.passages(corpus, &joint, &compare.joint);
        for (what, rows) in [("Priority", &compare.priorities), ("Kind", &compare.kinds)] {
            let of = what.to_lowercase();
            article.blocks.push(Block::Heading(2, format!("Passages by {of}")));
            let caption = format!("Passages that credit each body, by {of}; those that credit several count for each");
            let columns = std::iter::once(what.to_owned()).chain(names.iter().cloned()).collect();
            let row = |row: &ComparedRow| {
                let cells = row.cells.iter().map(|cell| TableCell::count(cell.count));
                std::iter::once(row.label.as_str().into()).chain(cells).collect()
            };
            article.table(&caption, columns, rows.iter().map(row).collect());
        }
        article.mandates(corpus, source, compare);
        article
    }

    /// Appends passages as a table under a heading, or says that there are none.
    fn passages(&mut self, corpus: &Corpus, heading: &str, passages: &PassageSource) {
        self.blocks.push(Block::Heading(2, heading.to_owned()));
        let ids = passages.passages(corpus);
        if ids.is_empty() {
            return self.say("No record in these reports.");
        }
        let caption = format!("{heading}: {}. Headlines are ours", text::count(ids.len(), "passage"));
        let row = |id: &PassageId| {
            let passage = corpus.passage(*id);
            let when = document::short_years(passage.stated_years());
            [&*passage.headline, &when, &corpus.report(passage.report).title, &passage.id].map(TableCell::from).to_vec()
        };
        let columns = ["Headline", "Years stated", "Report", "Passage"].map(str::to_owned).to_vec();
        self.table(&caption, columns, ids.iter().map(row).collect());
    }

    /// Appends the words of the mandates, each with its source, and the reports that they are from.
    fn mandates(&mut self, corpus: &Corpus, source: &CitationSource, compare: &Compare) {
        self.blocks.push(Block::Heading(2, "What they are mandated to do".to_owned()));
        let mut quoted: Vec<PassageId> =
            compare.agreements.iter().flat_map(|(_, entries)| entries.passages(corpus)).collect();
        quoted.extend([&compare.initiatives, &compare.joint].into_iter().flat_map(|of| of.passages(corpus)));
        for (body, mandate) in compare.bodies.iter().zip(&compare.mandates) {
            self.blocks.push(Block::Heading(3, corpus.entity(*body).id.to_string()));
            let Some(mandate) = mandate else {
                self.say("No text on its mandate in these reports.");
                continue;
            };
            self.footnotes.push(cite::footnote(corpus, source, mandate.passage));
            let (words, footnote) = (mandate.text(corpus).to_owned(), self.footnotes.len());
            self.blocks.push(Block::Quotation { words, footnote, speaker: None });
            quoted.push(mandate.passage);
        }
        if !quoted.is_empty() {
            self.blocks.extend(brief::sources(corpus, &quoted));
        }
    }

    /// Returns the gaps of some grids under a filter as a document, a table for each grid.
    #[must_use]
    pub fn of_gaps(corpus: &Corpus, of: &[By], base: &Filter) -> Self {
        let mut article = Self { title: "Gaps".to_owned(), ..Self::default() };
        if !base.is_empty() {
            article.title = format!("Gaps: {}", base.describe(corpus));
        }
        if !base.is_empty() {
            article.say(&format!(
                "The tables look at passages under {} alone. A gap here may be filled elsewhere in the reports.",
                base.describe(corpus)
            ));
        }
        article.say(&format!("{NOT_NOTHING} {}", knowledge::limits_on_paper(corpus)));
        if let Some(words) = gaps::unnamed(corpus, of, base) {
            article.say(&words);
            return article;
        }
        article.legend(of);
        for &by in of {
            article.blocks.push(Block::Heading(2, by.label().to_owned()));
            gaps::remarks(corpus, by, base).iter().for_each(|words| article.say(words));
            article.gaps(corpus, by, base);
        }
        article
    }

    /// Says what the words in the cells of the tables mean.
    fn legend(&mut self, of: &[By]) {
        // A passage that is filed under no priority may well tell of the place.
        let filed = if of.iter().any(|by| by.facets().1 == Facet::Priority) {
            "; of a priority, no passage filed under it"
        } else {
            ""
        };
        let region = of.iter().any(|by| by.is_of_regions()).then_some("A region includes every place in it.");
        let none = format!("none: {NO_RECORD}{filed}.");
        let rest = [
            "nobody: there are passages, but none of them credits a body.",
            "a body: it alone is credited. The number in brackets counts the passages behind this.",
            "several: two or more bodies are credited, which is no gap. A row of nothing else is left out.",
        ];
        let lines = std::iter::once(none.as_str()).chain(rest).chain(region);
        self.blocks.push(Block::List(lines.map(|line| vec![TextRun::plain(line)]).collect()));
    }

    /// Appends the gaps of a grid as a matrix, the shorter side of which is above. What is too broad for a page makes several.
    fn gaps(&mut self, corpus: &Corpus, by: By, base: &Filter) {
        let rows = gaps::gaps(corpus, by, base);
        if rows.is_empty() {
            return self.say("There is no gap.");
        }
        let (side, head) = by.sides();
        let columns = gaps::columns(corpus, by, base);
        let cell = |row: &GapRow, column: &FacetValue| {
            let Some(cell) = row.cells.iter().find(|cell| cell.column == *column) else { return "several".to_owned() };
            match cell.gap {
                Gap::Empty => "none".to_owned(),
                Gap::Nobody => format!("nobody ({})", text::grouped(cell.passages.len())),
                Gap::Single(body) => format!("{} ({})", corpus.entity(body).id, text::grouped(cell.passages.len())),
            }
        };
        let is_turned = rows.len() < columns.len() && columns.len() > NARROW;
        let names: Vec<String> = rows.iter().map(|row| row.row.word(corpus)).collect();
        let heads: Vec<String> = columns.iter().map(|column| column.1.clone()).collect();
        let (corner, left, above) = if is_turned { (head, heads, names) } else { (side, names, heads) };
        let at = |line: usize, place: usize| {
            let (row, column) = if is_turned { (place, line) } else { (line, place) };
            rows.get(row).zip(columns.get(column)).map_or_else(String::new, |(row, column)| cell(row, &column.0))
        };
        let parts = above.len().div_ceil(MATRIX_MAX);
        let breadth = above.len().div_ceil(parts.max(1)).max(1);
        for (part, names) in above.chunks(breadth).enumerate() {
            let of = if parts > 1 { format!(", part {} of {parts}", part + 1) } else { String::new() };
            let caption = format!("Gaps by {} and {}{of}", side.to_lowercase(), head.to_lowercase());
            let line = |(line, name): (usize, &String)| {
                let cells = (0..names.len()).map(|place| at(line, part * breadth + place).into());
                std::iter::once(name.as_str().into()).chain(cells).collect()
            };
            let columns = std::iter::once(text::capitalized(corner)).chain(names.iter().cloned()).collect();
            self.table(&caption, columns, left.iter().enumerate().map(line).collect());
        }
        self.passages_of(corpus, &rows);
    }

    /// Says in which passages one body, or nobody, is credited, so that each cell can be looked up.
    fn passages_of(&mut self, corpus: &Corpus, rows: &[GapRow]) {
        let cells = rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell)));
        let named: Vec<Vec<TextRun>> = cells
            .filter(|(_, cell)| !cell.passages.is_empty())
            .map(|(row, cell)| {
                let who = match cell.gap {
                    Gap::Single(body) => corpus.entity(body).id.to_string(),
                    _ => "nobody".to_owned(),
                };
                let told = cell.passages.iter().map(|&id| corpus.passage(id));
                let told: Vec<String> = told.map(|passage| format!("{} [{}]", passage.headline, passage.id)).collect();
                let cell = format!("{}, {}", row.row.word(corpus), cell.column_name);
                vec![TextRun::of(cell, RunStyle::Strong), TextRun::plain(format!(" ({who}): {}", told.join("; ")))]
            })
            .collect();
        if !named.is_empty() {
            self.say("The passages of these cells, by our headlines and with their ids:");
            self.blocks.push(Block::List(named));
        }
    }
}
