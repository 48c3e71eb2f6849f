//! The script that draws a QR code: a file of its own, for the few who ask for one.

use super::files::{fingerprint, read};
use super::glue;
use super::root::root;
use super::run::{node_tool, pipe};
use anyhow::Result;

/// What the file's name begins with.
pub const NAME: &str = "qr";

/// The name of the file: changes with the script and with the library that it takes.
pub fn name() -> Result<String> {
    let parts = [read(&root().join("src/panel/qr.js"))?, read(&root().join("package-lock.json"))?];
    Ok(format!("{NAME}-{}.js", &fingerprint(&[&parts[0], &parts[1]])[..10]))
}

/// The file.
pub fn script() -> Result<String> {
    let mut esbuild = node_tool("esbuild");
    esbuild.arg(root().join("src/panel/qr.js")).args([
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2022",
        "--log-level=warning",
    ]);
    let script = String::from_utf8(pipe("Bundling src/panel/qr.js", &mut esbuild, &[])?)?;
    glue::inspected("the code", &script)?;
    Ok(script)
}
