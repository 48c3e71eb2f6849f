//! The stage filter: where the visitor stands in each journey.
//!
//! Each journey has a hidden Markov model over its stages: `next` lists shape the transitions, every stage can be
//! reached from every other with a small probability, and after a gap Δt the transition mixes with a return prior,
//! A(Δt) = e^(−Δt/T)·A + (1 − e^(−Δt/T))·R. The filter takes a step at each event that says something of a stage.

use super::config::Phase;
use super::evidence::{HALF_LIFE, Match};
use super::persona::normalise;
use super::plan::{Plan, PlannedStage};
use super::time::{self, DAY, Millis};
use std::ops::Range;

/// Share of a step that stays in its stage, and the share that goes to any stage at all; the rest follows `next`.
const STAY: f64 = 0.7;
const ANYWHERE: f64 = 0.05;

/// T: the time after which a visitor is more likely to return somewhere else than where he left.
const RETURN_TIME: f64 = 60.0 * DAY as f64;

/// Of those who return after a long time, the share that goes on where it stopped.
const RESUMES: f64 = 0.5;

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
}

impl Tracks {
    /// Before any evidence.
    pub fn begin(plan: &Plan) -> Self {
        let journeys = vec![Track::default(); plan.journeys.len()];
        Tracks { stages: plan.start.clone(), journeys }
    }

    /// Takes over other tracks, in the memory that is there.
    pub fn copy(&mut self, from: &Tracks) {
        self.stages.clone_from(&from.stages);
        self.journeys.clone_from(&from.journeys);
    }

    /// What matched at one event moves the filters of the journeys that it says something of.
    pub fn follow(&mut self, plan: &Plan, at: Millis, matches: &[Match]) {
        let mut news = vec![0.0; self.stages.len()];
        for found in matches {
            let suggestion = &plan.suggestions[found.signal];
            for (stage, ratio) in &suggestion.stages {
                news[*stage] += found.gain * ratio;
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
            let best = news.iter().copied().fold(0.0, f64::max);
            track.speak(at, JOURNEY_SHARE * best);
            let belief = &mut self.stages[range.clone()];
            if let Some(last) = track.at {
                let stepped = step(&journey.transitions, belief);
                belief.copy_from_slice(&stepped);
                wait(belief, &plan.start[range], at - last);
            }
            for (share, log) in belief.iter_mut().zip(news) {
                *share = share.ln() + log;
            }
            normalise(belief);
            track.moved(belief);
            track.at = Some(at);
        }
    }

    /// Where the visitor stands at a time.
    pub fn places(&self, plan: &Plan, now: Millis) -> Places {
        let mut journeys: Vec<f64> = self.journeys.iter().map(|track| track.log_at(now)).collect();
        normalise(&mut journeys);
        let mut stages = self.stages.clone();
        let (mut rise, mut likeliest) = (0.0, 0.0);
        for ((planned, track), share) in plan.journeys.iter().zip(&self.journeys).zip(&journeys) {
            let belief = &mut stages[planned.stages.clone()];
            if let Some(last) = track.at {
                wait(belief, &plan.start[planned.stages.clone()], now.saturating_sub(last));
            }
            for stage in belief {
                *stage *= share;
            }
            if *share > likeliest {
                (likeliest, rise) = (*share, track.trail[3] - track.trail[0]);
            }
        }
        Places { journeys, stages, rise }
    }
}

impl Track {
    fn log_at(&self, now: Millis) -> f64 {
        self.log * time::decay(now.saturating_sub(self.spoken), HALF_LIFE)
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

/// The transitions between the stages of one journey, from each stage to each, row by row.
pub fn transitions(all: &[PlannedStage], range: &Range<usize>) -> Vec<f64> {
    let count = range.len();
    let mut shares = vec![ANYWHERE / count as f64; count * count];
    for (from, row) in shares.chunks_exact_mut(count.max(1)).enumerate() {
        let next = || all[range.start + from].next.iter().filter(|stage| range.contains(stage));
        let to = next().count();
        row[from] += if to == 0 { 1.0 - ANYWHERE } else { STAY };
        for stage in next() {
            row[stage - range.start] += (1.0 - ANYWHERE - STAY) / to as f64;
        }
    }
    shares
}

/// One transition.
fn step(transitions: &[f64], belief: &[f64]) -> Vec<f64> {
    let mut after = vec![0.0; belief.len()];
    for (share, row) in belief.iter().zip(transitions.chunks_exact(belief.len())) {
        for (to, passes) in after.iter_mut().zip(row) {
            *to += share * passes;
        }
    }
    after
}

/// What a gap does: some go on where they stopped, some start anew, more of them the longer it was.
fn wait(belief: &mut [f64], start: &[f64], gap: Millis) {
    let fresh = (1.0 - RESUMES) * (1.0 - (-(gap.max(0) as f64) / RETURN_TIME).exp());
    for (share, anew) in belief.iter_mut().zip(start) {
        *share = (1.0 - fresh) * *share + fresh * anew;
    }
}
