//! What personas, stages, offers and rules are called.

use crate::engine::Plan;
use crate::engine::config::Text;
use crate::engine::eligibility::LeftOut;
use crate::engine::plan::OTHER;

/// A persona's id; of the position after the last, "other".
pub fn persona_id(plan: &Plan, persona: usize) -> &str {
    plan.config.personas.get(persona).map_or(OTHER, |persona| &persona.id)
}

/// What the team calls a persona.
pub fn persona(plan: &Plan, persona: usize) -> &str {
    plan.config.personas.get(persona).map_or("others", |it| named(plan, &it.name, &it.id))
}

/// What the team calls a stage.
pub fn stage(plan: &Plan, stage: usize) -> &str {
    named(plan, &plan.stages[stage].name, &plan.stages[stage].id)
}

/// An offer's title.
pub fn offer(plan: &Plan, offer: usize) -> &str {
    let offer = &plan.config.offers[offer];
    named(plan, &offer.title, &offer.id)
}

fn named<'p>(plan: &'p Plan, text: &'p Text, id: &'p str) -> &'p str {
    let name = text.in_language(&plan.language, &plan.config.locale);
    if name.is_empty() { id } else { name }
}

/// Why an offer was left out, for people.
pub fn rule(rule: LeftOut) -> &'static str {
    match rule {
        LeftOut::NotYet => "its \"from\" is still to come",
        LeftOut::Over => "its \"until\" has passed",
        LeftOut::ThisPage => "it leads to the page that the visitor is on",
        LeftOut::Dismissed => "the visitor dismissed it",
        LeftOut::Clicked => "the visitor clicked it, and it rests",
        LeftOut::Capped => "its limit is reached",
        LeftOut::Audience => "its audience did not hold",
        LeftOut::SameUrl => "another offer on the slate leads to the same place",
    }
}
