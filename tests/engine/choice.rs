//! Which offers are shown together, and why.

use super::{at, because, engine, ids, plan, soon, view, walk};
use cairn::engine::eligibility::LeftOut;
use cairn::engine::phrases::Phrases;
use cairn::engine::{Engine, Journal};
use std::sync::Arc;

const CONFIG: &str = r#"{
  "version": 1,
  "personas": [
    { "id": "it", "name": "IT", "prior": 0.4, "says": "I look after systems" },
    { "id": "finance", "name": "Finance", "prior": 0.4 }
  ],
  "signals": [
    { "id": "docs", "when": { "path": "/docs/**" }, "persona": { "it": "strong" }, "because": "you read the documentation" },
    { "id": "prices", "when": { "path": "/pricing" }, "persona": { "finance": "strong" }, "because": "you looked at prices" }
  ],
  "offers": [
    { "id": "api", "title": "API guide", "url": "/docs/api", "personas": ["it"], "next": ["architect"] },
    { "id": "sso", "title": "Single sign-on", "url": "/docs/sso", "personas": ["it"] },
    { "id": "architect", "title": "Talk to an architect", "url": "/architect", "personas": ["it"] },
    { "id": "calculator", "title": "Cost calculator", "url": "/calculator", "personas": ["finance"] },
    { "id": "terms", "title": "Terms", "url": "/terms", "personas": ["finance"] },
    { "id": "contact", "title": "Contact", "url": "/contact" },
    { "id": "contact-again", "title": "Contact us", "url": "/contact/" }
  ],
  "panel": { "slots": 4, "explore": 0 }
}"#;

#[test]
fn an_unsure_belief_gives_a_spread_and_a_sure_one_a_focus() {
    let served = |lines: &str, id: &str| {
        let engine = engine(CONFIG, lines);
        let slate = engine.slate(soon(), 1);
        let offers = &engine.plan.config.offers;
        slate.picks.iter().filter(|pick| offers[pick.offer].personas == [id]).count()
    };
    assert!(served("", "it") >= 1 && served("", "finance") >= 1);
    let reader = walk(&["/docs/a", "/docs/b", "/docs/c"]);
    assert!(served(&reader, "it") > served(&reader, "finance"));
}

#[test]
fn no_offer_leads_to_the_page_one_is_on_and_no_two_to_the_same() {
    let engine = engine(CONFIG, &walk(&["/docs/api"]));
    let slate = engine.slate(soon(), 1);
    let ids = ids(&engine, &slate);
    assert!(!ids.contains(&"api".into()), "{ids:?}");
    assert!(slate.left_out.contains(&(0, LeftOut::ThisPage)));
    assert!(!(ids.contains(&"contact".into()) && ids.contains(&"contact-again".into())), "{ids:?}");
    assert_eq!(slate.picks.len(), 4);
}

/// A site's links, spelled in many ways.
const LINKS: &str = r#"{
  "version": 1,
  "offers": [
    { "id": "prices", "title": "A", "url": "/prices" },
    { "id": "own-host", "title": "B", "url": "https://ACME.example/prices/" },
    { "id": "other-host", "title": "C", "url": "https://partner.example/prices" },
    { "id": "about", "title": "D", "url": "./de/../über-uns" },
    { "id": "sales", "title": "E", "url": "/contact?topic=sales" },
    { "id": "support", "title": "F", "url": "/contact?topic=support" },
    { "id": "support-too", "title": "G", "url": "/contact/?topic=support" }
  ],
  "panel": { "slots": 8, "explore": 0 }
}"#;

#[test]
fn one_place_is_known_in_every_spelling() {
    let at_home = engine(LINKS, &walk(&["/"]));
    let slate = at_home.slate(soon(), 1);
    let mut shown = ids(&at_home, &slate);
    shown.sort();
    assert_eq!(shown, ["about", "other-host", "own-host", "sales", "support"]);
    let twins = [(0, LeftOut::SameUrl), (6, LeftOut::SameUrl)];
    assert_eq!(slate.left_out, twins, "and says so of those it leaves out");

    let left_out_on = |path: &str| engine(LINKS, &walk(&[path])).slate(soon(), 1).left_out;
    let this_page = |offer| (offer, LeftOut::ThisPage);
    assert_eq!(left_out_on("/prices/")[..2], [this_page(0), this_page(1)]);
    assert_eq!(left_out_on("/%C3%BCber-uns")[0], this_page(3));
    assert_eq!(left_out_on("/contact")[..3], [this_page(4), this_page(5), this_page(6)]);
}

