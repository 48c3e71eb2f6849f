//! JSON with gaps: what a plan alone settles of a line (names, brackets, commas) is put together once, the numbers are
//! filled in again and again.

use super::json::Writer;
use super::plan::{OTHER, Plan};

/// What stands around the numbers of a piece of JSON.
#[derive(Clone, Debug)]
pub struct Frame {
    text: String,
    /// Where each gap is.
    gaps: Vec<usize>,
}

/// Stands for a gap while a frame is made. JSON never has it: in texts it is escaped.
const GAP: &str = "\0";

impl Frame {
    /// The frame that `fill` writes, its gaps by [`gap`].
    fn of(fill: impl FnOnce(&mut Writer)) -> Self {
        let mut json = Writer::default();
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
    pub fn fill<T>(
        &self,
        json: &mut Writer,
        numbers: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Writer, T),
    ) {
        let mut from = 0;
        for (gap, number) in self.gaps.iter().zip(numbers) {
            json.raw(self.text.get(from..*gap).unwrap_or_default());
            write(json, number);
            from = *gap;
        }
        json.raw(self.text.get(from..).unwrap_or_default());
    }
}

fn gap(json: &mut Writer) {
    json.raw(GAP);
}

/// A number for each of these ids.
fn each<'p>(json: &mut Writer, key: &str, ids: impl IntoIterator<Item = &'p str>) {
    json.key(key).map(|json| {
        for id in ids {
            gap(json.key(id));
        }
    });
}

/// P(persona), "other" last, P(journey) and P(stage).
pub fn belief(plan: &Plan) -> [Frame; 3] {
    let config = &plan.config;
    [
        Frame::of(|json| {
            let personas = config.personas.iter().map(|persona| persona.id.as_str());
            each(json, "personas", personas.chain([OTHER]));
        }),
        Frame::of(|json| each(json, "journeys", config.journeys.iter().map(|it| it.id.as_str()))),
        Frame::of(|json| each(json, "stages", plan.stages.iter().map(|stage| stage.id.as_str()))),
    ]
}

/// A signal that held: its weight, its share of what speaks for or against each persona, then each stage that it suggests.
pub fn evidence(plan: &Plan, signal: usize) -> Frame {
    let suggestion = &plan.suggestions[signal];
    let persona = |(persona, _): &(usize, f64)| plan.config.personas[*persona].id.as_str();
    let stage = |(stage, _): &(usize, f64)| plan.stages[*stage].id.as_str();
    Frame::of(|json| {
        json.map(|json| {
            json.key("signal").text(&plan.config.signals[signal].id);
            gap(json.key("weight"));
            each(json, "personas", suggestion.personas.iter().map(persona));
            each(json, "stages", suggestion.stages.iter().map(stage));
        });
    })
}

/// The start of a pick: the offer, its fit and its propensity.
pub fn pick(plan: &Plan, offer: usize) -> Frame {
    Frame::of(|json| {
        json.key("offer").text(&plan.config.offers[offer].id);
        gap(json.key("fit"));
        gap(json.key("propensity"));
    })
}
