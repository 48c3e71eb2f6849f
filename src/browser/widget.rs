//! The widget's engine on a page: turns notes into events, keeps the journal, answers with slates.

use super::attention::Attention;
use super::text::Written;
use super::{page, store};
use crate::engine::address::Address;
use crate::engine::config::FormStep;
use crate::engine::event::{Impression, tokens};
use crate::engine::node::Node;
use crate::engine::time::Millis;
use crate::engine::words::Words;
use crate::engine::{Engine, Event, Journal, Page, Plan, Slate, What, url, view};
use js_sys::Math;
use std::sync::Arc;

/// What the visitor allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// Nobody asked yet: in memory only, unless the config says that consent is not required.
    Pending,
    /// Stored in this browser.
    Granted,
    /// Erased, and nothing is kept beyond the page that is shown.
    Denied,
}

impl Consent {
    /// The state called `name` in the page's API.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "pending" => Some(Consent::Pending),
            "granted" => Some(Consent::Granted),
            "denied" => Some(Consent::Denied),
            _ => None,
        }
    }
}

/// Words of a page's heading and description that are looked at; the title comes besides.
const MOST_WORDS: usize = 40;

/// How many slates are remembered for the propensities of what is seen of them.
const REMEMBERED: usize = 4;

/// The page view that is shown: when it began, what it is, what was seen of it.
struct View {
    at: Millis,
    page: Page,
    attention: Attention,
}

/// All that runs on a page.
pub struct Widget {
    engine: Engine<&'static Plan>,
    consent: Consent,
    /// Whether this journal has been in the storage: if it is there no more, somebody erased it.
    stored: bool,
    /// When the last sign of life was looked at.
    active: Millis,
    /// The page view that is shown.
    current: Option<View>,
    /// Decides about exploring, anew for each page view, so that a slate is stable within one.
    seed: u64,
    /// The slates made last: an older one may still be the one that is looked at.
    slates: Vec<Slate>,
    /// Forms that were started on this page view and not sent.
    open_forms: Vec<String>,
}

impl Widget {
    /// Starts with a plan; reads what was stored, where that is allowed.
    pub fn new(plan: &'static Plan, consent: Consent) -> Self {
        let mut engine = Engine::new(plan, Journal::with_room());
        engine.live = true;
        let mut widget = Widget {
            engine,
            consent,
            stored: false,
            active: 0,
            current: None,
            seed: 0,
            slates: Vec::new(),
            open_forms: Vec::new(),
        };
        if widget.asks_for_privacy() || consent == Consent::Denied {
            page::erase();
        } else if widget.load() {
            // Something is stored only after consent, so what is there says that it was given.
            if !widget.engine.journal().events().is_empty() && consent == Consent::Pending {
                widget.consent = Consent::Granted;
            }
            widget.age();
        }
        widget
    }

    /// From now on under a new plan: the past is read anew.
    pub fn replan(&mut self, plan: &'static Plan) {
        self.engine.replan(plan);
        self.slates.clear();
    }

    /// A page or a route is viewed since `at`. The page that was viewed last (a reload, a second tab) is viewed on.
    pub fn view(&mut self, at: Millis, address: &str, referrer: &str) {
        self.leave(at);
        if self.consent == Consent::Denied {
            self.engine.forget();
        }
        let config = &self.engine.plan.config;
        let page = Page {
            address: Arc::new(Address::of(url::kept(address, &config.privacy.query_keys))),
            referrer: url::kept(referrer, &[]),
            engaged: Some(0.0),
            scrolled: Some(0.0),
            ..Page::default()
        };
        let parts = url::parse(address);
        let search = config
            .site
            .search_keys
            .iter()
            .find_map(|key| parts.query_value(key))
            .map(page::decoded);
        self.seed = (Math::random() * (1_u64 << 53) as f64) as u64;
        self.begin(at, page);
        if let Some(query) = search.filter(|query| !query.is_empty()) {
            self.observe(at, What::Search(query));
        }
    }

