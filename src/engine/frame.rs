//! JSON with gaps, for lines by the million: what a plan alone settles (names, brackets, commas) is put together once, and
//! the numbers are filled in again and again.

use super::Belief;
use super::event::Event;
use super::form;
use super::grounds::Grounds;
use super::json::{GAP, Writer};
use super::plan::Plan;
use super::slate::Slate;

/// What stands around the numbers of a piece of JSON.
#[derive(Clone, Debug)]
struct Frame {
    /// The text up to each gap, one after the other, and after the last.
    text: String,
    /// Where each gap is.
    gaps: Vec<usize>,
}

impl Frame {
    /// The frame of what `fill` writes.
    fn of(fill: impl FnOnce(&mut Writer)) -> Self {
        let mut json = Writer::with_gaps();
        fill(&mut json);
        let (mut text, mut gaps) = (String::new(), Vec::new());
        for part in json.finish().split(GAP) {
            text.push_str(part);
            gaps.push(text.len());
        }
        gaps.pop();
        Frame { text, gaps }
    }

    /// Appends the frame, with these numbers in its gaps.
    fn fill<T: Copy>(&self, json: &mut Writer, numbers: &[T], write: fn(&mut Writer, T)) {
        let mut from = 0;
        for (gap, number) in self.gaps.iter().zip(numbers) {
            json.raw(&self.text[from..*gap]);
            write(json, *number);
            from = *gap;
        }
        json.raw(&self.text[from..]);
    }
}

/// All that a plan settles of the lines of `cairn replay`.
pub struct Frames {
    belief: Frame,
    signals: Vec<Frame>,
    offers: Vec<Frame>,
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
        Frames {
            belief,
            signals: (0..plan.suggestions.len()).map(signal).collect(),
            offers: (0..plan.offers.len()).map(offer).collect(),
        }
    }

    /// Writes the fields of a line: the belief, the slate with what was left out, the evidence. `events`: those of the journal
    /// that they were read off.
    pub fn line(
        &self,
        json: &mut Writer,
        plan: &Plan,
        events: &[Event],
        belief: &Belief,
        slate: &Slate,
    ) {
        let places = &belief.places;
        let mut parts = form::parts(&belief.personas);
        parts.extend(form::parts(&places.journeys));
        parts.extend(form::parts(&places.stages));
        json.comma();
        self.belief.fill(json, &parts, Writer::millionths);
        form::movement(json, plan, belief);
        json.key("slate").list(&slate.picks, |json, pick| {
            json.map(|json| {
                let frame = &self.offers[pick.offer];
                frame.fill(json, &[pick.fit, pick.propensity], Writer::number);
                pick.write_because(json, plan, events);
            });
        });
        json.key("leftOut").map(|json| {
            for (offer, why) in &slate.left_out {
                json.key(&plan.config.offers[*offer].id).text(why.name());
            }
        });
        let grounds = Grounds::of(plan, belief);
        let mut numbers = Vec::with_capacity(8);
        json.key("evidence").list(&belief.evidence, |json, held| {
            numbers.clear();
            grounds.numbers(held, &mut numbers);
            self.signals[held.signal].fill(json, &numbers, Writer::number);
        });
    }
}
