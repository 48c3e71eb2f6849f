//! What the events of a journal say, read one after the other.
//!
//! Everything here is a fold over the journal: the state after an event follows from the state before it, so one more page
//! view is one more step and never the whole way again. [`Memory`] keeps the state before the page view that came last, since
//! that view still changes while the visitor reads.

use super::config::FormStep;
use super::event::{Event, Page, What};
use super::evidence::{self, Evidence, Match};
use super::journal::SESSION_GAP;
use super::log::{Length, Log};
use super::persona::{self, Roles};
use super::plan::Plan;
use super::signal::{self, Moment};
use super::stage::Tracks;
use super::time::Millis;

/// The state after some events of a journal.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// How many events were read.
    events: usize,
    /// How long the log was.
    log: Length,
    /// The number of the session, from 1.
    pub session: usize,
    /// When its last page view began.
    seen: Millis,
    /// The number of page views in it.
    pages: usize,
    /// The page view that came last, as a position in the journal.
    pub page: Option<usize>,
    /// When anything happened last.
    pub latest: Millis,
    /// Whether that was a form left half-way.
    pub abandoned: bool,
    /// The persona the visitor says he is.
    pub said: Option<usize>,
    /// The signals that held so far, in the order of the config.
    pub evidence: Vec<Evidence>,
    /// How much the evidence for each persona still counts.
    pub roles: Roles,
    /// Where the visitor stands in each journey.
    pub tracks: Tracks,
    /// For each test of the offers' audiences, whether it ever held.
    pub met: Vec<bool>,
}

/// A journal as far as it was read.
#[derive(Debug, Default)]
pub struct Memory {
    /// The state after all events that were read.
    pub state: State,
    /// What happened, in short.
    pub log: Log,
    /// The state before the page view that came last.
    before: State,
}

impl Memory {
    /// The events from this position on are no longer what they were.
    pub fn forget_from(&mut self, position: usize) {
        if position >= self.state.events {
            return;
        }
        if position < self.before.events {
            self.before = State::default();
        }
        self.state.copy(&self.before);
        self.log.cut(self.state.log);
    }

    /// Reads the events that are new.
    pub fn read(&mut self, plan: &Plan, events: &[Event]) {
        if self.state.events == 0 {
            self.state.begin(plan);
        }
        let last_page =
            events.iter().rposition(|event| matches!(event.what, What::Page(_))).unwrap_or(0);
        for position in self.state.events..events.len() {
            if position == last_page {
                self.before.copy(&self.state);
            }
            self.state.step(plan, events, position, &mut self.log);
        }
    }
}

impl State {
    fn begin(&mut self, plan: &Plan) {
        self.session = 1;
        self.roles = Roles::begin(plan);
        self.tracks = Tracks::begin(plan);
        self.met = vec![false; plan.tests];
    }

    /// Takes over another state, in the memory that is there.
    fn copy(&mut self, from: &State) {
        self.evidence.clone_from(&from.evidence);
        self.roles.copy(&from.roles);
        self.tracks.copy(&from.tracks);
        self.met.clone_from(&from.met);
        (self.events, self.log) = (from.events, from.log);
        (self.session, self.seen) = (from.session, from.seen);
        (self.pages, self.page) = (from.pages, from.page);
        (self.latest, self.abandoned, self.said) = (from.latest, from.abandoned, from.said);
    }

    /// Reads one event.
    fn step(&mut self, plan: &Plan, events: &[Event], position: usize, log: &mut Log) {
        let event = &events[position];
        self.latest = event.at;
        self.abandoned = matches!(event.what, What::Form(_, FormStep::Abandon));
        match &event.what {
            What::Page(page) => self.view(plan, event.at, page, position, log),
            What::Persona(is) => {
                self.said = is.as_ref().and_then(|is| persona::position(plan, is));
            }
            _ => log.take(plan, event, self.session),
        }
        let page = self.page.and_then(|page| match &events[page].what {
            What::Page(page) => Some(page),
            _ => None,
        });
        let moment = Moment { event, page, session: self.session, pages: self.pages };
        self.match_signals(plan, &moment, position, log);
        let mut met = self.met.iter_mut();
        for offer in &plan.invited {
            if let Some(audience) = &plan.config.offers[*offer].audience {
                signal::meet(audience, &moment, &mut met);
            }
        }
        self.events = position + 1;
        self.log = log.length();
    }

    fn view(&mut self, plan: &Plan, at: Millis, page: &Page, position: usize, log: &mut Log) {
        if self.page.is_some() && at.saturating_sub(self.seen) >= SESSION_GAP {
            (self.session, self.pages) = (self.session + 1, 0);
        }
        (self.seen, self.page) = (at, Some(position));
        self.pages += 1;
        log.view(plan, at, page, position, self.session);
    }

    /// One page in one session is one piece of evidence for a signal, however often it was viewed; its best view counts.
    fn match_signals(&mut self, plan: &Plan, moment: &Moment, position: usize, log: &mut Log) {
        let quality = evidence::quality(moment.event);
        let first = log.matches.len();
        for (signal, rule) in plan.config.signals.iter().enumerate() {
            if !plan.may_fire(signal, moment)
                || !signal::fires(&rule.when, plan.kinds[signal], moment)
            {
                continue;
            }
            let place = self.evidence.partition_point(|held| held.signal < signal);
            let held = self.evidence.get(place).filter(|held| held.signal == signal);
            let counted = match held {
                Some(held) if rule.once && held.session == self.session => quality,
                Some(_) => log.counted(position, signal),
                None => 0.0,
            };
            if held.is_none() {
                self.evidence.insert(place, Evidence::none(signal));
            }
            let news = (quality - counted).max(0.0);
            let first = self.evidence[place].session < self.session;
            let gain = self.evidence[place].add(news, moment.event, position, self.session);
            let moves = if first { quality } else { gain };
            log.matches.push(Match { event: position, signal, quality, news, gain, moves });
        }
        let fired = &log.matches[first..];
        if !fired.is_empty() {
            self.roles.follow(plan, fired);
            self.tracks.follow(plan, moment.event.at, fired);
        }
    }
}
