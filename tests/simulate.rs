//! `cairn simulate` as people run it.
#![cfg(feature = "cli")]

mod command;

use command::{Folder, Said};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use std::io::Write;

const CONFIG: &str = r#"{
  "version": 1,
  "personas": [
    { "id": "it", "name": "IT", "prior": 0.3 },
    { "id": "finance", "name": "Finance", "prior": 0.3 },
    { "id": "legal", "name": "Legal", "prior": 0.3 }
  ],
  "journeys": [{ "id": "buy", "name": "Buying", "stages": [
    { "id": "looking", "name": "Looking", "next": ["deciding"] },
    { "id": "deciding", "name": "Deciding", "next": ["looking"] } ] }],
  "signals": [
    { "id": "reads-docs", "when": { "path": "/docs/**" }, "persona": { "it": 40 }, "stage": { "deciding": "likely" } },
    { "id": "reads-law", "when": { "path": "/law/*" }, "persona": { "legal": "strong" } },
    { "id": "reads-prices", "when": { "path": "/prices" }, "persona": { "finance": "hint" } },
    { "id": "talks-money", "when": { "words": ["budget"] }, "persona": { "finance": "hint" } },
    { "id": "asks", "when": { "search": ["saml"] }, "persona": { "it": "strong" } }
  ],
  "offers": [
    { "id": "a", "title": "Sign-in for everybody", "url": "/a", "personas": ["it"] },
    { "id": "b", "title": "What it costs", "url": "/b", "personas": ["finance"] },
    { "id": "c", "title": "Talk to us", "url": "/c" },
    { "id": "d", "title": "A guide", "url": "/d" },
    { "id": "e", "title": "A story", "url": "/e" },
    { "id": "g", "title": "A tool", "url": "/g" },
    { "id": "h", "title": "A video", "url": "/h" },
    { "id": "partners", "title": "For partners", "url": "/p", "audience": { "event": "partner" } },
    { "id": "old", "title": "Last year's fair", "url": "/o", "until": "2001-01-01" },
    { "id": "faint", "title": "Of no use", "url": "/f", "priority": 0.01 }
  ],
  "panel": { "slots": 2, "explore": 0 }
}"#;

fn folder(test: &str) -> Folder {
    Folder::with(CONFIG, &["simulate", "offers.json"], test)
}

trait Simulates {
    fn document(&self, arguments: &[&str]) -> Value;
}

impl Simulates for Folder {
    fn document(&self, arguments: &[&str]) -> Value {
        let said = self.run(&[arguments, &["--format", "json"]].concat());
        assert_eq!((said.status, said.err.as_str()), (0, ""));
        serde_json::from_str(&said.out).unwrap()
    }
}

/// The one of these whose `key` is this.
fn one<'d>(list: &'d Value, key: &str, is: &str) -> &'d Value {
    list.as_array().unwrap().iter().find(|it| it[key] == is).unwrap()
}

