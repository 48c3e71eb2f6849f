//! The words of a page.

use super::event::tokens;
use super::url::part;
use super::watch::Said;
use std::cmp::Ordering;

/// The most words of a page that are kept.
const MOST: usize = 48;

/// Different words in lower case, in the order in which they were found. One text holds them all: a journal has
/// thousands of them.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Blanks between them; no word has one.
    text: String,
    /// What the bytes of each add up to, and where it starts.
    places: Vec<(u32, usize)>,
    /// The [`mark`]s of them all: most of those are told by them alone.
    marks: u64,
    /// Which conditions may hold among them.
    pub said: Said,
}

impl PartialEq for Words {
    fn eq(&self, other: &Words) -> bool {
        self.text == other.text
    }
}

impl PartialOrd for Words {
    fn partial_cmp(&self, other: &Words) -> Option<Ordering> {
        self.text.partial_cmp(&other.text)
    }
}

impl Words {
    /// Adds the words of a text in lower case, as far as there is room.
    pub fn add(&mut self, text: &str) {
        self.said = Said::default();
        let mut words = tokens(text);
        while let Some(word) = words.next() {
            if self.places.len() < MOST && !self.has(word, words.sum) {
                if !self.is_empty() {
                    self.text.push(' ');
                }
                self.places.push((words.sum, self.text.len()));
                self.text.push_str(word);
                self.marks |= mark(words.sum);
            }
        }
    }

    /// Whether all words of a text are among them, and it has any.
    pub fn hold_all(&self, text: &str) -> bool {
        let mut words = tokens(text);
        let mut any = false;
        while let Some(word) = words.next() {
            if !self.has(word, words.sum) {
                return false;
            }
            any = true;
        }
        any
    }

    /// Whether a word with this sum is one of them.
    fn has(&self, word: &str, sum: u32) -> bool {
        self.marks & mark(sum) != 0
            && self.places.iter().any(|(held, start)| *held == sum && self.stands(word, *start))
    }

    /// Whether the word that starts here is this one.
    fn stands(&self, word: &str, start: usize) -> bool {
        let rest = part(&self.text, start, self.text.len()).strip_prefix(word);
        rest.is_some_and(|rest| rest.bytes().next().is_none_or(|sign| sign == b' '))
    }

    /// The words, with blanks between them.
    pub fn text(&self) -> &str {
        &self.text
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
        assert!(words.hold_all("sign") && words.hold_all("sign SSO".to_lowercase().as_str()));
        for missing in ["sig", "singl", "sign up", "", "–"] {
            assert!(!words.hold_all(missing), "{missing}");
        }
    }

    #[test]
    fn a_long_page_keeps_its_first_words() {
        let mut words = Words::default();
        (0..100).for_each(|number| words.add(&number.to_string()));
        assert_eq!(words.iter().count(), MOST);
        assert!(words.hold_all("47") && !words.hold_all("48"));
    }
}
