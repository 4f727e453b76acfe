//! ICAT Explorer: what the members of ICAT are mandated to do, did, and with whom, in the reports' own words.
//!
//! The data flows one way. Each module imports only from those above it:
//!
//! | module | what it is |
//! |---|---|
//! | [`text`] | folding, width, wrapping, sanitizing foreign text |
//! | [`error`] | the one error type, which names file, line, id and field |
//! | [`platform`] | operating system services: files, locks, signals, the terminal |
//! | [`gate`] | the gate for all output: makes text that is not ours, or that cannot be shown, harmless |
//! | [`command_line`] | quoting commands for a shell |
//! | [`corpus`] | reports, bodies, priorities and passages; loading and checking; postings and filters |
//! | [`dataset`] | the data in use: the built-in data, or a directory of the user's own files |
//! | [`search`] | from a typed query to ranked hits: query, inverted index, scorer, reranking, relaxation |
//! | [`flags`] | the filter flags, the same for the explorer and all commands |
//! | [`analysis`] | coverage, membership, agreements, commitments, profiles, comparison, who to call |
//! | [`export`] | JSON, CSV, Markdown briefs, citations, and the rows that commands print |
//! | [`document`] | scrollable pages as styled lines |
//! | [`draft`] | curating: a report file held against its source text, and against what form alone shows |
//! | [`storage`] | what is kept between runs: marks and session, written atomically |
//! | [`config`] | the configuration: keys, colours, switches |
//! | [`tui`] | the explorer: loop, terminal, keymap, model, update, screens |
//! | [`cli`] | the commands that print |
#![cfg_attr(test, allow(clippy::string_slice))]

pub mod analysis;
pub mod cli;
pub mod command_line;
pub mod config;
pub mod corpus;
pub mod dataset;
pub mod document;
pub mod draft;
pub mod error;
pub mod export;
pub mod flags;
pub mod gate;
pub mod platform;
pub mod search;
pub mod storage;
pub mod text;
pub mod tui;
