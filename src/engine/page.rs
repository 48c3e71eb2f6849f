//! A page view: what is known of it, what another look at it adds, and its form in a journal.

use super::address::Address;
use super::event::{Malformed, kept, text};
use super::journal::SESSION_GAP;
use super::json::Writer;
use super::known::{Known, Sheet};
use super::node::Node;
use super::time::{self, Millis};
use super::words::Words;
use std::borrow::Cow;
use std::sync::Arc;

/// A page view.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The address. Views of one page mostly share it.
    pub address: Arc<Address>,
    /// The page's title.
    pub title: String,
    /// The address the visitor came from; empty if unknown.
    pub referrer: String,
    /// Words of its title, main heading and description, in lower case. Views of one page mostly share them.
    pub words: Arc<Words>,
    /// Seconds the page was visible and in use; `None` if nobody measured.
    pub engaged: Option<f64>,
    /// The largest share of the page that was seen, 0–1; `None` if nobody measured.
    pub scrolled: Option<f64>,
    /// When it was looked at again, last, without another page in between; `None` if it was not.
    pub again: Option<Millis>,
}

impl Page {
    /// Its words, to add some.
    pub fn words_mut(&mut self) -> &mut Words {
        Arc::make_mut(&mut self.words)
    }

    /// A page view of `url` with nothing else known.
    pub fn of(url: &str) -> Self {
        Page { address: Arc::new(Address::of(url.into())), ..Page::default() }
    }

    /// When the view was over, as far as is known: when its attention ended or it was looked at again. `at`: when it began.
    pub fn ended(&self, at: Millis) -> Millis {
        let engaged = self.engaged.map_or(0, |seconds| (seconds * 1_000.0) as Millis);
        at.saturating_add(engaged).max(self.again.unwrap_or(at))
    }

    /// Whether a page view is another look at this one, which came just before it (a reload, a way back through the browser's
    /// cache, a second tab): the two are one view. `at` and `looked`: when they began.
    pub fn is_seen_again(&self, at: Millis, look: &Page, looked: Millis) -> bool {
        looked.saturating_sub(self.ended(at)) < SESSION_GAP && self.address.is_same(&look.address)
    }

    /// Takes what another copy of this view knows more; says whether it was anything. The same whichever of the two came
    /// first.
    pub fn merge(&mut self, copy: &Page) -> bool {
        let before = (self.engaged, self.scrolled, self.again);
        // Option's own order makes `None` less than any number: the measured one holds.
        self.engaged = larger(self.engaged, copy.engaged);
        self.scrolled = larger(self.scrolled, copy.scrolled);
        self.again = self.again.max(copy.again);
        let mut changed = before != (self.engaged, self.scrolled, self.again);
        changed |= take(&mut self.title, &copy.title);
        changed |= take(&mut self.referrer, &copy.referrer);
        if copy.words > self.words {
            self.words = Arc::clone(&copy.words);
            changed = true;
        }
        changed
    }

    /// Reads the page view of one journal line; `known`: the words of those before.
    ///
    /// # Errors
    /// It has no address.
    pub fn read<N: Node>(page: &N, known: &mut Known) -> Result<Self, Malformed> {
        let url = page.get("url").ok_or(Malformed::Lacks("url"))?;
        let url = url.as_text().ok_or(Malformed::Lacks("url"))?;
        let title = text(page, "title").unwrap_or_default();
        let measured = |key: &str, most: f64| {
            // Not `clamp`: its panic message would bring the float formatter into the browser module.
            page.number_in(key)
                .filter(|value| !value.is_nan())
                .map(|value| value.max(0.0).min(most))
        };
        let list = page.get("words");
        let list = list.as_ref().map(N::words).unwrap_or_default();
        let Sheet { address, words, .. } = known.page(kept(&url), &title, &list, lower::<N>);
        Ok(Page {
            address,
            referrer: text(page, "referrer").unwrap_or_default(),
            engaged: measured("engaged", 86_400.0),
            scrolled: measured("scrolled", 1.0),
            again: page.get("again").and_then(|again| time::parse(&again.as_text()?)),
            title,
            words,
        })
    }

    /// Writes its fields.
    pub fn write_to(&self, json: &mut Writer) {
        json.key("url").text(&self.address.url);
        for (key, text) in [("title", &self.title), ("referrer", &self.referrer)] {
            if !text.is_empty() {
                json.key(key).text(text);
            }
        }
        if !self.words.is_empty() {
            json.key("words").list(self.words.iter(), Writer::text);
        }
        for (key, value) in [("engaged", self.engaged), ("scrolled", self.scrolled)] {
            if let Some(value) = value {
                json.key(key).number(value);
            }
        }
        if let Some(again) = self.again {
            json.key("again").text(&time::format(again));
        }
    }
}

/// The later of the two in the order of their bytes holds, so that nothing hangs on which one came first.
#[inline(never)]
fn take(held: &mut String, again: &String) -> bool {
    let takes = again > held;
    if takes {
        held.clone_from(again);
    }
    takes
}

fn larger(one: Option<f64>, other: Option<f64>) -> Option<f64> {
    if other > one { other } else { one }
}

/// `text` in lower case, a copy only where it has capitals. Beyond ASCII these take tables, which a browser has.
fn lower<N: Node>(text: &str) -> Cow<'_, str> {
    // Most are: the words of a stored journal.
    if text.bytes().all(|byte| byte < 0x80 && !byte.is_ascii_uppercase()) {
        return text.into();
    }
    let (mut capitals, mut foreign, mut lead) = (false, false, 0);
    for byte in text.bytes() {
        capitals |= byte.is_ascii_uppercase();
        // All but Latin-1's small letters and the signs of U+2000 to U+203F (dashes, quotation marks) may have capitals among
        // them. Two bytes tell.
        foreign |= match lead {
            0xc3 => byte < 0x9f,
            0xe2 => byte != 0x80,
            _ => byte > 0xc3 && byte != 0xe2,
        };
        lead = byte;
    }
    if foreign {
        N::lowercase(text).into()
    } else if capitals {
        text.to_ascii_lowercase().into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::super::json_reader::Json;
    use super::super::time::MINUTE;
    use super::*;

    #[test]
    fn lower_case_is_the_same_with_tables_and_without() {
        for sign in '\u{1}'..='\u{1ffff}' {
            let text = ['A', sign, 'B'].iter().collect::<String>();
            assert_eq!(lower::<Json>(&text), text.to_lowercase(), "{text:?}");
        }
    }

    #[test]
    fn a_page_that_is_looked_at_again_is_the_same_view() {
        let page = Page::of("https://a.example/x");
        let again = |url, looked| page.is_seen_again(0, &Page::of(url), looked);
        assert!(again("https://a.example/x/#top", MINUTE));
        assert!(!again("https://b.example/x", MINUTE), "another host");
        assert!(!again("https://a.example/x?utm_campaign=a", MINUTE), "another query");
        assert!(!again("https://a.example/x", SESSION_GAP), "half an hour later");
        let read = Page { engaged: Some(60.0), ..page.clone() };
        assert!(read.is_seen_again(0, &page, SESSION_GAP), "it was read until then");
    }
}
