//! The words of a page.

use super::event::tokens;

/// The most words of a page that are kept.
const MOST: usize = 48;

/// Different words in lower case, in the order in which they were found. One text holds them all: a journal has
/// thousands of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd)]
pub struct Words {
    /// Blanks between them; no word has one.
    text: String,
}

impl Words {
    /// Adds the words of a text in lower case, as far as there is room.
    pub fn add(&mut self, text: &str) {
        for word in tokens(text) {
            if self.contains(word) || self.held().count() >= MOST {
                continue;
            }
            if !self.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(word);
        }
    }

    /// Whether this is one of them.
    pub fn contains(&self, word: &str) -> bool {
        // In bytes: this is asked for each word of each page.
        self.held().any(|held| held == word.as_bytes())
    }

    fn held(&self) -> impl Iterator<Item = &[u8]> {
        self.text.as_bytes().split(|byte| *byte == b' ')
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
