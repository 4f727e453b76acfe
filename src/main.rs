//! The binary: arguments, one call, exit code.

use std::process::ExitCode;

use clap::Parser;
use icat_explorer::cli::{self, Cli};
use icat_explorer::error::Error;

fn main() -> ExitCode {
    match cli::run(&Cli::parse()) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            if !matches!(error, Error::ClosedPipe) {
                eprintln!("icat-explorer: {error}");
            }
            ExitCode::from(error.exit_code())
        }
    }
}
