//! The visitor's own past: what it says of the next step, with nothing trained.

use super::{at, because, engine, ids, persona, view, walk};
use cairn::engine::Engine;
use cairn::engine::eligibility::LeftOut;

/// Offers that nothing but the past tells apart.
const CONFIG: &str = r#"{
  "version": 1,
  "offers": [
    { "id": "a", "title": "A", "url": "/a", "next": ["a"] },
    { "id": "b", "title": "B", "url": "/b", "next": ["b"] },
    { "id": "c", "title": "C", "url": "/c", "next": ["e", "d"] },
    { "id": "d", "title": "D", "url": "/d", "next": ["d"] },
    { "id": "e", "title": "E", "url": "/e", "next": ["e"] }
  ],
  "panel": { "slots": 5, "explore": 0 }
}"#;

/// A page view of which nobody measured how much was read.
fn seen(at: &str, path: &str) -> String {
    format!(r#"{{"at":"{at}","page":{{"url":"https://acme.example{path}"}}}}"#)
}

/// Page views two minutes apart, from the given hour of the second of November.
fn visit(hour: u32, paths: &[&str]) -> String {
    let lines: Vec<String> = paths
        .iter()
        .enumerate()
        .map(|(index, path)| seen(&format!("2026-11-02T{hour:02}:{:02}:00Z", index * 2), path))
        .collect();
    lines.join("\n")
}

fn first(engine: &Engine, now: &str) -> String {
    ids(engine, &engine.slate(at(now), 1)).swap_remove(0)
}

#[test]
fn the_step_taken_before_from_this_page_comes_first() {
    let before = [visit(9, &["/a", "/d", "/b"]), visit(12, &["/a", "/d", "/c"])].join("\n");
    let engine = engine(CONFIG, &[before, visit(15, &["/e", "/a"])].join("\n"));
    let slate = engine.slate(at("2026-11-02T15:02:10Z"), 1);
    let because: Vec<_> =
        slate.picks.iter().map(|pick| because(&engine, pick).swap_remove(0)).collect();
    assert!(ids(&engine, &slate)[..2].contains(&"d".into()), "{slate:?}");
    assert!(because.contains(&"Because you went there from here before".into()), "{because:?}");
}

#[test]
fn the_page_just_left_is_near_unless_it_was_read_to_its_end() {
    let engine_of = |page: String| engine(CONFIG, &[page, visit(10, &["/x"])].join("\n"));
    let unmeasured = engine_of(seen("2026-11-02T09:50:00Z", "/d"));
    assert_eq!(first(&unmeasured, "2026-11-02T10:00:10Z"), "d");
    let read = r#"{"at":"2026-11-02T09:50:00Z","page":{"url":"https://acme.example/d","engaged":90,"scrolled":1}}"#;
    let read = engine_of(read.into());
    let slate = read.slate(at("2026-11-02T10:00:10Z"), 1);
    assert_eq!(ids(&read, &slate)[4], "d", "a guide read to the end is no next step: {slate:?}");
}

#[test]
fn a_page_returned_to_in_many_visits_is_wanted_however_often_it_was_read() {
    let read = |day: u32| {
        format!(
            r#"{{"at":"2026-11-{day:02}T09:00:00Z","page":{{"url":"https://acme.example/d","engaged":90,"scrolled":1}}}}"#
        )
    };
    let visits = |days: &[u32]| {
        let lines: Vec<String> = days.iter().map(|day| read(*day)).collect();
        engine(CONFIG, &[lines.join("\n"), seen("2026-11-20T09:00:00Z", "/x")].join("\n"))
    };
    assert_eq!(first(&visits(&[2, 5, 9]), "2026-11-20T09:00:10Z"), "d");
    assert_ne!(first(&visits(&[9]), "2026-11-20T09:00:10Z"), "d");
}

#[test]
fn on_arrival_the_visitor_is_on_no_page_and_begins_where_he_began_before() {
    let before = [visit(6, &["/d", "/a"]), visit(9, &["/d", "/b", "/c"])].join("\n");
    let mut engine = engine(CONFIG, &before);
    let there = engine.slate(at("2026-11-02T09:10:00Z"), 1);
    assert_eq!(there.left_out, [(2, LeftOut::ThisPage)]);
    let later = engine.slate(at("2026-11-02T12:00:00Z"), 1);
    assert_eq!(later.left_out, [], "half an hour of silence ends a visit");
    assert_eq!(ids(&engine, &later)[0], "d");
    engine.live = true;
    let open = engine.slate(at("2026-11-02T12:00:00Z"), 1);
    assert_eq!(open.left_out, [(2, LeftOut::ThisPage)], "a browser knows that the page is open");
}

#[test]
fn the_order_of_a_next_list_counts() {
    let engine = engine(CONFIG, &visit(9, &["/c"]));
    let order = ids(&engine, &engine.slate(at("2026-11-02T09:00:10Z"), 1));
    assert_eq!(order[..2], ["e", "d"]);
}

#[test]
fn a_dead_end_gets_the_offers_that_go_on_best() {
    let config = r#"{"version":1,
        "personas":[{"id":"it","prior":0.4},{"id":"finance","prior":0.4}],
        "offers":[
            {"id":"end","title":"End","url":"/end","personas":["finance"],"stages":["evaluation"]},
            {"id":"costs","title":"Costs","url":"/costs","personas":["finance"],"stages":["evaluation"]},
            {"id":"sso","title":"SSO","url":"/sso","personas":["it"],"stages":["evaluation"]},
            {"id":"api","title":"API","url":"/api","personas":["it"],"stages":["evaluation"]},
            {"id":"budget","title":"Budget","url":"/budget","personas":["finance"],"stages":["evaluation"]},
            {"id":"jobs","title":"Jobs","url":"/jobs","personas":["it"],"stages":["advocacy"]}],
        "panel":{"slots":3,"explore":0}}"#;
    let engine = engine(config, &seen("2026-11-02T09:00:00Z", "/end"));
    let slate = engine.slate(at("2026-11-02T09:00:10Z"), 1);
    let reason = "A next step from this page".to_string();
    for pick in &slate.picks {
        let id = &engine.plan.config.offers[pick.offer].id;
        let goes_on = ["costs", "budget"].contains(&id.as_str());
        assert!(!goes_on || because(&engine, pick).contains(&reason), "{slate:?}");
        assert!(id != "jobs", "{slate:?}");
    }
    assert!(ids(&engine, &slate).contains(&"budget".into()), "{slate:?}");
}

