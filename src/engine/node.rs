//! Reading structured values, whatever holds them.
//!
//! One definition of `offers.json` and of a journal line serves two sources: a JavaScript value in the
//! browser (which parses JSON anyway) and a JSON document with positions in the command line. Both are a
//! [`Node`]; [`At`] adds where in the document it stands, so that every finding can name its place.

use std::borrow::Cow;

/// What a value is, in the words of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`, or no value at all.
    Null,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Map,
}

impl Kind {
    /// The kind as a writer of JSON calls it: "a list", "a text in quotes".
    pub fn name(self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::Flag => "true or false",
            Kind::Number => "a number",
            Kind::Text => "a text in quotes",
            Kind::List => "a list",
            Kind::Map => "an object",
        }
    }
}

/// A value of a structured document.
pub trait Node: Clone {
    /// Whether fields that the reader does not know are findings: yes where a person checks a file, no in a
    /// page, where an old widget may meet a newer file.
    const STRICT: bool;
    /// What this value is.
    fn kind(&self) -> Kind;
    /// The value of a field; `None` when absent or `null`.
    fn get(&self, key: &str) -> Option<Self>;
    /// The elements of a list; empty for anything else.
    fn items(&self) -> Vec<Self>;
    /// The field names of an object, in their order; empty for anything else.
    fn keys(&self) -> Vec<String>;
    /// The text, if it is one.
    fn text(&self) -> Option<String>;
    /// The text, if it is one, not copied where it stands in the document as it is.
    fn as_text(&self) -> Option<Cow<'_, str>> {
        self.text().map(Cow::Owned)
    }
    /// The number, if it is one.
    fn number(&self) -> Option<f64>;
    /// The truth value, if it is one.
    fn flag(&self) -> Option<bool>;
    /// The text in a field, if there is one.
    #[inline(never)]
    fn text_in(&self, key: &str) -> Option<String> {
        self.get(key)?.text()
    }
    /// The number in a field, if there is one.
    #[inline(never)]
    fn number_in(&self, key: &str) -> Option<f64> {
        self.get(key)?.number()
    }
    /// `text` in lower case. The browser overrides it: Rust's tables would cost the module 10 KB.
    fn lowercase(text: &str) -> String {
        text.to_lowercase()
    }
}

/// A [`Node`] together with its place: a chain of steps back to the root, spelled out only when asked for.
#[derive(Clone, Copy)]
pub struct At<'p, N> {
    /// The value here.
    pub node: &'p N,
    up: Option<&'p dyn Place>,
    step: Step<'p>,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Root,
    Key(&'p str),
    Index(usize),
}

/// Something that can spell out where it stands.
pub trait Place {
    /// Appends the JSON path, such as `offers[3].title`.
    fn spell(&self, out: &mut String);
    /// The JSON path; empty at the root.
    fn path(&self) -> String {
        let mut path = String::new();
        self.spell(&mut path);
        path
    }
}

impl<N> Place for At<'_, N> {
    fn spell(&self, out: &mut String) {
        if let Some(up) = self.up {
            up.spell(out);
        }
        match self.step {
            Step::Root => {}
            Step::Key(key) => {
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(key);
            }
            Step::Index(index) => {
                out.push('[');
                out.push_str(&index.to_string());
                out.push(']');
            }
        }
    }
}

impl<'p, N: Node> At<'p, N> {
    /// The document itself.
    pub fn root(node: &'p N) -> Self {
        At { node, up: None, step: Step::Root }
    }

    /// A value in the field `key` of `up`.
    pub fn field(node: &'p N, up: &'p dyn Place, key: &'p str) -> Self {
        At { node, up: Some(up), step: Step::Key(key) }
    }

    /// A value at position `index` of the list `up`.
    pub fn item(node: &'p N, up: &'p dyn Place, index: usize) -> Self {
        At { node, up: Some(up), step: Step::Index(index) }
    }
}
