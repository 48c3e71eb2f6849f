//! `cairn check`: every finding of every file at once, with its place, the reason and the fix.

mod analysis;
mod format;
mod input;
mod likely;
mod oddity;
mod satisfiable;

use super::json::Document;
use super::lines::{Lines, Place};
use crate::engine::finding_text::explain;
use crate::engine::node::{Kind, Node};
use crate::engine::time::Millis;
use crate::engine::{Finding, Level, Plan, config_reader};
use clap::{Args, ValueEnum};
use oddity::Oddity;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::SystemTime;

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
    /// For people
    Text,
    /// A JSON line a finding
    Json,
    /// One SARIF 2.1.0 document
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
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
    /// Which problem, as a stable name.
    pub code: &'static str,
    path: String,
    title: String,
    why: String,
    fix: String,
}

/// Checks the files and prints what was found. Status 0: clean; 1: errors; 2: a file could not be read.
pub fn check(options: &Options) -> ExitCode {
    let (mut unread, mut all) = (false, Vec::new());
    let mut tables = Vec::new();
    for file in &options.files {
        match std::fs::read(file) {
            Ok(bytes) => {
                let Checked { plan, findings, .. } = Checked::of(&bytes);
                let thin = findings.iter().any(|found| found.code == "thin-cells");
                tables.extend(plan.filter(|_| thin).map(|plan| analysis::table(&plan)));
                all.extend(findings.into_iter().map(|found| (file.as_path(), found)));
            }
            Err(problem) => {
                eprintln!("error: {} could not be read: {problem}", file.display());
                unread = true;
            }
        }
    }
    let errors = all.iter().filter(|(_, found)| found.level == Level::Error).count();
    let warnings = all.len() - errors;
    print(options, &all, &tables, (errors, warnings));
    if unread {
        ExitCode::from(2)
    } else if errors > 0 || warnings > 0 && options.deny.is_some() {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}

fn print(options: &Options, all: &[(&Path, Placed)], tables: &[String], counts: (usize, usize)) {
    let files = options.files.len();
    let mut out = String::new();
    for (file, found) in all {
        match options.format {
            Format::Text => out += &format::text(file, found),
            Format::Json => out += &(format::line(file, found) + "\n"),
            Format::Github => out += &(format::github(file, found) + "\n"),
            Format::Sarif => {}
        }
    }
    match options.format {
        Format::Text => {
            out += &tables.concat();
            let count = |count: usize, what: &str| {
                format!("{count} {what}{}", if count == 1 { "" } else { "s" })
            };
            let (errors, warnings) = (count(counts.0, "error"), count(counts.1, "warning"));
            let files = count(files, "file");
            out += &[errors.as_str(), ", ", &warnings, " in ", &files, "\n"].concat();
        }
        Format::Sarif => out = format!("{:#}\n", format::sarif(all)),
        Format::Json | Format::Github => {}
    }
    // Whoever stops reading early has read enough.
    let _ = std::io::stdout().write_all(out.as_bytes());
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
    /// Reads the bytes of a file.
    pub fn of(bytes: &[u8]) -> Self {
        match input::text(bytes) {
            Ok(text) => Checked::analysed(text),
            Err((offset, (code, title, why, fix))) => {
                let read = std::str::from_utf8(&bytes[..offset]).unwrap_or_default();
                let place = Lines::new(read).place(offset);
                let (path, title) = (String::new(), title.into());
                let (why, fix, level) = (why.into(), fix.into(), Level::Error);
                let findings = vec![Placed { place, level, code, path, title, why, fix }];
                Checked { plan: None, findings, has_journeys: false }
            }
        }
    }

    /// Reads a text and looks for what is odd in it too.
    fn analysed(text: &str) -> Self {
        let mut checked = Checked::read(text);
        if let (Some(plan), Ok(document)) = (&checked.plan, Document::parse(text)) {
            let own = checked.has_journeys;
            // Words of personas have become signals, after those of the file.
            let written = document.root().get("signals").map_or(0, |list| list.items().len());
            for odd in analysis::oddities(plan, own, written, now()) {
                let place = document.place_of(&odd.path);
                let Oddity { code, path, title, why, fix } = odd;
                let (level, fix) = (Level::Warning, fix.into());
                checked.findings.push(Placed { place, level, code, path, title, why, fix });
            }
            checked.findings.sort_by_key(|found| found.place.offset);
        }
        checked
    }

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
    let mut said = explain(finding);
    if finding.code.starts_with("unknown-")
        && let Some(near) = likely::nearest(&finding.found, &finding.expected)
    {
        said.fix = format!("write \"{near}\"");
    }
    // Numbers and flags in quotes look right to people.
    let bare = matches!(finding.expected.as_slice(), [one] if one == Kind::Number.name() || one == Kind::Flag.name());
    if finding.code == "wrong-kind" && bare && finding.found == Kind::Text.name() {
        said.fix += ", without quotes";
    }
    let (level, code, path) = (finding.level, finding.code, finding.path.clone());
    Placed { place, level, code, path, title: said.title, why: said.why, fix: said.fix }
}

/// Milliseconds since 1970.
fn now() -> Millis {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    since.as_millis() as Millis
}

/// A finding as people read it.
pub fn text_of(file: &Path, found: &Placed) -> String {
    format::text(file, found)
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
