//! A file with errors as its writer probably means it, so that what is odd in it is told together with what is wrong.

use super::doubts::Doubts;
use super::likely::Meant;
use crate::engine::config::{Condition, Config, Offer, Stage};
use crate::engine::{Plan, plan};
use std::collections::HashMap;

/// The plan of a config with errors once they are mended as far as that is no guess; `meant` is what its unknown ids mean,
/// `doubts` take in what turns out on the way. None where too little of it is left.
pub fn draft(mut config: Config, meant: &Meant, doubts: &mut Doubts) -> Option<Plan> {
    if config.offers.is_empty() {
        // Of what is there besides something may be odd all the same.
        config.offers.push(Offer { id: "(0)".into(), ..Offer::default() });
    }
    if config.journeys.is_empty() {
        config.journeys.push(plan::usual_journey());
    }
    for (index, journey) in config.journeys.iter_mut().enumerate() {
        if journey.stages.is_empty() {
            journey.stages.push(Stage { id: format!("({index})"), ..Stage::default() });
        }
    }
    tell_apart(config.personas.iter_mut().map(|it| &mut it.id), &[plan::OTHER]);
    tell_apart(config.journeys.iter_mut().map(|it| &mut it.id), &[]);
    tell_apart(config.journeys.iter_mut().flat_map(|it| &mut it.stages).map(|it| &mut it.id), &[]);
    tell_apart(config.signals.iter_mut().map(|it| &mut it.id), &[]);
    tell_apart(config.offers.iter_mut().map(|it| &mut it.id), &[]);
    for stage in config.journeys.iter_mut().flat_map(|journey| &mut journey.stages) {
        settle(meant, "unknown-stage", &mut stage.next);
    }
    for signal in &mut config.signals {
        settle_strengths(meant, "unknown-persona", &mut signal.persona);
        settle_strengths(meant, "unknown-stage", &mut signal.stage);
        settle_strengths(meant, "unknown-journey", &mut signal.journey);
        settle_condition(meant, &mut signal.when);
    }
    for (index, offer) in config.offers.iter_mut().enumerate() {
        let serves = [
            settle(meant, "unknown-persona", &mut offer.personas),
            settle(meant, "unknown-journey", &mut offer.journeys),
            settle(meant, "unknown-stage", &mut offer.stages),
        ];
        if serves.contains(&false) {
            doubts.serves_nobody(index);
        }
        if !settle(meant, "unknown-offer", &mut offer.next) {
            doubts.leads_nowhere(index);
        }
        if let Some(audience) = &mut offer.audience {
            settle_condition(meant, audience);
        }
        offer.until = offer.until.filter(|until| offer.from.is_none_or(|from| from < *until));
    }
    Plan::new(config, Vec::new()).ok()
}

/// Makes ids that stand there twice, or that are taken, ids of their own: "it (2)".
fn tell_apart<'i>(ids: impl Iterator<Item = &'i mut String>, taken: &[&str]) {
    let mut times: HashMap<String, usize> = taken.iter().map(|id| (String::from(*id), 1)).collect();
    for id in ids.filter(|id| !id.is_empty()) {
        let mut own = id.clone();
        while times.contains_key(&own) {
            let time = times.entry(id.clone()).or_default();
            *time += 1;
            own = format!("{id} ({time})");
        }
        times.insert(own.clone(), 1);
        *id = own;
    }
}

/// Leaves the ids that stand for something. False where there were some and none is left.
fn settle(meant: &Meant, code: &'static str, ids: &mut Vec<String>) -> bool {
    let was = ids.len();
    ids.retain_mut(|id| meant.settle(code, id));
    was == 0 || !ids.is_empty()
}

fn settle_strengths(meant: &Meant, code: &'static str, strengths: &mut Vec<(String, f64)>) {
    strengths.retain_mut(|(id, _)| meant.settle(code, id));
}

