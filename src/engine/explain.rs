//! The reasons for an offer: the largest terms that put it on the slate.

use super::event::What;
use super::evidence::Held;
use super::past::WANTED;
use super::phrases::Phrase;
use super::reason::{Because, Reason, own};
use super::slate::Case;

/// What the visitor said outweighs what was inferred.
const SAID: f64 = 10.0;

/// A reason smaller than this is not worth a sentence.
const LEAST: f64 = 0.1;

/// Nor is one below this share of a larger one. No reason is so large (as what the visitor said is) that it silences all others.
const FAINT: f64 = 0.25;
const LOUD: f64 = 2.0;

/// How much louder the reasons of this very page view speak.
const JUST_NOW: f64 = 3.0;

/// A persona that leads by this much makes offers for the others something to pass on.
const LEADS: f64 = 0.5;

/// What speaks for an offer.
#[derive(Clone, Copy, Debug)]
enum Term {
    Plain(Phrase, usize),
    /// A signal held: which of the evidence.
    Held(usize),
}

/// How loudly a piece of evidence speaks for offers for this persona, stage or journey.
#[derive(Clone, Copy, Debug)]
struct Voice {
    held: usize,
    of: Of,
    says: f64,
}

#[derive(Clone, Copy, Debug)]
enum Of {
    Persona(usize),
    Stage(usize),
    Journey(usize),
}

/// What reasons are found in. Used again, it needs no new memory.
#[derive(Debug, Default)]
pub struct Room {
    /// What each signal that held says for offers, the same for all of them; in the order of the evidence.
    voices: Vec<Voice>,
    /// What speaks for the offer that is looked at.
    terms: Vec<(f64, Term)>,
}

/// What speaks for offers at one moment.
pub struct Explanation<'e> {
    case: &'e Case<'e>,
    room: &'e mut Room,
    /// The persona that leads, if one does.
    lead: Option<usize>,
    /// The likeliest stage.
    stage: usize,
}

impl<'e> Explanation<'e> {
    /// What speaks for offers now.
    pub fn of(room: &'e mut Room, case: &'e Case<'e>) -> Self {
        let Case { plan, belief, .. } = *case;
        let voices = &mut room.voices;
        voices.clear();
        for (index, held) in belief.evidence.iter().enumerate() {
            let mut add = |of: Of, says: f64| voices.push(Voice { held: index, of, says });
            let suggestion = &plan.suggestions[held.signal];
            for (persona, ratio) in &suggestion.personas {
                let speaks = belief.voices[*persona].part(held.weight, *ratio);
                add(Of::Persona(*persona), belief.personas[*persona] * speaks);
            }
            for (stage, ratio) in &suggestion.stages {
                // A hint that came often is still a hint.
                let speaks = held.weight.min(1.0) * ratio;
                add(Of::Stage(*stage), belief.places.stages[*stage] * speaks);
            }
            for (journey, ratio) in &suggestion.journeys {
                let speaks = held.weight.min(1.0) * ratio;
                add(Of::Journey(*journey), belief.places.journeys[*journey] * speaks);
            }
        }
        let personas = &belief.personas[..plan.config.personas.len()];
        let lead = personas.iter().position(|share| *share > LEADS);
        let stages = &belief.places.stages;
        let likelier =
            |one: usize, other: usize| if stages[other] > stages[one] { other } else { one };
        let stage = (0..stages.len()).reduce(likelier).unwrap_or_default();
        Explanation { case, room, lead, stage }
    }

    /// The reasons for one offer, the largest first; at least one.
    pub fn reasons(&mut self, offer: usize) -> Because {
        self.room.terms.clear();
        self.plain_terms(offer);
        self.held_terms(offer);
        let mut because = Because::none();
        if let Some(persona) = self.colleague(offer) {
            self.say(&mut because, Reason(Phrase::PassOn, persona));
        }
        // A handful of terms: taking out the largest spares the browser module a sorting algorithm.
        let mut least = LEAST;
        while let Some(largest) = self.largest().filter(|_| !because.is_full()) {
            let (size, term) = self.room.terms.swap_remove(largest);
            if size < least {
                break;
            }
            least = least.max(FAINT * size.min(LOUD));
            let reason = match term {
                Term::Plain(phrase, of) => Some(Reason(phrase, of)),
                Term::Held(held) => self.did(&self.case.belief.evidence[held]),
            };
            if let Some(reason) = reason {
                self.say(&mut because, reason);
            }
        }
        if because.is_empty() {
            let stage = Reason(Phrase::Stage, self.stage);
            let for_stage = self.case.plan.offers[offer].stages.contains(&self.stage);
            because.push(match () {
                () if self.case.belief.evidence.is_empty() => Reason(Phrase::Start, 0),
                () if for_stage && !self.is_hollow(stage) => stage,
                () => Reason(Phrase::Also, 0),
            });
        }
        because
    }

