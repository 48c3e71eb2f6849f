//! The form of what is concluded and chosen, as JSON: what the page's API gives and what `cairn replay` prints.

use super::Belief;
use super::json::{Writer, rounded};
use super::plan::{OTHER, Plan};

/// P(persona), "other" last, P(journey) and P(stage).
pub fn shares(json: &mut Writer, plan: &Plan, personas: &[f64], journeys: &[f64], stages: &[f64]) {
    let config = &plan.config;
    field(json, "personas", personas, &|it| {
        config.personas.get(it).map_or(OTHER, |persona| persona.id.as_str())
    });
    field(json, "journeys", journeys, &|it| &config.journeys[it].id);
    field(json, "stages", stages, &|it| &plan.stages[it].id);
}

/// Probabilities, each under its id.
fn field<'p>(json: &mut Writer, key: &str, shares: &[f64], id: &dyn Fn(usize) -> &'p str) {
    json.key(key).map(|json| {
        let mut parts = Vec::with_capacity(shares.len());
        add_parts(&mut parts, shares);
        for (it, parts) in parts.into_iter().enumerate() {
            json.key(id(it)).millionths(parts);
        }
    });
}

/// How the visitor moves, and the persona he says he is, if he did.
pub fn movement(json: &mut Writer, plan: &Plan, belief: &Belief) {
    json.key("movement").text(belief.movement.name());
    if let Some(persona) = belief.said {
        json.key("said").text(&plan.config.personas[persona].id);
    }
}

/// The start of a signal that held: its weight.
pub fn weight(json: &mut Writer, plan: &Plan, signal: usize, weight: f64) {
    json.key("signal").text(&plan.config.signals[signal].id);
    json.key("weight").number(weight);
}

/// A signal that held: its weight, then its share of what speaks for or against each persona, stage and journey that it suggests.
pub fn evidence(json: &mut Writer, plan: &Plan, signal: usize, numbers: &[f64]) {
    let suggestion = &plan.suggestions[signal];
    let mut numbers = numbers.iter();
    let mut next = || numbers.next().copied().unwrap_or_default();
    json.map(|json| {
        weight(json, plan, signal, next());
        json.key("personas").map(|json| {
            for (persona, _) in &suggestion.personas {
                json.key(&plan.config.personas[*persona].id).number(next());
            }
        });
        json.key("stages").map(|json| {
            for (stage, _) in &suggestion.stages {
                json.key(&plan.stages[*stage].id).number(next());
            }
        });
        if !suggestion.journeys.is_empty() {
            json.key("journeys").map(|json| {
                for (journey, _) in &suggestion.journeys {
                    json.key(&plan.config.journeys[*journey].id).number(next());
                }
            });
        }
    });
}

/// The start of a pick: the offer, its fit and its propensity.
pub fn pick(json: &mut Writer, plan: &Plan, offer: usize, fit: f64, propensity: f64) {
    json.key("offer").text(&plan.config.offers[offer].id);
    json.key("fit").number(fit);
    json.key("propensity").number(propensity);
}

/// Adds probabilities as they are written, in millionths; they sum to 1 exactly: the largest takes what rounding left over.
pub fn add_parts(parts: &mut Vec<i64>, shares: &[f64]) {
    let (mut left, mut largest) = (WHOLE, parts.len());
    for share in shares {
        let part = rounded(share * WHOLE as f64);
        left -= part;
        parts.push(part);
        if part >= parts[largest] {
            largest = parts.len() - 1;
        }
    }
    if let Some(part) = parts.get_mut(largest) {
        *part += left;
    }
}

/// Probabilities are written with six decimals.
const WHOLE: i64 = 1_000_000;