    /// Reads the title and the words of the page that is shown; a route's title often comes after its address.
    pub fn read_words(&mut self) {
        let Some(view) = &mut self.current else { return };
        let title = page::title();
        let mut words = Words::default();
        words.add(view.page.words.text());
        words.add(&page::lowercase(&title));
        for word in tokens(&page::lowercase(&page::text())).take(MOST_WORDS) {
            words.add(word);
        }
        view.page.words = Arc::new(words);
        view.page.title = title;
        if page::is_visible() {
            view.attention.saw(page::depth());
        }
        self.settle(page::now());
    }

    /// The page view ends: what was seen of it is written down, and so are forms left half-way.
    pub fn leave(&mut self, now: Millis) {
        self.settle(now);
        for form in std::mem::take(&mut self.open_forms) {
            self.observe(now, What::Form(form, FormStep::Abandon));
        }
    }

    /// The visitor is there: a move, a key, a scroll. Not looked at within `pause` after the last one.
    pub fn active(&mut self, now: Millis, pause: Millis) {
        if let Some(view) = &mut self.current
            && (now - self.active).abs() >= pause
        {
            self.active = now;
            view.attention.active(now, page::depth());
        }
    }

    /// The page is shown or hidden; a hidden page may never come back, so the journal is saved.
    pub fn visible(&mut self, now: Millis, visible: bool) {
        if let Some(view) = &mut self.current {
            view.attention.visible(now, visible);
        }
        self.save();
        let elsewhere = |view: &View| {
            let last = self.engine.journal().page_before(Millis::MAX);
            last.is_some_and(|(_, last)| !last.address.is_same(&view.page.address))
        };
        // Another tab was looked at meanwhile: this page is viewed again now.
        if visible && let Some(view) = self.current.take_if(|view| elsewhere(view)) {
            self.begin(now, view.page);
        }
    }

    /// Something happened to a form. Whether that was news.
    pub fn form(&mut self, now: Millis, id: String, step: FormStep) -> bool {
        let known = self.open_forms.iter().position(|open| *open == id);
        match (step, known) {
            (FormStep::Start, None) => self.open_forms.push(id.clone()),
            (FormStep::Start, Some(_)) => return false,
            (_, Some(open)) => drop(self.open_forms.remove(open)),
            (_, None) => {}
        }
        self.observe(now, What::Form(id, step));
        true
    }

    /// Appends an event.
    pub fn observe(&mut self, at: Millis, what: What) {
        self.engine.observe(Event { at, what });
    }

    /// These offers of a slate were seen.
    pub fn seen(&mut self, now: Millis, slate: &str, ids: &[Written]) {
        let Some(slate) = self.slates.iter().find(|held| held.id() == slate) else { return };
        let mut impression = Impression { slate: slate.id(), offers: Vec::new() };
        for pick in &slate.picks {
            let id = &self.engine.plan.config.offers[pick.offer].id;
            if ids.iter().any(|seen| seen.as_text().is_some_and(|seen| seen == *id)) {
                impression.offers.push((id.clone(), pick.propensity));
            }
        }
        self.observe(now, What::Impression(impression));
    }

    /// The slate for so many panels, as JSON.
    pub fn slate(&mut self, now: Millis, panels: usize) -> String {
        self.settle(now);
        self.engine.panels = panels;
        let slate = self.engine.slate(now, self.seed);
        let json = view::slate(self.engine.plan, self.engine.journal().events(), &slate);
        let id = slate.id();
        self.slates.retain(|held| held.id() != id);
        self.slates.insert(0, slate);
        self.slates.truncate(REMEMBERED);
        json
    }

    /// The belief, as JSON.
    pub fn belief(&mut self, now: Millis) -> String {
        self.settle(now);
        view::belief(self.engine.plan, &self.engine.belief(now))
    }

    /// The journal, as a JSON list.
    pub fn journal(&mut self, now: Millis) -> String {
        self.settle(now);
        store::lines(self.engine.journal(), "[", "]")
    }

