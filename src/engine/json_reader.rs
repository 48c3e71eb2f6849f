//! Reading JSON: journal lines in the command line, the stored journal in the browser.
//!
//! Exactly JSON (RFC 8259), nested to a limit. A document becomes a flat list of its values, each with its place in the
//! text; a text is copied only when it is asked for, and the list is used again for the next document. Where lines and
//! columns matter (`offers.json`), the command line has a reader of its own.

mod parser;
mod scalar;

use super::node::{Kind, Node};
use parser::Parser;
use scalar::{number, unescaped};
use std::borrow::Cow;
use std::ops::Range;

/// The values of one document, in the order of the text. Used again, it needs no new memory.
#[derive(Debug, Default)]
pub struct Tape {
    items: Vec<Item>,
}

/// A value; the fields of an object are its name and its value in turn.
#[derive(Clone, Copy, Debug)]
struct Item {
    form: Form,
    /// Its first byte, and the byte after its last, quotes and brackets included.
    start: u32,
    end: u32,
    /// The position of the item after it and all that is inside it.
    after: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Null,
    False,
    True,
    Number,
    /// A text that stands there as it is.
    Plain,
    /// A text with a backslash in it.
    Escaped,
    List,
    Map,
}

/// Where a text stops being JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error {
    /// The byte, counted from 0.
    pub at: usize,
    /// What should stand there.
    pub expected: Expected,
}

/// What should stand where a text stops being JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A value.
    Value,
    /// The name of a field, in quotes.
    Name,
    /// The colon after a field's name.
    Colon,
    /// A comma, or the end of the list.
    ListGoesOn,
    /// A comma, or the end of the object.
    MapGoesOn,
    /// A digit of a number.
    Digit,
    /// The quote that ends a text.
    Quote,
    /// Something else than a control character, which a text holds only as an escape.
    NoControl,
    /// One of the escapes that JSON knows, after a backslash.
    Escape,
    /// The end of the document.
    End,
    /// Fewer lists and objects inside each other, or a document below 4 GB.
    Less,
}

impl Tape {
    /// Reads a text that is one JSON value.
    ///
    /// # Errors
    /// The first place where it is not JSON.
    pub fn read<'t>(&'t mut self, text: &'t str) -> Result<Json<'t>, Error> {
        self.items.clear();
        Parser::read(text.as_bytes(), &mut self.items)?;
        Ok(Json { text, items: &self.items, at: 0 })
    }
}

/// A value of a document.
#[derive(Clone, Copy, Debug)]
pub struct Json<'t> {
    text: &'t str,
    items: &'t [Item],
    at: u32,
}

impl<'t> Json<'t> {
    /// Where the value stands in the document, quotes and brackets included.
    pub fn place(self) -> Range<usize> {
        let Item { start, end, .. } = self.item();
        start as usize..end as usize
    }

    /// The value as it stands in the document.
    pub fn raw(self) -> &'t str {
        self.text.get(self.place()).unwrap_or_default()
    }

    /// The text, if it is one; copied only if it holds an escape.
    pub fn borrowed(self) -> Option<Cow<'t, str>> {
        let Item { form, start, end, .. } = self.item();
        let inside = self.text.get(start as usize + 1..(end as usize).saturating_sub(1));
        match form {
            Form::Plain => inside.map(Cow::Borrowed),
            Form::Escaped => inside.map(|text| Cow::Owned(unescaped(text))),
            _ => None,
        }
    }

    /// The values in a list, or the names and values of an object, one after the other.
    pub fn inside(self) -> Inside<'t> {
        Inside { next: Json { at: self.at + 1, ..self }, end: self.item().after }
    }

    fn is_text(self, text: &str) -> bool {
        self.borrowed().is_some_and(|own| own == text)
    }

    fn item(self) -> Item {
        const NOTHING: Item = Item { form: Form::Null, start: 0, end: 0, after: 0 };
        self.items.get(self.at as usize).copied().unwrap_or(NOTHING)
    }
}

/// What is inside a list or an object.
#[derive(Clone, Debug)]
pub struct Inside<'t> {
    next: Json<'t>,
    end: u32,
}

impl<'t> Iterator for Inside<'t> {
    type Item = Json<'t>;

    fn next(&mut self) -> Option<Json<'t>> {
        let value = self.next;
        (value.at < self.end).then(|| {
            self.next.at = value.item().after;
            value
        })
    }
}

impl Node for Json<'_> {
    const STRICT: bool = false;

    fn kind(&self) -> Kind {
        match self.item().form {
            Form::Null => Kind::Null,
            Form::False | Form::True => Kind::Flag,
            Form::Number => Kind::Number,
            Form::Plain | Form::Escaped => Kind::Text,
            Form::List => Kind::List,
            Form::Map => Kind::Map,
        }
    }

    /// Of two fields of one name the last counts, as in a browser.
    fn get(&self, key: &str) -> Option<Self> {
        let Item { form: Form::Map, after, .. } = self.item() else { return None };
        let (mut at, mut found) = (self.at + 1, 0);
        while at < after {
            let (Some(name), Some(value)) =
                (self.items.get(at as usize), self.items.get(at as usize + 1))
            else {
                break;
            };
            // Their lengths alone tell most names apart.
            let may_be =
                name.form == Form::Escaped || (name.end - name.start) as usize == key.len() + 2;
            if may_be && (Json { at, ..*self }).is_text(key) {
                found = at + 1;
            }
            at = value.after;
        }
        Some(Json { at: found, ..*self })
            .filter(|value| found > 0 && value.item().form != Form::Null)
    }

    fn items(&self) -> Vec<Self> {
        if self.item().form == Form::List { self.inside().collect() } else { Vec::new() }
    }

    fn keys(&self) -> Vec<String> {
        let mut keys = Vec::new();
        if self.item().form == Form::Map {
            for name in self.inside().step_by(2) {
                let name = name.borrowed().unwrap_or_default();
                if !keys.iter().any(|key| *key == name) {
                    keys.push(name.into_owned());
                }
            }
        }
        keys
    }

    fn text(&self) -> Option<String> {
        self.borrowed().map(Cow::into_owned)
    }

    fn as_text(&self) -> Option<Cow<'_, str>> {
        self.borrowed()
    }

    fn number(&self) -> Option<f64> {
        (self.item().form == Form::Number).then(|| number(self.raw().as_bytes()))
    }

    fn flag(&self) -> Option<bool> {
        match self.item().form {
            Form::True => Some(true),
            Form::False => Some(false),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
