//! Why an offer is on a slate: as data, and in plain words when somebody reads it.
//!
//! A reason says what the visitor did, never what he is.

use super::config::Text;
use super::event::{Event, What};
use super::phrases::{Phrase, around};
use super::plan::Plan;
use std::mem::discriminant;

/// Why an offer is on the slate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The visitor said that he is of this persona.
    Said(usize),
    /// It follows from this offer, which the visitor clicked, or at whose page the last visit ended.
    Follows(usize),
    /// It follows from the page the visitor is on.
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
    Did(usize),
    /// The page viewed at this position of the journal was read.
    Read(usize),
    /// The site was searched at this position of the journal.
    Searched(usize),
    /// It is for a colleague of this persona.
    PassOn(usize),
    /// Nothing is known yet.
    Start,
    /// Nothing in particular speaks for it.
    Also,
}

impl Reason {
    /// The reason in the page's language. `events`: those of the journal that it was found in.
    pub fn say(self, plan: &Plan, events: &[Event]) -> String {
        self.pieces(plan, events).concat()
    }

    /// [`Reason::say`], not put together yet.
    pub(super) fn pieces<'w>(self, plan: &'w Plan, events: &'w [Event]) -> [&'w str; 5] {
        let (outer, inner, text) = self.words(plan, events);
        let [before, after] = around(plan, outer);
        let [open, close] = inner.map_or([""; 2], |inner| around(plan, inner));
        [before, open, text, close, after]
    }

    /// Whether both say the same.
    pub(super) fn says_as(self, other: Reason, plan: &Plan, events: &[Event]) -> bool {
        self == other
            || discriminant(&self) == discriminant(&other)
                && self.words(plan, events) == other.words(plan, events)
    }

    /// The phrase, the phrase inside it, and whatever that is about.
    fn words<'w>(self, plan: &'w Plan, events: &'w [Event]) -> (Phrase, Option<Phrase>, &'w str) {
        let config = &plan.config;
        let plain = |phrase: Phrase, text: &'w str| (phrase, None, text);
        match self {
            Reason::Said(persona) => plain(Phrase::Said, own(plan, &config.personas[persona].says)),
            Reason::Follows(offer) => {
                plain(Phrase::Follows, own(plan, &config.offers[offer].title))
            }
            Reason::FromHere => plain(Phrase::FromHere, ""),
            Reason::CameBack => plain(Phrase::CameBack, ""),
            Reason::WentThere => plain(Phrase::WentThere, ""),
            Reason::BeganThere => plain(Phrase::BeganThere, ""),
            Reason::Looked => plain(Phrase::Looked, ""),
            Reason::Did(signal) => plain(Phrase::Did, because(plan, signal)),
            Reason::Read(event) => match events.get(event).map(|event| &event.what) {
                Some(What::Page(page)) => (Phrase::Did, Some(Phrase::Read), own_title(&page.title)),
                _ => plain(Phrase::Also, ""),
            },
            Reason::Searched(event) => match events.get(event).map(|event| &event.what) {
                Some(What::Search(query)) => (Phrase::Did, Some(Phrase::Searched), query),
                _ => plain(Phrase::Also, ""),
            },
            Reason::PassOn(persona) => {
                plain(Phrase::PassOn, own(plan, &config.personas[persona].name))
            }
            Reason::Start => plain(Phrase::Start, ""),
            Reason::Also => plain(Phrase::Also, ""),
        }
    }
}

/// A text in the page's language.
fn own<'p>(plan: &'p Plan, text: &'p Text) -> &'p str {
    text.in_language(&plan.language, &plan.config.locale)
}

/// The site's own words for a signal; empty where it has none.
pub(super) fn because(plan: &Plan, signal: usize) -> &str {
    own(plan, &plan.config.signals[signal].because)
}

/// A page's title without the site's name, which stands after a bar by custom.
fn own_title(title: &str) -> &str {
    let bar = title.bytes().position(|byte| byte == b'|').filter(|bar| *bar > 0);
    title.get(..bar.unwrap_or(title.len())).unwrap_or(title).trim_ascii_end()
}
