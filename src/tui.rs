//! The explorer: an Elm core. One [`model::Model`], one [`update::update`], one [`render`]; around it a loop that waits for
//! nothing but events.

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
mod open;
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
