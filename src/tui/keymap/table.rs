//! The table of keys: what each does where.

use std::borrow::Cow;

use crate::tui::command::Command;
use crate::tui::event::{KeyCode, Modifiers};
use crate::tui::keymap::context::{ALL, BROWSE, MOVE, PASSAGE, PROMPTS, SEARCH, SEARCHES, SIDES, UNTYPED, ZOOMS};
use crate::tui::keymap::{Binding, Context, Key};

use Context::{
    Compare, Facets, Field, Find, Grid, Help, HelpFind, List, Marks, Menu, Need, Note, Outline, Page, Palette, Prompt,
    Reader, Reading, Report, Review, Save,
};

const fn c(c: char) -> Key {
    Key(KeyCode::Char(c), Modifiers::NONE)
}

pub(crate) const fn ctrl(c: char) -> Key {
    Key(KeyCode::Char(c), Modifiers::CONTROL)
}

const fn alt(c: char) -> Key {
    Key(KeyCode::Char(c), ALT)
}

const fn k(code: KeyCode) -> Key {
    Key(code, Modifiers::NONE)
}

const fn with(code: KeyCode, modifiers: Modifiers) -> Key {
    Key(code, modifiers)
}

const ALT: Modifiers = Modifiers::ALT;
const CONTROL: Modifiers = Modifiers::CONTROL;

macro_rules! table {
    ($($contexts:expr, [$($key:expr),+], $command:expr, $hint:literal, $help:literal;)+) => {
        /// The table, in the order in which the help lists it and the footer picks from it.
        pub const BINDINGS: &[Binding] =
            &[$(Binding {
                contexts: Cow::Borrowed($contexts),
                keys: Cow::Borrowed(&[$($key),+]),
                command: $command,
                help: $help,
                hint: $hint,
            }),+];
    };
}

