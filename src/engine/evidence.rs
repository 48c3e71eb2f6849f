//! How much each signal says: which matched, at which events, with what weight.
//!
//! An event says as much as its quality: a page left after two seconds says little. Page views are not independent proofs
//! either: ten that speak alike count as two or three.

use super::event::{Event, What};
use super::page::Page;
use super::time::{self, DAY, Millis};
use std::f64::consts::LN_2;

/// All that one signal says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// Which signal, as a position in the config.
    pub signal: usize,
    /// Its accumulated weight at `at`: the sum of quality × 2^(−age / half-life) over its matches.
    weight: f64,
    /// When it matched last.
    pub at: Millis,
    /// The event it matched last, as a position in the journal.
    pub event: usize,
    /// In which session, from 1.
    pub session: usize,
}

/// What one signal says at a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    /// Which signal, as a position in the config.
    pub signal: usize,
    /// Its accumulated weight.
    pub weight: f64,
    /// When it matched last.
    pub at: Millis,
    /// The event it matched last, as a position in the journal.
    pub event: usize,
}

/// One signal that matched one event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// Which event, as a position in the journal.
    pub event: usize,
    /// Which signal, as a position in the config.
    pub signal: usize,
    /// How much the event says, 0–1.
    pub quality: f64,
    /// What of that is news: not the part that an earlier view of the same page in the session said already.
    pub news: f64,
    /// How much more the signal counts by it in the stage filter: what each log likelihood ratio is multiplied with.
    pub gain: f64,
    /// How far it moves the stage filter: by all that the event says where the signal speaks for the first time in the
    /// session, else by what it gains.
    pub moves: f64,
}

/// After this time half of the evidence is left.
pub const HALF_LIFE: Millis = 30 * DAY;

/// Tempering of page views in the stage filter: they lean on each other. On real clickstreams .65–.9 predicted alike.
const TEMPER: f64 = 0.9;

/// Seconds of attention after which a page view says half of what it can say.
const HALF_ENGAGED: f64 = 8.0;

/// g(after) - g(before), where g(a) = log2(1 + a) is what an accumulated weight counts as in the stage filter: 0 for none, 1 for a
/// whole match, 2 for three.
fn damped(before: f64, after: f64) -> f64 {
    ((1.0 + after) / (1.0 + before)).ln() / LN_2
}

impl Evidence {
    /// Nothing yet.
    pub fn none(signal: usize) -> Self {
        Evidence { signal, weight: 0.0, at: Millis::MIN, event: 0, session: 0 }
    }

    /// The accumulated weight at a time; before its last match, that of the match.
    fn weight(&self, now: Millis) -> f64 {
        self.weight * time::decay(now.saturating_sub(self.at), HALF_LIFE)
    }

    /// What the signal says at a time.
    pub fn held(&self, now: Millis) -> Held {
        Held { signal: self.signal, weight: self.weight(now), at: self.at, event: self.event }
    }

    /// Takes a match of this quality and gives its [`gain`](Match::gain). Page views lean on each other and are tempered;
    /// facts (a log-in, a form sent) are not.
    pub fn add(&mut self, quality: f64, event: &Event, position: usize, session: usize) -> f64 {
        let before = self.weight(event.at);
        self.weight = before + quality;
        (self.at, self.event, self.session) = (event.at, position, session);
        let temper = if matches!(event.what, What::Page(_)) { TEMPER } else { 1.0 };
        temper * damped(before, self.weight)
    }
}

/// How much an event says, 0–1; anything but a page view says all it can.
pub fn quality(event: &Event) -> f64 {
    match &event.what {
        What::Page(page) => quality_of(page),
        _ => 1.0,
    }
}

/// Where nobody measured, a page view says three quarters of what it can.
const UNMEASURED: f64 = 0.75;

/// How much a page view says, 0–1: it rises with the seconds of attention and with the share seen.
pub fn quality_of(page: &Page) -> f64 {
    let attention = page.engaged.map_or(UNMEASURED, |engaged| engaged / (engaged + HALF_ENGAGED));
    attention * page.scrolled.map_or(1.0, |scrolled| 0.7 + 0.3 * scrolled)
}
