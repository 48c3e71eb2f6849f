//! The studio: a folder of its own that needs nothing beside it, so that it can be hosted anywhere, or left out.

use super::build::ship;
use super::files::{fingerprint, read, write};
use super::glue;
use super::module::{Finished, compiled};
use super::root::{root, shown, target as workspace_target};
use super::run::{node_tool, pipe};
use super::sizes::Size;
use super::{code, words};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// The folder in the built one, the module in it, and its feature.
pub const NAME: &str = "studio";

/// The profile that its module is compiled with: quick before small.
pub const PROFILE: &str = "studio";

/// What the page's scripts import the module's glue as.
const GLUE: &str = "cairn-studio";

/// Where cargo builds it.
pub fn target() -> PathBuf {
    workspace_target().join(NAME)
}

/// The module and its glue.
pub struct Parts {
    wasm: Vec<u8>,
    glue: PathBuf,
}

/// Compiles the module and writes its glue.
pub fn parts() -> Result<Parts> {
    let compiled = compiled(NAME, NAME, PROFILE, &target())?;
    let folder = workspace_target().join("cairn").join(NAME);
    Bindgen::new()
        .input_bytes(NAME, compiled)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&folder)
        .context("wasm-bindgen could not read the studio's module")?;
    Ok(Parts { wasm: read(&folder.join("studio_bg.wasm"))?, glue: folder.join("studio.js") })
}

/// Writes the studio into `out`. `panel` is the panel's module, which shows what visitors see. Gives the sizes of what is the
/// studio's own.
pub fn build(out: &Path, parts: &Parts, panel: &Finished) -> Result<Vec<Size>> {
    let folder = out.join(NAME);
    let source = root().join("www").join(NAME);
    let wasm = format!("{NAME}-{}.wasm", &fingerprint(&[&parts.wasm])[..10]);
    let script = bundled(
        &source.join("studio.js"),
        &[
            "--format=esm",
            "--loader:.json=text",
            &format!("--alias:{GLUE}={}", parts.glue.display()),
            &format!("--define:STUDIO_FILE={wasm:?}"),
            &format!("--define:PANEL_FILE={:?}", panel.stem),
        ],
    )?;
    glue::inspected("the studio", &script)?;
    let style = bundled(&source.join("studio.css"), &[])?;
    let named = |ending: &str, content: &str| {
        format!("{NAME}-{}.{ending}", &fingerprint(&[content.as_bytes()])[..10])
    };
    let (script_name, style_name) = (named("js", &script), named("css", &style));
    let page = String::from_utf8(read(&source.join("index.html"))?)?;
    let page = glue::replace_once(&page, "studio.js", &script_name)?;
    let page = glue::replace_once(&page, "studio.css", &style_name)?;

    let own = vec![
        ship(&folder, &wasm, &parts.wasm)?,
        ship(&folder, &script_name, script.as_bytes())?,
        ship(&folder, &style_name, style.as_bytes())?,
    ];
    let mut files: Vec<String> = own.iter().map(|size| size.file.clone()).collect();
    let mut beside = |name: &str, content: &[u8]| {
        files.push(name.to_string());
        write(&folder.join(name), content)
    };
    beside(&panel.js.0, &panel.js.1)?;
    beside(&panel.wasm.0, &panel.wasm.1)?;
    beside(&code::name()?, code::script()?.as_bytes())?;
    for (_, name, content) in words::PANEL.files() {
        beside(&name, content.as_bytes())?;
    }
    beside("mark.svg", &read(&root().join("www/assets/mark.svg"))?)?;
    beside("index.html", page.as_bytes())?;
    let version = fingerprint(&[page.as_bytes(), files.concat().as_bytes()]);
    // The page under the name by which it is asked for.
    files.push("./".into());
    let offline = bundled(
        &source.join("offline.js"),
        &[
            &format!("--define:OFFLINE_FILES={}", serde_json::to_string(&files)?),
            &format!("--define:OFFLINE_VERSION={version:?}"),
        ],
    )?;
    write(&folder.join("offline.js"), offline.as_bytes())?;
    files.push("offline.js".into());
    remove_stale(&folder, &files)?;
    Ok(own)
}

/// Removes what an earlier build left: the folder is the studio's alone.
fn remove_stale(folder: &Path, files: &[String]) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let plain = name.trim_end_matches(".br").trim_end_matches(".gz");
        if !files.iter().any(|file| file == plain) {
            fs::remove_file(&path)
                .with_context(|| format!("{} could not be removed", shown(&path)))?;
        }
    }
    Ok(())
}

fn bundled(source: &Path, options: &[&str]) -> Result<String> {
    let mut esbuild = node_tool("esbuild");
    esbuild
        .arg(source)
        .args(["--bundle", "--minify", "--target=es2022,chrome111", "--log-level=warning"])
        .args(options);
    Ok(String::from_utf8(pipe("Bundling the studio", &mut esbuild, &[])?)?)
}
