//! Commands on the current passage: mark, copy, cite, export, open links, show where it comes from.

use ratatui::layout::Size;

use crate::corpus::{Corpus, PassageId};
use crate::export::cite::{self, CitationStyle, Cited};
use crate::search::Target;
use crate::storage::marks::Change;
use crate::tui::command::Command;
use crate::tui::export;
use crate::tui::message::Effect;
use crate::tui::model::{Model, Screen};
use crate::tui::screens::detail::{DetailKind, DetailScreen};
use crate::tui::screens::marks::MarksScreen;
use crate::tui::screens::menu::{ClipboardItem, Menu, MenuAction, MenuRow};

/// Returns whether a command means the same here as on every screen with passages. A mark whose passage is not in the
/// data can still be removed; the marks screen does that itself.
#[must_use]
pub(crate) fn is_about_passage(model: &Model, corpus: &Corpus, command: Command) -> bool {
    match command {
        Command::ShowMarks
        | Command::WriteCopy
        | Command::Export
        | Command::Copy
        | Command::Provenance
        | Command::Link => true,
        Command::Mark => !matches!(model.screen(), Screen::Marks(_)) || model.passage(corpus).is_some(),
        _ => false,
    }
}

/// Carries out such a command.
pub(crate) fn act(model: &mut Model, corpus: &Corpus, command: Command, size: Size) -> Option<Effect> {
    match command {
        Command::ShowMarks => {
            if !matches!(model.screen(), Screen::Marks(_)) {
                let mut marks = MarksScreen::default();
                marks.lay_out(corpus, &model.marks, size);
                model.open(Screen::Marks(Box::new(marks)));
            }
            return None;
        }
        Command::WriteCopy => return write_copy(model),
        Command::Export => {
            export::menu::open(model, corpus, None);
            return None;
        }
        Command::Provenance if matches!(model.screen(), Screen::Grid(_)) => {
            legend(model, corpus, size);
            return None;
        }
        _ => {}
    }
    let selected = match model.screen() {
        Screen::Browse(browse) => browse.selected_passages(corpus),
        _ => Vec::new(),
    };
    if !selected.is_empty() {
        match command {
            Command::Mark => return Some(mark_all(model, corpus, &selected)),
            Command::Copy => {
                copy_menu(model, corpus, &selected);
                return None;
            }
            _ => {}
        }
    }
    // What is acted on is shown.
    match model.screen_mut() {
        Screen::Browse(browse) if browse.is_page() => browse.page.reveal(),
        Screen::Report(view) => view.page.reveal(),
        _ => {}
    }
    let Some(id) = model.passage(corpus) else {
        if command == Command::Copy {
            copy_menu(model, corpus, &[]);
        } else {
            model.status = Some("There is no passage under the cursor.".to_owned());
        }
        return None;
    };
    match command {
        Command::Mark => return Some(mark(model, corpus, id)),
        Command::Copy => copy_menu(model, corpus, &[id]),
        Command::Provenance => provenance(model, corpus, id, size),
        _ => link_menu(model, corpus, id),
    }
    None
}

/// The columns of a headline in a message.
const HEADLINE_MAX: usize = 34;

/// Marks a passage, or removes its mark.
pub(crate) fn mark(model: &mut Model, corpus: &Corpus, id: PassageId) -> Effect {
    let name = corpus.passage(id).id.to_string();
    // The passage may stand in another pane than the cursor.
    let headline = crate::text::harmless(&corpus.passage(id).headline);
    let headline = crate::text::truncate(&headline, HEADLINE_MAX);
    if let Some(at) = model.marks.iter().position(|m| m.id == name) {
        let gone = model.marks[at].clone();
        model.removed_marks.push((at, gone));
        model.status = Some(match model.screen() {
            Screen::Marks(_) => "Mark removed; u restores it.".to_owned(),
            _ => format!("Mark removed from \u{201c}{headline}\u{201d}."),
        });
        return Effect::Mark(Change::Remove(name));
    }
    let number = model.marks.len() + 1;
    model.status = Some(format!("Marked \u{201c}{headline}\u{201d}, {number} in all; ' shows all marks."));
    Effect::Mark(Change::Add(name))
}

