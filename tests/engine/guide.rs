//! The guide for those who write offers (`docs/offers.md`): each of its examples is a whole file without a finding, and does
//! what the text around it says.

use super::{Engine, at, because, engine, findings_or_plan, ids, persona, soon, view, walk};

const GUIDE: &str = include_str!("../../docs/offers.md");

/// The example under a heading.
fn example(heading: &str) -> &'static str {
    let found = examples().into_iter().find(|(under, _)| *under == heading);
    found.unwrap_or_else(|| panic!("no example under \"{heading}\"")).1
}

/// Every example with the heading it stands under.
fn examples() -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    let mut heading = "";
    let mut rest = GUIDE;
    while let Some(end) = rest.find('\n') {
        let line = &rest[..end];
        rest = &rest[end + 1..];
        if line.starts_with('#') {
            heading = line.trim_start_matches('#').trim();
        } else if line == "```json" {
            let end = rest.find("\n```").expect("every example ends");
            found.push((heading, &rest[..end]));
        }
    }
    found
}

fn shown(config: &str, lines: &str, now: &str) -> Vec<String> {
    let engine = engine(config, lines);
    ids(&engine, &engine.slate(at(now), 1))
}

fn done(time: &str, name: &str) -> String {
    format!(r#"{{"at":"{time}","event":{{"name":"{name}"}}}}"#)
}

/// One page, read to its end.
fn read(time: &str, path: &str) -> String {
    format!(
        r#"{{"at":"{time}","page":{{"url":"https://acme.example{path}","engaged":60,"scrolled":1}}}}"#
    )
}

const NOW: &str = "2026-11-02T09:25:00Z";

#[test]
fn every_example_is_a_whole_file_without_a_finding() {
    let examples = examples();
    assert!(examples.len() >= 9, "{}", examples.len());
    for (heading, text) in examples {
        if let Err(findings) = findings_or_plan(text) {
            panic!("{heading}: {findings:#?}");
        }
    }
}

#[test]
fn the_first_offer_is_shown() {
    assert_eq!(shown(example("Your first offer"), "", NOW), ["security-guide"]);
}

#[test]
fn signals_tell_personas_and_stages_apart() {
    let config = example("Who they are, and where they stand");
    let place = |lines: &str, id: &str| {
        let shown = shown(config, lines, NOW);
        shown.iter().position(|offer| offer == id).unwrap_or(shown.len())
    };
    let (docs, prices) = (walk(&["/docs/a", "/docs/b"]), walk(&["/pricing", "/pricing/terms"]));
    assert!(place(&docs, "security-guide") < place(&docs, "price-guide"));
    assert!(place(&prices, "price-guide") < place(&prices, "security-guide"));
    assert_eq!(place(&done("2026-11-02T09:20:00Z", "login"), "first-week"), 0);
    let reader = engine(config, &walk(&["/docs/a", "/docs/b"]));
    let slate = reader.slate(soon(), 1);
    let reasons = slate.picks.iter().flat_map(|pick| because(&reader, pick));
    assert!(reasons.into_iter().any(|said| said.contains("you read the technical documentation")));
}

#[test]
fn the_strengths_say_what_the_table_says() {
    let belief = |strengths: &[&str]| {
        let signals = strengths.iter().enumerate().map(|(index, strength)| {
            format!(r#"{{"id":"s{index}","when":{{"path":"/{index}"}},"persona":{{"it":"{strength}"}}}}"#)
        });
        let signals: Vec<String> = signals.collect();
        let config = format!(
            r#"{{"version":1,"personas":[{{"id":"it","prior":0.25}}],"signals":[{}],"offers":[{{"id":"o","title":"O","url":"/o"}}]}}"#,
            signals.join(",")
        );
        let lines: Vec<String> = (0..strengths.len())
            .map(|index| read(&format!("2026-11-02T09:2{index}:00Z"), &format!("/{index}")))
            .collect();
        let engine: Engine = engine(&config, &lines.join("\n"));
        persona(&engine, at("2026-11-02T09:23:00Z"), "it") * 100.0
    };
    for line in GUIDE.lines().filter(|line| line.ends_with(" % |")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let (strength, said) = (cells[1].trim_matches('`'), cells[3]);
        let found = belief(&[strength]);
        match said.strip_prefix("below ") {
            Some(_) => assert!(found < 1.0, "{strength}: {found}"),
            None => assert_eq!(format!("{found:.0} %"), said, "{strength}"),
        }
    }
    let together = format!("together make {:.0} %", belief(&["hint"; 3]));
    assert!(GUIDE.contains(&together), "three hints {together}");
}

#[test]
fn a_launch_has_its_week() {
    let config = example("Launch an offer for a week");
    let on = |time: &str, lines: &str| shown(config, lines, time).contains(&"launch".into());
    assert!(!on("2026-11-02T07:59:00Z", ""));
    assert!(on("2026-11-02T08:00:00Z", ""));
    assert!(on("2026-11-09T07:59:00Z", ""));
    assert!(!on("2026-11-09T08:00:00Z", ""));
    let clicked = r#"{"at":"2026-11-03T09:00:00Z","click":{"offer":"launch"}}"#;
    assert!(!on("2026-11-04T09:00:00Z", clicked), "who has clicked it does not see it again");
}

#[test]
fn what_is_for_customers_only_nobody_else_sees() {
    let config = example("An offer for customers only");
    let sees = |lines: &str| shown(config, lines, NOW).contains(&"renewal".into());
    assert!(!sees(&walk(&["/account/renew/terms", "/help", "/help"])));
    assert!(sees(&done("2026-11-02T09:20:00Z", "login")));
}

#[test]
fn a_customer_of_one_product_is_a_newcomer_to_the_other() {
    let config = example("Two product lines");
    let customer = done("2026-10-20T09:00:00Z", "vault-login");
    let lines = [customer, walk(&["/flow/a", "/flow/b"])].join("\n");
    let shown = shown(config, &lines, NOW);
    assert!(shown.contains(&"vault-help".into()), "{shown:?}");
    assert!(shown.contains(&"flow-guide".into()), "{shown:?}");
    assert!(!shown.contains(&"vault-guide".into()), "{shown:?}");
}

#[test]
fn texts_come_in_the_language_of_the_page() {
    let engine = engine(example("Several languages"), &view("2026-11-02T09:20:00Z", "/de/doku/a"));
    let offer = &engine.plan.config.offers[0];
    assert_eq!(offer.title.in_language("de-AT", "en"), "Mit einem Menschen sprechen");
    assert_eq!(offer.title.in_language("pt", "en"), "Talk to a person");
}

#[test]
fn readers_of_a_campaign_see_what_is_theirs() {
    let config = example("Readers of a campaign");
    let sees = |path: &str| shown(config, &walk(&[path, "/tour/a"]), NOW).contains(&"fair".into());
    assert!(sees("/?utm_campaign=fair-2026"));
    assert!(!sees("/?utm_campaign=spring"));
    assert!(!sees("/"));
}

#[test]
fn a_person_is_offered_with_the_summary() {
    let engine = engine(example("A person who knows what the visitor has seen"), "");
    let asks =
        |id: &str| engine.plan.config.offers.iter().any(|offer| offer.id == id && offer.handoff);
    assert!(asks("call") && asks("support") && !asks("tour"));
}

#[test]
fn a_rule_of_three_pages_is_a_signal() {
    let config = example("From a list of rules");
    let developer = |lines: &str| persona(&engine(config, lines), soon(), "developer");
    let two = developer(&walk(&["/docs/a", "/docs/b"]));
    let three = developer(&walk(&["/docs/a", "/docs/b", "/docs/c"]));
    assert!(three > 0.6 && three > two + 0.2, "{two} {three}");
    assert_eq!(shown(config, &walk(&["/docs/a", "/docs/b", "/docs/c"]), NOW)[0], "sandbox");
}
