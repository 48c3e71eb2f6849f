//! What was read before: visitors come back to pages, and many visitors to the same.

use super::address::Address;
use super::words::Words;
use std::borrow::Cow;
use std::sync::Arc;

/// Pages that were read before.
#[derive(Debug, Default)]
pub struct Known {
    /// By their hashes; of those for one place the two that came last stand there, the last one first.
    pages: Vec<[Option<Sheet>; 2]>,
}

/// Twice as many pages are known at once, at most.
const PLACES: usize = 512;

/// What all views of a page mostly share.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Of its texts.
    hash: u64,
    /// Its address.
    pub address: Arc<Address>,
    /// Its words.
    pub words: Arc<Words>,
}

impl Known {
    /// The page of this address, this title and this list of words. `lower` puts words into lower case.
    pub fn page(
        &mut self,
        url: &str,
        title: &str,
        list: &str,
        lower: fn(&str) -> Cow<'_, str>,
    ) -> Sheet {
        let hash = [url, title, list].iter().fold(0, |hash, text| mixed(hash, text));
        if self.pages.is_empty() {
            self.pages.resize_with(PLACES, Default::default);
        }
        let places = &mut self.pages[hash as usize % PLACES];
        let is_it = |sheet: &&Sheet| sheet.hash == hash && sheet.address.url == url;
        if let Some(sheet) = places.iter().flatten().find(is_it) {
            return sheet.clone();
        }
        places.swap(0, 1);
        let mut words = Words::default();
        for text in [title, list] {
            words.add(&lower(text));
        }
        let address = Arc::new(Address::of(url.into()));
        places[0].insert(Sheet { hash, address, words: Arc::new(words) }).clone()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn lower(text: &str) -> Cow<'_, str> {
        text.to_lowercase().into()
    }

    #[test]
    fn what_is_known_is_what_was_asked_for() {
        let mut known = Known::default();
        for at in 0..2_000 {
            let url = format!("https://acme.example/{}/?q={}", at % 500, at % 3);
            let [title, list] = [format!("Page {}", at % 500), format!("word{}", at % 3)];
            let sheet = known.page(&url, &title, &list, lower);
            let wanted = format!("page {} word{}", at % 500, at % 3);
            assert_eq!(sheet.words.iter().collect::<Vec<_>>().join(" "), wanted);
            assert!(sheet.words.hold_all(&wanted));
            assert_eq!(*sheet.address, Address::of(url));
        }
        let [apart, together] =
            [["ab", "c"], ["a", "bc"]].map(|[title, list]| known.page("/", title, list, lower));
        assert_ne!(apart.words, together.words);
    }

    #[test]
    fn what_is_asked_for_again_is_shared() {
        let mut known = Known::default();
        let [first, again] = ["A"; 2].map(|title| known.page("/a", title, "", lower));
        assert!(Arc::ptr_eq(&first.address, &again.address));
        assert!(Arc::ptr_eq(&first.words, &again.words));
    }
}
