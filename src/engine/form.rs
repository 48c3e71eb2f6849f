//! The form of what is concluded and chosen, as JSON: names and brackets here, the numbers from whoever asks.
//!
//! `number` writes the next number: the browser writes numbers as they come, the command line leaves gaps for them
//! ([`frame`](super::frame)).

use super::json::{Writer, rounded};
use super::plan::{OTHER, Plan, Suggestion};

/// Writes the next number.
pub type Number<'n> = &'n mut dyn FnMut(&mut Writer);

/// A number for each of these ids.
fn each<'p>(
    json: &mut Writer,
    key: &str,
    count: usize,
    id: &dyn Fn(usize) -> &'p str,
    number: Number,
) {
    json.key(key).map(|json| {
        for it in 0..count {
            number(json.key(id(it)));
        }
    });
}

/// The distributions of a belief.
#[derive(Clone, Copy, Debug)]
pub enum Shares {
    /// P(persona), "other" last.
    Personas,
    /// P(journey).
    Journeys,
    /// P(stage).
    Stages,
}

impl Shares {
    /// All of them, in the order in which they are written.
    pub const ALL: [Shares; 3] = [Shares::Personas, Shares::Journeys, Shares::Stages];

    /// Its field.
    pub fn write(self, json: &mut Writer, plan: &Plan, number: Number) {
        let config = &plan.config;
        let personas = config.personas.len();
        let persona =
            |it: usize| config.personas.get(it).map_or(OTHER, |persona| persona.id.as_str());
        match self {
            Shares::Personas => each(json, "personas", personas + 1, &persona, number),
            Shares::Journeys => {
                let id = |it: usize| &*config.journeys[it].id;
                each(json, "journeys", config.journeys.len(), &id, number);
            }
            Shares::Stages => {
                each(json, "stages", plan.stages.len(), &|it| &plan.stages[it].id, number);
            }
        }
    }
}

/// A signal that held: its weight, then its share of what speaks for or against each persona and each stage that it suggests.
pub fn evidence(json: &mut Writer, plan: &Plan, signal: usize, number: Number) {
    let Suggestion { personas, stages, .. } = &plan.suggestions[signal];
    let persona = |it: usize| &*plan.config.personas[personas[it].0].id;
    let stage = |it: usize| &*plan.stages[stages[it].0].id;
    json.map(|json| {
        json.key("signal").text(&plan.config.signals[signal].id);
        number(json.key("weight"));
        each(json, "personas", personas.len(), &persona, number);
        each(json, "stages", stages.len(), &stage, number);
    });
}

/// The start of a pick: the offer, its fit and its propensity.
pub fn pick(json: &mut Writer, plan: &Plan, offer: usize, number: Number) {
    json.key("offer").text(&plan.config.offers[offer].id);
    number(json.key("fit"));
    number(json.key("propensity"));
}

/// Probabilities as they are written, in millionths; they sum to 1 exactly: the largest takes what rounding left over.
pub fn parts(shares: &[f64]) -> Vec<i64> {
    let mut parts = Vec::with_capacity(shares.len());
    let (mut left, mut largest) = (WHOLE, 0);
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
    parts
}

/// Probabilities are written with six decimals.
const WHOLE: i64 = 1_000_000;
