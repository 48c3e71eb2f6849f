//! The engine: pure, synchronous, the same in the widget, in the command line and in tests.
//!
//! Time and seed are arguments; there is no IO, no clock and no browser here. A belief is a function of config,
//! journal and time alone, so a bug is a journal that anyone can replay.

pub mod address;
mod condition_reader;
pub mod config;
pub mod config_reader;
pub mod eligibility;
pub mod event;
pub mod evidence;
mod explain;
pub mod finding;
pub mod finding_text;
pub mod fit;
pub mod form;
pub mod frame;
mod glob;
pub mod grounds;
mod index;
pub mod journal;
pub mod json;
pub mod json_reader;
pub mod known;
pub mod log;
pub mod movement;
pub mod node;
pub mod page;
pub mod past;
pub mod persona;
pub mod phrases;
pub mod plan;
mod random;
pub mod reader;
pub mod reason;
mod references;
pub mod signal;
pub mod slate;
pub mod stage;
pub mod state;
pub mod target;
pub mod time;
pub mod url;
pub mod view;
pub mod watch;
pub mod words;

pub use config::Config;
pub use event::{Event, What};
pub use finding::{Finding, Level};
pub use journal::Journal;
pub use page::Page;
pub use plan::Plan;
pub use slate::Slate;

use evidence::Held;
use movement::Movement;
use past::Past;
use persona::Voices;
use slate::{Case, Moment};
use stage::Places;
use state::Memory;
use std::cell::{Ref, RefCell};
use std::ops::Deref;
use std::sync::Arc;
use time::Millis;

/// Whether this is what pages carry: without all that harms no page where it is left out, for the sake of bytes.
const LEAN: bool = cfg!(all(target_arch = "wasm32", not(feature = "studio")));

/// The single owner of state: a plan, and the journal it is read with.
#[derive(Debug)]
pub struct Engine<P = Arc<Plan>> {
    /// The checked config; many visitors may share one. A page never lets go of its own: to free all that it is made of would
    /// cost the module 600 bytes.
    pub plan: P,
    /// Whether the page viewed last is still open, however long ago that began. A browser knows; without it, half an
    /// hour of silence ends a visit.
    pub live: bool,
    /// How many panels the slate is for: each has as many offers as the config says.
    pub panels: usize,
    journal: Journal,
    /// What was read off the journal so far: never more than the journal says, so any of it can be read again.
    memory: RefCell<Memory>,
}

/// What an answer is made in. Used again, it needs no new memory.
#[derive(Debug, Default)]
pub struct Room {
    /// Who the visitor seems to be.
    pub belief: Belief,
    /// What he is offered.
    pub slate: Slate,
    past: Past,
    choice: slate::Room,
}

/// Who the visitor seems to be, where he stands, and from what that was concluded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Belief {
    /// P(persona), "other" last. Sums to 1.
    pub personas: Vec<f64>,
    /// The persona the visitor says he is.
    pub said: Option<usize>,
    /// P(journey) and P(stage).
    pub places: Places,
    /// How the visitor moves.
    pub movement: Movement,
    /// Each signal that held, in the order of the config.
    pub evidence: Vec<Held>,
    /// What speaks for and against each persona.
    pub voices: Vec<Voices>,
    /// The page view that came last, as a position in the journal.
    pub page: Option<usize>,
}

impl<P: Deref<Target = Plan>> Engine<P> {
    /// An engine for a plan and what is known so far.
    pub fn new(plan: P, journal: Journal) -> Self {
        Engine { plan, live: false, panels: 1, journal, memory: RefCell::default() }
    }

    /// What happened so far.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Takes an event; says whether it was news.
    pub fn observe(&mut self, event: Event) -> bool {
        let changed = self.journal.insert(event);
        if let Some(changed) = changed {
            self.memory.get_mut().forget_from(changed);
        }
        changed.is_some()
    }

    /// Forgets what is older than `days`.
    pub fn keep(&mut self, days: f64, now: Millis) {
        if self.journal.keep(days, now) {
            self.rest();
        }
    }

    /// Forgets everything.
    pub fn forget(&mut self) {
        self.journal = Journal::default();
        self.rest();
    }

    /// The same past under another plan.
    pub fn replan(&mut self, plan: P) {
        self.plan = plan;
        self.rest();
    }

    /// Keeps the journal alone; what was concluded from it is concluded again when it is asked for.
    pub fn rest(&mut self) {
        *self.memory.get_mut() = Memory::default();
    }

    /// Who the visitor seems to be and where he stands.
    pub fn belief(&self, now: Millis) -> Belief {
        let mut belief = Belief::default();
        self.read(&mut belief, now);
        belief
    }

    /// The offers for this moment. `seed` decides about exploring; the same seed gives the same slate.
    pub fn slate(&self, now: Millis, seed: u64) -> Slate {
        self.answer(now, seed).1
    }

    /// [`Engine::belief`] and [`Engine::slate`] in one.
    pub fn answer(&self, now: Millis, seed: u64) -> (Belief, Slate) {
        let mut room = Room::default();
        self.answer_in(&mut room, now, seed);
        (room.belief, room.slate)
    }

    /// [`Engine::answer`] in memory that is there.
    pub fn answer_in(&self, room: &mut Room, now: Millis, seed: u64) {
        let Room { belief, slate, past, choice } = room;
        let memory = self.read(belief, now);
        let events = self.journal.events();
        past.recall(&self.plan, &memory.log, events, now, self.live);
        let case = Case { plan: &self.plan, belief, past, events, met: &memory.state.met };
        let moment = Moment { now, seed, slots: self.plan.config.panel.slots * self.panels };
        slate::choose(slate, choice, &case, moment);
    }

    /// The first `most` of the offers that may be shown now, in the order in which they would come onto a slate with room for all
    /// of them, each with its fit. Not for a page.
    #[cfg(any(feature = "cli", feature = "studio"))]
    pub fn ranking(&self, now: Millis, most: usize) -> Vec<(usize, f64)> {
        let Room { mut belief, mut past, mut choice, .. } = Room::default();
        let memory = self.read(&mut belief, now);
        let events = self.journal.events();
        past.recall(&self.plan, &memory.log, events, now, self.live);
        let met = &memory.state.met;
        let case = Case { plan: &self.plan, belief: &belief, past: &past, events, met };
        slate::ranking(&mut choice, &case, now).take(most).collect()
    }

    /// What the journal says of offers and pages. Not for a page.
    #[cfg(any(feature = "cli", feature = "studio"))]
    pub fn past(&self, now: Millis) -> Past {
        let mut past = Past::default();
        let memory = self.read(&mut Belief::default(), now);
        past.recall(&self.plan, &memory.log, self.journal.events(), now, self.live);
        past
    }

    fn read(&self, belief: &mut Belief, now: Millis) -> Ref<'_, Memory> {
        self.memory.borrow_mut().read(&self.plan, self.journal.events());
        let memory = self.memory.borrow();
        let state = &memory.state;
        let Belief { personas, places, evidence, voices, .. } = belief;
        evidence.clear();
        evidence.extend(state.evidence.iter().map(|held| held.held(now)));
        Voices::hear(voices, &self.plan, evidence, &state.roles);
        persona::infer(personas, &self.plan, voices, state.said);
        state.tracks.places(places, &self.plan, now);
        belief.movement = Movement::of(state, &memory.log.views, places, now);
        (belief.said, belief.page) = (state.said, state.page);
        memory
    }
}
