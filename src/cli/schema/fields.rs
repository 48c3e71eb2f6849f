//! What the types of the config do not say about their fields: kinds as they are written, ranges, examples, and which must
//! be there.

use super::condition::texts;
use crate::engine::config_reader::{EXPLORED, LEVEL, PRIORITY, RATIO, SHARE, SLOTS};
use crate::engine::reader::Range;
use serde_json::{Map, Value, json};

/// The fields that must be there.
const REQUIRED: [(&str, &[&str]); 8] = [
    ("Config", &["version", "offers"]),
    ("ListedPage", &["url", "title"]),
    ("Persona", &["id"]),
    ("Journey", &["id", "stages"]),
    ("Stage", &["id"]),
    ("Signal", &["id", "when"]),
    ("Offer", &["id", "title", "url"]),
    ("Image", &["src"]),
];

/// Completes the schema that the types gave.
pub fn complete(schema: &mut Value) {
    complete_type("Config", schema);
    let types = schema["$defs"].as_object_mut().into_iter().flatten();
    for (name, schema) in types {
        complete_type(name, schema);
    }
}

fn complete_type(name: &str, schema: &mut Value) {
    if let Some((_, required)) = REQUIRED.iter().find(|(owner, _)| *owner == name) {
        schema["required"] = json!(required);
    }
    let no_fields = &mut Map::new();
    let fields = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (field, schema) in fields.unwrap_or(no_fields) {
        if let Some(Value::Object(written)) = as_written(&format!("{name}.{field}")) {
            let kept = ["description", "default"].map(|key| (key, schema.get(key).cloned()));
            *schema = json!({});
            for (key, value) in kept {
                if let Some(value) =
                    value.filter(|value| !value.is_null() && value.as_str() != Some(""))
                {
                    schema[key] = value;
                }
            }
            for (key, value) in written {
                schema[key] = value;
            }
        }
    }
}

