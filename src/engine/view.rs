//! Slates and beliefs as JSON: for the panel, for the page's API and for `cairn replay`.

use super::Belief;
use super::json::{self, Writer};
use super::plan::Plan;
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
    json::object(|json| write_belief(json, plan, belief))
}

/// What `cairn replay` says of an event, into an open object: the belief, the slate, the evidence.
pub fn line(json: &mut Writer, plan: &Plan, belief: &Belief, slate: &Slate) {
    write_standing(json, plan, belief);
    json.key("slate").list(&slate.picks, |json, pick| json.map(|json| choice(json, plan, pick)));
    write_evidence(json, plan, belief);
}

fn write_belief(json: &mut Writer, plan: &Plan, belief: &Belief) {
    write_standing(json, plan, belief);
    write_evidence(json, plan, belief);
}

fn write_standing(json: &mut Writer, plan: &Plan, belief: &Belief) {
    let standing = &belief.standing;
    let other = std::iter::once("other");
    let personas = plan.config.personas.iter().map(|persona| persona.id.as_str()).chain(other);
    shares(json, "personas", personas.zip(&belief.personas));
    let journeys = plan.config.journeys.iter().map(|journey| journey.id.as_str());
    shares(json, "journeys", journeys.zip(&standing.journeys));
    shares(json, "stages", plan.stages.iter().map(|stage| stage.id.as_str()).zip(&standing.stages));
    json.key("movement").text(standing.movement.name());
}

fn write_evidence(json: &mut Writer, plan: &Plan, belief: &Belief) {
    let held = plan.config.signals.iter().zip(&belief.weights).filter(|(_, weight)| **weight > 0.0);
    json.key("evidence").list(held, |json, (signal, weight)| {
        json.map(|json| {
            json.key("signal").text(&signal.id);
            json.key("weight").number(*weight);
        });
    });
}

fn shares<'p>(json: &mut Writer, key: &str, shares: impl Iterator<Item = (&'p str, &'p f64)>) {
    json.key(key).map(|json| {
        for (id, share) in shares {
            json.key(id).number(*share);
        }
    });
}
