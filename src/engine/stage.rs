//! The stage filter: where the visitor stands in each journey.
//!
//! Each journey has a hidden Markov model over its stages: `next` lists shape the transitions, every stage can be
//! reached from every other with a small probability, and after a gap Δt the transition mixes with a return,
//! A(Δt) = r·A + (1 − r)·R·A with r = (1 + Δt/T)^(−1/2): R leads anywhere up to the stage where the visitor stopped, and past the purchase to any stage there. Whoever bought something stays a customer: from the stages after the
//! purchase, what is not in `next` leads to stages after the purchase alone. The filter takes a step at each event that says
//! something of a stage, a smaller one the less news it has; past the purchase it moves only at events that speak for a stage
//! there.

use super::config::Phase;
use super::evidence::{HALF_LIFE, Match};
use super::persona::normalise;
use super::plan::{Plan, PlannedStage};
use super::time::{self, DAY, Millis};
use std::ops::Range;

/// Share of a step that stays in its stage, and the share that goes to any stage at all; the rest follows `next`.
const STAY: f64 = 0.7;
const ANYWHERE: f64 = 0.05;

/// How much of a whole step is taken for each unit of [`Match::moves`]: who has read ten pages that say the same in one visit
/// has not moved ten times. From 1 to 2.5 real journeys were told nearly alike.
const PACE: f64 = 1.5;

/// T: after three times this time half of those who return go on where they stopped, after 15 times a quarter. The time
/// since the last visit tells more of where a visitor stands than most pages do; how fast that fades was measured on real
/// journeys, where six hours to a day predict nearly alike, and that it fades ever more slowly is the power law of forgetting (Wixted, Ebbesen: On the form of forgetting, 1991).
const RETURN_TIME: f64 = 0.5 * DAY as f64;

/// For so long a customer is a customer, whatever else he reads, and so much of the belief stays with the stages after the
/// purchase at least, since he may want something for what he has bought. Of those away so long half are customers no more.
const CUSTOMER_TIME: Millis = 365 * DAY;
const CUSTOMER_SHARE: f64 = 0.4;

/// How much less likely each further stage is before any evidence; stages after the purchase are this rare in all.
const FURTHER: f64 = 0.5;
const AFTER: f64 = 0.02;

/// Evidence for a stage is a hint for its journey, half as strong as for the stage.
const JOURNEY_SHARE: f64 = 0.5;

/// The filters of all journeys after some events.
#[derive(Clone, Debug, Default)]
pub struct Tracks {
    /// P(stage | journey) after the journey's last step, over the stages of all journeys.
    stages: Vec<f64>,
    journeys: Vec<Track>,
    /// What the last event said of each stage, as a logarithm.
    news: Vec<f64>,
}

/// One journey's own past.
#[derive(Clone, Debug, Default)]
struct Track {
    /// When its filter took its last step.
    at: Option<Millis>,
    /// What speaks for this journey rather than another, as a logarithm, at `spoken`.
    log: f64,
    spoken: Millis,
    /// The expected positions after its last steps, the newest last.
    trail: Trail,
    /// When the visitor was last more likely than not past the purchase.
    customer: Option<Millis>,
}

/// The expected positions in a journey after its last steps.
pub type Trail = [f64; 4];

/// Where the visitor stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    /// P(journey). Sums to 1.
    pub journeys: Vec<f64>,
    /// P(stage) over the stages of all journeys. Sums to 1.
    pub stages: Vec<f64>,
    /// How far the visitor came in the likeliest journey over the last steps, in stages; below 0: went back.
    pub rise: f64,
    /// Whether the visitor is a customer in some journey: was past the purchase, more likely than not, within a year.
    pub customer: bool,
}

impl Tracks {
    /// Before any evidence.
    pub fn begin(plan: &Plan) -> Self {
        let journeys = vec![Track::default(); plan.journeys.len()];
        Tracks { stages: plan.start.clone(), journeys, news: Vec::new() }
    }

    /// Takes over other tracks, in the memory that is there.
    pub fn copy(&mut self, from: &Tracks) {
        self.stages.clone_from(&from.stages);
        self.journeys.clone_from(&from.journeys);
    }

