//! What this visitor did with the pages and the offers so far: the past that counts without any training.

use super::event::{Event, Page, What};
use super::evidence::{self, Match};
use super::fit::{self, Follows};
use super::journal::SESSION_GAP;
use super::movement;
use super::plan::Plan;
use super::target::Target;
use super::time::{DAY, Millis};
use super::url;

/// What happened, in short: it only ever grows at its end.
#[derive(Debug, Default)]
pub struct Log {
    /// The page views.
    pub views: Vec<View>,
    /// What the visitor did with offers.
    pub deeds: Vec<Deed>,
    /// Which signals matched which events.
    pub matches: Vec<Match>,
}

/// A page view, in short.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// When it began.
    pub at: Millis,
    /// The page, as [`index::hash`](super::index::hash) of its one spelling.
    pub page: u64,
    /// The first offer that leads to it.
    pub offer: Option<usize>,
    /// Its session, from 1.
    pub session: usize,
    /// Its position in the journal.
    pub event: usize,
    /// Whether it was read to the end.
    read: bool,
    /// How much of it seems to be left to the visitor: 1 where nobody measured, less for a page left at once, nothing for
    /// one that was read to the end.
    left: f64,
}

/// What the visitor did with an offer.
#[derive(Clone, Copy, Debug)]
pub struct Deed {
    offer: usize,
    did: Did,
    at: Millis,
    session: usize,
    /// How many pages had been viewed.
    views: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Did {
    See,
    Click,
    Dismiss,
}

/// A page that held the visitor for so many seconds and was seen to this share counts as read to the end.
const READ_SECONDS: f64 = 25.0;
const READ_SHARE: f64 = 0.75;

/// How much of a page can be left to a visitor whose attention was measured: he chose to go on.
const LEFT: f64 = 0.5;

/// A page returned to in so many sessions (a login, a price list) is wanted again however often it was used.
pub const WANTED: usize = 3;

/// With each page viewed since, and with each new visit, a page is half as much on the visitor's mind.
const STEP: f64 = 0.5;

/// What is less on his mind than this is not at all.
const FORGOTTEN: f64 = 1.0 / 2_048.0;

/// With each visit, what opened it says less of what opens the next one.
const VISIT: f64 = 0.7;

impl View {
    /// The page view at this position of the journal.
    pub fn of(plan: &Plan, at: Millis, page: &Page, event: usize, session: usize) -> Self {
        let hash = super::index::hash(&page.page);
        let share = |value: Option<f64>, whole: f64| (value.unwrap_or(0.0) / whole).min(1.0);
        let done = share(page.engaged, READ_SECONDS) * share(page.scrolled, READ_SHARE);
        let measured = page.engaged.or(page.scrolled).is_some();
        let left = if measured { LEFT * evidence::quality_of(page) * (1.0 - done) } else { 1.0 };
        View {
            at,
            page: hash,
            offer: plan.offer_at(hash, url::parse(&page.url).host),
            session,
            event,
            read: done >= 1.0,
            left,
        }
    }
}

impl Log {
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

    /// How much of this event's page already counted for a signal in its session: the quality of its best earlier view.
    pub fn counted(&self, event: usize, signal: usize) -> f64 {
        let Some((last, earlier)) = self.views.split_last().filter(|(last, _)| last.event == event)
        else {
            return 0.0;
        };
        let same = earlier.iter().rev().take_while(|view| view.session == last.session);
        let quality = |view: &View| {
            let key = (view.event, signal);
            let place =
                self.matches.binary_search_by(|found| (found.event, found.signal).cmp(&key));
            place.map_or(0.0, |place| self.matches[place].quality)
        };
        same.filter(|view| view.page == last.page).map(quality).fold(0.0, f64::max)
    }
}

/// A visitor's past, as the choice of offers needs it.
#[derive(Debug)]
pub struct Past<'j> {
    /// The page the visitor is on.
    pub here: Option<&'j Page>,
    /// For each offer, what the visitor did with it.
    pub offers: Vec<OfferPast>,
    /// The offer that leads to the page viewed last.
    pub on_page: Option<usize>,
    /// The offer clicked last in this session.
    pub clicked_last: Option<usize>,
    /// For each offer, from which other it follows now.
    pub follows: Vec<Option<Follows>>,
    host: &'j str,
}

