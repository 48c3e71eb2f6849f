//! The rows of a set of clickstreams, and the times that a journal needs.

use cairn::engine::time::{self, DAY, MINUTE, Millis};
use flate2::read::GzDecoder;
use serde_json::Value;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// The parts of the data: constants are chosen on the first and looked at on the second.
pub const PARTS: [&str; 2] = ["train", "dev"];

/// All rows of a file.
pub fn read(file: &Path) -> Vec<Value> {
    let open = File::open(file).unwrap_or_else(|problem| panic!("{}: {problem}", file.display()));
    BufReader::new(GzDecoder::new(open))
        .lines()
        .map(|line| serde_json::from_str(&line.expect("a line")).expect("a row in JSON"))
        .collect()
}

/// The text of a field, or of each item of a field.
pub fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(String::from).collect()
}

/// The number of the part a row belongs to.
pub fn part(row: &Value) -> usize {
    PARTS.iter().position(|part| row["part"] == *part).expect("a part")
}

/// One session of a visitor.
#[derive(Debug)]
pub struct Session {
    /// When it began: known, or between its neighbours.
    pub at: Millis,
    /// The pages, none twice in a row.
    pub pages: Vec<String>,
    /// The days until the purchase, where they are known.
    pub days: Option<f64>,
}

/// A visitor with his sessions in their order.
#[derive(Debug)]
pub struct Visitor {
    /// The part of the data.
    pub part: usize,
    /// The sessions.
    pub sessions: Vec<Session>,
}

/// How long a page is open.
pub const PAGE: Millis = MINUTE;

/// Sessions are at least so far apart: what follows sooner would be the same visit.
const APART: Millis = 31 * MINUTE;

/// Every `keep`-th visitor of `train` and all of `dev`.
pub fn visitors(file: &Path, keep: usize) -> Vec<Visitor> {
    let (mut order, mut rows): (Vec<String>, HashMap<String, Vec<Value>>) = Default::default();
    for row in read(file) {
        let visitor = format!("{}{}", row["part"], row["v"]);
        if !rows.contains_key(&visitor) {
            order.push(visitor.clone());
        }
        rows.entry(visitor).or_default().push(row);
    }
    let mut visitors: Vec<Visitor> =
        order.iter().map(|visitor| visitor_of(&mut rows, visitor)).collect();
    let mut count = 0;
    visitors.retain(|visitor| {
        count += 1;
        visitor.part > 0 || count % keep == 0
    });
    visitors
}

fn visitor_of(rows: &mut HashMap<String, Vec<Value>>, visitor: &str) -> Visitor {
    let mut rows = rows.remove(visitor).expect("a visitor has rows");
    rows.sort_by_key(|row| row["s"].as_u64());
    let known: Vec<Option<Millis>> =
        rows.iter().map(|row| time::parse(&(row["t"].as_str()?.replace(' ', "T") + "Z"))).collect();
    let mut sessions: Vec<Session> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let pages = texts(&row["p"]);
        let earliest =
            sessions.last().map(|before| before.at + times(before.pages.len(), PAGE) + APART);
        let at = between(&known, index).max(earliest.unwrap_or(Millis::MIN));
        sessions.push(Session { at, pages, days: row["y"]["days_to_purchase"].as_f64() });
    }
    Visitor { part: part(&rows[0]), sessions }
}

/// A session's own time, or one between those of its neighbours, or a day from the nearest one for each session.
fn between(known: &[Option<Millis>], index: usize) -> Millis {
    let before = (0..=index).rev().find_map(|at| known[at].map(|time| (at, time)));
    let after = (index..known.len()).find_map(|at| known[at].map(|time| (at, time)));
    match (before, after) {
        (Some((from, start)), Some((to, end))) if from < to => {
            start + times(index - from, end - start) / times(to - from, 1)
        }
        (Some((from, start)), _) => start + times(index - from, DAY),
        (None, Some((to, end))) => end - times(to - index, DAY),
        (None, None) => time::parse("2024-01-01").expect("a date") + times(index, DAY),
    }
}

/// So many of a span.
pub fn times(count: usize, span: Millis) -> Millis {
    Millis::try_from(count).expect("a small number") * span
}
