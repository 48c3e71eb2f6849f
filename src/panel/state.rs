//! What the panel holds: the slate on view, which of its pages is open, and what waits until the visitor looks away.

use super::desk::{Desk, Haste};
use super::element::{Mounted, Number, flag};
use super::heard::Heard;
use super::js::Js;
use super::needed::{SILENT, ask_if_due};
use super::offers::offers;
use super::outcome::Outcomes;
use super::page::{
    about, ask, focus_opener, is_dark, page_address, place_of, say, tell, was_opened,
};
use super::seen::Seen;
use super::slate_view::SlateView;
use super::watch::Watch;
use crate::engine::node::Node;
use js_sys::Date;
use leptos::prelude::*;
use std::ops::Deref;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot};

/// The pages of the panel: the next steps,
pub const OFFERS: usize = 0;
/// everything there is, searched,
pub const SEARCH: usize = 1;
/// what was noticed of the visitor,
pub const NOTICED: usize = 2;
/// and the summary that may go along with an offer.
pub const HANDOFF: usize = 3;

/// The panel's state, copied into every handler: behind a pointer, since there are a hundred of them. A panel is mounted once,
/// and the little that is left of it stays as long as the page. It does nothing once the panel is unmounted.
#[derive(Clone, Copy)]
pub struct State(&'static Shared);

/// What the views follow.
pub struct Shared {
    /// Whether the panel is shown.
    pub open: Number,
    /// The page of the panel that is shown.
    pub page: Number,
    /// The offer that a summary may go along with.
    pub handoff: RwSignal<String>,
    /// The slate's heading.
    pub title: RwSignal<String>,
    /// `light` or `dark`.
    pub theme: RwSignal<String>,
    /// What the status line says.
    pub status: RwSignal<String>,
    /// Whether it is there for the eye, too.
    pub aloud: Number,
    /// Which persona the visitor says he is, from 1; 0 if he says nothing.
    pub said: Number,
    /// Whether he says that he is a customer already.
    pub customer: Number,
    /// Stands for the steps of the journal: another text, other steps.
    pub steps: RwSignal<String>,
    /// Whether he is asked if he got what he needed, and what he answered.
    pub needed: Number,
    /// Whether it stands in the flow of the page, where it is always open.
    pub inline: bool,
    /// How many panels stand before this one on the page: what is said once is said in the first.
    pub place: usize,
    /// What all views of the panel end with.
    owner: Owner,
    desk: StoredValue<Desk, LocalStorage>,
}

impl Deref for State {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        self.0
    }
}

impl State {
    /// A panel within `container`, with nothing to show yet.
    pub fn new(
        inline: bool,
        outcomes: Outcomes,
        root: ShadowRoot,
        container: HtmlElement,
    ) -> State {
        let place = place_of(&root.host());
        let desk = Desk::of(inline, outcomes, root, container);
        let Heard { said, customer, steps, .. } = Heard::now();
        let shared = Shared {
            open: flag(inline),
            page: RwSignal::new(OFFERS),
            handoff: RwSignal::new(String::new()),
            title: RwSignal::new(String::new()),
            theme: RwSignal::new(String::new()),
            status: RwSignal::new(String::new()),
            aloud: flag(false),
            said: RwSignal::new(said),
            customer: RwSignal::new(customer),
            steps: RwSignal::new(steps),
            needed: RwSignal::new(SILENT),
            inline,
            place,
            owner: Owner::current().unwrap_or_default(),
            desk: StoredValue::new_local(desk),
        };
        let state = State(Box::leak(Box::new(shared)));
        state.desk.update_value(|desk| desk.watch = Some(Watch::new(state)));
        state
    }

    /// Takes a new slate: at once, or as soon as neither focus nor pointer is inside.
    pub fn show(self, mut slate: SlateView<Js>) {
        self.tint(slate.theme);
        self.hear();
        self.desk.update_value(|desk| {
            slate.offers.retain(|offer| !desk.dismissed.contains(&offer.id));
            desk.pending = Some(slate);
        });
        self.settle();
    }

    /// Takes the theme of the config, or of the page: now, and whenever that may have turned.
    fn tint(self, theme: &'static str) {
        self.desk.update_value(|desk| desk.theme = theme);
        self.turn();
    }

    /// The page may have turned dark or light.
    pub fn turn(self) {
        let dark = self.desk.try_with_value(|desk| match desk.theme {
            "auto" => is_dark(&desk.root.host()),
            theme => theme == "dark",
        });
        if let Some(dark) = dark {
            self.theme.set(if dark { "dark" } else { "light" }.to_owned());
        }
    }

