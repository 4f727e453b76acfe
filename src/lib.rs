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
//! | [`markdown`] | words that are not ours, so that Markdown shows them as they are |
//! | [`corpus`] | reports, bodies, priorities and passages; loading and checking; facets and filters |
//! | [`search`] | from what was typed to ranked hits |
//! | [`dataset`] | the data in use: what is built in, or a directory of own files |
//! | [`flags`] | the flags that narrow, the same for the explorer and all commands |
//! | [`cite`], [`selection`] | citations; what is shown, as a choice that a command asks for again |
//! | [`views`] | the whole at a glance: coverage, membership, agreements, promises, profile, comparison, whom to call |
//! | [`output`] | exports, briefs, and views as rows |
//! | [`store`] | what is kept between runs: marks and session, written at one stroke |
//! | [`action`], [`keymap`] | everything that can happen, and the one table of keys |
//! | [`layout`] | pure geometry: size and what is shown to rectangles |
//! | [`model`] | the state: a stack of screens |
//! | [`update`] | what each action does to the model |
//! | [`theme`] | semantic styles |
//! | [`config`] | the configuration: keys, colours, switches |
//! | [`ui`] | the view: one function from the model to a frame |
//! | [`app`] | the terminal, the signals, the worker that searches, and the loop |
//! | [`cli`] | the commands that print |
#![cfg_attr(test, allow(clippy::string_slice))]

pub mod action;
pub mod app;
pub mod cite;
pub mod cli;
pub mod config;
pub mod corpus;
pub mod dataset;
pub mod error;
pub mod flags;
pub mod gate;
pub mod keymap;
pub mod layout;
pub mod markdown;
pub mod model;
pub mod output;
pub mod platform;
pub mod search;
pub mod selection;
pub mod store;
pub mod text;
pub mod theme;
pub mod ui;
pub mod update;
pub mod views;
