//! Conditions in the schema: an object with exactly one test.

use crate::engine::config::Condition;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};
use std::borrow::Cow;

impl JsonSchema for Condition {
    fn schema_name() -> Cow<'static, str> {
        "Condition".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let inner = generator.subschema_for::<Condition>().to_value();
        let list = json!({ "type": "array", "items": inner });
        let with = |about: &str, kind: Value, example: Value| {
            let mut test = json!({ "description": about, "examples": [example] });
            if let (Value::Object(test), Value::Object(kind)) = (&mut test, kind) {
                test.extend(kind);
            }
            test
        };
        let docs = json!({ "path": "/docs/**" });
        json_schema!({
            "description": "What is matched: an object with exactly one test.",
            "type": "object",
            "additionalProperties": false,
            "minProperties": 1,
            "maxProperties": 1,
            "examples": [docs],
            "properties": {
                "path": with("The page's path matches one of these globs: * within a segment, ** across.", texts(), json!("/docs/**")),
                "host": with("The page's host matches one of these globs.", texts(), json!("*.acme.example")),
                "query": with("Each of these query keys has a value that matches its glob.",
                    json!({ "type": "object", "additionalProperties": { "type": "string" } }), json!({ "utm_campaign": "spring*" })),
                "referrer": with("The host that the visitor came from matches one of these globs.", texts(), json!("**.google.**")),
                "words": with("One of these words stands in the page's title, main heading or description.", texts(), json!(["audit"])),
                "search": with("One of these words stands in a site search.", texts(), json!(["invoice"])),
                "event": with("The site pushed an event of this name.", json!({ "type": "string" }), json!("login")),
                "form": with("Something happened to a form.", object(&json!({
                    "id": { "description": "A glob for the form's id or name.", "type": "string", "default": "**", "examples": ["demo"] },
                    "did": { "description": "What happened; without it, anything.", "enum": ["start", "submit", "abandon"], "examples": ["submit"] },
                }), &[]), json!({ "id": "demo", "did": "submit" })),
                "offer": with("The visitor clicked or dismissed an offer.", json!({
                    "type": "object",
                    "additionalProperties": false,
                    "minProperties": 1,
                    "maxProperties": 1,
                    "properties": {
                        "clicked": { "description": "The id of the offer that was clicked.", "type": "string", "examples": ["demo"] },
                        "dismissed": { "description": "The id of the offer that was dismissed.", "type": "string", "examples": ["demo"] },
                    },
                }), json!({ "clicked": "demo" })),
                "sessions": with("This is at least the n-th session.", at_least(), json!({ "atLeast": 2 })),
                "engaged": with("The page had the visitor's attention for at least so many seconds.", at_least(), json!({ "atLeast": 30 })),
                "scrolled": with("At least this share of the page was seen, 0–1.", at_least(), json!({ "atLeast": 0.8 })),
                "pages": with("This is at least the n-th page view of the session.", at_least(), json!({ "atLeast": 3 })),
                "all": with("All of these hold.", list.clone(), json!([docs])),
                "any": with("One of these holds.", list, json!([docs])),
                "not": with("This does not hold.", inner, docs.clone()),
            },
        })
    }
}

/// A text or a list of texts.
pub fn texts() -> Value {
    json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
}

fn object(properties: &Value, required: &[&str]) -> Value {
    json!({ "type": "object", "additionalProperties": false, "properties": properties, "required": required })
}

fn at_least() -> Value {
    let least = json!({ "description": "The least that holds.", "type": "number", "minimum": 0, "examples": [2] });
    object(&json!({ "atLeast": least }), &["atLeast"])
}
