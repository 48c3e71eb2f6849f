//! Intent-aware choice of several offers.
//!
//! Greedily maximises `Σ_i P(i) · (1 − Π_{o∈S} (1 − q(o|i)))`, the chance that at least one offer of the slate serves
//! the visitor (IA-Select: Agrawal, Gollapudi, Halverson, Ieong: Diversifying Search Results, WSDM 2009). A sure belief
//! gives a focused slate, an unsure one a spread.

use super::Belief;
use super::LEAN;
use super::eligibility::{self, LeftOut};
use super::event::Event;
use super::explain::{self, Explanation};
use super::fit::{Fit, dot, fine};
use super::json::Writer;
use super::past::Past;
use super::plan::Plan;
use super::random::Random;
use super::reason::{Because, Reason};
use super::time::Millis;

/// The offers shown together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slate {
    /// The seed it was chosen under.
    pub seed: u64,
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
    pub because: Because,
}

impl Slate {
    /// Names it in the journal: six letters and digits that stand for these picks under this seed.
    pub fn id(&self) -> String {
        const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
        let mix = |mixed, pick: &Pick| Random(mixed ^ pick.offer as u64).next();
        let bits = Random(self.picks.iter().fold(self.seed, mix)).next();
        (0..6).map(|place| char::from(SIGNS[(bits >> (place * 5)) as usize & 31])).collect()
    }
}

impl Pick {
    /// Writes its reasons as a field, in the page's language.
    pub fn write_because(&self, json: &mut Writer, plan: &Plan, events: &[Event]) {
        json.key("because")
            .list(&*self.because, |json, reason| json.joined(&reason.pieces(plan, events)));
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

/// What a slate is chosen from.
#[derive(Clone, Copy, Debug)]
pub struct Case<'c> {
    /// The plan.
    pub plan: &'c Plan,
    /// Who the visitor seems to be, and where he stands.
    pub belief: &'c Belief,
    /// What he did.
    pub past: &'c Past,
    /// The events of his journal.
    pub events: &'c [Event],
    /// Which tests of the audiences ever held.
    pub met: &'c [bool],
}

/// What a choice is made in. Used again, it needs no new memory.
#[derive(Debug, Default)]
pub struct Room {
    /// P(i) · Π_{o∈S} (1 − q(o|i)) for each intent and the offers chosen so far.
    intents: Vec<f64>,
    candidates: Vec<Candidate>,
    /// The rows that this visitor's past changed.
    rows: Vec<f64>,
    reasons: explain::Room,
}

/// The offers that may be shown at this time, in the order in which they would come onto a slate with room for all of them, each
/// with its fit. Each is looked for as it is asked for.
#[cfg(any(feature = "cli", feature = "studio"))]
pub fn ranking<'c>(
    room: &'c mut Room,
    case: &'c Case<'c>,
    now: Millis,
) -> impl Iterator<Item = (usize, f64)> {
    let mut choice = Choice::of(room, case);
    choice.gather(now, &mut Vec::new());
    std::iter::from_fn(move || {
        let best = choice.best()?;
        choice.take(best);
        let Candidate { offer, fit, .. } = choice.room.candidates[best];
        Some((offer, fit))
    })
}

/// Chooses the offers for this moment, into `slate`.
pub fn choose(slate: &mut Slate, room: &mut Room, case: &Case, moment: Moment) {
    let Moment { now, seed, slots } = moment;
    let Slate { picks, left_out, .. } = slate;
    slate.seed = seed;
    left_out.clear();
    let mut choice = Choice::of(room, case);
    choice.gather(now, left_out);
    picks.clear();
    choice.fill(picks, slots, &mut Random(seed));
    if !LEAN {
        choice.add_twins(left_out, picks);
    }
    let mut explanation = Explanation::of(&mut room.reasons, case);
    for place in 0..picks.len() {
        let mut because = explanation.reasons(picks[place].offer);
        // Cards that all say the same say nothing: each starts with a reason that no card above started with.
        let is_fresh = |reason: &Reason| {
            let mut above = picks[..place].iter();
            above.all(|above| !explanation.says_as(above.because[0], *reason))
        };
        let fresh = because.iter().position(is_fresh);
        because.lead_with(fresh.unwrap_or(0));
        picks[place].because = because;
    }
}

/// An offer that may be shown.
#[derive(Debug)]
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
}

/// A choice under way.
struct Choice<'c> {
    case: &'c Case<'c>,
    room: &'c mut Room,
}

/// The gain of a candidate that is out.
const OUT: i64 = -1;

impl<'c> Choice<'c> {
    fn of(room: &'c mut Room, case: &'c Case<'c>) -> Self {
        let Room { intents, candidates, rows, .. } = &mut *room;
        intents.clear();
        for persona in &case.belief.personas {
            intents.extend(case.belief.places.stages.iter().map(|stage| persona * stage));
        }
        intents.resize(case.plan.rows.width(), 0.0);
        candidates.clear();
        rows.clear();
        Choice { case, room }
    }

