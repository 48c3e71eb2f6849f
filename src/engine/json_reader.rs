//! Reading JSON: journal lines in the command line; config, notes and the stored journal in the browser.
//!
//! Exactly JSON (RFC 8259), nested to a limit. A document becomes a flat list of its values, each with its place in the
//! text; a text is copied only when it is asked for, and the list is used again for the next document. Where lines and
//! columns matter (`offers.json`), the command line has a reader of its own.

mod parser;
mod scalar;

use super::node::{Kind, Node, joined};
use parser::Parser;
use scalar::number;
pub use scalar::unescaped;
use std::borrow::Cow;
use std::marker::PhantomData;
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

/// What only a platform's tables and time tell of texts.
pub trait Texts: Copy {
    /// A text in lower case.
    fn lowercase(text: &str) -> String;
    /// What stands for this between quotes, escapes in it.
    fn unescaped(written: &str) -> String;
}

/// The standard library's way.
#[derive(Clone, Copy, Debug)]
pub struct Native;

impl Texts for Native {
    fn lowercase(text: &str) -> String {
        text.to_lowercase()
    }

    fn unescaped(written: &str) -> String {
        unescaped(written)
    }
}

impl Tape {
    /// Reads a text that is one JSON value.
    ///
    /// # Errors
    /// The first place where it is not JSON.
    pub fn read<'t>(&'t mut self, text: &'t str) -> Result<Json<'t>, Error> {
        self.read_with(text)
    }

    /// [`Tape::read`] on a platform of its own.
    ///
    /// # Errors
    /// As [`Tape::read`].
    pub fn read_with<'t, P>(&'t mut self, text: &'t str) -> Result<Json<'t, P>, Error> {
        let end = self.value(text, 0)?;
        if end < text.len() {
            return Err(Error { at: end, expected: Expected::End });
        }
        Ok(self.json(text))
    }

    /// Reads values with commas between them, such as stand in a list, one after the other; `take` takes each. So a long
    /// list needs no more memory than the longest of its values.
    ///
    /// # Errors
    /// The first place where it is not JSON; what stands before it was taken.
    pub fn each<P>(&mut self, text: &str, take: &mut dyn FnMut(&Json<P>)) -> Result<(), Error> {
        let mut at = 0;
        loop {
            at = self.value(text, at)?;
            take(&self.json(text));
            match text.as_bytes().get(at) {
                Some(b',') => at += 1,
                Some(_) => return Err(Error { at, expected: Expected::ListGoesOn }),
                None => return Ok(()),
            }
        }
    }

    /// Reads the value at this place, with the blanks around it; gives where it ends.
    fn value(&mut self, text: &str, at: usize) -> Result<usize, Error> {
        self.items.clear();
        Parser::read(text.as_bytes(), at, &mut self.items)
    }

    fn json<'t, P>(&'t self, text: &'t str) -> Json<'t, P> {
        Json { text, items: &self.items, at: 0, platform: PhantomData }
    }
}

/// A value of a document.
#[derive(Clone, Copy, Debug)]
pub struct Json<'t, P = Native> {
    text: &'t str,
    items: &'t [Item],
    at: u32,
    platform: PhantomData<P>,
}

impl<'t, P: Texts> Json<'t, P> {
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
            Form::Escaped => inside.map(|text| Cow::Owned(P::unescaped(text))),
            _ => None,
        }
    }

    /// The values in a list, or the names and values of an object, one after the other.
    pub fn inside(self) -> Inside<'t, P> {
        Inside { next: Json { at: self.at + 1, ..self }, end: self.item().after }
    }

    fn item(self) -> Item {
        const NOTHING: Item = Item { form: Form::Null, start: 0, end: 0, after: 0 };
        self.items.get(self.at as usize).copied().unwrap_or(NOTHING)
    }
}

/// What is inside a list or an object.
#[derive(Clone, Debug)]
pub struct Inside<'t, P = Native> {
    next: Json<'t, P>,
    end: u32,
}

impl<'t, P: Texts> Iterator for Inside<'t, P> {
    type Item = Json<'t, P>;

    fn next(&mut self) -> Option<Json<'t, P>> {
        let value = self.next;
        (value.at < self.end).then(|| {
            self.next.at = value.item().after;
            value
        })
    }
}

impl<P: Texts> Node for Json<'_, P> {
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
        while at < after
            && let Some([name, value, ..]) = self.items.get(at as usize..)
        {
            // Their lengths alone tell most names apart.
            let may_be =
                name.form == Form::Escaped || (name.end - name.start) as usize == key.len() + 2;
            if may_be && (Json { at, ..*self }).borrowed().is_some_and(|name| name == key) {
                found = at + 1;
            }
            at = value.after;
        }
        Some(Json { at: found, ..*self })
            .filter(|value| found > 0 && value.item().form != Form::Null)
    }

    fn items(&self) -> Vec<Self> {
        let mut items = Vec::new();
        if self.item().form == Form::List {
            for item in self.inside() {
                items.push(item);
            }
        }
        items
    }

    /// Where all of them stand there as they are, what stands between them parts words well enough.
    fn words(&self) -> Cow<'_, str> {
        if self.item().form == Form::List
            && self.inside().all(|item| item.item().form == Form::Plain)
        {
            return self.raw().into();
        }
        joined(&self.items()).into()
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

    fn lowercase(text: &str) -> String {
        P::lowercase(text)
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
