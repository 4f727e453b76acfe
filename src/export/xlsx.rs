//! Tables as workbooks: a sheet with the rows, and one with what readers have to know.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatUnderline, Workbook, XlsxError};

use crate::error::{Error, Result};
use crate::export::provenance::Provenance;
use crate::export::records::Records;
use crate::export::table::TableCell;
use crate::text;

/// The widest column, and the narrowest, in characters.
const WIDEST: usize = 60;
const NARROWEST: usize = 8;
/// The width of the column of notes, in characters.
const NOTE_WIDTH: usize = 100;
/// The height of a line, and of the highest row, in points.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 409.0;
/// The number of characters that a cell of a workbook can hold.
const CELL_MAX: usize = 32_767;
/// The number of links that a sheet can hold, and the number of characters of one.
const LINKS_MAX: usize = 65_530;
const LINK_MAX: usize = 2079;
/// The number that a workbook has for A4.
const A4: u8 = 9;
/// The number that it has for A3, and the characters in a row beyond which that is needed.
const A3: u8 = 8;
const BROAD: usize = 220;
/// The colour of links: red, green and blue, a byte each.
const LINK_COLOR: u32 = 0x000b_4f9c;
/// The name of the sheet with the notes.
const NOTES: &str = "Notes";

/// Returns a workbook: a sheet with typed columns, its head frozen and with filters, and a sheet with title and notes.
///
/// # Errors
/// If there are more rows than a sheet can have.
pub(crate) fn workbook(records: &Records) -> Result<Vec<u8>> {
    written(records).map_err(|error| Error::run(format!("the workbook cannot be written: {error}")))
}

fn written(records: &Records) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same export is the same file.
    let properties = rust_xlsxwriter::DocProperties::new().set_title(&records.title).set_author("ICAT Explorer");
    let epoch = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&properties.set_creation_datetime(&epoch));
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let link = body.clone().set_font_color(Color::RGB(LINK_COLOR)).set_underline(FormatUnderline::Single);
    let table = records.table();
    let sheet = workbook.add_worksheet().set_name(records.view)?;
    for (column, name) in (0u16..).zip(&table.columns) {
        sheet.write_string_with_format(0, column, name, &head)?;
    }
    let first = u32::from(!records.tags.is_empty()) + 1;
    let mut links = 0;
    let mut widths = Vec::new();
    for (column, tag) in (0u16..).zip(&records.tags) {
        sheet.write_string(1, column, tag)?;
    }
    for (number, column) in (0u16..).enumerate().take(table.columns.len()) {
        let cells = || (first..).zip(table.rows.iter().filter_map(|row| row.get(number)));
        for (row, TableCell { text, number, .. }) in cells().filter(|(_, cell)| !cell.text.is_empty()) {
            match number {
                Some(number) => sheet.write_number_with_format(row, column, *number, &body)?,
                None if is_link(text) && links < LINKS_MAX => {
                    links += 1;
                    sheet.write_url_with_format(row, column, text.as_str(), &link)?
                }
                None => {
                    let shown: String = text.chars().take(CELL_MAX).collect();
                    sheet.write_string_with_format(row, column, shown, &body)?
                }
            };
        }
        let head = text::width(&table.columns[number]);
        let widest = cells().map(|(_, cell)| text::width(&cell.text)).max().unwrap_or(0).max(head);
        let width = (widest + 2).clamp(NARROWEST, WIDEST);
        widths.push(width);
        sheet.set_column_width(column, f64::from(u16::try_from(width).unwrap_or(u16::MAX)))?;
    }
    for (row, cells) in (first..).zip(&table.rows) {
        let needed = cells.iter().zip(&widths).map(|(cell, width)| lines(&cell.text, *width));
        sheet.set_row_height(row, height(needed.max().unwrap_or(1)))?;
    }
    sheet.set_freeze_panes(first, 0)?;
    // On paper: on its side, as wide as the page, with the head on every page. What is broad needs a larger sheet to be read.
    let paper = if widths.iter().sum::<usize>() > BROAD { A3 } else { A4 };
    sheet.set_landscape().set_paper_size(paper).set_print_fit_to_pages(1, 0).set_repeat_rows(0, first - 1)?;
    let last = first.saturating_add(u32::try_from(table.rows.len()).unwrap_or(u32::MAX)).saturating_sub(1);
    let last_column = u16::try_from(widths.len()).unwrap_or(u16::MAX).saturating_sub(1);
    sheet.autofilter(first - 1, 0, last.max(first), last_column)?;
    let notes = workbook.add_worksheet().set_name(NOTES)?;
    notes.set_column_width(0, 100)?;
    notes.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    notes.write_string_with_format(0, 0, &records.title, &head)?;
    let provenance = records.provenance.iter().flat_map(Provenance::notes);
    let provenance = provenance.filter(|note| !records.notes.contains(note));
    for (row, note) in (1u32..).zip(records.notes.iter().cloned().chain(provenance)) {
        notes.set_row_height(row, height(lines(&note, NOTE_WIDTH)))?;
        notes.write_string_with_format(row, 0, note, &body)?;
    }
    workbook.save_to_buffer()
}

/// Returns the number of lines that a text takes in a column, which has two characters more than room for words.
fn lines(text: &str, width: usize) -> usize {
    let room = width.saturating_sub(2).max(1);
    text.lines().map(|line| text::wrap(line, room).len().max(1)).sum::<usize>().max(1)
}

/// Returns the height of a row with so many lines, in points. Not every program finds it out by itself.
fn height(lines: usize) -> f64 {
    (LINE * f64::from(u16::try_from(lines).unwrap_or(u16::MAX))).min(HIGHEST)
}

/// Returns whether a cell is one address of the web, and none that a workbook refuses.
fn is_link(cell: &str) -> bool {
    let is_web = cell.starts_with("https://") || cell.starts_with("http://");
    is_web && cell.len() <= LINK_MAX && !cell.contains(|c: char| c.is_whitespace() || c == ';')
}
