//! Slates and beliefs as JSON: for the panel, for the page's API and for `cairn replay`.

use super::Belief;
use super::grounds::Grounds;
use super::json::{self, Writer};
use super::plan::{OTHER, Plan};
use super::slate::{Pick, Slate};

/// A slate with all that a panel needs to show it, in the page's language.
pub fn slate(plan: &Plan, slate: &Slate, placement: &str) -> String {
    let (panel, language) = (&plan.config.panel, &plan.language);
    json::object(|json| {
        json.key("id").text(&slate.id);
        json.key("placement").text(placement);
        let title = panel.title.in_language(language, &plan.config.locale);
        json.key("title").text(if title.is_empty() { "Where next?" } else { title });
        json.key("heading").number(panel.heading as f64);
        json.key("theme").text(&panel.theme);
        json.key("offers")
            .list(&slate.picks, |json, pick| json.map(|json| offer(json, plan, pick)));
    })
}

fn offer(json: &mut Writer, plan: &Plan, pick: &Pick) {
    let offer = &plan.config.offers[pick.offer];
    let (language, locale) = (&plan.language, &plan.config.locale);
    choice(json, plan, pick);
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
fn choice(json: &mut Writer, plan: &Plan, pick: &Pick) {
    json.key("offer").text(&plan.config.offers[pick.offer].id);
    json.key("fit").number(pick.fit);
    json.key("propensity").number(pick.propensity);
    json.key("because").list(&pick.because, |json, reason| json.text(reason));
}

/// A belief: probabilities over personas, journeys and stages, the movement, and the evidence behind it.
pub fn belief(plan: &Plan, belief: &Belief) -> String {
    json::object(|json| {
        write_belief(json, plan, belief);
        write_evidence(json, plan, belief);
    })
}

/// The fields of a line of `cairn replay`: the belief, the slate with what was left out, the evidence.
pub fn write_line(json: &mut Writer, plan: &Plan, belief: &Belief, slate: &Slate) {
    write_belief(json, plan, belief);
    json.key("slate").list(&slate.picks, |json, pick| json.map(|json| choice(json, plan, pick)));
    json.key("leftOut").map(|json| {
        for (offer, why) in &slate.left_out {
            json.key(&plan.config.offers[*offer].id).text(why.name());
        }
    });
    write_evidence(json, plan, belief);
}

fn write_belief(json: &mut Writer, plan: &Plan, belief: &Belief) {
    let other = std::iter::once(OTHER);
    let personas = plan.config.personas.iter().map(|persona| persona.id.as_str()).chain(other);
    shares(json, "personas", personas, &belief.personas);
    let journeys = plan.config.journeys.iter().map(|journey| journey.id.as_str());
    shares(json, "journeys", journeys, &belief.places.journeys);
    let stages = plan.stages.iter().map(|stage| stage.id.as_str());
    shares(json, "stages", stages, &belief.places.stages);
    json.key("movement").text(belief.movement.name());
}

/// Each signal that held, with its weight and with its share of what speaks for (above 0) or against (below) each persona
/// and stage.
fn write_evidence(json: &mut Writer, plan: &Plan, belief: &Belief) {
    let grounds = Grounds::of(plan, belief);
    json.key("evidence").list(&belief.evidence, |json, held| {
        json.map(|json| {
            let signal = &plan.config.signals[held.signal];
            json.key("signal").text(&signal.id);
            json.key("weight").number(held.weight);
            json.key("personas").map(|json| {
                for (persona, share) in grounds.personas(held) {
                    json.key(&plan.config.personas[persona].id).number(share);
                }
            });
            json.key("stages").map(|json| {
                for (stage, share) in grounds.stages(held) {
                    json.key(&plan.stages[stage].id).number(share);
                }
            });
        });
    });
}

/// Probabilities as they are written sum to 1 exactly: the largest takes what rounding left over.
fn shares<'p>(json: &mut Writer, key: &str, ids: impl Iterator<Item = &'p str>, shares: &[f64]) {
    let mut parts: Vec<i64> =
        shares.iter().map(|share| (share * WHOLE as f64).round() as i64).collect();
    let left = WHOLE - parts.iter().sum::<i64>();
    if let Some(largest) = parts.iter_mut().max() {
        *largest += left;
    }
    json.key(key).map(|json| {
        for (id, parts) in ids.zip(parts) {
            json.key(id).decimal(parts, PLACES);
        }
    });
}

/// Probabilities are written with six decimals.
const PLACES: usize = 6;
const WHOLE: i64 = 1_000_000;
