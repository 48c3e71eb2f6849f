//! Why an offer is on the slate, in plain words: the largest terms that put it there.
//!
//! A reason says what the visitor did, never what he is.

use super::Belief;
use super::config::Text;
use super::event::{Event, What};
use super::evidence::Held;
use super::past::{Past, WANTED};
use super::phrases::{Phrase, say};
use super::plan::Plan;

/// The most reasons an offer is shown with.
const MOST: usize = 3;

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
#[derive(Clone, Copy, Debug, PartialEq)]
enum Reason<'b> {
    /// The visitor said that he is of this persona.
    Said(usize),
    /// It follows from this offer, which the visitor clicked, or at whose page the last visit ended.
    Follows(usize),
    /// It follows from the page the visitor is on.
    FromHere,
    /// Its page was visited session after session.
    CameBack,
    /// The visitor went there from this page before, or began a visit there.
    WentThere,
    /// The visitor looked at it a while ago.
    Looked,
    /// A signal held.
    Did(&'b Held),
}

/// How loudly a signal speaks for an offer for this persona or stage.
#[derive(Clone, Copy, Debug)]
pub struct Voice {
    signal: usize,
    of: Of,
    says: f64,
}

#[derive(Clone, Copy, Debug)]
enum Of {
    Persona(usize),
    Stage(usize),
}

/// What each signal that held says for offers, the same for all of them; in the order of the evidence.
pub fn voices(plan: &Plan, belief: &Belief) -> Vec<Voice> {
    let mut voices = Vec::with_capacity(2 * belief.evidence.len());
    for held in &belief.evidence {
        let mut add = |of: Of, says: f64| voices.push(Voice { signal: held.signal, of, says });
        let suggestion = &plan.suggestions[held.signal];
        for (persona, ratio) in &suggestion.personas {
            let part = belief.voices[*persona].part(held.weight, *ratio);
            add(Of::Persona(*persona), belief.personas[*persona] * part);
        }
        for (stage, ratio) in &suggestion.stages {
            // A hint that came often is still a hint.
            let part = held.weight.min(1.0) * ratio;
            add(Of::Stage(*stage), belief.places.stages[*stage] * part);
        }
    }
    voices
}

/// The reasons for one offer, the largest first; at least one.
pub fn reasons<'p>(
    plan: &'p Plan,
    belief: &'p Belief,
    voices: &[Voice],
    events: &[Event],
    past: &Past,
    offer: usize,
) -> Vec<String> {
    let mut terms: Vec<(f64, Reason)> = Vec::with_capacity(belief.evidence.len() + 4);
    let mut add = |size: f64, reason: Reason<'p>| {
        if size > LEAST {
            terms.push((size, reason));
        }
    };
    let serves = &plan.offers[offer];
    if let Some(persona) = belief.said.filter(|persona| serves.personas.contains(persona)) {
        add(SAID, Reason::Said(persona));
    }
    if let Some(follows) = past.follows[offer] {
        let elsewhere = past.clicked_last == Some(follows.from) || past.here.is_none();
        let reason = if elsewhere { Reason::Follows(follows.from) } else { Reason::FromHere };
        add(follows.odds.ln(), reason);
    }
    if let Some(page) = past.page(plan, offer) {
        let came_back = page.sessions >= WANTED;
        let looked = if came_back { Reason::CameBack } else { Reason::Looked };
        add(page.recent_odds().ln().max(f64::from(came_back)), looked);
        add(page.follow_odds().ln(), Reason::WentThere);
    }
    let mut voices = voices.iter().peekable();
    for held in &belief.evidence {
        let (mut for_personas, mut for_stages) = (0.0, 0.0);
        while let Some(voice) = voices.next_if(|voice| voice.signal == held.signal) {
            match voice.of {
                Of::Persona(persona) if serves.personas.contains(&persona) => {
                    for_personas += voice.says;
                }
                Of::Stage(stage) if serves.stages.contains(&stage) => for_stages += voice.says,
                _ => {}
            }
        }
        // A signal for one persona or stage of many says little of an offer.
        let speaks = for_personas / serves.personas.len().max(1) as f64
            + for_stages / serves.stages.len().max(1) as f64;
        if speaks > 0.0 {
            // What was done since the page was opened is on the visitor's mind: its reasons come first.
            let recency = if Some(held.event) >= belief.page { JUST_NOW } else { 1.0 };
            add(speaks * recency, Reason::Did(held));
        }
    }
    let mut reasons: Vec<String> = Vec::with_capacity(MOST);
    if let Some(colleague) = colleague(plan, belief, &serves.personas) {
        let name = own(plan, &plan.config.personas[colleague].name);
        reasons.push(say(plan, Phrase::PassOn, name));
    }
    // A handful of terms: taking out the largest spares the browser module a sorting algorithm.
    let mut least = LEAST;
    while let Some(largest) = largest(plan, &terms).filter(|_| reasons.len() < MOST) {
        let (size, reason) = terms.swap_remove(largest);
        if size < least {
            break;
        }
        least = least.max(FAINT * size.min(LOUD));
        let here = past.here.is_some();
        let reason =
            words(plan, belief, events, reason, here).filter(|words| !reasons.contains(words));
        reasons.extend(reason);
    }
    if reasons.is_empty() {
        let nothing_yet = belief.evidence.is_empty();
        let usual = if nothing_yet { Phrase::Start } else { Phrase::Also };
        reasons.push(say(plan, usual, ""));
    }
    reasons
}

