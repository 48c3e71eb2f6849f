//! The words of a page.

use super::event::tokens;
use super::url::part;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

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
    /// The [`marks`] of them all: most of those are told by them alone.
    marks: u64,
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

    /// Whether words with these [`marks`] may be among them; if not, one of them is missing.
    pub fn may_hold(&self, marks: u64) -> bool {
        self.marks & marks == marks
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

/// The words of texts that were read before: visitors come back to pages.
#[derive(Debug, Default)]
pub struct Known {
    /// Each with the hash of its texts.
    words: Vec<(u64, Arc<Words>)>,
}

/// So many are known at once.
const PAGES: usize = 32;

impl Known {
    /// The words of these texts, which `lower` puts into lower case.
    pub fn words(&mut self, texts: [&str; 2], lower: fn(&str) -> Cow<'_, str>) -> Arc<Words> {
        let hash = texts.iter().fold(0, |hash, text| mixed(hash, text));
        if let Some((_, words)) = self.words.iter().find(|(held, _)| *held == hash) {
            return Arc::clone(words);
        }
        let mut words = Words::default();
        for text in texts {
            words.add(&lower(text));
        }
        let words = Arc::new(words);
        if self.words.len() == PAGES {
            self.words.clear();
        }
        self.words.push((hash, Arc::clone(&words)));
        words
    }
}

/// A hash of a text after others, eight bytes at a time.
fn mixed(hash: u64, text: &str) -> u64 {
    let (eights, rest) = text.as_bytes().as_chunks::<8>();
    let mix =
        |hash: u64, bits: u64| (hash ^ bits).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    // The length parts one text from the next.
    let hash = hash ^ text.len() as u64;
    let hash = eights.iter().fold(hash, |hash, eight| mix(hash, u64::from_le_bytes(*eight)));
    rest.iter().fold(hash, |hash, byte| mix(hash, u64::from(*byte)))
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
        assert!(words.hold_all("sign") && words.hold_all("sign SSO".to_lowercase().as_str()));
        for missing in ["sig", "singl", "sign up", "", "–"] {
            assert!(!words.hold_all(missing), "{missing}");
        }
    }

    #[test]
    fn words_that_are_known_are_those_of_the_same_texts_alone() {
        let mut known = Known::default();
        let texts = |at: usize| [format!("Page {}", at % 50), format!("word{}", at % 3)];
        for at in 0..200 {
            let [title, list] = texts(at);
            let words = known.words([&title, &list], |text| text.to_lowercase().into());
            let wanted = format!("page {} word{}", at % 50, at % 3);
            assert_eq!(words.iter().collect::<Vec<_>>().join(" "), wanted);
            assert!(words.hold_all(&wanted));
        }
        let lower = |text: &str| Cow::Owned(text.to_lowercase());
        let [apart, together] = [["ab", "c"], ["a", "bc"]].map(|texts| known.words(texts, lower));
        assert_ne!(apart, together);
    }

    #[test]
    fn a_long_page_keeps_its_first_words() {
        let mut words = Words::default();
        (0..100).for_each(|number| words.add(&number.to_string()));
        assert_eq!(words.iter().count(), MOST);
        assert!(words.hold_all("47") && !words.hold_all("48"));
    }
}