/// A test of an offer that there is not never holds.
fn settle_condition(meant: &Meant, condition: &mut Condition) {
    match condition {
        Condition::All(list) | Condition::Any(list) => {
            for inner in list {
                settle_condition(meant, inner);
            }
        }
        Condition::Not(inner) => settle_condition(meant, inner),
        Condition::Clicked(id) | Condition::Dismissed(id) => {
            let is_gone = !meant.settle("unknown-offer", id);
            if is_gone {
                *condition = Condition::default();
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::check::Checked;
    use crate::engine::Level;
    use serde_json::{Value, json};

    /// The codes and paths of the errors of a file, and of its warnings.
    fn found(config: &Value) -> [Vec<String>; 2] {
        let found = Checked::of(config.to_string().as_bytes(), 0).findings;
        [Level::Error, Level::Warning].map(|level| {
            let such = found.iter().filter(|found| found.level == level);
            such.map(|found| format!("{} {}", found.code, found.path)).collect()
        })
    }

    /// A file of which nothing is odd, with all that something odd may be said of.
    fn fine() -> Value {
        let offer = |id: &str, next: &str| {
            json!({
                "id": id, "title": { "en": id, "de": id }, "url": "/", "next": [next],
                "personas": ["finance", "systems"], "journeys": ["buying"], "stages": ["first", "second"],
                "priority": "high", "limit": { "impressions": 3 }, "from": "2030-01-01", "until": "2030-02-01",
                "audience": { "all": [{ "query": { "campaign": "*" } }, { "offer": { "clicked": next } }] },
            })
        };
        json!({
            "version": 1, "locale": "en",
            "privacy": { "queryKeys": ["campaign"] },
            "panel": { "slots": 3 },
            "personas": [
                { "id": "finance", "words": ["budget"], "prior": 0.2 }, { "id": "systems", "prior": 0.2 }
            ],
            "journeys": [{ "id": "buying", "stages": [
                { "id": "first", "next": ["second"] }, { "id": "second" }
            ] }],
            "signals": [
                { "id": "one", "when": { "query": { "campaign": "*" } }, "stage": { "first": "likely" } },
                { "id": "two", "when": { "any": [{ "words": ["server"] }] },
                    "persona": { "systems": "strong" }, "stage": { "second": "likely" } }
            ],
            "offers": [offer("alpha", "bravo"), offer("bravo", "charlie"), offer("charlie", "alpha")],
        })
    }

    /// All places in a value, as JSON pointers.
    fn places(value: &Value, at: &str, all: &mut Vec<String>) {
        let parts: Vec<(String, &Value)> = match value {
            Value::Array(list) => {
                list.iter().enumerate().map(|(at, it)| (at.to_string(), it)).collect()
            }
            Value::Object(map) => map.iter().map(|(key, it)| (key.clone(), it)).collect(),
            _ => Vec::new(),
        };
        for (key, part) in parts {
            let path = format!("{at}/{key}");
            places(part, &path, all);
            all.push(path);
        }
    }

    #[test]
    fn one_mistake_makes_nothing_else_odd() {
        assert_eq!(found(&fine()), [[""; 0], [""; 0]]);
        let mut all = Vec::new();
        places(&fine(), "", &mut all);
        let mut broken = 0;
        for place in &all {
            let mistakes = [json!(-7), json!(null), json!([[]]), json!({ "odd": [] })].map(Some);
            let text =
                fine().pointer(place).and_then(Value::as_str).map(|text| json!(format!("{text}q")));
            for mistake in mistakes.into_iter().chain([text, None]) {
                let is = |kind: fn(&Value) -> bool| {
                    kind(fine().pointer(place).unwrap()) && mistake.as_ref().is_some_and(kind)
                };
                // That is another text, not a mistake: offers that are gone are missing.
                if is(Value::is_array) || is(Value::is_object) {
                    continue;
                }
                let mut config = fine();
                let name = format!("{place} = {mistake:?}");
                let is_text = mistake.as_ref().is_some_and(Value::is_string);
                if let Some(mistake) = mistake {
                    *config.pointer_mut(place).unwrap() = mistake;
                } else {
                    // A name with a slip.
                    let (of, key) = place.rsplit_once('/').unwrap();
                    let of = config.pointer_mut(of).and_then(Value::as_object_mut);
                    let Some(of) = of else { continue };
                    let value = of.remove(key).unwrap();
                    of.insert(format!("{key}q"), value);
                }
                let [errors, warnings] = found(&config);
                if !errors.is_empty() {
                    broken += 1;
                    // Another id is another id wherever it is named.
                    assert!(errors.len() == 1 || is_text, "{name}: {errors:?}");
                    assert_eq!(warnings, [""; 0], "{name}: {errors:?}");
                }
            }
        }
        assert!(broken > 500, "{broken}");
    }

    #[test]
    fn of_what_stands_there_twice_nothing_else_is_said() {
        let text = fine().to_string();
        let end = text.len() - 1;
        // The later one counts, and says nothing.
        let whole = |field: &str| [&text[..end], ",", field, "}"].concat();
        let lists = ["offers", "personas", "journeys", "signals"];
        let mut files: Vec<String> =
            lists.iter().map(|list| whole(&format!("\"{list}\":[]"))).collect();
        files.push(whole(r#""privacy":{}"#));
        files.push(text.replacen(r#""next":["bravo"]"#, r#""next":["bravo"],"next":[]"#, 1));
        files.push(text.replacen(r#""limit":{"#, r#""limit":{"impressions":0,"#, 1));
        for file in files {
            let found = Checked::of(file.as_bytes(), 0).findings;
            let codes: Vec<&str> = found.iter().map(|found| found.code).collect();
            assert_eq!(codes, ["repeated-field"], "{file}");
        }
    }
}
