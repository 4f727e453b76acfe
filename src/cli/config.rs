//! `config`: shows where the configuration is, checks it, or prints one to start from.

use std::io::Write;

use clap::Subcommand;

use crate::cli::out;
use crate::config::Config;
use crate::error::{Error, Problems, Result};
use crate::storage::AppDirs;

/// What to do with the configuration.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print where the file is looked for
    Path,
    /// Check it; each problem comes with file, line and setting (exit code 2)
    Check,
    /// Print a configuration that says what holds anyway
    Default,
}

/// Runs the subcommand and returns the exit code.
pub fn run(command: &ConfigCommand) -> Result<u8> {
    let path = AppDirs::of_user().config;
    let path =
        path.ok_or_else(|| Error::run("there is no home directory, and so no configuration; set XDG_CONFIG_HOME"));
    let mut out = out::plain();
    match command {
        ConfigCommand::Default => out.write_all(Config::written().as_bytes())?,
        ConfigCommand::Path => writeln!(out, "{}", path?.display())?,
        ConfigCommand::Check => {
            let path = path?;
            let (_, found) = Config::load(&path);
            let mut problems = Problems::default();
            found.into_iter().for_each(|problem| problems.add(|| problem));
            if !problems.is_empty() {
                return Err(Error::run(problems.to_string()));
            }
            let is = match (path.exists(), path.is_symlink()) {
                (true, _) => "no problem",
                (false, true) => "is a link that leads nowhere; the defaults hold",
                (false, false) => "is not there; the defaults hold",
            };
            writeln!(out, "{}: {is}", path.display())?;
        }
    }
    out.flush()?;
    Ok(0)
}
