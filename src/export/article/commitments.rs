//! Commitments as a document: what each report promised, in its words, and what became of it.

use crate::analysis::commitments::{
    Commitment, CommitmentFilter, OUR_READING, Verdict, by_report, counted, no_record, what,
};
use crate::corpus::strings::Str;
use crate::corpus::{Corpus, PassageId};
use crate::export::article::{Article, Block, RunStyle, TextRun};
use crate::export::brief;
use crate::export::cite::{self, CitationSource};
use crate::text;

impl Article {
    /// Returns those commitments that a filter wants as a document, each quoted.
    #[must_use]
    pub fn of_commitments(corpus: &Corpus, source: &CitationSource, filter: CommitmentFilter) -> Self {
        let title = match filter.described(corpus) {
            said if said.is_empty() => "Commitments, and what became of them".to_owned(),
            said => format!("Commitments, and what became of them: {said}"),
        };
        let mut article = Self { title, ..Self::default() };
        article.say(OUR_READING);
        article.say(&no_record(corpus));
        let mut told: Vec<PassageId> = Vec::new();
        for (report, mut rows) in by_report(corpus) {
            let all = rows.len();
            rows.retain(|row| filter.has(corpus, row));
            let Some(first) = rows.first() else { continue };
            let what = what(corpus, first.passage);
            let heading = format!("{}: {}", corpus.report(report).title, counted(&rows, all, what));
            article.blocks.push(Block::Heading(2, heading));
            if what == "announcement" {
                article.say("Announced beside other things.");
            }
            for row in rows {
                article.commitment(corpus, source, row, &mut told);
            }
        }
        if told.is_empty() {
            article.say("There is no such commitment in these reports.");
        } else {
            article.blocks.extend(brief::sources(corpus, &told));
        }
        article
    }

    /// Appends a commitment: its verdict, its words, why that is the verdict, and what takes it up. Adds the passages to `told`.
    fn commitment(
        &mut self,
        corpus: &Corpus,
        source: &CitationSource,
        Commitment { passage: id, verdict }: Commitment<'_>,
        told: &mut Vec<PassageId>,
    ) {
        let passage = corpus.passage(id);
        let headline = format!("{}: {}", text::capitalized(verdict.label()), passage.headline);
        self.blocks.push(Block::Heading(3, headline));
        self.footnotes.push(cite::footnote(corpus, source, id));
        let footnote = self.footnotes.len();
        self.blocks.push(Block::Quotation { words: passage.text.to_string(), footnote, speaker: None });
        told.push(id);
        let Verdict::Read(follow_up) = verdict else { return };
        self.say(&follow_up.why);
        let taken_up = |(by, note): &(PassageId, Str)| {
            let taking = corpus.passage(*by);
            let year = corpus.report(taking.report).covers;
            let words = if note.is_empty() { &taking.headline } else { note };
            vec![TextRun::of(year.to_string(), RunStyle::Strong), TextRun::plain(format!(" {words} [{}]", taking.id))]
        };
        if !follow_up.taken_up.is_empty() {
            self.blocks.push(Block::List(follow_up.taken_up.iter().map(taken_up).collect()));
            told.extend(follow_up.taken_up.iter().map(|(by, _)| *by));
        }
    }
}
