//! Which signals held, at which events, and how much each match says.
//!
//! An event says as much as its quality: a page left after two seconds says little. Page views are not
//! independent proofs either: the accumulated weight `a` of one signal counts as g(a) = log2(1 + a).

use super::event::{Event, Page, What};
use super::journal::{Journal, SESSION_GAP};
use super::plan::Plan;
use super::signal::{self, Moment};
use super::time::{self, DAY, Millis};
use std::f64::consts::LN_2;

/// A signal that held at an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// Which signal, as a position in the config.
    pub signal: usize,
    /// Which event, as a position in the journal.
    pub event: usize,
    /// When it happened.
    pub at: Millis,
    /// In which session, from 1.
    pub session: usize,
    /// How much the event says, 0–1.
    pub quality: f64,
    /// Whether it is a fact (a log-in, a form sent) rather than one of many page views.
    pub firm: bool,
}

/// After this time half of a persona's evidence is left.
const HALF_LIFE: Millis = 30 * DAY;

/// Tempering: evidence of one visitor is not independent, so its logarithms are scaled down. On real clickstreams
/// .6–.7 predicted best.
pub const TEMPER: f64 = 0.65;

/// Seconds of attention after which a page view says half of what it can say.
const HALF_ENGAGED: f64 = 8.0;

/// g(a): what an accumulated weight counts as, 0 for none, 1 for a whole match, 2 for three.
pub fn damped(accumulated: f64) -> f64 {
    (1.0 + accumulated).ln() / LN_2
}

/// The journal's events with their sessions.
pub fn moments(journal: &Journal) -> Vec<Moment<'_>> {
    let (mut session, mut pages, mut page, mut seen) = (1, 0, None::<&Page>, None::<Millis>);
    journal
        .events()
        .iter()
        .map(|event| {
            if let What::Page(view) = &event.what {
                if seen.is_some_and(|seen| event.at - seen >= SESSION_GAP) {
                    (session, pages) = (session + 1, 0);
                }
                (seen, page, pages) = (Some(event.at), Some(view), pages + 1);
            }
            Moment { event, page, session, pages }
        })
        .collect()
}

/// All evidence in a journal, in the order of its events.
///
/// One page in one session is one piece of evidence for a signal, however often it was viewed; its best view
/// counts.
pub fn gather(plan: &Plan, moments: &[Moment]) -> Vec<Evidence> {
    let mut found: Vec<Evidence> = Vec::new();
    for (index, moment) in moments.iter().enumerate() {
        let quality = quality(moment.event);
        for (signal, rule) in plan.config.signals.iter().enumerate() {
            if !signal::fires(&rule.when, moment) {
                continue;
            }
            let earlier =
                found.iter_mut().rev().take_while(|held| held.session == moment.session).find(
                    |held| {
                        held.signal == signal
                            && (rule.once || same_view(moments[held.event].event, moment.event))
                    },
                );
            if let Some(held) = earlier {
                held.quality = held.quality.max(quality);
            } else {
                let (at, session) = (moment.event.at, moment.session);
                let firm = !matches!(moment.event.what, What::Page(_));
                found.push(Evidence { signal, event: index, at, session, quality, firm });
            }
        }
    }
    found
}

/// For each signal its accumulated weight: the sum of quality × 2^(−age / half-life).
pub fn accumulate(plan: &Plan, evidence: &[Evidence], now: Millis) -> Vec<f64> {
    let mut weights = vec![0.0; plan.config.signals.len()];
    for held in evidence {
        weights[held.signal] += held.quality * time::decay(now - held.at, HALF_LIFE);
    }
    weights
}

/// How much an event says, 0–1: for page views it rises with the seconds of attention and with the share seen.
/// Where nobody measured, a page view says three quarters of what it can.
fn quality(event: &Event) -> f64 {
    let What::Page(page) = &event.what else { return 1.0 };
    let attention = page.engaged.map_or(0.75, |engaged| engaged / (engaged + HALF_ENGAGED));
    let depth = page.scrolled.map_or(1.0, |scrolled| 0.7 + 0.3 * scrolled);
    0.1 + 0.9 * attention * depth
}

fn same_view(one: &Event, other: &Event) -> bool {
    match (&one.what, &other.what) {
        (What::Page(one), What::Page(other)) => one.page == other.page,
        _ => false,
    }
}
