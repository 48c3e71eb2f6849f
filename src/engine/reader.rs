//! Reads a [`Node`] field by field and collects what is wrong with it.
//!
//! Each value knows how it is read into its place, which holds what is usual until then: what is refused leaves it as it
//! is. All reading goes through one function for fields and one for lists, since the browser's module pays for each copy.

use super::finding::{self, Finding};
use super::node::{At, Kind, Node};
use super::time::{self, Millis};

/// A value that can be read into its place.
pub trait Read<N> {
    /// Reads it, if it is there as it should be, and says what is wrong if not.
    fn read(&mut self, reader: &mut Reader, at: &At<N>);
}

/// A list that can be read element by element.
pub trait Elements<N> {
    /// One more element, empty.
    fn add(&mut self) -> &mut dyn Read<N>;
}

/// The numbers that a value may be.
#[derive(Debug)]
pub struct Range {
    /// The lowest and the highest.
    pub ends: (f64, f64),
    /// The same in words.
    pub said: &'static str,
}

/// Counts and spans.
pub const AMOUNT: Range = Range { ends: (0.0, f64::MAX), said: "0 or more" };

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
    pub fn fields<N: Node>(&mut self, at: &At<N>, known: &[&str]) -> bool {
        let is_map = self.is(at, Kind::Map);
        if N::STRICT && is_map {
            for key in at.node.keys() {
                if !known.contains(&key.as_str()) {
                    let path = at.field(at.node, &key).path();
                    self.findings.push(finding::unknown_field(path, &key, known));
                }
            }
        }
        is_map
    }

    /// Reads a field, if it is there. Says whether it is.
    #[inline(never)]
    pub fn field<N: Node>(&mut self, at: &At<N>, key: &str, out: &mut dyn Read<N>) -> bool {
        let node = at.node.get(key);
        if let Some(node) = &node {
            out.read(self, &at.field(node, key));
        }
        node.is_some()
    }

    /// Reads a field that must be there.
    #[inline(never)]
    pub fn required<N: Node>(&mut self, at: &At<N>, key: &str, out: &mut dyn Read<N>) {
        if !self.field(at, key, out) {
            self.findings.push(finding::missing_field(at.path(), key));
        }
    }

    /// Reads a list. What is refused stands there empty, so that positions stay those of the file.
    #[inline(never)]
    pub fn elements<N: Node>(&mut self, at: &At<N>, out: &mut dyn Elements<N>) {
        if self.is(at, Kind::List) {
            for (index, node) in at.node.items().iter().enumerate() {
                out.add().read(self, &at.item(node, index));
            }
        }
    }

    /// Reads an object whose names are the writer's own, value by value.
    #[inline(never)]
    pub fn values<N: Node>(&mut self, at: &At<N>, read: &mut dyn FnMut(&mut Reader, &At<N>)) {
        if self.is(at, Kind::Map) {
            for key in &at.node.keys() {
                if let Some(node) = at.node.get(key) {
                    read(self, &at.field(&node, key));
                }
            }
        }
    }

    /// The place of the field's word among `words`; that of the first, the usual one, without it.
    #[inline(never)]
    pub fn word_in<N: Node>(&mut self, at: &At<N>, key: &str, words: &[&str]) -> usize {
        let mut word = Word { words, place: None };
        self.field(at, key, &mut word);
        word.place.unwrap_or_default()
    }

    /// The field's number from `low` to `high`; `usual` without it.
    #[inline(never)]
    pub fn number_in<N: Node>(&mut self, at: &At<N>, key: &str, range: &Range, usual: f64) -> f64 {
        let mut number = Number { range, number: usual };
        self.field(at, key, &mut number);
        number.number
    }

    /// Says so where a number in its range is no whole one. A page cuts off the rest.
    pub fn whole<N: Node>(&mut self, at: &At<N>, key: &str, range: &Range) {
        let Some(node) = at.node.get(key) else { return };
        let (low, high) = range.ends;
        let is_cut = |number: f64| low <= number && number <= high && number.fract() != 0.0;
        if node.number().is_some_and(is_cut) {
            let said = ["a whole number ", range.said].concat();
            self.findings.push(finding::out_of_range(at.field(&node, key).path(), &said));
        }
    }

    /// A number in its range; or one of `words`, each of which stands for a number.
    #[inline(never)]
    pub fn scale<N: Node>(
        &mut self,
        at: &At<N>,
        range: &Range,
        words: &[&str],
        numbers: &[f64],
        out: &mut f64,
    ) {
        if at.node.kind() == Kind::Number {
            let mut number = Number { range, number: *out };
            number.read(self, at);
            *out = number.number;
        } else {
            let mut word = Word { words, place: None };
            word.read(self, at);
            if let Some(number) = word.place.and_then(|place| numbers.get(place)) {
                *out = *number;
            }
        }
    }

    /// Whether this is of a kind; says so if not.
    #[inline(never)]
    pub fn is<N: Node>(&mut self, at: &At<N>, expected: Kind) -> bool {
        let found = at.node.kind();
        if found != expected {
            self.findings.push(finding::wrong_kind(at.path(), expected.name(), found.name()));
        }
        found == expected
    }
}

