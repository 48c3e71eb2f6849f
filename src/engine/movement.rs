//! How the visitor moves: read off the page views and off the stage filter.

use super::journal::SESSION_GAP;
use super::log::View;
use super::stage::Places;
use super::state::State;
use super::time::{DAY, MINUTE, Millis};

/// How the visitor moves through the journey. Of those that hold, the first in this order is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Movement {
    /// Past the purchase, more likely than not, within the last year.
    Customer,
    /// A day or more away: nothing viewed since, or only one or two pages.
    Returning,
    /// A form was left half-way as the last thing that happened, or nothing has happened for minutes.
    Stalled,
    /// At least a third of the session's last six page views, and two of them, were of pages viewed before in it.
    Looping,
    /// The expected position in the journey rose over the last steps of the filter.
    Advancing,
    /// None of the others.
    #[default]
    Exploring,
}

/// Silence from so long on is a stall, until it ends the session.
const STALL: Millis = 4 * MINUTE;

/// So much of a stage's distance over the last steps is an advance.
const ADVANCE: f64 = 0.3;

/// The last page views in which a loop is looked for.
const RECENT: usize = 6;

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

    /// The movement at a time.
    pub fn of(state: &State, views: &[View], places: &Places, now: Millis) -> Self {
        let silence = now.saturating_sub(state.latest);
        if places.customer {
            Movement::Customer
        } else if is_back(views, now) {
            Movement::Returning
        } else if state.abandoned || (STALL..SESSION_GAP).contains(&silence) && !views.is_empty() {
            Movement::Stalled
        } else if is_looping(views) {
            Movement::Looping
        } else if places.rise > ADVANCE {
            Movement::Advancing
        } else {
            Movement::Exploring
        }
    }
}

fn is_back(views: &[View], now: Millis) -> bool {
    let Some(last) = views.last() else { return false };
    if now.saturating_sub(last.at) >= DAY {
        return true;
    }
    let (before, here) = (last.opened, views.len() - last.opened);
    let away = || views[before].at.saturating_sub(views[before - 1].at);
    here <= 2 && before > 0 && away() >= DAY
}

/// Whether the visit that was viewed last goes round and round.
pub fn is_looping(views: &[View]) -> bool {
    let Some(last) = views.last() else { return false };
    let visit = &views[last.opened..];
    let recent = &visit[visit.len().saturating_sub(RECENT)..];
    let again = |view: &&View| view.before.is_some_and(|before| before >= last.opened);
    let repeats = recent.iter().filter(again).count();
    repeats >= 2 && repeats * 3 >= recent.len()
}
