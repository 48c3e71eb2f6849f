//! Reading structured values, whatever holds them.
//!
//! One definition of `offers.json` and of a journal line serves two sources: a JSON text in the
//! browser and a JSON document with positions in the command line. Both are a
//! [`Node`]; [`At`] adds where in the document it stands, so that every finding can name its place.

use super::json::Writer;
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
    /// The texts of a list in one, with signs between them that part words.
    fn words(&self) -> Cow<'_, str> {
        joined(&self.items()).into()
    }
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
    up: Option<&'p At<'p, N>>,
    step: Step<'p>,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Key(&'p str),
    Index(usize),
}

impl<'p, N> At<'p, N> {
    /// The document itself.
    pub fn root(node: &'p N) -> Self {
        At { node, up: None, step: Step::Key("") }
    }

    /// A value in the field `key` of this one.
    #[must_use]
    pub fn field(&'p self, node: &'p N, key: &'p str) -> Self {
        At { node, up: Some(self), step: Step::Key(key) }
    }

    /// The value at position `index` of this list.
    #[must_use]
    pub fn item(&'p self, node: &'p N, index: usize) -> Self {
        At { node, up: Some(self), step: Step::Index(index) }
    }

    /// The name of the field that this is the value of; empty for an element and for the document.
    pub fn key(&self) -> &'p str {
        if let Step::Key(key) = self.step { key } else { "" }
    }

    /// The JSON path, such as `offers[3].title`; empty at the root.
    #[inline(never)]
    pub fn path(&self) -> String {
        let Some(up) = self.up else { return String::new() };
        let path = up.path();
        match self.step {
            Step::Key(key) if path.is_empty() => key.into(),
            Step::Key(key) => [&path, ".", key].concat(),
            Step::Index(index) => indexed(&path, index),
        }
    }
}

/// The texts among these values, with blanks between them.
pub fn joined<N: Node>(items: &[N]) -> String {
    let mut texts = String::new();
    for item in items {
        texts.push_str(&item.as_text().unwrap_or_default());
        texts.push(' ');
    }
    texts
}

/// The path of an element: `list[index]`.
pub fn indexed(list: &str, index: usize) -> String {
    [list, "[", &digits(index), "]"].concat()
}

/// A count in digits. The standard library's way would cost the browser module more.
pub fn digits(count: usize) -> String {
    let mut json = Writer::default();
    json.number(count as f64);
    json.finish()
}
