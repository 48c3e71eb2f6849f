//! Purchase intent: does this session of a shop end with a purchase?
//!
//! A row is a session's sums. It becomes as many page views as it counts, each with its share of the seconds.

use super::measure::{Scored, auc, average_precision, measured};
use super::replay::Journals;
use super::rows;
use super::table::{self, Goal};
use cairn::engine::time::{self, DAY, Millis};
use serde_json::Value;
use std::path::Path;

/// The kinds of pages, and the most page views of each that are told apart.
const KINDS: [(&str, &str); 3] =
    [("Informational", "info"), ("ProductRelated", "product"), ("Administrative", "account")];
const MOST: usize = 120;

/// What a widget can see: pages, seconds, and whether the visitor was there before.
pub fn online_shoppers(file: &Path) {
    let rows = rows::read(file);
    let mut journals = Journals::default();
    for (visitor, row) in rows.iter().enumerate() {
        visit(&mut journals, visitor, &row["x"]);
    }
    let lines = journals.replay("online_shoppers.json", true);
    assert_eq!(lines.len(), rows.len(), "a line for each session");
    let parts = [0, 1].map(|part| -> Vec<Scored> {
        rows.iter()
            .zip(&lines)
            .enumerate()
            .filter(|(_, (row, _))| rows::part(row) == part)
            .map(|(visitor, (row, line))| {
                let truth = row["y"]["revenue"].as_f64().expect("an outcome");
                Scored { visitor, score: line.deciding(), truth }
            })
            .collect()
    });
    table::heading("online_shoppers: purchase in this session");
    table::row("AUC", parts.each_ref().map(|cases| measured(cases, auc)), Goal::Least(0.667));
    let precision = parts.each_ref().map(|cases| measured(cases, average_precision));
    table::row("area under precision and recall", precision, Goal::Least(0.239));
}

fn visit(journals: &mut Journals, visitor: usize, sums: &Value) {
    let mut at: Millis = time::parse("2024-01-01").expect("a date");
    if sums["VisitorType"] == "Returning_Visitor" {
        journals.page(visitor, at, "/home", None);
    }
    at += DAY;
    journals.page(visitor, at, "/home", None);
    for (kind, folder) in KINDS {
        let count = sums[kind].as_u64().unwrap_or_default() as usize;
        let seconds = sums[format!("{kind}_Duration")].as_f64().unwrap_or_default();
        let shown = count.min(MOST);
        for page in 1..=shown {
            let engaged = seconds / count as f64;
            at += 1_000 * (engaged.min(600.0) as Millis + 1);
            journals.page(visitor, at, &format!("/{folder}/{page}"), Some(engaged));
        }
    }
}
