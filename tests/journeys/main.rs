//! Journeys of the demo site's visitors, one folder a case: what was done (`journal.ndjson`) and what a thoughtful
//! person would want to see (`expected.json`). A new case is a folder, no Rust.
#![cfg(feature = "cli")]

mod case;
mod expectation;
mod found;
mod strict;

use cairn::cli::json::Document;
use cairn::engine::{Engine, Event, Journal, Plan, config_reader, time, view};
use case::{Case, Site};
use expectation::Expectation;
use found::{picks, share, summary};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

const CONFIG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www/offers.json");
const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/journeys");

/// What is expected of the offers holds under each of these seeds, under those whose last slot explores too.
const SEEDS: std::ops::Range<u64> = 0..12;

/// An offer shown with less than this was explored.
const EXPLORED: f64 = 0.5;

#[test]
fn each_visitor_is_offered_what_suits_his_journey() {
    let site = Site::read();
    let (mut failures, mut explored, mut count) = (String::new(), 0, 0);
    for folder in folders() {
        let name = name(&folder);
        let wanted = env::var("JOURNEY").unwrap_or_default();
        if !name.contains(&wanted) {
            continue;
        }
        count += 1;
        let case = Case::read(&folder, &site).unwrap_or_else(|problem| panic!("{problem}"));
        let found: Vec<Value> = SEEDS
            .map(|seed| replay(&folder.join("journal.ndjson"), case.now.as_deref(), seed))
            .collect();
        explored += found
            .iter()
            .flat_map(picks)
            .filter(|pick| share(pick, "propensity") < EXPLORED)
            .count();
        let missed: Vec<String> = case
            .expectations
            .iter()
            .filter_map(|expectation| expectation.missed(&found, &site))
            .collect();
        if missed.is_empty() {
            println!("{name}: {}", case.idea);
        } else {
            let _ = write!(failures, "\n{name}: {}\n", case.idea);
            for missed in missed {
                let _ = writeln!(failures, "  expected {missed}");
            }
            failures += &summary(&found[0]);
        }
    }
    assert!(explored > 0 || count < 30, "no slate explored under these seeds: choose others");
    let failed = failures.matches("\n  found").count();
    assert!(failures.is_empty(), "{failed} of {count} journeys end elsewhere\n{failures}");
}

#[test]
fn each_case_is_whole_and_asserts_what_matters() {
    let (site, folders) = (Site::read(), folders());
    let mut problems = Vec::new();
    for folder in &folders {
        match Case::read(folder, &site) {
            Err(problem) => problems.push(problem),
            Ok(case) => {
                let about_offers = case.expectations.iter().any(Expectation::is_about_offers);
                if case.expectations.len() < 3 || !about_offers {
                    problems.push(format!(
                        "{}: asserts {} things: write at least three, one of them about offers",
                        name(folder),
                        case.expectations.len()
                    ));
                }
            }
        }
        if let Err(problem) = fs::read_to_string(folder.join("journal.ndjson")) {
            problems.push(format!("{}: journal.ndjson: {problem}", name(folder)));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(folders.len() >= 30, "only {} cases", folders.len());
}

/// What Cairn says at the end of a journal, as a line of `cairn replay www/offers.json JOURNAL --last`.
fn replay(journal: &Path, now: Option<&str>, seed: u64) -> Value {
    let config = fs::read_to_string(CONFIG).unwrap();
    let document = Document::parse(&config).unwrap_or_else(|error| panic!("{error}"));
    let (config, findings) = config_reader::read(&document.root());
    let plan = Plan::new(config, findings).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let keep_days = plan.config.privacy.keep_days;
    let mut engine = Engine::new(Arc::new(plan), Journal::default());
    let text = fs::read_to_string(journal).unwrap();
    for (number, line) in text.lines().enumerate() {
        let place = || format!("{}:{}", journal.display(), number + 1);
        let document = Document::parse(line).unwrap_or_else(|error| panic!("{}: {error}", place()));
        let event = Event::read(&document.root());
        engine.observe(event.unwrap_or_else(|problem| panic!("{}: {problem:?}", place())));
    }
    let last = engine.journal().events().last().expect("an event").at;
    let now = now.map_or(last, |now| time::parse(now).expect("a time"));
    engine.keep(keep_days, now);
    let slate = engine.slate(now, seed);
    let mut found: Value =
        serde_json::from_str(&view::belief(&engine.plan, &engine.belief(now))).unwrap();
    let shown: Value = serde_json::from_str(&view::slate(&engine.plan, &slate, "corner")).unwrap();
    found["slate"] = shown["offers"].clone();
    let mut left_out = BTreeMap::<String, Vec<&str>>::new();
    for (offer, why) in &slate.left_out {
        let ids = left_out.entry(kebab(&format!("{why:?}"))).or_default();
        ids.push(&engine.plan.config.offers[*offer].id);
    }
    found["leftOut"] = json!(left_out);
    found
}

/// `ThisPage` → `this-page`.
fn kebab(name: &str) -> String {
    let mut text = String::new();
    for sign in name.chars() {
        if sign.is_uppercase() && !text.is_empty() {
            text.push('-');
        }
        text.push(sign.to_ascii_lowercase());
    }
    text
}

fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(CASES).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn name(folder: &Path) -> String {
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
