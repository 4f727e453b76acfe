//! The built-in data, what is found in it, and what the program is built from.
#![allow(missing_docs, clippy::unwrap_used, clippy::string_slice)]

#[path = "../support/mod.rs"]
mod support;

mod answers;
mod claims;
mod dependencies;
mod documents;
mod draft;
mod forms;
mod golden;
mod names;
mod profiles;
mod reports;
mod search;
mod source;
mod table;
mod vocabulary;
mod who;
mod works;
