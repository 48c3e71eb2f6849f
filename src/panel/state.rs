//! What the panel holds: the slate on view, whether it is open, and what waits until the visitor looks away.

use super::offers::offers;
use super::outcome::Outcomes;
use super::seen::Seen;
use super::slate_view::SlateView;
use super::watch::Watch;
use super::words::Words;
use leptos::{mount::mount_to, prelude::*};
use std::any::Any;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ShadowRoot};

/// The panel's state, copied into every handler. It does nothing once the panel is unmounted.
#[derive(Clone, Copy)]
pub struct State {
    /// Whether the panel is shown.
    pub open: RwSignal<bool>,
    /// What the status line says.
    pub status: RwSignal<String>,
    /// Whether it stands in the flow of the page, where it is always open.
    pub inline: bool,
    /// The panel's own words.
    pub words: &'static Words,
    desk: StoredValue<Desk, LocalStorage>,
}

/// What no part of the view depends on.
struct Desk {
    outcomes: Outcomes,
    root: ShadowRoot,
    container: HtmlElement,
    watch: Option<Watch>,
    seen: Seen,
    /// The offers on view, in their order.
    shown: Vec<String>,
    /// The view of the slate shown: a Leptos root of its own, since a slate never changes but is replaced as a whole.
    view: Option<Box<dyn Any>>,
    pending: Option<SlateView>,
    dismissed: Vec<String>,
    pointer_inside: bool,
    opened_before: bool,
}

impl State {
    /// A panel within `container`, with nothing to show yet.
    pub fn new(
        inline: bool,
        words: &'static Words,
        outcomes: Outcomes,
        root: ShadowRoot,
        container: HtmlElement,
    ) -> State {
        let desk = Desk {
            outcomes,
            root,
            container,
            watch: None,
            seen: Seen::default(),
            shown: Vec::new(),
            view: None,
            pending: None,
            dismissed: Vec::new(),
            pointer_inside: false,
            opened_before: inline,
        };
        let state = State {
            open: RwSignal::new(inline),
            status: RwSignal::new(String::new()),
            inline,
            words,
            desk: StoredValue::new_local(desk),
        };
        state.desk.update_value(|desk| desk.watch = Some(Watch::new(state)));
        state
    }

    /// Takes a new slate: at once, or as soon as neither focus nor pointer is inside.
    pub fn show(self, mut slate: SlateView) {
        self.desk.update_value(|desk| {
            slate.offers.retain(|offer| !desk.dismissed.contains(&offer.id));
            desk.pending = Some(slate);
        });
        self.settle();
    }

    /// Opens the panel; `move_focus` when it was the visitor who opened it.
    pub fn open(self, move_focus: bool) {
        self.open.set(true);
        self.desk.update_value(|desk| desk.opened_before = true);
        self.restart_watch();
        if move_focus {
            // Hidden elements take no focus; the view shows the panel in a microtask.
            set_timeout(move || self.focus_heading(), Duration::ZERO);
        }
    }

    /// Hides the panel. One in the flow of the page is always open.
    pub fn close(self) {
        self.open.set(self.inline);
        self.restart_watch();
        self.pointer_is_inside(false);
    }

    /// The visitor closed the panel from inside.
    pub fn leave(self) {
        self.close();
        self.tell(Outcomes::closed);
    }

    /// The pointer came in or left.
    pub fn pointer_is_inside(self, inside: bool) {
        self.desk.update_value(|desk| desk.pointer_inside = inside);
        self.settle();
    }

    /// Shows the slate that waits, unless the visitor is still at the one on view. Offers that stay keep their
    /// places once the visitor may have seen them.
    pub fn settle(self) {
        let open = self.open.try_get_untracked().unwrap_or_default();
        let next = self.desk.try_update_value(|desk| {
            let busy = open && desk.in_use();
            let next = desk.pending.take_if(|_| !busy)?;
            let next = if desk.opened_before { next.in_order_of(&desk.shown) } else { next };
            let same =
                desk.view.is_some() && next.id == desk.seen.slate() && next.ids().eq(&desk.shown);
            (!same).then_some(next)
        });
        if let Some(next) = next.flatten() {
            self.replace(next);
        }
    }

    fn replace(self, slate: SlateView) {
        let Some(place) = self.find(".slate") else { return };
        self.clear();
        self.status.set(String::new());
        self.desk.update_value(|desk| {
            desk.shown = slate.ids().cloned().collect();
            desk.seen.start(&slate.id, &desk.shown);
        });
        let view =
            Box::new(mount_to(place.unchecked_into(), move || AnyView::from(offers(self, slate))));
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
    pub fn dismiss(self, offer: &str, note: String) -> bool {
        self.tell_seen(|seen| seen.acted(offer));
        self.status.set(note);
        let last = self.desk.try_update_value(|desk| {
            desk.dismissed.push(offer.to_owned());
            desk.shown.iter().all(|shown| desk.dismissed.contains(shown))
        });
        self.tell(|on| on.dismissal(offer));
        last.unwrap_or_default()
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

    /// The heading takes the focus, from where everything in the panel can be reached.
    pub fn focus_heading(self) {
        if let Some(heading) = self.find("#title") {
            focus(heading);
        }
    }

    /// Whether the panel contains this.
    pub fn contains(self, node: Option<&web_sys::Node>) -> bool {
        self.desk.try_with_value(|desk| desk.container.contains(node)).unwrap_or_default()
    }

    fn find(self, selector: &str) -> Option<web_sys::Element> {
        self.desk.try_with_value(|desk| desk.container.query_selector(selector).ok()?)?
    }

    fn restart_watch(self) {
        let open = self.open.try_get_untracked().unwrap_or_default();
        self.desk.try_with_value(|desk| {
            if let Some(watch) = &desk.watch {
                watch.restart(&desk.container, open);
            }
        });
    }

    // Cloned out, since what the loader does on hearing may come straight back to the panel.
    fn tell<R>(self, tell: impl FnOnce(&Outcomes) -> R) -> Option<R> {
        let outcomes = self.desk.try_with_value(|desk| desk.outcomes.clone())?;
        Some(tell(&outcomes))
    }
}

impl Desk {
    fn in_use(&self) -> bool {
        self.pointer_inside || self.container.contains(self.root.active_element().as_deref())
    }
}

/// Gives the focus to an element.
pub fn focus(element: web_sys::Element) {
    let _ = element.unchecked_into::<HtmlElement>().focus();
}
