//! The persona: of the areas that a visitor saw, one is hidden; whose area is it?
//!
//! The set says which area belongs to which persona. The config beside this file knows areas by their names alone.

use super::measure::{Measured, Scored, calibration_error, mean, measured};
use super::replay::{Journals, Line};
use super::rows::{self, PAGE, times};
use super::table::{self, Goal};
use cairn::engine::time;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

struct Case {
    part: usize,
    truth: String,
    /// Whether a visible area was declared.
    declared: bool,
}

/// Accuracy, log loss and calibration with the declared prior. Areas are sets: their order says nothing.
pub fn msweb(file: &Path) {
    let declared = fs::read_to_string(file.with_file_name("persona_declared.json"));
    let declared: Value =
        serde_json::from_str(&declared.expect("declared personas")).expect("JSON");
    let persona = |area: &String| declared[area.as_str()].as_str();
    let start = time::parse("2024-01-01").expect("a date");
    let (mut journals, mut cases) = (Journals::default(), Vec::new());
    for row in rows::read(file) {
        let mut areas = rows::texts(&row["p"]);
        if areas.len() < 2 {
            continue;
        }
        let hidden = areas.remove(hidden(row["v"].as_u64().expect("a visitor"), areas.len()));
        if let Some(truth) = persona(&hidden) {
            for (index, area) in areas.iter().enumerate() {
                journals.page(cases.len(), start + times(index, PAGE), area, None);
            }
            let declared = areas.iter().any(|area| persona(area).is_some());
            cases.push(Case { part: rows::part(&row), truth: truth.into(), declared });
        }
    }
    let lines = journals.replay("msweb.json", true);
    assert_eq!(lines.len(), cases.len(), "a line for each visitor");
    print(&cases, &lines);
}

fn print(cases: &[Case], lines: &[Line]) {
    table::heading("msweb: persona of a hidden area, declared prior");
    let right = |case: &Case, line: &Line| f64::from(u8::from(top(line).0 == case.truth));
    let parts = |of: fn(&[Scored]) -> f64,
                 wanted: &dyn Fn(&Case) -> bool,
                 score: &dyn Fn(&Case, &Line) -> f64| {
        [0, 1].map(|part| -> Measured {
            let scored: Vec<Scored> = cases
                .iter()
                .zip(lines)
                .enumerate()
                .filter(|(_, (case, _))| case.part == part && wanted(case))
                .map(|(visitor, (case, line))| Scored {
                    visitor,
                    score: score(case, line),
                    truth: right(case, line),
                })
                .collect();
            measured(&scored, of)
        })
    };
    let all = |_: &Case| true;
    table::row("accuracy", parts(mean, &all, &right), Goal::Least(0.50));
    let known = |case: &Case| case.declared;
    table::row("accuracy, declared evidence", parts(mean, &known, &right), Goal::Least(0.54));
    let loss = |case: &Case, line: &Line| {
        let share =
            line.personas.iter().find(|(id, _)| *id == case.truth).map_or(0.0, |(_, share)| *share);
        -share.max(1e-9).ln()
    };
    table::row("log loss", parts(mean, &all, &loss), Goal::Most(1.45));
    let sure = |_: &Case, line: &Line| top(line).1;
    table::row(
        "expected calibration error",
        parts(calibration_error, &all, &sure),
        Goal::Most(0.05),
    );
}

/// The likeliest persona and its probability.
fn top(line: &Line) -> (&str, f64) {
    let best = line.personas.iter().max_by(|one, other| one.1.total_cmp(&other.1));
    best.map_or(("", 0.0), |(id, share)| (id, *share))
}

/// Which area is hidden: the fixed rule of the measurements that this one is compared with.
fn hidden(visitor: u64, areas: usize) -> usize {
    let digest = Sha256::digest(format!("ab1|{visitor}"));
    digest.iter().fold(0, |rest, byte| (rest * 256 + usize::from(*byte)) % areas)
}