#[test]
fn a_change_of_role_is_followed_within_a_few_page_views_and_the_old_one_not_forgotten() {
    let config = r#"{"version":1,
        "personas":[{"id":"it"},{"id":"finance"},{"id":"business"}],
        "signals":[
            {"id":"docs","when":{"path":"/docs/**"},"persona":{"it":"likely"}},
            {"id":"money","when":{"path":"/money/**"},"persona":{"finance":"likely"}}],
        "offers":[{"id":"x","title":"X","url":"/x"}]}"#;
    let mut paths: Vec<String> = (0..8).map(|page| format!("/docs/{page}")).collect();
    paths.extend((0..4).map(|page| format!("/money/{page}")));
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let now = at("2026-11-02T09:40:00Z");
    let before = engine(config, &walk(&paths[..8]));
    let after = engine(config, &walk(&paths));
    assert!(persona(&before, now, "it") > 0.55);
    let (it, finance) = (persona(&after, now, "it"), persona(&after, now, "finance"));
    assert!(finance > it && it > persona(&after, now, "business"), "it {it}, finance {finance}");
}

#[test]
fn customers_stay_customers_for_a_year_and_are_offered_what_customers_need() {
    let config = r#"{"version":1,
        "signals":[
            {"id":"in","when":{"event":"login"},"stage":{"adoption":"certain","awareness":"never","consideration":"never"}},
            {"id":"looks","when":{"path":"/products/**"},"stage":{"consideration":"likely"}}],
        "offers":[{"id":"x","title":"X","url":"/x"}]}"#;
    let login = r#"{"at":"2026-11-02T08:00:00Z","event":{"name":"login"}}"#;
    let reads = walk(&["/products/a", "/products/b", "/products/c", "/products/d"]);
    let engine = engine(
        config,
        &[login.to_string(), reads, view("2026-11-02T09:15:00Z", "/products/e")].join("\n"),
    );
    let belief = engine.belief(at("2026-11-02T09:16:00Z"));
    assert_eq!(belief.movement.name(), "customer");
    let after: f64 = belief.places.stages[4..].iter().sum();
    assert!(after >= 0.3 - 1e-9, "{after}");
    let years_later = engine.belief(at("2028-11-02T09:16:00Z"));
    assert_ne!(years_later.movement.name(), "customer");
}

#[test]
fn what_followed_from_where_the_last_visit_stopped_still_follows_once_a_page_is_open() {
    let before = visit(9, &["/x", "/c"]);
    let engine = engine(CONFIG, &[before, visit(15, &["/y"])].join("\n"));
    let slate = engine.slate(at("2026-11-02T15:00:10Z"), 1);
    let reasons = |id: &str| {
        let place = ids(&engine, &slate).iter().position(|shown| shown == id).unwrap();
        because(&engine, &slate.picks[place])
    };
    assert!(reasons("e").contains(&"Follows from “C”".to_string()), "{:?}", reasons("e"));
    assert!(!reasons("a").contains(&"Follows from “C”".to_string()), "{:?}", reasons("a"));
}

#[test]
fn what_follows_from_a_click_follows_also_after_a_long_silence() {
    let click = r#"{"at":"2026-11-02T09:40:00Z","click":{"offer":"c"}}"#;
    let lines = [&seen("2026-11-02T09:00:00Z", "/x"), click, &seen("2026-11-02T09:40:10Z", "/y")];
    let engine = engine(CONFIG, &lines.map(String::from).join("\n"));
    let slate = engine.slate(at("2026-11-02T09:40:20Z"), 1);
    assert_eq!(ids(&engine, &slate)[0], "e");
    assert_eq!(because(&engine, &slate.picks[0])[0], "Follows from “C”");
}
