//! A report and its source: drafting a report file from the text of a report, holding it against that text, looking
//! over what people wrote, and changing tags and claims in a spreadsheet.
//!
//! All work on report files as they are written, so that each finding comes with file, line, id and field.

mod align;
mod blocks;
pub mod doubts;
pub mod drafting;
mod extract;
pub mod form;
pub mod new_bodies;
mod outline;
mod passages;
mod propose;
pub mod readings_file;
pub mod report_file;
pub mod review;
pub mod source;
pub mod table;
pub mod verify;
