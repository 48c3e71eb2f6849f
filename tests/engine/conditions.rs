//! Signals and audiences: what matches, and what does not.

use super::{at, engine, findings_or_plan, ids, soon};

/// Whether a signal with this condition held somewhere in these journal lines.
fn held(condition: &str, lines: &str) -> bool {
    let config = format!(
        r#"{{"version":1,"signals":[{{"id":"s","when":{condition}}}],"offers":[{{"id":"a","title":"A","url":"/a"}}]}}"#
    );
    !engine(&config, lines).belief(soon()).evidence.is_empty()
}

const PAGE: &str = r#"{"at":"2026-11-02T09:00:00Z","page":{"url":"https://www.acme.example/docs/sso/?utm_campaign=spring","title":"Single sign-on","referrer":"https://www.google.co.uk/","words":["SAML"],"engaged":42,"scrolled":0.8}}"#;
const SEARCH: &str = r#"{"at":"2026-11-02T09:01:00Z","search":{"query":"audit log SCIM"}}"#;
const LOGIN: &str = r#"{"at":"2026-11-02T09:02:00Z","event":{"name":"login"}}"#;
const ABANDON: &str = r#"{"at":"2026-11-02T09:03:00Z","form":{"id":"demo-eu","did":"abandon"}}"#;
const CLICK: &str = r#"{"at":"2026-11-02T09:04:00Z","click":{"offer":"a"}}"#;

