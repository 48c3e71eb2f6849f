//! The panel's own words: a file a language, a line `key = words` each. Everything else it shows comes from the site.
//!
//! English is in the module; a page in another language fetches that one's file. The config's `panel.words` win over both.

use super::page::{digits, plural};
use crate::engine::url::cut;

/// What the panel says by itself.
#[derive(Debug, Default)]
pub struct Words {
    /// The language of numbers and times: the page's.
    pub language: String,
    lines: Vec<(String, String)>,
}

/// English: what there is where a language lacks a word.
const ENGLISH: &str = include_str!("words/en.txt");

impl Words {
    /// English, and over it the lines of another language's file.
    pub fn of(language: &str, file: &str) -> Words {
        let mut words = Words { language: language.to_owned(), lines: Vec::new() };
        for line in ENGLISH.split('\n').chain(file.split('\n')) {
            let (key, said) = cut(line, b'=');
            words.set(key.trim_ascii(), said.trim_ascii());
        }
        words
    }

    /// Another word for a key; what there is no key for changes nothing that is ever said.
    pub fn set(&mut self, key: &str, said: &str) {
        if !said.is_empty() {
            self.lines.push((key.to_owned(), said.to_owned()));
        }
    }

    /// The words for a key; empty where there are none.
    #[inline(never)]
    pub fn say(&self, key: &str) -> &str {
        self.find(key).unwrap_or_default()
    }

    /// The words for a key, with this in their gap.
    #[inline(never)]
    pub fn about(&self, key: &str, what: &str) -> String {
        filled(self.say(key), &[what])
    }

    /// The words for a key, with these in the gaps `{1}` and `{2}`.
    pub fn between(&self, key: &str, one: &str, two: &str) -> String {
        filled(self.say(key), &[one, two])
    }

    /// The words for so many, in the form that the language has for the number.
    pub fn count(&self, key: &str, count: usize) -> String {
        let form = [key, ".", &plural(&self.language, count as f64)].concat();
        let words = self.find(&form).or_else(|| self.find(&[key, ".other"].concat()));
        filled(words.unwrap_or_default(), &[&digits(&self.language, count as f64)])
    }

    /// What a kind of offer is called: a word of our own, or the given one with a capital.
    pub fn kind(&self, kind: &str) -> String {
        if let Some(known) = self.find(&["kind.", kind].concat()) {
            return known.to_owned();
        }
        let mut word = kind.to_owned();
        if let Some(first) = word.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        word
    }

    fn find(&self, key: &str) -> Option<&str> {
        self.lines.iter().rev().find(|(held, _)| held == key).map(|(_, said)| said.as_str())
    }
}

/// A text with these in its gaps: `{}` or `{1}` is the first, `{2}` the second.
fn filled(text: &str, with: &[&str]) -> String {
    let mut whole = String::new();
    let mut rest = text;
    loop {
        let (before, gap) = cut(rest, b'{');
        whole.push_str(before);
        if before.len() == rest.len() {
            return whole;
        }
        let (which, after) = cut(gap, b'}');
        whole.push_str(with.get(usize::from(which == "2")).unwrap_or(&""));
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn a_kind_of_our_own_has_its_word_and_any_other_gets_a_capital() {
        let words = Words::of("en", "");
        assert_eq!(words.kind("guide"), "Guide");
        assert_eq!(words.kind("webinar"), "Webinar");
        assert_eq!(words.kind("übung"), "übung");
        assert_eq!(words.kind(""), "");
    }

    #[test]
    fn what_is_inserted_stands_in_its_gap_wherever_a_language_has_it() {
        let mut words = Words::of("de", "undo = Zurück\n\nleft = {2}: zuletzt {1} {x");
        assert_eq!(
            words.about("noted", "Prices {}"),
            "Noted. You will not see “Prices {}” again soon."
        );
        assert_eq!(words.between("left", "gestern", "Preise"), "Preise: zuletzt gestern gestern");
        assert_eq!(words.say("undo"), "Zurück");
        words.set("undo", "Doch");
        words.set("close", "");
        assert_eq!((words.say("undo"), words.say("close")), ("Doch", "Close"));
    }

    #[test]
    fn a_number_brings_its_form() {
        let words = Words::of("en", "");
        assert_eq!(words.count("found", 1), "1 result");
        assert_eq!(words.count("found", 0), "0 results");
    }
}