    /// Adds a reason, unless it says nothing, or nothing new.
    fn say(&self, because: &mut Because, reason: Reason) {
        let is_said = because.iter().any(|held| self.says_as(*held, reason));
        if !is_said && !self.is_hollow(reason) {
            because.push(reason);
        }
    }

    fn is_hollow(&self, reason: Reason) -> bool {
        reason.is_hollow(self.case.plan, self.case.events)
    }

    /// Whether both say the same.
    pub fn says_as(&self, one: Reason, other: Reason) -> bool {
        one.says_as(other, self.case.plan, self.case.events)
    }

    fn add(&mut self, size: f64, term: Term) {
        if size > LEAST {
            self.room.terms.push((size, term));
        }
    }

    /// What the visitor said, and what he did with the offer and its page.
    fn plain_terms(&mut self, offer: usize) {
        let Case { plan, belief, past, .. } = *self.case;
        let serves = &plan.offers[offer].personas;
        if let Some(persona) = belief.said.filter(|persona| serves.contains(persona)) {
            self.add(SAID, Term::Plain(Phrase::Said, persona));
        }
        let here = past.here.is_some();
        if let Some(follows) = past.offer(offer).follows {
            let from = Some(follows.from);
            let from_here = here && past.on_page == from && past.clicked_last != from;
            let phrase = if from_here { Phrase::FromHere } else { Phrase::Follows };
            self.add(follows.odds.ln(), Term::Plain(phrase, follows.from));
        }
        if let Some(page) = past.page(plan, offer) {
            let came_back = page.sessions >= WANTED;
            let looked = if came_back { Phrase::CameBack } else { Phrase::Looked };
            self.add(page.recent_odds().ln().max(f64::from(came_back)), Term::Plain(looked, 0));
            let went = if here { Phrase::WentThere } else { Phrase::BeganThere };
            self.add(page.follow_odds().ln(), Term::Plain(went, 0));
        }
    }

    /// The signals that held.
    fn held_terms(&mut self, offer: usize) {
        let Case { plan, belief, .. } = *self.case;
        let serves = &plan.offers[offer];
        let mut place = 0;
        while let Some(Voice { held, .. }) = self.room.voices.get(place) {
            let held = *held;
            let (mut for_personas, mut for_stages, mut for_journeys) = (0.0, 0.0, 0.0);
            while let Some(voice) = self.room.voices.get(place).filter(|voice| voice.held == held) {
                match voice.of {
                    Of::Persona(persona) if serves.personas.contains(&persona) => {
                        for_personas += voice.says;
                    }
                    Of::Stage(stage) if serves.stages.contains(&stage) => for_stages += voice.says,
                    Of::Journey(journey) if serves.journeys.contains(&journey) => {
                        for_journeys += voice.says;
                    }
                    _ => {}
                }
                place += 1;
            }
            // A signal for one persona or stage of many says little of an offer.
            let speaks = for_personas / serves.personas.len().max(1) as f64
                + for_stages / serves.stages.len().max(1) as f64
                + for_journeys / serves.journeys.len().max(1) as f64;
            // What was done since the page was opened is on the visitor's mind: its reasons come first.
            let just_now = Some(belief.evidence[held].event) >= belief.page;
            self.add(if just_now { speaks * JUST_NOW } else { speaks }, Term::Held(held));
        }
    }

    /// The position of the largest term; of equals that of the signal whose id comes first, whatever the order of the file.
    fn largest(&self) -> Option<usize> {
        let id = |term: &Term| match term {
            Term::Held(held) => {
                self.case.plan.config.signals[self.case.belief.evidence[*held].signal].id.as_str()
            }
            Term::Plain(..) => "",
        };
        let mut largest: Option<usize> = None;
        for (place, (size, term)) in self.room.terms.iter().enumerate() {
            let larger = largest.is_none_or(|largest| {
                let (most, first) = &self.room.terms[largest];
                size > most || size >= most && id(term) <= id(first)
            });
            if larger {
                largest = Some(place);
            }
        }
        largest
    }

    /// What the visitor did that made the signal hold: its `because`, or else the page's title or the search, unless another
    /// signal has words for the same event.
    fn did(&self, held: &Held) -> Option<Reason> {
        let because = |held: &Held| &self.case.plan.config.signals[held.signal].because;
        let has_words = |held: &Held| !own(self.case.plan, because(held)).is_empty();
        if has_words(held) {
            return Some(Reason(Phrase::Did, held.signal));
        }
        let worded = |other: &Held| other.event == held.event && has_words(other);
        if self.case.belief.evidence.iter().any(worded) {
            return None;
        }
        match &self.case.events[held.event].what {
            What::Page(page) if !page.title.is_empty() => Some(Reason(Phrase::Read, held.event)),
            What::Search(_) => Some(Reason(Phrase::Searched, held.event)),
            _ => None,
        }
    }

    /// The persona an offer is for, when another one leads.
    fn colleague(&self, offer: usize) -> Option<usize> {
        let serves = &self.case.plan.offers[offer].personas;
        if serves.contains(&self.lead?) { None } else { serves.first().copied() }
    }
}
