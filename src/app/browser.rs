//! Hands a link to the user's browser.

use std::process::Stdio;

/// Whether there is a browser to be seen, and it took the link.
pub fn open(url: &str) -> bool {
    let seen = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    if cfg!(not(target_os = "macos")) && !["BROWSER", "DISPLAY", "WAYLAND_DISPLAY"].into_iter().any(seen) {
        return false;
    }
    open::commands(url)
        .into_iter()
        .any(|mut command| command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok())
}
