//! Fuzzes keys, pastes and sizes, with two bytes for each.
#![no_main]

#[path = "../../fuzzing/mod.rs"]
mod fuzzing;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzing::drive(bytes));