#[test]
fn pages_that_differ_by_a_key_that_is_kept_are_different() {
    let config = r#"{"version":1,"offers":[
        {"id":"a","title":"A","url":"/p?id=1"},
        {"id":"b","title":"B","url":"/p?id=2"},
        {"id":"c","title":"C","url":"/p?id=1&ref=x"}],
        "privacy":{"queryKeys":["id","utm_campaign"]},"panel":{"explore":0}}"#;
    let left_out = |path: &str| engine(config, &walk(&[path])).slate(soon(), 1).left_out;
    let this_page = |offer| (offer, LeftOut::ThisPage);
    assert_eq!(left_out("/p?id=1"), [this_page(0), this_page(2)]);
    assert_eq!(left_out("/p?id=2&utm_campaign=spring"), [this_page(1)]);
    assert_eq!(left_out("/"), []);
}

#[test]
fn a_place_that_was_just_gone_to_rests_under_every_name() {
    let config = r#"{"version":1,"offers":[
        {"id":"x","title":"X","url":"https://acme.example/go","hideAfter":{"click":30}},
        {"id":"y","title":"Y","url":"/go/","hideAfter":{"click":30}},
        {"id":"z","title":"Z","url":"/z"}],"panel":{"explore":0}}"#;
    let click = r#"{"at":"2026-11-02T09:01:00Z","click":{"offer":"x"}}"#;
    let clicked = engine(config, &[&walk(&["/"]), click].join("\n"));
    let slate = clicked.slate(soon(), 1);
    assert_eq!(ids(&clicked, &slate), ["z"]);
    assert_eq!(slate.left_out, [(0, LeftOut::Clicked), (1, LeftOut::Clicked)]);
}

#[test]
fn offers_of_one_slate_that_are_seen_at_one_moment_all_count() {
    let config = r#"{"version":1,"offers":[
        {"id":"x","title":"X","url":"/x","limit":{"impressions":1}},
        {"id":"y","title":"Y","url":"/y","limit":{"impressions":1}},
        {"id":"z","title":"Z","url":"/z"}]}"#;
    let seen = |id: &str| {
        format!(
            r#"{{"at":"2026-11-02T09:01:00Z","impression":{{"slate":"q","offers":[{{"id":"{id}"}}]}}}}"#
        )
    };
    for order in [["x", "y"], ["y", "x"]] {
        let [first, second] = order.map(seen);
        let engine = engine(
            config,
            &[walk(&["/"]), first, second, view("2026-11-02T09:02:00Z", "/k")].join("\n"),
        );
        let left_out = engine.slate(soon(), 1).left_out;
        assert_eq!(left_out, [(0, LeftOut::Capped), (1, LeftOut::Capped)], "{order:?}");
    }
}

#[test]
fn what_was_dismissed_does_not_come_back_under_another_name() {
    let dismissed = r#"{"at":"2026-11-02T09:01:00Z","dismissal":{"offer":"support-too"}}"#;
    let engine = engine(LINKS, &[&walk(&["/"]), dismissed].join("\n"));
    let left_out = engine.slate(soon(), 1).left_out;
    for offer in [5, 6] {
        assert!(left_out.contains(&(offer, LeftOut::Dismissed)), "{left_out:?}");
    }
}

#[test]
fn the_next_step_of_the_page_one_is_on_comes_first() {
    let engine = engine(CONFIG, &walk(&["/docs/api"]));
    let slate = engine.slate(soon(), 1);
    assert_eq!(ids(&engine, &slate)[0], "architect");
    assert!(because(&engine, &slate.picks[0]).contains(&"A next step from this page".into()));
}

