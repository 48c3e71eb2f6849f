//! Why an offer is on a slate: as data, and in plain words when somebody reads it.
//!
//! A reason says what the visitor did, never what he is.

use super::config::Text;
use super::event::{Event, What};
use super::phrases::Phrase;
use super::plan::Plan;
use std::ops::Deref;

/// Why an offer is on the slate: what is said, and of which persona, offer, signal or event, where the phrase is about one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason(pub Phrase, pub usize);

/// The most reasons an offer is shown with.
const MOST: usize = 3;

/// The reasons for an offer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Because {
    reasons: [Reason; MOST],
    count: usize,
}

impl Because {
    /// None yet.
    pub fn none() -> Self {
        Because { reasons: [Reason(Phrase::Also, 0); MOST], count: 0 }
    }

    /// Whether there is no room for another.
    pub fn is_full(&self) -> bool {
        self.count == MOST
    }

    /// Adds a reason while there is room.
    pub fn push(&mut self, reason: Reason) {
        if let Some(place) = self.reasons.get_mut(self.count) {
            *place = reason;
            self.count += 1;
        }
    }

    /// Puts the reason at this place before the others.
    pub fn lead_with(&mut self, place: usize) {
        for after in (0..place).rev() {
            self.reasons.swap(after, after + 1);
        }
    }
}

impl Deref for Because {
    type Target = [Reason];

    fn deref(&self) -> &[Reason] {
        &self.reasons[..self.count]
    }
}

impl Reason {
    /// The reason in the page's language. `events`: those of the journal that it was found in.
    pub fn say(self, plan: &Plan, events: &[Event]) -> String {
        self.pieces(plan, events).concat()
    }

    /// [`Reason::say`] as JSON.
    pub fn written(self, plan: &Plan, events: &[Event]) -> String {
        let mut json = super::json::Writer::default();
        json.joined(&self.pieces(plan, events));
        json.finish()
    }

    /// [`Reason::say`], not put together yet.
    pub(super) fn pieces<'w>(self, plan: &'w Plan, events: &'w [Event]) -> [&'w str; 5] {
        let [open, close] = plan.phrases.around(self.0);
        let inside = matches!(self.0, Phrase::Read | Phrase::Searched);
        let [before, after] = if inside { plan.phrases.around(Phrase::Did) } else { [""; 2] };
        [before, open, self.about(plan, events), close, after]
    }

    /// Whether both say the same.
    pub(super) fn says_as(self, other: Reason, plan: &Plan, events: &[Event]) -> bool {
        self.0 == other.0 && self.about(plan, events) == other.about(plan, events)
    }

    /// Whether the site has no words for what it would say.
    pub(super) fn is_hollow(self, plan: &Plan, events: &[Event]) -> bool {
        use Phrase::{Did, Follows, PassOn, Read, Said, Searched, Stage};
        let takes_words = matches!(self.0, Said | Follows | Did | Read | Searched | PassOn | Stage);
        takes_words && self.about(plan, events).trim_ascii().is_empty()
    }

    /// The words that stand in the phrase.
    fn about<'w>(self, plan: &'w Plan, events: &'w [Event]) -> &'w str {
        let Reason(phrase, of) = self;
        let config = &plan.config;
        let text = match phrase {
            Phrase::Said => {
                let persona = &config.personas[of];
                if own(plan, &persona.says).is_empty() { &persona.name } else { &persona.says }
            }
            Phrase::Stage => &plan.stages[of].name,
            Phrase::PassOn => &config.personas[of].name,
            Phrase::Follows => &config.offers[of].title,
            Phrase::Did => &config.signals[of].because,
            Phrase::Read | Phrase::Searched => {
                return match events.get(of).map(|event| &event.what) {
                    Some(What::Page(page)) => own_title(&page.title),
                    Some(What::Search(query)) => query.trim_ascii(),
                    _ => "",
                };
            }
            _ => return "",
        };
        own(plan, text)
    }
}

/// A text in the page's language.
pub(super) fn own<'p>(plan: &'p Plan, text: &'p Text) -> &'p str {
    text.in_language(&plan.language, &plan.config.locale)
}

/// A page's title without the site's name, which stands after a bar by custom.
fn own_title(title: &str) -> &str {
    let bar = title.bytes().position(|byte| byte == b'|').filter(|bar| *bar > 0);
    title.get(..bar.unwrap_or(title.len())).unwrap_or(title).trim_ascii_end()
}
