//! The words of a page.

use super::event::{summed, tokens};

/// The most words of a page that are kept.
const MOST: usize = 48;

/// Different words in lower case, in the order in which they were found. One text holds them all: a journal has
/// thousands of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd)]
pub struct Words {
    /// Blanks between them; no word has one.
    text: String,
    count: usize,
    /// The [`marks`] of them all: most words that are not there are told by them alone.
    marks: u64,
}

impl Words {
    /// No words yet, with room for so many bytes of them.
    pub fn with_room(bytes: usize) -> Self {
        Words { text: String::with_capacity(bytes), ..Words::default() }
    }

    /// Adds the words of a text in lower case, as far as there is room.
    pub fn add(&mut self, text: &str) {
        let mut words = tokens(text);
        while let Some(word) = words.next() {
            let mark = mark(words.sum);
            let known = self.marks & mark != 0 && self.holds(word);
            if self.count < MOST && !known {
                if self.count > 0 {
                    self.text.push(' ');
                }
                self.text.push_str(word);
                self.count += 1;
                self.marks |= mark;
            }
        }
    }

    /// Whether this is one of them.
    pub fn contains(&self, word: &str) -> bool {
        self.marks & mark(word.bytes().fold(0, summed)) != 0 && self.holds(word)
    }

    /// Whether words with these [`marks`] may be among them; if not, one of them is missing.
    pub fn may_hold(&self, marks: u64) -> bool {
        self.marks & marks == marks
    }

    #[inline(never)]
    fn holds(&self, word: &str) -> bool {
        // In bytes: a word that is held has a blank, or nothing, on both sides.
        let (text, word) = (self.text.as_bytes(), word.as_bytes());
        let mut from = 0;
        while let Some(rest) = text.get(from..) {
            if rest.starts_with(word) && rest.get(word.len()).is_none_or(|sign| *sign == b' ') {
                return true;
            }
            match rest.iter().position(|sign| *sign == b' ') {
                Some(blank) => from += blank + 1,
                None => break,
            }
        }
        false
    }

    /// The words, one after the other.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        tokens(&self.text)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// The marks of all words of a text.
pub fn marks(text: &str) -> u64 {
    let (mut words, mut marks) = (tokens(text), 0);
    while words.next().is_some() {
        marks |= mark(words.sum);
    }
    marks
}

/// One bit of 64 that stands for a word with this sum, and for others too.
fn mark(sum: u32) -> u64 {
    1 << (sum >> 26)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_there_once_in_the_order_found() {
        let mut words = Words::default();
        words.add("single sign-on, einführung");
        words.add("sso single");
        assert_eq!(words.iter().collect::<Vec<_>>(), ["single", "sign", "on", "einführung", "sso"]);
        assert!(words.contains("sign") && !words.contains("sig") && !words.contains("singl"));
    }

    #[test]
    fn a_long_page_keeps_its_first_words() {
        let mut words = Words::default();
        (0..100).for_each(|number| words.add(&number.to_string()));
        assert_eq!(words.iter().count(), MOST);
        assert!(words.contains("47") && !words.contains("48"));
    }
}
