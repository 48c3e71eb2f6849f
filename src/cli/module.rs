//! One wasm module: from the library and a feature to two small files.

use super::files::{fingerprint, read, write};
use super::root::{root, target};
use super::run::{cargo, minified, node_tool, pipe, run, step};
use super::{code, glue, math, order, prune, toolchain, trap, words};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use walrus::{ExportItem, ModuleConfig};
use wasm_bindgen_cli_support::Bindgen;

/// A module of the widget.
#[derive(Clone, Copy)]
pub struct Module {
    /// What its files are called.
    pub name: &'static str,
    /// The feature of the library that makes it.
    pub feature: &'static str,
    /// Texts of the libraries that it has and never says.
    unsaid: &'static [&'static str],
    /// JavaScript of its own beside the glue.
    own: fn() -> Result<String>,
}

/// The two modules, in the order in which a page needs them.
pub const MODULES: [Module; 2] = [
    Module { name: "engine", feature: "browser", unsaid: &[DIGITS, CLOSURE], own: engine_script },
    Module { name: "panel", feature: "panel", unsaid: &[], own: panel_script },
];

#[expect(clippy::unnecessary_wraps, reason = "as the panel's, which may fail")]
/// The engine's own JavaScript: what touches the page, and what fetches its words.
fn engine_script() -> Result<String> {
    Ok([include_str!("../browser/page.js"), &words::ENGINE.script()].concat())
}

/// The panel's: besides, search, and what is taken along.
fn panel_script() -> Result<String> {
    let script = include_str!("../panel/page.js").replace("QR_FILE", &code::name()?);
    let english = json!(include_str!("../panel/words/en.txt")).to_string();
    let script = script.replace("ENGLISH", &english);
    let style = minified("src/panel/panel.css", &["--loader=css"])?;
    let script = script.replace("STYLE", &json!(style.trim_end()).to_string());
    // The bundler finds the files that it imports, wherever the glue is.
    let folder = root().join("src/panel");
    let script = script.replace("from './", &format!("from '{}/", folder.display()));
    // What changes in them changes the module.
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|ending| ending == "js"));
    files.sort();
    let imported = files.iter().map(|path| read(path)).collect::<Result<Vec<_>>>()?.concat();
    let imported = fingerprint(&[&imported]);
    Ok([&script, &words::PANEL.script(), "// ", &imported, "\n"].concat())
}

/// What the standard library writes numbers with; the engine has its own way.
const DIGITS: &str = "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
                      5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";
/// What a closure says; the engine has none.
const CLOSURE: &str = "closure invoked recursively or after being dropped";

/// Bytes of its stack. With the usual megabyte, what stands behind it has addresses of a byte more.
const STACK: u32 = 1 << 19;

/// A module as it ships.
pub struct Finished {
    /// The module it is.
    pub module: Module,
    /// What both files are called, without their endings.
    pub stem: String,
    /// Name and content of the wasm file.
    pub wasm: (String, Vec<u8>),
    /// Name and content of its glue.
    pub js: (String, Vec<u8>),
}

impl Module {
    /// Where cargo builds it. Two modules of one library would overwrite each other in one folder, and
    /// each would be linked anew every time.
    pub fn target(self) -> PathBuf {
        target().join(self.name)
    }

    /// Compiles it; gives what rustc wrote.
    pub fn compile(self) -> Result<Vec<u8>> {
        compiled(self.name, self.feature, "wasm", &self.target())
    }

    /// Makes the compiled module ready to ship; remembers the result for the same input.
    pub fn finish(self, compiled: &[u8]) -> Result<Finished> {
        let folder = target().join("cairn").join(format!(
            "{}-{}",
            self.name,
            recipe(compiled, &(self.own)()?)?
        ));
        if let Some(finished) = self.remembered(&folder) {
            return Ok(finished);
        }
        self.forget_earlier();
        let finished = step(&format!("Shrinking the {} module", self.name), || {
            self.shrink(compiled, &folder)
        })?;
        for (name, content) in [&finished.wasm, &finished.js] {
            write(&folder.join("out").join(name), content)?;
        }
        Ok(finished)
    }

