//! That the schema is whole, and that its file is not stale.

use super::*;

#[test]
fn the_file_is_what_the_types_say() {
    kept(Mode::Check).unwrap_or_else(|stale| panic!("{stale}"));
}

#[test]
fn each_field_has_a_sentence_and_an_example_that_fits() {
    let schema = schema();
    let mut bare = Vec::new();
    let types = schema["$defs"].as_object().unwrap().iter().map(|(name, it)| (name.as_str(), it));
    for (name, about) in types.chain([("Config", &schema)]) {
        for (field, it) in about["properties"].as_object().into_iter().flatten() {
            let said =
                it["description"].as_str().is_some_and(|said| said.ends_with(['.', '…', '"']));
            let mut alone = it.clone();
            alone["$defs"] = schema["$defs"].clone();
            let known = jsonschema::draft202012::new(&alone).unwrap();
            let examples = it["examples"].as_array().cloned().unwrap_or_default();
            if !said || examples.is_empty() || !examples.iter().all(|one| known.is_valid(one)) {
                bare.push(format!("{name}.{field}: {it}"));
            }
            // What is usual is allowed.
            let usual = it.get("default").filter(|usual| !known.is_valid(usual));
            bare.extend(usual.map(|usual| format!("{name}.{field}: default {usual}")));
        }
    }
    assert!(bare.is_empty(), "{}", bare.join("\n"));
}
