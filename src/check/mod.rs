//! What is found in a text that is to be `offers.json`: every finding at once, with its place, the reason and the fix.
//!
//! The command line prints it, the studio shows it as somebody writes. No clock and no file here: time is an argument.

mod analysis;
mod echo;
mod empty;
pub mod event;
mod input;
pub mod json;
mod likely;
pub mod lines;
mod oddity;
mod satisfiable;
pub mod syntax;

pub use analysis::{Strangers, serving, table};

use crate::engine::finding_text::explain;
use crate::engine::node::{Kind, Node};
use crate::engine::time::Millis;
use crate::engine::{Finding, Level, Plan, config_reader};
use json::{Document, OddField};
use lines::{Lines, Place};
use oddity::Oddity;
use syntax::SyntaxError;

/// A finding with its place in the text.
pub struct Placed {
    /// Where it starts.
    pub place: Place,
    /// The byte after what it is about, as far as an editor should mark it; at the start where that is a whole object.
    pub end: usize,
    /// Error or warning.
    pub level: Level,
    /// Which problem, as a stable name.
    pub code: &'static str,
    /// Where in the document, such as `offers[3].personas[0]`; empty for the whole.
    pub path: String,
    /// What happened.
    pub title: String,
    /// The reason.
    pub why: String,
    /// What to do.
    pub fix: String,
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
    /// Reads the bytes of a file, and looks for what is odd in it at the time `now`, in milliseconds since 1970.
    pub fn of(bytes: &[u8], now: Millis) -> Self {
        match input::text(bytes) {
            Ok(text) => Checked::analysed(text, now),
            Err((offset, (code, title, why, fix))) => {
                let read = std::str::from_utf8(&bytes[..offset]).unwrap_or_default();
                let place = Lines::new(read).place(offset);
                let (path, title) = (String::new(), title.into());
                let (why, fix, level, end) = (why.into(), fix.into(), Level::Error, place.offset);
                let findings = vec![Placed { place, end, level, code, path, title, why, fix }];
                Checked { plan: None, findings, has_journeys: false }
            }
        }
    }

    /// Reads a text, without looking for what is odd.
    pub fn read(text: &str) -> Self {
        Document::parse(text)
            .map_or_else(Checked::not_json, |document| Checked::document(&document))
    }

    fn analysed(text: &str, now: Millis) -> Self {
        let document = match Document::parse(text) {
            Ok(document) => document,
            Err(error) => return Checked::not_json(error),
        };
        let mut checked = Checked::document(&document);
        if let Some(plan) = &checked.plan {
            let own = checked.has_journeys;
            // Words of personas have become signals, after those of the file.
            let written = document.root().get("signals").map_or(0, |list| list.items().len());
            for odd in analysis::oddities(plan, own, written, now) {
                let (place, end) = document.span_of(&odd.path);
                let Oddity { code, path, title, why, fix } = odd;
                let (level, fix) = (Level::Warning, fix.into());
                checked.findings.push(Placed { place, end, level, code, path, title, why, fix });
            }
            checked.findings.sort_by_key(|found| found.place.offset);
        }
        checked
    }

    fn document(document: &Document) -> Self {
        let mut found: Vec<Placed> = document.odd_fields().into_iter().map(odd_field).collect();
        let empty = empty::fields(&document.root());
        found.extend(empty.iter().map(|finding| sentences(document, finding)));
        let (config, findings) = config_reader::read(&document.root());
        let has_journeys = !config.journeys.is_empty();
        let (plan, mut findings) = match Plan::new(config, findings) {
            Ok(plan) => {
                let warnings = plan.warnings();
                (Some(plan), warnings)
            }
            Err(findings) => (None, findings),
        };
        echo::leave_out(&mut findings);
        found.extend(findings.iter().map(|finding| sentences(document, finding)));
        found.sort_by_key(|found| found.place.offset);
        let plan = plan.filter(|_| found.iter().all(|found| found.level != Level::Error));
        Checked { plan, findings: found, has_journeys }
    }

    fn not_json(SyntaxError { place, why, fix }: SyntaxError) -> Self {
        let (path, title, end) = (String::new(), "the file is not JSON".into(), place.offset);
        let (level, code, fix) = (Level::Error, "not-json", fix.into());
        let findings = vec![Placed { place, end, level, code, path, title, why, fix }];
        Checked { plan: None, findings, has_journeys: false }
    }
}

fn odd_field(OddField { path, is_null, place, end }: OddField) -> Placed {
    let level = Level::Error;
    if is_null {
        let (code, title) = ("null-field", format!("{path} is null"));
        let why = "in the page that is as if it were left out; other tools refuse it".into();
        let fix = "remove it, or write its value".into();
        return Placed { place, end, level, code, path, title, why, fix };
    }
    let (code, title) = ("repeated-field", format!("{path} stands here twice"));
    let (why, fix) = ("only the last one would count".into(), "keep one of them".into());
    Placed { place, end, level, code, path, title, why, fix }
}

fn sentences(document: &Document, finding: &Finding) -> Placed {
    let (place, end) = match finding.code {
        "unknown-field" => document.span_of_name(&finding.path),
        _ => document.span_of(&finding.path),
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
    Placed { place, end, level, code, path, title: said.title, why: said.why, fix: said.fix }
}
