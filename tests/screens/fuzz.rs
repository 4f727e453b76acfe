//! Random keys at random sizes, random queries, broken data: nothing panics, and the selection is visible.
//!
//! The runs are bounded. For long ones, run
//! `FUZZ=10000000 cargo test --release --test screens fuzz -- --ignored --nocapture`.

use crate::fuzzing::{Driver, Random, SMALL, loaded, mutated, parse, query};

/// How many events one explorer handles before it is started again.
const WALK: usize = 20_000;

fn walk(seed: u64, events: usize) {
    let mut random = Random(seed);
    let mut driver = Driver::new();
    for n in 0..events {
        let at = random.0;
        let bytes = random.next().to_le_bytes();
        let step = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| driver.event(bytes[0], bytes[5])));
        assert!(step.is_ok(), "seed {seed:#x}, event {n} (state {at:#x})");
    }
}

fn words(random: &mut Random) -> String {
    const PARTS: &[&str] = &[
        "iom",
        "traffick",
        "\"national referral",
        "'exact",
        "^beg",
        "!not",
        "|",
        "entity:",
        "year:2021..",
        "year:2022",
        "priority:3",
        "kind:activity",
        "place:moldova",
        "report:",
        "é",
        "\u{301}",
        "中文",
        "!",
        "\"",
        "'",
        ":",
        "..",
        "724",
        "a",
        "\u{0}",
        "\u{202e}",
    ];
    let mut typed = String::new();
    for _ in 0..random.below(7) {
        typed.push_str(PARTS[random.below(PARTS.len())]);
        if random.below(3) > 0 {
            typed.push(' ');
        }
        if random.below(5) == 0 {
            typed.push(char::from_u32(u32::try_from(random.below(0x2_0000)).unwrap()).unwrap_or('x'));
        }
    }
    typed
}

fn broken(random: &mut Random, times: usize) {
    let texts: Vec<&str> = [
        "entities.json",
        "priorities.json",
        "glossary.json",
        "places.json",
        "readings.json",
        "topics.json",
        "works.json",
        "partners.json",
        "initiatives.json",
        "synonyms.json",
    ]
    .iter()
    .map(|name| icat_explorer::dataset::EMBEDDED.iter().find(|f| f.0 == *name).unwrap().1)
    .collect();
    // Large files are cut off after their first objects, so that most mutations hit something.
    let head = |text: &str| text.chars().take(1500).collect::<String>();
    let texts: Vec<String> = texts.into_iter().map(head).chain([SMALL.to_owned()]).collect();
    for _ in 0..times {
        let which = if random.below(3) == 0 { random.below(10) } else { 10 };
        loaded(which, &mutated(&texts[which], random));
    }
}

#[test]
fn random_keys_over_random_sizes_do_no_harm() {
    for seed in [1, 2, 3] {
        walk(seed, 1_500);
    }
}

#[test]
fn random_queries_do_no_harm() {
    let mut random = Random(4);
    for n in 0..4_000 {
        let typed = words(&mut random);
        if n % 10 == 0 { query(&typed) } else { parse(&typed) }
    }
}

#[test]
fn broken_data_is_told_and_does_no_harm() {
    broken(&mut Random(5), 2_000);
}

fn times() -> usize {
    std::env::var("FUZZ").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000)
}

#[test]
#[ignore = "takes long; FUZZ says how many events"]
fn a_long_run_of_keys() {
    let seed = std::env::var("SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000_u64);
    let mut done = 0;
    for round in 0.. {
        walk(seed + round, WALK.min(times() - done));
        done += WALK.min(times() - done);
        println!("{done} events");
        if done >= times() {
            return;
        }
    }
}

#[test]
#[ignore = "takes long; FUZZ says how many queries"]
fn a_long_run_of_queries() {
    let mut random = Random(7);
    for n in 0..times() {
        let typed = words(&mut random);
        if n % 20 == 0 { query(&typed) } else { parse(&typed) }
    }
    println!("{} queries", times());
}

#[test]
#[ignore = "takes long; FUZZ says how many files"]
fn a_long_run_of_broken_data() {
    broken(&mut Random(8), times());
    println!("{} files", times());
}
