//! Intent-aware choice of several offers.
//!
//! Greedily maximises `Σ_i P(i) · (1 − Π_{o∈S} (1 − q(o|i)))`, the chance that at least one offer of the slate serves
//! the visitor (IA-Select: Agrawal, Gollapudi, Halverson, Ieong: Diversifying Search Results, WSDM 2009). A sure belief
//! gives a focused slate, an unsure one a spread.

use super::Belief;
use super::LEAN;
use super::eligibility::{self, LeftOut};
use super::event::Event;
use super::explain::Explanation;
use super::fit::{Fit, dot, fine};
use super::json::Writer;
use super::past::Past;
use super::plan::Plan;
use super::random::Random;
use super::reason::Reason;
use super::time::Millis;

/// The offers shown together.
#[derive(Clone, Debug, PartialEq)]
pub struct Slate {
    /// Names it in the journal; the same for the same choice under the same seed.
    pub id: String,
    /// The offers, best first.
    pub picks: Vec<Pick>,
    /// Those that may not be shown now, each with the rule that left it out.
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
    /// Why, the largest reason first; at least one.
    pub because: Vec<Reason>,
}

impl Pick {
    /// Writes its reasons as a field, in the page's language.
    pub fn write_because(&self, json: &mut Writer, plan: &Plan, events: &[Event]) {
        json.key("because")
            .list(&self.because, |json, reason| json.joined(&reason.pieces(plan, events)));
    }
}

/// No pick's propensity is smaller: later estimates from the logs need it.
const LEAST_PROPENSITY: f64 = 0.02;

/// What a slate is for.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// When.
    pub now: Millis,
    /// Decides whether the last slot explores and what it shows.
    pub seed: u64,
    /// How many offers are wanted.
    pub slots: usize,
}

/// The offers that may be shown at this time, in the order in which they would come onto a slate with room for all of them, each
/// with its fit. Each is looked for as it is asked for.
#[cfg(any(feature = "cli", feature = "studio"))]
pub fn ranking(
    plan: &Plan,
    belief: &Belief,
    past: &Past,
    met: &[bool],
    now: Millis,
) -> impl Iterator<Item = (usize, f64)> {
    let mut choice = Choice::of(plan, belief, past.host);
    choice.gather(past, met, now, &mut Vec::new());
    std::iter::from_fn(move || {
        let best = choice.best()?;
        choice.take(best);
        let Candidate { offer, fit, .. } = choice.candidates[best];
        Some((offer, fit))
    })
}

/// Chooses the offers for this moment. `met` says which tests of the audiences ever held.
pub fn choose(
    plan: &Plan,
    belief: &Belief,
    past: &Past,
    events: &[Event],
    met: &[bool],
    moment: Moment,
) -> Slate {
    let Moment { now, seed, slots } = moment;
    let mut left_out = Vec::new();
    let mut choice = Choice::of(plan, belief, past.host);
    choice.gather(past, met, now, &mut left_out);
    let chosen = choice.fill(slots, &mut Random(seed));
    if !LEAN {
        left_out.extend(choice.twins(&chosen));
    }
    let mut explanation = Explanation::of(plan, belief, events, past);
    let mut said: Vec<Reason> = Vec::with_capacity(chosen.len());
    let mut picks = Vec::with_capacity(chosen.len());
    for (candidate, propensity) in chosen {
        let Candidate { offer, fit, .. } = choice.candidates[candidate];
        let mut because = explanation.reasons(offer);
        // Cards that all say the same say nothing: each starts with a reason that no card above started with.
        let fresh = because.iter().position(|reason| !explanation.is_said(&said, *reason));
        because[..=fresh.unwrap_or(0)].rotate_right(1);
        said.push(because[0]);
        picks.push(Pick { offer, fit, propensity, because });
    }
    Slate { id: name(seed, &picks), picks, left_out }
}

/// An offer that may be shown.
struct Candidate {
    offer: usize,
    /// The offer that stands for all that lead to the same place.
    place: usize,
    /// Where its row stands among the rows of this choice; `None`: it is the plan's.
    row: Option<usize>,
    /// What it adds to an empty slate: the probability that it serves this visitor.
    fit: f64,
    /// What it added when that was last worked out, [`fine`]; it can only become less. Below 0: it is chosen, or leads where a
    /// chosen one leads.
    gain: i64,
    /// When that was.
    round: usize,
}

/// A choice under way.
struct Choice<'p> {
    plan: &'p Plan,
    /// The host of the page that offers are chosen for.
    host: u64,
    /// P(i) · Π_{o∈S} (1 − q(o|i)) for each intent and the offers chosen so far.
    intents: Vec<f64>,
    candidates: Vec<Candidate>,
    /// How many were chosen so far.
    round: usize,
    /// The rows that this visitor's past changed.
    rows: Vec<f64>,
}

/// The gain of a candidate that is out.
const OUT: i64 = -1;

impl<'p> Choice<'p> {
    fn of(plan: &'p Plan, belief: &Belief, host: u64) -> Self {
        let mut intents = Vec::with_capacity(plan.rows.width());
        for persona in &belief.personas {
            intents.extend(belief.places.stages.iter().map(|stage| persona * stage));
        }
        intents.resize(plan.rows.width(), 0.0);
        let candidates = Vec::with_capacity(plan.offers.len());
        // A visitor's past speaks of a handful of offers, as a rule.
        let rows = Vec::with_capacity(8 * intents.len());
        Choice { plan, host, intents, candidates, round: 0, rows }
    }