table! {
    SEARCHES, [c('/')], Command::Search, "search", "search everything";
    &[Reader, Outline], [c('/')], Command::Search, "find", "find in this report";
    SEARCH, [c(':')], Command::Palette, "go to", "go to anything, or do anything, by a few letters";
    &[Facets], [c('f')], Command::FilterPane, "find", "narrow this pane by a few letters";
    &[Palette], [k(KeyCode::Enter)], Command::Open, "choose", "go there, or do it; in a pane, filter by the value";
    &[Palette], [k(KeyCode::Down), ctrl('n')], Command::Down, "", "next entry";
    &[Palette], [k(KeyCode::Up), ctrl('p')], Command::Up, "", "previous entry";
    &[Palette], [k(KeyCode::Tab)], Command::NextPane, "next", "next entry; in a pane, toggle the value";
    &[Palette], [k(KeyCode::BackTab)], Command::PreviousPane, "", "previous entry";
    &[Palette], [k(KeyCode::PageDown)], Command::PageDown, "", "a page down";
    &[Palette], [k(KeyCode::PageUp)], Command::PageUp, "", "a page up";
    &[Help], [c('/')], Command::Search, "search", "search the help";
    &[Help], [k(KeyCode::Enter)], Command::Open, "do it", "do it, or run the example";
    &[HelpFind], [k(KeyCode::Enter)], Command::Open, "keep", "go to the rows";
    &[HelpFind], [k(KeyCode::Down), ctrl('n')], Command::Down, "", "next row";
    &[HelpFind], [k(KeyCode::Up), ctrl('p')], Command::Up, "", "previous row";
    &[Save], [k(KeyCode::Enter)], Command::Open, "save", "write the file; a name that is taken gets a number";
    &[Save], [k(KeyCode::Tab)], Command::NextPane, "complete", "complete the path; again for the next";
    &[Save], [k(KeyCode::BackTab)], Command::PreviousPane, "", "previous path";
    &[Save], [k(KeyCode::Up), ctrl('p')], Command::Up, "title", "to the title, where the file has one";
    &[Save], [k(KeyCode::Down), ctrl('n')], Command::Down, "", "to the path";
    &[Facets], [c(' ')], Command::Toggle, "select", "select the value, or deselect it; several are joined by or";
    &[List, Reading, Marks], [k(KeyCode::Enter)], Command::Open, "read", "read the passage in its report";
    &[Review], [k(KeyCode::Enter)], Command::Open, "accept", "accept the passage, and go to the next one that is left; if its headline is to be written, write it first";
    &[Review], [c('t')], Command::SetHeadline, "headline", "write the headline";
    &[Review], [c('J')], Command::JoinPassages, "join", "join the passage with the next one";
    &[Review], [c('S')], Command::SplitPassage, "split", "split the passage in two at the cursor of the line";
    &[Review], [c('x')], Command::RemovePassage, "remove", "remove the passage, such as a running head";
    &[Review], [c('u')], Command::Undo, "undo", "undo the last change";
    &[Review], [c('U')], Command::Redo, "", "redo it";
    &[Review], [c('n')], Command::NextMatch, "next left", "next passage that is left";
    &[Review], [c('N')], Command::PreviousMatch, "", "previous passage that is left";
    &[Review], [c('b')], Command::SetBodies, "bodies", "change the bodies";
    &[Review], [c('p')], Command::SetPlaces, "places", "change the places";
    &[Review], [c('c')], Command::SetKind, "kind", "change the kind";
    &[Review], [c('y')], Command::SetYears, "years", "change the years";
    &[Review], [c('r')], Command::SetPriorities, "priorities", "change the priorities";
    &[Review], [c('o')], Command::SetTopics, "topics", "change the topics, of a passage without claims or of a claim";
    &[Review], [c('w')], Command::SetWork, "work", "change the work that it describes";
    &[Review], [c('m')], Command::TakeUp, "takes up", "say which commitment of an earlier report the passage takes up, how far and why; or that none does";
    &[Review], [c('C')], Command::NextClaim, "claims", "next claim of the passage: then e, b, p, y, o, B and x hold for it";
    &[Review], [c('A')], Command::AddClaim, "", "add a claim: its words, or its first words, ..., and its last";
    &[Review], [c('B')], Command::SetPartners, "", "change the partners of a claim; (donor) after the name of one that pays";
    &[Review], [c('K')], Command::SetLinks, "", "change the links: words, and the address in <angle brackets>";
    &[Review], [c('i')], Command::SetHeading, "", "change the heading of the section";
    &[Review], [c('T')], Command::SetTitle, "", "change the title of a publication";
    &[Review], [c('P')], Command::SetPublished, "", "change the year in which a publication came out";
    &[Review], [c('/')], Command::Search, "find", "find a passage by its words";
    &[Review], [c('e')], Command::SetText, "text", "change the text: only where the source was read wrongly";
    &[Review], [c('a')], Command::Annotate, "note", "write our note on the source";
    &[Field], [k(KeyCode::Enter)], Command::Open, "keep", "keep what is typed";
    &[Field], [k(KeyCode::Tab)], Command::NextPane, "complete", "complete what is typed; again for the next";
    &[Field], [k(KeyCode::BackTab)], Command::PreviousPane, "", "previous candidate";
    &[Reader], [k(KeyCode::Enter)], Command::Open, "follow", "follow the name or term that Tab chose";
    &[Outline], [k(KeyCode::Enter)], Command::Open, "go", "go to this section";
    &[Page], [k(KeyCode::Enter)], Command::Open, "read", "read the passage in its report";
    &[Grid], [k(KeyCode::Enter)], Command::Open, "open", "list the passages behind this cell";
    &[Grid], [c('r')], Command::NextRows, "rows", "coverage: other rows (bodies, priorities, places, topics, regions)";
    &[Grid], [c('R')], Command::PreviousRows, "", "the rows before these";
    &[Grid], [c('c'), c(']')], Command::NextTab, "columns", "coverage: other columns; elsewhere the next tab";
    &[Grid], [c('C'), c('[')], Command::PreviousTab, "", "the columns before these; the previous tab";
    &[Grid], [c('i')], Command::Provenance, "legend", "what the symbols mean, and the cell in words";
    &[List, Facets], [c('s')], Command::SortRows, "sort", "sort the list: by year, body, report, kind, or in the default order";
    &[List], [c('V')], Command::SelectRows, "", "select several rows, from here to where the cursor goes; m, y and e then act on all of them";
    &[List], [c(' ')], Command::Toggle, "", "select this row; again, the next one as well";
    &[Grid], [c('s')], Command::SortRows, "sort", "sort the rows by this column; again for the default order";
    &[Grid], [c('S')], Command::SortColumns, "", "sort the columns by this row; again for the default order";
    &[Report, Compare], [k(KeyCode::Enter)], Command::Open, "open", "open what is under the cursor: a passage, a profile, the passages behind a number";
    &[Report, Compare, Reading], [c('f')], Command::Find, "find", "find words on this page";
    &[Grid, Compare], [c('/')], Command::Search, "search", "search everything";
    &[Report], [c('/')], Command::Search, "search", "search everything; or type another need";
    &[Report], [c(']')], Command::NextTab, "status", "commitments: the next status alone";
    &[Report], [c('[')], Command::PreviousTab, "", "commitments: the previous status alone";
    &[Report], [c('r')], Command::NextRows, "report", "commitments: those of the next report alone, the latest first";
    &[Report], [c('R')], Command::PreviousRows, "", "commitments: those of the previous report alone";
    &[Compare], [c(']')], Command::NextTab, "next body", "next body, in place of the one under the cursor or the last";
    &[Compare], [c('[')], Command::PreviousTab, "", "previous body";
    &[Compare], [c(' ')], Command::Toggle, "third body", "choose a third body, or remove it";
    &[Need], [k(KeyCode::Enter)], Command::Open, "answer", "go to the answer";
    &[Prompt, Need], [k(KeyCode::Tab)], Command::NextPane, "complete", "complete what is typed; again for the next candidate";
    &[Prompt, Need], [k(KeyCode::BackTab)], Command::PreviousPane, "", "previous candidate";
    &[Facets], [k(KeyCode::Enter)], Command::Open, "filter", "filter by this value and go to the list";
    &[Prompt], [k(KeyCode::Enter)], Command::Open, "open", "open the result under the cursor";
    &[Find], [k(KeyCode::Enter)], Command::Open, "keep", "keep the matches; n and N step through them";
    &[Note], [k(KeyCode::Enter)], Command::Open, "save", "save the note";
    &[Menu], [k(KeyCode::Enter)], Command::Open, "choose", "choose this row; its letter does the same";
    &[Need], [k(KeyCode::Down), ctrl('n')], Command::Down, "", "down in the answer";
    &[Need], [k(KeyCode::Up), ctrl('p')], Command::Up, "", "up in the answer";
    &[Prompt, Find], [k(KeyCode::Down), ctrl('n')], Command::Down, "next", "next result";
    &[Prompt, Find], [k(KeyCode::Up), ctrl('p')], Command::Up, "previous", "previous result; from the first one, the previous query";
    &[Prompt], [ctrl('r')], Command::Recall, "history", "previous query that contains what is typed";
    &[Reader, Report, Compare], [c('n')], Command::NextMatch, "next match", "next match";
    &[Reader, Report, Compare], [c('N')], Command::PreviousMatch, "", "previous match";
    &[Facets], [c('-')], Command::Exclude, "exclude", "exclude the value; again to stop";
    &[Facets], [c('x')], Command::ClearPane, "clear", "clear the filter of this pane";
    &[List, Reading], [c('x')], Command::ClearPane, "", "clear the filter of the pane last used";
    BROWSE, [c('X')], Command::ClearAll, "clear all", "clear all filters";
    BROWSE, [c('u')], Command::Undo, "undo", "undo the last change of the filter";
    BROWSE, [c('U')], Command::Redo, "", "redo it";
    &[Marks], [c('a')], Command::Annotate, "note", "write a note on this mark";
    &[Marks], [c('J')], Command::MoveDown, "move", "move this mark down";
    &[Marks], [c('K')], Command::MoveUp, "", "move this mark up";
    &[Marks], [c('u')], Command::Undo, "", "restore the mark removed last";
    PASSAGE, [c('m')], Command::Mark, "mark", "mark the passage, or remove its mark";
    &[Grid], [c('y')], Command::Copy, "copy", "copy the command that prints this view";
    PASSAGE, [c('y')], Command::Copy, "copy", "copy a citation, the text, a quotation, the link, or the command for this view";
    PASSAGE, [c('i')], Command::Provenance, "source", "where this comes from, and why it is listed";
    &[List, Reading, Facets, Marks, Grid, Report, Compare, Reader], [c('e')], Command::Export, "export", "export what is shown to a file";
    PASSAGE, [c('o')], Command::Link, "", "show the links of this passage, and open one";
    SEARCH, [c('v')], Command::Views, "views", "views: coverage, agreements, commitments, who to call and more";
    &[Grid, Report, Compare], [c('h'), k(KeyCode::Left)], Command::Left, "", "left";
    &[Grid, Report, Compare], [c('l'), k(KeyCode::Right)], Command::Right, "", "right";
    SEARCH, [c('\'')], Command::ShowMarks, "marks", "show the marked passages";
    SEARCH, [c('w')], Command::WriteCopy, "", "save what was copied last to a file";
    &[Reader], [k(KeyCode::Tab)], Command::NextPane, "names", "next name or term to follow";
    &[Reader], [k(KeyCode::BackTab)], Command::PreviousPane, "", "previous name or term";
    &[Reader], [c('J')], Command::MoveDown, "next passage", "next passage";
    &[Reader], [c('K')], Command::MoveUp, "", "previous passage";
    &[List, Reading], [c(']')], Command::NextTab, "tab", "next tab";
    &[List, Reading], [c('[')], Command::PreviousTab, "", "previous tab";
    &[Facets], [c(']')], Command::NextTab, "tab", "next tab";
    &[Facets], [c('[')], Command::PreviousTab, "", "previous tab";
    &[Reader, Outline], [c(']')], Command::NextTab, "section", "next section";
    &[Reader, Outline], [c('[')], Command::PreviousTab, "", "previous section";
    &[Reader, Outline], [c('t')], Command::Outline, "outline", "show the outline, go there, and back";
    BROWSE, [c('1')], Command::Entities, "", "go to Entities";
    BROWSE, [c('2')], Command::Years, "", "go to Years";
    BROWSE, [c('3')], Command::Priorities, "", "go to Priorities";
    BROWSE, [c('4')], Command::Places, "", "go to Places: countries and regions";
    BROWSE, [c('5')], Command::Topics, "", "go to Topics: forms of exploitation, people, interventions";
    BROWSE, [c('6')], Command::Languages, "", "go to Languages: those in which works are available";
    BROWSE, [c('0')], Command::Detail, "", "go to the list";
    BROWSE, [k(KeyCode::Tab)], Command::NextPane, "pane", "next pane";
    BROWSE, [k(KeyCode::BackTab)], Command::PreviousPane, "", "previous pane";
    &[Facets], [c('h'), k(KeyCode::Left)], Command::Left, "", "in Places, fold the region";
    &[Facets], [c('l'), k(KeyCode::Right)], Command::Right, "", "go to the list; in Places, unfold the region";
    SIDES, [c('h'), k(KeyCode::Left)], Command::Left, "", "go to the pane on the left";
    SIDES, [c('l'), k(KeyCode::Right)], Command::Right, "", "go to the pane on the right";
    &[Menu], [k(KeyCode::Down)], Command::Down, "next", "next row";
    &[Menu], [k(KeyCode::Up)], Command::Up, "", "previous row";
    &[Menu], [k(KeyCode::Home), k(KeyCode::PageUp)], Command::Top, "", "first row";
    &[Menu], [k(KeyCode::End), k(KeyCode::PageDown)], Command::Bottom, "", "last row";
    MOVE, [c('j'), k(KeyCode::Down)], Command::Down, "", "down";
    MOVE, [c('k'), k(KeyCode::Up)], Command::Up, "", "up";
    MOVE, [c('g'), k(KeyCode::Home)], Command::Top, "", "to the top";
    MOVE, [c('G'), k(KeyCode::End)], Command::Bottom, "", "to the bottom";
    MOVE, [ctrl('d')], Command::HalfDown, "", "half a page down";
    MOVE, [ctrl('u')], Command::HalfUp, "", "half a page up";
    MOVE, [k(KeyCode::PageDown)], Command::PageDown, "", "a page down";
    MOVE, [k(KeyCode::PageUp)], Command::PageUp, "", "a page up";
    &[Reader, Reading, Page, Report, Help], [c(' ')], Command::PageDown, "", "a page down";
    &[Prompt, Need], [k(KeyCode::PageDown)], Command::PageDown, "", "a page down";
    &[Prompt, Need], [k(KeyCode::PageUp)], Command::PageUp, "", "a page up";
    PROMPTS, [k(KeyCode::Left), ctrl('b')], Command::CursorLeft, "", "cursor left";
    PROMPTS, [k(KeyCode::Right), ctrl('f')], Command::CursorRight, "", "cursor right";
    PROMPTS, [with(KeyCode::Left, CONTROL), with(KeyCode::Left, ALT), alt('b')], Command::CursorWordLeft, "", "cursor to the beginning of the word";
    PROMPTS, [with(KeyCode::Right, CONTROL), with(KeyCode::Right, ALT), alt('f')], Command::CursorWordRight, "", "cursor to the end of the word";
    PROMPTS, [k(KeyCode::Home), ctrl('a')], Command::CursorHome, "", "cursor to the beginning";
    PROMPTS, [k(KeyCode::End), ctrl('e')], Command::CursorEnd, "", "cursor to the end";
    PROMPTS, [k(KeyCode::Backspace), ctrl('h')], Command::Erase, "", "erase the character before";
    PROMPTS, [k(KeyCode::Delete), ctrl('d')], Command::EraseNext, "", "erase the character at the cursor";
    PROMPTS, [ctrl('w')], Command::EraseWord, "", "erase the word before, back to a space";
    PROMPTS, [ctrl('x'), with(KeyCode::Backspace, ALT)], Command::EraseShortWord, "", "erase the word before, back to punctuation";
    PROMPTS, [with(KeyCode::Delete, CONTROL), alt('d')], Command::EraseNextWord, "", "erase the word at the cursor";
    PROMPTS, [ctrl('u')], Command::EraseAll, "", "erase everything before";
    PROMPTS, [ctrl('k')], Command::EraseToEnd, "", "erase everything after";
    PROMPTS, [ctrl('y')], Command::Yank, "", "insert what was erased last";
    PROMPTS, [ctrl('t')], Command::Transpose, "", "swap the characters before and at the cursor";
    ZOOMS, [c('z')], Command::Zoom, "zoom", "give the pane the whole screen, or shrink it again";
    SEARCH, [c('H')], Command::Back, "", "go back";
    SEARCH, [c('L')], Command::Forward, "", "go forward again";
    ALL, [k(KeyCode::Esc)], Command::Back, "back", "one step back; never quits";
    MOVE, [c('?')], Command::Help, "help", "help: all keys, and how to search";
    PROMPTS, [k(KeyCode::F(1))], Command::Help, "help", "help: all keys, and how to search";
    UNTYPED, [k(KeyCode::F(1))], Command::Help, "", "help: all keys, and how to search";
    &[Menu], [c('?')], Command::Help, "help", "help: all keys, and how to search";
    SEARCH, [c('!')], Command::Blank, "", "blank the screen at once; any key brings it back";
    ALL, [ctrl('l')], Command::Redraw, "", "redraw the screen";
    ALL, [ctrl('z')], Command::Suspend, "", "suspend the program";
    ALL, [ctrl('c')], Command::Interrupt, "", "quit at once (exit code 130)";
    MOVE, [c('q')], Command::Close, "quit", "close this screen; on the first screen, quit";
}