fn sum(list: &Value, key: &str) -> u64 {
    list.as_array().unwrap().iter().map(|it| it[key].as_u64().unwrap()).sum()
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_cores() {
    let folder = folder("cores");
    let on = |cores: &str, seed: &str, format: &str| {
        let mut command =
            folder.command(&["--visitors", "1500", "--seed", seed, "--format", format]);
        Said::of(&command.env("RAYON_NUM_THREADS", cores).output().unwrap())
    };
    for format in ["text", "json"] {
        assert_eq!(on("1", "7", format), on("2", "7", format));
        assert_ne!(on("2", "7", format), on("2", "8", format), "the seed decides");
    }
}

#[test]
fn the_shares_of_every_group_add_up_to_its_slots() {
    let document = folder("shares").document(&["--visitors", "800"]);
    let groups = document["groups"].as_array().unwrap();
    assert_eq!(groups.len(), 4 * 2, "each persona and \"other\" in each stage");
    for group in groups {
        let slates = group["slates"].as_u64().unwrap();
        assert!(slates > 0, "{group}");
        let shares = group["offers"].as_array().unwrap().iter();
        let shares: f64 = shares.map(|offer| offer["share"].as_f64().unwrap()).sum();
        // Two slots, and always two offers that may be shown; unless the visitor sent them away.
        assert!(shares > 1.5 && shares < 2.001, "{shares} {group}");
        assert_eq!(group["differentOffers"], group["offers"].as_array().unwrap().len());
    }
    assert_eq!(sum(&document["groups"], "slates"), document["pageViews"].as_u64().unwrap());
    for offer in document["offers"].as_array().unwrap() {
        let of = |group: &Value| {
            let offers = group["offers"].as_array().unwrap().iter();
            offers
                .filter(|it| it["offer"] == offer["offer"])
                .map(|it| it["slates"].as_u64().unwrap())
                .sum::<u64>()
        };
        assert_eq!(groups.iter().map(of).sum::<u64>(), offer["slates"].as_u64().unwrap());
    }
}

#[test]
fn an_offer_is_shown_more_to_those_it_is_for() {
    let document = folder("for").document(&["--visitors", "2000"]);
    let share = |persona: &str| {
        let groups = document["groups"].as_array().unwrap().iter();
        let deciding = groups
            .clone()
            .find(|it| it["persona"] == persona && it["stage"] == "deciding")
            .unwrap();
        one(&deciding["offers"], "offer", "a")["share"].as_f64().unwrap()
    };
    assert!(share("it") > share("finance") + 0.15, "{} {}", share("it"), share("finance"));
}

#[test]
fn what_is_never_seen_is_told_with_the_rule_that_left_it_out() {
    let folder = folder("never");
    let document = folder.document(&["--visitors", "600"]);
    let unseen = &document["neverSeen"];
    let views = document["pageViews"].as_u64().unwrap();
    let partners = one(unseen, "offer", "partners");
    assert_eq!(partners["reason"], "audience");
    let rules = partners["leftOut"].as_object().unwrap().values();
    assert_eq!(rules.map(|count| count.as_u64().unwrap()).sum::<u64>(), views);
    assert_eq!(partners["outranked"], 0);
    assert_eq!(one(unseen, "offer", "old")["reason"], "over");
    assert_eq!(one(unseen, "offer", "faint")["reason"], "outranked");
    let text = folder.run(&["--visitors", "600"]).out;
    assert!(text.contains("For partners: its audience did not hold, at 9"), "{text}");
    assert!(text.contains("Of no use: others fit better"), "{text}");
    assert!(!text.contains("Talk to us:"), "it was seen: {text}");
}

#[test]
fn an_audience_that_holds_for_some_is_seen() {
    let folder = folder("audience");
    let signal = r#""signals": [{ "id": "partner", "when": { "event": "partner" }, "persona": { "it": "likely" } },"#;
    folder.write("offers.json", CONFIG.replace("\"signals\": [", signal));
    let document = folder.document(&["--visitors", "600"]);
    let unseen: Vec<&Value> =
        document["neverSeen"].as_array().unwrap().iter().map(|it| &it["offer"]).collect();
    assert_eq!(unseen, ["old", "faint"]);
}

#[test]
fn who_gives_strong_signals_is_found_sooner_than_who_gives_hints() {
    let document = folder("found").document(&["--visitors", "3000"]);
    let found = |persona: &str| one(&document["found"], "persona", persona).clone();
    let (strong, weak) = (found("it"), found("finance"));
    let never = |of: &Value| of["never"].as_f64().unwrap();
    assert!(never(&strong) + 0.1 < never(&weak), "{strong} {weak}");
    assert!(strong["threeQuarters"].as_u64() <= weak["threeQuarters"].as_u64(), "{strong} {weak}");
    for of in [&strong, &weak] {
        let quartiles = ["quarter", "half", "threeQuarters"].map(|key| of[key].as_u64().unwrap());
        assert!(quartiles[0] >= 1 && quartiles.is_sorted(), "{of}");
        let share = of["found"].as_f64().unwrap() / of["visitors"].as_f64().unwrap();
        assert!((1.0 - share - never(of)).abs() < 0.001, "{of}");
    }
    assert_eq!(sum(&document["found"], "visitors"), 3000);
    let third = strong["visitors"].as_f64().unwrap() / 3000.0;
    assert!((third - 0.3).abs() < 0.04, "as many as the prior says: {third}");
}

#[test]
fn the_bins_of_calibration_add_up() {
    let document = folder("bins").document(&["--visitors", "2000"]);
    let calibration = &document["calibration"];
    let beliefs = calibration["beliefs"].as_u64().unwrap();
    assert_eq!(beliefs, document["pageViews"].as_u64().unwrap());
    assert_eq!(sum(&calibration["bins"], "beliefs"), beliefs);
    let (mut off, mut held) = (0.0, 0);
    for bin in calibration["bins"].as_array().unwrap() {
        let Some(said) = bin["said"].as_f64() else { continue };
        let (right, count) = (bin["right"].as_f64().unwrap(), bin["beliefs"].as_f64().unwrap());
        assert!(
            bin["from"].as_f64().unwrap() <= said && said <= bin["to"].as_f64().unwrap() + 1e-4
        );
        off += count * (said - right).abs();
        held += 1;
    }
    assert!(held > 3);
    let error = calibration["error"].as_f64().unwrap();
    assert!((off / beliefs as f64 - error).abs() < 0.001, "{off} {error}");
    // Those of whom more is known are told right more often.
    let rights = calibration["bins"].as_array().unwrap().iter();
    let rights: Vec<f64> = rights.filter_map(|bin| bin["right"].as_f64()).collect();
    assert!(rights.last() > rights.first(), "{rights:?}");
}

/// Two visitors who say who they are, one of them after three page views, and one who does not.
fn journal() -> String {
    let view = |visitor: &str, minute: u32, path: &str| {
        format!(
            "{{\"visitor\":\"{visitor}\",\"at\":\"2026-11-02T09:{minute:02}:00Z\",\"page\":{{\"url\":\"https://acme.example{path}\",\"engaged\":60}}}}\n"
        )
    };
    let says = |visitor: &str, minute: u32, is: &str| {
        format!(
            "{{\"visitor\":\"{visitor}\",\"at\":\"2026-11-02T09:{minute:02}:00Z\",\"persona\":{{\"is\":\"{is}\"}}}}\n"
        )
    };
    [
        view("x", 1, "/law/one"),
        view("y", 2, "/docs/sso"),
        view("x", 3, "/docs/a"),
        view("x", 4, "/docs/b"),
        says("x", 5, "it"),
        view("x", 6, "/docs/c"),
        says("y", 7, "finance"),
        view("z", 8, "/docs/api"),
    ]
    .concat()
}

#[test]
fn recorded_visitors_are_judged_by_what_they_said_of_themselves() {
    let folder = folder("journal");
    folder.write("journal.ndjson", journal());
    let document = folder.document(&["--journal", "journal.ndjson"]);
    assert_eq!(document["source"], "recorded");
    assert_eq!((&document["visitors"], &document["visitorsKnown"]), (&3.into(), &2.into()));
    assert_eq!(document["pageViews"], 6);
    assert_eq!(document["calibration"]["beliefs"], 4, "the page views before it was said");
    let rightly: f64 = document["calibration"]["bins"]
        .as_array()
        .unwrap()
        .iter()
        .map(|bin| bin["right"].as_f64().unwrap_or(0.0) * bin["beliefs"].as_f64().unwrap())
        .sum();
    assert!((rightly - 2.0).abs() < 0.01, "x, once two pages spoke for IT: {rightly}");
    let it = one(&document["found"], "persona", "it");
    assert_eq!((&it["visitors"], &it["half"], &it["never"]), (&1.into(), &2.into(), &0.into()));
    let finance = one(&document["found"], "persona", "finance");
    assert_eq!((&finance["visitors"], &finance["never"]), (&1.into(), &1.into()));
    let slates = |persona: &str| -> u64 {
        let groups = document["groups"].as_array().unwrap().iter();
        groups.filter(|it| it["persona"] == persona).map(|it| it["slates"].as_u64().unwrap()).sum()
    };
    assert_eq!([slates("it"), slates("finance")], [5, 1], "z counts for what was believed");
}

#[test]
fn journals_are_read_packed_and_from_standard_input_and_bad_lines_are_told() {
    let folder = folder("packed");
    folder.write("journal.ndjson", journal());
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(journal().as_bytes()).unwrap();
    folder.write("journal.ndjson.gz", packer.finish().unwrap());
    let mut plain = folder.document(&["--journal", "journal.ndjson"]);
    let mut zipped = folder.document(&["--journal", "journal.ndjson.gz"]);
    plain["journal"].take();
    zipped["journal"].take();
    assert_eq!(plain, zipped);

    let said = folder.input((journal() + "nonsense\n").as_bytes(), &["--journal", "-"]);
    assert_eq!(said.status, 1);
    assert!(
        said.err.contains("standard input:9:1") && said.err.contains("1 event was left out"),
        "{}",
        said.err
    );
    assert!(said.out.starts_with("3 visitors recorded in standard input"), "{}", said.out);
}

#[test]
fn where_nobody_said_who_he_is_that_is_told_and_the_offers_are_counted() {
    let folder = folder("unsaid");
    let text = journal();
    let unsaid: Vec<&str> = text.lines().filter(|line| !line.contains("persona")).collect();
    folder.write("journal.ndjson", unsaid.join("\n"));
    let said = folder.run(&["--journal", "journal.ndjson"]);
    assert_eq!((said.status, said.err.as_str()), (0, ""));
    assert!(
        said.out.contains("Nobody said who he is") && said.out.contains("Talk to us"),
        "{}",
        said.out
    );
    assert!(!said.out.contains("calibration error"), "{}", said.out);
}

#[test]
fn bad_input_gets_a_sentence() {
    let folder = folder("bad");
    let fails = |arguments: &[&str], status: i32, sentence: &str| {
        let said = folder.run(arguments);
        assert_eq!((said.status, said.out.as_str()), (status, ""), "{}", said.err);
        assert!(said.err.contains(sentence), "{}", said.err);
        assert!(!said.err.contains("panicked"), "{}", said.err);
    };
    fails(&["--visitors", "0"], 1, "error: 0 visitors cannot be drawn; write a number from 1");
    fails(&["--journal", "none.ndjson"], 2, "error: none.ndjson could not be read");
    folder.write("empty.ndjson", "\n");
    fails(&["--journal", "empty.ndjson"], 1, "there is no event in empty.ndjson");
    folder
        .write("offers.json", CONFIG.replace("\"personas\": [\"it\"]", "\"personas\": [\"exec\"]"));
    fails(&[], 2, "error: there is no persona \"exec\"\n  at   offers.json:");
    folder.write("offers.json", r#"{ "version": 1, "offers": [] }"#);
    fails(&[], 2, "error: ");
}

#[test]
fn a_config_without_personas_and_signals_is_told_and_still_simulated() {
    let folder = folder("bare");
    folder.write(
        "offers.json",
        r#"{ "version": 1, "offers": [{ "id": "a", "title": "A", "url": "mailto:a@a.example" }] }"#,
    );
    let said = folder.run(&["--visitors", "50"]);
    assert_eq!(said.status, 0, "{}", said.err);
    assert!(
        said.err.contains("offers.json has no personas: every visitor is \"other\""),
        "{}",
        said.err
    );
    assert!(said.out.contains("\nothers ") && said.out.contains("100%"), "{}", said.out);
}

#[test]
fn no_line_of_the_report_is_wider_than_a_page() {
    let config = concat!(env!("CARGO_MANIFEST_DIR"), "/www/offers.json");
    let folder = folder("width");
    folder.write("offers.json", std::fs::read(config).unwrap());
    let said = folder.run(&["--visitors", "500"]);
    assert_eq!((said.status, said.err.as_str()), (0, ""));
    let wide: Vec<&str> = said.out.lines().filter(|line| line.chars().count() > 100).collect();
    assert!(wide.is_empty(), "{wide:?}");
    assert!(!said.out.contains("SIGNALS THAT NEVER HELD"), "{}", said.out);
}