    /// What matched at one event moves the filters of the journeys that it says something of.
    pub fn follow(&mut self, plan: &Plan, at: Millis, matches: &[Match]) {
        let news = &mut self.news;
        news.clear();
        news.resize(self.stages.len(), 0.0);
        let mut pace = 0.0_f64;
        for found in matches {
            let suggestion = &plan.suggestions[found.signal];
            for (stage, ratio) in &suggestion.stages {
                news[*stage] += found.gain * ratio;
                pace = pace.max(PACE * found.moves).min(1.0);
            }
            for (journey, ratio) in &suggestion.journeys {
                self.journeys[*journey].speak(at, found.gain * ratio);
            }
        }
        for (journey, track) in plan.journeys.iter().zip(&mut self.journeys) {
            let range = journey.stages.clone();
            let news = &news[range.clone()];
            if news.iter().all(|log| *log == 0.0) {
                continue;
            }
            let stages = &plan.stages[range.clone()];
            let best = news.iter().copied().fold(0.0, f64::max);
            // What speaks for a stage of a journey that begins with the purchase speaks for having bought at all.
            let share = if journey.log_prior < 0.0 { 1.0 } else { JOURNEY_SHARE };
            track.speak(at, share * best);
            let belief = &mut self.stages[range.clone()];
            if let Some(last) = track.at {
                let bought = share_after(news, stages) > 0.0;
                step(belief, &journey.transitions, stages, pace, bought);
                wait(belief, stages, &plan.start[range.clone()], at.saturating_sub(last));
            }
            speak(belief, news);
            track.moved(belief);
            track.at = Some(at);
            if share_after(belief, stages) > 0.5 && track.log + journey.log_prior >= 0.0 {
                track.customer = Some(at);
            }
        }
    }

    /// Where the visitor stands at a time, into `places`.
    pub fn places(&self, places: &mut Places, plan: &Plan, now: Millis) {
        let Places { journeys, stages, rise, customer } = places;
        journeys.clear();
        for (planned, track) in plan.journeys.iter().zip(&self.journeys) {
            let prior = if track.is_customer(now) { 0.0 } else { planned.log_prior };
            journeys.push(track.log_at(now) + prior);
        }
        normalise(journeys);
        stages.clone_from(&self.stages);
        let mut likeliest = 0.0;
        (*rise, *customer) = (0.0, false);
        for ((planned, track), share) in plan.journeys.iter().zip(&self.journeys).zip(journeys) {
            let belief = &mut stages[planned.stages.clone()];
            let stages = &plan.stages[planned.stages.clone()];
            if let Some(last) = track.at {
                wait(belief, stages, &plan.start[planned.stages.clone()], now.saturating_sub(last));
                if track.is_customer(now) {
                    *customer = true;
                    stay_customer(belief, stages);
                }
            }
            for stage in belief {
                *stage *= *share;
            }
            if *share > likeliest {
                (likeliest, *rise) = (*share, track.trail[3] - track.trail[0]);
            }
        }
    }
}

impl Track {
    fn log_at(&self, now: Millis) -> f64 {
        self.log * time::decay(now.saturating_sub(self.spoken), HALF_LIFE)
    }

    fn is_customer(&self, now: Millis) -> bool {
        self.customer.is_some_and(|at| now.saturating_sub(at) < CUSTOMER_TIME)
    }

    fn speak(&mut self, at: Millis, log: f64) {
        self.log = self.log_at(at) + log;
        self.spoken = at;
    }

    /// Keeps the expected position; the first one counts for all that were not taken.
    fn moved(&mut self, belief: &[f64]) {
        let position = belief.iter().enumerate().map(|(index, share)| index as f64 * share).sum();
        if self.at.is_none() {
            self.trail = [position; 4];
        }
        self.trail.rotate_left(1);
        self.trail[3] = position;
    }
}

/// P(stage) before any evidence, for the stages of one journey: the first is the most likely; stages after the purchase
/// are entered by events, so they start rare.
pub fn start(stages: &[PlannedStage]) -> Vec<f64> {
    let mut logs: Vec<f64> = stages
        .iter()
        .enumerate()
        .map(|(index, stage)| match stage.phase {
            Phase::After => AFTER.ln(),
            _ => FURTHER.ln() * index as f64,
        })
        .collect();
    normalise(&mut logs);
    logs
}

/// What speaks for a journey before any evidence: one that begins with the purchase is as rare as the stages after it.
pub fn log_prior(stages: &[PlannedStage]) -> f64 {
    if stages.iter().all(is_after) { AFTER.ln() } else { 0.0 }
}

