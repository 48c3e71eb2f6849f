//! The engine: pure, synchronous, the same in the widget, in the command line and in tests.
//!
//! Time and seed are arguments; there is no IO, no clock and no browser here. A belief is a function of config,
//! journal and time alone, so a bug is a journal that anyone can replay.

mod condition_reader;
pub mod config;
pub mod config_reader;
pub mod eligibility;
pub mod event;
pub mod evidence;
mod explain;
pub mod finding;
pub mod finding_text;
mod fit;
mod glob;
pub mod journal;
pub mod json;
pub mod json_reader;
pub mod node;
mod past;
pub mod persona;
pub mod plan;
mod reader;
mod references;
pub mod signal;
pub mod slate;
pub mod stage;
pub mod time;
pub mod url;
pub mod view;
pub mod words;

pub use config::Config;
pub use event::{Event, What};
pub use finding::{Finding, Level};
pub use journal::Journal;
pub use plan::Plan;
pub use slate::Slate;

use evidence::Evidence;
use stage::Standing;
use std::sync::Arc;
use time::Millis;

/// The single owner of state: a plan, and the journal it is read with.
#[derive(Debug)]
pub struct Engine {
    /// The checked config; many visitors may share one.
    pub plan: Arc<Plan>,
    journal: Journal,
    /// Whether the page viewed last is still open, however long ago that began. A browser knows; without it, half an
    /// hour of silence ends a visit.
    pub live: bool,
}

/// Who the visitor seems to be, where he stands, and from what that was concluded.
#[derive(Clone, Debug, PartialEq)]
pub struct Belief {
    /// P(persona), "other" last. Sums to 1.
    pub personas: Vec<f64>,
    /// The persona the visitor says he is.
    pub said: Option<usize>,
    /// Journeys, stages, movement.
    pub standing: Standing,
    /// The accumulated weight of each signal.
    pub weights: Vec<f64>,
    /// Each signal that held, with the event it held at.
    pub evidence: Vec<Evidence>,
}

impl Engine {
    /// An engine for a plan and what is known so far.
    pub fn new(plan: Arc<Plan>, journal: Journal) -> Self {
        Engine { plan, journal, live: false }
    }

    /// What happened so far.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Takes an event.
    pub fn observe(&mut self, event: Event) {
        self.journal.insert(event);
    }

    /// Forgets what is older than `days`.
    pub fn keep(&mut self, days: f64, now: Millis) {
        self.journal.keep(days, now);
    }

    /// Forgets everything.
    pub fn forget(&mut self) {
        self.journal = Journal::default();
    }

    /// The same past under another plan.
    pub fn replan(&mut self, plan: Arc<Plan>) {
        self.plan = plan;
    }

    /// Who the visitor seems to be and where he stands.
    pub fn belief(&self, now: Millis) -> Belief {
        self.infer(&evidence::moments(&self.journal), now)
    }

    /// The offers for this moment. `seed` decides about exploring; the same seed gives the same slate.
    pub fn slate(&self, now: Millis, seed: u64) -> Slate {
        let moments = evidence::moments(&self.journal);
        let belief = self.infer(&moments, now);
        slate::choose(&self.plan, &belief, &moments, now, seed)
    }

    fn infer(&self, moments: &[signal::Moment], now: Millis) -> Belief {
        let evidence = evidence::gather(&self.plan, moments);
        let weights = evidence::accumulate(&self.plan, &evidence, now);
        let said = persona::said(&self.plan, self.journal.events());
        let personas = persona::infer(&self.plan, &weights, said);
        let standing = stage::infer(&self.plan, moments, &evidence, now);
        Belief { personas, said, standing, weights, evidence }
    }
}
