//! How well each offer serves each intent: q(o|i) = base(o) · match(o, i) · context(o) · freshness(o).
//!
//! An intent is (persona, stage); a stage belongs to one journey. All are probabilities, so priorities and contexts
//! act on odds and never leave 0–1. What depends on the config alone is worked out once, in [`Rows`].

use super::json::rounded;
use super::past::{OfferPast, Past, WANTED};
use super::plan::{Plan, PlannedOffer};
use super::time::{self, DAY, Millis};

/// How well an ordinary offer serves an intent that it matches fully.
const FULL_MATCH: f64 = 0.5;
/// How well an offer for anyone serves a particular persona or stage.
const FOR_ANYONE: f64 = 0.6;
/// How well an offer serves someone it was not written for: a colleague may still want it.
const FOR_OTHERS: f64 = 0.1;
/// How well an offer for named personas serves "other", of whom nothing is known.
const FOR_UNKNOWN: f64 = 0.35;
/// How well an offer serves the stage just before one of its own: the usual next step.
const STAGE_AHEAD: f64 = 0.5;
/// The highest odds of anything: beyond, it is certain.
const CERTAIN: f64 = 1e9;

/// Odds for the first offer in the `next` list of the page or the offer just used; each further one has a little less, down
/// to those of an offer that merely goes on from there.
const NEXT_ODDS: f64 = 4.0;
const NEXT_TILT: f64 = 0.9;
const ONWARD_ODDS: f64 = 1.5;
/// How many offers go on from a page whose offer names no `next`.
const ONWARD: usize = 3;
/// What each earlier step from this page to that one adds to its odds.
const FOLLOWED: f64 = 2.0;
/// What the page viewed just before has added to its odds.
const RECENT: f64 = 6.0;
/// What is left of an offer that was just clicked, or whose page was just read to the end; it comes back.
const USED: f64 = 0.25;
const USED_HALF_LIFE: Millis = 14 * DAY;
/// What each impression without a click leaves.
const IGNORED: f64 = 0.8;

/// q(o|i) of every offer for every intent, where nothing but the config is known. An intent's place in a row is
/// persona · stages + stage; the persona after the last is "other". Zeros fill a row up to whole [`LANES`].
#[derive(Clone, Debug, Default)]
pub struct Rows {
    width: usize,
    shares: Vec<f64>,
}

impl Rows {
    /// The rows of a plan's offers.
    pub fn of(plan: &Plan) -> Self {
        let intents = (plan.config.personas.len() + 1) * plan.stages.len();
        let width = intents.max(1).next_multiple_of(LANES);
        let mut shares = Vec::with_capacity(width * plan.offers.len());
        for (offer, rules) in plan.offers.iter().zip(&plan.config.offers) {
            let stages = stages(plan, offer);
            for persona in personas(plan, offer) {
                for stage in &stages {
                    let share = FULL_MATCH * persona * stage;
                    let odds = (share / (1.0 - share) * rules.priority).min(CERTAIN);
                    shares.push(odds / (1.0 + odds));
                }
            }
            shares.resize(shares.len() + width - intents, 0.0);
        }
        Rows { width, shares }
    }

    /// How many shares a row has.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The rows of all offers, in their order.
    pub fn all(&self) -> impl Iterator<Item = &[f64]> {
        self.shares.chunks_exact(self.width)
    }

    /// One offer's row.
    pub fn row(&self, offer: usize) -> &[f64] {
        &self.shares[offer * self.width..(offer + 1) * self.width]
    }
}

/// What this visitor's past makes of an offer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// Odds against an offer of which nothing is known.
    odds: f64,
    freshness: f64,
}

impl Fit {
    /// Of an offer of which the past says nothing.
    pub const PLAIN: Fit = Fit { odds: 1.0, freshness: 1.0 };

    /// The fit of an offer for this visitor's past.
    pub fn of(plan: &Plan, offer: usize, past: &Past, now: Millis) -> Self {
        let page = past.page(plan, offer);
        let follows = past.offer(offer).follows.map_or(1.0, |follows| follows.odds);
        let past_odds = page.map_or(1.0, |page| page.follow_odds() * page.recent_odds());
        let odds = (follows * past_odds).min(CERTAIN);
        Fit { odds, freshness: freshness(past.offer(offer), page, now) }
    }

    /// Whether the past says nothing of the offer.
    pub fn is_plain(self) -> bool {
        self.odds <= 1.0 && self.freshness >= 1.0
    }

    /// Appends the row that this fit makes of a plain one.
    pub fn apply(self, row: &[f64], out: &mut Vec<f64>) {
        let odds = |share: f64| self.odds * share / (1.0 - share + self.odds * share);
        out.extend(row.iter().map(|share| odds(*share) * self.freshness));
    }
}

fn personas(plan: &Plan, offer: &PlannedOffer) -> Vec<f64> {
    let other = plan.config.personas.len();
    let own = for_named(offer.personas.len(), other);
    (0..=other)
        .map(|persona| match () {
            () if offer.personas.is_empty() => FOR_ANYONE,
            () if offer.personas.contains(&persona) => own,
            () if persona == other => FOR_UNKNOWN,
            () => FOR_OTHERS,
        })
        .collect()
}