#[test]
fn reasons_say_what_was_done_and_the_colleague_is_named() {
    let engine = engine(CONFIG, &walk(&["/docs/a", "/docs/b", "/docs/c", "/x"]));
    let slate = engine.slate(soon(), 1);
    for pick in &slate.picks {
        let offer = &engine.plan.config.offers[pick.offer];
        let because = because(&engine, pick);
        match offer.personas.first().map(String::as_str) {
            Some("it") => assert_eq!(because[0], "Because you read the documentation"),
            Some("finance") => assert_eq!(because[0], "Worth passing on to: Finance"),
            _ => assert_eq!(because[0], "Also worth a look"),
        }
    }
}

#[test]
fn a_dismissed_offer_rests_and_comes_back() {
    let lines = format!(
        "{}\n{}",
        walk(&["/x"]),
        r#"{"at":"2026-11-02T09:01:00Z","dismissal":{"offer":"sso"}}"#
    );
    let engine = engine(CONFIG, &lines);
    let left_out = |now: &str| engine.slate(at(now), 1).left_out;
    let twin = (6, LeftOut::SameUrl);
    assert_eq!(left_out("2026-11-20T09:00:00Z"), [(1, LeftOut::Dismissed), twin]);
    assert_eq!(left_out("2026-12-20T09:00:00Z"), [twin], "it leads where another one leads");
}

#[test]
fn dates_and_limits_are_kept() {
    let config = r#"{"version":1,"offers":[
        {"id":"now","title":"A","url":"/a"},
        {"id":"later","title":"B","url":"/b","from":"2026-12-01"},
        {"id":"over","title":"C","url":"/c","until":"2026-11-01"},
        {"id":"shown","title":"D","url":"/d","limit":{"impressions":2,"perDays":7}},
        {"id":"session","title":"E","url":"/e","limit":{"perSession":1}},
        {"id":"clicked","title":"F","url":"/f","hideAfter":{"click":3}}]}"#;
    let lines = [
        view("2026-11-02T09:00:00Z", "/x"),
        r#"{"at":"2026-11-02T09:01:00Z","impression":{"slate":"s1","offers":[{"id":"shown","propensity":1},{"id":"session","propensity":1}]}}"#.into(),
        r#"{"at":"2026-11-02T09:02:00Z","impression":{"slate":"s2","offers":[{"id":"shown","propensity":1}]}}"#.into(),
        r#"{"at":"2026-11-02T09:03:00Z","click":{"offer":"clicked"}}"#.into(),
        view("2026-11-02T09:04:00Z", "/y"),
    ];
    let first_day = engine(config, &lines.join("\n"));
    let left: Vec<_> = first_day.slate(soon(), 1).left_out;
    assert_eq!(
        left,
        [
            (1, LeftOut::NotYet),
            (2, LeftOut::Over),
            (3, LeftOut::Capped),
            (4, LeftOut::Capped),
            (5, LeftOut::Clicked)
        ]
    );
    let back = [lines.join("\n"), view("2026-12-02T09:00:00Z", "/x")].join("\n");
    let next_month = engine(config, &back).slate(at("2026-12-02T09:01:00Z"), 1).left_out;
    assert_eq!(next_month, [(2, LeftOut::Over)]);
}

#[test]
fn offers_do_not_change_by_being_looked_at() {
    let walked = walk(&["/x"]);
    let seen = r#"{"at":"2026-11-02T09:01:00Z","impression":{"slate":"s","offers":[{"id":"api","propensity":1},{"id":"terms","propensity":1}]}}"#;
    let looked = engine(CONFIG, &format!("{walked}\n{seen}"));
    let offers = |engine: &Engine| ids(engine, &engine.slate(soon(), 1));
    assert_eq!(offers(&engine(CONFIG, &walked)), offers(&looked));
    let next_page = format!("{walked}\n{seen}\n{}", view("2026-11-02T09:02:00Z", "/y"));
    let next_page = engine(CONFIG, &next_page);
    assert_ne!(offers(&looked), offers(&next_page), "from the next page on, it counts");
}

