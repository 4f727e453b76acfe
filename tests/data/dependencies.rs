//! What the program is built from: no crate that talks to a network, and in the program itself no crate twice.

use std::collections::BTreeMap;

/// Crates that talk to a network. `.ci/deny.toml` lists them too.
const NETWORK: &[&str] = &[
    "attohttpc",
    "curl",
    "h2",
    "hickory-resolver",
    "hyper",
    "isahc",
    "minreq",
    "native-tls",
    "openssl",
    "quinn",
    "reqwest",
    "rustls",
    "socket2",
    "surf",
    "tokio",
    "tungstenite",
    "ureq",
];

fn locked() -> Vec<toml::Table> {
    let lock = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock")).unwrap();
    let lock: toml::Table = lock.parse().unwrap();
    lock["package"].as_array().unwrap().iter().map(|p| p.as_table().unwrap().clone()).collect()
}

#[test]
fn no_crate_talks_to_a_network() {
    let packages = locked();
    assert!(packages.len() > 100);
    for package in &packages {
        let name = package["name"].as_str().unwrap();
        assert!(!NETWORK.contains(&name), "{name} talks to a network");
    }
    let deny = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/deny.toml")).unwrap();
    for name in ["hyper", "reqwest", "tokio", "ureq"] {
        assert!(deny.contains(&format!("crate = \"{name}\"")), "{name}");
    }
}

#[test]
fn the_program_holds_no_crate_in_two_versions() {
    let output = std::process::Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut versions: BTreeMap<String, std::collections::BTreeSet<String>> = BTreeMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let mut words = line.split_whitespace();
        if let (Some(name), Some(version)) = (words.next(), words.next()) {
            versions.entry(name.to_owned()).or_default().insert(version.to_owned());
        }
    }
    assert!(versions.len() > 50, "{}", versions.len());
    let twice: Vec<_> = versions.into_iter().filter(|v| v.1.len() > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
}
