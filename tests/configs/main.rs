//! A folder of configs, most of them broken in one way: what `cairn check` says of each stands beside it, and the schema
//! agrees with the reader on each. `MEND=1 cargo test --test configs` writes what is said now.
#![cfg(feature = "cli")]

use cairn::cli::schema::OF_FORM;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    env!("CARGO_MANIFEST_DIR").into()
}

fn check(arguments: &[&str]) -> Output {
    let mut cairn = Command::new(env!("CARGO_BIN_EXE_cairn"));
    cairn.current_dir(root()).arg("check").args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The configs of the folder, as written from the root.
fn configs() -> Vec<String> {
    let files = fs::read_dir(root().join("tests/configs")).unwrap();
    let mut names: Vec<String> = files
        .map(|file| format!("tests/configs/{}", file.unwrap().file_name().display()))
        .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "json"))
        .collect();
    names.sort();
    assert!(names.len() > 40, "{names:?}");
    names
}

/// The codes of what is found, errors alone.
fn errors(config: &str) -> Vec<String> {
    let lines = said(&check(&[config, "--format", "json"]));
    let found = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    found
        .filter(|found| found["level"] == "error")
        .map(|found| found["code"].as_str().unwrap().to_string())
        .collect()
}

#[test]
fn each_finding_is_said_as_it_stands_beside_its_config() {
    let mut wrong = Vec::new();
    for config in configs() {
        let output = check(&[&config]);
        let (now, beside) = (said(&output), root().join(config.replace(".json", ".txt")));
        if std::env::var_os("MEND").is_some() {
            fs::write(&beside, &now).unwrap();
        }
        if fs::read_to_string(&beside).unwrap_or_default() != now {
            wrong.push(format!("{config}:\n{now}"));
        }
        let has_errors = !now.lines().last().unwrap_or_default().starts_with("0 errors");
        assert_eq!(output.status.code(), Some(i32::from(has_errors)), "{config}");
    }
    let mend = "if that is right: MEND=1 cargo test --profile tool --features cli --test configs";
    assert!(wrong.is_empty(), "{}\n{mend}", wrong.join("\n"));
}

#[test]
fn schema_and_reader_agree_on_the_form_of_a_file() {
    let schema: Value =
        serde_json::from_str(&fs::read_to_string(root().join("www/cairn.schema.json")).unwrap())
            .unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    let mut seen = [0, 0];
    for config in configs().into_iter().chain(["www/offers.json".to_string()]) {
        let bytes = fs::read(root().join(&config)).unwrap();
        // What is not JSON has no form.
        let Ok(value) = serde_json::from_slice::<Value>(&bytes) else { continue };
        let codes = errors(&config);
        if codes.iter().any(|code| code == "repeated-field" || code == "too-deep") {
            continue;
        }
        let form = codes.iter().any(|code| OF_FORM.contains(&code.as_str()));
        assert_eq!(schema.is_valid(&value), !form, "{config}: {codes:?}");
        seen[usize::from(form)] += 1;
    }
    assert!(seen[0] > 10 && seen[1] > 10, "{seen:?}");
}

#[test]
fn the_demo_has_no_errors() {
    assert_eq!(errors("www/offers.json"), [""; 0]);
}

#[test]
fn sarif_holds_all_files_in_one_document() {
    let files = ["tests/configs/bad-url.json", "tests/configs/over.json"];
    let output = check(&[files[0], files[1], "--format", "sarif"]);
    let sarif: Value = serde_json::from_str(&said(&output)).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    for (file, level) in files.iter().zip(["error", "warning"]) {
        let here = results.iter().find(|result| {
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == *file
        });
        let here = here.unwrap_or_else(|| panic!("{file} is missing: {sarif:#}"));
        assert_eq!(here["level"], level);
        assert!(here["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64() > Some(1));
    }
}

#[test]
fn annotations_for_github_are_one_line_each() {
    let said = said(&check(&["tests/configs/bad-url.json", "--format", "github"]));
    let start =
        "::error file=tests/configs/bad-url.json,line=7,col=14,title=\"javascript%3Aalert(1)\"";
    assert!(said.starts_with(start) && said.lines().count() == 1, "{said}");
}

#[test]
fn the_status_tells_clean_from_wrong_from_unread() {
    let status = |arguments: &[&str]| check(arguments).status.code();
    assert_eq!(status(&["tests/configs/clean.json"]), Some(0));
    assert_eq!(status(&["tests/configs/over.json"]), Some(0));
    assert_eq!(status(&["tests/configs/over.json", "--deny", "warnings"]), Some(1));
    assert_eq!(status(&["tests/configs/bad-url.json"]), Some(1));
    assert_eq!(status(&["tests/configs/bad-url.json", "no-such-file.json"]), Some(2));
}

#[test]
fn a_file_of_fifty_megabytes_is_refused_with_a_sentence() {
    let file = std::env::temp_dir().join(format!("cairn-{}.json", std::process::id()));
    fs::write(&file, vec![b' '; 50 << 20]).unwrap();
    let output = check(&[file.to_str().unwrap()]);
    fs::remove_file(&file).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("larger than 5 MB"), "{}", said(&output));
}
