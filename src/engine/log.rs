//! What happened, in short: it only grows at its end, and can be cut there.

use super::address::Address;
use super::event::{Event, What};
use super::evidence::{self, Match};
use super::page::Page;
use super::plan::Plan;
use super::time::Millis;

/// What happened, in short.
#[derive(Debug, Default)]
pub struct Log {
    /// The page views.
    pub views: Vec<View>,
    /// What the visitor did with offers.
    pub deeds: Vec<Deed>,
    /// Which signals matched which events.
    pub matches: Vec<Match>,
}

/// How long a log is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Length {
    views: usize,
    deeds: usize,
    matches: usize,
}

/// A page view, in short.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// When it was over.
    pub at: Millis,
    /// When it was looked at last.
    pub looked: Millis,
    /// The page, as [`index::hash`](super::index::hash) of its one spelling.
    pub page: u64,
    /// The offer that stands for all that lead to it.
    pub offer: Option<usize>,
    /// Its session, from 1.
    pub session: usize,
    /// The view that opened its session.
    pub opened: usize,
    /// The view of the same page before this one.
    pub before: Option<usize>,
    /// In how many sessions the page was viewed so far.
    pub sessions: usize,
    /// Its position in the journal.
    pub event: usize,
    /// When the page was read to its end last.
    pub read: Option<Millis>,
    /// How much of it seems to be left to the visitor: 1 where nobody measured, less for a page left at once, nothing for
    /// one that was read to the end.
    pub left: f64,
}

/// What the visitor did with an offer.
#[derive(Clone, Copy, Debug)]
pub struct Deed {
    /// The offer.
    pub offer: usize,
    /// What he did.
    pub did: Did,
    /// When.
    pub at: Millis,
    /// In which session, from 1.
    pub session: usize,
    /// How many pages had been viewed.
    pub views: usize,
}

/// What can be done with an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Did {
    /// It was seen.
    See,
    /// It was clicked.
    Click,
    /// It was dismissed.
    Dismiss,
}

/// A page that held the visitor for so many seconds and was seen to this share counts as read to the end.
const READ_SECONDS: f64 = 25.0;
const READ_SHARE: f64 = 0.75;

/// How much of a page can be left to a visitor whose attention was measured: he chose to go on.
const LEFT: f64 = 0.5;

impl Log {
    /// How long it is.
    pub fn length(&self) -> Length {
        Length { views: self.views.len(), deeds: self.deeds.len(), matches: self.matches.len() }
    }

    /// Forgets what came after it was so long.
    pub fn cut(&mut self, length: Length) {
        self.views.truncate(length.views);
        self.deeds.truncate(length.deeds);
        self.matches.truncate(length.matches);
    }

    /// Takes the page view at this position of the journal, or `again` another look at the one before.
    pub fn view(
        &mut self,
        plan: &Plan,
        event: &Event,
        page: &Page,
        position: usize,
        session: usize,
        again: bool,
    ) {
        let (at, looked) = (page.ended(event.at), page.again.unwrap_or(event.at));
        let share = |value: Option<f64>, whole: f64| (value.unwrap_or(0.0) / whole).min(1.0);
        let done = share(page.engaged, READ_SECONDS) * share(page.scrolled, READ_SHARE);
        let measured = page.engaged.or(page.scrolled).is_some();
        let left = if measured { LEFT * evidence::quality_of(page) * (1.0 - done) } else { 1.0 };
        let read = (done >= 1.0).then_some(at);
        if again && let Some(last) = self.views.last_mut() {
            (last.at, last.looked, last.read) = (at, looked, read.or(last.read));
            last.left = last.left.min(left);
            return;
        }
        let Address { hash, host, .. } = *page.address;
        let offer = plan.offer_at(hash, host);
        let same = |view: &View| view.page == hash && view.offer == offer;
        let before = self.views.iter().rposition(same);
        let opened = self.views.last().filter(|last| last.session == session);
        let opened = opened.map_or(self.views.len(), |last| last.opened);
        let again = before.map(|before| &self.views[before]);
        let new_session = again.is_none_or(|again| again.session != session);
        let view = View {
            at,
            looked,
            page: hash,
            offer,
            session,
            opened,
            before,
            sessions: again.map_or(0, |again| again.sessions) + usize::from(new_session),
            event: position,
            read: read.or(again.and_then(|again| again.read)),
            left,
        };
        self.views.push(view);
    }

    /// Takes an event that is no page view.
    pub fn take(&mut self, plan: &Plan, event: &Event, session: usize) {
        let mut add = |id: &str, did: Did| {
            if let Some(offer) = plan.offer(id) {
                let views = self.views.len();
                self.deeds.push(Deed { offer, did, at: event.at, session, views });
            }
        };
        match &event.what {
            What::Impression(seen) => {
                for (id, _) in &seen.offers {
                    add(id, Did::See);
                }
            }
            What::Click(id) => add(id, Did::Click),
            What::Dismissal(id) => add(id, Did::Dismiss),
            _ => {}
        }
    }

    /// How much already counted for a signal before this event: the quality of the best look at the page viewed last, in its
    /// session; of a signal that counts `once` a session, that of its best match.
    pub fn counted(&self, signal: usize, once: bool, event: usize) -> f64 {
        let last = self.views.last();
        let opened = last.map_or(0, |last| last.opened);
        let mut view = match last {
            _ if once => Some(opened),
            // The first look at it: only earlier views can have counted.
            Some(last) if last.event == event => last.before,
            _ => self.views.len().checked_sub(1),
        };
        let mut best = 0.0_f64;
        while let Some(place) = view.filter(|place| *place >= opened) {
            let event_of = |view: usize| self.views.get(view).map_or(usize::MAX, |view| view.event);
            // What came before the first page of all belongs to its visit.
            let from = if once && opened == 0 { 0 } else { event_of(place) };
            let until = if once { usize::MAX } else { event_of(place + 1) };
            let first = self.matches.partition_point(|found| found.event < from);
            for found in self.matches[first..].iter().take_while(|found| found.event < until) {
                if found.signal == signal {
                    best = best.max(found.quality);
                }
            }
            view = self.views.get(place).and_then(|view| view.before).filter(|_| !once);
        }
        best
    }
}
