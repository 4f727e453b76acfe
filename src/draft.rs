//! Tools to curate the data: holding a report file against the text of its report, and looking over what people wrote.
//!
//! Both work on report files as they are written, so that each finding is told with file, line, id and field.

mod align;
pub mod form;
mod passages;
pub mod source;
pub mod verify;
