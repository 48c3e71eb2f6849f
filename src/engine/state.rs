//! What the events of a journal say, read one after the other.
//!
//! Everything here is a fold over the journal: the state after an event follows from the state before it, so one more page
//! view is one more step and never the whole way again. [`Memory`] keeps the state before the page view that came last, since
//! that view still changes while the visitor reads.

use super::config::FormStep;
use super::event::{Event, What};
use super::evidence::{self, Evidence, Match};
use super::journal::SESSION_GAP;
use super::log::{Length, Log};
use super::page::Page;
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
    /// When its last page view was over.
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
        let last_view = last_view(events);
        for position in self.state.events..events.len() {
            if position == last_view {
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
        match &event.what {
            What::Page(page) => {
                let before = self.page.and_then(|before| events[before].page());
                let again =
                    before.is_some_and(|(at, before)| before.is_seen_again(at, page, event.at));
                if !again {
                    self.begin_view(event.at);
                }
                (self.seen, self.page) = (page.ended(event.at), Some(position));
                log.view(plan, event, page, position, self.session, again);
            }
            What::Persona(is) => {
                self.said = is.as_ref().and_then(|is| persona::position(plan, is));
            }
            _ => log.take(plan, event, self.session),
        }
        let page = self.page.and_then(|page| events[page].page()).map(|(_, page)| page);
        // That offers were seen is nothing that the visitor did.
        if !matches!(event.what, What::Impression(_)) {
            self.latest = event.at.max(self.seen);
            // A page that was looked at again since then is what happened last.
            self.abandoned = matches!(event.what, What::Form(_, FormStep::Abandon))
                && page.is_none_or(|page| page.again <= Some(event.at));
        }
        let moment = Moment { event, page, session: self.session, pages: self.pages };
        self.match_signals(plan, &moment, position, log);
        for offer in plan.watch.offers(plan, &moment) {
            if let Some(audience) = &plan.config.offers[*offer].audience {
                let met = &mut self.met[plan.offers[*offer].tests.clone()];
                signal::meet(audience, &moment, &mut met.iter_mut());
            }
        }
        self.events = position + 1;
        self.log = log.length();
    }

    fn begin_view(&mut self, at: Millis) {
        if self.page.is_some() && at.saturating_sub(self.seen) >= SESSION_GAP {
            (self.session, self.pages) = (self.session + 1, 0);
        }
        self.pages += 1;
    }

    /// One page in one session is one piece of evidence for a signal, however often it was viewed; its best look counts.
    fn match_signals(&mut self, plan: &Plan, moment: &Moment, position: usize, log: &mut Log) {
        let quality = evidence::quality(moment.event);
        let first = log.matches.len();
        for signal in plan.watch.signals(plan, moment) {
            let rule = &plan.config.signals[signal];
            if !signal::fires(&rule.when, plan.kinds[signal], moment) {
                continue;
            }
            let place = self.evidence.partition_point(|held| held.signal < signal);
            let held = self.evidence.get(place).filter(|held| held.signal == signal);
            let is_page = matches!(moment.event.what, What::Page(_));
            let repeats = rule.once || is_page;
            let counted = if held.is_some() && repeats {
                log.counted(signal, rule.once, position)
            } else {
                0.0
            };
            if held.is_none() {
                self.evidence.insert(place, Evidence::none(signal));
            }
            let news = (quality - counted).max(0.0);
            let held = self.evidence[place];
            let later = moment.event.at.saturating_sub(held.at) >= SESSION_GAP;
            let first = held.session < self.session || later && !is_page;
            let mut gain = self.evidence[place].add(news, moment.event, position, self.session);
            let moves = if first { quality } else { gain };
            // What is done in another visit is done anew: it was not read into the page before it.
            if first && !is_page {
                gain = quality;
            }
            log.matches.push(Match { event: position, signal, quality, news, gain, moves });
        }
        let fired = &log.matches[first..];
        if !fired.is_empty() {
            self.roles.follow(plan, fired);
            self.tracks.follow(plan, moment.event.at, fired);
        }
    }
}

/// Where the page view that came last begins: with the first look at it.
fn last_view(events: &[Event]) -> usize {
    let (mut begins, mut last): (usize, Option<(Millis, &Page)>) = (0, None);
    for (position, event) in events.iter().enumerate().rev() {
        let Some((at, page)) = event.page() else { continue };
        if last.is_some_and(|(looked, look)| !page.is_seen_again(at, look, looked)) {
            break;
        }
        (begins, last) = (position, Some((at, page)));
    }
    begins
}
