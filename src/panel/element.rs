//! Elements of one type for all views.
//!
//! Leptos builds a type for each shape of a view, and code for each type. Here every element has the same one, so that a
//! further view costs the module what it says and little more. Nothing is ever rebuilt in place: what changes is an
//! attribute, a text, or the whole content of an element. For the same reason there are two types of signals: numbers and
//! texts.

use super::page::say;
use leptos::html;
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Render};
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event};

/// A signal: a count, a choice, or yes (1) and no (0).
pub type Number = RwSignal<usize>;

/// The number of yes or no.
#[inline(never)]
pub fn flag(yes: bool) -> Number {
    RwSignal::new(usize::from(yes))
}

/// The other of yes and no.
#[inline(never)]
pub fn turn(flag: Number) {
    flag.set(1 - flag.get_untracked());
}

/// An element that is being put together. Behind a pointer, and none of what follows inlined: both keep the module small.
pub struct El(Box<Parts>);

struct Parts {
    tag: &'static str,
    has: Vec<Has>,
    children: Vec<AnyView>,
}

/// What an element has besides its children.
enum Has {
    Attribute(&'static str, String),
    Hidden(Number, usize, bool),
    Flag(&'static str, Number, usize),
    Live(&'static str, Box<dyn Fn() -> String>),
    Text(Box<dyn Fn() -> String>),
    Content(Box<dyn Fn() -> AnyView>),
    Ear(&'static str, Box<dyn FnMut(Event)>),
}

/// An element of this name.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    El(Box::new(Parts { tag, has: Vec::new(), children: Vec::new() }))
}

/// A text in an element of this name.
#[inline(never)]
pub fn says(tag: &'static str, text: &str) -> El {
    el(tag).text(text)
}

/// The panel's own words in an element of this name.
#[inline(never)]
pub fn word(tag: &'static str, key: &str) -> El {
    says(tag, &say(key))
}

/// A button that does this, labelled with words of the panel's own.
pub fn button(part: &str, key: &str, act: impl FnMut(Event) + 'static) -> El {
    labelled(part, &say(key)).on("click", act)
}

/// A button that shows and hides what has this id.
#[inline(never)]
pub fn toggle(part: &str, key: &str, shown: Number, controls: &str) -> El {
    button(part, key, move |_| turn(shown)).is("aria-controls", controls).tells_at(
        "aria-expanded",
        shown,
        1,
    )
}

/// A button of this label.
#[inline(never)]
pub fn labelled(part: &str, label: &str) -> El {
    el("button").is("type", "button").part(&["button ", part].concat()).text(label)
}

impl El {
    /// With an attribute.
    #[inline(never)]
    pub fn is(self, name: &'static str, value: &str) -> El {
        self.having(Has::Attribute(name, value.to_owned()))
    }

    /// With a class.
    pub fn class(self, value: &str) -> El {
        self.is("class", value)
    }

    /// With a name for the page's style sheets.
    pub fn part(self, value: &str) -> El {
        self.is("part", value)
    }

    /// With an attribute that follows signals.
    pub fn live(self, name: &'static str, value: impl Fn() -> String + 'static) -> El {
        self.having(Has::Live(name, Box::new(value)))
    }

    /// With an attribute that says whether the number is this.
    pub fn tells_at(self, name: &'static str, number: Number, value: usize) -> El {
        self.having(Has::Flag(name, number, value))
    }

    /// There only while the number is this.
    pub fn only_at(self, number: Number, value: usize) -> El {
        self.having(Has::Hidden(number, value, false))
    }

    /// There only while the number is not this.
    pub fn not_at(self, number: Number, value: usize) -> El {
        self.having(Has::Hidden(number, value, true))
    }

    /// There only if this is so.
    pub fn only_if(self, so: bool) -> El {
        if so { self } else { self.is("hidden", "") }
    }

    /// With a text that follows signals, and nothing else in it.
    pub fn tells(self, text: impl Fn() -> String + 'static) -> El {
        self.having(Has::Text(Box::new(text)))
    }

    /// With a content that is made anew whenever a signal in it changes, and nothing else in it.
    pub fn holds(self, content: impl Fn() -> El + 'static) -> El {
        self.having(Has::Content(Box::new(move || content().into())))
    }

    /// That hears this event.
    pub fn on(self, event: &'static str, act: impl FnMut(Event) + 'static) -> El {
        self.having(Has::Ear(event, Box::new(act)))
    }

    #[inline(never)]
    fn having(mut self, has: Has) -> El {
        self.0.has.push(has);
        self
    }

    /// With a further child.
    #[inline(never)]
    pub fn with(mut self, child: El) -> El {
        self.0.children.push(child.into());
        self
    }

    /// With a child of another kind.
    #[inline(never)]
    pub fn view(mut self, child: AnyView) -> El {
        self.0.children.push(child);
        self
    }

    /// With a further text.
    #[inline(never)]
    pub fn text(mut self, text: &str) -> El {
        if !text.is_empty() {
            self.0.children.push(text.to_owned().into_any());
        }
        self
    }

    /// With further children.
    pub fn all(mut self, children: impl IntoIterator<Item = El>) -> El {
        for child in children {
            self = self.with(child);
        }
        self
    }
}

impl From<El> for AnyView {
    #[inline(never)]
    fn from(el: El) -> AnyView {
        let Parts { tag, has, children } = *el.0;
        html::custom(tag)
            .child(children)
            .directive(furnish as fn(Element, Given), Rc::new(RefCell::new(has)))
            .into_any()
    }
}

// A directive's argument must be `Clone`.
type Given = Rc<RefCell<Vec<Has>>>;

#[expect(clippy::needless_pass_by_value, reason = "so a directive gets them")]
fn furnish(element: Element, given: Given) {
    for has in given.take() {
        let element = element.clone();
        match has {
            Has::Attribute(name, value) => put(&element, name, Some(&value)),
            Has::Live(name, value) => follow(Box::new(move || put(&element, name, Some(&value())))),
            Has::Flag(name, number, value) => follow(Box::new(move || {
                put(&element, name, Some(if number.get() == value { "true" } else { "false" }));
            })),
            Has::Hidden(number, value, when) => follow(Box::new(move || {
                put(&element, "hidden", ((number.get() == value) == when).then_some(""));
            })),
            Has::Text(value) => {
                follow(Box::new(move || element.set_text_content(Some(&value()))));
            }
            Has::Content(content) => {
                let held = StoredValue::new_local(None::<Mounted>);
                follow(Box::new(move || {
                    // Dropped out here, since a view's end is felt by whoever holds signals.
                    drop(held.try_update_value(Option::take));
                    held.set_value(Some(Mounted::into(&element, &*content)));
                }));
            }
            Has::Ear(event, act) => {
                // Kept as long as the view is there.
                StoredValue::new_local(Ear::at(element, event, Closure::wrap(act)));
            }
        }
    }
}

/// Hears an event of an element until it is dropped.
struct Ear {
    element: Element,
    event: &'static str,
    act: Closure<dyn FnMut(Event)>,
}

impl Ear {
    fn at(element: Element, event: &'static str, act: Closure<dyn FnMut(Event)>) -> Ear {
        let _ = element.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
        Ear { element, event, act }
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        let act = self.act.as_ref().unchecked_ref();
        let _ = self.element.remove_event_listener_with_callback(self.event, act);
    }
}

/// Does this now and whenever a signal in it changes, as long as the view is there. At once: no executor of futures comes
/// into the module.
fn follow(act: Box<dyn Fn()>) {
    let act = SendWrapper::new(act);
    StoredValue::new_local(ImmediateEffect::new(move || (*act)()));
}

/// A view in an element of the page, until it is dropped.
pub struct Mounted {
    view: AnyViewState,
    owner: Owner,
}

impl Mounted {
    /// Puts what `make` makes into `place`.
    pub fn into(place: &Element, make: &dyn Fn() -> AnyView) -> Mounted {
        let owner = Owner::new();
        let mut view = owner.with(|| make().build());
        view.mount(place, None);
        Mounted { view, owner }
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        // In this order: what is taken off the page may still be left by the focus, or be told that its text has changed.
        self.owner.cleanup();
        self.view.unmount();
    }
}

fn put(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}
