//! Ids and titles that are there and say nothing. A page only leaves such an offer out; who writes a file wants to know.

use crate::engine::node::{Kind, Node, indexed};
use crate::engine::{Finding, Level};

/// All fields with nothing in them where something must be.
pub fn fields(config: &impl Node) -> Vec<Finding> {
    let mut found = Vec::new();
    for list in ["personas", "journeys", "signals", "offers"] {
        each(config, "", list, &mut found);
    }
    let journeys = config.get("journeys").map(|list| list.items()).unwrap_or_default();
    for (index, journey) in journeys.iter().enumerate() {
        each(journey, &(indexed("journeys", index) + "."), "stages", &mut found);
    }
    found
}

fn each<N: Node>(of: &N, before: &str, list: &str, found: &mut Vec<Finding>) {
    let items = of.get(list).map(|list| list.items()).unwrap_or_default();
    for (index, item) in items.iter().enumerate() {
        let path = indexed(&[before, list].concat(), index);
        for field in ["id", "title"] {
            let is_known = field == "id" || list == "offers";
            if is_known && item.get(field).is_some_and(|value| is_empty(&value)) {
                found.push(Finding {
                    level: Level::Error,
                    code: "empty-field",
                    path: [&path, ".", field].concat(),
                    found: field.into(),
                    expected: Vec::new(),
                });
            }
        }
    }
}

/// Whether this is a text without a letter, or an object without a language.
fn is_empty<N: Node>(value: &N) -> bool {
    match value.as_text() {
        Some(text) => text.trim().is_empty(),
        None => value.kind() == Kind::Map && value.keys().is_empty(),
    }
}