    /// Takes in all offers that may be shown, and says why the others may not.
    fn gather(
        &mut self,
        past: &Past,
        met: &[bool],
        now: Millis,
        left_out: &mut Vec<(usize, LeftOut)>,
    ) {
        let plan = self.plan;
        for offer in 0..plan.offers.len() {
            // Most offers: nothing is said of them. A page's module asks for more than it needs to.
            if !LEAN
                && plan.offers[offer].is_open
                && !past.knows(plan, offer)
                && !past.is_here(plan, offer)
            {
                self.add(offer, Fit::PLAIN);
                continue;
            }
            match eligibility::check(plan, offer, past, met, now) {
                Ok(()) => self.add(offer, Fit::of(plan, offer, past, now)),
                Err(why) => left_out.push((offer, why)),
            }
        }
    }

    fn add(&mut self, offer: usize, fit: Fit) {
        let plain = self.plan.rows.row(offer);
        let (row, fit) = if fit.is_plain() {
            (None, dot(&self.intents, plain))
        } else {
            let start = self.rows.len();
            fit.apply(plain, &mut self.rows);
            (Some(start), dot(&self.intents, &self.rows[start..]))
        };
        let (gain, place) = (fine(fit), self.plan.place(offer, self.host));
        self.candidates.push(Candidate { offer, place, row, fit, gain, round: 0 });
    }

    /// The chosen candidates, each with its propensity.
    fn fill(&mut self, slots: usize, random: &mut Random) -> Vec<(usize, f64)> {
        let mut chosen = Vec::with_capacity(slots);
        while chosen.len() + 1 < slots {
            let Some(best) = self.best() else { return chosen };
            self.take(best);
            chosen.push((best, 1.0));
        }
        chosen.extend(self.last_slot(random));
        chosen
    }

    /// The candidate that adds the most. Of equals the first in the order of their ids wins, so that the order of the file
    /// decides nothing.
    ///
    /// What a candidate adds never grows as others are chosen, so those that added less before than the best adds now need
    /// no second look (Minoux: Accelerated greedy algorithms for maximizing submodular set functions, 1978). Whoever led
    /// before is looked at first.
    fn best(&mut self) -> Option<usize> {
        let (mut best, mut most) = (None, OUT);
        for (place, candidate) in self.candidates.iter().enumerate() {
            if candidate.gain > most {
                (best, most) = (Some(place), candidate.gain);
            }
        }
        let mut best = best?;
        most = self.look(best);
        for place in 0..self.candidates.len() {
            if self.candidates[place].gain >= most && place != best {
                let gain = self.look(place);
                let id = |place: usize| &self.plan.config.offers[self.candidates[place].offer].id;
                if gain > most || gain == most && id(place) < id(best) {
                    (best, most) = (place, gain);
                }
            }
        }
        Some(best)
    }

    /// What a candidate adds now.
    fn look(&mut self, place: usize) -> i64 {
        let candidate = &self.candidates[place];
        if candidate.round < self.round {
            let gain = fine(dot(&self.intents, self.row(candidate)));
            (self.candidates[place].gain, self.candidates[place].round) = (gain, self.round);
        }
        self.candidates[place].gain
    }

    fn row(&self, candidate: &Candidate) -> &[f64] {
        match candidate.row {
            Some(start) => &self.rows[start..start + self.intents.len()],
            None => self.plan.rows.row(candidate.offer),
        }
    }

    /// Puts a candidate on the slate: the intents that it serves are served, and no other leads to the same place.
    fn take(&mut self, place: usize) {
        let row = match self.candidates[place].row {
            Some(start) => &self.rows[start..start + self.intents.len()],
            None => self.plan.rows.row(self.candidates[place].offer),
        };
        for (weight, share) in self.intents.iter_mut().zip(row) {
            *weight *= 1.0 - share;
        }
        self.round += 1;
        self.exclude(place);
    }

    /// The offers that lead where a chosen one leads.
    fn twins(&self, chosen: &[(usize, f64)]) -> Vec<(usize, LeftOut)> {
        let leads = |place: usize| chosen.iter().any(|it| self.candidates[it.0].place == place);
        let is_chosen = |candidate: usize| chosen.iter().any(|it| it.0 == candidate);
        let twins = self.candidates.iter().enumerate();
        twins
            .filter(|(index, it)| it.gain == OUT && leads(it.place) && !is_chosen(*index))
            .map(|(_, it)| (it.offer, LeftOut::SameUrl))
            .collect()
    }

    fn exclude(&mut self, place: usize) {
        let taken = self.candidates[place].place;
        for candidate in &mut self.candidates {
            if candidate.place == taken {
                candidate.gain = OUT;
            }
        }
    }

    /// The last slot: the best offer, or with probability `explore` one of the next best, each as likely.
    fn last_slot(&mut self, random: &mut Random) -> Option<(usize, f64)> {
        let best = self.best()?;
        let explore = self.plan.config.panel.explore;
        let most = (explore / LEAST_PROPENSITY) as usize;
        self.exclude(best);
        if most == 0 || self.candidates.iter().all(|candidate| candidate.gain == OUT) {
            return Some((best, 1.0));
        }
        if random.share() >= explore {
            return Some((best, 1.0 - explore));
        }
        let mut others = Vec::new();
        while others.len() < most {
            let Some(next) = self.best() else { break };
            self.exclude(next);
            others.push(next);
        }
        let pick = (random.share() * others.len() as f64) as usize;
        Some((others[pick.min(others.len() - 1)], explore / others.len() as f64))
    }
}

/// Six letters and digits that stand for these picks under this seed.
fn name(seed: u64, picks: &[Pick]) -> String {
    const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mixed = picks.iter().fold(seed, |mixed, pick| Random(mixed ^ pick.offer as u64).next());
    let bits = Random(mixed).next();
    (0..6).map(|place| char::from(SIGNS[(bits >> (place * 5)) as usize & 31])).collect()
}
