//! What the reader promises: values, places, and sentences for what is not JSON.

use super::*;

const OFFERS: &str = r#"{
  "version": 1,
  "offers": [
    { "id": "a" },
    { "id": "ü", "personas": ["it", "exec"], "query": { "utm.source": "x*", "utm": { "source": "y" } } }
  ],
  "off": null
}"#;

/// A document that lives as long as the test.
fn read(text: &str) -> Result<Document<'static>, SyntaxError> {
    let text: &'static str = String::from(text).leak();
    Document::of(Box::leak(Copy::of(text).into()), Box::leak(Lines::new(text).into()))
}

fn place(path: &str) -> String {
    read(OFFERS).unwrap().span_of(path).0.to_string()
}

fn refused(text: &str) -> SyntaxError {
    match read(text) {
        Ok(_) => panic!("{text} was taken for JSON"),
        Err(error) => error,
    }
}

#[test]
fn values_read_as_in_a_browser() {
    let document =
        read(r#"{"n": -1.5e2, "t": "a\u00e9\n", "f": true, "z": null, "l": [1, 2], "n": 3}"#)
            .unwrap();
    let root = document.root();
    assert_eq!(root.kind(), Kind::Map);
    assert_eq!(root.get("n").and_then(|n| n.number()), Some(3.0), "the last of two counts");
    assert_eq!(root.get("t").and_then(|t| t.text()).as_deref(), Some("aé\n"));
    assert_eq!(root.get("f").and_then(|f| f.flag()), Some(true));
    assert!(root.get("z").is_none() && root.get("missing").is_none());
    assert_eq!(root.get("l").map(|l| l.items().len()), Some(2));
    assert_eq!(root.keys(), ["n", "t", "f", "z", "l"]);
    assert!(root.items().is_empty() && root.text().is_none() && root.number().is_none());
}

#[test]
fn paths_lead_to_values() {
    assert_eq!(place(""), "1:1");
    assert_eq!(place("version"), "2:14");
    assert_eq!(place("offers[0]"), "4:5");
    assert_eq!(place("offers[1].personas[1]"), "5:37", "columns count characters");
}

#[test]
fn names_with_dots_in_them_are_found() {
    assert_eq!(place("offers[1].query.utm.source"), "5:71");
    assert_eq!(place("offers[1].query.utm"), "5:84");
}

#[test]
fn what_is_missing_is_placed_at_what_should_hold_it() {
    for path in ["offers[0].title", "offers[0].personas[2]", "offers[0].i"] {
        assert_eq!(place(path), "4:5", "{path}");
    }
    assert_eq!(place("offers[7].id"), "3:13");
    assert_eq!(place("nonsense]["), "1:1");
}

#[test]
fn a_field_has_a_name_and_a_value() {
    let document = read(OFFERS).unwrap();
    assert_eq!(document.span_of_name("offers[1].personas").0.to_string(), "5:18");
    assert_eq!(document.span_of("offers[1].personas").0.to_string(), "5:30");
    assert_eq!(document.span_of_name("offers[0]").0.to_string(), "4:5");
}

#[test]
fn a_byte_order_mark_moves_offsets_and_no_column() {
    let text = format!("\u{feff}{OFFERS}");
    let document = read(&text).unwrap();
    let place = document.span_of("version").0;
    assert_eq!(place.to_string(), "2:14");
    assert_eq!(&text[place.offset..=place.offset], "1");
    assert_eq!(refused("\u{feff}{x}").place.to_string(), "1:2");
}

#[test]
fn names_that_stand_twice_and_nulls_are_told() {
    let document = read(r#"{"a": 1, "b": [{"c": 1, "c": 2}], "a": null}"#).unwrap();
    let told = |odd: OddField| format!("{} {} {}", odd.path, odd.place, odd.is_null);
    let told: Vec<_> = document.odd_fields().into_iter().map(told).collect();
    assert_eq!(told, ["b[0].c 1:25 false", "a 1:35 false", "a 1:40 true"]);
}

#[test]
fn comments_and_trailing_commas_are_refused_with_place_and_remedy() {
    let comment = refused("{\n  // why\n  \"a\": 1\n}");
    assert_eq!(
        (comment.place.to_string().as_str(), comment.why.as_str()),
        ("2:3", "JSON has no comments")
    );
    let comma = refused("{\n  \"a\": [1, 2,]\n}");
    assert_eq!((comma.place.to_string().as_str(), comma.fix), ("2:13", "remove the comma"));
    assert_eq!(refused("{\"a\": 1,\n}").place.to_string(), "1:8");
}

#[test]
fn each_slip_of_the_pen_has_its_sentence() {
    let slips = [
        ("", "1:1", "nothing in this file"),
        ("{\"a\": 1 \"b\": 2}", "1:8", "comma is missing"),
        ("{\"a\" 1}", "1:6", "no value"),
        ("{a: 1}", "1:2", "name must be a text in quotes"),
        ("{\"a\": 'x'}", "1:7", "single quotes"),
        ("{\"a\": yes}", "1:7", "does not belong"),
        ("{\"a\": [1, 2}", "1:12", "closes nothing"),
        ("{\"a\": {", "1:7", "never closed"),
        ("{\"a\": \"x", "1:7", "not complete"),
        ("{\"a\": 1}}", "1:9", "after the end"),
        ("{\"a\": .5}", "1:7", "number"),
        ("{\"a\": 0x1F}", "1:7", "number"),
        ("{\"a\": +1}", "1:7", "number"),
    ];
    let told = slips.map(|(text, at, why)| (refused(text), at, why));
    let wrong = told
        .iter()
        .filter(|(error, at, why)| !(error.why.contains(why) && error.place.to_string() == *at));
    let wrong: Vec<String> =
        wrong.map(|(error, at, why)| format!("{error}, not {at} {why}")).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_passes_that_a_browser_refuses() {
    for text in [
        "{\"a\": 01}",
        "{\"a\": 1.}",
        "{\"a\": \"x\ny\"}",
        "{\"a\": \"\t\"}",
        "{\"a\": \"\\x41\"}",
        "[NaN]",
        "{\u{a0}}",
        "[1]\u{c}",
    ] {
        refused(text);
    }
}