#[test]
fn each_condition_matches_what_it_names() {
    let all = [PAGE, SEARCH, LOGIN, ABANDON, CLICK].join("\n");
    for (condition, expected) in [
        (r#"{"path":"/docs/**"}"#, true),
        (r#"{"path":["/x","/docs/sso"]}"#, true),
        (r#"{"path":"/docs/sso/"}"#, true),
        (r#"{"path":"/docs"}"#, false),
        (r#"{"path":"docs/**"}"#, true),
        (r#"{"path":"/docs/sso/index.html"}"#, true),
        (r#"{"path":"https://www.acme.example/docs//sso"}"#, true),
        (r#"{"path":"/döcs/**"}"#, false),
        (r#"{"host":"WWW.Acme.example"}"#, true),
        (r#"{"words":["&", ""]}"#, false),
        (r#"{"search":["?"]}"#, false),
        (r#"{"path":"**/sso"}"#, true),
        (r#"{"host":"*.acme.example"}"#, true),
        (r#"{"host":"acme.example"}"#, false),
        (r#"{"query":{"utm_campaign":"spr*"}}"#, true),
        (r#"{"query":{"utm_source":"*"}}"#, false),
        (r#"{"referrer":"**.google.**"}"#, true),
        (r#"{"referrer":"www.google.*"}"#, false),
        (r#"{"words":["saml"]}"#, true),
        (r#"{"words":["Single Sign-On"]}"#, true),
        (r#"{"words":["sign-off"]}"#, false),
        (r#"{"search":["audit"]}"#, true),
        (r#"{"search":["audit log"]}"#, true),
        (r#"{"search":["aud"]}"#, false),
        (r#"{"search":["scim"]}"#, true),
        (r#"{"event":"login"}"#, true),
        (r#"{"event":"logout"}"#, false),
        (r#"{"form":{"id":"demo-*","did":"abandon"}}"#, true),
        (r#"{"form":{"did":"submit"}}"#, false),
        (r#"{"offer":{"clicked":"a"}}"#, true),
        (r#"{"offer":{"dismissed":"a"}}"#, false),
        (r#"{"engaged":{"atLeast":40}}"#, true),
        (r#"{"engaged":{"atLeast":43}}"#, false),
        (r#"{"scrolled":{"atLeast":0.8}}"#, true),
        (r#"{"sessions":{"atLeast":2}}"#, false),
        (r#"{"pages":{"atLeast":1}}"#, true),
        (r#"{"all":[{"path":"/docs/**"},{"engaged":{"atLeast":10}}]}"#, true),
        (r#"{"all":[{"event":"login"},{"path":"/docs/**"}]}"#, true),
        (r#"{"all":[{"event":"login"},{"path":"/account/**"}]}"#, false),
        (r#"{"any":[{"path":"/x"},{"event":"login"}]}"#, true),
        (r#"{"not":{"path":"/docs/**"}}"#, false),
        (r#"{"not":{"path":"/careers/**"}}"#, true),
    ] {
        assert_eq!(held(condition, &all), expected, "{condition}");
    }
}

#[test]
fn a_path_is_about_page_views_alone() {
    let config = r#"{"version":1,"signals":[{"id":"s","when":{"any":[{"path":"/docs/**"},{"event":"login"}]}}],
        "offers":[{"id":"a","title":"A","url":"/a"}]}"#;
    let engine = engine(config, &[PAGE, SEARCH, LOGIN, CLICK].join("\n"));
    let weight = engine.belief(at("2026-11-02T09:04:00Z")).evidence[0].weight;
    assert!((1.5..2.0).contains(&weight), "the page view and the log-in: {weight}");
}

#[test]
fn a_condition_of_mixed_kinds_fires_at_each_of_them_and_at_no_other() {
    let matches = |condition: &str| {
        let config = format!(
            r#"{{"version":1,"personas":[{{"id":"p"}}],"signals":[{{"id":"s","when":{condition},"persona":{{"p":"hint"}}}}],
            "offers":[{{"id":"a","title":"A","url":"/a"}}]}}"#
        );
        let engine = engine(&config, &[PAGE, SEARCH, LOGIN, CLICK].join("\n"));
        let evidence = engine.belief(at("2026-11-02T09:04:00Z")).evidence;
        evidence.first().map_or(0.0, |held| held.weight).round()
    };
    for (condition, times) in [
        (
            r#"{"all":[{"any":[{"path":"/docs/**"},{"event":"login"}]},{"not":{"sessions":{"atLeast":2}}}]}"#,
            2.0,
        ),
        (r#"{"all":[{"any":[{"path":"/docs/**"},{"event":"login"}]},{"event":"login"}]}"#, 1.0),
        (r#"{"any":[{"not":{"path":"/careers"}},{"event":"logout"}]}"#, 1.0),
        (r#"{"any":[{"not":{"path":"/docs/**"}},{"event":"login"}]}"#, 1.0),
    ] {
        assert!((matches(condition) - times).abs() < 0.1, "{condition}: {}", matches(condition));
    }
}

#[test]
fn an_audience_must_hold_somewhere_in_the_journal() {
    let config = r#"{"version":1,"offers":[
        {"id":"for-all","title":"A","url":"/a"},
        {"id":"for-customers","title":"B","url":"/b","audience":{"event":"login"}},
        {"id":"for-new-ones","title":"C","url":"/c","audience":{"not":{"event":"login"}}}]}"#;
    let slate = |lines: &str| {
        let engine = engine(config, lines);
        let mut ids = ids(&engine, &engine.slate(soon(), 1));
        ids.sort();
        ids
    };
    assert_eq!(slate(PAGE), ["for-all", "for-new-ones"]);
    assert_eq!(slate(&[PAGE, LOGIN].join("\n")), ["for-all", "for-customers"]);
}

#[test]
fn what_is_wrong_with_a_config_is_found_at_once_and_with_its_path() {
    let findings = findings_or_plan(
        r#"{"version":2,
        "personas":[{"id":"it"},{"id":"it"},{"name":"No id"}],
        "signals":[{"id":"s","when":{"path":"/a","event":"b"},"persona":{"exec":"hint"}},
                   {"id":"t","when":{"path":"/a"},"stage":{"evaluating":"huge"},"persona":{"exec":2}}],
        "journeys":[{"id":"j","stages":[{"id":"s1"}]},{"id":"k","stages":[{"id":"s2"},{"id":"s1"}]}],
        "offers":[{"id":"a","title":"A","url":"/a","audience":{"any":[{"event":"x"},{"not":{"offer":{"clicked":"zz"}}}]},"stages":["nowhere"],"next":["z"],"priority":"urgent","from":"soon"},
                  {"id":"b","title":7,"url":"data:text/html,x","limit":{"impressions":-1},"colour":"red"},
                  {"id":"c","title":"C","url":"/c","from":"2026-02-02","until":"2026-02-01"}],
        "panel":{"slots":12}}"#,
    )
    .unwrap_err();
    let mut found: Vec<_> =
        findings.iter().map(|finding| (finding.path.as_str(), finding.code)).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("journeys[1].stages[1].id", "duplicate-id"),
            ("offers[0].audience.any[1].not.offer.clicked", "unknown-offer"),
            ("offers[0].from", "bad-time"),
            ("offers[0].next[0]", "unknown-offer"),
            ("offers[0].priority", "unknown-word"),
            ("offers[0].stages[0]", "unknown-stage"),
            ("offers[1].colour", "unknown-field"),
            ("offers[1].limit.impressions", "out-of-range"),
            ("offers[1].title", "wrong-kind"),
            ("offers[1].url", "bad-url"),
            ("offers[2]", "never-on"),
            ("panel.slots", "out-of-range"),
            ("personas[1].id", "duplicate-id"),
            ("personas[2]", "missing-field"),
            ("signals[0].persona.exec", "unknown-persona"),
            ("signals[0].when", "not-one-condition"),
            ("signals[1].persona.exec", "unknown-persona"),
            ("signals[1].stage.evaluating", "unknown-stage"),
            ("signals[1].stage.evaluating", "unknown-word"),
            ("version", "unsupported-version"),
        ]
    );
}

#[test]
fn conditions_cannot_be_nested_without_end() {
    let deep = format!("{}{}{}", r#"{"not":"#.repeat(60), r#"{"path":"/a"}"#, "}".repeat(60));
    let config = format!(
        r#"{{"version":1,"signals":[{{"id":"s","when":{deep}}}],"offers":[{{"id":"a","title":"A","url":"/a"}}]}}"#
    );
    assert_eq!(findings_or_plan(&config).unwrap_err()[0].code, "not-one-condition");
}

#[test]
fn a_journey_without_stages_and_a_persona_called_other_are_findings() {
    let found = |parts: &str| -> Vec<(String, &str)> {
        let config =
            format!(r#"{{"version":1,{parts},"offers":[{{"id":"a","title":"A","url":"/a"}}]}}"#);
        let findings = findings_or_plan(&config).unwrap_err();
        findings.into_iter().map(|finding| (finding.path, finding.code)).collect()
    };
    let stage = r#"{"id":"use","stages":[{"id":"s"}]}"#;
    assert_eq!(
        found(&format!(r#""journeys":[{stage},{{"id":"buy","stages":[]}}]"#)),
        [("journeys[1].stages".into(), "no-stages")]
    );
    assert_eq!(found(r#""journeys":[{"id":"buy"}]"#), [("journeys[0]".into(), "missing-field")]);
    assert_eq!(
        found(r#""personas":[{"id":"it"},{"id":"other"}]"#),
        [("personas[1].id".into(), "reserved-id")]
    );
}
