//! The binary: arguments, one call, exit code.

use std::process::ExitCode;

use icat_explorer::cli;
use icat_explorer::error::Error;

fn main() -> ExitCode {
    match cli::parse(std::env::args_os()).and_then(|cli| cli::run(&cli)) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            if !matches!(error, Error::ClosedPipe) {
                eprintln!("icat-explorer: {error}");
            }
            ExitCode::from(error.exit_code())
        }
    }
}
