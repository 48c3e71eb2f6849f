//! Holds the house as it is drawn in `src/lib.rs`: who may import whom, and what the engine must not touch.
//!
//! Plain file reading. What stands in comments and in texts is not looked at.

use std::fs;
use std::path::{Path, PathBuf};

const LONGEST: usize = 400;

/// What a pure engine has no business with: hosts, clocks, files, chance, formats.
const IMPURE: [&str; 17] = [
    "wasm_bindgen",
    "web_sys",
    "js_sys",
    "gloo_",
    "leptos",
    "serde",
    "jsonc_parser",
    "rand",
    "Instant",
    "SystemTime",
    "std::fs",
    "std::env",
    "std::thread",
    "std::net",
    "std::process",
    "println!",
    "thread_local!",
];

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 4] = ["util", "helper", "manager", "handler"];

/// A part of the library and the parts that it must not know.
const STRANGERS: [(&str, &[&str]); 6] = [
    ("src/engine", &["browser", "panel", "cli", "check", "studio"]),
    ("src/browser", &["panel", "cli", "check", "studio"]),
    ("src/panel", &["browser", "cli", "check", "studio"]),
    ("src/check", &["browser", "panel", "cli", "studio"]),
    ("src/cli", &["browser", "panel", "studio"]),
    ("src/studio", &["browser", "panel", "cli"]),
];

#[test]
fn parts_import_only_what_stands_below_them() {
    let mut found = Vec::new();
    for (part, strangers) in STRANGERS {
        for source in sources(part) {
            for (line, module) in source.imports_from_the_crate() {
                if strangers.contains(&module.as_str()) {
                    found.push(source.at(line, &format!(
                        "{part} imports crate::{module}: move what both need into the engine, or hand it over as an argument"
                    )));
                }
            }
        }
    }
    nothing(&found);
}

#[test]
fn the_engine_is_pure() {
    let mut found = Vec::new();
    for source in sources("src/engine") {
        for (index, line) in source.code.lines().enumerate() {
            for word in IMPURE.iter().filter(|word| mentions(line, word)) {
                found.push(source.at(index + 1, &format!(
                    "the engine mentions `{word}`: let the edge do that, and take its result (a time, a seed, a value) as an argument"
                )));
            }
        }
    }
    nothing(&found);
}

#[test]
fn files_stay_readable() {
    let long = sources("src").into_iter().filter(|source| source.code.lines().count() > LONGEST);
    let found: Vec<_> = long
        .map(|source| source.at(LONGEST, "the file is longer than 400 lines: split it by noun"))
        .collect();
    nothing(&found);
}

#[test]
fn files_are_named_for_what_is_in_them() {
    let mut found = Vec::new();
    for source in sources("src") {
        let name = source.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if EMPTY_NAMES.iter().any(|empty| name.starts_with(empty)) {
            found.push(
                source.at(1, "the name says nothing: name the file for the one thing it does"),
            );
        }
    }
    nothing(&found);
}

#[test]
fn the_check_itself_sees_every_form_of_import() {
    let text = r#"
use crate::{engine::{Slate, plan}, panel, words::Words as Value};
use crate :: browser;
fn f() { crate::cli::run(); } // crate::comment
/* crate::block */ const S: &str = "crate::text";
"#;
    let source = Source { path: "x.rs".into(), code: without_words(text) };
    let seen: Vec<String> = source
        .imports_from_the_crate()
        .into_iter()
        .map(|(at, name)| format!("{at} {name}"))
        .collect();
    assert_eq!(seen, ["2 engine", "2 panel", "2 words", "3 browser", "4 cli"]);
    assert!(mentions("use std::time::Instant;", "Instant") && mentions("gloo_timers::x", "gloo_"));
    assert!(!mentions("let operand = 1;", "rand") && !mentions("Instantly", "Instant"));
}

/// A file of Rust, its comments and texts blanked out, its lines where they were.
struct Source {
    path: PathBuf,
    code: String,
}

impl Source {
    fn at(&self, line: usize, what: &str) -> String {
        format!("{}:{line}: {what}", self.path.display())
    }

    /// The top modules named after `crate::`, each with its line.
    fn imports_from_the_crate(&self) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for (start, _) in self.code.match_indices("crate") {
            let line = self.code[..start].matches('\n').count() + 1;
            let starts_a_word = !self.code[..start]
                .ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$');
            let rest = self.code[start + "crate".len()..].trim_start();
            let Some(rest) = rest.strip_prefix("::").filter(|_| starts_a_word) else { continue };
            found.extend(first_names(rest.trim_start()).into_iter().map(|name| (line, name)));
        }
        found
    }
}

/// `a::b` → a; `{a::{b, c}, d}` → a, d.
fn first_names(path: &str) -> Vec<String> {
    let name =
        |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let Some(inside) = path.strip_prefix('{') else { return vec![name(path)] };
    let mut names = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    for (at, character) in inside.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                names.push(name(&inside[start..at]));
                start = at + 1;
                if character == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Whether `line` contains `word` where a word starts, and, unless it ends in `_` or `!`, where one ends.
/// `serde` also stands for `serde_json` and its like.
fn mentions(line: &str, word: &str) -> bool {
    let part_of_a_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(start, _)| {
        let before = line[..start].ends_with(part_of_a_word);
        let after = line[start + word.len()..].starts_with(part_of_a_word);
        !before && (!after || word.ends_with('_') || word == "serde")
    })
}

/// Blanks comments and texts out, keeping the lines.
fn without_words(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' => text_length(rest),
            '\'' if rest.starts_with("'\"'") => 3,
            'r' if !code.ends_with(|c: char| c.is_alphanumeric() || c == '_') => raw_length(rest),
            _ => 0,
        };
        if length == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            code.extend(rest[..length].chars().filter(|c| *c == '\n'));
            code.push(' ');
            rest = &rest[length..];
        }
    }
    code
}

/// How long the text in quotes is that `rest` starts with.
fn text_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// How long the raw text is that `rest` starts with; 0 if it is none.
fn raw_length(rest: &str) -> usize {
    let marks = rest[1..].chars().take_while(|c| *c == '#').count();
    if !rest[1 + marks..].starts_with('"') {
        return 0;
    }
    let end = format!("\"{}", "#".repeat(marks));
    let open = marks + 2;
    rest[open..].find(&end).map_or(rest.len(), |at| open + at + end.len())
}

/// The Rust files of a folder, or the one file named.
fn sources(part: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(part)];
    while let Some(path) = folders.pop() {
        if path.is_dir() {
            folders.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let code = without_words(&fs::read_to_string(&path).unwrap());
            found.push(Source { path: path.strip_prefix(root).unwrap().to_path_buf(), code });
        }
    }
    assert!(
        !found.is_empty(),
        "{part} holds no Rust file: has it moved? Then tell tests/architecture.rs"
    );
    found
}

fn nothing(found: &[String]) {
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}
