//! The bounded, ordered list of events that the browser keeps: the only state.
//!
//! It is a set: an event that comes twice (a second tab, a stored copy, a repeated import) is there once, so
//! merging two journals is putting one's events into the other, in any order.

use super::event::{Event, Page, What};
use super::time::{DAY, MINUTE, Millis};

/// Page views this far apart belong to different sessions.
pub const SESSION_GAP: Millis = 30 * MINUTE;

/// The most events a journal holds; the oldest go first.
pub const CAPACITY: usize = 500;

/// Events in the order of their times.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Journal {
    events: Vec<Event>,
}

impl Journal {
    /// The events, oldest first. Events of the same moment stand in the order of their kinds.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Takes an event. Of a page view that is already there, the longer engagement and the deeper scroll hold.
    ///
    /// A page view of the page that was viewed last, in the same session, is that same view: a reload, a way
    /// back through the browser's cache, a second look at the same tab.
    pub fn insert(&mut self, event: Event) {
        let key = |event: &Event| (event.at, event.what.identity().0);
        // Most events come in their order.
        let from = match self.events.last() {
            Some(last) if last.at < event.at => self.events.len(),
            _ => self.events.partition_point(|held| held.at < event.at),
        };
        if let What::Page(page) = &event.what
            && let Some(held) = last_page_mut(&mut self.events[..from])
                .filter(|(at, held)| event.at - at < SESSION_GAP && held.page == page.page)
        {
            return merge(held.1, page);
        }
        let to = from + self.events[from..].partition_point(|held| held.at == event.at);
        for held in &mut self.events[from..to] {
            if held.what.identity() == event.what.identity() {
                if let (What::Page(held), What::Page(page)) = (&mut held.what, &event.what) {
                    merge(held, page);
                }
                return;
            }
        }
        let position = from
            + self.events[from..to].partition_point(|held| {
                (key(held), held.what.identity().1) < (key(&event), event.what.identity().1)
            });
        self.events.insert(position, event);
        if self.events.len() > CAPACITY {
            self.events.remove(0);
        }
    }

    /// Drops what is older than `days`.
    pub fn keep(&mut self, days: f64, now: Millis) {
        let span = (days * DAY as f64) as Millis;
        self.events.retain(|event| now.saturating_sub(event.at) <= span);
    }

    /// The page view that came last.
    pub fn last_page(&self) -> Option<(Millis, &Page)> {
        self.events.iter().rev().find_map(|event| match &event.what {
            What::Page(page) => Some((event.at, page)),
            _ => None,
        })
    }
}

fn last_page_mut(events: &mut [Event]) -> Option<(Millis, &mut Page)> {
    events.iter_mut().rev().find_map(|event| match &mut event.what {
        What::Page(page) => Some((event.at, page)),
        _ => None,
    })
}

fn merge(held: &mut Page, again: &Page) {
    held.engaged = held.engaged.max(again.engaged);
    held.scrolled = held.scrolled.max(again.scrolled);
    if held.title.is_empty() {
        held.title.clone_from(&again.title);
    }
    if held.words.is_empty() {
        held.words.clone_from(&again.words);
    }
}

/// Option's own order makes `None` less than any number: the measured one holds.
trait Larger {
    fn max(self, other: Self) -> Self;
}

impl Larger for Option<f64> {
    fn max(self, other: Self) -> Self {
        if other > self { other } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(at: Millis, url: &str, engaged: f64) -> Event {
        let What::Page(mut page) = What::page(url) else { unreachable!() };
        page.engaged = Some(engaged);
        Event { at, what: What::Page(page) }
    }

    #[test]
    fn an_event_that_comes_twice_is_there_once() {
        let mut journal = Journal::default();
        let events = [
            view(0, "/a", 1.0),
            Event { at: 5, what: What::Click("x".into()) },
            view(10, "/b", 2.0),
            Event { at: 10, what: What::Custom("login".into()) },
            Event { at: 10, what: What::Custom("other".into()) },
        ];
        for event in events.iter().chain(events.iter().rev()) {
            journal.insert(event.clone());
        }
        assert_eq!(journal.events(), events);
    }

    #[test]
    fn a_reload_is_the_same_view_and_the_longer_engagement_holds() {
        let mut journal = Journal::default();
        journal.insert(view(0, "/a", 5.0));
        journal.insert(view(60_000, "/a/", 3.0));
        journal.insert(view(0, "/a", 9.0));
        journal.insert(view(120_000, "/b", 1.0));
        journal.insert(view(180_000, "/a", 1.0));
        let engaged: Vec<_> = journal
            .events()
            .iter()
            .map(|event| match &event.what {
                What::Page(page) => (event.at, page.engaged.unwrap()),
                _ => unreachable!(),
            })
            .collect();
        assert_eq!(engaged, [(0, 9.0), (120_000, 1.0), (180_000, 1.0)]);
    }

    #[test]
    fn it_stays_bounded_and_forgets_the_oldest() {
        let mut journal = Journal::default();
        for at in 0..600 {
            journal.insert(Event { at, what: What::Custom(at.to_string()) });
        }
        assert_eq!(journal.events().len(), CAPACITY);
        assert_eq!(journal.events()[0].at, 100);
        journal.keep(1.0, DAY + 400);
        assert_eq!(journal.events()[0].at, 400);
    }
}
