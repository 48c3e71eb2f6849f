//! What a build needs, and setting up what is missing.

use super::files::fingerprint;
use super::root::root;
use super::run::{answer, command, on_path, run, step};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// The compilation target of both modules.
pub const WASM: &str = "wasm32-unknown-unknown";
const OLDEST_NODE: u32 = 20;
/// The lock file of the very build that made this command: it says which wasm-bindgen is linked in.
const OWN_LOCK: &str = include_str!("../../Cargo.lock");

/// Makes sure that the modules can be built: Rust's wasm target, Node, the pinned packages.
pub fn ready() -> Result<()> {
    wasm_target()?;
    wasm_bindgen_matches()?;
    node()?;
    packages()
}

/// Adds the wasm target to the active toolchain, unless it is there.
pub fn wasm_target() -> Result<()> {
    let folder = answer(command("rustc").args(["--print", "target-libdir", "--target", WASM]));
    if folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    if on_path("rustup").is_none() {
        bail!(
            "Rust has no {WASM} target here, and there is no rustup to add it. Install Rust with rustup \
             (https://rustup.rs), or your system's package with that target, and run this again"
        );
    }
    step(&format!("Adding Rust's {WASM} target"), || {
        run("rustup target add", command("rustup").args(["target", "add", WASM]))
    })
}

/// Makes sure that Node is here and not too old.
pub fn node() -> Result<()> {
    let Some(version) = answer(command("node").arg("--version")) else {
        bail!(
            "there is no Node.js here. Install version {OLDEST_NODE} or newer (https://nodejs.org, or your \
             system's package `nodejs`): the build uses it for wasm-opt and esbuild"
        );
    };
    let major =
        version.trim_start_matches('v').split('.').next().and_then(|n| n.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST_NODE) {
        bail!(
            "Node.js is {version} here, and {OLDEST_NODE} or newer is needed. Install a newer one from https://nodejs.org"
        );
    }
    Ok(())
}

/// Installs the packages that package-lock.json pins, unless they are there.
pub fn packages() -> Result<()> {
    let lock = fs::read(root().join("package-lock.json"))
        .context("package-lock.json could not be read")?;
    let stamp = root().join("node_modules/.cairn-installed");
    let wanted = fingerprint(&[&lock]);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    if answer(command(npm).arg("--version")).is_none() {
        bail!(
            "there is no npm here. Install it (it comes with Node.js; some systems have it as a package `npm`)"
        );
    }
    step("Installing the pinned npm packages", || {
        // No package of ours needs its install script, so none gets to run.
        run("npm ci", command(npm).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
    })?;
    fs::write(stamp, wanted).context("node_modules could not be written")
}

/// Refuses a wasm-bindgen in Cargo.lock that is not the one linked into this command.
fn wasm_bindgen_matches() -> Result<()> {
    let lock =
        fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock could not be read")?;
    let library = locked(&lock, "wasm-bindgen").context("Cargo.lock names no wasm-bindgen")?;
    let linked = locked(OWN_LOCK, "wasm-bindgen-cli-support").unwrap_or("unknown");
    if library != linked {
        bail!(
            "wasm-bindgen is {library} in Cargo.lock, but this command was built with \
             wasm-bindgen-cli-support {linked}. Give both the same version in Cargo.toml, then run \
             `cargo cairn build`, which rebuilds the command first"
        );
    }
    Ok(())
}

/// The version of a package in a Cargo.lock.
pub fn locked<'l>(lock: &'l str, package: &str) -> Option<&'l str> {
    let mut lines = lock.lines();
    lines.find(|line| {
        line.strip_prefix("name = ").is_some_and(|name| name.trim_matches('"') == package)
    })?;
    lines.next()?.strip_prefix("version = ").map(|version| version.trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_halves_of_wasm_bindgen_are_locked_at_one_version() {
        let library = locked(OWN_LOCK, "wasm-bindgen");
        assert!(library.is_some());
        assert_eq!(library, locked(OWN_LOCK, "wasm-bindgen-cli-support"));
    }

    #[test]
    fn an_unknown_package_has_no_locked_version() {
        assert_eq!(locked(OWN_LOCK, "wasm-bind"), None);
    }
}