    fn shrink(self, compiled: &[u8], folder: &Path) -> Result<Finished> {
        Bindgen::new()
            .input_module(self.name, math::from_browser(trap::panics(compiled, self.unsaid)?))
            .web(true)?
            .typescript(false)
            .remove_name_section(true)
            .remove_producers_section(true)
            .generate(folder)
            .with_context(|| format!("wasm-bindgen could not read the {} module", self.name))?;
        let generated = self.generated();
        let pruned = folder.join("pruned.wasm");
        let mut module = ModuleConfig::new()
            .generate_name_section(false)
            .generate_producers_section(false)
            .parse_file(folder.join(&generated))?;
        let script = self.prune(&mut module, folder)?;
        let script = prune::short_names(&mut module, &script);
        module.emit_wasm_file(&pruned)?;

        let small = folder.join("small.wasm");
        let mut wasm_opt = node_tool("wasm-opt");
        // From a flat form it finds more to shorten than from what LLVM wrote; large functions that are called once
        // compress better where they stand; the low end of the stack is as good as unused; Rust asks before it does what would
        // trap by itself. The features in use are
        // read from the module, so they are stripped last, with the names that sort it.
        wasm_opt
            .arg(pruned)
            .args(["--low-memory-unused", "--ignore-implicit-traps"])
            .args(["--one-caller-inline-max-function-size", "20"])
            .args([
                "--flatten",
                "--rereloop",
                "-Oz",
                "--gufa-optimizing",
                "-Oz",
                "-Oz",
                "--reorder-functions",
                "-o",
            ])
            .arg(&small);
        run("wasm-opt", &mut wasm_opt)?;
        let wasm = order::alike(&read(&small)?, folder)?;
        glue::inspected(self.name, &script)?;
        let stem = self.stem(&wasm, &script);
        let wasm_name = format!("{stem}.wasm");
        let js = glue::replace_once(&script, &generated, &wasm_name)?.into_bytes();
        Ok(Finished { module: self, wasm: (wasm_name, wasm), js: (format!("{stem}.js"), js), stem })
    }

    /// `engine-0123456789`: the name of both files, which changes with either, so that they may be cached for ever.
    fn stem(self, wasm: &[u8], script: &str) -> String {
        format!("{}-{}", self.name, &fingerprint(&[wasm, script.as_bytes()])[..10])
    }

    /// What wasm-bindgen calls the module.
    fn generated(self) -> String {
        format!("{}_bg.wasm", self.name)
    }

    /// The small form of the glue, with nothing in it, nor in the module, that the other does not need.
    fn prune(self, module: &mut walrus::Module, folder: &Path) -> Result<String> {
        let glue = String::from_utf8(read(&folder.join(format!("{}.js", self.name)))?)?;
        let mut glue = prune::without_foreign_classes(&glue::with_math(&glue));
        loop {
            let contained = glue::contained(
                &glue,
                &self.generated(),
                &returning_several(module),
                &(self.own)()?,
            )?;
            let script = self.bundle(&contained, folder)?;
            if !prune::unmentioned_exports(module, &script) {
                return Ok(script);
            }
            glue = prune::without_unused_imports(&glue, module);
        }
    }

    fn bundle(self, glue: &str, folder: &Path) -> Result<String> {
        let script = folder.join(format!("{}.js", self.name));
        write(&script, glue.as_bytes())?;
        let mut esbuild = node_tool("esbuild");
        // Bundled, because a dependency may bring JavaScript of its own beside the glue.
        esbuild.arg(script).args([
            "--bundle",
            "--minify",
            // What goes wrong has a name, and the loader says it.
            "--drop:console",
            "--format=esm",
            "--target=es2022",
            "--log-level=warning",
        ]);
        Ok(String::from_utf8(pipe("esbuild", &mut esbuild, &[])?)?)
    }

