//! `cairn check`: every finding of every file at once, with its place, the reason and the fix.

use super::json::Document;
use super::lines::Place;
use crate::engine::finding_text::explain;
use crate::engine::json::{Writer, object};
use crate::engine::{Finding, Level, Plan, config_reader};
use clap::{Args, ValueEnum};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What `cairn check` takes.
#[derive(Args)]
pub struct Options {
    /// The files to check
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// How to print what is found
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Warnings end with status 1 too
    #[arg(long, value_enum)]
    deny: Option<Deny>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    Warnings,
}

/// A finding with its place in the file.
pub struct Placed {
    place: Place,
    /// Error or warning.
    pub level: Level,
    code: &'static str,
    path: String,
    title: String,
    why: String,
    fix: String,
}

/// Checks the files and prints what was found. Status 0: clean; 1: errors; 2: a file could not be read.
pub fn check(options: &Options) -> ExitCode {
    let (mut failed, mut unread, mut findings) = (false, false, 0);
    for file in &options.files {
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(problem) => {
                eprintln!("error: {} could not be read: {problem}", file.display());
                unread = true;
                continue;
            }
        };
        for found in &Checked::read(&text).findings {
            findings += 1;
            failed |= found.level == Level::Error || options.deny.is_some();
            match options.format {
                Format::Text => print!("{}", text_of(file, found)),
                Format::Json => println!("{}", json_of(file, found)),
            }
        }
    }
    if findings == 0 && !unread && options.format == Format::Text {
        println!("nothing to mend in {} file(s)", options.files.len());
    }
    if unread {
        ExitCode::from(2)
    } else if failed {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}

/// What a text says, as `offers.json`.
pub struct Checked {
    /// The plan, unless errors forbid it.
    pub plan: Option<Plan>,
    /// All findings, in the order of their places.
    pub findings: Vec<Placed>,
    /// Whether it has journeys of its own.
    pub has_journeys: bool,
}

impl Checked {
    /// Reads a text.
    pub fn read(text: &str) -> Self {
        let document = match Document::parse(text) {
            Ok(document) => document,
            Err(error) => {
                let findings = vec![syntax(error.place, error.why, error.fix)];
                return Checked { plan: None, findings, has_journeys: false };
            }
        };
        let mut found: Vec<Placed> = document.repeated_names().into_iter().map(repeated).collect();
        let (config, findings) = config_reader::read(&document.root());
        let has_journeys = !config.journeys.is_empty();
        let (plan, findings) = match Plan::new(config, findings) {
            Ok(plan) => {
                let warnings = plan.warnings();
                (Some(plan), warnings)
            }
            Err(findings) => (None, findings),
        };
        found.extend(findings.iter().map(|finding| sentences(&document, finding)));
        found.sort_by_key(|found| found.place.offset);
        Checked { plan, findings: found, has_journeys }
    }
}

fn syntax(place: Place, why: String, fix: &str) -> Placed {
    let (path, title) = (String::new(), "the file is not JSON".into());
    Placed { place, level: Level::Error, code: "not-json", path, title, why, fix: fix.into() }
}

fn repeated((path, place): (String, Place)) -> Placed {
    Placed {
        place,
        level: Level::Error,
        code: "repeated-field",
        title: format!("{path} stands here twice"),
        why: "only the last one would count".into(),
        fix: "keep one of them".into(),
        path,
    }
}

fn sentences(document: &Document, finding: &Finding) -> Placed {
    let place = match finding.code {
        "unknown-field" => document.place_of_name(&finding.path),
        _ => document.place_of(&finding.path),
    };
    let said = explain(finding);
    let (level, code, path) = (finding.level, finding.code, finding.path.clone());
    Placed { place, level, code, path, title: said.title, why: said.why, fix: said.fix }
}

/// A finding as people read it.
pub fn text_of(file: &Path, found: &Placed) -> String {
    let level = if found.level == Level::Error { "error" } else { "warning" };
    let mut out = String::new();
    let Placed { place, path, title, why, fix, .. } = found;
    let _ = writeln!(out, "{level}: {title}");
    let _ = writeln!(out, "  at   {}:{place}  {path}", file.display());
    let _ = writeln!(out, "  why  {why}");
    let _ = writeln!(out, "  fix  {fix}\n");
    out
}

fn json_of(file: &Path, found: &Placed) -> String {
    object(|json: &mut Writer| {
        let level = if found.level == Level::Error { "error" } else { "warning" };
        json.key("file").text(&file.display().to_string());
        json.key("line").number(found.place.line as f64);
        json.key("column").number(found.place.column as f64);
        for (key, text) in [("level", level), ("code", found.code), ("path", &found.path)] {
            json.key(key).text(text);
        }
        for (key, text) in [("title", &found.title), ("why", &found.why), ("fix", &found.fix)] {
            json.key(key).text(text);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        Checked::read(text)
            .findings
            .iter()
            .map(|found| text_of(Path::new("offers.json"), found))
            .collect()
    }

    #[test]
    fn a_clean_file_has_no_findings() {
        let text = r#"{"version":1,"offers":[{"id":"a","title":"A","url":"/a"}]}"#;
        assert!(lines(text).is_empty(), "{:?}", lines(text));
    }

    #[test]
    fn a_dead_end_is_a_warning_that_says_what_is_offered_there() {
        let text = r#"{"version":1,"offers":[{"id":"a","title":"A","url":"/a"},{"id":"b","title":"B","url":"/b","next":["a"]}]}"#;
        let found = Checked::read(text);
        assert!(found.plan.is_some() && found.findings[0].level == Level::Warning);
        assert_eq!(
            lines(text),
            [
                "warning: nothing is named that follows \"a\"\n  at   offers.json:1:24  offers[0]\n  why  the journey goes on all the same, so these would be offered there: b\n  fix  name what should follow, the best first: \"next\": [ … ]\n\n"
            ]
        );
    }

    #[test]
    fn every_finding_is_named_with_its_place_its_reason_and_its_fix() {
        let text = r#"{
  "version": 1,
  "personas": [{ "id": "it" }],
  "offers": [
    { "id": "a", "title": "A", "url": "/a", "personas": ["exec"] },
    { "id": "b", "title": "B", "url": "javascript:x", "colour": "red" }
  ]
}"#;
        assert_eq!(
            lines(text),
            [
                "error: there is no persona \"exec\"\n  at   offers.json:5:58  offers[0].personas[0]\n  why  there are: it\n  fix  write one of these, or add a persona with id \"exec\"\n\n",
                "error: \"javascript:x\" cannot be a link\n  at   offers.json:6:39  offers[1].url\n  why  links are https:, http:, relative, mailto: or tel:, without blanks\n  fix  write such a link, for example \"/contact\"\n\n",
                "error: \"colour\" is not a field that Cairn knows here\n  at   offers.json:6:55  offers[1].colour\n  why  it would be ignored; there are: id, title, text, url, kind, image, personas, journeys, stages, next, owner, priority, from, until, audience, limit, hideAfter, handoff\n  fix  correct its spelling or remove it\n\n",
            ]
        );
    }

    #[test]
    fn a_field_that_stands_twice_and_a_broken_file_are_findings_too() {
        let codes = |text: &str| {
            Checked::read(text).findings.iter().map(|found| found.code).collect::<Vec<_>>()
        };
        assert_eq!(codes(r#"{"version":1,"version":1}"#), ["no-offers", "repeated-field"]);
        assert_eq!(codes("{"), ["not-json"]);
    }
}
