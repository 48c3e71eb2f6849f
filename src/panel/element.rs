//! Elements of one type for all views.
//!
//! Leptos builds a type for each shape of a view, and code for each type. Here every element has the same one, so that a
//! further view costs the module what it says and little more. Nothing is ever rebuilt in place: what changes is an
//! attribute, a text, or the whole content of an element.

use leptos::html;
use leptos::mount::mount_to;
use leptos::prelude::*;
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement};

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
    Live(&'static str, Box<dyn Fn() -> Option<String>>),
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

/// A button that does this.
pub fn button(part: &str, label: &str, act: impl FnMut(Event) + 'static) -> El {
    labelled(part, label).on("click", act)
}

#[inline(never)]
fn labelled(part: &str, label: &str) -> El {
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

    /// With an attribute that follows signals; without a value it is not there.
    pub fn live(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> El {
        self.having(Has::Live(name, Box::new(value)))
    }

    /// With an attribute that says yes or no.
    pub fn flag(self, name: &'static str, value: impl Fn() -> bool + 'static) -> El {
        self.live(name, move || Some(if value() { "true" } else { "false" }.to_owned()))
    }

    /// There only while this is not so.
    pub fn hidden(self, hidden: impl Fn() -> bool + 'static) -> El {
        self.live("hidden", move || hidden().then(String::new))
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

fn furnish(element: Element, given: Given) {
    for has in given.take() {
        let element = element.clone();
        match has {
            Has::Attribute(name, value) => put(&element, name, Some(value)),
            Has::Live(name, value) => follow(Box::new(move || put(&element, name, value()))),
            Has::Text(value) => {
                follow(Box::new(move || element.set_text_content(Some(&value()))));
            }
            Has::Content(content) => {
                let element: HtmlElement = element.unchecked_into();
                let held = StoredValue::new_local(None::<Box<dyn Any>>);
                follow(Box::new(move || {
                    let content = content();
                    // Dropped out here, since a view's end is felt by whoever holds signals.
                    drop(held.try_update_value(Option::take));
                    let mounted = mount_to(element.clone(), move || content);
                    held.set_value(Some(Box::new(mounted)));
                }));
            }
            Has::Ear(event, act) => {
                let act = Closure::wrap(act);
                let _ =
                    element.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
                // Kept as long as the view is there.
                StoredValue::new_local(act);
            }
        }
    }
}

/// Does this now and whenever a signal in it changes, as long as the view is there.
fn follow(mut act: Box<dyn FnMut()>) {
    StoredValue::new_local(RenderEffect::new(move |_: Option<()>| act()));
}

fn put(element: &Element, name: &str, value: Option<String>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, &value),
        None => element.remove_attribute(name),
    };
}
