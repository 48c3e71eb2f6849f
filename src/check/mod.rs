//! What is found in a text that is to be `offers.json`: every finding at once, with its place, the reason and the fix.
//!
//! The command line prints it, the studio shows it as somebody writes. No clock and no file here: time is an argument.

mod analysis;
mod coverage;
mod doubts;
mod draft;
mod echo;
mod empty;
pub mod event;
mod input;
pub mod json;
mod likely;
pub mod lines;
mod oddity;
mod satisfiable;
pub mod slips;
pub mod syntax;
mod unread;

pub use coverage::{Strangers, serving};

use crate::engine::finding_text::explain;
use crate::engine::node::{Kind, Node};
use crate::engine::time::Millis;
use crate::engine::{Finding, Level, Plan, config_reader};
use analysis::File;
use doubts::Doubts;
use json::{Document, OddField};
use likely::{Meant, is_id};
use lines::{Lines, Place};
use oddity::Oddity;
use slips::Copy;
use std::cmp::Reverse;
use std::collections::HashSet;
use syntax::SyntaxError;
use unread::Unread;

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
    /// All findings: the errors first, each kind in the order of the text.
    pub findings: Vec<Placed>,
    /// Whether it has journeys of its own.
    pub has_journeys: bool,
    /// The table of personas and stages, where some of its cells have too few offers.
    pub table: Option<String>,
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
                Checked { plan: None, findings, has_journeys: false, table: None }
            }
        }
    }

    /// Reads a text, without looking for what is odd.
    pub fn read(text: &str) -> Self {
        match Document::of(&Copy::of(text), &Lines::new(text)) {
            Ok(document) => Checked::document(&document, None),
            Err(error) => Checked::not_json(vec![error]),
        }
    }

    fn analysed(text: &str, now: Millis) -> Self {
        let lines = Lines::new(text);
        if let Ok(document) = Document::of(&Copy::of(text), &lines) {
            return Checked::document(&document, Some(now));
        }
        let (slips, copy) = slips::mended(text, &lines);
        let document = copy.as_ref().and_then(|copy| Document::of(copy, &lines).ok());
        let inside = document.map(|document| Checked::document(&document, Some(now)));
        let mut checked = Checked::not_json(slips);
        if let Some(Checked { findings, has_journeys, table, .. }) = inside {
            (checked.has_journeys, checked.table) = (has_journeys, table);
            checked.findings.extend(findings);
        }
        in_order(&mut checked.findings);
        checked
    }

    /// What a document says; what is odd in it as well, if there is a time to look at it.
    fn document(document: &Document, now: Option<Millis>) -> Self {
        let root = document.root();
        let odd = document.odd_fields();
        let strange: Vec<String> = odd.iter().map(|field| field.path.clone()).collect();
        let (config, findings) = config_reader::read(&root);
        let has_journeys = !config.journeys.is_empty();
        let mut errors = empty::fields(&root);
        let plan = match Plan::new(config, findings) {
            Ok(plan) => Some(plan),
            Err(findings) => {
                errors.extend(findings);
                None
            }
        };
        let meant = Meant::by(&errors);
        let plan = plan.filter(|_| odd.is_empty() && errors.is_empty());
        let unread = Unread::of(&errors, &strange, &meant);
        let mut doubts = Doubts::of(&errors, &strange, &unread, &meant);
        let draft = match (&plan, now) {
            (None, Some(_)) => draft::draft(config_reader::read(&root).0, &meant, &mut doubts),
            _ => None,
        };
        let required = echo::missing(&errors);
        echo::leave_out(&mut errors, &strange, &unread, &meant);
        let odd = odd.into_iter().map(|field| odd_field(field, &required));
        let mut found: Vec<Placed> = odd.collect();
        found.extend(errors.iter().map(|finding| sentences(document, &meant, finding)));
        let mut table = None;
        if let (Some(plan), Some(now)) = (plan.as_ref().or(draft.as_ref()), now) {
            let written = root.get("signals").map_or(0, |list| list.items().len());
            let file = File { plan, doubts: &doubts, has_journeys, written };
            let ends = file.dead_ends(now);
            found.extend(ends.iter().map(|finding| sentences(document, &meant, finding)));
            let odd = file.oddities(now);
            let is_thin = odd.iter().any(|odd| odd.code == "thin-cells");
            table = is_thin.then(|| coverage::table(plan, &doubts));
            found.extend(odd.into_iter().map(|odd| oddity(document, odd)));
        }
        in_order(&mut found);
        Checked { plan, findings: found, has_journeys, table }
    }

    fn not_json(slips: Vec<SyntaxError>) -> Self {
        let finding = |SyntaxError { place, why, fix, .. }| {
            let (path, title, end) = (String::new(), "the file is not JSON".into(), place.offset);
            let (level, code, fix) = (Level::Error, "not-json", String::from(fix));
            Placed { place, end, level, code, path, title, why, fix }
        };
        let findings = slips.into_iter().map(finding).collect();
        Checked { plan: None, findings, has_journeys: false, table: None }
    }
}

/// The path of a field of the object at this path.
fn field_of(path: &str, field: &str) -> String {
    let dot = if path.is_empty() { "" } else { "." };
    [path, dot, field].concat()
}

/// Errors first, and each kind in the order of the text: among many warnings nobody would see the one error.
fn in_order(found: &mut [Placed]) {
    found.sort_by_key(|found| (Reverse(found.level), found.place.offset));
}

fn oddity(document: &Document, Oddity { code, path, title, why, fix }: Oddity) -> Placed {
    let (place, end) = document.span_of(&path);
    let (level, fix) = (Level::Warning, fix.into());
    Placed { place, end, level, code, path, title, why, fix }
}

/// `required` are the paths of fields that must be there.
fn odd_field(
    OddField { path, is_null, place, end }: OddField,
    required: &HashSet<String>,
) -> Placed {
    let level = Level::Error;
    if is_null {
        let (code, title) = ("null-field", format!("{path} is null"));
        let why = "in the page that is as if it were left out; other tools refuse it".into();
        let is_required = required.contains(&path);
        let fix = if is_required { "write its value" } else { "remove it, or write its value" };
        let fix = fix.into();
        return Placed { place, end, level, code, path, title, why, fix };
    }
    let (code, title) = ("repeated-field", format!("{path} stands here twice"));
    let (why, fix) = ("only the last one would count".into(), "keep one of them".into());
    Placed { place, end, level, code, path, title, why, fix }
}

/// The finding with each known id once, and without those that say nothing.
fn once(finding: &Finding) -> Finding {
    let mut seen = HashSet::new();
    let known = finding.expected.iter().filter(|id| !id.is_empty() && seen.insert(*id));
    Finding { expected: known.cloned().collect(), ..finding.clone() }
}

fn sentences(document: &Document, meant: &Meant, finding: &Finding) -> Placed {
    let (place, end) = match finding.code {
        "unknown-field" => document.span_of_name(&finding.path),
        _ => document.span_of(&finding.path),
    };
    let mut said = if is_id(finding.code) { explain(&once(finding)) } else { explain(finding) };
    if finding.code == "unsupported-version" {
        said.title = format!("version {} of the format is not known", document.raw("version"));
    }
    if finding.code.starts_with("unknown-")
        && let Some(near) = meant.of(finding)
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
