//! The stage filter and the movement read off it.
//!
//! Each journey has a hidden Markov model over its stages: `next` lists shape the transitions, every stage can be
//! reached from every other with a small probability, and after a gap Δt the transition mixes with a return prior,
//! A(Δt) = e^(−Δt/T)·A + (1 − e^(−Δt/T))·R. The filter runs over the events that say something of a stage.

use super::config::Phase;
use super::event::What;
use super::evidence::{Evidence, TEMPER, damped};
use super::persona::normalise;
use super::plan::Plan;
use super::signal::Moment;
use super::time::{DAY, MINUTE, Millis};
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

/// Evidence for a stage is a hint for its journey, half as strong as for the stage.
const JOURNEY_SHARE: f64 = 0.5;

/// Where the visitor stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// P(journey). Sums to 1.
    pub journeys: Vec<f64>,
    /// P(stage) over the stages of all journeys. Sums to 1.
    pub stages: Vec<f64>,
    /// How the visitor moves.
    pub movement: Movement,
}

/// How the visitor moves through the journey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movement {
    /// The expected position in the journey rose over the last steps.
    Advancing,
    /// None of the others.
    Exploring,
    /// At least a third of the session's last page views were of pages viewed before in it.
    Looping,
    /// The page has been open for minutes and nothing happened, or a form was abandoned last.
    Stalled,
    /// The first two page views after a day or more away.
    Returning,
    /// More likely than not past the purchase.
    Customer,
}

impl Movement {
    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Movement::Advancing => "advancing",
            Movement::Exploring => "exploring",
            Movement::Looping => "looping",
            Movement::Stalled => "stalled",
            Movement::Returning => "returning",
            Movement::Customer => "customer",
        }
    }
}

/// Runs the filters of all journeys over the evidence and reads the movement off them.
pub fn infer(plan: &Plan, moments: &[Moment], evidence: &[Evidence], now: Millis) -> Standing {
    let mut stages = vec![0.0; plan.stages.len()];
    let mut trail = Vec::new();
    let journeys = journeys(plan, evidence);
    for (range, share) in plan.journeys.iter().zip(&journeys) {
        let (filtered, positions) = filter(plan, range, evidence, now);
        for (stage, inside) in range.clone().zip(&filtered) {
            stages[stage] = share * inside;
        }
        if journeys.iter().all(|other| other <= share) {
            trail = positions;
        }
    }
    let movement = movement(plan, moments, &stages, &trail, now);
    Standing { journeys, stages, movement }
}

/// P(journey): what signals say of journeys, and a share of what they say for the journeys' stages.
fn journeys(plan: &Plan, evidence: &[Evidence]) -> Vec<f64> {
    let mut logs = vec![0.0; plan.journeys.len()];
    let mut seen = vec![0.0; plan.suggestions.len()];
    for held in evidence {
        let gain = gain(&mut seen[held.signal], held);
        let suggestion = &plan.suggestions[held.signal];
        for (journey, ratio) in &suggestion.journeys {
            logs[*journey] += gain * ratio;
        }
        for (index, range) in plan.journeys.iter().enumerate() {
            let best = suggestion
                .stages
                .iter()
                .filter(|(stage, _)| range.contains(stage))
                .map(|(_, ratio)| *ratio);
            logs[index] += gain * JOURNEY_SHARE * best.fold(0.0, f64::max);
        }
    }
    normalise(&logs)
}

/// What one more match of a signal adds: τ·(g(a + q) − g(a)). Keeps `seen`, the a. Page views lean on each other
/// and are tempered; facts are not.
fn gain(seen: &mut f64, held: &Evidence) -> f64 {
    let before = damped(*seen);
    *seen += held.quality;
    let temper = if held.firm { 1.0 } else { TEMPER };
    temper * (damped(*seen) - before)
}