/// What the visitor did with an offer.
#[derive(Clone, Debug, Default)]
pub struct OfferPast {
    /// When it was clicked last.
    pub clicked: Option<Millis>,
    /// When it was dismissed last.
    pub dismissed: Option<Millis>,
    /// How often it was seen, in the days that its limit names.
    pub seen: usize,
    /// How often it was seen in this session.
    pub seen_this_session: usize,
    /// How often it was seen since the last click on it; twice for each visit that ended there.
    pub ignored: usize,
    /// In how many sessions the page it leads to was viewed.
    pub sessions: usize,
    /// The last of them that was looked at.
    session: usize,
    /// How often the visitor went from the page he is on straight to the page it leads to. On arrival: how often a visit
    /// began there, earlier ones counting less.
    pub followed: f64,
    /// How much its page is on the visitor's mind: 1 for the page viewed just before, half with each step further back.
    pub recent: f64,
    /// The same, pages of earlier visits counting in full even if they were read to the end.
    pub habit: f64,
    /// When its page was read to the end last.
    pub read: Option<Millis>,
}

impl<'j> Past<'j> {
    /// Reads the past off a log. `live`: the page viewed last is still open.
    pub fn of(plan: &Plan, log: &Log, events: &'j [Event], now: Millis, live: bool) -> Self {
        let last = log.views.last();
        let open = last.filter(|last| live || now.saturating_sub(last.at) < SESSION_GAP);
        let here = open.and_then(|view| match &events[view.event].what {
            What::Page(page) => Some(page),
            _ => None,
        });
        let mut past = Past {
            here,
            offers: vec![OfferPast::default(); plan.offers.len()],
            on_page: last.and_then(|last| last.offer),
            clicked_last: None,
            follows: Vec::new(),
            host: here.map_or("", |here| url::parse(&here.url).host),
        };
        past.read_views(&log.views, open);
        past.read_deeds(plan, log, now, open.map(|open| open.session));
        past.follows = fit::follows(plan, &past);
        past
    }

    /// Whether the visitor is on the page that a target leads to.
    pub fn is_here(&self, target: &Target) -> bool {
        self.here.is_some_and(|here| target.is_page(self.host, &here.page))
    }

    /// What the visitor did with the page that an offer leads to; `None` for a particular place on a page.
    pub fn page(&self, plan: &Plan, offer: usize) -> Option<&OfferPast> {
        plan.offers[offer].page.map(|page| &self.offers[page])
    }

    fn read_views(&mut self, views: &[View], open: Option<&View>) {
        let (mut mind, mut visit) = (1.0, 1.0);
        let loops = movement::is_looping(views);
        for (index, view) in views.iter().enumerate().rev() {
            let before = index.checked_sub(1).map(|before| &views[before]);
            let opened = before.is_none_or(|before| before.session != view.session);
            let current = open.is_some() && index + 1 == views.len();
            if let Some(offer) = view.offer {
                let offer = &mut self.offers[offer];
                offer.sessions += usize::from(offer.session != view.session);
                offer.session = view.session;
                let followed = match (open, before) {
                    (Some(here), Some(before)) => !opened && before.page == here.page,
                    (Some(_), None) => false,
                    (None, _) => opened,
                };
                // What was done in earlier visits is a habit; in this one it may be a loop.
                let habit = open.is_none_or(|here| here.session != view.session);
                let counts = if habit { 1.0 } else { view.left };
                // Who goes round and round, and was seen to read, did not find it on these pages.
                let done = view.read || loops && !habit && counts < 1.0;
                if followed {
                    offer.followed += if open.is_some() { counts } else { 2.0 * visit };
                }
                if !current && mind > FORGOTTEN {
                    offer.recent += mind * view.left;
                    offer.habit += mind * counts;
                }
                if done && offer.read.is_none() {
                    offer.read = Some(view.at);
                }
            }
            if !current {
                mind *= STEP;
            }
            if opened {
                (mind, visit) = (mind * STEP, visit * VISIT);
            }
        }
    }

    fn read_deeds(&mut self, plan: &Plan, log: &Log, now: Millis, session: Option<usize>) {
        for deed in &log.deeds {
            let limit = plan.config.offers[deed.offer].limit;
            let offer = &mut self.offers[deed.offer];
            match deed.did {
                Did::Dismiss => offer.dismissed = Some(deed.at),
                Did::Click => {
                    offer.clicked = Some(deed.at);
                    offer.ignored = 0;
                    self.clicked_last = (Some(deed.session) == session).then_some(deed.offer);
                }
                // What is seen on the page that is shown counts from the next one on: offers must not change by being
                // looked at.
                Did::See if deed.views == log.views.len() && session.is_some() => {}
                Did::See => {
                    let age = now.saturating_sub(deed.at) as f64;
                    let counts = limit.per_days.is_none_or(|days| age < days * DAY as f64);
                    offer.seen += usize::from(counts);
                    offer.seen_this_session += usize::from(Some(deed.session) == session);
                    // What was seen last before the visitor left speaks twice against it.
                    let went_on =
                        log.views.get(deed.views).is_some_and(|next| next.session == deed.session);
                    offer.ignored += if went_on { 1 } else { 2 };
                }
            }
        }
    }
}
