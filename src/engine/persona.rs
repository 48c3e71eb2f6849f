//! Evidence → P(persona).
//!
//! Naive Bayes, damped: with `a_s` the accumulated weight of signal s and `M⁺ = Σ a_s · log LR_s(p)` over what speaks
//! for p, m⁺ the loudest log LR among it, and M⁻, m⁻ the same for what speaks against,
//!
//! `log P(p) = log prior(p) + f_p · m⁺ · g(M⁺ / m⁺) − m⁻ · g(M⁻ / m⁻)`, normalised over the personas and "other".
//!
//! Page views are not independent proofs, so g flattens: one strong match counts almost in full, ten count double, a hint after
//! it adds little. Evidence is damped for each persona, not for each signal: one signal for ten pages or ten signals for one
//! page each say the same, and ten hints never make a certainty. `f_p` is how much what speaks for p still counts: it falls as
//! newer evidence speaks for others, so that a change of role is followed within a few page views.

use super::evidence::{Held, Match};
use super::plan::Plan;

/// The probability that visitors are what they say they are.
const SAID: f64 = 0.95;

/// How soon g flattens; g(1) = 1 whatever it is.
const FLATTENS: f64 = 10.0;

/// For each unit of log evidence for other personas, what speaks for this one loses this share.
const GIVES_WAY: f64 = 0.2;

/// How much what speaks for each persona still counts, 0–1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roles {
    counts: Vec<f64>,
    /// What the last event said for each persona.
    news: Vec<f64>,
}

impl Roles {
    /// Nothing has been overtaken yet.
    pub fn begin(plan: &Plan) -> Self {
        Roles { counts: vec![1.0; plan.config.personas.len()], news: Vec::new() }
    }

    /// Takes over other roles, in the memory that is there.
    pub fn copy(&mut self, from: &Roles) {
        self.counts.clone_from(&from.counts);
    }

    /// What matched at one event speaks for some personas; what spoke for the others gives way.
    pub fn follow(&mut self, plan: &Plan, matches: &[Match]) {
        let news = &mut self.news;
        news.clear();
        news.resize(self.counts.len(), 0.0);
        for found in matches {
            for (persona, ratio) in &plan.suggestions[found.signal].personas {
                news[*persona] += found.news * ratio.max(0.0);
            }
        }
        let most = news.iter().copied().fold(0.0, f64::max);
        if most > 0.0 {
            let overtaken = (-GIVES_WAY * most).exp();
            for (counts, own) in self.counts.iter_mut().zip(&*news) {
                // Most events speak for one persona or two.
                if *own > 0.0 {
                    let faded = *counts * (-GIVES_WAY * (most - own)).exp();
                    *counts = 1.0 - (1.0 - faded) * (-GIVES_WAY * own).exp();
                } else {
                    *counts *= overtaken;
                }
            }
        }
    }
}

/// What speaks for and against one persona.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Voices {
    /// M⁺ and M⁻: the sums of weight · |log LR|.
    sums: [f64; 2],
    /// m⁺ and m⁻: the loudest |log LR| among them.
    loudest: [f64; 2],
    /// What each unit of M⁺ and of M⁻ counts, damped.
    counts: [f64; 2],
}

impl Voices {
    /// What speaks for and against each persona, into `all`.
    pub fn hear(all: &mut Vec<Voices>, plan: &Plan, evidence: &[Held], roles: &Roles) {
        all.clear();
        all.resize(roles.counts.len(), Voices::default());
        for held in evidence {
            for (persona, ratio) in &plan.suggestions[held.signal].personas {
                let (side, voices) = (side(*ratio), &mut all[*persona]);
                voices.sums[side] += held.weight * ratio.abs();
                voices.loudest[side] = voices.loudest[side].max(ratio.abs());
            }
        }
        for (voices, role) in all.iter_mut().zip(&roles.counts) {
            for (side, counted) in [*role, 1.0].into_iter().enumerate() {
                let (sum, loudest) = (voices.sums[side], voices.loudest[side]);
                if sum > 0.0 {
                    let flat = (1.0 + FLATTENS * sum / loudest).ln() / (1.0 + FLATTENS).ln();
                    voices.counts[side] = counted * loudest * flat / sum;
                }
            }
        }
    }

    /// A signal's part in the log evidence for the persona: above 0 it speaks for it, below against it.
    pub fn part(&self, weight: f64, ratio: f64) -> f64 {
        self.counts[side(ratio)] * weight * ratio
    }

    /// The log evidence for the persona, all in all.
    fn all(&self) -> f64 {
        self.counts[0] * self.sums[0] - self.counts[1] * self.sums[1]
    }

    /// All that is said, for and against.
    pub fn loudness(&self) -> f64 {
        self.counts[0] * self.sums[0] + self.counts[1] * self.sums[1]
    }
}

fn side(ratio: f64) -> usize {
    usize::from(ratio < 0.0)
}

/// P(persona) for each persona and, last, for "other", into `shares`. Sums to 1.
pub fn infer(shares: &mut Vec<f64>, plan: &Plan, voices: &[Voices], said: Option<usize>) {
    shares.clone_from(&plan.log_priors);
    for (log, voices) in shares.iter_mut().zip(voices) {
        *log += voices.all();
    }
    normalise(shares);
    // What the visitor says outweighs any reading, until it is taken back.
    if let Some(persona) = said {
        for share in shares.iter_mut() {
            *share *= 1.0 - SAID;
        }
        shares[persona] += SAID;
    }
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