/// How a field is written: its kind, its range, an example; a default where the types hold another form of it.
fn as_written(field: &str) -> Option<Value> {
    let written = match field {
        "Config.locale" => with(text(), &json!({ "default": "en", "examples": ["de"] })),
        "Config.personas" => list("Persona", &json!({ "id": "it" })),
        "Config.journeys" => {
            list("Journey", &json!({ "id": "buy", "stages": [{ "id": "evaluation" }] }))
        }
        "Config.signals" => {
            let example = json!({ "id": "reads-docs", "when": { "path": "/docs/**" }, "persona": { "it": "strong" } });
            list("Signal", &example)
        }
        "Config.offers" => {
            let example =
                json!({ "id": "price-guide", "title": "Pricing guide", "url": "/pricing" });
            with(list("Offer", &example), &json!({ "minItems": 1 }))
        }
        "Config.pages" => list("ListedPage", &json!({ "url": "/docs/", "title": "Documentation" })),
        "Config.panel" => part("Panel", &json!({ "slots": 4 })),
        "Config.privacy" => part("Privacy", &json!({ "consent": "required" })),
        "Config.site" => part("Site", &json!({ "searchKeys": ["q"] })),
        "Persona.id" => name("it"),
        "Journey.id" => name("buy"),
        "Stage.id" => name("evaluation"),
        "Signal.id" => name("reads-docs"),
        "Offer.id" => name("price-guide"),
        "Persona.name" => part("Text", &json!("IT")),
        "Persona.says" => part("Text", &json!("I look after systems")),
        "Persona.team" => part("Text", &json!("your IT team")),
        "Persona.prior" => shown(number(&SHARE), &json!(0.3)),
        "Persona.words" => shown(texts(), &json!(["sso", "api"])),
        "Journey.name" => part("Text", &json!("Choosing Acme")),
        "Journey.stages" => {
            with(list("Stage", &json!({ "id": "evaluation" })), &json!({ "minItems": 1 }))
        }
        "Stage.name" => part("Text", &json!("Comparing")),
        "Stage.next" => shown(texts(), &json!(["purchase"])),
        "Stage.phase" => words(&["before", "purchase", "after"]),
        "Signal.when" => part("Condition", &json!({ "path": "/docs/**" })),
        "Signal.persona" => strengths(&json!({ "it": "strong" })),
        "Signal.stage" => strengths(&json!({ "evaluation": "likely" })),
        "Signal.journey" => strengths(&json!({ "buy": 3 })),
        "Signal.because" => part("Text", &json!("you read the technical documentation")),
        "ListedPage.url" | "Offer.url" => shown(text(), &json!("/pricing")),
        "ListedPage.title" => part("Text", &json!("Pricing guide")),
        "Offer.title" => {
            let said = json!({ "pattern": SAID, "minProperties": 1 });
            with(part("Text", &json!("Pricing guide")), &said)
        }
        "Offer.text" => part("Text", &json!("Twelve pages, no form.")),
        "Offer.kind" => shown(text(), &json!("guide")),
        "Offer.image" => {
            part("Image", &json!({ "src": "/guide.webp", "alt": "The guide's cover" }))
        }
        "Offer.personas" => shown(texts(), &json!(["it"])),
        "Offer.journeys" => shown(texts(), &json!(["buy"])),
        "Offer.stages" => shown(texts(), &json!(["evaluation"])),
        "Offer.next" => shown(texts(), &json!(["architect-call"])),
        "Offer.owner" => shown(text(), &json!("marketing")),
        "Offer.priority" => {
            let word = json!({ "enum": ["low", "normal", "high"] });
            json!({ "anyOf": [word, number(&PRIORITY)], "default": 1, "examples": ["high"] })
        }
        "Offer.from" => shown(text(), &json!("2026-11-02T09:00:00Z")),
        "Offer.until" => shown(text(), &json!("2026-12-01")),
        "Offer.audience" => part("Condition", &json!({ "event": "login" })),
        "Offer.limit" => part("Limit", &json!({ "impressions": 6, "perDays": 7 })),
        "Offer.hideAfter" => part("HideAfter", &json!({ "dismissal": 30 })),
        "Image.src" => shown(text(), &json!("/guide.webp")),
        "Image.alt" => part("Text", &json!("The guide's cover")),
        "Limit.impressions" => amount(6),
        "Limit.perDays" => amount(7),
        "Limit.perSession" => amount(2),
        "HideAfter.click" => amount(14),
        "HideAfter.dismissal" => with(amount(7), &json!({ "default": 30 })),
        "Panel.slots" => shown(whole(&SLOTS), &json!(4)),
        "Panel.placement" => words(&["corner", "inline", "sheet"]),
        "Panel.title" => part("Text", &json!("Where next?")),
        "Panel.open" => words(&["click", "stall", "end"]),
        "Panel.personas" | "Signal.once" | "Offer.handoff" => flag(false),
        "Panel.theme" => words(&["auto", "light", "dark"]),
        "Panel.heading" => shown(whole(&LEVEL), &json!(2)),
        "Panel.explore" => shown(number(&EXPLORED), &json!(0.1)),
        "Panel.words" => {
            json!({ "type": "object", "additionalProperties": reference("Text"), "examples": [{ "close": "Close" }] })
        }
        "Privacy.consent" => words(&["required", "not-required"]),
        "Panel.search" | "Privacy.respectGpc" => flag(true),
        "Privacy.keepDays" => amount(90),
        "Privacy.queryKeys" => shown(texts(), &json!(["utm_campaign"])),
        "Site.searchKeys" => shown(texts(), &json!(["q"])),
        _ => return None,
    };
    Some(written)
}

/// A text that is not empty.
const SAID: &str = r"\S";

/// What something is told by.
fn name(example: &str) -> Value {
    with(shown(text(), &json!(example)), &json!({ "pattern": SAID }))
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn part(name: &str, example: &Value) -> Value {
    shown(reference(name), example)
}

fn list(of: &str, example: &Value) -> Value {
    json!({ "type": "array", "items": reference(of), "examples": [[example]] })
}

fn number(range: &Range) -> Value {
    let (low, high) = range.ends;
    json!({ "type": "number", "minimum": low, "maximum": high })
}

fn whole(range: &Range) -> Value {
    let (low, high) = range.ends;
    json!({ "type": "integer", "minimum": low, "maximum": high })
}

fn amount(example: u32) -> Value {
    json!({ "type": "number", "minimum": 0, "examples": [example] })
}

fn flag(usual: bool) -> Value {
    json!({ "type": "boolean", "default": usual, "examples": [!usual] })
}

/// One of these words; the first is the usual one.
fn words(words: &[&str]) -> Value {
    json!({ "enum": words, "default": words[0], "examples": [words[1]] })
}

fn strengths(example: &Value) -> Value {
    let word = json!({ "enum": ["hint", "likely", "strong", "certain", "unlikely", "never"] });
    let strength = json!({ "anyOf": [word, number(&RATIO)] });
    json!({ "type": "object", "additionalProperties": strength, "default": {}, "examples": [example] })
}

fn shown(written: Value, example: &Value) -> Value {
    with(written, &json!({ "examples": [example] }))
}

fn with(mut written: Value, more: &Value) -> Value {
    for (key, value) in more.as_object().into_iter().flatten() {
        written[key] = value.clone();
    }
    written
}
