//! `cairn check`: every finding of every file at once, with its place, the reason and the fix.

mod format;

use crate::check::{Checked, Placed};
use crate::engine::Level;
use crate::engine::time::Millis;
use clap::{Args, ValueEnum};
use std::io::{self, ErrorKind, Write as _};
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

/// Checks the files and prints what was found. Status 0: clean; 1: errors; 2: a file could not be read.
pub fn check(options: &Options) -> ExitCode {
    let (mut unread, mut all) = (0, Vec::new());
    let mut tables = Vec::new();
    for file in &options.files {
        match std::fs::read(file) {
            Ok(bytes) => {
                let Checked { findings, table, .. } = Checked::of(&bytes, now());
                tables.extend(table);
                all.extend(findings.into_iter().map(|found| (file.as_path(), found)));
            }
            Err(problem) => {
                eprintln!("error: {} could not be read: {problem}", file.display());
                unread += 1;
            }
        }
    }
    let errors = all.iter().filter(|(_, found)| found.level == Level::Error).count();
    let warnings = all.len() - errors;
    if let Err(problem) = print(options, &all, &tables, [errors, warnings, unread]) {
        // Whoever stops reading early has read enough.
        if problem.kind() != ErrorKind::BrokenPipe {
            eprintln!("error: the output could not be written: {problem}");
            return ExitCode::from(2);
        }
    }
    if unread > 0 {
        ExitCode::from(2)
    } else if errors > 0 || warnings > 0 && options.deny.is_some() {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}

fn print(
    options: &Options,
    all: &[(&Path, Placed)],
    tables: &[String],
    [errors, warnings, unread]: [usize; 3],
) -> io::Result<()> {
    let files = options.files.len() - unread;
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
            let [errors, warnings] = [count(errors, "error"), count(warnings, "warning")];
            let files = count(files, "file");
            let unread = match unread {
                0 => String::new(),
                _ => format!("; {} could not be read", count(unread, "file")),
            };
            out += &[errors.as_str(), ", ", &warnings, " in ", &files, &unread, "\n"].concat();
        }
        Format::Sarif => out = format!("{:#}\n", format::sarif(all, unread)),
        Format::Json | Format::Github => {}
    }
    let mut stdout = io::stdout().lock();
    stdout.write_all(out.as_bytes())?;
    stdout.flush()
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

    fn lines(text: &str, now: Millis) -> Vec<String> {
        Checked::of(text.as_bytes(), now)
            .findings
            .iter()
            .map(|found| text_of(Path::new("offers.json"), found))
            .collect()
    }

    #[test]
    fn a_clean_file_has_no_findings() {
        let text = r#"{"version":1,"offers":[{"id":"a","title":"A","url":"/a"}]}"#;
        assert!(lines(text, 0).is_empty(), "{:?}", lines(text, 0));
    }

    #[test]
    fn whoever_has_renamed_everything_reads_each_reference_and_not_each_time_all_that_there_is() {
        let offer =
            |at| format!(r#"{{"id":"new-{at}","title":"T","url":"/{at}","next":["old-{at}"]}}"#);
        let offers = (0..300).map(offer).collect::<Vec<_>>().join(",");
        let mut said = lines(&format!(r#"{{"version":1,"offers":[{offers}]}}"#), 0);
        said.retain(|said| said.starts_with("error"));
        assert_eq!(said.len(), 300);
        assert!(said[299].contains("there is no offer \"old-299\""), "{}", said[299]);
        assert!(
            said[0].contains("(300 in all)") && said[299].contains("new-9, …\n"),
            "{}",
            said[299]
        );
    }

    #[test]
    fn a_dead_end_is_a_warning_that_says_what_is_offered_there() {
        let text = r#"{"version":1,"offers":[{"id":"a","title":"A","url":"/a"},{"id":"b","title":"B","url":"/b","next":["a"]}]}"#;
        let found = Checked::of(text.as_bytes(), 0);
        assert!(found.plan.is_some() && found.findings[0].level == Level::Warning);
        assert_eq!(
            lines(text, 0),
            [
                "warning: nothing is named that follows \"a\"\n  at   offers.json:1:24  offers[0]\n  why  the journey goes on all the same, so these would be offered there: b\n  fix  name what should follow, the best first: \"next\": [ … ]\n\n"
            ]
        );
    }

    #[test]
    fn every_finding_is_named_with_its_place_its_reason_and_its_fix() {
        let text = r#"{
  "version": 1,
  "personas": [{ "id": "it", "words": ["server"] }],
  "offers": [
    { "id": "a", "title": "A", "url": "/a", "personas": ["exec"], "until": "2020-01-01", "next": ["b"] },
    { "id": "b", "title": "B", "url": "javascript:x", "colour": "red", "next": ["a"] }
  ]
}"#;
        let now = 1_800_000_000_000;
        assert_eq!(
            lines(text, now),
            [
                "error: there is no persona \"exec\"\n  at   offers.json:5:58  offers[0].personas[0]\n  why  there are: it\n  fix  write one of these, or add a persona with id \"exec\"\n\n",
                "error: \"javascript:x\" cannot be a link\n  at   offers.json:6:39  offers[1].url\n  why  links are https:, http:, relative, mailto: or tel:, without blanks\n  fix  write such a link, for example \"/contact\"\n\n",
                "error: \"colour\" is not a field that Cairn knows here\n  at   offers.json:6:55  offers[1].colour\n  why  it would be ignored; there are: id, title, text, url, kind, image, personas, journeys, stages, next, owner, priority, from, until, audience, limit, hideAfter, handoff\n  fix  correct its spelling or remove it\n\n",
                "warning: offers[0] \"A\" can never be shown\n  at   offers.json:5:76  offers[0].until\n  why  \"until\" is past\n  fix  set a later time or remove the offer\n\n",
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
