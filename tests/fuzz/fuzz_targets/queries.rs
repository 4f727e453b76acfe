//! Fuzzes what is typed into the search.
#![no_main]

#[path = "../../fuzzing/mod.rs"]
mod fuzzing;

libfuzzer_sys::fuzz_target!(|typed: &str| fuzzing::query(typed));
