//! The binary: arguments, one call, exit code.

use std::io::{IsTerminal, stdout};
use std::process::ExitCode;

use icat_explorer::cli::{self, Unparsed};
use icat_explorer::dataset;
use icat_explorer::error::Error;
use icat_explorer::gate;

/// The allocator of the static build. That of musl gives every page back as soon as nothing is in it, which costs more than the
/// drawing of a frame, and is slow on small pieces.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

fn main() -> ExitCode {
    dataset::end_when_data_is_lost();
    match cli::parse(std::env::args_os()) {
        Ok(cli) => ended(cli::run(&cli)),
        Err(Unparsed::Help(help)) => ended(print(&help).map_err(Error::from)),
        Err(Unparsed::Refused(error)) => {
            gate::tell(&in_a_line(error.render().to_string()));
            ExitCode::from(2)
        }
        Err(Unparsed::Question(words)) => {
            gate::say(words);
            ExitCode::from(2)
        }
    }
}

/// Shortens each argument quoted in a message and puts it on one line, so that none can pass for another message.
fn in_a_line(mut message: String) -> String {
    const LONGEST: usize = 200;
    for argument in std::env::args_os() {
        let argument = argument.to_string_lossy();
        if argument.chars().count() > LONGEST || argument.contains(char::is_control) {
            let short: String = argument.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
            message = message.replace(&*argument, &short);
        }
    }
    message
}

/// Prints the requested help or version to standard output.
fn print(help: &clap::Error) -> std::io::Result<u8> {
    let words = help.render();
    let words = if stdout().is_terminal() { words.ansi().to_string() } else { words.to_string() };
    cli::write(&words)?;
    Ok(0)
}

/// Returns the exit code of an outcome. Prints the error, unless it was already reported or the pipe is closed.
fn ended(outcome: icat_explorer::error::Result<u8>) -> ExitCode {
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let is_said = matches!(&error, Error::NothingFound(message) if message.is_empty());
            if !is_said && !matches!(error, Error::ClosedPipe) {
                gate::say(&error);
            }
            ExitCode::from(error.exit_code())
        }
    }
}
