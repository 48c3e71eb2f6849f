//! `cairn build`: the folder that a web team hosts.

use super::files::{brotli, gzip, read, with_suffix, write};
use super::glue;
use super::module::{Finished, MODULES};
use super::root::{root, shown};
use super::run::minified;
use super::sizes::{Size, Sizes};
use super::{code, studio, toolchain, words};
use anyhow::{Context, Result};
use serde_json::{Map, json};
use std::fs;
use std::path::Path;
use std::thread;

/// What else goes beside the scripts, where it exists.
const COMPANIONS: [&str; 5] =
    ["www/cairn.d.ts", "www/cairn.schema.json", "LICENSE", "LICENSE-MIT", "LICENSE-APACHE"];

/// Builds everything into `out`; gives the sizes of what ships.
pub fn build(out: &Path) -> Result<Sizes> {
    let out = root().join(out);
    toolchain::ready()?;
    // Side by side: linking a module keeps one core busy.
    let (modules, studio) = thread::scope(|scope| {
        let studio = scope.spawn(studio::parts);
        let work = MODULES.map(|module| {
            let out = &out;
            scope.spawn(move || {
                let finished = module.finish(&module.compile()?)?;
                let wasm = ship(out, &finished.wasm.0, &finished.wasm.1)?;
                let js = ship(out, &finished.js.0, &finished.js.1)?;
                anyhow::Ok((finished, [wasm, js]))
            })
        });
        let modules = work.into_iter().map(joined).collect::<Result<Vec<_>>>()?;
        anyhow::Ok((modules, joined(studio)?))
    })?;
    let (finished, sizes): (Vec<_>, Vec<_>) = modules.into_iter().unzip();

    for companion in COMPANIONS.map(|file| root().join(file)).iter().filter(|file| file.is_file()) {
        let name = companion.file_name().context("a file has a name")?;
        write(&out.join(name), &read(companion)?)?;
    }
    // Last, since it names the others: a page never meets a loader whose modules are not there yet.
    let loader = loader(&finished)?;
    let mut files = vec![ship(&out, "cairn.js", &loader)?];
    files.extend(sizes.into_iter().flatten());
    for (_, name, content) in words::ENGINE.files().chain(words::PANEL.files()) {
        files.push(ship(&out, &name, content.as_bytes())?);
    }
    files.push(ship(&out, &code::name()?, code::script()?.as_bytes())?);
    remove_stale(&out, &files)?;
    let panel = finished.iter().find(|it| it.module.name == "panel").context("there is a panel")?;
    files.extend(studio::build(&out, &studio, panel)?);
    let sizes = Sizes::new(files);
    write(&out.join("sizes.json"), sizes.to_json().as_bytes())?;
    Ok(sizes)
}

/// The loader, told what the modules' files are called, with its style inside.
fn loader(finished: &[Finished]) -> Result<Vec<u8>> {
    let files: Map<_, _> =
        finished.iter().map(|it| (it.module.name.to_string(), json!(it.stem))).collect();
    let style = minified("www/cairn.css", &["--loader=css"])?;
    let script = minified(
        "www/cairn.js",
        &[
            "--loader=js",
            "--format=iife",
            "--target=es2022",
            // Names of our own on the element, which nobody else may use.
            "--mangle-props=^(slotted|opened|appear|count|reveal|toggle|hear|rest|update|button|coming|bring)$",
            &format!("--define:CAIRN_FILES={}", serde_json::to_string(&files)?),
            &format!("--define:CAIRN_STYLE={}", json!(style.trim_end())),
        ],
    )?;
    glue::inspected("the loader", &script)?;
    Ok(script.into_bytes())
}

/// Writes a file with its compressed forms beside it; gives their sizes.
pub fn ship(out: &Path, name: &str, content: &[u8]) -> Result<Size> {
    let path = out.join(name);
    let (br, gz) = (with_suffix(&path, ".br"), with_suffix(&path, ".gz"));
    let known = name != "cairn.js"
        && fs::read(&path).is_ok_and(|old| old == content)
        && br.is_file()
        && gz.is_file();
    if !known {
        write(&gz, &gzip(content)?)?;
        write(&br, &brotli(content)?)?;
        // After its compressed forms: where it is, they are.
        write(&path, content)?;
    }
    let length = |path: &Path| fs::metadata(path).map(|it| it.len()).with_context(|| shown(path));
    Ok(Size {
        file: name.to_string(),
        raw: length(&path)?,
        gzip: length(&gz)?,
        brotli: length(&br)?,
    })
}

/// Removes modules of earlier builds.
fn remove_stale(out: &Path, current: &[Size]) -> Result<()> {
    for entry in fs::read_dir(out).with_context(|| shown(out))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let kinds = MODULES.iter().map(|module| module.name).chain([
            words::ENGINE.name,
            words::PANEL.name,
            code::NAME,
        ]);
        let ours = kinds.into_iter().any(|kind| is_module_file(&name, kind));
        if ours && !current.iter().any(|size| name.starts_with(&size.file)) {
            fs::remove_file(&path)
                .with_context(|| format!("{} could not be removed", shown(&path)))?;
        }
    }
    Ok(())
}

/// Whether `name` is a file of this module, from this build or an earlier one.
fn is_module_file(name: &str, module: &str) -> bool {
    let hash_and_endings = name.strip_prefix(module).and_then(|rest| rest.strip_prefix('-'));
    hash_and_endings.and_then(|rest| rest.split_once('.')).is_some_and(|(hash, _)| {
        hash.len() == 10 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

fn joined<T>(work: thread::ScopedJoinHandle<'_, Result<T>>) -> Result<T> {
    work.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_hashed_files_are_ever_removed() {
        for (ours, kind) in [
            ("engine-0123456789.js", "engine"),
            ("engine-0123456789.wasm.br", "engine"),
            ("words-0123456789.de.txt", "words"),
        ] {
            assert!(is_module_file(ours, kind), "{ours}");
        }
        for other in [
            "engine.js",
            "engine-notes.txt",
            "engineer-0123456789.js",
            "cairn.js",
            "engine-01234567zz.js",
        ] {
            assert!(!is_module_file(other, "engine"), "{other}");
        }
    }
}
