//! The engine as a whole, fed with `offers.json` and journal lines as people and browsers write them.
#![cfg(feature = "cli")]

mod belief;
mod choice;
mod conditions;
mod demo;
mod guide;
mod json_reader;
mod past;

use cairn::check::json::Document;
use cairn::check::lines::Lines;
use cairn::check::slips::Copy;
use cairn::engine::event::Event;
use cairn::engine::slate::{Pick, Slate};
use cairn::engine::time::{self, Millis};
use cairn::engine::{Engine, Finding, Journal, Plan, config_reader};
use std::sync::Arc;

/// Reads a config; panics with the findings if it is not clean.
fn plan(text: &str) -> Plan {
    findings_or_plan(text).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

fn findings_or_plan(text: &str) -> Result<Plan, Vec<Finding>> {
    let (copy, lines) = (Copy::of(text), Lines::new(text));
    let document = Document::of(&copy, &lines).unwrap_or_else(|error| panic!("{error}"));
    let (config, findings) = config_reader::read(&document.root());
    Plan::new(config, findings)
}

/// An engine that has read these journal lines.
fn engine(config: &str, lines: &str) -> Engine {
    let mut engine = Engine::new(Arc::new(plan(config)), Journal::default());
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        engine.observe(event(line));
    }
    engine
}

fn event(line: &str) -> Event {
    let (copy, lines) = (Copy::of(line), Lines::new(line));
    let document = Document::of(&copy, &lines).unwrap_or_else(|error| panic!("{line}: {error}"));
    Event::read(&document.root()).unwrap_or_else(|problem| panic!("{line}: {problem:?}"))
}

/// A page view of a minute, read half-way.
fn view(at: &str, path: &str) -> String {
    format!(
        r#"{{"at":"{at}","page":{{"url":"https://acme.example{path}","engaged":40,"scrolled":0.6}}}}"#
    )
}

/// Page views three minutes apart.
fn walk(paths: &[&str]) -> String {
    let lines: Vec<String> = paths
        .iter()
        .enumerate()
        .map(|(index, path)| view(&format!("2026-11-02T09:{:02}:00Z", index * 3), path))
        .collect();
    lines.join("\n")
}

fn at(text: &str) -> Millis {
    time::parse(text).unwrap_or_else(|| panic!("{text} is no time"))
}

/// Half an hour after the walks began.
fn soon() -> Millis {
    at("2026-11-02T09:25:00Z")
}

fn persona(engine: &Engine, now: Millis, id: &str) -> f64 {
    let personas = &engine.plan.config.personas;
    let position = personas.iter().position(|persona| persona.id == id).unwrap_or(personas.len());
    engine.belief(now).personas[position]
}

fn stage(engine: &Engine, now: Millis, id: &str) -> f64 {
    let position = engine.plan.stages.iter().position(|stage| stage.id == id);
    engine.belief(now).places.stages[position.unwrap_or_else(|| panic!("no stage {id}"))]
}

/// The ids of the offers on a slate.
fn ids(engine: &Engine, slate: &Slate) -> Vec<String> {
    slate.picks.iter().map(|pick| engine.plan.config.offers[pick.offer].id.clone()).collect()
}

/// The reasons of a pick, in words.
fn because(engine: &Engine, pick: &Pick) -> Vec<String> {
    let events = engine.journal().events();
    pick.because.iter().map(|reason| reason.say(&engine.plan, events)).collect()
}
