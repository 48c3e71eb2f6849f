//! Slates and beliefs as JSON: for the panel and for the page's API.

use super::Belief;
use super::event::Event;
use super::form::{self, Shares};
use super::grounds::Grounds;
use super::json::{self, Writer};
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
                let numbers = [pick.fit, pick.propensity];
                form::pick(json, plan, pick.offer, &mut next_of(&numbers));
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

/// A belief: probabilities over personas, journeys and stages, the movement, and the evidence behind it.
pub fn belief(plan: &Plan, belief: &Belief) -> String {
    let places = &belief.places;
    let all = [&belief.personas, &places.journeys, &places.stages];
    let grounds = Grounds::of(plan, belief);
    json::object(|json| {
        for (form, shares) in Shares::ALL.into_iter().zip(all) {
            let (parts, mut next) = (form::parts(shares), 0);
            form.write(json, plan, &mut |json| {
                json.millionths(parts[next]);
                next += 1;
            });
        }
        json.key("movement").text(belief.movement.name());
        let mut numbers = Vec::new();
        json.key("evidence").list(&belief.evidence, |json, held| {
            numbers.clear();
            grounds.numbers(held, &mut numbers);
            form::evidence(json, plan, held.signal, &mut next_of(&numbers));
        });
    })
}

/// Writes these numbers, one after the other.
fn next_of(numbers: &[f64]) -> impl FnMut(&mut Writer) {
    let mut next = 0;
    move |json| {
        json.number(numbers[next]);
        next += 1;
    }
}
