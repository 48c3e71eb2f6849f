//! What sets an offer apart from the others: the best bets, what is for a colleague, where a person answers, what was used.

use super::site::Site;
use super::slate_view::{OfferView, SlateView};
use super::trail::Trail;
use super::visit::{Belief, SURE};
use super::words::Words;

/// What is known when a slate is shown.
#[derive(Debug, Default)]
pub struct Marks {
    trail: Trail,
    /// The persona that the visitor is or seems to be.
    leader: Option<String>,
    /// The offer that fits best, where one does.
    best: Option<String>,
}

/// The marks of one offer.
#[derive(Debug, PartialEq, Eq)]
pub struct Mark {
    /// `best`, `colleague`, `person` or nothing; also the card's part.
    pub sort: &'static str,
    /// The same in words.
    pub badge: Option<String>,
    /// That it was used already.
    pub used: Option<String>,
}

/// From this fit on an offer is a good bet.
const GOOD: f64 = 0.5;
/// So much better than the next one the best is.
const LEAD: f64 = 1.1;

impl Marks {
    /// For this slate.
    pub fn new(trail: Trail, belief: &Belief, slate: &SlateView) -> Marks {
        let likely = belief.persona.as_ref().filter(|(id, share)| *share >= SURE && id != "other");
        let leader = belief.said.clone().or_else(|| likely.map(|(id, _)| id.clone()));
        let (mut best, mut most, mut next) = (None, 0.0, 0.0_f64);
        for offer in slate.offers.iter().filter(|offer| !offer.is_contact()) {
            if offer.fit > most {
                (best, next, most) = (Some(&offer.id), most, offer.fit);
            } else {
                next = next.max(offer.fit);
            }
        }
        let best = best.filter(|_| most >= GOOD && most >= next * LEAD).cloned();
        Marks { trail, leader, best }
    }

    /// Those of an offer.
    pub fn of(&self, words: &Words, site: &Site, offer: &OfferView) -> Mark {
        let used = self.trail.used(offer).then(|| words.say("used").to_owned());
        let personas =
            site.offer(&offer.id).map(|offer| offer.personas.as_slice()).unwrap_or_default();
        let colleague = self.leader.as_ref().filter(|leader| !personas.contains(leader));
        let colleague = colleague.and_then(|_| site.persona(personas.first()?));
        let (sort, badge) = if let Some(persona) = colleague {
            let team = (!persona.team.is_empty()).then(|| words.about("team", &persona.team));
            ("colleague", team.unwrap_or_else(|| words.about("colleague", &persona.name)))
        } else if offer.is_contact() {
            ("person", words.say("person").to_owned())
        } else if self.best.as_ref() == Some(&offer.id) {
            ("best", words.say("best").to_owned())
        } else {
            return Mark { sort: "", badge: None, used };
        };
        Mark { sort, badge: Some(badge), used }
    }
}
