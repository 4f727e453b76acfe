//! ICAT Explorer: what the members of ICAT are mandated to do, did, and with whom, in the reports' own words.
//!
//! The data flows one way. Each module imports only from those above it:
//!
//! | module | what it is |
//! |---|---|
//! | [`text`] | folding, width, wrapping, making foreign text harmless |
//! | [`error`] | the one error type, which names file, line, id and field |
//! | [`platform`] | what is asked of the operating system: files, locks, signals, the terminal |
//! | [`gate`] | the gate on the way out: what is not ours, or cannot be shown, leaves harmless |
//! | [`command_line`] | commands as they are typed into a shell |
//! | [`corpus`] | reports, bodies, priorities and passages; loading and checking; postings and filters |
//! | [`dataset`] | the data in use: what is built in, or a directory of own files |
//! | [`search`] | from what was typed to ranked hits: query, inverted index, scorer, reranking, relaxation |
//! | [`flags`] | the flags that narrow, the same for the explorer and all commands |
//! | [`analysis`] | coverage, membership, agreements, commitments, profiles, comparison, whom to call |
//! | [`export`] | JSON, CSV, Markdown briefs, citations, and the rows that commands print |
//! | [`document`] | scrollable pages as styled lines |
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
pub mod error;
pub mod export;
pub mod flags;
pub mod gate;
pub mod platform;
pub mod search;
pub mod storage;
pub mod text;
pub mod tui;
