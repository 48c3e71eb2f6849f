//! Cairn's own words in other languages than English: files of their own, fetched by pages that need them. Those of the
//! engine stand in reasons, those of the panel around the offers.

use super::files::fingerprint;
use crate::engine::phrases;

/// A set of files, one a language.
pub struct Words {
    /// What the names of the files begin with.
    pub name: &'static str,
    languages: &'static [(&'static str, &'static str)],
}

/// The engine's.
pub const ENGINE: Words = Words { name: "words", languages: &phrases::LANGUAGES };

/// The panel's.
pub const PANEL: Words = Words {
    name: "labels",
    languages: &[
        ("en", include_str!("../panel/words/en.txt")),
        ("de", include_str!("../panel/words/de.txt")),
        ("fr", include_str!("../panel/words/fr.txt")),
        ("es", include_str!("../panel/words/es.txt")),
        ("pt", include_str!("../panel/words/pt.txt")),
        ("it", include_str!("../panel/words/it.txt")),
        ("nl", include_str!("../panel/words/nl.txt")),
        ("pl", include_str!("../panel/words/pl.txt")),
        ("ja", include_str!("../panel/words/ja.txt")),
        ("zh", include_str!("../panel/words/zh.txt")),
        ("ar", include_str!("../panel/words/ar.txt")),
        ("he", include_str!("../panel/words/he.txt")),
    ],
};

impl Words {
    /// The JavaScript that fetches them.
    pub fn script(&self) -> String {
        let names: Vec<&str> = self.files().map(|(language, ..)| language).collect();
        let fetches = include_str!("words.js");
        fetches.replace("LANGUAGES", &names.join(" ")).replace("WORDS", &self.stem())
    }

    /// The files: language, name and content.
    pub fn files(&self) -> impl Iterator<Item = (&'static str, String, &'static str)> {
        let stem = self.stem();
        let others = self.languages.iter().filter(|(language, _)| *language != "en");
        others.map(move |(language, words)| (*language, format!("{stem}.{language}.txt"), *words))
    }

    /// `words-0123456789`: changes with any of them, so that a module never meets the words of another.
    fn stem(&self) -> String {
        let all: Vec<&[u8]> = self.languages.iter().map(|(_, words)| words.as_bytes()).collect();
        format!("{}-{}", self.name, &fingerprint(&all)[..10])
    }
}
