//! Files that somebody broke: checking ends with findings or with a plan that an engine runs with, never with a panic.

use super::generate::journal;
use super::hostile::survives;
use super::{cases, engine};
use cairn::check::{Checked, Placed};
use cairn::cli::schema::OF_FORM;
use cairn::engine::Level;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use std::cell::Cell;
use std::sync::Arc;

/// When it is checked, in milliseconds since 1970.
const NOW: i64 = 1_800_000_000_000;

fn demo() -> Value {
    serde_json::from_str(include_str!("../../www/offers.json")).unwrap()
}

/// What may stand somewhere instead.
fn odd() -> impl Strategy<Value = Value> {
    select(vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(1e300),
        json!(""),
        json!("it"),
        json!("**"),
        json!("2026-11-02"),
        json!("\u{feff}\u{0}😀"),
        json!([]),
        json!({}),
        json!(["it", "it"]),
        json!({ "path": "/docs/**" }),
        json!({ "not": { "any": [] } }),
        json!({ "id": "it", "title": "A", "url": "/a" }),
    ])
}

/// All places of a document, as JSON pointers.
fn places(value: &Value, here: &str, found: &mut Vec<String>) {
    found.push(here.to_string());
    if let Value::Object(fields) = value {
        for (name, inner) in fields {
            let name = name.replace('~', "~0").replace('/', "~1");
            places(inner, &format!("{here}/{name}"), found);
        }
    }
    for (index, inner) in value.as_array().into_iter().flatten().enumerate() {
        places(inner, &format!("{here}/{index}"), found);
    }
}

#[test]
fn what_is_accepted_of_changed_files_runs_and_the_schema_agrees() {
    let (taken, refused) = (Cell::new(0), Cell::new(0));
    let changes = prop::collection::vec((any::<Index>(), odd(), any::<bool>()), 1..4);
    let compared = Cell::new(0);
    let schema = serde_json::from_str(include_str!("../../www/cairn.schema.json")).unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    let mut runner = TestRunner::new(cases(200));
    runner
        .run(&(changes, journal(8)), |(changes, events)| {
            let mut config = demo();
            for (place, value, remove) in changes {
                let mut all = Vec::new();
                places(&config, "", &mut all);
                let path = place.get(&all);
                let (parent, name) = path.rsplit_once('/').unwrap_or_default();
                match config.pointer_mut(parent) {
                    Some(Value::Object(fields)) if remove => drop(fields.remove(name)),
                    _ => *config.pointer_mut(path).unwrap() = value,
                }
            }
            let checked = Checked::of(config.to_string().as_bytes(), NOW);
            let of_form = |found: &&Placed| OF_FORM.contains(&found.code);
            let found = checked.findings.iter().find(of_form).map(|found| found.code);
            assert_eq!(schema.is_valid(&config), found.is_none(), "{found:?}: {config}");
            compared.set(compared.get() + 1);
            let errors = checked.findings.iter().any(|found| found.level == Level::Error);
            assert_eq!(checked.plan.is_none(), errors);
            let Some(plan) = checked.plan else {
                refused.set(refused.get() + 1);
                return Ok(());
            };
            taken.set(taken.get() + 1);
            let mut engine = engine(&Arc::new(plan), &[]);
            for event in events {
                let at = event.at;
                engine.observe(event);
                survives(&engine, at);
            }
            Ok(())
        })
        .unwrap();
    assert!(taken.get() > 10 && refused.get() > 10, "{taken:?} {refused:?}");
    assert!(compared.get() > 50, "{compared:?}");
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn no_bytes_make_checking_panic(
        changes in prop::collection::vec((any::<Index>(), any::<u8>()), 1..6),
        end in any::<Index>(),
        cut: bool,
    ) {
        let mut bytes = include_bytes!("../../www/offers.json").to_vec();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if cut {
            bytes.truncate(end.index(bytes.len()));
        }
        let checked = Checked::of(&bytes, NOW);
        assert!(checked.plan.is_some() || !checked.findings.is_empty());
    }
}