/// Marks all of some passages, or removes their marks if all have one.
fn mark_all(model: &mut Model, corpus: &Corpus, passages: &[PassageId]) -> Effect {
    let ids: Vec<String> = passages.iter().map(|&id| corpus.passage(id).id.to_string()).collect();
    let (marked, new): (Vec<String>, Vec<String>) = ids.into_iter().partition(|id| model.is_marked(id));
    if new.is_empty() {
        let gone = model.marks.iter().cloned().enumerate().filter(|(_, mark)| marked.contains(&mark.id));
        // The last is restored first, so that each finds its place.
        model.removed_marks.extend(gone.collect::<Vec<_>>().into_iter().rev());
        model.status = Some(format!("{} removed.", crate::text::count(marked.len(), "mark")));
        return Effect::Mark(Change::RemoveAll(marked));
    }
    let (new_words, all) = (crate::text::count(new.len(), "passage"), model.marks.len() + new.len());
    model.status = Some(format!("Marked {new_words}, {all} in all; ' shows all marks."));
    Effect::Mark(Change::AddAll(new))
}

pub(crate) fn provenance(model: &mut Model, corpus: &Corpus, id: PassageId, size: Size) {
    let (filter, hit) = match model.listing() {
        Some(browse) => {
            let why = browse.derived.rows.iter().find(|h| h.target == Target::Passage(id)).map(|h| h.why);
            let query = browse.search.as_ref().map(|s| s.input.text().trim().to_owned());
            (browse.effective(), query.zip(why))
        }
        None => (crate::corpus::filter::Filter::default(), None),
    };
    let kind = DetailKind::Provenance(id, Box::new(filter), hit, model.source(corpus));
    model.open(Screen::Detail(Box::new(DetailScreen::new(corpus, kind, size))));
}

/// Opens a page with what the marks of the grid mean, and with the cell under the cursor in words.
pub(crate) fn legend(model: &mut Model, corpus: &Corpus, size: Size) {
    let Screen::Grid(grid) = model.screen() else { return };
    let mut lines = grid.description(corpus);
    lines.extend(Some(grid.names()).filter(|n| !n.is_empty()));
    lines.extend(grid.legend().into_iter().map(str::to_owned));
    model.open(Screen::Detail(Box::new(DetailScreen::new(corpus, DetailKind::Legend(lines), size))));
}

