//! What this visitor did with the pages and the offers so far: the past that counts without any training.

use super::LEAN;
use super::event::Event;
use super::fit::{self, Follows};
use super::journal::SESSION_GAP;
use super::log::{Did, Log, View};
use super::movement;
use super::plan::Plan;
use super::time::{DAY, Millis};
use super::url;

/// A page returned to in so many sessions (a login, a price list) is wanted again however often it was used.
pub const WANTED: usize = 3;

/// With each page viewed since, and with each new visit, a page is half as much on the visitor's mind.
const STEP: f64 = 0.5;

/// What is less on his mind than this is not at all.
const FORGOTTEN: f64 = 1.0 / 2_048.0;

/// With each visit, what opened it says less of what opens the next one.
const VISIT: f64 = 0.7;

/// A visitor's past, as the choice of offers needs it.
#[derive(Debug, Default)]
pub struct Past {
    /// The page the visitor is on, as a hash.
    pub here: Option<u64>,
    /// The host of the page viewed last, as a hash.
    pub host: u64,
    /// What that page was asked.
    pub query: String,
    /// For each offer, where it is among the others of which anything is said; 0 where nothing is.
    places: Vec<u32>,
    /// What the visitor did with these, after a blank. Most offers are none of them.
    offers: Vec<OfferPast>,
    /// The offer that leads to the page viewed last.
    pub on_page: Option<usize>,
    /// The offer clicked last in this session.
    pub clicked_last: Option<usize>,
    /// In a visit after others, the offer that leads to the page where the one before stopped.
    pub stopped: Option<usize>,
}

/// What the visitor did with an offer.
#[derive(Clone, Debug, Default)]
pub struct OfferPast {
    /// From which other it follows now.
    pub follows: Option<Follows>,
    /// When it, or another that it stands for, was clicked last.
    pub clicked: Option<Millis>,
    /// When it, or another that it stands for, was dismissed last.
    pub dismissed: Option<Millis>,
    /// How often it was seen, in the days that its limit names.
    pub seen: usize,
    /// How often it was seen in this session.
    pub seen_this_session: usize,
    /// How often it was seen since the last click on it; twice for each visit that ended there.
    pub ignored: usize,
    /// In how many sessions the page it leads to was viewed.
    pub sessions: usize,
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

impl Past {
    /// Reads the past off a log. `live`: the page viewed last is still open.
    pub fn recall(&mut self, plan: &Plan, log: &Log, events: &[Event], now: Millis, live: bool) {
        let last = log.views.last();
        let open = last.filter(|last| live || now.saturating_sub(last.at) < SESSION_GAP);
        let page = last.and_then(|last| events[last.event].page());
        self.here = open.map(|open| open.page);
        let address = page.map(|(_, page)| &*page.address);
        self.host = address.map_or(0, |address| address.host);
        address.map_or("", |address| &address.query).clone_into(&mut self.query);
        self.places.clear();
        self.places.resize(plan.offers.len() + 1, 0);
        self.offers.clear();
        // The first is the blank, which belongs to none of them.
        self.offer_mut(plan.offers.len());
        self.on_page = last.and_then(|last| last.offer);
        (self.clicked_last, self.stopped) = (None, None);
        self.read_views(log, open.is_some());
        self.read_deeds(plan, log, now, open);
        if LEAN || !log.deeds.is_empty() {
            self.share_places(plan);
        }
        fit::follow(plan, self);
    }

    /// Whether the visitor is on the page that an offer leads to.
    pub fn is_here(&self, plan: &Plan, offer: usize) -> bool {
        let config = &plan.config;
        let target = plan.offers[offer].target;
        self.here.is_some_and(|here| target.is_page(here, self.host))
            && url::agrees(&config.offers[offer].url, &self.query, &config.privacy.query_keys)
    }

    /// Whether the past says anything of an offer.
    pub fn knows(&self, plan: &Plan, offer: usize) -> bool {
        let is_known = |offer: usize| self.places[offer] > 0;
        is_known(offer) || plan.offers[offer].page.is_some_and(is_known)
    }

    /// What the visitor did with the page that an offer leads to; `None` for a particular place on a page.
    pub fn page(&self, plan: &Plan, offer: usize) -> Option<&OfferPast> {
        plan.offers[offer].page.map(|page| self.offer(page))
    }

    /// What the visitor did with an offer.
    pub fn offer(&self, offer: usize) -> &OfferPast {
        &self.offers[self.places[offer] as usize]
    }

    /// The same, to say something of it.
    pub fn offer_mut(&mut self, offer: usize) -> &mut OfferPast {
        let place = &mut self.places[offer];
        if *place == 0 {
            *place = self.offers.len() as u32;
            self.offers.push(OfferPast::default());
        }
        &mut self.offers[*place as usize]
    }