    /// Makes room: only the newest result is worth its bytes.
    fn forget_earlier(self) {
        let earlier = format!("{}-", self.name);
        for entry in fs::read_dir(target().join("cairn")).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(&earlier) {
                // What cannot be removed costs some room, and nothing else.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }

    /// The result of an earlier run with the same input, if it is whole.
    fn remembered(self, folder: &Path) -> Option<Finished> {
        let named = |ending: &str| {
            let entries = fs::read_dir(folder.join("out")).ok()?;
            let mut paths = entries.flatten().map(|entry| entry.path());
            let path = paths.find(|path| path.extension().is_some_and(|it| it == ending))?;
            Some((path.file_name()?.to_str()?.to_owned(), fs::read(&path).ok()?))
        };
        let (wasm, js) = (named("wasm")?, named("js")?);
        let script = String::from_utf8(js.1.clone()).ok()?.replace(&wasm.0, &self.generated());
        let stem = self.stem(&wasm.1, &script);
        // A run that was cut short may have left half a file: its name tells.
        let whole = wasm.0 == format!("{stem}.wasm") && js.0 == format!("{stem}.js");
        whole.then_some(Finished { module: self, wasm, js, stem })
    }
}

/// The library as a wasm module with this feature, as rustc writes it under this profile into this folder.
pub fn compiled(name: &str, feature: &str, profile: &str, target: &Path) -> Result<Vec<u8>> {
    step(&format!("Compiling the {name} module"), || {
        let mut child = cargo()
            .args(["rustc", "--lib", "--features", feature, "--target", toolchain::WASM])
            .args(["--profile", profile, "--crate-type", "cdylib"])
            .args(["--message-format", "json-render-diagnostics", "--target-dir"])
            .arg(target)
            .args(["--", "-C", &format!("link-arg=-zstack-size={STACK}")])
            .stdout(Stdio::piped())
            .spawn()
            .context("cargo could not be started")?;
        let stdout = child.stdout.take().context("a piped child has a standard output")?;
        let messages = std::io::read_to_string(stdout)?;
        if !child.wait()?.success() {
            bail!("the {name} module does not compile; cargo's own messages are above");
        }
        read(&artifact(&messages).context("cargo named no wasm file among what it built")?)
    })
}

/// What decides the finished module: the compiled one, the pinned tools, and how we use them.
fn recipe(compiled: &[u8], own: &str) -> Result<String> {
    let lock = read(&root().join("Cargo.lock"))?;
    let packages = read(&root().join("package-lock.json"))?;
    let how = [
        own,
        glue::CONTAIN,
        glue::LOAD,
        glue::TEXTS,
        include_str!("glue.rs"),
        include_str!("math.rs"),
        include_str!("prune.rs"),
        include_str!("module.rs"),
        include_str!("order.rs"),
        include_str!("trap.rs"),
    ]
    .concat();
    Ok(fingerprint(&[compiled, &lock, &packages, how.as_bytes()]))
}

/// The wasm file among cargo's messages.
fn artifact(messages: &str) -> Option<PathBuf> {
    let built = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let ours = built.filter(|message| {
        message["reason"] == "compiler-artifact" && message["target"]["name"] == "cairn"
    });
    let files: Vec<Value> =
        ours.filter_map(|message| message["filenames"].as_array().cloned()).flatten().collect();
    let mut wasm = files.iter().filter_map(Value::as_str).map(PathBuf::from);
    wasm.rfind(|file| file.extension().is_some_and(|ending| ending == "wasm"))
}

/// The exports that return more than one value.
fn returning_several(module: &walrus::Module) -> Vec<String> {
    let several = module.exports.iter().filter(|export| match export.item {
        ExportItem::Function(id) => module.types.get(module.funcs.get(id).ty()).results().len() > 1,
        _ => false,
    });
    several.map(|export| export.name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wasm_file_is_found_among_cargos_messages() {
        let messages = r#"{"reason":"compiler-artifact","target":{"name":"other"},"filenames":["/t/other.wasm"]}
not json
{"reason":"compiler-artifact","target":{"name":"cairn"},"filenames":["/t/cairn.d","/t/cairn.wasm"]}
{"reason":"build-finished","success":true}"#;
        assert_eq!(artifact(messages), Some(PathBuf::from("/t/cairn.wasm")));
        assert_eq!(artifact(""), None);
    }

    #[test]
    fn the_name_changes_with_either_file() {
        let [engine, _] = MODULES;
        let stem = engine.stem(b"a", "b");
        assert_eq!(stem.len(), "engine-0123456789".len());
        for (wasm, script) in [(b"x", "b"), (b"a", "x")] {
            assert_ne!(engine.stem(wasm, script), stem);
        }
    }
}
