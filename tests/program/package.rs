//! The packages: built, installed, run, and built again from the source archive without a network.

#[test]
#[ignore = "needs cargo-deb and some minutes; .ci/run runs it where cargo-deb is installed"]
fn the_packages_are_built_installed_and_sound() {
    let output = std::process::Command::new("bash")
        .args([".ci/package", "--check"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("the packages are sound") && said.contains("no problem in 1,118 passages"), "{said}");
}
