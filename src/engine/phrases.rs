//! The engine's own words, in reasons and above them: a file a language, a line for each [`Phrase`] in their order. `{}` is
//! where the site's words go.
//!
//! What a site writes itself (titles, names, `because`) comes in the page's language from its config. In the browser a page
//! in another language than English fetches that one's file.

use super::url::{cut, part};

/// A thing that is said, mostly by reasons, and what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// The visitor said that he is of this persona.
    Said,
    /// It follows from this offer, which the visitor clicked, or at whose page the last visit ended.
    Follows,
    /// It follows from this page, which this offer leads to.
    FromHere,
    /// Its page was visited session after session.
    CameBack,
    /// The visitor went there from this page before.
    WentThere,
    /// The visitor began a visit there.
    BeganThere,
    /// The visitor looked at it a while ago.
    Looked,
    /// This signal held, and the site has words for it.
    Did,
    /// The page viewed at this position of the journal was read; stands inside [`Phrase::Did`].
    Read,
    /// The site was searched at this position of the journal; stands inside [`Phrase::Did`].
    Searched,
    /// It is for a colleague of this persona.
    PassOn,
    /// It is for this stage, where the visitor most likely stands.
    Stage,
    /// Nothing is known yet.
    Start,
    /// Nothing in particular speaks for it.
    Also,
    /// The panel's title, where the site gives none.
    Title,
}

/// What is said where no language is known.
const ENGLISH: &str = include_str!("phrases/en.txt");

/// The languages that there are, each with its phrases.
#[cfg(any(not(target_arch = "wasm32"), feature = "studio"))]
pub const LANGUAGES: [(&str, &str); 12] = [
    ("en", include_str!("phrases/en.txt")),
    ("de", include_str!("phrases/de.txt")),
    ("fr", include_str!("phrases/fr.txt")),
    ("es", include_str!("phrases/es.txt")),
    ("pt", include_str!("phrases/pt.txt")),
    ("it", include_str!("phrases/it.txt")),
    ("nl", include_str!("phrases/nl.txt")),
    ("pl", include_str!("phrases/pl.txt")),
    ("ja", include_str!("phrases/ja.txt")),
    ("zh", include_str!("phrases/zh.txt")),
    ("ar", include_str!("phrases/ar.txt")),
    ("he", include_str!("phrases/he.txt")),
];

/// The phrases of a language: what stands before and after the site's words in each.
#[derive(Clone, Debug)]
pub struct Phrases(Vec<[&'static str; 2]>);

/// How many there are.
const COUNT: usize = Phrase::Title as usize + 1;

impl Phrases {
    /// Those of a file of a language; English where it is none (a server may answer with a page).
    pub fn of(file: &'static str) -> Self {
        let phrases = Phrases::read(file);
        if phrases.0.len() == COUNT { phrases } else { Phrases::read(ENGLISH) }
    }

    fn read(mut rest: &'static str) -> Self {
        let mut phrases = Vec::new();
        while !rest.is_empty() {
            let (line, after) = cut(rest, b'\n');
            let (open, close) = cut(line, b'{');
            phrases.push([open, part(close, 1, close.len())]);
            rest = after;
        }
        Phrases(phrases)
    }

    /// Those of the first of these languages that is known; `de` speaks for `de-AT` too.
    #[cfg(any(not(target_arch = "wasm32"), feature = "studio"))]
    pub fn spoken(languages: &[&str]) -> Self {
        let known = |language: &&str| {
            let base = language.get(..2).unwrap_or_default();
            LANGUAGES.iter().find(|(known, _)| base.eq_ignore_ascii_case(known))
        };
        Phrases::of(languages.iter().find_map(known).map_or("", |(_, file)| file))
    }

    /// What stands around the site's words in this phrase.
    pub fn around(&self, phrase: Phrase) -> [&'static str; 2] {
        self.0[phrase as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_phrase_and_the_same_gaps() {
        let gaps =
            |file: &str| file.lines().map(|line| line.matches("{}").count()).collect::<Vec<_>>();
        for (language, file) in LANGUAGES {
            assert_eq!(gaps(file), gaps(ENGLISH), "{language}");
            let blank = file.lines().any(|line| line.trim() != line || line.is_empty());
            assert!(!blank, "{language}");
        }
        assert_eq!(Phrases::read(ENGLISH).0.len(), COUNT);
    }

    #[test]
    fn what_is_no_language_is_english() {
        for file in ["", "<!doctype html>\n<p>Not found", "one\ntwo\n"] {
            assert_eq!(Phrases::of(file).0, Phrases::read(ENGLISH).0, "{file}");
        }
    }
}
