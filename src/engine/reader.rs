//! Reads a [`Node`] field by field and collects what is wrong with it.

use super::finding::{self, Finding};
use super::node::{At, Kind, Node, Place};
use super::time::{self, Millis};

/// How one value is read. A function, not a closure: the browser module pays for every closure.
pub type Read<N, T> = fn(&mut Reader, &At<'_, N>) -> Option<T>;

/// Collects findings while a document is read; nothing stops it at the first one.
#[derive(Debug, Default)]
pub struct Reader {
    /// What was wrong so far.
    pub findings: Vec<Finding>,
    /// How deep the condition that is read is nested.
    pub depth: usize,
}

impl Reader {
    /// Whether this is an object; says so if not. Fields besides `known` are findings where a person checks.
    #[inline(never)]
    pub fn fields<N: Node>(&mut self, at: &At<'_, N>, known: &[&str]) -> bool {
        if !self.is(at, Kind::Map) {
            return false;
        }
        if N::STRICT {
            for key in at.node.keys() {
                if !known.contains(&key.as_str()) {
                    let path = At::field(at.node, at, &key).path();
                    self.findings.push(finding::unknown_field(path, &key, known));
                }
            }
        }
        true
    }

    /// A field, if present, read by `read`.
    #[inline(never)]
    pub fn optional<N: Node, T>(
        &mut self,
        at: &At<'_, N>,
        key: &str,
        read: Read<N, T>,
    ) -> Option<T> {
        let node = at.node.get(key)?;
        read(self, &At::field(&node, at, key))
    }

    /// A field that must be there, read by `read`.
    #[inline(never)]
    pub fn required<N: Node, T>(
        &mut self,
        at: &At<'_, N>,
        key: &str,
        read: Read<N, T>,
    ) -> Option<T> {
        if at.node.get(key).is_none() {
            self.findings.push(finding::missing_field(at.path(), key));
        }
        self.optional(at, key, read)
    }

    /// The elements of a list field. An absent list is empty.
    pub fn list<N: Node, T: Default>(
        &mut self,
        at: &At<'_, N>,
        key: &str,
        read: Read<N, T>,
    ) -> Vec<T> {
        let Some(node) = at.node.get(key) else { return Vec::new() };
        self.elements(&At::field(&node, at, key), read).unwrap_or_default()
    }

    /// The elements of a list. What `read` refuses stands there empty, so that positions stay those of the file.
    #[inline(never)]
    pub fn elements<N: Node, T: Default>(
        &mut self,
        at: &At<'_, N>,
        read: Read<N, T>,
    ) -> Option<Vec<T>> {
        if !self.is(at, Kind::List) {
            return None;
        }
        let mut elements = Vec::new();
        for (index, node) in at.node.items().iter().enumerate() {
            elements.push(read(self, &At::item(node, at, index)).unwrap_or_default());
        }
        Some(elements)
    }

    /// The fields of an object whose names are the writer's own: name → value.
    #[inline(never)]
    pub fn pairs<N: Node, T>(
        &mut self,
        at: &At<'_, N>,
        read: Read<N, T>,
    ) -> Option<Vec<(String, T)>> {
        if !self.is(at, Kind::Map) {
            return None;
        }
        let mut pairs = Vec::new();
        for key in at.node.keys() {
            if let Some(value) = self.optional(at, &key, read) {
                pairs.push((key, value));
            }
        }
        Some(pairs)
    }

    /// A text field, if present.
    #[inline(never)]
    pub fn text_in<N: Node>(&mut self, at: &At<'_, N>, key: &str) -> Option<String> {
        self.optional(at, key, Self::text)
    }

    /// A field with one of `words`, if present.
    #[inline(never)]
    pub fn word_in<N: Node>(
        &mut self,
        at: &At<'_, N>,
        key: &str,
        words: &[&'static str],
    ) -> Option<&'static str> {
        let node = at.node.get(key)?;
        self.word(&At::field(&node, at, key), words)
    }

    /// A field with a number from `low` to `high`, if present.
    #[inline(never)]
    pub fn number_in<N: Node>(
        &mut self,
        at: &At<'_, N>,
        key: &str,
        low: f64,
        high: f64,
        range: &str,
    ) -> Option<f64> {
        let node = at.node.get(key)?;
        self.number(&At::field(&node, at, key), low, high, range)
    }

    /// A text.
    #[inline(never)]
    pub fn text<N: Node>(&mut self, at: &At<'_, N>) -> Option<String> {
        self.is(at, Kind::Text).then(|| at.node.text()).flatten()
    }

    /// A text or a list of texts.
    #[inline(never)]
    pub fn texts<N: Node>(&mut self, at: &At<'_, N>) -> Option<Vec<String>> {
        match at.node.kind() {
            Kind::List => self.elements(at, Self::text),
            _ => self.text(at).map(|text| vec![text]),
        }
    }

    /// [`Self::texts`] in lower case.
    #[inline(never)]
    pub fn lowers<N: Node>(&mut self, at: &At<'_, N>) -> Option<Vec<String>> {
        self.texts(at).map(|texts| texts.iter().map(|text| N::lowercase(text)).collect())
    }

    /// `true` or `false`.
    #[inline(never)]
    pub fn flag<N: Node>(&mut self, at: &At<'_, N>) -> Option<bool> {
        self.is(at, Kind::Flag).then(|| at.node.flag()).flatten()
    }

    /// A number from `low` to `high`; `range` says so in words.
    #[inline(never)]
    pub fn number<N: Node>(
        &mut self,
        at: &At<'_, N>,
        low: f64,
        high: f64,
        range: &str,
    ) -> Option<f64> {
        let number = if self.is(at, Kind::Number) { at.node.number()? } else { return None };
        if (low..=high).contains(&number) {
            return Some(number);
        }
        self.findings.push(finding::out_of_range(at.path(), range));
        None
    }

    /// A count or a span: a number that is not negative.
    #[inline(never)]
    pub fn amount<N: Node>(&mut self, at: &At<'_, N>) -> Option<f64> {
        self.number(at, 0.0, f64::MAX, "0 or more")
    }

    /// One of `words`.
    #[inline(never)]
    pub fn word<N: Node>(
        &mut self,
        at: &At<'_, N>,
        words: &[&'static str],
    ) -> Option<&'static str> {
        let text = self.text(at)?;
        let word = words.iter().copied().find(|word| *word == text);
        if word.is_none() {
            self.findings.push(finding::unknown_word(at.path(), &text, words));
        }
        word
    }

    /// An RFC 3339 time.
    #[inline(never)]
    pub fn time<N: Node>(&mut self, at: &At<'_, N>) -> Option<Millis> {
        let text = self.text(at)?;
        let time = time::parse(&text);
        if time.is_none() {
            self.findings.push(finding::bad_time(at.path(), &text));
        }
        time
    }

    #[inline(never)]
    fn is<N: Node>(&mut self, at: &At<'_, N>, expected: Kind) -> bool {
        let found = at.node.kind();
        if found != expected {
            self.findings.push(finding::wrong_kind(at.path(), expected.name(), found.name()));
        }
        found == expected
    }
}
