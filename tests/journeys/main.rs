//! Journeys of the demo site's visitors, one folder a case: what was done (`journal.ndjson`) and what a thoughtful
//! person would want to see (`expected.json`). A new case is a folder, no Rust.
#![cfg(feature = "cli")]

mod case;
mod expectation;
mod found;
mod replay;
mod strict;

use case::{Case, Site};
use expectation::Expectation;
use found::{picks, share, summary};
use replay::replay;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::{env, fs};

const CONFIG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www/offers.json");
const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/journeys");

/// What is expected of the offers holds under each of these seeds, under those whose last slot explores too.
const SEEDS: std::ops::Range<u64> = 0..12;

/// `JOURNEY=loop cargo test … --test journeys` runs only the cases with "loop" in their names.
#[test]
fn each_visitor_is_offered_what_suits_his_journey() {
    let site = Site::read();
    let wanted = env::var("JOURNEY").unwrap_or_default();
    let (mut failures, mut explored) = (Vec::new(), 0);
    let folders: Vec<_> =
        folders().into_iter().filter(|folder| name(folder).contains(&wanted)).collect();
    assert!(!folders.is_empty(), "no case has {wanted:?} in its name");
    for folder in &folders {
        let case = Case::read(folder, &site).unwrap_or_else(|problem| panic!("{problem}"));
        let journal = folder.join("journal.ndjson");
        let found: Vec<Value> =
            SEEDS.map(|seed| replay(&journal, case.now.as_deref(), seed)).collect();
        explored += found.iter().flat_map(picks).filter(is_explored).count();
        let expected = case.expectations.iter();
        let missed: Vec<String> =
            expected.filter_map(|expected| expected.missed(&found, &site)).collect();
        let title = format!("{}: {}", name(folder), case.idea);
        if missed.is_empty() {
            println!("{title}");
        } else {
            let missed = missed.join("\n  expected ");
            failures.push(format!("{title}\n  expected {missed}\n{}", summary(&found[0])));
        }
    }
    let (failed, all) = (failures.len(), folders.len());
    assert!(failed == 0, "{failed} of {all} journeys end elsewhere\n\n{}", failures.join("\n"));
    assert!(explored > 0 || !wanted.is_empty(), "no slate explored under {SEEDS:?}: take others");
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

fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(CASES).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// The last slot's own choice is shown more often than not.
fn is_explored(pick: &Value) -> bool {
    share(pick, "propensity") < 0.5
}

fn name(folder: &Path) -> String {
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