    /// Opens the panel; `move_focus` when it was the visitor who opened it.
    pub fn open(self, move_focus: bool) {
        self.open.set(1);
        self.desk.update_value(|desk| desk.opened_before = true);
        was_opened();
        self.turn();
        ask_if_due(self);
        self.restart_watch();
        if move_focus {
            self.focus_on("#title");
        }
    }

    /// Hides the panel. One in the flow of the page is always open.
    pub fn close(self) {
        self.open.set(usize::from(self.inline));
        self.page.set(OFFERS);
        self.needed.set(SILENT);
        self.restart_watch();
        self.pointer_is_inside(false);
    }

    /// The visitor closed the panel from inside: the focus goes back to the button that opened it.
    pub fn leave(self) {
        self.step_aside();
        self.desk.try_with_value(|desk| focus_opener(&desk.root));
    }

    /// Closes the panel, and leaves the focus where it is.
    pub fn step_aside(self) {
        if self.open.try_get_untracked() == Some(1) {
            self.close();
            self.tell(Outcomes::closed);
        }
    }

    /// The element that the panel stands in.
    pub fn host(self) -> Option<Element> {
        self.desk.try_with_value(|desk| desk.root.host())
    }

    /// Turns to a page of the panel; `opener` gets the focus back in the end.
    pub fn turn_to(self, page: usize, opener: &'static str) {
        self.whisper("");
        self.page.set(page);
        self.desk.update_value(|desk| desk.opener = opener);
        self.focus_on("[data-first]");
    }

    /// Back to the next steps.
    pub fn turn_back(self) {
        self.page.set(OFFERS);
        let opener = self.desk.try_with_value(|desk| desk.opener).unwrap_or_default();
        self.focus_on(if opener.is_empty() { "#title" } else { opener });
    }

    /// The pointer came in or left.
    pub fn pointer_is_inside(self, inside: bool) {
        self.desk.update_value(|desk| desk.pointer_inside = inside);
        self.settle();
    }

    /// Shows the slate that waits, unless the visitor is still at the one on view. Offers that stay keep their
    /// places once the visitor may have seen them.
    pub fn settle(self) {
        let open = self.open.try_get_untracked() == Some(1);
        let next = self.desk.try_update_value(|desk| {
            let busy = open && (desk.in_use() || self.inline && desk.is_looked_at());
            let next = desk.pending.take_if(|_| !busy || desk.haste > Haste::None)?;
            let haste = std::mem::take(&mut desk.haste);
            let keeps = desk.opened_before && haste < Haste::Wished;
            let next = if keeps { next.in_order_of(&desk.shown) } else { next };
            let same =
                desk.view.is_some() && next.looks == desk.looks && next.ids().eq(&desk.shown);
            (!same || haste >= Haste::Returned).then_some(next)
        });
        if let Some(next) = next.flatten() {
            self.replace(&next);
        }
    }

    fn replace(self, slate: &SlateView<Js>) {
        let Some(place) = self.find(".slate") else { return };
        self.clear();
        self.title.set(slate.title.clone());
        self.desk.update_value(|desk| {
            desk.shown = slate.ids().cloned().collect();
            desk.looks.clone_from(&slate.looks);
            desk.seen.start(&slate.id, &desk.shown);
            let address = page_address();
            if desk.address != address {
                (desk.address, desk.since) = (address, Date::now());
            }
        });
        // A panel that opens asks then: as a slate comes in its visitor is just leaving.
        if self.inline {
            ask_if_due(self);
        }
        // The panel's own: a slate may come in as one of its pages changes, and must not end with that page.
        let view = self.owner.with(|| Mounted::into(&place, &|| offers(self, slate).into()));
        self.desk.update_value(|desk| desk.view = Some(view));
        self.restart_watch();
    }

    /// Takes the slate off the view.
    pub fn clear(self) {
        // Taking a focused element off the page is felt as the focus leaving: nothing may be waiting for it then. And
        // dropped out here, since a view's end is felt by signals, and those by whoever holds the desk.
        drop(self.desk.try_update_value(|desk| {
            desk.pending = None;
            desk.view.take()
        }));
    }

    /// An offer's link was followed; false if the page handles it itself.
    pub fn click(self, offer: &str) -> bool {
        self.tell_seen(|seen| seen.acted(offer));
        self.tell(|on| on.click(offer)).unwrap_or(true)
    }

