//! Where offers lead, and which offer leads to a page.

use super::index::{Index, hash};
use super::url;

/// Where an offer leads. Two offers with the same target lead to the same place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// The host; empty on this site.
    pub host: String,
    /// The page, in one spelling.
    pub page: String,
    /// The place on the page.
    pub fragment: String,
}

impl Target {
    /// Where a link leads.
    pub fn of(link: &str) -> Self {
        let url = url::parse(link);
        let on_the_web = matches!(url.scheme, "" | "http" | "https");
        let page = if on_the_web { url.page() } else { link.into() };
        Target { host: url.host.into(), page, fragment: url.fragment.into() }
    }

    /// Whether it leads to the page that is shown at this address, wherever on it.
    pub fn is_page(&self, url: &str, page: &str) -> bool {
        self.page == page && (self.host.is_empty() || self.host == url::parse(url).host)
    }

    /// What its page is looked up by; a target without a host is on any.
    fn key(&self) -> u64 {
        key(&self.host, hash(&self.page))
    }

    /// What the place it leads to is looked up by.
    fn place(&self) -> u64 {
        self.key() ^ hash(&self.fragment).rotate_left(2)
    }

    /// Whether it is a page as a whole. Being on a page says nothing of a particular place on it.
    fn is_whole(&self) -> bool {
        self.fragment.is_empty()
    }
}

fn key(host: &str, page: u64) -> u64 {
    if host.is_empty() { page } else { hash(host) ^ page.rotate_left(1) }
}

/// Finds the offer that leads to a page.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    index: Index,
    /// The positions of the offers in the index.
    offers: Vec<usize>,
    places: Index,
}

impl Targets {
    /// The targets of offers, in the order of their ids. Of several offers with one target that with the least id stands for
    /// all, so that the order of the file decides nothing.
    pub fn of<'t>(ids: &[&str], targets: impl Iterator<Item = &'t Target>) -> Self {
        let (mut offers, mut keys, mut places) = (Vec::new(), Vec::new(), Vec::new());
        let mut names = Vec::new();
        for (position, target) in targets.enumerate() {
            places.push(target.place());
            if target.is_whole() {
                offers.push(position);
                keys.push(target.key());
                names.push(ids[position]);
            }
        }
        Targets { index: Index::of(&keys, &names), offers, places: Index::of(&places, ids) }
    }

    /// The offer that leads to the page with this hash on this host.
    pub fn at<'u>(&self, page: u64, host: impl FnOnce() -> &'u str) -> Option<usize> {
        let found = self.index.find(page).or_else(|| self.index.find(key(host(), page)));
        found.map(|place| self.offers[place])
    }

    /// The offer that stands for all that lead to the same place as this target.
    pub fn place(&self, target: &Target) -> usize {
        self.places.find(target.place()).unwrap_or_default()
    }

    /// The offer that stands for all that lead to the same page as this target.
    pub fn page(&self, target: &Target) -> Option<usize> {
        let found = self.index.find(target.key()).filter(|_| target.is_whole());
        found.map(|place| self.offers[place])
    }
}