/// One journey's filter: P(stage | journey) now, and the expected position after each step.
fn filter(
    plan: &Plan,
    range: &Range<usize>,
    evidence: &[Evidence],
    now: Millis,
) -> (Vec<f64>, Vec<f64>) {
    let start = initial(plan, range);
    let mut belief = start.clone();
    let mut seen = vec![0.0; plan.suggestions.len()];
    let (mut positions, mut last) = (Vec::new(), None::<Millis>);
    for event in evidence.chunk_by(|one, next| one.event == next.event) {
        let mut likelihood = vec![0.0; range.len()];
        for held in event {
            let gain = gain(&mut seen[held.signal], held);
            for (stage, ratio) in &plan.suggestions[held.signal].stages {
                if range.contains(stage) {
                    likelihood[stage - range.start] += gain * ratio;
                }
            }
        }
        if likelihood.iter().all(|log| *log == 0.0) {
            continue;
        }
        if let Some(last) = last {
            belief = wait(&step(plan, range, &belief), &start, event[0].at - last);
        }
        let logs: Vec<f64> =
            belief.iter().zip(&likelihood).map(|(share, log)| share.ln() + log).collect();
        belief = normalise(&logs);
        last = Some(event[0].at);
        positions.push(belief.iter().enumerate().map(|(index, share)| index as f64 * share).sum());
    }
    if let Some(last) = last {
        belief = wait(&belief, &start, now - last);
    }
    (belief, positions)
}

/// P(stage) before any evidence: the first stage is the most likely; stages after the purchase are entered by
/// events, so they start rare.
fn initial(plan: &Plan, range: &Range<usize>) -> Vec<f64> {
    let logs: Vec<f64> = plan.stages[range.clone()]
        .iter()
        .enumerate()
        .map(|(index, stage)| match stage.phase {
            Phase::After => 0.02_f64.ln(),
            _ => FURTHER.ln() * index as f64,
        })
        .collect();
    normalise(&logs)
}

/// One transition.
fn step(plan: &Plan, range: &Range<usize>, belief: &[f64]) -> Vec<f64> {
    let mut after = vec![ANYWHERE / range.len() as f64; range.len()];
    for (from, share) in belief.iter().enumerate() {
        let next: Vec<usize> = plan.stages[range.start + from]
            .next
            .iter()
            .filter(|stage| range.contains(stage))
            .map(|stage| stage - range.start)
            .collect();
        after[from] += share * if next.is_empty() { 1.0 - ANYWHERE } else { STAY };
        for to in &next {
            after[*to] += share * (1.0 - ANYWHERE - STAY) / next.len() as f64;
        }
    }
    after
}

/// What a gap does: some go on where they stopped, some start anew, more of them the longer it was.
fn wait(belief: &[f64], start: &[f64], gap: Millis) -> Vec<f64> {
    let fresh = (1.0 - RESUMES) * (1.0 - (-(gap.max(0) as f64) / RETURN_TIME).exp());
    belief.iter().zip(start).map(|(share, anew)| (1.0 - fresh) * share + fresh * anew).collect()
}

/// A page open and silent for so long is a stall.
const STALL: Millis = 4 * MINUTE;

/// So much of a stage's distance over the last steps is an advance.
const ADVANCE: f64 = 0.3;

fn movement(
    plan: &Plan,
    moments: &[Moment],
    stages: &[f64],
    trail: &[f64],
    now: Millis,
) -> Movement {
    let after: f64 = plan
        .stages
        .iter()
        .zip(stages)
        .filter(|(stage, _)| stage.phase == Phase::After)
        .map(|(_, share)| share)
        .sum();
    let views: Vec<(Millis, usize, &str)> = moments
        .iter()
        .filter_map(|moment| match &moment.event.what {
            What::Page(page) => Some((moment.event.at, moment.session, page.page.as_str())),
            _ => None,
        })
        .collect();
    let Some(&(last, session, _)) = views.last() else { return Movement::Exploring };
    let here: Vec<_> = views.iter().filter(|view| view.1 == session).collect();
    let before = views[..views.len() - here.len()].last();
    let again = |index: usize| here[..index].iter().any(|earlier| earlier.2 == here[index].2);
    let recent = here.len().saturating_sub(6);
    let repeats = (recent..here.len()).filter(|index| again(*index)).count();
    let abandoned = moments.last().is_some_and(|moment| {
        matches!(moment.event.what, What::Form(_, super::config::FormStep::Abandon))
    });
    let latest = moments.last().map_or(last, |moment| moment.event.at);
    let silent = (STALL..super::journal::SESSION_GAP).contains(&(now - latest));
    let rise = trail.last().copied().unwrap_or_default()
        - trail[trail.len().saturating_sub(4)..].first().copied().unwrap_or_default();
    if after > 0.5 {
        Movement::Customer
    } else if here.len() <= 2 && before.is_some_and(|before| here[0].0 - before.0 >= DAY) {
        Movement::Returning
    } else if abandoned || silent {
        Movement::Stalled
    } else if repeats >= 2 && repeats * 3 >= here.len() - recent {
        Movement::Looping
    } else if rise > ADVANCE {
        Movement::Advancing
    } else {
        Movement::Exploring
    }
}
