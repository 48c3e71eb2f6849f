//! The view: a slate comes in, outcomes go out.
//!
//! The loader calls [`mount`] with the shadow root of a `<cairn-panel>`, and from then on the [`Panel`] it got. The
//! panel knows nothing of the engine: a slate is a plain object ([`slate_view`]), and so is what the visitor does
//! with it ([`outcome`]). It is a region, never a dialog: it takes no focus by itself and covers nothing up.

mod card;
mod carry;
mod desk;
mod element;
mod handoff;
mod heard;
mod icon;
mod js;
mod needed;
mod noticed;
mod offers;
pub mod outcome;
mod page;
mod persona;
mod region;
mod search;
mod seen;
pub mod slate_view;
mod state;
mod status;
mod watch;
mod welcome;

use crate::engine::node::Node;
use js::Js;
use leptos::prelude::{Owner, document};
use outcome::Outcomes;
use slate_view::{Placement, SlateView};
use state::State;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

/// A panel on the page. Every method may be called at any time, after [`Panel::unmount`] to no effect.
#[wasm_bindgen]
pub struct Panel(RefCell<Option<Mounted>>);

struct Mounted {
    view: element::Mounted,
    state: State,
    /// The state's signals live as long as this, which is longer than the view.
    _owner: Owner,
    root: ShadowRoot,
    container: HtmlElement,
    sheet: JsValue,
}

/// Puts a panel into a shadow root. `on` hears what the visitor does; it answers `false` to what the page handles itself.
/// `site` is `{ api, config, base, words }`: the page's API, the config and the path that its relative links start from, and
/// the panel's words in the page's language, as in their file.
///
/// # Errors
///
/// Where the page has no place for it any more.
#[wasm_bindgen]
#[expect(clippy::needless_pass_by_value, reason = "a value needs less glue than a reference")]
pub fn mount(
    root: ShadowRoot,
    slate: JsValue,
    on: js_sys::Function,
    site: JsValue,
) -> Result<Panel, JsValue> {
    let sheet = page::adopt(&root);
    let container: HtmlElement = document().create_element("div")?.unchecked_into();
    root.append_child(&container)?;
    page::meet(&site);
    let slate = dressed(&slate);
    let inline = slate.placement == Placement::Inline;
    let (class, level) = (region::class(&slate), slate.heading);
    let owner = Owner::new();
    let panel = owner.with(|| State::new(inline, Outcomes(on), root.clone(), container.clone()));
    let view = element::Mounted::into(&container, &|| region::region(panel, class, level).into());
    panel.show(slate);
    page::receive();
    attend(panel);
    let mounted = Mounted { view, state: panel, _owner: owner, root, container, sheet };
    Ok(Panel(RefCell::new(Some(mounted))))
}

/// What happens to the panel without anybody's doing: the page turns dark, or it opens by itself.
fn attend(panel: State) {
    let turn = Closure::<dyn FnMut()>::new(move || panel.turn());
    page::on_turn(turn.as_ref().unchecked_ref());
    // As long there as the page, and to no effect once the panel is not.
    turn.forget();
    if let Some(host) = panel.host().filter(|_| !panel.inline) {
        let close = Closure::<dyn FnMut()>::new(move || panel.step_aside());
        page::keep_clear(&host, close.as_ref().unchecked_ref());
        close.forget();
    }
    let kind = page::ask("opens").text().unwrap_or_default();
    if !panel.inline && kind != "click" {
        let open = Closure::once_into_js(move || {
            panel.tell(Outcomes::opens);
        });
        page::opens_itself(&kind, open.unchecked_ref());
    }
}

/// A slate with what the panel knows besides.
fn dressed(slate: &JsValue) -> SlateView<Js> {
    SlateView::read(&page::tell("dressed", slate))
}

#[wasm_bindgen]
impl Panel {
    /// Shows a new slate: at once, or when neither focus nor pointer is inside any more.
    #[expect(clippy::needless_pass_by_value, reason = "a value needs less glue than a reference")]
    pub fn show(&self, slate: JsValue) {
        self.with(|state| state.show(dressed(&slate)));
    }

    /// Opens the panel, and moves the focus into it if the visitor asked for it.
    pub fn open(&self, move_focus: bool) {
        self.with(|state| state.open(move_focus));
    }

    /// Hides the panel.
    pub fn close(&self) {
        self.with(State::close);
    }

    /// Takes the panel off the page with all it had there.
    pub fn unmount(&self) {
        if let Some(mounted) = self.0.take() {
            mounted.state.clear();
            drop(mounted.view);
            mounted.container.remove();
            page::withdraw(&mounted.root, &mounted.sheet);
        }
    }

    // What the loader does on hearing of an outcome may come back to the panel: nothing is borrowed meanwhile.
    fn with(&self, act: impl FnOnce(State)) {
        let state = self.0.borrow().as_ref().map(|mounted| mounted.state);
        if let Some(state) = state {
            act(state);
        }
    }
}
