//! The command line: build, serve, check, schema, replay, simulate, test.
//!
//! Each command is a file named like it. All paths are relative to the workspace's root, wherever the
//! command is started. Progress and problems go to standard error, results to standard output.

mod browsers;
mod build;
pub mod check;
mod code;
mod files;
mod glue;
mod math;
mod module;
mod order;
mod prune;
mod replay;
mod root;
mod run;
pub mod schema;
mod serve;
mod simulate;
mod sizes;
mod studio;
mod test;
mod toolchain;
mod trap;
mod words;

use anyhow::Context as _;
use clap::{CommandFactory, Parser, Subcommand};
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

/// Cairn: a panel of next steps for company websites.
#[derive(Parser)]
#[command(name = "cairn", version, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Build the folder that a web team hosts, and print the sizes of its files
    Build {
        /// The folder to write, relative to the workspace
        #[arg(long, default_value = "dist")]
        out: PathBuf,
    },
    /// Check offers.json files: every finding at once, with its place and its fix
    Check(check::Options),
    /// Work out, for each event of a journal, what is concluded and offered: a JSON line per event
    Replay(replay::Options),
    /// Print the JSON Schema of offers.json, for editors and other tools
    Schema {
        /// Write it to www/cairn.schema.json instead
        #[arg(long)]
        write: bool,
    },
    /// Build, then serve the demo site and the widget on this computer
    Serve(serve::Options),
    /// Draw visitors from a config, or take recorded ones, and tell who sees which offers and how soon they are known
    Simulate(simulate::Options),
    /// Run everything that continuous integration runs, or only the steps named
    Test {
        /// Steps to run; without any, all of them in this order
        #[arg(value_enum)]
        steps: Vec<test::Step>,
    },
}

/// Runs the command that the arguments name; without any, lists the commands.
pub fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        None => Arguments::command().print_help().map_err(Into::into),
        Some(Command::Build { out }) => build::build(&out).map(|sizes| sizes.print()),
        Some(Command::Check(options)) => return check::check(&options),
        Some(Command::Replay(options)) => return replay::replay(&options),
        Some(Command::Schema { write: true }) => {
            schema::kept(schema::Mode::Write).map_err(anyhow::Error::msg)
        }
        Some(Command::Schema { write: false }) => {
            let written = io::stdout().lock().write_all(schema::text().as_bytes());
            // Whoever stops reading early has read enough.
            let written = written.or_else(|problem| match problem.kind() {
                io::ErrorKind::BrokenPipe => Ok(()),
                _ => Err(problem),
            });
            written.context("the schema could not be written")
        }
        Some(Command::Serve(options)) => serve::serve(&options),
        Some(Command::Simulate(options)) => return simulate::simulate(&options),
        Some(Command::Test { steps }) => test::test(&steps),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\nerror: {problem:#}");
            ExitCode::FAILURE
        }
    }
}