    /// The visitor allowed or forbade storing.
    pub fn set_consent(&mut self, consent: Consent) {
        self.consent = consent;
        match consent {
            Consent::Granted => self.save(),
            // Undecided anew: what was stored waits, untouched, for the answer.
            Consent::Pending => {}
            Consent::Denied => self.forget(),
        }
    }

    /// Erases everything, here and in storage; the page that is shown begins a new journal.
    pub fn forget(&mut self) {
        self.erase();
        self.engine.forget();
        if let Some(view) = &mut self.current {
            view.page.referrer.clear();
        }
        self.settle(page::now());
    }

    /// Stores the journal where that is allowed, together with what another tab stored meanwhile.
    pub fn save(&mut self) {
        self.settle(page::now());
        self.hear_other_tabs();
        self.store();
    }

    fn store(&mut self) {
        if self.may_store() {
            self.stored |= store::save(self.engine.journal());
        }
    }

    /// The journal is these events, here and in storage. A page view that is not among them is no longer noticed.
    pub fn replace(&mut self, events: &str) {
        self.engine.forget();
        store::listed(events, &mut |event| {
            self.engine.observe(event);
        });
        // Another look is written down where the first one is.
        let begins = |event: &Event, at| {
            event.at == at || event.page().is_some_and(|(_, page)| page.again == Some(at))
        };
        let events = self.engine.journal().events();
        self.current.take_if(|view| !events.iter().any(|event| begins(event, view.at)));
        self.age();
        self.store();
    }

    /// Takes what another tab stored. What another tab erased is erased here too: the visitor forgets once for all
    /// tabs, and this one needs consent anew.
    pub fn hear_other_tabs(&mut self) {
        if !self.may_store() {
            return;
        }
        if self.load() {
            self.age();
        } else if self.stored {
            if self.consent == Consent::Granted {
                self.consent = Consent::Pending;
            }
            self.forget();
        }
    }

    /// Takes in what is stored; says whether anything is.
    fn load(&mut self) -> bool {
        let is_there = store::load(&mut |event| {
            self.engine.observe(event);
        });
        self.stored |= is_there;
        is_there
    }

    /// Forgets what is too old.
    fn age(&mut self) {
        let keep = self.engine.plan.config.privacy.keep_days;
        self.engine.keep(keep, page::now());
    }

    fn erase(&mut self) {
        page::erase();
        self.stored = false;
    }

    /// Whether storage may be used, now or once the visitor agrees.
    pub fn may_ask(&self) -> bool {
        self.consent != Consent::Denied && !self.asks_for_privacy()
    }

    /// Whether events may be written to storage.
    pub fn may_store(&self) -> bool {
        let required = self.engine.plan.config.privacy.consent_required;
        let agreed = match self.consent {
            Consent::Granted => true,
            Consent::Pending => !required,
            Consent::Denied => false,
        };
        agreed && !self.asks_for_privacy()
    }

    fn asks_for_privacy(&self) -> bool {
        self.engine.plan.config.privacy.respect_gpc && page::asks_for_privacy()
    }

    /// Writes down what was seen of the current page view. Another look at the page that was viewed before (a reload, a second
    /// tab) is written down there.
    fn settle(&mut self, now: Millis) {
        let Some(view) = &mut self.current else { return };
        let (mut at, mut page, mut again) = (view.at, &view.page, None);
        if let Some((began, before)) = self.engine.journal().page_before(at)
            && before.is_seen_again(began, page, at)
        {
            (at, page, again) = (began, before, Some(view.at));
        }
        let mut page = page.clone();
        page.engaged = Some(view.attention.engaged(now));
        page.scrolled = Some(view.attention.scrolled());
        page.again = again;
        self.observe(at, What::Page(page));
    }

    fn begin(&mut self, at: Millis, page: Page) {
        self.current = Some(View { at, page, attention: Attention::start(at, page::is_visible()) });
        self.settle(at);
    }
}
