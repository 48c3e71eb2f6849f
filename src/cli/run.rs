//! Running other programs, with sentences for what can go wrong.

use super::files::read;
use super::root::root;
use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

/// A command that will run in the workspace's root.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that started us, or the one on the path.
pub fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// A tool from the packages that package.json pins.
pub fn node_tool(name: &str) -> Command {
    let suffix = if cfg!(windows) { ".cmd" } else { "" };
    command(root().join("node_modules/.bin").join(format!("{name}{suffix}")))
}

/// Runs `command`, its output going to standard error; an error names `what` failed.
pub fn run(what: &str, command: &mut Command) -> Result<()> {
    let status = command
        .stdout(Stdio::from(io::stderr()))
        .status()
        .with_context(|| format!("{what}: {} could not be started", name(command)))?;
    if !status.success() {
        bail!("{what} failed ({} ended with {status}); its own messages are above", name(command));
    }
    Ok(())
}

/// Runs `command` with `input` as its standard input; gives what it wrote to standard output.
pub fn pipe(what: &str, command: &mut Command, input: &[u8]) -> Result<Vec<u8>> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{what}: {} could not be started", name(command)))?;
    let mut stdin = child.stdin.take().context("a piped child has a standard input")?;
    let output = std::thread::scope(|scope| {
        // A child that stops reading early says why on standard error: the broken pipe says less.
        scope.spawn(move || io::Write::write_all(&mut stdin, input).ok());
        child.wait_with_output()
    })?;
    if !output.status.success() {
        bail!(
            "{what} failed ({} ended with {}); its own messages are above",
            name(command),
            output.status
        );
    }
    Ok(output.stdout)
}

/// What `command` writes to standard output, trimmed; `None` if it cannot be run or fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_string())
}

/// The program `name` on the path.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// Does `work`, saying when it starts and how long it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("{what} …");
    let start = Instant::now();
    let result = work()?;
    eprintln!("{what}: {:.1} s", start.elapsed().as_secs_f64());
    Ok(result)
}

fn name(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned()
}

/// A source file, minified.
pub fn minified(file: &str, options: &[&str]) -> Result<String> {
    let mut esbuild = node_tool("esbuild");
    esbuild.args(["--minify", "--log-level=warning"]).args(options);
    let small = pipe(&format!("Minifying {file}"), &mut esbuild, &read(&root().join(file))?)?;
    Ok(String::from_utf8(small)?)
}