impl<N, T: Read<N> + Default> Elements<N> for Vec<T> {
    fn add(&mut self) -> &mut dyn Read<N> {
        self.push_mut(T::default())
    }
}

/// A list that is read as a value.
pub struct List<'l, N>(pub &'l mut dyn Elements<N>);

impl<N: Node> Read<N> for List<'_, N> {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        reader.elements(at, self.0);
    }
}

impl<N: Node> Read<N> for Option<String> {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        if reader.is(at, Kind::Text) {
            *self = at.node.text();
        }
    }
}

impl<N: Node> Read<N> for String {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        let mut text: Option<String> = None;
        text.read(reader, at);
        if let Some(text) = text {
            *self = text;
        }
    }
}

/// A text or a list of texts.
impl<N: Node> Read<N> for Vec<String> {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        self.clear();
        if at.node.kind() == Kind::List {
            reader.elements(at, self);
        } else {
            let mut text: Option<String> = None;
            text.read(reader, at);
            self.extend(text);
        }
    }
}

/// A text or a list of texts, in lower case.
pub struct Lowers<'t>(pub &'t mut Vec<String>);

impl<N: Node> Read<N> for Lowers<'_> {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        self.0.read(reader, at);
        for text in self.0.iter_mut() {
            *text = N::lowercase(text);
        }
    }
}

impl<N: Node> Read<N> for bool {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        if reader.is(at, Kind::Flag) {
            *self = at.node.flag() == Some(true);
        }
    }
}

struct Number<'n> {
    range: &'n Range,
    number: f64,
}

impl<N: Node> Read<N> for Number<'_> {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        if !reader.is(at, Kind::Number) {
            return;
        }
        let (number, (low, high)) = (at.node.number().unwrap_or(f64::NAN), self.range.ends);
        if low <= number && number <= high {
            self.number = number;
        } else {
            reader.findings.push(finding::out_of_range(at.path(), self.range.said));
        }
    }
}

/// A count or a span.
impl<N: Node> Read<N> for Option<f64> {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        let mut amount = Number { range: &AMOUNT, number: 0.0 };
        amount.read(reader, at);
        *self = Some(amount.number);
    }
}

struct Word<'w> {
    words: &'w [&'w str],
    place: Option<usize>,
}

impl<N: Node> Read<N> for Word<'_> {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        let mut text: Option<String> = None;
        text.read(reader, at);
        let Some(text) = text else { return };
        self.place = self.words.iter().position(|word| *word == text);
        if self.place.is_none() {
            reader.findings.push(finding::unknown_word(at.path(), &text, self.words));
        }
    }
}

/// An RFC 3339 time.
impl<N: Node> Read<N> for Option<Millis> {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        let mut text: Option<String> = None;
        text.read(reader, at);
        let Some(text) = text else { return };
        *self = time::parse(&text);
        if self.is_none() {
            reader.findings.push(finding::bad_time(at.path(), &text));
        }
    }
}
