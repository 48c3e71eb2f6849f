//! From text to values, byte by byte.

use super::{Error, Expected, Form, Item};
use crate::engine::json::plain;

/// The most lists and objects inside each other. Cairn's own documents have five.
const DEEPEST: u32 = 64;

/// A text that is being read, up to `at`.
pub struct Parser<'p> {
    bytes: &'p [u8],
    at: usize,
    items: &'p mut Vec<Item>,
}

type Parsed = Result<(), Expected>;

impl<'p> Parser<'p> {
    /// Appends a value, with all that is inside it; gives where it ends.
    pub fn read(bytes: &'p [u8], at: usize, items: &'p mut Vec<Item>) -> Result<usize, Error> {
        let mut parser = Parser { bytes, at, items };
        parser.document().map_err(|expected| Error { at: parser.at, expected })?;
        Ok(parser.at)
    }

    fn document(&mut self) -> Parsed {
        if u32::try_from(self.bytes.len()).is_err() {
            return Err(Expected::Less);
        }
        self.value(0)
    }

    /// A value and the blanks around it.
    fn value(&mut self, depth: u32) -> Parsed {
        self.blanks();
        match self.peek() {
            b'"' => self.text()?,
            b'{' => self.group(Form::Map, depth)?,
            b'[' => self.group(Form::List, depth)?,
            b'-' | b'0'..=b'9' => self.number()?,
            b't' => self.word(Form::True, b"true")?,
            b'f' => self.word(Form::False, b"false")?,
            b'n' => self.word(Form::Null, b"null")?,
            _ => return Err(Expected::Value),
        }
        self.blanks();
        Ok(())
    }

    fn group(&mut self, form: Form, depth: u32) -> Parsed {
        if depth >= DEEPEST {
            return Err(Expected::Less);
        }
        let (close, goes_on) = if form == Form::Map {
            (b'}', Expected::MapGoesOn)
        } else {
            (b']', Expected::ListGoesOn)
        };
        let (start, index) = (self.at, self.items.len());
        self.push(form, start);
        self.at += 1;
        self.blanks();
        let mut open = self.peek() != close;
        while open {
            if form == Form::Map {
                self.blanks();
                if self.peek() != b'"' {
                    return Err(Expected::Name);
                }
                self.text()?;
                self.blanks();
                if self.peek() != b':' {
                    return Err(Expected::Colon);
                }
                self.at += 1;
            }
            self.value(depth + 1)?;
            open = match self.peek() {
                b',' => {
                    self.at += 1;
                    true
                }
                other if other == close => false,
                _ => return Err(goes_on),
            };
        }
        self.at += 1;
        let after = self.items.len() as u32;
        if let Some(item) = self.items.get_mut(index) {
            (item.end, item.after) = (self.at as u32, after);
        }
        Ok(())
    }

    fn text(&mut self) -> Parsed {
        let (start, mut form) = (self.at, Form::Plain);
        self.at += 1;
        loop {
            self.at += plain(self.bytes.get(self.at..).unwrap_or_default());
            match self.bytes.get(self.at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    form = Form::Escaped;
                    self.at += 1;
                    self.escape()?;
                }
                Some(_) => return Err(Expected::NoControl),
                None => return Err(Expected::Quote),
            }
        }
        self.at += 1;
        self.push(form, start);
        Ok(())
    }

    /// What follows a backslash.
    fn escape(&mut self) -> Parsed {
        let digits = match self.peek() {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => 0,
            b'u' => 4,
            _ => return Err(Expected::Escape),
        };
        self.at += 1;
        for _ in 0..digits {
            if !self.peek().is_ascii_hexdigit() {
                return Err(Expected::Escape);
            }
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Parsed {
        let start = self.at;
        self.accept(b'-');
        if self.peek() == b'0' {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.accept(b'.') {
            self.digits()?;
        }
        if self.accept(b'e') || self.accept(b'E') {
            if !self.accept(b'-') {
                self.accept(b'+');
            }
            self.digits()?;
        }
        self.push(Form::Number, start);
        Ok(())
    }

    /// One digit or more.
    fn digits(&mut self) -> Parsed {
        if !self.peek().is_ascii_digit() {
            return Err(Expected::Digit);
        }
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        Ok(())
    }

    fn word(&mut self, form: Form, word: &[u8]) -> Parsed {
        let start = self.at;
        if self.bytes.get(start..start + word.len()) != Some(word) {
            return Err(Expected::Value);
        }
        self.at += word.len();
        self.push(form, start);
        Ok(())
    }

    fn push(&mut self, form: Form, start: usize) {
        let after = self.items.len() as u32 + 1;
        self.items.push(Item { form, start: start as u32, end: self.at as u32, after });
    }

    /// Goes past the byte here if it is this one.
    fn accept(&mut self, this: u8) -> bool {
        let here = self.peek() == this;
        self.at += usize::from(here);
        here
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    /// The byte here; 0, which stands nowhere outside of texts, past the end.
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or_default()
    }
}
