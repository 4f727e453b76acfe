use super::*;
use crate::analysis::agreements::Layer;
use crate::analysis::coverage::By;
use crate::analysis::grid_view::GridView;
use crate::corpus::filter::Filter;
use crate::dataset;
use crate::export::records::PrintFormat;
use crate::export::rows;

fn grids() -> Vec<Records> {
    let corpus = dataset::embedded().expect("the embedded data is valid");
    let shown = [
        GridView::Membership,
        GridView::Agreements(Layer::Agreements),
        GridView::Agreements(Layer::Initiatives),
        GridView::Coverage(By::EntityPriority),
        GridView::Coverage(By::PlaceEntity),
    ];
    shown.iter().map(|&s| rows::grid(&corpus, s, &Filter::default(), None, PrintFormat::Text)).collect()
}

/// Removes all whitespace, so that broken words are joined again.
fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn tables_fit_every_width_and_leave_nothing_out() {
    for records in grids() {
        let tabular = records.table();
        let whole = widths(&tabular.columns, &tabular.rows);
        for width in (24..=300).step_by(23).chain([40, 80]) {
            let out = table(&records, Some(width));
            for line in out.lines() {
                assert!(text::width(line) <= width, "{}, {width}: {line}", records.view);
            }
            let Some(blocks) = blocks(&whole, width) else {
                tabular.statements().for_each(|said| assert!(bare(&out).contains(&bare(&said)), "{width}: {said}"));
                continue;
            };
            let held: Vec<usize> = blocks.iter().flat_map(Clone::clone).collect();
            assert_eq!(held, (1..records.columns.len()).collect::<Vec<_>>(), "{width}");
            for block in &blocks {
                assert!(out.contains(&lines(&tabular.columns, &tabular.rows, block)), "{width}");
            }
        }
    }
}

#[test]
fn a_table_that_fits_is_as_it_is() {
    for records in grids() {
        assert_eq!(table(&records, Some(400)), table(&records, None));
    }
}

#[test]
fn blocks_say_which_columns_they_hold() {
    let records = grids().swap_remove(1);
    let out = table(&records, Some(80));
    assert!(out.contains("\nColumns 1 to 11 of 33, entries to IOM:\n"), "{out}");
    assert!(out.matches("\nUNODC ").count() > 2, "{out}");
    assert!(table(&records, Some(40)).contains("\nUNODC, entries: 17.\n"));
}

#[test]
fn lines_break_between_words_and_hang() {
    assert_eq!(fit("one two three", 8), "one two\n  three");
    assert_eq!(fit("    one two three", 11), "    one two\n     three");
    assert_eq!(fit("label   one two three four five", 30), "label   one two three four\n        five");
    assert_eq!(fit("ar21-p3-cbss-barnahus", 12), "ar21-p3-\n  cbss-\n  barnahus");
    assert_eq!(fit("a\nb", 1), "a\nb");
    assert_eq!(fit("\u{1b}[1mone two\u{1b}[0m", 7), "\u{1b}[1mone two\u{1b}[0m");
    for width in 1..40 {
        let line = "  The words-of-this line, \u{65e5}\u{672c}\u{8a9e}, come to Barnahus  and stay.";
        let out = fit(line, width);
        assert_eq!(bare(&out), bare(line), "{width}");
        assert!(width < 4 || out.lines().all(|l| text::width(l) <= width), "{width}: {out}");
    }
}

#[test]
fn a_list_sets_what_it_begins_with_in_columns_while_there_is_room() {
    let row = |id: &str, n: &str, name: &str| (vec![id.to_owned(), n.to_owned()], name.to_owned());
    let rows = [row("CBSS", "30", "Council of the Baltic Sea States"), row("ICAT", "478", "")];
    assert_eq!(list(&rows, 30), "CBSS   30  Council of the\n           Baltic Sea States\nICAT  478\n");
    assert_eq!(list(&rows, 17), "CBSS  30\n    Council of\n      the Baltic\n      Sea States\nICAT  478\n");
    assert_eq!(list(&[], 30), "");
}
