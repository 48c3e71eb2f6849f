//! The JavaScript around a module: what wasm-bindgen writes, made safe for a host page and small.

use anyhow::{Result, bail};
use std::fmt::Write as _;

/// Keeps panics and exceptions away from the page.
pub const CONTAIN: &str = include_str!("contain.js");
/// Loads the module.
pub const LOAD: &str = include_str!("load.js");

/// Brings texts into the module and out of it.
pub const TEXTS: &str = include_str!("texts.js");

/// The functions of wasm-bindgen's glue that [`TEXTS`] takes the place of, and what belongs to them alone.
const REPLACED: [&str; 6] = [
    "function getDataViewMemory0(",
    "function passStringToWasm0(",
    "function decodeText(",
    "if (!('encodeInto' in ",
    "const MAX_SAFARI_DECODE_BYTES = ",
    "let numBytesDecoded = ",
];

/// Where wasm-bindgen's glue takes the instance's exports: each of them is wrapped there.
const TAKES_EXPORTS: &str = "wasm = instance.exports;";
/// Where wasm-bindgen's glue begins to load the module, in more ways than Cairn has: [`LOAD`] takes the place of all that
/// follows.
const LOADS: &str = "async function __wbg_load(";
/// What may never stand in a script of ours: a strict policy of the host page refuses each of them.
const FORBIDDEN: [&str; 4] = ["innerHTML", "outerHTML", "eval(", "new Function"];

/// Wraps the exports, and loads `module` in its own way; `several` are the exports that return more than one value, `own` is
/// what this module alone has beside them.
pub fn contained(glue: &str, module: &str, several: &[String], own: &str) -> Result<String> {
    let mut list = String::new();
    for name in several {
        write!(list, "'{name}',")?;
    }
    let glue =
        replace_once(glue, TAKES_EXPORTS, &format!("wasm = contain(instance.exports, [{list}]);"))?;
    let load = replace_once(LOAD, "MODULE", module)?;
    let glue = REPLACED.iter().try_fold(glue, |glue, begin| without(&glue, begin))?;
    let whole = replace_once(&glue, LOADS, &format!("{TEXTS}\n{CONTAIN}\n{own}\n{load}{LOADS}"))?;
    Ok(whole.split(LOADS).next().unwrap_or_default().to_string())
}

/// Hands the module JavaScript's own `Math`, where wasm-bindgen would look for a file of that name.
pub fn with_math(glue: &str) -> String {
    let (mut own, mut handed) = (String::with_capacity(glue.len()), false);
    for line in glue.split_inclusive('\n') {
        if line.starts_with("        \"Math\": import") {
            // Once for each function.
            own.push_str(if handed { "" } else { "        Math,\n" });
            handed = true;
        } else if !(line.starts_with("import ") && line.ends_with("from \"Math\"\n")) {
            own.push_str(line);
        }
    }
    own
}

/// Refuses a script with something in it that a strict page would refuse.
pub fn inspected(name: &str, script: &str) -> Result<()> {
    if let Some(found) = FORBIDDEN.into_iter().find(|word| script.contains(word)) {
        bail!(
            "the script of {name} contains `{found}`, which a page with Trusted Types or a strict Content \
             Security Policy refuses. In a Leptos view the usual cause is an element whose text is a \
             literal: write <p>{{TEXT}}</p> with a constant instead of <p>\"text\"</p>"
        );
    }
    Ok(())
}

/// Replaces what must be there exactly once.
pub fn replace_once(glue: &str, anchor: &str, with: &str) -> Result<String> {
    let found = glue.matches(anchor).count();
    if found != 1 {
        bail!(
            "wasm-bindgen's glue contains `{anchor}` {found} times instead of once, so it cannot be adapted. Its form has changed with a new version: adapt src/cli/glue.rs to it"
        );
    }
    Ok(glue.replacen(anchor, with, 1))
}

/// Takes out a statement that begins a line so and is there exactly once: up to the end of the line, or up to the bracket
/// that closes it.
fn without(glue: &str, begin: &str) -> Result<String> {
    let start = format!("\n{begin}");
    let glue = replace_once(glue, &start, &start)?;
    let (before, rest) = glue.split_once(&start).unwrap_or_default();
    let first = rest.lines().next().unwrap_or_default();
    let end = if first.ends_with('{') { "\n}\n" } else { "\n" };
    let (_, after) = rest.split_once(end).unwrap_or_default();
    Ok(format!("{before}\n{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "wasm = instance.exports;
function passStringToWasm0(arg) {
    old();
}
function decodeText(bytes) {
    old();
}
function getDataViewMemory0() {
    old();
}
if (!('encodeInto' in cachedTextEncoder)) {
    old();
}
const MAX_SAFARI_DECODE_BYTES = 1;
let numBytesDecoded = 0;
async function __wbg_load(module) {}";

    #[test]
    fn exports_are_wrapped_and_loading_is_our_own() {
        let glue = contained(GLUE, "panel_bg.wasm", &["name".into()], "own()").unwrap();
        assert!(glue.contains("contain(instance.exports, ['name',])"));
        assert!(glue.contains("function contain(") && glue.contains("new URL('panel_bg.wasm'"));
        assert!(glue.contains("own()") && !glue.contains("__wbg_load"));
        assert!(glue.contains("function passStringToWasm0(text") && !glue.contains("old()"));
    }

    #[test]
    fn a_glue_of_another_form_is_refused_by_name() {
        for glue in ["", &GLUE.repeat(2)] {
            let refused = contained(glue, "panel_bg.wasm", &[], "").unwrap_err().to_string();
            assert!(refused.contains("wasm = instance.exports;"), "{refused}");
        }
    }

    #[test]
    fn the_functions_of_math_are_those_of_the_page() {
        let glue =
            "import * as import1 from \"Math\"\nimport * as import2 from \"Math\"\n    return {
        \"./panel_bg.js\": import0,
        \"Math\": import1,
        \"Math\": import2,
    };\n";
        let own = "    return {\n        \"./panel_bg.js\": import0,\n        Math,\n    };\n";
        assert_eq!(with_math(glue), own);
        assert_eq!(with_math(own), own);
    }

    #[test]
    fn scripts_that_strict_pages_refuse_are_refused_here() {
        assert!(inspected("panel", "a.innerHTML = b").is_err());
        assert!(inspected("panel", "a.textContent = b").is_ok());
    }
}
