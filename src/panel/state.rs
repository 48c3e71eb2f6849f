//! What the panel holds: the slate on view, whether it is open, and what waits until the visitor looks away.

use super::outcome::Outcomes;
use super::seen::Seen;
use super::slate_view::{Placement, SlateView};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ShadowRoot};

/// The panel's state, copied into every handler. It does nothing once the panel is unmounted.
#[derive(Clone, Copy)]
pub struct State {
    /// The slate on view.
    pub slate: RwSignal<SlateView>,
    /// Whether the panel is shown.
    pub open: RwSignal<bool>,
    /// What the status line says.
    pub status: RwSignal<String>,
    desk: StoredValue<Desk, LocalStorage>,
}

/// What no part of the view depends on.
struct Desk {
    outcomes: Outcomes,
    root: ShadowRoot,
    section: HtmlElement,
    pending: Option<SlateView>,
    dismissed: Vec<String>,
    pointer_inside: bool,
    opened_before: bool,
    seen: Seen,
}

impl State {
    /// A panel within `section`, with its first slate.
    pub fn new(
        slate: SlateView,
        outcomes: Outcomes,
        root: ShadowRoot,
        section: HtmlElement,
    ) -> State {
        let inline = slate.placement == Placement::Inline;
        let desk = Desk {
            outcomes,
            root,
            section,
            pending: None,
            dismissed: Vec::new(),
            pointer_inside: false,
            opened_before: inline,
            seen: Seen::default(),
        };
        State {
            slate: RwSignal::new(slate),
            open: RwSignal::new(inline),
            status: RwSignal::new(String::new()),
            desk: StoredValue::new_local(desk),
        }
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
        if move_focus {
            // Hidden elements take no focus; the view shows the panel in a microtask.
            set_timeout(move || self.focus_heading(), Duration::ZERO);
        }
    }

    /// Hides the panel. One in the flow of the page is always open.
    pub fn close(self) {
        let inline = self.slate.with_untracked(|slate| slate.placement == Placement::Inline);
        self.open.set(inline);
        self.pointer_is_inside(false);
    }

    /// The visitor closed the panel from inside.
    pub fn leave(self) {
        self.close();
        self.outcomes().closed();
    }

    /// The pointer came in or left.
    pub fn pointer_is_inside(self, inside: bool) {
        self.desk.update_value(|desk| desk.pointer_inside = inside);
        self.settle();
    }

    /// Shows the slate that waits, unless the visitor is still at the one on view. Offers that stay keep their
    /// places once the visitor may have seen them.
    pub fn settle(self) {
        let open = self.open.get_untracked();
        let next = self.desk.try_update_value(|desk| {
            let busy = open && desk.in_use();
            if busy { None } else { desk.pending.take().map(|next| (next, desk.opened_before)) }
        });
        let Some((next, keep)) = next.flatten() else { return };
        let shown = self.slate.get_untracked();
        let next = if keep { next.in_order_of(&shown) } else { next };
        if next != shown {
            self.status.set(String::new());
            self.slate.set(next);
        }
    }

    /// An offer's link was followed; false if the page handles it itself.
    pub fn click(self, offer: &str) -> bool {
        self.tell_seen(|seen| seen.acted(offer));
        self.outcomes().click(offer)
    }

    /// An offer was dismissed, with the note that stands in its place now.
    pub fn dismiss(self, offer: &str, note: String) {
        self.tell_seen(|seen| seen.acted(offer));
        self.status.set(note);
        self.desk.update_value(|desk| desk.dismissed.push(offer.to_owned()));
        self.outcomes().dismissal(offer);
    }

    /// Looks into what has been seen, and reports what comes of it.
    pub fn tell_seen(self, look: impl FnOnce(&mut Seen) -> Vec<String>) {
        let told =
            self.desk.try_update_value(|desk| (look(&mut desk.seen), desk.seen.slate().to_owned()));
        if let Some((offers, slate)) = told
            && !offers.is_empty()
        {
            self.outcomes().impression(&slate, &offers);
        }
    }

    /// The heading takes the focus, from where everything in the panel can be reached.
    pub fn focus_heading(self) {
        if let Some(section) = self.section() {
            focus(&section, "#title");
        }
    }

    /// Where the panel stands; `None` once it is unmounted.
    pub fn section(self) -> Option<HtmlElement> {
        self.desk.try_with_value(|desk| desk.section.clone())
    }

    // Cloned out, since what the loader does on hearing may come straight back to the panel.
    fn outcomes(self) -> Outcomes {
        self.desk.with_value(|desk| desk.outcomes.clone())
    }
}

impl Desk {
    fn in_use(&self) -> bool {
        self.pointer_inside || self.section.contains(self.root.active_element().as_deref())
    }
}

/// Focuses the first match within an element; whether there was one.
pub fn focus(within: &web_sys::Element, selector: &str) -> bool {
    let found = within.query_selector(selector).ok().flatten();
    found.is_some_and(|element| element.unchecked_into::<HtmlElement>().focus().is_ok())
}
