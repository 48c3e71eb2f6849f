//! Evidence → P(persona).
//!
//! `log P(p) = log prior(p) + τ · Σ_s g(a_s) · log LR_s(p)`, normalised over the personas and "other": naive Bayes,
//! tempered, with diminishing repeats.

use super::event::{Event, What};
use super::evidence::{TEMPER, damped};
use super::plan::Plan;

/// What the visitor says of himself counts so many times more than the opposite.
const SAID: f64 = 1_000.0;

/// P(persona) for each persona and, last, for "other". Sums to 1.
pub fn infer(plan: &Plan, weights: &[f64], said: Option<usize>) -> Vec<f64> {
    let mut logs: Vec<f64> = plan.priors.iter().map(|prior| prior.ln()).collect();
    for (suggestion, weight) in plan.suggestions.iter().zip(weights) {
        for (persona, ratio) in &suggestion.personas {
            logs[*persona] += TEMPER * damped(*weight) * ratio;
        }
    }
    if let Some(persona) = said {
        logs[persona] += SAID.ln();
    }
    normalise(&logs)
}

/// The persona that the visitor said last, unless he took it back.
pub fn said(plan: &Plan, events: &[Event]) -> Option<usize> {
    let last = events.iter().rev().find_map(|event| match &event.what {
        What::Persona(is) => Some(is.as_deref()),
        _ => None,
    })??;
    plan.config.personas.iter().position(|persona| persona.id == last)
}

/// Probabilities from logarithms, safe against overflow.
pub fn normalise(logs: &[f64]) -> Vec<f64> {
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut shares: Vec<f64> = logs.iter().map(|log| (log - most).exp()).collect();
    let sum: f64 = shares.iter().sum();
    for share in &mut shares {
        *share /= sum;
    }
    shares
}
