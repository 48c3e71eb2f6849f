//! Engaged time: how long a page was visible and in use. Plain arithmetic over times; the events come from
//! page, through [`page`](super::page).

use crate::engine::time::{Millis, SECOND};

/// After a sign of life the visitor counts as reading for so long.
const ACTIVE: Millis = 30 * SECOND;

/// Adds up the time of one page view.
#[derive(Clone, Debug, PartialEq)]
pub struct Attention {
    total: Millis,
    /// Counted up to here; `None` while hidden.
    counted: Option<Millis>,
    active_until: Millis,
    deepest: f64,
}

impl Attention {
    /// A page view that begins now; its beginning is a sign of life.
    pub fn start(now: Millis, visible: bool) -> Self {
        Attention {
            total: 0,
            counted: visible.then_some(now),
            active_until: now + ACTIVE,
            deepest: 0.0,
        }
    }

    /// A sign of life: a move, a key, a scroll to this share of the page.
    pub fn active(&mut self, now: Millis, depth: f64) {
        self.settle(now);
        self.active_until = now + ACTIVE;
        self.saw(depth);
    }

    /// This share of the page was in view.
    pub fn saw(&mut self, depth: f64) {
        self.deepest = self.deepest.max(depth.clamp(0.0, 1.0));
    }

    /// The page was shown or hidden.
    pub fn visible(&mut self, now: Millis, visible: bool) {
        self.settle(now);
        self.counted = visible.then_some(now);
        self.active_until = self.active_until.max(if visible { now + ACTIVE } else { now });
    }

    /// Seconds engaged until now.
    pub fn engaged(&mut self, now: Millis) -> f64 {
        self.settle(now);
        self.total as f64 / SECOND as f64
    }

    /// The largest share of the page seen, 0–1.
    pub fn scrolled(&self) -> f64 {
        self.deepest
    }

    fn settle(&mut self, now: Millis) {
        if let Some(counted) = self.counted {
            self.total += (now.min(self.active_until) - counted).max(0);
            self.counted = Some(now.max(counted));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_visible_time_in_use_counts() {
        let mut attention = Attention::start(0, true);
        assert!((attention.engaged(10_000) - 10.0).abs() < 1e-9);
        // Away from the keyboard: thirty seconds after the last sign of life, reading ends.
        assert!((attention.engaged(300_000) - 30.0).abs() < 1e-9);
        attention.active(300_000, 0.5);
        attention.visible(305_000, false);
        attention.visible(900_000, true);
        assert!((attention.engaged(901_000) - 36.0).abs() < 1e-9);
        assert!((attention.scrolled() - 0.5).abs() < 1e-9);
    }

    #[test]
    fn a_clock_that_goes_backwards_takes_nothing_away() {
        let mut attention = Attention::start(100_000, true);
        attention.active(90_000, 0.2);
        assert!((attention.engaged(95_000)).abs() < 1e-9);
        assert!((attention.engaged(101_000) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_page_opened_in_the_background_counts_when_it_is_looked_at() {
        let mut attention = Attention::start(0, false);
        assert!((attention.engaged(60_000)).abs() < 1e-9);
        attention.visible(60_000, true);
        assert!((attention.engaged(65_000) - 5.0).abs() < 1e-9);
    }
}
