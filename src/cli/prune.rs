//! What a dependency brings along and nothing here calls: taken out of the module and out of its glue.
//!
//! An export keeps alive all that it can reach, and the glue's imports keep their JavaScript. Both halves
//! only see themselves, so they are pruned in turns until nothing more falls away.

use std::collections::{HashMap, HashSet};
use std::mem;
use walrus::Module;

/// Classes for streams that come with Leptos' server functions: exported, and never used by a panel.
const FOREIGN: [&str; 3] =
    ["IntoUnderlyingByteSource", "IntoUnderlyingSink", "IntoUnderlyingSource"];

/// How the names begin that wasm-bindgen makes up.
const GENERATED: [&str; 3] = ["__wb", "wasm_bindgen__", "__externref_"];

/// Takes the classes of others out of wasm-bindgen's glue. Where there are none, it stays as it is.
pub fn without_foreign_classes(glue: &str) -> String {
    let mut glue = glue.to_string();
    for class in FOREIGN {
        cut(&mut glue, &format!("export class {class} {{\n"), "\n}\n");
        cut(&mut glue, &format!("if (Symbol.dispose) {class}.prototype"), "\n");
        cut(&mut glue, &format!("const {class}Finalization = "), ";\n");
    }
    glue
}

/// Takes the exports out of the module that `script` never mentions, with all that only they reach. Says
/// whether there were any.
pub fn unmentioned_exports(module: &mut Module, script: &str) -> bool {
    let words: HashSet<&str> = script.split(separates).collect();
    let unmentioned: Vec<_> = module
        .exports
        .iter()
        .filter(|it| !words.contains(it.name.as_str()))
        .map(walrus::Export::id)
        .collect();
    for id in &unmentioned {
        module.exports.delete(*id);
    }
    walrus::passes::gc::run(module);
    !unmentioned.is_empty()
}

/// Takes the functions out of the glue that the module no longer imports.
pub fn without_unused_imports(glue: &str, module: &Module) -> String {
    let imported: HashSet<&str> =
        module.imports.iter().map(|import| import.name.as_str()).collect();
    let mut kept = String::with_capacity(glue.len());
    let mut skipping = false;
    for line in glue.split_inclusive('\n') {
        // Each import is a field of an object, eight spaces deep, and so is the bracket that closes it.
        let field = line.strip_prefix("        ").filter(|line| line.starts_with("__wb"));
        if let Some((name, _)) = field.and_then(|field| field.split_once(": function")) {
            skipping = !imported.contains(name);
        }
        if !skipping {
            kept.push_str(line);
        } else if line.starts_with("        }") {
            skipping = false;
        }
    }
    kept
}

/// Gives short names to what only module and glue call by name: wasm-bindgen's end in hashes, which nothing
/// compresses, in both halves.
pub fn short_names(module: &mut Module, script: &str) -> String {
    let imports = module.imports.iter_mut().map(|import| &mut import.name);
    let exports = module.exports.iter_mut().map(|export| &mut export.name);
    let generated =
        imports.chain(exports).filter(|name| GENERATED.iter().any(|front| name.starts_with(front)));
    let mut short = HashMap::new();
    for (index, name) in generated.enumerate() {
        let new = format!("_{index}");
        short.insert(mem::replace(name, new.clone()), new);
    }
    let mut renamed = String::with_capacity(script.len());
    for piece in script.split_inclusive(separates) {
        let word = piece.trim_end_matches(separates);
        renamed.push_str(short.get(word).map_or(word, String::as_str));
        renamed.push_str(&piece[word.len()..]);
    }
    // The place where they all come from is a name for them, too.
    for import in module.imports.iter_mut() {
        if import.module.ends_with("_bg.js") {
            let place = mem::replace(&mut import.module, "_".into());
            renamed = renamed.replace(&format!("\"{place}\":"), "_:");
        }
    }
    renamed
}

/// Whether a sign ends a name in JavaScript.
fn separates(sign: char) -> bool {
    !(sign.is_alphanumeric() || "_$".contains(sign))
}

/// Removes the text from `start` to the first `end` after it, if it is there.
fn cut(text: &mut String, start: &str, end: &str) {
    let Some(from) = text.find(start) else { return };
    if let Some(length) = text[from..].find(end) {
        text.replace_range(from..from + length + end.len(), "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "export class IntoUnderlyingSink {
    close() {
    }
}
if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = IntoUnderlyingSink.prototype.free;
export class Panel {
}
    const import0 = {
        __wbg_used: function(arg0) {
            return 1;
        },
        __wbg_unused: function() { return handleError(function (arg0) {
            return 2;
        }, arguments); },
    };
const IntoUnderlyingSinkFinalization = (typeof FinalizationRegistry === 'undefined')
    ? {} : new FinalizationRegistry(ptr => wasm.free(ptr, 1));
last();
";

    #[test]
    fn foreign_classes_go_and_our_own_stay() {
        let glue = without_foreign_classes(GLUE);
        assert!(!glue.contains("IntoUnderlying"), "{glue}");
        assert!(
            glue.starts_with("export class Panel {\n}\n") && glue.ends_with("};\nlast();\n"),
            "{glue}"
        );
    }

    #[test]
    fn both_halves_are_renamed_alike_and_the_api_is_not() {
        let mut module = Module::default();
        for (export, import) in [("show", "__wbg_get_1f"), ("__wbindgen_free", "__wbg_get_1f2e")] {
            let ty = module.types.add(&[], &[]);
            let (callee, _) = module.add_import_func("./panel_bg.js", import, ty);
            module.exports.add(export, callee);
        }
        let script = "a={__wbg_get_1f:b,__wbg_get_1f2e:c};w.show(w.__wbindgen_free)";
        assert_eq!(short_names(&mut module, script), "a={_0:b,_1:c};w.show(w._2)");
        let imports: Vec<_> = module.imports.iter().map(|import| import.name.as_str()).collect();
        let exports: Vec<_> = module.exports.iter().map(|export| export.name.as_str()).collect();
        assert_eq!((imports, exports), (vec!["_0", "_1"], vec!["show", "_2"]));
    }

    #[test]
    fn exports_that_no_script_mentions_take_their_imports_with_them() {
        let mut module = Module::default();
        for (export, import) in [("panel_show", "__wbg_used"), ("panel_sho", "__wbg_unused")] {
            let ty = module.types.add(&[], &[]);
            let (imported, _) = module.add_import_func("./panel_bg.js", import, ty);
            let mut body = walrus::FunctionBuilder::new(&mut module.types, &[], &[]);
            body.func_body().call(imported);
            let exported = body.finish(vec![], &mut module.funcs);
            module.exports.add(export, exported);
        }
        assert!(unmentioned_exports(&mut module, "a.panel_show(b)"));
        assert!(!unmentioned_exports(&mut module, "a.panel_show(b)"));
        let glue = without_unused_imports(GLUE, &module);
        assert!(glue.contains("__wbg_used") && glue.contains("return 1;"), "{glue}");
        assert!(!glue.contains("__wbg_unused") && !glue.contains("return 2;"), "{glue}");
        assert!(glue.contains("    };\nconst Into"), "{glue}");
    }
}
