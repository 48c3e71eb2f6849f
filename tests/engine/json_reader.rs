//! The reader of journal lines reads what everybody else reads.

use cairn::engine::json_reader::{Json, Tape};
use cairn::engine::node::{Kind, Node};
use proptest::prelude::*;
use serde_json::Value;

/// Whether two numbers differ by no more than the last bits.
fn close(one: f64, other: f64) -> bool {
    one.to_bits() == other.to_bits()
        || (one - other).abs() <= 4.0 * f64::EPSILON * other.abs() + f64::from_bits(4)
}

fn same(read: Json<'_>, value: &Value) -> bool {
    match value {
        Value::Null => read.kind() == Kind::Null,
        Value::Bool(flag) => read.flag() == Some(*flag),
        Value::Number(number) => close(read.number().unwrap(), number.as_f64().unwrap()),
        Value::String(text) => read.text().as_ref() == Some(text),
        Value::Array(list) => {
            let items = read.items();
            read.kind() == Kind::List
                && items.len() == list.len()
                && items.iter().zip(list).all(|(item, value)| same(*item, value))
        }
        Value::Object(map) => {
            let mut keys = read.keys();
            keys.sort_unstable();
            let mut names: Vec<&String> = map.keys().collect();
            names.sort_unstable();
            read.kind() == Kind::Map
                && keys.iter().eq(names)
                && map.iter().all(|(key, value)| match read.get(key) {
                    Some(read) => same(read, value),
                    None => value.is_null(),
                })
        }
    }
}

/// What serde refuses and a browser does not.
fn only_serde_refuses(error: &serde_json::Error) -> bool {
    let said = error.to_string();
    ["surrogate", "hex escape", "number out of range"].iter().any(|why| said.contains(why))
}

fn agree(text: &str) -> Result<(), TestCaseError> {
    let mut tape = Tape::default();
    match (tape.read(text), serde_json::from_str::<Value>(text)) {
        (Ok(read), Ok(value)) => prop_assert!(same(read, &value), "{text} is not {value}"),
        (Ok(_), Err(error)) => prop_assert!(only_serde_refuses(&error), "{text}: {error}"),
        (Err(error), Ok(_)) => prop_assert!(false, "{text}: {error:?}"),
        (Err(_), Err(_)) => {}
    }
    Ok(())
}

fn scalars() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("null".to_string()),
        Just("true".to_string()),
        Just("false".to_string()),
        "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?",
        any::<f64>()
            .prop_filter("finite", |number| number.is_finite())
            .prop_map(|number| format!("{number:e}")),
        any::<String>().prop_map(|text| Value::from(text).to_string()),
        "\"([a-zü\u{20ac} ]|\\\\[\"\\\\/bfnrt]|\\\\u[0-9a-f]{4}|\\\\ud83d\\\\ude0[0-9a-f]){0,24}\"",
    ]
}

fn documents() -> impl Strategy<Value = String> {
    scalars().prop_recursive(4, 24, 5, |inside| {
        let field = ("\"[a-c]{0,2}\"", "[ \n\r\t]{0,2}", inside.clone())
            .prop_map(|(name, blank, value)| format!("{name}{blank}:{value}{blank}"));
        prop_oneof![
            prop::collection::vec(inside, 0..5).prop_map(|items| format!("[ {}]", items.join(","))),
            prop::collection::vec(field, 0..5)
                .prop_map(|fields| format!("{{{} }}", fields.join(", "))),
        ]
    })
}

proptest! {
    #[test]
    fn documents_read_alike(text in documents()) {
        agree(&text)?;
    }

    #[test]
    fn slips_are_refused_alike(
        text in documents(),
        slips in prop::collection::vec((any::<prop::sample::Index>(), 0..3, "[\\[\\]{}\",:0-9.eE+\\-\\\\untf \u{1}ü]"), 1..4),
    ) {
        let mut signs: Vec<char> = text.chars().collect();
        for (place, kind, sign) in slips {
            let sign = sign.chars().next().unwrap();
            let at = place.index(signs.len() + 1);
            match kind {
                0 => signs.insert(at, sign),
                1 if at < signs.len() => signs[at] = sign,
                _ if at < signs.len() => drop(signs.remove(at)),
                _ => {}
            }
        }
        agree(&signs.into_iter().collect::<String>())?;
    }
}
