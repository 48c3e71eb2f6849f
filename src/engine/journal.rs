//! The bounded, ordered list of events that the browser keeps: the only state.
//!
//! It is a set: an event that comes twice (a second tab, a stored copy, a repeated import) is there once, so
//! merging two journals is putting one's events into the other, in any order.

use super::event::{Event, What};
use super::page::Page;
use super::time::{DAY, MINUTE, Millis};
use std::cmp::Ordering;

/// Page views this far apart belong to different sessions.
pub const SESSION_GAP: Millis = 30 * MINUTE;

/// The most events a journal holds; the oldest go first.
pub const CAPACITY: usize = 500;

/// So many go at once, since all that was concluded is read anew from what is left.
const FORGOTTEN: usize = 100;

/// Events in the order of their times.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Journal {
    events: Vec<Event>,
}

impl Journal {
    /// An empty one with room for all that it will ever hold.
    pub fn with_room() -> Self {
        Journal { events: Vec::with_capacity(CAPACITY + 1) }
    }

    /// The events, oldest first. Events of the same moment stand in the order of their kinds.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Takes an event. Gives the position of the first event that is no longer what it was: of one that is simply the
    /// newest, its own; of one that was known already, none.
    ///
    /// Of a page view that is already there, the longer engagement and the deeper scroll hold.
    pub fn insert(&mut self, event: Event) -> Option<usize> {
        // Most events come in their order.
        let from = match self.events.last() {
            Some(last) if last.at < event.at => self.events.len(),
            _ => self.events.partition_point(|held| held.at < event.at),
        };
        let identity = event.what.identity();
        let mut position = from;
        while let Some(held) = self.events.get_mut(position)
            && held.at == event.at
        {
            match held.what.identity().cmp(&identity) {
                Ordering::Greater => break,
                Ordering::Less => position += 1,
                Ordering::Equal => {
                    return match (&mut held.what, &event.what) {
                        (What::Page(held), What::Page(page)) => {
                            held.merge(page).then_some(position)
                        }
                        (What::Impression(held), What::Impression(seen)) => {
                            held.merge(seen).then_some(position)
                        }
                        _ => None,
                    };
                }
            }
        }
        self.events.insert(position, event);
        if self.events.len() > CAPACITY {
            self.forget(FORGOTTEN);
            return Some(0);
        }
        Some(position)
    }

    /// Drops what is older than `days`, compared with `now`; says whether that was anything.
    pub fn keep(&mut self, days: f64, now: Millis) -> bool {
        let span = (days * DAY as f64) as Millis;
        let young = |event: &Event| now.saturating_sub(event.at) <= span;
        let old = self.events.iter().position(young).unwrap_or(self.events.len());
        self.forget(old);
        old > 0
    }

    /// Drops so many of the oldest.
    #[inline(never)]
    fn forget(&mut self, count: usize) {
        self.events.drain(..count);
    }

    /// The last page view that began before this time, and when that was.
    pub fn page_before(&self, at: Millis) -> Option<(Millis, &Page)> {
        self.events.iter().rev().filter_map(Event::page).find(|(began, _)| *began < at)
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
        let events = [
            view(0, "/a", 1.0),
            Event { at: 5, what: What::Click("x".into()) },
            view(10, "/b", 2.0),
            Event { at: 10, what: What::Custom("login".into()) },
            Event { at: 10, what: What::Custom("other".into()) },
        ];
        let twice: Vec<Event> = events.iter().chain(events.iter().rev()).cloned().collect();
        assert_eq!(of(&twice).events(), events);
    }

    fn of(events: &[Event]) -> Journal {
        let mut journal = Journal::default();
        for event in events {
            journal.insert(event.clone());
        }
        journal
    }

    #[test]
    fn of_two_copies_of_a_page_view_the_longer_engagement_holds() {
        let journal =
            of(&[view(0, "/a", 5.0), view(9, "/a", 1.0), view(0, "/a", 9.0), view(0, "/a", 3.0)]);
        assert_eq!(journal.events(), [view(0, "/a", 9.0), view(9, "/a", 1.0)]);
    }

    #[test]
    fn it_stays_bounded_and_forgets_the_oldest() {
        let mut journal = Journal::default();
        for at in 0..600 {
            journal.insert(Event { at, what: What::Custom(at.to_string()) });
        }
        assert!((CAPACITY - FORGOTTEN..=CAPACITY).contains(&journal.events().len()));
        assert_eq!(journal.events().last().unwrap().at, 599);
        journal.keep(1.0, DAY + 400);
        assert_eq!(journal.events()[0].at, 400);
    }
}