fn stages(plan: &Plan, offer: &PlannedOffer) -> Vec<f64> {
    let own = for_named(offer.stages.len(), plan.stages.len());
    plan.stages
        .iter()
        .enumerate()
        .map(|(index, stage)| {
            let fit = match () {
                () if offer.stages.is_empty() => FOR_ANYONE,
                () if offer.stages.contains(&index) => own,
                () if stage.next.iter().any(|next| offer.stages.contains(next)) => STAGE_AHEAD,
                () => FOR_OTHERS,
            };
            let journey = offer.journeys.is_empty() || offer.journeys.contains(&stage.journey);
            if journey { fit } else { fit * FOR_OTHERS }
        })
        .collect()
}

/// How well an offer serves those that it names: one for a few serves each of them better than one for nearly all.
fn for_named(named: usize, all: usize) -> f64 {
    let others = named.saturating_sub(1) as f64 / all.max(1) as f64;
    1.0 - (1.0 - FOR_ANYONE) * others
}

impl OfferPast {
    /// Odds from the steps that the visitor took before.
    pub fn follow_odds(&self) -> f64 {
        1.0 + FOLLOWED * self.followed
    }

    /// Odds from the pages that are still on the visitor's mind.
    pub fn recent_odds(&self) -> f64 {
        1.0 + RECENT * if self.sessions >= WANTED { self.habit } else { self.recent }
    }
}

/// That an offer follows from the page the visitor is on, or left last, or from the offer clicked last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Follows {
    /// The offer it follows from.
    pub from: usize,
    /// How much that raises its odds.
    pub odds: f64,
}

/// Notes of each offer from which other it follows.
pub fn follow(plan: &Plan, past: &mut Past) {
    let here = past.clicked_last.into_iter().chain(past.on_page);
    // Whoever comes back after a while may go on from where he stopped, or not.
    let (is_here, stopped) = (past.here.is_some(), past.stopped);
    let now = here.map(|from| (from, is_here));
    for (from, just_now) in now.chain(stopped.map(|from| (from, false))) {
        let mut mark = |offer: usize, odds: f64| {
            past.offer_mut(offer).follows.get_or_insert(Follows { from, odds });
        };
        let mut odds = NEXT_ODDS;
        for next in &plan.offers[from].next {
            mark(*next, if just_now { odds } else { ONWARD_ODDS });
            odds = (odds * NEXT_TILT).max(ONWARD_ODDS);
        }
        if plan.offers[from].next.is_empty() && stopped != Some(from) {
            for next in onward(plan, from) {
                mark(next, ONWARD_ODDS);
            }
        }
    }
}

/// The offers that best serve those whom this one serves, the best first; of equals the first in the order of their ids.
pub fn onward(plan: &Plan, from: usize) -> Vec<usize> {
    let id = |offer: usize| &plan.config.offers[offer].id;
    let mut found = [(0, from); ONWARD];
    for offer in 0..plan.offers.len() {
        if plan.offers[offer].place == plan.offers[from].place {
            continue;
        }
        let mut one = (fine(dot(plan.rows.row(offer), plan.rows.row(from))), offer);
        for held in &mut found {
            if one.0 >= held.0 && (one.0 > held.0 || id(one.1) < id(held.1)) {
                std::mem::swap(&mut one, held);
            }
        }
    }
    let mut onward = Vec::new();
    for (gain, offer) in found {
        if gain > 0 {
            onward.push(offer);
        }
    }
    onward
}

/// A gain in whole numbers: in another order of the file the same sum may end in another last bit.
pub fn fine(gain: f64) -> i64 {
    rounded(gain * 1e12)
}

/// So many products are added side by side: one after the other, each addition would wait for the one before.
const LANES: usize = 4;

/// Σ a·b of two rows.
pub fn dot(one: &[f64], other: &[f64]) -> f64 {
    let mut sums = [0.0; LANES];
    for (one, other) in one.as_chunks::<LANES>().0.iter().zip(other.as_chunks::<LANES>().0) {
        for lane in 0..LANES {
            sums[lane] += one[lane] * other[lane];
        }
    }
    // In this order two of them are added at once.
    sums[0] + sums[2] + (sums[1] + sums[3])
}

fn freshness(offer: &OfferPast, page: Option<&OfferPast>, now: Millis) -> f64 {
    let back = |used: Option<Millis>| {
        let left = |at| 1.0 - (1.0 - USED) * time::decay(now.saturating_sub(at), USED_HALF_LIFE);
        used.map_or(1.0, left)
    };
    let wanted_again = page.is_some_and(|page| page.sessions >= WANTED);
    let read = page.and_then(|page| page.read);
    let used = if wanted_again { 1.0 } else { back(offer.clicked).min(back(read)) };
    (0..offer.ignored.min(12)).fold(used, |left, _| left * IGNORED)
}
