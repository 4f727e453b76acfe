//! The binary: arguments, one call, exit code.

use std::io::{IsTerminal, Write, stdout};
use std::process::ExitCode;

use icat_explorer::cli::{self, Unparsed};
use icat_explorer::error::Error;
use icat_explorer::gate;

fn main() -> ExitCode {
    match cli::parse(std::env::args_os()) {
        Ok(cli) => ended(cli::run(&cli)),
        Err(Unparsed::Help(help)) => ended(print(&help).map_err(Error::from)),
        Err(Unparsed::Refused(error)) => {
            gate::tell(&error.render().to_string());
            ExitCode::from(2)
        }
        Err(Unparsed::Question(words)) => {
            gate::say(words);
            ExitCode::from(2)
        }
    }
}

/// Help and version, as they are asked for, on standard output.
fn print(help: &clap::Error) -> std::io::Result<u8> {
    let words = help.render();
    let words = if stdout().is_terminal() { words.ansi().to_string() } else { words.to_string() };
    let mut out = stdout().lock();
    out.write_all(words.as_bytes())?;
    out.flush()?;
    Ok(0)
}

/// The exit code of what was done, with a word where it went wrong.
fn ended(outcome: icat_explorer::error::Result<u8>) -> ExitCode {
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            if !matches!(error, Error::ClosedPipe) {
                gate::say(&error);
            }
            ExitCode::from(error.exit_code())
        }
    }
}
