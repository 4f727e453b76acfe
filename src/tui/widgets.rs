//! What screens are made of.

pub mod completing;
pub mod document_view;
pub mod edit;
pub mod footer;
pub mod input;
pub mod lines;
pub mod list_state;
pub mod page_find;
pub mod prompt;