    /// An offer was dismissed, with the note that stands in its place now. Whether it was the last one.
    pub fn dismiss(self, offer: &str, note: &str) -> bool {
        self.tell_seen(|seen| seen.acted(offer));
        self.whisper(note);
        let last = self.desk.try_update_value(|desk| {
            desk.dismissed.push(offer.to_owned());
            desk.shown.iter().all(|shown| desk.dismissed.contains(shown))
        });
        self.tell(|on| on.dismissal(offer));
        last.unwrap_or_default()
    }

    /// A dismissed offer is back, with a word on that.
    pub fn restore(self, offer: &str, back: &str) {
        self.desk.update_value(|desk| desk.dismissed.retain(|id| id != offer));
        tell("undoDismissal", &offer.into());
        self.whisper(back);
    }

    /// The journal may be another, whoever changed it: what the visitor says of himself, what was dismissed, and the steps that
    /// were noticed are read anew.
    fn hear(self) {
        let Heard { said, customer, dismissals, steps } = Heard::now();
        for (signal, now) in [(self.said, said), (self.customer, customer)] {
            if signal.get_untracked() != now {
                signal.set(now);
            }
        }
        let before = self.steps.get_untracked();
        let fewer = steps.len() < before.len();
        self.desk.update_value(|desk| {
            let count = desk.dismissed.len();
            desk.dismissed.retain(|id| dismissals.contains(id));
            let haste = match () {
                () if desk.dismissed.len() < count => Haste::Returned,
                () if fewer => Haste::Erased,
                () => Haste::None,
            };
            if haste > desk.haste {
                desk.haste = haste;
            }
        });
        if steps != before {
            self.steps.set(steps);
            // A summary of what is gone goes nowhere.
            if fewer && self.page.get_untracked() == HANDOFF {
                self.turn_back();
            }
        }
    }

    /// The visitor says which persona he is, from 1, or with 0 takes it back: the slate follows at once. While Cairn is paused
    /// nothing is noted, and nothing claimed.
    pub fn say(self, which: usize) {
        self.wish(|| tell("sayPersona", &(which as f64).into()));
        if self.said.get_untracked() == which {
            self.whisper(&said_in_words(which));
        } else {
            self.whisper_word("paused");
        }
    }

    /// Does what changes the journal by the visitor's own wish; the slate that comes of it is shown at once.
    pub fn wish<T>(self, act: impl FnOnce() -> T) {
        self.desk.update_value(|desk| desk.haste = Haste::Wished);
        act();
        self.desk.update_value(|desk| desk.haste = Haste::None);
    }

    /// Looks into what has been seen, and reports what comes of it.
    pub fn tell_seen(self, look: impl FnOnce(&mut Seen) -> Vec<String>) {
        let told =
            self.desk.try_update_value(|desk| (look(&mut desk.seen), desk.seen.slate().to_owned()));
        if let Some((offers, slate)) = told
            && !offers.is_empty()
        {
            self.tell(|on| on.impression(&slate, &offers));
        }
    }

    /// The first element of the panel for this selector takes the focus; the heading where there is none.
    pub fn focus_on(self, selector: &str) {
        if let Some(element) = self.find(selector).or_else(|| self.find("#title")) {
            focus(element);
        }
    }

    /// Whether the panel contains this.
    pub fn contains(self, node: Option<&web_sys::Node>) -> bool {
        self.desk.try_with_value(|desk| desk.container.contains(node)).unwrap_or_default()
    }

    /// The first element of the panel for this selector.
    pub fn find(self, selector: &str) -> Option<Element> {
        self.desk.try_with_value(|desk| desk.container.query_selector(selector).ok()?)?
    }

    fn restart_watch(self) {
        let open = self.open.try_get_untracked() == Some(1);
        self.desk.try_with_value(|desk| {
            if let Some(watch) = &desk.watch {
                watch.restart(&desk.container, open);
            }
        });
    }

    /// Tells the loader. Cloned out, since what it does on hearing may come straight back to the panel.
    pub fn tell<R>(self, tell: impl FnOnce(&Outcomes) -> R) -> Option<R> {
        let outcomes = self.desk.try_with_value(|desk| desk.outcomes.clone())?;
        Some(tell(&outcomes))
    }
}

/// What the visitor said, in words, or that it was taken back.
pub fn said_in_words(which: usize) -> String {
    match ask("personas").items().get(which.wrapping_sub(1)) {
        Some(says) => about("said", &says.text().unwrap_or_default()),
        None => say("retracted"),
    }
}

/// Gives the focus to an element.
pub fn focus(element: Element) {
    let _ = element.unchecked_into::<HtmlElement>().focus();
}