#[test]
fn an_offer_at_which_a_visit_ended_is_worth_less_than_one_passed_over() {
    let config = r#"{"version":1,"offers":[{"id":"talk","title":"Talk","url":"/talk/"}]}"#;
    let seen = r#"{"at":"2026-11-02T09:01:00Z","impression":{"slate":"s","offers":[{"id":"talk","propensity":1}]}}"#;
    let next_day = view("2026-11-03T09:00:00Z", "/z");
    let fit = |then: &[String]| {
        let lines = [&[walk(&["/x"]), seen.into()], then].concat().join("\n");
        engine(config, &lines).slate(at("2026-11-03T09:01:00Z"), 1).picks[0].fit
    };
    let left = fit(std::slice::from_ref(&next_day));
    let went_on = fit(&[view("2026-11-02T09:02:00Z", "/y"), next_day]);
    assert!(left < went_on, "{left} {went_on}");
}

#[test]
fn who_goes_round_and_reads_is_shown_a_way_out() {
    let config = r#"{"version":1,"offers":[
        {"id":"flow","title":"Flow","url":"/flow"},
        {"id":"price","title":"Prices","url":"/price"},
        {"id":"talk","title":"Talk","url":"/talk"}]}"#;
    let first = |engaged: &str| {
        let lines = (0..5).map(|minute| {
            let path = ["flow", "price"][minute % 2];
            format!(
                r#"{{"at":"2026-11-02T09:0{minute}:00Z","page":{{"url":"https://acme.example/{path}"{engaged}}}}}"#
            )
        });
        let round = engine(config, &lines.collect::<Vec<_>>().join("\n"));
        ids(&round, &round.slate(at("2026-11-02T09:05:00Z"), 1))[0].clone()
    };
    assert_eq!(first(r#","engaged":20,"scrolled":0.5"#), "talk");
    assert_eq!(first(""), "price", "where nobody measured, a round may be work");
}

#[test]
fn a_place_on_a_page_is_not_read_with_the_page() {
    let config = r#"{"version":1,"offers":[{"id":"seats","title":"Seats","url":"/account/#seats"},{"id":"all","title":"All","url":"/account/"}]}"#;
    let read = r#"{"at":"2026-11-02T09:00:00Z","page":{"url":"https://acme.example/account/","engaged":90,"scrolled":1}}"#;
    let engine = engine(config, &format!("{read}\n{}", view("2026-11-02T09:04:00Z", "/x")));
    assert_eq!(ids(&engine, &engine.slate(soon(), 1)), ["seats", "all"]);
}

#[test]
fn a_panel_is_never_empty_while_anything_may_be_shown() {
    let engine = engine(CONFIG, &walk(&["/contact"]));
    for now in [0, soon(), at("2099-01-01")] {
        assert!(!engine.slate(now, 7).picks.is_empty());
    }
}

#[test]
fn the_order_of_the_file_decides_nothing() {
    let mut reversed = plan(CONFIG).config;
    reversed.offers.reverse();
    reversed.personas.reverse();
    reversed.signals.retain(|signal| !signal.id.contains(':'));
    reversed.signals.reverse();
    let straight = engine(CONFIG, &walk(&["/docs/a"]));
    let turned = cairn::engine::Plan::new(reversed, Vec::new()).unwrap();
    let turned = Engine::new(Arc::new(turned), straight.journal().clone());
    assert_eq!(ids(&straight, &straight.slate(soon(), 1)), ids(&turned, &turned.slate(soon(), 1)));
}

#[test]
fn the_same_seed_gives_the_same_slate_and_propensities_are_what_they_say() {
    let config = CONFIG.replace(r#""explore": 0"#, r#""explore": 0.2"#);
    let engine = engine(&config, &walk(&["/x"]));
    assert_eq!(engine.slate(soon(), 5), engine.slate(soon(), 5));
    let rounds = 20_000_u64;
    let mut shown = std::collections::BTreeMap::<usize, (u64, f64)>::new();
    for seed in 0..rounds {
        for pick in engine.slate(soon(), seed).picks {
            let (count, propensity) = shown.entry(pick.offer).or_insert((0, pick.propensity));
            *count += 1;
            assert!((*propensity - pick.propensity).abs() < 1e-9);
            assert!(pick.propensity >= 0.02);
        }
    }
    for (offer, (count, propensity)) in shown {
        let share = count as f64 / rounds as f64;
        assert!(
            (share - propensity).abs() < 0.012,
            "offer {offer}: shown {share}, said {propensity}"
        );
    }
}

#[test]
fn a_journal_line_that_is_written_is_read_back() {
    let engine = engine(CONFIG, &walk(&["/docs/a"]));
    let mut copy = Journal::default();
    for held in engine.journal().events() {
        copy.insert(super::event(&held.write()));
    }
    assert_eq!(copy, *engine.journal());
}

#[test]
fn reasons_speak_the_page_s_language() {
    let config = r#"{"version":1,"locale":"de",
        "personas":[{"id":"it","name":{"de":"die IT","en":"IT"},"says":"Ich betreue Systeme"}],
        "signals":[{"id":"docs","when":{"path":"/docs/**"},"persona":{"it":"strong"},
                    "because":{"de":"Sie die Anleitung gelesen haben","en":"you read the manual"}}],
        "offers":[{"id":"api","title":"API","url":"/api","personas":["it"]}]}"#;
    let said = |language: &str| {
        let mut plan = plan(config);
        plan.language = language.into();
        plan.phrases = Phrases::spoken(&[language, &plan.config.locale]);
        let mut engine = Engine::new(Arc::new(plan), Journal::default());
        engine.observe(super::event(&view("2026-11-02T09:00:00Z", "/docs/a")));
        because(&engine, &engine.slate(soon(), 1).picks[0])
    };
    assert_eq!(said("de-AT"), ["Weil Sie die Anleitung gelesen haben"]);
    assert_eq!(said("en"), ["Because you read the manual"]);
    assert_eq!(said("tr"), ["Weil Sie die Anleitung gelesen haben"], "as the config's own words");
}

/// Reasons that the site has few words for.
const QUIET: &str = r#"{
  "version": 1,
  "personas": [{ "id": "it", "name": "IT" }],
  "journeys": [{ "id": "buy", "stages": [
    { "id": "look", "name": "Looking around", "next": ["compare"] },
    { "id": "compare", "name": { "en": "Comparing", "de": "Vergleichen" } },
    { "id": "decide", "name": "" } ] }],
  "signals": [
    { "id": "docs", "when": { "path": "/docs/**" }, "stage": { "compare": 30 }, "because": " " },
    { "id": "terms", "when": { "path": "/terms" }, "stage": { "decide": 100 } }
  ],
  "offers": [
    { "id": "guide", "title": "A guide", "url": "/guide", "stages": ["compare"] },
    { "id": "tour", "title": "A tour", "url": "/tour", "stages": ["look"] },
    { "id": "contract", "title": "A contract", "url": "/contract", "stages": ["decide"] },
    { "id": "systems", "title": "Systems", "url": "/systems", "personas": ["it"] }
  ],
  "panel": { "explore": 0 }
}"#;

