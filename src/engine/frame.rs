//! The lines of `cairn replay`, by the million: what a plan alone settles (names, brackets, reasons) is put together once,
//! and the numbers are filled in again and again.

use super::Belief;
use super::config::{Offer, Persona};
use super::event::Event;
use super::form;
use super::grounds::Grounds;
use super::json::{self, GAP, Writer, rounded};
use super::phrases::Phrase;
use super::plan::Plan;
use super::reason::Reason;
use super::slate::Slate;

/// What stands around the numbers of a piece of JSON.
#[derive(Clone, Debug)]
struct Frame {
    /// The text up to each gap, one after the other, and after the last; so many bytes more that [`Frame::fill`] may read on.
    text: Vec<u8>,
    /// Where each gap is, and the end.
    gaps: Vec<usize>,
}

impl Frame {
    /// The frame of what `fill` writes.
    fn of(fill: impl FnOnce(&mut Writer)) -> Self {
        let mut json = Writer::with_gaps();
        fill(&mut json);
        let (mut text, mut gaps) = (Vec::new(), Vec::new());
        for part in json.finish().split(GAP) {
            text.extend_from_slice(part.as_bytes());
            gaps.push(text.len());
        }
        text.resize(text.len() + AT_ONCE, 0);
        Frame { text, gaps }
    }

    /// Appends the frame, with these numbers, in millionths, in its gaps.
    fn fill(&self, out: &mut Vec<u8>, numbers: &[i64]) {
        let (mut from, mut numbers) = (0, numbers.iter());
        for gap in &self.gaps {
            let length = gap - from;
            match self.text[from..].first_chunk::<AT_ONCE>() {
                // To copy always as much is quicker than to copy what is needed.
                Some(piece) if length <= AT_ONCE => {
                    out.extend_from_slice(piece);
                    out.truncate(out.len() - AT_ONCE + length);
                }
                _ => out.extend_from_slice(&self.text[from..*gap]),
            }
            if let Some(number) = numbers.next() {
                push_millionths(out, *number);
            }
            from = *gap;
        }
    }
}

/// So many bytes of a frame are copied in one go: what stands between two numbers is mostly shorter.
const AT_ONCE: usize = 32;

/// The two digits of each number below 100, a byte each.
const PAIRS: [u16; 100] = {
    let mut pairs = [0; 100];
    let mut number = 0;
    while number < 100 {
        pairs[number as usize] = ((number / 10) << 8) + number % 10;
        number += 1;
    }
    pairs
};

/// Appends a number as [`Writer::millionths`] writes it.
fn push_millionths(out: &mut Vec<u8>, parts: i64) {
    const MILLION: u32 = 1_000_000;
    const ZEROS: u64 = u64::from_be_bytes(*b"0.000000");
    let Some(parts) = u32::try_from(parts).ok().filter(|parts| *parts < 10 * MILLION) else {
        let mut json = Writer::default();
        json.millionths(parts);
        return out.extend_from_slice(json.written().as_bytes());
    };
    let (whole, rest) = (parts / MILLION, parts % MILLION);
    if rest == 0 {
        return out.push(b'0' + whole as u8);
    }
    // All eight signs in one word; the zeros at its end are told by what differs from nothing but zeros.
    let pair = |number: u32| u64::from(PAIRS[number as usize % 100]);
    let digits = (pair(rest / 10_000) << 32) + (pair(rest / 100) << 16) + pair(rest);
    let signs = ZEROS + (digits | u64::from(whole) << 56);
    let length = 8 - digits.trailing_zeros() as usize / 8;
    out.extend_from_slice(&signs.to_be_bytes());
    out.truncate(out.len() - 8 + length);
}

/// What a line is put together in. Used again, it needs no new memory.
#[derive(Debug, Default)]
pub struct Room {
    numbers: Vec<i64>,
    sums: Vec<f64>,
}

/// All that a plan settles of the lines of `cairn replay`.
pub struct Frames {
    belief: Frame,
    signals: Vec<Frame>,
    offers: Vec<Frame>,
    /// That the visitor says he is of this persona, as a further field.
    said: Vec<String>,
    /// The offers' ids as names of fields.
    names: Vec<String>,
    /// What is said by each phrase of each persona, offer, signal or stage that it is about, as JSON.
    reasons: Vec<Vec<String>>,
}

