//! Cairn's own words in other languages than English: files of their own, fetched by pages that need them.

use super::files::fingerprint;
use crate::engine::phrases::LANGUAGES;

/// What the names of the files begin with.
pub const NAME: &str = "words";

/// The engine's own JavaScript: what touches the page, and what fetches these files.
pub fn script() -> String {
    let names: Vec<&str> = files().map(|(language, ..)| language).collect();
    let fetches = include_str!("words.js");
    let fetches = fetches.replace("LANGUAGES", &names.join(" ")).replace("WORDS", &stem());
    [include_str!("../browser/page.js"), &fetches].concat()
}

/// The files: language, name and content.
pub fn files() -> impl Iterator<Item = (&'static str, String, &'static str)> {
    let stem = stem();
    let others = LANGUAGES.into_iter().filter(|(language, _)| *language != "en");
    others.map(move |(language, words)| (language, format!("{stem}.{language}.txt"), words))
}

/// `words-0123456789`: changes with any of them, so that an engine never meets the words of another.
fn stem() -> String {
    let all = LANGUAGES.map(|(_, words)| words.as_bytes());
    format!("{NAME}-{}", &fingerprint(&all)[..10])
}
