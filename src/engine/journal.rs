//! The bounded, ordered list of events that the browser keeps: the only state.
//!
//! It is a set: an event that comes twice (a second tab, a stored copy, a repeated import) is there once, so
//! merging two journals is putting one's events into the other, in any order.

use super::event::{Event, Page, What};
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
    /// The events, oldest first. Events of the same moment stand in the order of their kinds.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Takes an event. Gives the position of the first event that is no longer what it was: of one that is simply the
    /// newest, its own; of one that was known already, none.
    ///
    /// Of a page view that is already there, the longer engagement and the deeper scroll hold.
    ///
    /// A page view of the page that was viewed last, in the same session, is that same view: a reload, a way
    /// back through the browser's cache, a second look at the same tab.
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
                            merge(held, page).then_some(position)
                        }
                        _ => None,
                    };
                }
            }
        }
        if let What::Page(page) = &event.what
            && let Some((position, held)) = last_page(&mut self.events[..from])
                .filter(|(_, held)| event.at.saturating_sub(held.at) < SESSION_GAP)
            && let What::Page(held) = &mut held.what
            && held.page == page.page
        {
            return merge(held, page).then_some(position);
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

    /// The page view that came last.
    pub fn last_page(&self) -> Option<(Millis, &Page)> {
        self.events.iter().rev().find_map(|event| match &event.what {
            What::Page(page) => Some((event.at, page)),
            _ => None,
        })
    }
}

/// The last page view among these events, with its position.
fn last_page(events: &mut [Event]) -> Option<(usize, &mut Event)> {
    events.iter_mut().enumerate().rev().find(|(_, event)| matches!(event.what, What::Page(_)))
}

/// Takes what another look at the same page view saw more of; says whether it was anything. The same whichever of the two
/// came first.
fn merge(held: &mut Page, again: &Page) -> bool {
    let before = (held.engaged, held.scrolled);
    // Option's own order makes `None` less than any number: the measured one holds.
    held.engaged = larger(held.engaged, again.engaged);
    held.scrolled = larger(held.scrolled, again.scrolled);
    let mut changed = before != (held.engaged, held.scrolled);
    changed |= take(&mut held.title, &again.title);
    changed |= take(&mut held.url, &again.url);
    changed |= take(&mut held.referrer, &again.referrer);
    if again.words > held.words {
        held.words.clone_from(&again.words);
        changed = true;
    }
    changed
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
    fn a_later_view_that_came_first_stays_itself_when_it_comes_again() {
        let mut journal = Journal::default();
        journal.insert(view(60_000, "/a", 5.0));
        journal.insert(view(0, "/a", 1.0));
        let once = journal.clone();
        journal.insert(view(60_000, "/a", 5.0));
        assert_eq!(journal, once);
        journal.insert(view(60_000, "/a", 9.0));
        assert_eq!(journal.events()[0], view(0, "/a", 1.0));
        assert_eq!(journal.events()[1], view(60_000, "/a", 9.0));
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