#[test]
fn an_offer_for_the_likeliest_stage_names_it_and_nothing_is_said_without_words() {
    let first = |lines: &str, id: &str, language: &str| {
        let mut engine = engine(QUIET, lines);
        let plan = Arc::get_mut(&mut engine.plan).unwrap();
        plan.language = language.into();
        plan.phrases = Phrases::spoken(&[language]);
        let slate = engine.slate(soon(), 1);
        let place = ids(&engine, &slate).iter().position(|shown| shown == id).unwrap();
        because(&engine, &slate.picks[place]).swap_remove(0)
    };
    let titled = walk(&["/docs/a"]).replace(r#""engaged""#, r#""title":"  | Acme","engaged""#);
    for lines in [&walk(&["/docs/a"]), &titled] {
        assert_eq!(first(lines, "guide", "en"), "Useful for: Comparing");
        assert_eq!(first(lines, "guide", "de"), "Nützlich für: Vergleichen");
        assert_eq!(first(lines, "tour", "en"), "Also worth a look");
    }
    assert_eq!(first(&walk(&["/terms"]), "contract", "en"), "Also worth a look", "it has no name");
    let says = r#"{"at":"2026-11-02T09:01:00Z","persona":{"is":"it"}}"#;
    assert_eq!(first(says, "systems", "en"), "Because you said “IT”");
}
