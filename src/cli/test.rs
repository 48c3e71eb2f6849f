//! `cairn test`: everything that continuous integration runs, in the same order.

use super::module::MODULES;
use super::root::{root, shown};
use super::run::{cargo, command, run};
use super::{browsers, build, studio, toolchain};
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

/// A step, in the order in which the steps run.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Step {
    /// The form of the Rust code
    Format,
    /// The lints, for the command line with its tests and for each wasm feature alone
    Lint,
    /// The tests of engine and command line
    Native,
    /// The folder a web team hosts
    Build,
    /// The tests in a real browser
    Browser,
}

impl Step {
    fn title(self) -> &'static str {
        match self {
            Step::Format => "format",
            Step::Lint => "lint",
            Step::Native => "native tests",
            Step::Build => "build",
            Step::Browser => "browser tests",
        }
    }

    /// Does it. `cairn` is where this command stands.
    fn work(self, cairn: &Path) -> Result<()> {
        match self {
            Step::Format => run("cargo fmt", cargo().args(["fmt", "--check"]))
                .context("the Rust code is not formatted: run `cargo fmt`"),
            Step::Lint => lint(),
            // The command's own profile: what made this command is reused.
            Step::Native => {
                said_by_itself(
                    "cargo test",
                    cargo().args(["test", "--profile", "tool", "--features", "cli"]),
                )?;
                // What the two edges know by themselves needs no browser.
                let edges = ["test", "--profile", "tool", "--lib", "--features", EDGES];
                said_by_itself("cargo test of the edges", cargo().args(edges))
            }
            Step::Build => build::build(Path::new("dist")).map(|sizes| sizes.print()),
            Step::Browser => browser_tests(cairn),
        }
    }
}

/// The features of the edges that run in browsers.
const EDGES: &str = "browser,panel,studio";

/// Runs these steps, or all of them; stops at the first that fails.
pub fn test(steps: &[Step]) -> Result<()> {
    let all = Step::value_variants();
    let chosen: Vec<Step> =
        all.iter().copied().filter(|step| steps.is_empty() || steps.contains(step)).collect();
    // Asked for now: the native tests may build this command anew, and then the one that runs has no place any more.
    let cairn = env::current_exe()?;
    let start = Instant::now();
    let mut before = String::new();
    for (index, step) in chosen.iter().enumerate() {
        // A step's time stands in the next heading, so that the last words are the browser tests' own summary.
        println!("\n── {} of {}: {}{before} ──", index + 1, chosen.len(), step.title());
        let began = Instant::now();
        step.work(&cairn).with_context(|| {
            format!("{} failed after {}", step.title(), seconds(began.elapsed()))
        })?;
        before = format!(
            " ({} took {}, {} so far)",
            step.title(),
            seconds(began.elapsed()),
            seconds(start.elapsed())
        );
    }
    Ok(())
}

/// Each set of features is compiled here by itself, so one that leans on another's dependencies is found.
fn lint() -> Result<()> {
    toolchain::wasm_target()?;
    let clippy = |what: &str, arguments: &[&str], target: Option<PathBuf>| {
        let mut clippy = cargo();
        clippy.arg("clippy").args(arguments);
        if let Some(folder) = target {
            clippy.arg("--target-dir").arg(folder);
        }
        run(what, clippy.args(["--", "-D", "warnings"]))
    };
    clippy(
        "clippy for the command line",
        &["--profile", "tool", "--features", "cli", "--all-targets"],
        None,
    )?;
    clippy("clippy for the engine alone", &["--profile", "tool", "--lib"], None)?;
    let modules = MODULES.map(|module| (module.name, module.feature, "wasm", module.target()));
    let studio = (studio::NAME, studio::NAME, studio::PROFILE, studio::target());
    for (name, feature, profile, target) in modules.into_iter().chain([studio]) {
        let arguments =
            ["--profile", profile, "--lib", "--target", toolchain::WASM, "--features", feature];
        clippy(&format!("clippy for the {name} module"), &arguments, Some(target))?;
    }
    Ok(())
}

fn browser_tests(cairn: &Path) -> Result<()> {
    let built = root().join("dist");
    if !built.join("cairn.js").is_file() {
        bail!(
            "there is nothing built in {}/ yet: run `cargo cairn test build browser`",
            shown(&built)
        );
    }
    toolchain::node()?;
    toolchain::packages()?;
    let browsers = browsers::ready()?;
    // And those of the panel's own scripts, which need none.
    let mut files = test_files(&root().join("tests/browser"))?;
    files.extend(test_files(&root().join("tests/script"))?);
    files.sort();
    let mut node = command("node");
    node.args(["--test", "--test-reporter=spec"]).args(files);
    node.env("CAIRN", cairn);
    node.env("CHROMIUM", browsers.chromium).env("CHROMEDRIVER", browsers.chromedriver);
    said_by_itself("the browser tests", &mut node)
}

/// The files that `node --test` is to run. Named one by one: how it reads a folder differs between versions.
fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in
        fs::read_dir(folder).with_context(|| format!("{} could not be read", shown(folder)))?
    {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(test_files(&path)?);
        } else if path.to_string_lossy().ends_with(".test.js") {
            files.push(path.strip_prefix(root()).unwrap_or(&path).to_path_buf());
        }
    }
    Ok(files)
}

/// Runs a test runner, whose own output is the result.
fn said_by_itself(what: &str, command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{what} could not be started"))?;
    if !status.success() {
        bail!("{what} found problems; they are listed above");
    }
    Ok(())
}

fn seconds(time: Duration) -> String {
    format!("{:.0} s", time.as_secs_f64())
}