    /// Takes in all offers that may be shown, and says why the others may not.
    fn gather(&mut self, now: Millis, left_out: &mut Vec<(usize, LeftOut)>) {
        let Case { plan, past, met, .. } = *self.case;
        let Room { intents, candidates, rows, .. } = &mut *self.room;
        for (offer, plain) in plan.rows.all().enumerate() {
            // Most offers: nothing is said of them. A page's module asks for more than it needs to.
            let is_plain = !LEAN
                && plan.offers[offer].is_open
                && !past.knows(plan, offer)
                && !past.is_here(plan, offer);
            let fit = if is_plain {
                Fit::PLAIN
            } else if let Err(why) = eligibility::check(plan, offer, past, met, now) {
                // In a page nobody asks.
                if !LEAN {
                    left_out.push((offer, why));
                }
                continue;
            } else {
                Fit::of(plan, offer, past, now)
            };
            let (row, fit) = if fit.is_plain() {
                (None, dot(intents, plain))
            } else {
                let start = rows.len();
                fit.apply(plain, rows);
                (Some(start), dot(intents, &rows[start..]))
            };
            let (gain, place) = (fine(fit), plan.place(offer, past.host));
            candidates.push(Candidate { offer, place, row, fit, gain });
        }
    }

    /// Picks so many candidates; why will be said.
    fn fill(&mut self, picks: &mut Vec<Pick>, slots: usize, random: &mut Random) {
        for slot in 1..=slots {
            let Some(best) = self.best() else { return };
            let (place, propensity) = if slot < slots {
                self.take(best);
                (best, 1.0)
            } else {
                self.last_slot(best, random)
            };
            let Candidate { offer, fit, .. } = self.room.candidates[place];
            picks.push(Pick { offer, fit, propensity, because: Because::none() });
        }
    }

    /// The candidate that adds the most. Of equals the first in the order of their ids wins, so that the order of the file
    /// decides nothing.
    ///
    /// What a candidate adds never grows as others are chosen, so those that added less before than the best adds now need
    /// no second look (Minoux: Accelerated greedy algorithms for maximizing submodular set functions, 1978). Whoever led
    /// before is looked at first.
    fn best(&mut self) -> Option<usize> {
        let plan = self.case.plan;
        let Room { intents, candidates, rows, .. } = &mut *self.room;
        let (mut best, mut most) = (None, OUT);
        for (place, candidate) in candidates.iter().enumerate() {
            if candidate.gain > most {
                (best, most) = (Some(place), candidate.gain);
            }
        }
        let first = best?;
        let id = |offer: usize| &plan.config.offers[offer].id;
        let (mut best, mut leads) = (first, candidates[first].offer);
        most = candidates[first].look(plan, intents, rows);
        for (place, candidate) in candidates.iter_mut().enumerate() {
            if candidate.gain >= most && place != first {
                let gain = candidate.look(plan, intents, rows);
                if gain > most || gain == most && id(candidate.offer) < id(leads) {
                    (best, most, leads) = (place, gain, candidate.offer);
                }
            }
        }
        Some(best)
    }

    /// Puts a candidate on the slate: the intents that it serves are served, and no other leads to the same place.
    fn take(&mut self, place: usize) {
        let Room { intents, candidates, rows, .. } = &mut *self.room;
        let row = candidates[place].row(self.case.plan, rows);
        for (weight, share) in intents.iter_mut().zip(row) {
            *weight *= 1.0 - share;
        }
        self.exclude(place);
    }

    /// Leaves out the offers that lead where a chosen one leads.
    fn add_twins(&self, left_out: &mut Vec<(usize, LeftOut)>, picks: &[Pick]) {
        let Case { plan, past, .. } = *self.case;
        for Candidate { offer, place, gain, .. } in &self.room.candidates {
            let leads_there = |pick: &Pick| plan.place(pick.offer, past.host) == *place;
            let is_picked = |pick: &Pick| pick.offer == *offer;
            if *gain == OUT && picks.iter().any(leads_there) && !picks.iter().any(is_picked) {
                left_out.push((*offer, LeftOut::SameUrl));
            }
        }
    }

    fn exclude(&mut self, place: usize) {
        let taken = self.room.candidates[place].place;
        for candidate in &mut self.room.candidates {
            if candidate.place == taken {
                candidate.gain = OUT;
            }
        }
    }

    /// The last slot: the best candidate, or with probability `explore` one of the next best, each as likely.
    fn last_slot(&mut self, best: usize, random: &mut Random) -> (usize, f64) {
        let explore = self.case.plan.config.panel.explore;
        let most = (explore / LEAST_PROPENSITY) as usize;
        self.exclude(best);
        let is_out = |candidate: &Candidate| candidate.gain < 0;
        if most == 0 || self.room.candidates.iter().all(is_out) {
            return (best, 1.0);
        }
        if random.share() >= explore {
            return (best, 1.0 - explore);
        }
        let mut others = Vec::new();
        while others.len() < most {
            let Some(next) = self.best() else { break };
            self.exclude(next);
            others.push(next);
        }
        let count = others.len() as f64;
        (others[(random.share() * count) as usize], explore / count)
    }
}

impl Candidate {
    /// What it adds now.
    fn look(&mut self, plan: &Plan, intents: &[f64], rows: &[f64]) -> i64 {
        self.gain = fine(dot(intents, self.row(plan, rows)));
        self.gain
    }

    fn row<'r>(&self, plan: &'r Plan, rows: &'r [f64]) -> &'r [f64] {
        match self.row {
            Some(start) => &rows[start..start + plan.rows.width()],
            None => plan.rows.row(self.offer),
        }
    }
}
