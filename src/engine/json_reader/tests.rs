//! What the reader promises: JSON and nothing else, and the values that everybody else reads.

use super::super::event::tokens;
use super::*;

fn refused(text: &str) -> Error {
    Tape::default().read(text).expect_err(text)
}

fn number(text: &str) -> Option<f64> {
    Tape::default().read(text).unwrap().number()
}

fn text(text: &str) -> String {
    Tape::default().read(text).unwrap().text().unwrap()
}

#[test]
fn values_read_as_in_a_browser() {
    let mut tape = Tape::default();
    for again in ["first", "again in the same memory"] {
        let root = tape
            .read(r#" {"n": -1.5e2, "t": "a\u00e9\n", "f": true, "z": null, "l": [1, [2], {}], "\u006e": 3} "#)
            .unwrap();
        assert_eq!(root.kind(), Kind::Map, "{again}");
        assert_eq!(root.number_in("n"), Some(3.0), "the last of two counts");
        assert_eq!(root.text_in("t").as_deref(), Some("aé\n"));
        assert_eq!(root.get("f").and_then(|flag| flag.flag()), Some(true));
        assert!(root.get("z").is_none() && root.get("missing").is_none());
        let kinds: Vec<Kind> = root.get("l").unwrap().items().iter().map(Node::kind).collect();
        assert_eq!(kinds, [Kind::Number, Kind::List, Kind::Map]);
        assert_eq!(root.keys(), ["n", "t", "f", "z", "l"]);
        assert!(root.items().is_empty() && root.text().is_none() && root.number().is_none());
        assert!(root.get("l").unwrap().keys().is_empty(), "a list has no names");
        assert!(root.get("l").unwrap().get("n").is_none());
    }
}

#[test]
fn names_are_told_apart_by_all_their_letters() {
    let mut tape = Tape::default();
    let root = tape.read(r#"{"at": 1, "ats": 2, "a": 3, "": 4, "a\"t": 5}"#).unwrap();
    let found = ["at", "ats", "a", "", "a\"t", "t", "at\""].map(|name| root.number_in(name));
    assert_eq!(found, [Some(1.0), Some(2.0), Some(3.0), Some(4.0), Some(5.0), None, None]);
}

#[test]
fn escapes_become_characters_and_half_a_pair_is_no_character() {
    for (json, read) in [
        (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (r#""x\u00e9\u20AC\u0000y""#, "xé€\0y"),
        (r#""\ud83d\ude00!""#, "😀!"),
        (r#""\ud83d""#, "\u{fffd}"),
        (r#""\ud83dx\ude00""#, "\u{fffd}x\u{fffd}"),
        (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
        (r#""\ud83d\n""#, "\u{fffd}\n"),
        (r#""ü€😀""#, "ü€😀"),
    ] {
        assert_eq!(text(json), read, "{json}");
    }
}

#[test]
fn what_is_no_json_is_refused_where_it_stops_being_json() {
    use Expected::*;
    for (text, at, expected) in [
        ("", 0, Value),
        ("  ", 2, Value),
        ("{\"a\":1,}", 7, Name),
        ("{a:1}", 1, Name),
        ("{\"a\" 1}", 5, Colon),
        ("{\"a\":}", 5, Value),
        ("{\"a\":1 \"b\":2}", 7, MapGoesOn),
        ("{\"a\":1", 6, MapGoesOn),
        ("[1,]", 3, Value),
        ("[1}", 2, ListGoesOn),
        ("[1]]", 3, End),
        ("01", 1, End),
        ("-", 1, Digit),
        ("1.", 2, Digit),
        ("1e+", 3, Digit),
        (".5", 0, Value),
        ("+1", 0, Value),
        ("NaN", 0, Value),
        ("truth", 0, Value),
        ("nul", 0, Value),
        ("\"abc", 4, Quote),
        ("\"abcdefghijklm\nopq\"", 14, NoControl),
        ("\"\u{1f}\"", 1, NoControl),
        ("\"\\x41\"", 2, Escape),
        ("\"\\u12g4\"", 5, Escape),
        ("\u{feff}1", 0, Value),
        ("{\u{a0}}", 1, Name),
        ("[1]\u{c}", 3, End),
    ] {
        assert_eq!(refused(text), Error { at, expected }, "{text:?}");
    }
}

#[test]
fn nesting_has_an_end() {
    let nested = |depth| ["[".repeat(depth), "]".repeat(depth)].concat();
    assert!(Tape::default().read(&nested(64)).is_ok());
    assert_eq!(refused(&nested(65)), Error { at: 64, expected: Expected::Less });
    assert_eq!(refused(&"[".repeat(100_000)).expected, Expected::Less);
}

#[test]
fn numbers_as_people_write_them_are_exact() {
    for text in [
        "0",
        "-0",
        "7",
        "42",
        "0.1",
        "0.97",
        "1.5e3",
        "-12.0625",
        "86400",
        "123456789012345",
        "0.000001",
        "1e22",
        "5E-22",
        "9007199254740992",
    ] {
        assert_eq!(number(text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{text}");
    }
}

#[test]
fn numbers_as_nobody_writes_them_end_quickly() {
    let zeros = "0".repeat(300_000);
    assert_eq!(number(&format!("1{zeros}e-300000")), Some(1.0));
    assert_eq!(number(&format!("0.{zeros}1e300001")), Some(1.0));
    assert_eq!(number("1e99999999999999999999"), Some(f64::INFINITY));
    assert_eq!(number("-1e400"), Some(f64::NEG_INFINITY));
    assert_eq!(number("1e-99999999999999999999"), Some(0.0));
    assert_eq!(number("0e999"), Some(0.0));
    assert_eq!(number(&format!("{}e-25", "9".repeat(50))), Some(1e25));
}

#[test]
fn values_with_commas_between_them_are_read_one_after_the_other() {
    let read = |text: &str| {
        let mut seen = Vec::new();
        let end = Tape::default().each(text, &mut |json: &Json| seen.push(json.raw().to_string()));
        (seen.join(" "), end.err().map(|error| (error.at, error.expected)))
    };
    assert_eq!(read(r#"{"a":[1,2]}, 3 ,"x,y""#), (r#"{"a":[1,2]} 3 "x,y""#.into(), None));
    assert_eq!(read("1 2"), ("1".into(), Some((2, Expected::ListGoesOn))));
    assert_eq!(read("1,"), ("1".into(), Some((2, Expected::Value))));
    assert_eq!(read("1]"), ("1".into(), Some((1, Expected::ListGoesOn))));
    assert_eq!(read(""), (String::new(), Some((0, Expected::Value))));
}

#[test]
fn the_words_of_a_list_are_those_of_its_texts() {
    for (list, words) in [
        (r#"["sso", "single sign"]"#, vec!["sso", "single", "sign"]),
        (r#"["s\u0073o", 7, null, ["x"], true, "saml"]"#, vec!["sso", "saml"]),
        (r#""sso""#, vec![]),
        ("[]", vec![]),
    ] {
        let mut tape = Tape::default();
        let list = tape.read(list).unwrap();
        assert_eq!(tokens(&list.words()).collect::<Vec<_>>(), words);
    }
}