/// The position of the largest term; of equals that of the signal whose id comes first, whatever the order of the file.
fn largest(plan: &Plan, terms: &[(f64, Reason)]) -> Option<usize> {
    let id = |term: &(f64, Reason)| match term.1 {
        Reason::Did(held) => plan.config.signals[held.signal].id.as_str(),
        _ => "",
    };
    (0..terms.len()).max_by(|one, other| {
        let (one, other) = (&terms[*one], &terms[*other]);
        one.0.total_cmp(&other.0).then_with(|| id(other).cmp(id(one)))
    })
}

fn words(
    plan: &Plan,
    belief: &Belief,
    events: &[Event],
    reason: Reason,
    here: bool,
) -> Option<String> {
    let (phrase, text) = match reason {
        Reason::Said(persona) => (Phrase::Said, own(plan, &plan.config.personas[persona].says)),
        Reason::Follows(offer) => (Phrase::Follows, own(plan, &plan.config.offers[offer].title)),
        Reason::FromHere => (Phrase::FromHere, ""),
        Reason::CameBack => (Phrase::CameBack, ""),
        Reason::WentThere if here => (Phrase::WentThere, ""),
        Reason::WentThere => (Phrase::BeganThere, ""),
        Reason::Looked => (Phrase::Looked, ""),
        Reason::Did(held) => return did(plan, belief, events, held),
    };
    Some(say(plan, phrase, text))
}

/// A text in the page's language.
fn own<'p>(plan: &'p Plan, text: &'p Text) -> &'p str {
    text.in_language(&plan.language, &plan.config.locale)
}

/// What the visitor did that made the signal hold: its `because`, or else the page's title or the search, unless another
/// signal has words for the same event.
fn did(plan: &Plan, belief: &Belief, events: &[Event], held: &Held) -> Option<String> {
    let because = |held: &Held| own(plan, &plan.config.signals[held.signal].because);
    if !because(held).is_empty() {
        return Some(say(plan, Phrase::Did, because(held)));
    }
    let worded = |other: &Held| other.event == held.event && !because(other).is_empty();
    if belief.evidence.iter().any(worded) {
        return None;
    }
    let (phrase, text) = match &events[held.event].what {
        What::Page(page) if !page.title.is_empty() => (Phrase::Read, own_title(&page.title)),
        What::Search(query) => (Phrase::Searched, query.as_str()),
        _ => return None,
    };
    Some(say(plan, Phrase::Did, &say(plan, phrase, text)))
}

/// A page's title without the site's name, which stands after a bar by custom.
fn own_title(title: &str) -> &str {
    let bar = title.bytes().position(|byte| byte == b'|').filter(|bar| *bar > 0);
    title.get(..bar.unwrap_or(title.len())).unwrap_or(title).trim_ascii_end()
}

/// The persona an offer is for, when another one leads.
fn colleague(plan: &Plan, belief: &Belief, serves: &[usize]) -> Option<usize> {
    let lead = (0..plan.config.personas.len()).find(|persona| belief.personas[*persona] > LEADS)?;
    if serves.contains(&lead) { None } else { serves.first().copied() }
}
