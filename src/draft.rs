//! Tools to curate the data: holding a report file against the text of its report, looking over what people wrote, and
//! changing tags and claims in a spreadsheet.
//!
//! All work on report files as they are written, so that each finding is told with file, line, id and field.

mod align;
pub mod form;
mod passages;
pub mod source;
pub mod table;
pub mod verify;