/// The transitions between the stages of one journey, from each stage to each, row by row.
pub fn transitions(all: &[PlannedStage], range: &Range<usize>) -> Vec<f64> {
    let stages = &all[range.clone()];
    let mut shares = Vec::with_capacity(stages.len() * stages.len());
    for (from, stage) in stages.iter().enumerate() {
        let follows = |to: usize| stage.next.contains(&(range.start + to));
        let open = |to: &PlannedStage| is_after(to) || !is_after(stage);
        let (mut following, mut reached) = (0.0, 0.0);
        for (to, other) in stages.iter().enumerate() {
            following += f64::from(follows(to));
            reached += f64::from(open(other));
        }
        for (to, other) in stages.iter().enumerate() {
            let mut share = if open(other) { ANYWHERE / reached } else { 0.0 };
            if from == to {
                share += if following > 0.0 { STAY } else { 1.0 - ANYWHERE };
            }
            if follows(to) {
                share += (1.0 - ANYWHERE - STAY) / following;
            }
            shares.push(share);
        }
    }
    shares
}

/// What the news, as logarithms, say of each stage. What is impossible stays so.
fn speak(belief: &mut [f64], news: &[f64]) {
    let possible = belief.iter().zip(news).filter(|(share, _)| **share > 0.0);
    let best = possible.map(|(_, log)| *log).fold(f64::NEG_INFINITY, f64::max);
    let likelihood = |log: f64| (log - best).min(0.0).exp();
    // Most events say something of one stage or two.
    let (unsaid, mut sum) = (likelihood(0.0), 0.0);
    for (share, log) in belief.iter_mut().zip(news) {
        *share *= if *log == 0.0 { unsaid } else { likelihood(*log) };
        sum += *share;
    }
    for share in belief {
        *share /= sum;
    }
}

/// A transition, as far as there is news: `pace` of a whole one, 0–1. Nobody drifts past the purchase or along behind it:
/// unless something speaks for a stage there (`bought`), nothing moves there.
fn step(belief: &mut [f64], transitions: &[f64], stages: &[PlannedStage], pace: f64, bought: bool) {
    let mut after = vec![0.0; belief.len()];
    for (from, row) in transitions.chunks_exact(belief.len()).enumerate() {
        for (to, passes) in row.iter().enumerate() {
            let open = bought || !is_after(&stages[to]);
            let to = if open { to } else { from };
            after[to] += belief[from] * passes;
        }
    }
    for (share, after) in belief.iter_mut().zip(after) {
        *share += pace * (after - *share);
    }
}

/// What a gap does: some go on where they stopped, the others anywhere up to there, more of them the longer it was. Customers
/// go on anywhere past the purchase, and after a year half of them begin like others.
fn wait(belief: &mut [f64], stages: &[PlannedStage], start: &[f64], gap: Millis) {
    let resumes = 1.0 / (1.0 + gap.max(0) as f64 / RETURN_TIME).sqrt();
    let customers = share_after(belief, stages);
    let after = stages.iter().filter(|stage| is_after(stage)).count();
    let (mut open, mut anew) = ((stages.len() - after) as f64, 0.0);
    for (share, stage) in belief.iter_mut().zip(stages).rev() {
        let left = (1.0 - resumes) * *share;
        *share *= resumes;
        if is_after(stage) {
            *share += (1.0 - resumes) * customers / after as f64;
        } else {
            anew += left / open;
            *share += anew;
            open -= 1.0;
        }
    }
    let before = 1.0 - share_after(start, stages);
    if before > 0.0 {
        let stays = time::decay(gap.max(0), CUSTOMER_TIME);
        let left = (1.0 - stays) * share_after(belief, stages);
        for ((share, start), stage) in belief.iter_mut().zip(start).zip(stages) {
            if is_after(stage) {
                *share *= stays;
            } else {
                *share += left * start / before;
            }
        }
    }
}

fn is_after(stage: &PlannedStage) -> bool {
    stage.phase == Phase::After
}

/// The sum of what is above 0 of these, over the stages after the purchase.
fn share_after(shares: &[f64], stages: &[PlannedStage]) -> f64 {
    let after = |(share, stage): (&f64, &PlannedStage)| {
        if is_after(stage) { share.max(0.0) } else { 0.0 }
    };
    shares.iter().zip(stages).map(after).sum()
}

/// Leaves the stages after the purchase no less than a customer's share.
fn stay_customer(belief: &mut [f64], stages: &[PlannedStage]) {
    let after = share_after(belief, stages);
    if after < CUSTOMER_SHARE && after > 0.0 {
        for (share, stage) in belief.iter_mut().zip(stages) {
            *share *= if is_after(stage) {
                CUSTOMER_SHARE / after
            } else {
                (1.0 - CUSTOMER_SHARE) / (1.0 - after)
            };
        }
    }
}
