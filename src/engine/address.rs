//! A page's address, taken apart once: all views of a page share it.

use super::index::hash;
use super::target;
use super::url::{self, Url};
use super::watch::Said;

/// A page's address.
#[derive(Clone, Debug, Default)]
pub struct Address {
    /// As a journal keeps it, with the query keys that the config keeps.
    pub url: String,
    /// [`Url::page`]: the page in one spelling.
    pub page: String,
    /// The [`hash`] of that.
    pub hash: u64,
    /// The [hash](target::host) of its host.
    pub host: u64,
    /// What it is asked.
    pub query: String,
    /// Which conditions may hold there.
    pub said: Said,
}

impl PartialEq for Address {
    fn eq(&self, other: &Address) -> bool {
        self.url == other.url
    }
}

impl Address {
    /// Takes an address apart.
    pub fn of(url: String) -> Self {
        let parts = url::parse(&url);
        let (page, host, query) = (parts.page(), target::host(parts.host), parts.query.into());
        Address { hash: hash(&page), page, host, query, url, said: Said::default() }
    }

    /// Its parts.
    pub fn parts(&self) -> Url<'_> {
        url::parse(&self.url)
    }

    /// Whether it is the same page: on one host, with the same query.
    pub fn is_same(&self, other: &Address) -> bool {
        (self.hash, self.host) == (other.hash, other.host) && self.query == other.query
    }
}
