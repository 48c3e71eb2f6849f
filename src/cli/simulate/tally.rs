//! What is counted of all visitors. Whole numbers alone, so that it is the same in whatever order they are added up.

use crate::engine::eligibility::LeftOut;
use crate::engine::{Belief, Plan, Slate};

/// The rules that leave offers out, in the order of their counts.
pub const RULES: [LeftOut; 8] = [
    LeftOut::NotYet,
    LeftOut::Over,
    LeftOut::ThisPage,
    LeftOut::Dismissed,
    LeftOut::Clicked,
    LeftOut::Capped,
    LeftOut::Audience,
    LeftOut::SameUrl,
];

/// Bins of the probabilities that were said: 0–10 %, 10–20 % and so on, 100 % in the last.
pub const BINS: usize = 10;

/// Probabilities are summed in billionths.
const BILLION: f64 = 1e9;

/// Counts of all visitors, or of some.
#[derive(Clone, Debug)]
pub struct Tally {
    /// Visitors, and how many of them have a persona that is known.
    pub visitors: u64,
    /// As `visitors`.
    pub known: u64,
    /// Page views, with a slate at each.
    pub views: u64,
    /// Slates for each persona ("other" last) and stage, persona by persona.
    pub slates: Vec<u64>,
    /// Of those, the ones with each offer, group by group.
    pub shown: Vec<u64>,
    /// For each offer, how many slates each of [`RULES`] left it out of.
    pub left_out: Vec<[u64; RULES.len()]>,
    /// For each persona ("other" last), how soon it led.
    pub found: Vec<Found>,
    /// What was said of the likeliest persona, by its probability.
    pub bins: [Bin; BINS],
    offers: usize,
    stages: usize,
}

/// How soon the visitors of one persona were found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// How many visitors there were.
    pub visitors: u64,
    /// How many were found at each page view, the first one first.
    pub at: Vec<u64>,
}

/// Beliefs that were said with about the same probability.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bin {
    /// How many.
    pub beliefs: u64,
    /// How many of them were right.
    pub right: u64,
    billionths: u64,
}

impl Tally {
    /// Nothing yet.
    pub fn of(plan: &Plan) -> Self {
        let (personas, stages) = (plan.config.personas.len() + 1, plan.stages.len());
        let (groups, offers) = (personas * stages, plan.offers.len());
        Tally {
            visitors: 0,
            known: 0,
            views: 0,
            slates: vec![0; groups],
            shown: vec![0; groups * offers],
            left_out: vec![[0; RULES.len()]; offers],
            found: vec![Found::default(); personas],
            bins: [Bin::default(); BINS],
            offers,
            stages,
        }
    }

    /// A slate that a visitor of this persona was shown in this stage.
    pub fn show(&mut self, persona: usize, stage: usize, slate: &Slate) {
        let group = persona * self.stages + stage;
        self.views += 1;
        self.slates[group] += 1;
        for pick in &slate.picks {
            self.shown[group * self.offers + pick.offer] += 1;
        }
        for (offer, why) in &slate.left_out {
            if let Some(rule) = RULES.iter().position(|rule| rule == why) {
                self.left_out[*offer][rule] += 1;
            }
        }
    }

    /// What was believed of a visitor who is of this persona; says whether that one led.
    pub fn believe(&mut self, persona: usize, belief: &Belief) -> bool {
        let leader = leader(&belief.personas);
        let said = belief.personas[leader];
        let bin = &mut self.bins[((said * BINS as f64) as usize).min(BINS - 1)];
        bin.beliefs += 1;
        bin.right += u64::from(leader == persona);
        bin.billionths += (said * BILLION).round() as u64;
        leader == persona
    }

    /// A visitor of this persona has left, found at this page view, from 1, or never.
    pub fn leave(&mut self, persona: usize, found: Option<usize>) {
        let of = &mut self.found[persona];
        of.visitors += 1;
        self.known += 1;
        if let Some(view) = found {
            if of.at.len() < view {
                of.at.resize(view, 0);
            }
            of.at[view - 1] += 1;
        }
    }

    /// Adds what was counted of other visitors.
    pub fn add(mut self, other: &Tally) -> Self {
        self.visitors += other.visitors;
        self.known += other.known;
        self.views += other.views;
        add(&mut self.slates, &other.slates);
        add(&mut self.shown, &other.shown);
        for (rules, more) in self.left_out.iter_mut().zip(&other.left_out) {
            add(rules, more);
        }
        for (found, more) in self.found.iter_mut().zip(&other.found) {
            found.visitors += more.visitors;
            found.at.resize(found.at.len().max(more.at.len()), 0);
            add(&mut found.at, &more.at);
        }
        for (bin, more) in self.bins.iter_mut().zip(&other.bins) {
            bin.beliefs += more.beliefs;
            bin.right += more.right;
            bin.billionths += more.billionths;
        }
        self
    }

    /// How many slates of a persona and a stage there were.
    pub fn slates_of(&self, persona: usize, stage: usize) -> u64 {
        self.slates[persona * self.stages + stage]
    }

    /// How many of them had this offer.
    pub fn shown_to(&self, persona: usize, stage: usize, offer: usize) -> u64 {
        self.shown[(persona * self.stages + stage) * self.offers + offer]
    }

    /// How many slates had this offer.
    pub fn shown_at_all(&self, offer: usize) -> u64 {
        self.shown.iter().skip(offer).step_by(self.offers.max(1)).sum()
    }

    /// The expected calibration error: the mean distance between what was said and how often it was right, bin by bin
    /// (Naeini, Cooper, Hauskrecht: Obtaining well calibrated probabilities using Bayesian binning, AAAI 2015).
    pub fn calibration_error(&self) -> Option<f64> {
        let all: u64 = self.bins.iter().map(|bin| bin.beliefs).sum();
        let off = |bin: &Bin| match (bin.said(), bin.rightly()) {
            (Some(said), Some(right)) => bin.beliefs as f64 * (said - right).abs(),
            _ => 0.0,
        };
        (all > 0).then(|| self.bins.iter().map(off).sum::<f64>() / all as f64)
    }
}

impl Found {
    /// How many were found at all.
    pub fn count(&self) -> u64 {
        self.at.iter().sum()
    }

    /// The page view by which this share of those who were found was found, from 1.
    pub fn by(&self, share: f64) -> Option<usize> {
        let wanted = (share * self.count() as f64).ceil().max(1.0) as u64;
        let mut sum = 0;
        let reached = self.at.iter().position(|at| {
            sum += at;
            sum >= wanted
        });
        reached.map(|place| place + 1)
    }

    /// The share of those never found, 0–1.
    pub fn never(&self) -> Option<f64> {
        (self.visitors > 0).then(|| (self.visitors - self.count()) as f64 / self.visitors as f64)
    }
}

impl Bin {
    /// The mean of what was said, 0–1.
    pub fn said(&self) -> Option<f64> {
        (self.beliefs > 0).then(|| self.billionths as f64 / BILLION / self.beliefs as f64)
    }

    /// How often it was right, 0–1.
    pub fn rightly(&self) -> Option<f64> {
        (self.beliefs > 0).then(|| self.right as f64 / self.beliefs as f64)
    }
}

/// The likeliest; of equals the first.
pub fn leader(shares: &[f64]) -> usize {
    let better =
        |best: usize, place: usize| if shares[place] > shares[best] { place } else { best };
    (0..shares.len()).fold(0, better)
}

fn add(counts: &mut [u64], more: &[u64]) {
    for (count, more) in counts.iter_mut().zip(more) {
        *count += more;
    }
}
