//! How well each offer serves each intent: q(o|i) = base(o) · match(o, i) · context(o) · freshness(o).
//!
//! An intent is (persona, stage); a stage belongs to one journey. All are probabilities, so priorities and contexts
//! act on odds and never leave 0–1.

use super::past::{OfferPast, Past};
use super::plan::{Plan, PlannedOffer};
use super::time::{self, DAY, Millis};

/// How well an offer for anyone serves a particular persona or stage.
const FOR_ANYONE: f64 = 0.6;
/// How well an offer serves someone it was not written for: a colleague may still want it.
const FOR_OTHERS: f64 = 0.1;
/// How well an offer for named personas serves "other", of whom nothing is known.
const FOR_UNKNOWN: f64 = 0.35;
/// How well an offer serves the stage just before one of its own: the usual next step.
const STAGE_AHEAD: f64 = 0.5;

/// Odds for an offer in the `next` list of the page or the offer just used.
pub const NEXT_ODDS: f64 = 4.0;
/// What is left of an offer that was just clicked, or whose page was just read to the end; it comes back.
const USED: f64 = 0.25;
const USED_HALF_LIFE: Millis = 14 * DAY;
/// What each impression without a click leaves.
const IGNORED: f64 = 0.9;

/// q(o|i) of one offer, kept in its factors: q = squash(odds · persona · stage) · freshness.
#[derive(Clone, Debug)]
pub struct Fit {
    /// How well it serves each persona, "other" last.
    pub personas: Vec<f64>,
    /// How well it serves each stage.
    pub stages: Vec<f64>,
    /// Odds from priority and context.
    odds: f64,
    freshness: f64,
}

impl Fit {
    /// The fit of an offer for this visitor's past.
    pub fn of(plan: &Plan, index: usize, past: &Past, now: Millis) -> Self {
        let offer = &plan.offers[index];
        Fit {
            personas: personas(plan, offer),
            stages: stages(plan, offer),
            odds: plan.config.offers[index].priority * context(plan, index, past),
            freshness: freshness(&past.offers[index], now),
        }
    }

    /// q(o|i) for one intent. An ordinary offer that matches fully serves with probability one half.
    pub fn serves(&self, persona: usize, stage: usize) -> f64 {
        let share = 0.5 * self.personas[persona] * self.stages[stage];
        let odds = share / (1.0 - share) * self.odds;
        odds / (1.0 + odds) * self.freshness
    }
}

fn personas(plan: &Plan, offer: &PlannedOffer) -> Vec<f64> {
    let other = plan.config.personas.len();
    (0..=other)
        .map(|persona| match () {
            () if offer.personas.is_empty() => FOR_ANYONE,
            () if offer.personas.contains(&persona) => 1.0,
            () if persona == other => FOR_UNKNOWN,
            () => FOR_OTHERS,
        })
        .collect()
}

fn stages(plan: &Plan, offer: &PlannedOffer) -> Vec<f64> {
    plan.stages
        .iter()
        .enumerate()
        .map(|(index, stage)| {
            let fit = match () {
                () if offer.stages.is_empty() => FOR_ANYONE,
                () if offer.stages.contains(&index) => 1.0,
                () if stage.next.iter().any(|next| offer.stages.contains(next)) => STAGE_AHEAD,
                () => FOR_OTHERS,
            };
            let journey = offer.journeys.is_empty() || offer.journeys.contains(&stage.journey);
            if journey { fit } else { fit * FOR_OTHERS }
        })
        .collect()
}

/// Whether the offer follows from the page the visitor is on or from the offer clicked last; which one it was.
pub fn leads_here(plan: &Plan, index: usize, past: &Past) -> Option<usize> {
    let here = past.here?;
    let host = super::url::parse(&here.url).host;
    plan.offers.iter().enumerate().find_map(|(from, offer)| {
        // Being on a page says nothing of a particular place on it.
        let on_it = offer.target.fragment.is_empty() && offer.target.is_page(host, &here.page);
        let used = past.clicked_last == Some(from) || on_it;
        (used && offer.next.contains(&index)).then_some(from)
    })
}

fn context(plan: &Plan, index: usize, past: &Past) -> f64 {
    let next = if leads_here(plan, index, past).is_some() { NEXT_ODDS } else { 1.0 };
    // Each time the visitor took this step before is worth one more to one.
    next * (1.0 + past.offers[index].followed as f64)
}

fn freshness(past: &OfferPast, now: Millis) -> f64 {
    let back = |used: Option<Millis>| {
        used.map_or(1.0, |at| 1.0 - (1.0 - USED) * time::decay(now - at, USED_HALF_LIFE))
    };
    // A page returned to session after session (a login, a price list) is wanted again however often it was used.
    let wanted_again = past.sessions >= 3;
    let used = if wanted_again { 1.0 } else { back(past.clicked).min(back(past.read)) };
    (0..past.ignored.min(12)).fold(used, |left, _| left * IGNORED)
}
