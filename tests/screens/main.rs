//! The explorer as a user sees it: keys in, frames out, through the program's own interpreter of effects.
#![allow(missing_docs, clippy::unwrap_used, clippy::string_slice)]

#[path = "../fuzzing/mod.rs"]
mod fuzzing;
#[path = "../small/mod.rs"]
mod small;
#[path = "../support/mod.rs"]
mod support;

mod ahead;
mod exports;
mod find;
mod flows;
mod fuzz;
mod layout;
mod lists;
mod mouse;
mod resize;
mod review;
mod said;
mod sizes;
mod snapshots;
mod tasks;
mod two_steps;
mod views;
mod whereabouts;