impl Frames {
    /// Those of this plan.
    pub fn of(plan: &Plan) -> Self {
        let [personas, journeys, stages] =
            [plan.config.personas.len() + 1, plan.journeys.len(), plan.stages.len()]
                .map(|count| vec![0.0; count]);
        let belief = Frame::of(|json| form::shares(json, plan, &personas, &journeys, &stages));
        let signal = |it| Frame::of(|json| form::evidence(json, plan, it, &[]));
        let offer = |it| Frame::of(|json| form::pick(json, plan, it, 0.0, 0.0));
        let said = |persona: &Persona| [",\"said\":", &json::written(&persona.id)].concat();
        let name = |offer: &Offer| json::written(&offer.id) + ":";
        let (signals, offers) = (0..plan.suggestions.len(), 0..plan.offers.len());
        Frames {
            belief,
            signals: signals.map(signal).collect(),
            offers: offers.map(offer).collect(),
            said: plan.config.personas.iter().map(said).collect(),
            names: plan.config.offers.iter().map(name).collect(),
            reasons: reasons(plan),
        }
    }

    /// Writes the fields of a line: the belief, the slate with what was left out, the evidence. `events`: those of the journal
    /// that they were read off.
    pub fn line(
        &self,
        out: &mut Vec<u8>,
        room: &mut Room,
        plan: &Plan,
        events: &[Event],
        belief: &Belief,
        slate: &Slate,
    ) {
        let places = &belief.places;
        let Room { numbers, sums } = room;
        numbers.clear();
        for shares in [&belief.personas, &places.journeys, &places.stages] {
            form::add_parts(numbers, shares);
        }
        self.belief.fill(out, numbers);
        let said = belief.said.map_or("", |persona| &self.said[persona]);
        for text in [",\"movement\":\"", belief.movement.name(), "\"", said, ",\"slate\":"] {
            out.extend_from_slice(text.as_bytes());
        }
        list(out, &slate.picks, |out, pick| {
            out.push(b'{');
            self.offers[pick.offer].fill(out, &[millionths(pick.fit), millionths(pick.propensity)]);
            out.extend_from_slice(b",\"because\":");
            list(out, &pick.because, |out, reason| self.reason(out, plan, events, *reason));
            out.push(b'}');
        });
        out.extend_from_slice(b",\"leftOut\":{");
        for (index, (offer, why)) in slate.left_out.iter().enumerate() {
            if index > 0 {
                out.push(b',');
            }
            out.extend_from_slice(self.names[*offer].as_bytes());
            out.push(b'"');
            out.extend_from_slice(why.name().as_bytes());
            out.push(b'"');
        }
        out.extend_from_slice(b"},\"evidence\":");
        let grounds = Grounds::of(plan, belief, sums);
        list(out, &belief.evidence, |out, held| {
            numbers.clear();
            grounds.numbers(held, |number| numbers.push(millionths(number)));
            self.signals[held.signal].fill(out, numbers);
        });
    }

    fn reason(&self, out: &mut Vec<u8>, plan: &Plan, events: &[Event], reason: Reason) {
        let Reason(phrase, of) = reason;
        match self.reasons[phrase as usize].get(of) {
            Some(said) => out.extend_from_slice(said.as_bytes()),
            None => out.extend_from_slice(reason.written(plan, events).as_bytes()),
        }
    }
}

/// The reasons that a plan settles: all but those with a page's title or a search in them. By phrase, and by what they are about.
fn reasons(plan: &Plan) -> Vec<Vec<String>> {
    use Phrase::{
        Also, BeganThere, CameBack, Did, Follows, FromHere, Looked, PassOn, Said, Stage, Start,
        Title, WentThere,
    };
    let [personas, offers] = [plan.config.personas.len(), plan.offers.len()];
    let abouts = [
        (Said, personas),
        (PassOn, personas),
        (Follows, offers),
        (FromHere, offers),
        (Did, plan.suggestions.len()),
        (Stage, plan.stages.len()),
    ];
    let alone = [CameBack, WentThere, BeganThere, Looked, Start, Also].map(|phrase| (phrase, 1));
    let mut reasons = vec![Vec::new(); Title as usize];
    for (phrase, count) in abouts.into_iter().chain(alone) {
        let written = |of| Reason(phrase, of).written(plan, &[]);
        reasons[phrase as usize] = (0..count).map(written).collect();
    }
    reasons
}

fn list<T>(out: &mut Vec<u8>, items: &[T], mut each: impl FnMut(&mut Vec<u8>, &T)) {
    out.push(b'[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        each(out, item);
    }
    out.push(b']');
}

/// A number with four decimals, as [`Writer::number`] writes it, in millionths.
fn millionths(value: f64) -> i64 {
    rounded(value * 10_000.0).wrapping_mul(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_everywhere_else() {
        let edges = [0, 1, 10, 999_999, 1_000_000, 1_000_001, 9_999_999, 10_000_000, i64::MAX];
        for parts in
            edges.into_iter().flat_map(|edge| [edge, -edge]).chain((0..2_000_000).step_by(97))
        {
            let (mut written, mut json) = (Vec::new(), Writer::default());
            push_millionths(&mut written, parts);
            json.millionths(parts);
            assert_eq!(String::from_utf8_lossy(&written), json.written(), "{parts}");
        }
    }
}
