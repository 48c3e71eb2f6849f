//! `cairn schema`: the JSON Schema (draft 2020-12) of `offers.json`.
//!
//! Names, texts and defaults come from the types of [`config`](crate::engine::config), ranges from the reader. What those
//! types do not say, since the reader turns it into something else (words into numbers, for example), is in [`fields`].

mod condition;
mod fields;

use super::root::root;
use crate::engine::Config;
use crate::engine::config::Text;
use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, json_schema};
use serde_json::{Value, json};
use std::borrow::Cow;
use std::fs;

/// The findings that the schema has, too, by their codes: it is about the form of a file. References, times and links need a
/// reader.
pub const OF_FORM: [&str; 11] = [
    "wrong-kind",
    "missing-field",
    "empty-field",
    "unknown-field",
    "out-of-range",
    "unknown-word",
    "unsupported-version",
    "not-one-condition",
    "no-offers",
    "no-stages",
    "null-field",
];

/// Where the schema stands for editors, relative to the workspace.
pub const FILE: &str = "www/cairn.schema.json";

/// What to do with the file of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Write it.
    Write,
    /// Compare it.
    Check,
}

/// The schema as it is printed.
pub fn text() -> String {
    let schema = serde_json::to_string_pretty(&schema()).unwrap_or_default();
    schema + "\n"
}

/// Writes the schema's file or compares it.
///
/// # Errors
///
/// A sentence: that the file cannot be written, or where it differs and which command mends it.
pub fn kept(mode: Mode) -> Result<(), String> {
    let (path, new) = (root().join(FILE), text());
    if mode == Mode::Write {
        return fs::write(&path, new).map_err(|error| format!("{FILE} was not written: {error}"));
    }
    let old = fs::read_to_string(&path).unwrap_or_default();
    if old == new {
        return Ok(());
    }
    let same = old.lines().zip(new.lines()).take_while(|(old, new)| old == new).count();
    let shown = |text: &str, sign: &str| {
        let lines = text.lines().skip(same).take(5);
        lines.map(|line| [sign, " ", line, "\n"].concat()).collect::<String>()
    };
    let (line, from, to) = (same + 1, shown(&old, "-"), shown(&new, "+"));
    Err(format!(
        "{FILE}:{line} is not what the types say:\n{from}{to}run: cargo cairn schema --write"
    ))
}

/// The schema.
fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<Config>().to_value();
    schema["title"] = json!("offers.json");
    schema["properties"]["$schema"] = json!({
        "description": "The schema of this file, for editors.",
        "type": "string",
        "examples": ["./cairn.schema.json"],
    });
    schema["properties"]["version"] = json!({
        "description": "The version of the format.",
        "const": 1,
        "examples": [1],
    });
    fields::complete(&mut schema);
    schema
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A text for people: in the file's language, or a map from languages to texts.",
            "anyOf": [{ "type": "string" }, { "type": "object", "additionalProperties": { "type": "string" } }],
            "examples": ["Pricing guide", { "en": "Pricing guide", "de": "Preisübersicht" }],
        })
    }
}

#[cfg(test)]
mod tests;