/// Opens the menu of what can be copied of some passages; of none, the command for the view alone.
pub(crate) fn copy_menu(model: &mut Model, corpus: &Corpus, ids: &[PassageId]) {
    let mut rows = Vec::new();
    let mut put = |letter: char, what: &str, stem: &str, ending: &'static str, text: String| {
        let copied = ClipboardItem { what: what.to_owned(), stem: stem.to_owned(), ending, text: text.clone() };
        rows.push(MenuRow {
            letter,
            label: crate::text::capitalized(what),
            preview: text,
            action: MenuAction::Copy(copied),
        });
    };
    let works = match model.screen() {
        Screen::Browse(browse) => browse.works_acted_on(),
        _ => Vec::new(),
    };
    let stem = match (works.as_slice(), ids) {
        ([work], _) => corpus.work(*work).id.to_string(),
        ([], [id]) => corpus.passage(*id).id.to_string(),
        ([], _) => "icat-passages".to_owned(),
        _ => "icat-works".to_owned(),
    };
    if ids.is_empty() {
        put('v', "command for this view", "icat-view", "sh", export::command(model, corpus));
    } else {
        let source = model.source(corpus);
        // Of a work, the work is cited, and not the report that names it.
        let of_works = Cited { works: works.clone(), ..Cited::default() };
        let cited = |style: CitationStyle| {
            if works.is_empty() {
                cite::cite(corpus, &source, ids, style)
            } else {
                cite::references(corpus, &source, &of_works, style)
            }
        };
        let sentence = |id: PassageId| cite::cite(corpus, &source, &[id], CitationStyle::Text).trim_end().to_owned();
        let each =
            |words: &dyn Fn(PassageId) -> String| ids.iter().map(|&id| words(id)).collect::<Vec<_>>().join("\n\n");
        put('c', "citation", &stem, "txt", cited(CitationStyle::Text).trim_end().to_owned());
        put('t', "text", &stem, "txt", each(&|id| corpus.passage(id).text.to_string()));
        let quoted = |id| format!("\u{201c}{}\u{201d} \u{2014} {}", corpus.passage(id).text, sentence(id));
        put('q', "quotation with citation", &stem, "txt", each(&quoted));
        let links = ids.iter().flat_map(|&id| corpus.links_of(id)).map(|link| link.url.as_str());
        let links: Vec<&str> = links.collect();
        if !links.is_empty() {
            put('l', "link", &stem, "txt", links.join("\n"));
        }
        put('v', "command for this view", "icat-view", "sh", export::command(model, corpus));
        put('m', "citation in Markdown", &stem, "md", cited(CitationStyle::Markdown).trim_end().to_owned());
        put('b', "citation in BibTeX", &stem, "bib", cited(CitationStyle::Bibtex));
        put('r', "citation in RIS", &stem, "ris", cited(CitationStyle::Ris));
        put('n', "citation in CSL-JSON", &stem, "json", cited(CitationStyle::CslJson));
    }
    let what = match (works.as_slice(), ids) {
        ([work], _) => format!(" the work {}", corpus.work(*work).id),
        ([], []) => String::new(),
        ([], [id]) => format!(" {}", corpus.passage(*id).id),
        ([], _) => format!(" {} passages", ids.len()),
        _ => format!(" {} works", works.len()),
    };
    model.menu = Some(Menu::new(format!("Copy{what} (w saves the row to a file)"), rows));
}

pub(crate) fn link_menu(model: &mut Model, corpus: &Corpus, id: PassageId) {
    let passage = corpus.passage(id);
    let links = corpus.links_of(id);
    if links.is_empty() {
        model.status = Some("The report gives no link here.".to_owned());
        return;
    }
    let mut rows = Vec::new();
    for (n, link) in links.iter().enumerate() {
        let digit = u32::try_from(n + 1).ok().and_then(|d| char::from_digit(d, 10));
        let letter = if links.len() == 1 { 'y' } else { digit.unwrap_or(' ') };
        rows.push(MenuRow {
            letter,
            label: format!("Open {}", link.label),
            preview: link.url.to_string(),
            action: MenuAction::Open(link.url.to_string()),
        });
    }
    let all: Vec<&str> = links.iter().map(|link| link.url.as_str()).collect();
    let copied =
        ClipboardItem { what: "link".to_owned(), stem: passage.id.to_string(), ending: "txt", text: all.join("\n") };
    rows.push(MenuRow {
        letter: 'c',
        label: if all.len() == 1 {
            "Copy the link instead".to_owned()
        } else {
            format!("Copy all {} links instead", all.len())
        },
        preview: all.join("\n"),
        action: MenuAction::Copy(copied),
    });
    rows.push(MenuRow {
        letter: 'n',
        label: "No, leave it".to_owned(),
        preview: String::new(),
        action: MenuAction::Nothing,
    });
    model.menu = Some(Menu::new("Open this link in the browser?", rows));
}

/// Puts a text on the terminal's clipboard.
pub(crate) fn copy(model: &mut Model, item: ClipboardItem) -> Effect {
    model.status = Some(format!(
        "Copied: {}, {}. If it does not paste, this terminal takes no copies: w saves it to a file.",
        item.what,
        crate::text::count(item.text.chars().count(), "character")
    ));
    let text = item.text.clone();
    model.copied = Some(item);
    Effect::Copy(text)
}

/// Writes what was copied last to a file.
pub(crate) fn write_copy(model: &mut Model) -> Option<Effect> {
    let Some(copied) = model.copied.clone() else {
        model.status = Some("Nothing is copied yet; y copies.".to_owned());
        return None;
    };
    let text = if copied.text.ends_with('\n') { copied.text } else { copied.text + "\n" };
    Some(Effect::Write(copied.stem, copied.ending, text))
}
