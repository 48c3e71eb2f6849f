//! What is expected at the end of a journey, as `expected.json` says it. A mistake in that file is an error.

use super::expectation::Expectation;
use super::found::text;
use super::strict::{known, list, number, object, one_or_several, pairs, string};
use super::{CONFIG, name};
use cairn::engine::time;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// The ids that the demo's config knows: an expectation that names another is a mistake.
pub struct Site {
    pub personas: Vec<String>,
    pub offers: Vec<String>,
    /// Each stage with its phase.
    pub stages: Vec<(String, String)>,
}

impl Site {
    pub fn read() -> Self {
        let config: Value = serde_json::from_str(&fs::read_to_string(CONFIG).unwrap()).unwrap();
        let ids = |key: &str| entries(&config[key]).map(|entry| text(&entry["id"])).collect();
        let stages = entries(&config["journeys"]).flat_map(|journey| entries(&journey["stages"]));
        let phase = |stage: &Value| stage["phase"].as_str().unwrap_or("before").to_string();
        Site {
            personas: ids("personas"),
            offers: ids("offers"),
            stages: stages.map(|stage| (text(&stage["id"]), phase(stage))).collect(),
        }
    }
}

fn entries(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// A journey with what is expected at its end.
pub struct Case {
    pub idea: String,
    /// The time at which the panel is asked for; without it, that of the last event.
    pub now: Option<String>,
    pub expectations: Vec<Expectation>,
}

const MOVEMENTS: [&str; 6] =
    ["advancing", "exploring", "looping", "stalled", "returning", "customer"];

impl Case {
    pub fn read(folder: &Path, site: &Site) -> Result<Self, String> {
        let place = |problem: String| format!("{}/expected.json: {problem}", name(folder));
        let text = fs::read_to_string(folder.join("expected.json"));
        let text = text.map_err(|problem| place(problem.to_string()))?;
        let value = serde_json::from_str(&text).map_err(|problem| place(problem.to_string()))?;
        Self::of(&value, site).map_err(place)
    }

    fn of(value: &Value, site: &Site) -> Result<Self, String> {
        const FIELDS: [&str; 8] =
            ["idea", "now", "persona", "stage", "movement", "offers", "because", "leftOut"];
        let case = object(value, "the case", &FIELDS)?;
        let mut expected = Vec::new();
        if let Some(persona) = case.get("persona") {
            read_persona(persona, site, &mut expected)?;
        }
        if let Some(stage) = case.get("stage") {
            expected.push(read_stage(stage, site)?);
        }
        if let Some(movement) = case.get("movement") {
            expected.push(Expectation::Movement(one_or_several(movement, "movement", MOVEMENTS)?));
        }
        if let Some(offers) = case.get("offers") {
            read_offers(offers, site, &mut expected)?;
        }
        for (offer, words) in pairs(case, "because")? {
            let any = offer == "*";
            let offer =
                if any { offer.into() } else { known(&json!(offer), "offer", &site.offers)? };
            expected.push(Expectation::Because(offer, string(words)?));
        }
        for (offer, why) in pairs(case, "leftOut")? {
            const RULES: [&str; 7] =
                ["not-yet", "over", "this-page", "dismissed", "clicked", "capped", "audience"];
            let offer = known(&json!(offer), "offer", &site.offers)?;
            expected.push(Expectation::LeftOut(offer, known(why, "rule", RULES)?));
        }
        let now = case.get("now").map(string).transpose()?;
        if now.as_deref().is_some_and(|now| time::parse(now).is_none()) {
            return Err("\"now\" is no time: write for example \"2026-11-02T09:14:00Z\"".into());
        }
        let idea = case.get("idea").map(string).ok_or("there is no \"idea\"")??;
        Ok(Case { idea, now, expectations: expected })
    }
}

fn read_persona(value: &Value, site: &Site, expected: &mut Vec<Expectation>) -> Result<(), String> {
    let persona = object(value, "persona", &["leads", "atLeast", "second", "unsure", "below"])?;
    for (key, value) in persona {
        match key.as_str() {
            "leads" => expected.push(Expectation::Leads(known(value, "persona", &site.personas)?)),
            "second" => {
                expected.push(Expectation::Second(known(value, "persona", &site.personas)?));
            }
            "atLeast" => expected.push(Expectation::LeadsBy(number(value)?)),
            "unsure" if *value == json!(true) => expected.push(Expectation::Unsure),
            "unsure" => return Err("\"unsure\" can only be true".into()),
            _ => {
                for (id, share) in pairs(persona, "below")? {
                    let id = known(&json!(id), "persona", &site.personas)?;
                    expected.push(Expectation::Below(id, number(share)?));
                }
            }
        }
    }
    Ok(())
}

fn read_stage(value: &Value, site: &Site) -> Result<Expectation, String> {
    if value.get("phase").is_none() {
        let ids = site.stages.iter().map(|(id, _)| id);
        return Ok(Expectation::StageOneOf(one_or_several(value, "stage", ids)?));
    }
    let stage = object(value, "stage", &["phase", "atLeast"])?;
    let phase = known(&stage["phase"], "phase", ["before", "purchase", "after"])?;
    let least = stage.get("atLeast").ok_or("\"phase\" stands together with \"atLeast\"")?;
    Ok(Expectation::Phase(phase, number(least)?))
}

fn read_offers(value: &Value, site: &Site, expected: &mut Vec<Expectation>) -> Result<(), String> {
    for (key, value) in object(value, "offers", &["all", "any", "none", "first", "atLeast"])? {
        let ids = |value: &Value| list(value, "offer", &site.offers);
        match key.as_str() {
            "all" => expected.push(Expectation::All(ids(value)?)),
            "none" => expected.push(Expectation::None(ids(value)?)),
            "first" => expected.push(Expectation::First(known(value, "offer", &site.offers)?)),
            "atLeast" => expected.push(Expectation::AtLeast(number(value)? as u64)),
            // One list, or several: of each at least one.
            _ => match value.as_array().filter(|sets| sets.iter().all(Value::is_array)) {
                Some(sets) => {
                    for set in sets {
                        expected.push(Expectation::Any(ids(set)?));
                    }
                }
                None => expected.push(Expectation::Any(ids(value)?)),
            },
        }
    }
    Ok(())
}
