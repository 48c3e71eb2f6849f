//! Slates and beliefs as JSON: for the panel and for the page's API.

use super::Belief;
use super::event::Event;
use super::form;
use super::json::{self, Writer};
use super::phrases::Phrase;
use super::plan::Plan;
use super::slate::{Pick, Slate};

/// A slate with all that a panel needs to show it, in the page's language. `events`: those of the journal that it was
/// chosen for.
pub fn slate(plan: &Plan, events: &[Event], slate: &Slate) -> String {
    let (panel, language) = (&plan.config.panel, &plan.language);
    json::object(|json| {
        json.key("id").text(&slate.id());
        let title = panel.title.in_language(language, &plan.config.locale);
        let own = plan.phrases.around(Phrase::Title)[0];
        json.key("title").text(if title.is_empty() { own } else { title });
        json.key("heading").number(panel.heading as f64);
        json.key("theme").text(&panel.theme);
        json.key("offers").list(&slate.picks, |json, pick| {
            json.map(|json| {
                form::pick(json, plan, pick.offer, pick.fit, pick.propensity);
                pick.write_because(json, plan, events);
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

/// A belief: probabilities over personas, journeys and stages, the movement, and the evidence behind it. Its shares in the
/// conclusions, which `cairn replay` prints, would cost every page view's module what few pages ask for.
pub fn belief(plan: &Plan, belief: &Belief) -> String {
    let places = &belief.places;
    json::object(|json| {
        form::shares(json, plan, &belief.personas, &places.journeys, &places.stages);
        form::movement(json, plan, belief);
        json.key("evidence").list(&belief.evidence, |json, held| {
            json.map(|json| form::weight(json, plan, held.signal, held.weight));
        });
    })
}
