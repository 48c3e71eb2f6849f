//! What a panel holds that no part of its view follows.

use super::element::Mounted;
use super::js::Js;
use super::outcome::Outcomes;
use super::page::{in_view, page_address};
use super::seen::{LOOK, Seen};
use super::slate_view::SlateView;
use super::watch::Watch;
use js_sys::Date;
use web_sys::{HtmlElement, ShadowRoot};

/// What no part of the view depends on.
pub struct Desk {
    pub outcomes: Outcomes,
    pub root: ShadowRoot,
    pub container: HtmlElement,
    pub watch: Option<Watch>,
    pub seen: Seen,
    /// The offers on view, in their order, and all that is said of them and around them.
    pub shown: Vec<String>,
    pub looks: String,
    /// The view of the slate shown: a Leptos root of its own, since a slate never changes but is replaced as a whole.
    pub view: Option<Mounted>,
    /// The slate that waits.
    pub pending: Option<SlateView<Js>>,
    /// The theme of the config.
    pub theme: &'static str,
    /// The page that the slate on view was shown on, and since when.
    pub address: String,
    pub since: f64,
    /// The offers that were dismissed here.
    pub dismissed: Vec<String>,
    /// Whether the pointer came in and was not seen to leave.
    pub pointer_inside: bool,
    /// Whether the visitor may have seen what is on view.
    pub opened_before: bool,
    /// Why the next slate comes at once, if it does.
    pub haste: Haste,
    /// What opened the page of the panel that is shown.
    pub opener: &'static str,
}

/// Why a slate comes at once, even under the visitor's eyes. Each does what the ones before it do, and more.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub enum Haste {
    /// It does not.
    #[default]
    None,
    /// Something was erased, which must not stay on view.
    Erased,
    /// An offer is back that was dismissed here: the cards are made anew.
    Returned,
    /// The visitor wished for it: the offers come in their order.
    Wished,
}

impl Desk {
    /// With nothing on it yet.
    pub fn of(inline: bool, outcomes: Outcomes, root: ShadowRoot, container: HtmlElement) -> Desk {
        Desk {
            outcomes,
            root,
            container,
            watch: None,
            seen: Seen::default(),
            shown: Vec::new(),
            looks: String::new(),
            view: None,
            pending: None,
            theme: "",
            address: String::new(),
            since: 0.0,
            dismissed: Vec::new(),
            pointer_inside: false,
            opened_before: inline,
            haste: Haste::None,
            opener: "",
        }
    }

    /// In the flow of the page: what is in view would move with another slate, so it stays as long as this page is viewed. A page
    /// that has just come is still being drawn.
    pub fn is_looked_at(&self) -> bool {
        let has_come = Date::now() - self.since >= LOOK;
        has_come
            && self.view.is_some()
            && in_view(&self.container)
            && self.address == page_address()
    }

    /// Whether the visitor is at it: with the pointer, or with the focus.
    pub fn in_use(&self) -> bool {
        // Nobody tells when it was taken off the page under the pointer.
        let pointed_at = self.pointer_inside && self.container.matches(":hover").unwrap_or(false);
        pointed_at || self.container.contains(self.root.active_element().as_deref())
    }
}