    /// What the visitor did with the offers' pages.
    fn read_views(&mut self, log: &Log, open: bool) {
        for view in log.views.iter().rev() {
            if let Some(page) = self.page_of(view).filter(|page| page.sessions == 0) {
                (page.sessions, page.read) = (view.sessions, view.read);
            }
        }
        let Some(last) = log.views.last() else { return };
        self.remember(&log.views, last, open);
        if open {
            let before = last.opened.checked_sub(1);
            self.stopped = before.and_then(|before| log.views[before].offer);
            self.follow(log, last);
            if movement::is_looping(&log.views) {
                self.rest_loop(&log.views[last.opened..]);
            }
        } else {
            self.follow_visits(&log.views);
        }
    }

    fn page_of(&mut self, view: &View) -> Option<&mut OfferPast> {
        view.offer.map(|offer| self.offer_mut(offer))
    }

    /// How much of what is viewed in this visit counts; in earlier visits it is a habit, in this one it may be a loop.
    fn counts(view: &View, open: Option<&View>) -> f64 {
        if open.is_none_or(|open| open.session != view.session) { 1.0 } else { view.left }
    }

    /// What is on the visitor's mind.
    fn remember(&mut self, views: &[View], last: &View, open: bool) {
        let mut mind = 1.0;
        for (index, view) in views.iter().enumerate().rev() {
            let current = open && index + 1 == views.len();
            if !current {
                if let Some(page) = self.page_of(view) {
                    page.recent += mind * view.left;
                    page.habit += mind * Past::counts(view, open.then_some(last));
                }
                mind *= STEP;
            }
            if view.opened == index {
                mind *= STEP;
            }
            if mind <= FORGOTTEN {
                break;
            }
        }
    }

    /// Where the visitor went from the page he is on.
    fn follow(&mut self, log: &Log, here: &View) {
        let mut before = here.before;
        while let Some(from) = before {
            if let Some(next) = log.views.get(from + 1).filter(|next| next.opened <= from)
                && let Some(page) = self.page_of(next)
            {
                page.followed += Past::counts(next, Some(here));
            }
            before = log.views[from].before;
        }
    }

    /// Where visits began.
    fn follow_visits(&mut self, views: &[View]) {
        let mut visit = 1.0;
        let mut last = views.last();
        while let Some(first) = last.map(|last| &views[last.opened]) {
            if let Some(page) = self.page_of(first) {
                page.followed += 2.0 * visit;
            }
            visit *= VISIT;
            last = first.opened.checked_sub(1).map(|before| &views[before]);
        }
    }

    /// Who goes round and round, and was seen to read, did not find it on these pages: they rest.
    fn rest_loop(&mut self, visit: &[View]) {
        for view in visit.iter().filter(|view| view.left < 1.0) {
            if let Some(page) = self.page_of(view) {
                page.read = Some(view.at);
            }
        }
    }

    /// Whoever wants no more of an offer, or has been where it leads, needs no other to the same place either.
    fn share_places(&mut self, plan: &Plan) {
        for offer in 0..plan.offers.len() {
            let OfferPast { clicked, dismissed, .. } = *self.offer(plan.place(offer, self.host));
            if clicked.or(dismissed).is_some() {
                let offer = self.offer_mut(offer);
                (offer.clicked, offer.dismissed) = (clicked, dismissed);
            }
        }
    }

    fn read_deeds(&mut self, plan: &Plan, log: &Log, now: Millis, open: Option<&View>) {
        let session = open.map(|open| open.session);
        for deed in &log.deeds {
            let limit = plan.config.offers[deed.offer].limit;
            let place = plan.place(deed.offer, self.host);
            let offer = self.offer_mut(deed.offer);
            match deed.did {
                Did::Dismiss => self.offer_mut(place).dismissed = Some(deed.at),
                Did::Click => {
                    offer.ignored = 0;
                    self.offer_mut(place).clicked = Some(deed.at);
                    // A click may begin a visit, too: the pages that follow count from half an hour of silence on.
                    let begins = |open: &View| {
                        let first = &log.views[open.opened];
                        deed.views == open.opened
                            && first.looked.saturating_sub(deed.at) < SESSION_GAP
                    };
                    let now = Some(deed.session) == session || open.is_some_and(begins);
                    self.clicked_last = now.then_some(deed.offer);
                }
                // What is seen on the page that is shown counts from the next look on: offers must not change by being
                // looked at.
                Did::See if open.is_some_and(|open| deed.at >= open.looked) => {}
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
