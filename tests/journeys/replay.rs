//! A journal read by the engine, the answer written as the command line writes it.

use super::CONFIG;
use cairn::cli::json::Document;
use cairn::engine::{Engine, Event, Journal, Plan, config_reader, time, view};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// What Cairn says at the end of a journal, as a line of `cairn replay www/offers.json JOURNAL --last`.
pub fn replay(journal: &Path, now: Option<&str>, seed: u64) -> Value {
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
