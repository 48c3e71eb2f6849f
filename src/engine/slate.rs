//! Intent-aware choice of several offers.
//!
//! Greedily maximises `Σ_i P(i) · (1 − Π_{o∈S} (1 − q(o|i)))`, the chance that at least one offer of the slate serves
//! the visitor (IA-Select: Agrawal, Gollapudi, Halverson, Ieong: Diversifying Search Results, WSDM 2009). A sure belief
//! gives a focused slate, an unsure one a spread.

use super::Belief;
use super::eligibility::{self, LeftOut};
use super::explain;
use super::fit::Fit;
use super::past::Past;
use super::plan::Plan;
use super::signal::Moment;
use super::time::Millis;

/// The offers shown together.
#[derive(Clone, Debug, PartialEq)]
pub struct Slate {
    /// Names it in the journal; the same for the same choice under the same seed.
    pub id: String,
    /// The offers, best first.
    pub picks: Vec<Pick>,
    /// The others, each with the rule that left it out.
    pub left_out: Vec<(usize, LeftOut)>,
}

/// An offer on a slate.
#[derive(Clone, Debug, PartialEq)]
pub struct Pick {
    /// Its position in the config.
    pub offer: usize,
    /// The probability that it serves this visitor now.
    pub fit: f64,
    /// The probability with which it was put on the slate, 0.02–1.
    pub propensity: f64,
    /// Why, in words, the largest reason first.
    pub because: Vec<String>,
}

/// No pick's propensity is smaller: later estimates from the logs need it.
const LEAST_PROPENSITY: f64 = 0.02;

/// Chooses up to `slots` offers. `seed` decides whether the last slot explores and what it shows.
pub fn choose(plan: &Plan, belief: &Belief, moments: &[Moment], now: Millis, seed: u64) -> Slate {
    let past = Past::of(plan, moments);
    let (mut candidates, mut left_out) = (Vec::new(), Vec::new());
    for offer in 0..plan.offers.len() {
        match eligibility::check(plan, offer, &past, moments, now) {
            Ok(()) => candidates.push((offer, Fit::of(plan, offer, &past, now))),
            Err(why) => left_out.push((offer, why)),
        }
    }
    let mut random = Random(seed);
    let slots = plan.config.panel.slots;
    let mut intents = Intents::of(belief);
    let mut chosen: Vec<(usize, f64)> = Vec::new();
    while chosen.len() + 1 < slots {
        let Some(best) = intents.best(plan, &candidates, &chosen) else { break };
        intents.serve(&candidates[best].1);
        chosen.push((best, 1.0));
    }
    if chosen.len() + 1 == slots {
        chosen.extend(last_slot(plan, &intents, &candidates, &chosen, &mut random));
    }
    let whole = Intents::of(belief);
    let mut said: Vec<String> = Vec::new();
    let picks: Vec<Pick> = chosen
        .into_iter()
        .map(|(candidate, propensity)| {
            let (offer, fit) = &candidates[candidate];
            let mut because = explain::reasons(plan, belief, moments, &past, *offer);
            // Cards that all say the same say nothing: each starts with a reason that no card above started with.
            let fresh = because.iter().position(|reason| !said.contains(reason));
            because[..=fresh.unwrap_or(0)].rotate_right(1);
            said.push(because[0].clone());
            Pick { offer: *offer, fit: whole.gain(fit), propensity, because }
        })
        .collect();
    Slate { id: name(seed, &picks), picks, left_out }
}

/// The last slot: the best offer, or with probability `explore` one of those that come close, each as likely.
fn last_slot(
    plan: &Plan,
    intents: &Intents,
    candidates: &[(usize, Fit)],
    chosen: &[(usize, f64)],
    random: &mut Random,
) -> Option<(usize, f64)> {
    let explore = plan.config.panel.explore;
    let most = (explore / LEAST_PROPENSITY) as usize;
    let mut taken = chosen.to_vec();
    let mut pool = Vec::new();
    while pool.len() <= most {
        let Some(next) = intents.best(plan, candidates, &taken) else { break };
        taken.push((next, 0.0));
        pool.push(next);
    }
    let (best, others) = pool.split_first()?;
    if others.is_empty() {
        return Some((*best, 1.0));
    }
    if random.share() >= explore {
        return Some((*best, 1.0 - explore));
    }
    let pick = (random.share() * others.len() as f64) as usize;
    Some((others[pick.min(others.len() - 1)], explore / others.len() as f64))
}

/// The intents' weights: P(i) · Π_{o∈S} (1 − q(o|i)) for the offers chosen so far.
struct Intents {
    weights: Vec<Vec<f64>>,
}

impl Intents {
    fn of(belief: &Belief) -> Self {
        let row =
            |persona: &f64| belief.standing.stages.iter().map(|stage| persona * stage).collect();
        Intents { weights: belief.personas.iter().map(row).collect() }
    }

    /// What an offer adds to the objective.
    fn gain(&self, fit: &Fit) -> f64 {
        let row = |(persona, row): (usize, &Vec<f64>)| -> f64 {
            row.iter().enumerate().map(|(stage, weight)| weight * fit.serves(persona, stage)).sum()
        };
        self.weights.iter().enumerate().map(row).sum()
    }

    fn serve(&mut self, fit: &Fit) {
        for (persona, row) in self.weights.iter_mut().enumerate() {
            for (stage, weight) in row.iter_mut().enumerate() {
                *weight *= 1.0 - fit.serves(persona, stage);
            }
        }
    }

    /// The candidate that adds the most, leaving out those that lead where a taken one leads. Of equals the first in
    /// the order of their ids wins, so that the order of the file decides nothing.
    fn best(
        &self,
        plan: &Plan,
        candidates: &[(usize, Fit)],
        taken: &[(usize, f64)],
    ) -> Option<usize> {
        let target = |candidate: usize| &plan.offers[candidates[candidate].0].target;
        let id = |candidate: usize| &plan.config.offers[candidates[candidate].0].id;
        (0..candidates.len())
            .filter(|candidate| {
                taken
                    .iter()
                    .all(|(held, _)| held != candidate && target(*held) != target(*candidate))
            })
            .map(|candidate| (candidate, self.gain(&candidates[candidate].1)))
            .max_by(|one, other| one.1.total_cmp(&other.1).then_with(|| id(other.0).cmp(id(one.0))))
            .map(|(candidate, _)| candidate)
    }
}

/// `SplitMix64` (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number in 0–1, 1 excluded.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Six letters and digits that stand for these picks under this seed.
fn name(seed: u64, picks: &[Pick]) -> String {
    const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mixed = picks.iter().fold(seed, |mixed, pick| Random(mixed ^ pick.offer as u64).next());
    let bits = Random(mixed).next();
    (0..6).map(|place| char::from(SIGNS[(bits >> (place * 5)) as usize & 31])).collect()
}
