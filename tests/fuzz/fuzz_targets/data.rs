//! Fuzzes the data files: the first byte says which file the rest is.
#![no_main]

#[path = "../../fuzzing/mod.rs"]
mod fuzzing;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some((which, rest)) = bytes.split_first() {
        fuzzing::loaded(usize::from(*which), rest);
    }
});
