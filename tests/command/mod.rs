//! The command as people run it, in a folder of one test.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A folder of one test, with a config in it.
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// What every call begins with.
    first: &'static [&'static str],
}

impl Folder {
    /// The folder of a test of the command that `first` begins with; `config` is its `offers.json`.
    pub fn with(config: &str, first: &'static [&'static str], test: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(first[0]).join(test);
        std::fs::create_dir_all(&path).unwrap();
        let folder = Folder { path, first };
        folder.write("offers.json", config);
        folder
    }

    /// Puts a file into it.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.path.join(name), text).unwrap();
    }

    /// The command with these arguments besides, not run yet.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cairn"));
        command.current_dir(&self.path).args(self.first).args(arguments);
        command
    }

    /// Runs it.
    pub fn run(&self, arguments: &[&str]) -> Said {
        Said::of(&self.command(arguments).output().unwrap())
    }

    /// Runs it with this as its standard input.
    pub fn input(&self, input: &[u8], arguments: &[&str]) -> Said {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        Said::of(&child.wait_with_output().unwrap())
    }
}

/// What it said.
#[derive(Debug, PartialEq)]
pub struct Said {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    /// What is in its output.
    pub fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let status = output.status.code().unwrap();
        Said { status, out: text(&output.stdout), err: text(&output.stderr) }
    }
}
