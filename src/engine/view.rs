//! Slates and beliefs as JSON: for the panel, for the page's API and for `cairn replay`.

use super::Belief;
use super::event::Event;
use super::frame::{self, Frame};
use super::grounds::Grounds;
use super::json::{self, Writer, rounded};
use super::plan::Plan;
use super::slate::{Pick, Slate};

/// A slate with all that a panel needs to show it, in the page's language. `events`: those of the journal that it was
/// chosen for.
pub fn slate(plan: &Plan, events: &[Event], slate: &Slate, placement: &str) -> String {
    let (panel, language) = (&plan.config.panel, &plan.language);
    json::object(|json| {
        json.key("id").text(&slate.id);
        json.key("placement").text(placement);
        let title = panel.title.in_language(language, &plan.config.locale);
        json.key("title").text(if title.is_empty() { "Where next?" } else { title });
        json.key("heading").number(panel.heading as f64);
        json.key("theme").text(&panel.theme);
        json.key("offers").list(&slate.picks, |json, pick| {
            json.map(|json| {
                choice(json, plan, events, pick, &frame::pick(plan, pick.offer));
                offer(json, plan, pick);
            });
        });
    })
}

fn offer(json: &mut Writer, plan: &Plan, pick: &Pick) {
    let offer = &plan.config.offers[pick.offer];
    let (language, locale) = (&plan.language, &plan.config.locale);
    json.key("title").text(offer.title.in_language(language, locale));
    json.key("text").text(offer.text.in_language(language, locale));
    for (key, text) in [("url", &offer.url), ("kind", &offer.kind), ("owner", &offer.owner)] {
        json.key(key).text(text);
    }
    if let Some(image) = &offer.image {
        json.key("image").map(|json| {
            json.key("src").text(&image.src);
            json.key("alt").text(image.alt.in_language(language, locale));
        });
    }
}

/// A pick as `cairn replay` prints it.
fn choice(json: &mut Writer, plan: &Plan, events: &[Event], pick: &Pick, frame: &Frame) {
    frame.fill(json, [pick.fit, pick.propensity], Writer::number);
    json.key("because")
        .list(&pick.because, |json, reason| json.joined(&reason.pieces(plan, events)));
}

/// A belief: probabilities over personas, journeys and stages, the movement, and the evidence behind it.
pub fn belief(plan: &Plan, belief: &Belief) -> String {
    json::object(|json| {
        write_belief(json, &frame::belief(plan), belief);
        write_evidence(json, plan, belief, |json, signal, numbers| {
            frame::evidence(plan, signal).fill(json, numbers, Writer::number);
        });
    })
}

/// All that a plan settles of the lines of `cairn replay`.
pub struct Lines {
    belief: [Frame; 3],
    signals: Vec<Frame>,
    offers: Vec<Frame>,
}

impl Lines {
    /// For the lines of this plan.
    pub fn of(plan: &Plan) -> Self {
        Lines {
            belief: frame::belief(plan),
            signals: (0..plan.suggestions.len()).map(|it| frame::evidence(plan, it)).collect(),
            offers: (0..plan.offers.len()).map(|offer| frame::pick(plan, offer)).collect(),
        }
    }

    /// Writes the fields of a line: the belief, the slate with what was left out, the evidence.
    pub fn write(
        &self,
        json: &mut Writer,
        plan: &Plan,
        events: &[Event],
        belief: &Belief,
        slate: &Slate,
    ) {
        write_belief(json, &self.belief, belief);
        json.key("slate").list(&slate.picks, |json, pick| {
            json.map(|json| choice(json, plan, events, pick, &self.offers[pick.offer]));
        });
        json.key("leftOut").map(|json| {
            for (offer, why) in &slate.left_out {
                json.key(&plan.config.offers[*offer].id).text(why.name());
            }
        });
        write_evidence(json, plan, belief, |json, signal, numbers| {
            self.signals[signal].fill(json, numbers, Writer::number);
        });
    }
}

fn write_belief(json: &mut Writer, frames: &[Frame; 3], belief: &Belief) {
    let places = &belief.places;
    let all = [&belief.personas, &places.journeys, &places.stages];
    for (frame, shares) in frames.iter().zip(all) {
        json.comma();
        write_shares(json, frame, shares);
    }
    json.key("movement").text(belief.movement.name());
}
/// Each signal that held, with its weight and with its share of what speaks for (above 0) or against (below) each persona
/// and stage.
fn write_evidence(
    json: &mut Writer,
    plan: &Plan,
    belief: &Belief,
    mut write: impl FnMut(&mut Writer, usize, &mut dyn Iterator<Item = f64>),
) {
    let grounds = Grounds::of(plan, belief);
    json.key("evidence").list(&belief.evidence, |json, held| {
        let shares = grounds.personas(held).chain(grounds.stages(held));
        write(json, held.signal, &mut [held.weight].into_iter().chain(shares));
    });
}

/// Probabilities as they are written sum to 1 exactly: the largest takes what rounding left over.
fn write_shares(json: &mut Writer, frame: &Frame, shares: &[f64]) {
    let parts = |share: &f64| rounded(share * WHOLE as f64);
    let (mut left, mut largest, mut most) = (WHOLE, 0, 0);
    for (place, share) in shares.iter().enumerate() {
        let parts = parts(share);
        left -= parts;
        if parts >= most {
            (largest, most) = (place, parts);
        }
    }
    frame.fill(json, shares.iter().enumerate(), |json, (place, share)| {
        json.millionths(parts(share) + if place == largest { left } else { 0 });
    });
}

/// Probabilities are written with six decimals.
const WHOLE: i64 = 1_000_000;
