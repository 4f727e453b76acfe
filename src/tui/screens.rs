//! The screens, each with its state, what keys do there, and how it is drawn.

pub mod browse;
pub mod detail;
pub mod grid;
pub mod help;
pub mod marks;
pub mod menu;
pub mod palette;
pub mod reader;
pub mod report;
pub mod review;
pub mod save;
pub mod welcome;
