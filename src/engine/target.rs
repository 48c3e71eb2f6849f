//! Where offers lead, and which offer leads to a page.

use super::index::{Index, hash};
use super::url;

/// Where an offer leads, as hashes. Two offers with the same target lead to the same place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// The host; 0 on this site.
    host: u64,
    /// The page, in one spelling.
    page: u64,
    /// What is asked of the page, and the place on it.
    rest: u64,
    /// Whether it is a page as a whole. Being on a page says nothing of a particular place on it.
    is_whole: bool,
}

impl Target {
    /// Where a link leads.
    pub fn of(link: &str) -> Self {
        let url = url::parse(link);
        let on_the_web = matches!(url.scheme, "" | "http" | "https");
        Target {
            host: host(&url.host.to_ascii_lowercase()),
            page: if on_the_web { hash(&url.page()) } else { hash(link) },
            rest: hash(url.query) ^ hash(url.fragment).rotate_left(1),
            is_whole: url.fragment.is_empty(),
        }
    }

    /// Whether it leads to this page of this host, wherever on it.
    pub fn is_page(&self, page: u64, host: u64) -> bool {
        self.page == page && (self.host == 0 || self.host == host)
    }

    /// Whether it names this host, which may be the site's own.
    pub fn names(&self, host: u64) -> bool {
        self.host != 0 && self.host == host
    }

    /// What its page is looked up by; a target without a host is on any.
    fn key(&self) -> u64 {
        key(self.host, self.page)
    }

    /// What the place it leads to is looked up by, seen from a page of this host.
    fn place(&self, from: u64) -> u64 {
        let host = if self.host == from { 0 } else { self.host };
        key(host, self.page) ^ self.rest.rotate_left(2)
    }
}

/// The hash of a host; 0 where there is none.
pub fn host(name: &str) -> u64 {
    if name.is_empty() { 0 } else { hash(name) }
}

fn key(host: u64, page: u64) -> u64 {
    host ^ page.rotate_left(u32::from(host != 0))
}

/// Finds the offer that leads to a page.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    index: Index,
    /// The positions of the offers in the index.
    offers: Vec<usize>,
    places: Index,
    /// Whether any of them names a host.
    name_hosts: bool,
}

impl Targets {
    /// The targets of offers, in the order of their ids. Of several offers with one target that with the least id stands for
    /// all, so that the order of the file decides nothing.
    pub fn of<'t>(ids: &[&str], targets: impl Iterator<Item = &'t Target>) -> Self {
        let (mut offers, mut keys, mut places) = (Vec::new(), Vec::new(), Vec::new());
        let (mut names, mut name_hosts) = (Vec::new(), false);
        for (position, target) in targets.enumerate() {
            name_hosts |= target.host != 0;
            places.push(target.place(0));
            if target.is_whole {
                offers.push(position);
                keys.push(target.key());
                names.push(ids[position]);
            }
        }
        let (index, places) = (Index::of(&keys, &names), Index::of(&places, ids));
        Targets { index, offers, places, name_hosts }
    }

    /// The offer that leads to the page with this hash on this host.
    pub fn at(&self, page: u64, host: u64) -> Option<usize> {
        let found = self.index.find(page).or_else(|| {
            let key = self.name_hosts.then(|| key(host, page));
            self.index.find(key?)
        });
        found.map(|place| self.offers[place])
    }

    /// The offer that stands for all that lead to the same place as this target, seen from a page of the host `from`: there
    /// a link to the site's own host and one without a host may be the same.
    pub fn place(&self, target: &Target, from: u64) -> Option<usize> {
        self.places.find(target.place(from))
    }

    /// The offer that stands for all that lead to the same page as this target.
    pub fn page(&self, target: &Target) -> Option<usize> {
        let found = self.index.find(target.key()).filter(|_| target.is_whole);
        found.map(|place| self.offers[place])
    }
}
