//! The explorer, built as an Elm core: one [`model::Model`], one [`update::update`], one [`render`]. The loop around it
//! waits only for events.

pub mod app;
pub mod command;
mod early;
mod enabled;
pub mod event;
mod export;
mod input;
pub mod keymap;
pub mod layout;
pub mod message;
pub mod model;
mod mouse;
pub mod open;
pub mod outcome;
mod outside;
mod passage;
pub mod program;
pub mod render;
pub mod screens;
pub mod start;
mod terminal;
pub mod theme;
pub mod update;
pub mod widgets;
mod worker;
