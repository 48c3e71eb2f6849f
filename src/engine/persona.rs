//! Evidence → P(persona).
//!
//! `log P(p) = log prior(p) + τ · (f_p · Σ⁺ g(a_s) · log LR_s(p) + Σ⁻ g(a_s) · log LR_s(p))`, normalised over the personas and
//! "other": naive Bayes, tempered, with diminishing repeats. Σ⁺ runs over what speaks for p, Σ⁻ over what speaks against.
//! `f_p` is how much the evidence for p still counts: it falls as newer evidence speaks for others, so that a change of role
//! is followed within a few page views.

use super::evidence::{Held, Match};
use super::plan::Plan;

/// What the visitor says of himself counts so many times more than the opposite.
const SAID: f64 = 1_000.0;

/// For each unit of log evidence for other personas, older evidence for this one loses this share.
const GIVES_WAY: f64 = 0.4;

/// How much the evidence for each persona still counts, 0–1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roles {
    counts: Vec<f64>,
}

impl Roles {
    /// Nothing has been overtaken yet.
    pub fn begin(plan: &Plan) -> Self {
        Roles { counts: vec![1.0; plan.config.personas.len()] }
    }

    /// Takes over other roles, in the memory that is there.
    pub fn copy(&mut self, from: &Roles) {
        self.counts.clone_from(&from.counts);
    }

    /// What matched at one event speaks for some personas; the evidence for the others gives way.
    pub fn follow(&mut self, plan: &Plan, matches: &[Match]) {
        let mut news = vec![0.0; self.counts.len()];
        for found in matches {
            for (persona, ratio) in &plan.suggestions[found.signal].personas {
                news[*persona] += found.gain * ratio;
            }
        }
        let most = news.iter().copied().fold(0.0, f64::max);
        if most > 0.0 {
            for (counts, news) in self.counts.iter_mut().zip(&news) {
                let own = news.max(0.0);
                let faded = *counts * (-GIVES_WAY * (most - own)).exp();
                *counts = 1.0 - (1.0 - faded) * (-GIVES_WAY * own).exp();
            }
        }
    }

    /// What evidence with this logarithm counts for a persona.
    pub fn counted(&self, persona: usize, log: f64) -> f64 {
        if log > 0.0 { log * self.counts[persona] } else { log }
    }
}

/// P(persona) for each persona and, last, for "other". Sums to 1.
pub fn infer(plan: &Plan, evidence: &[Held], roles: &Roles, said: Option<usize>) -> Vec<f64> {
    let mut logs = plan.log_priors.clone();
    for held in evidence {
        for (persona, ratio) in &plan.suggestions[held.signal].personas {
            logs[*persona] += roles.counted(*persona, held.strength * ratio);
        }
    }
    if let Some(persona) = said {
        logs[persona] += SAID.ln();
    }
    normalise(&mut logs);
    logs
}

/// The persona with this id.
pub fn position(plan: &Plan, id: &str) -> Option<usize> {
    plan.config.personas.iter().position(|persona| persona.id == id)
}

/// Probabilities from logarithms, safe against overflow, in place.
pub fn normalise(logs: &mut [f64]) {
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for log in logs.iter_mut() {
        *log = (*log - most).exp();
        sum += *log;
    }
    for log in logs {
        *log /= sum;
    }
}
