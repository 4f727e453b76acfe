//! The built program: its commands, its output and errors, and the terminals in which it runs.
#![allow(missing_docs, clippy::unwrap_used, clippy::string_slice)]

#[cfg(unix)]
#[path = "../pty/mod.rs"]
mod pty;
#[path = "../support/mod.rs"]
mod support;

mod afternoon;
#[cfg(unix)]
mod commands;
#[cfg(unix)]
mod documents;
mod draft;
#[cfg(unix)]
mod foreign;
#[cfg(unix)]
mod guide;
#[cfg(unix)]
mod order;
#[cfg(unix)]
mod package;
mod packs;
#[cfg(unix)]
mod picture;
#[cfg(unix)]
mod printing;
#[cfg(unix)]
mod restore;
mod snapshots;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod workbooks;
