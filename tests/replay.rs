//! `cairn replay` as people run it.
#![cfg(feature = "cli")]

mod command;

use command::{Folder, Said};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

const CONFIG: &str = r#"{
  "version": 1,
  "personas": [{ "id": "it", "name": "IT" }, { "id": "finance", "name": "Finance" }],
  "journeys": [{ "id": "buy", "name": "Buying", "stages": [{ "id": "looking", "name": "Looking" }, { "id": "deciding", "name": "Deciding" }] }],
  "signals": [{ "id": "reads-docs", "when": { "path": "/docs/**" }, "persona": { "it": "strong" }, "stage": { "deciding": "likely" }, "because": "you read the documentation" }],
  "offers": [
    { "id": "a", "title": "A", "url": "/a", "personas": ["it"] },
    { "id": "b", "title": "B", "url": "/b" },
    { "id": "c", "title": "C", "url": "/c" },
    { "id": "d", "title": "D", "url": "/d" }
  ],
  "panel": { "slots": 2, "explore": 0.5 }
}"#;

fn folder(test: &str) -> Folder {
    Folder::with(CONFIG, &["replay"], test)
}

trait Replays {
    /// Replays this journal.
    fn journal(&self, journal: impl AsRef<[u8]>, arguments: &[&str]) -> Said;
}

impl Replays for Folder {
    fn journal(&self, journal: impl AsRef<[u8]>, arguments: &[&str]) -> Said {
        self.write("journal.ndjson", journal);
        self.run(&[&["offers.json", "journal.ndjson"], arguments].concat())
    }
}

trait Lines {
    fn lines(&self) -> Vec<serde_json::Value>;

    /// One field of every line.
    fn each(&self, field: &str) -> Vec<String> {
        self.lines().iter().map(|line| line[field].to_string()).collect()
    }

    fn clean(&self) -> &Self;
}

impl Lines for Said {
    fn lines(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn clean(&self) -> &Self {
        assert_eq!((self.status, self.err.as_str()), (0, ""));
        self
    }
}

/// A page view of a visitor in a minute of the morning.
fn view(visitor: &str, minute: u32, path: &str) -> String {
    format!(
        "{{\"visitor\":{visitor},\"at\":\"2026-11-02T09:{minute:02}:00Z\",\"page\":{{\"url\":\"https://acme.example{path}\",\"engaged\":60}}}}\n"
    )
}

/// Many visitors in turn.
fn crowd(visitors: u32, events: u32) -> String {
    let paths = ["/docs/sso", "/pricing", "/docs/api", "/about"];
    let line = |event: u32| {
        let visitor = format!("\"v{}\"", event % visitors);
        view(&visitor, event / visitors % 60, paths[(event * 7 / 3 % 4) as usize])
    };
    (0..events).map(line).collect()
}

fn packed(text: &str) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(text.as_bytes()).unwrap();
    packer.finish().unwrap()
}

#[test]
fn each_event_has_a_line_with_all_that_is_concluded_and_offered() {
    let journal = view("\"x\"", 1, "/docs/sso") + &view("\"x\"", 2, "/pricing");
    let said = folder("line").journal(journal, &[]);
    let lines = said.clean().lines();
    assert_eq!(said.each("at"), ["\"2026-11-02T09:01:00Z\"", "\"2026-11-02T09:02:00Z\""]);
    let names =
        ["visitor", "at", "personas", "journeys", "stages", "movement", "slate", "evidence"];
    let mut places = names.map(|name| said.out.find(&format!("\"{name}\":")).unwrap());
    places.sort_unstable();
    assert_eq!(places, names.map(|name| said.out.find(&format!("\"{name}\":")).unwrap()));
    for shares in ["personas", "journeys", "stages"] {
        let sum: f64 =
            lines[0][shares].as_object().unwrap().values().map(|p| p.as_f64().unwrap()).sum();
        assert!((sum - 1.0).abs() < 0.001, "{shares} {sum}");
    }
    assert_eq!(lines[0]["personas"].as_object().unwrap().len(), 3, "\"other\" is among them");
    let pick = &lines[0]["slate"][0];
    assert_eq!(pick["offer"], "a");
    assert!(
        pick["fit"].is_number() && pick["propensity"].is_number() && pick["because"].is_array()
    );
    assert_eq!(lines[0]["evidence"][0]["signal"], "reads-docs");
    assert!(lines[0]["evidence"][0]["weight"].as_f64().unwrap() > 0.5);
}

#[test]
fn a_visitor_is_printed_as_given_and_left_out_where_none_was() {
    let journal = view("\"ü \\\"1\\\"\"", 1, "/")
        + &view("7", 1, "/")
        + &view("\"7\"", 1, "/")
        + &view("null", 1, "/");
    let said = folder("visitor").journal(journal, &[]);
    let starts: Vec<&str> =
        said.clean().out.lines().map(|line| line.split(",\"at\"").next().unwrap()).collect();
    assert_eq!(starts[..3], [r#"{"visitor":"ü \"1\"""#, r#"{"visitor":7"#, r#"{"visitor":"7""#]);
    assert!(starts[3].starts_with(r#"{"at":"#), "{}", starts[3]);
}

#[test]
fn each_visitor_has_a_journal_of_his_own() {
    let docs = [1, 2, 3].map(|minute| view("1", minute, &format!("/docs/{minute}")));
    let other = view("2", 3, "/about");
    let folder = folder("own");
    let alone = folder.journal(&other, &[]);
    let together = folder.journal(docs.concat() + &other, &[]);
    let last = |said: &Said| said.lines().pop().unwrap()["personas"].to_string();
    assert_eq!(last(together.clean()), last(&alone));
    let same =
        folder.journal(docs.concat() + &other.replace("\"visitor\":2", "\"visitor\":1"), &[]);
    assert_ne!(last(same.clean()), last(&alone));
    // However an id is written, it is the same visitor.
    let spelled =
        folder.journal(view("\"ab\"", 1, "/docs/1") + &view("\"a\\u0062\"", 2, "/about"), &[]);
    assert_ne!(last(spelled.clean()), last(&alone));
}

#[test]
fn a_line_that_comes_twice_changes_nothing_and_explores_nothing_new() {
    let folder = folder("twice");
    let pages: Vec<String> =
        (1..9).map(|minute| view("1", minute, &format!("/{minute}"))).collect();
    let once = folder.journal(pages.concat(), &["--last"]);
    for place in 0..pages.len() {
        let mut twice = pages.clone();
        twice.insert(place, pages[place].clone());
        let twice = folder.journal(twice.concat(), &["--last"]);
        assert_eq!(twice.clean().out, once.out, "line {place}");
    }
}

#[test]
fn last_prints_each_visitors_last_line_in_the_order_in_which_they_came() {
    let journal = crowd(37, 400);
    let folder = folder("last");
    let (all, last) = (folder.journal(&journal, &[]), folder.journal(&journal, &["--last"]));
    let visitors: Vec<String> = (0..37).map(|visitor| format!("\"v{visitor}\"")).collect();
    assert_eq!(last.clean().each("visitor"), visitors);
    for line in last.out.lines() {
        let start = line.split(",\"at\"").next().unwrap();
        let same = all.clean().out.lines().rfind(|other| other.starts_with(start));
        assert_eq!(same, Some(line));
    }
}

#[test]
fn last_forgets_as_the_whole_replay_does() {
    let folder = folder("last-forgets");
    // A clock that was once four years ahead: what was older than the config keeps was gone then.
    let journal = [("2026-11-02", "/docs/a"), ("2030-11-02", "/x"), ("2026-11-02", "/y")]
        .map(|(day, path)| format!(r#"{{"at":"{day}T09:00:00Z","page":{{"url":"{path}"}}}}"#))
        .join("\n");
    let (all, last) = (folder.journal(&journal, &[]), folder.journal(&journal, &["--last"]));
    assert_eq!(all.out.lines().last(), last.out.lines().last());
}

#[test]
fn now_moves_every_line_to_one_time() {
    let folder = folder("now");
    let journal = view("1", 1, "/docs/sso");
    let weight = |said: &Said| said.lines()[0]["evidence"][0]["weight"].as_f64().unwrap();
    let then = folder.journal(&journal, &[]);
    let later = folder.journal(&journal, &["--now", "2026-12-02T09:01:00+00:00"]);
    assert!(
        (weight(then.clean()) / weight(later.clean()) - 2.0).abs() < 0.01,
        "a half-life of 30 days"
    );
    assert_eq!(later.each("at"), then.each("at"));
}

#[test]
fn a_time_that_is_none_is_told_with_an_example() {
    let said = folder("no-time").journal("", &["--now", "soon"]);
    assert_eq!(said.status, 2);
    assert!(said.err.contains("soon") && said.err.contains("2026-11-02T09:14:00Z"), "{}", said.err);
}

#[test]
fn seeds_decide_about_exploring_and_visitors_differ_under_one_seed() {
    let folder = folder("seed");
    let journal: String = (0..40).map(|visitor| view(&visitor.to_string(), 1, "/about")).collect();
    let one = folder.journal(&journal, &["--seed", "1"]);
    assert_eq!(one.clean(), folder.journal(&journal, &["--seed", "1"]).clean());
    assert_ne!(one.out, folder.journal(&journal, &["--seed", "2"]).out);
    assert_eq!(folder.journal(&journal, &[]).out, folder.journal(&journal, &["--seed", "0"]).out);
    let mut slates: Vec<String> =
        one.lines().iter().map(|line| line["slate"][1]["offer"].to_string()).collect();
    slates.sort_unstable();
    slates.dedup();
    assert!(slates.len() > 1, "the same was explored with everybody");
}

#[test]
fn cores_change_nothing() {
    let folder = folder("cores");
    folder.write("journal.ndjson", crowd(301, 17_000));
    let with = |threads: &str, arguments: &[&str]| {
        let mut command = folder.command(&[&["offers.json", "journal.ndjson"], arguments].concat());
        Said::of(&command.env("RAYON_NUM_THREADS", threads).output().unwrap())
    };
    let one = with("1", &["--last"]);
    assert_eq!(one.lines().len(), 301);
    assert_eq!(one.clean(), with("5", &["--last"]).clean());
    folder.write("journal.ndjson", crowd(301, 9_000));
    let one = with("1", &[]);
    assert_eq!(one.lines().len(), 9_000);
    assert_eq!(one.clean(), with("5", &[]).clean());
    let order: Vec<String> = (0..9_000).map(|event| format!("\"v{}\"", event % 301)).collect();
    assert_eq!(one.each("visitor"), order);
}

#[test]
fn standard_input_and_gzip_read_like_a_file() {
    let folder = folder("sources");
    let journal = crowd(5, 50);
    let plain = folder.journal(&journal, &[]);
    plain.clean();
    assert_eq!(folder.input(journal.as_bytes(), &["offers.json", "-"]), plain);
    // Several gzip files one after the other are one, as for gzip itself.
    let (first, rest) = journal.split_at(journal.len() / 2);
    let members = [packed(first), packed(rest)].concat();
    assert_eq!(folder.input(&members, &["offers.json", "-"]), plain);
    folder.write("journal.gz", members);
    assert_eq!(folder.run(&["offers.json", "journal.gz"]), plain);
}

#[test]
fn a_file_that_was_cut_off_is_replayed_as_far_as_it_goes() {
    let folder = folder("cut-off");
    let journal = crowd(5, 2_000);
    let mut file = packed(&journal);
    file.truncate(file.len() / 2);
    folder.write("journal.gz", file);
    let said = folder.run(&["offers.json", "journal.gz"]);
    assert_eq!(said.status, 2);
    assert!(said.err.contains("journal.gz could not be read to its end"), "{}", said.err);
    assert!(!said.err.contains("left out"), "half a line is not blamed: {}", said.err);
    let all = folder.journal(&journal, &[]);
    assert!(said.out.len() > 1_000 && said.out.ends_with('\n') && all.out.starts_with(&said.out));
}

#[test]
fn blank_lines_a_mark_at_the_start_and_either_line_end_are_fine() {
    let folder = folder("blank");
    let plain = folder.journal(view("1", 1, "/docs/sso") + &view("1", 2, "/"), &[]);
    let odd = [
        "\u{feff}\r\n",
        &view("1", 1, "/docs/sso").replace('\n', "\r\n"),
        "\n \t\r\n",
        &view("1", 2, "/"),
    ];
    let odd = folder.journal(odd.concat().trim_end(), &[]);
    assert_eq!(odd, plain);
    assert_eq!(odd.clean().lines().len(), 2);
    assert_eq!(
        folder.journal(format!("\u{feff}{}", view("1", 1, "/")), &[]).clean().lines().len(),
        1
    );
}

#[test]
fn an_empty_journal_says_nothing() {
    let folder = folder("empty");
    for journal in ["", "\n\n"] {
        assert_eq!(folder.journal(journal, &[]).clean().out, "");
        assert_eq!(folder.journal(journal, &["--last"]).clean().out, "");
    }
}

#[test]
fn bad_lines_are_left_out_and_told_with_their_place_the_reason_and_the_fix() {
    let good = view("1", 1, "/");
    let at = "\"at\":\"2026-11-02T09:14:00Z\"";
    let folder = folder("bad");
    for (line, place, why, fix) in [
        (
            format!("{{\"visitor\":\"ü\",{at},\"page\":}}"),
            ":2:51",
            "a value should stand here",
            "write one",
        ),
        ("{\"at\":\"2026-11".into(), ":2:15", "does not end", "cut off"),
        ("[1]".into(), ":2", "a list, not an event", "write it as in {"),
        ("{\"page\":{}}".into(), ":2", "no time", "\"at\": \""),
        (
            "{\"at\":\"soon\",\"page\":{}}".into(),
            ":2",
            "time of this event cannot be read",
            "\"at\": \"",
        ),
        (format!("{{{at},\"page\":{{}}}}"), ":2", "no \"url\"", "write it"),
        (
            format!("{{{at},\"form\":{{\"id\":\"x\",\"did\":\"open\"}}}}"),
            ":2",
            "start, submit, abandon",
            "write one",
        ),
        (format!("{{{at},\"feedback\":{{}}}}"), ":2", "no \"helped\"", "write it"),
        (
            format!("{{{at},\"purchase\":{{}}}}"),
            ":2",
            "\"purchase\" may come from a newer version",
            "use that version",
        ),
        (format!("{{{at}}}"), ":2", "a time and nothing else", "write one of: page, search"),
        (
            format!("{{\"visitor\":[],{at},\"event\":{{\"name\":\"x\"}}}}"),
            ":2",
            "\"visitor\" is a list",
            "\"visitor\": \"a7\"",
        ),
        ("{\"version\":2,\"made\":\"2031\"}".into(), ":2", "version 2", "newer one"),
        (" ".repeat(1 << 21), ":2", "too long", "a line of its own"),
    ] {
        let said = folder.journal(format!("{good}{line}\n{good}"), &[]);
        assert_eq!((said.status, said.lines().len()), (1, 2), "{said:?}");
        for part in
            [&format!("journal.ndjson{place}\n"), why, fix, "\n  fix  ", "1 event was left out"]
        {
            assert!(said.err.contains(part), "{part:?} is not in\n{}", said.err);
        }
    }
}

#[test]
fn bytes_that_are_no_text_spoil_their_line_alone() {
    let journal =
        [view("1", 1, "/").as_bytes(), b"{\"at\":\"\xff\"}\n", view("1", 2, "/b").as_bytes()]
            .concat();
    let said = folder("bytes").journal(journal, &[]);
    assert_eq!((said.status, said.lines().len()), (1, 2));
    assert!(
        said.err.contains("not UTF-8") && said.err.contains("journal.ndjson:2\n"),
        "{}",
        said.err
    );
}

#[test]
fn lines_are_numbered_through_blocks_and_long_lines() {
    let crowd = crowd(900, 20_000);
    let long = "x".repeat(3 << 20);
    let journal = format!("{long}\n{crowd}oops\n{long}\n{crowd}{{}}\n{long}");
    let said = folder("numbers").journal(journal, &["--last"]);
    let places: Vec<&str> =
        said.err.lines().filter_map(|line| line.strip_prefix("  at   journal.ndjson:")).collect();
    assert_eq!(places, ["1", "20002:1", "20003", "40004", "40005"]);
    assert_eq!((said.status, said.lines().len()), (1, 900));
}

#[test]
fn many_bad_lines_are_counted() {
    let said = folder("many").journal("oops\n".repeat(1_254), &[]);
    assert_eq!((said.status, said.out.as_str()), (1, ""));
    assert_eq!(said.err.matches("  at   ").count(), 20);
    assert!(said.err.contains("… and 1,234 more"), "{}", said.err);
}

#[test]
fn a_stored_journal_on_one_line_is_its_events() {
    let folder = folder("stored");
    let (one, other) = (view("1", 1, "/docs/sso"), view("1", 2, "/"));
    let plain = folder.journal(format!("{one}{other}"), &[]);
    let headed = folder.journal(format!("{{\"version\":1}}\n{one}{other}"), &[]);
    let stored = folder
        .journal(format!("{{\"version\":1,\"events\":[{},{}]}}", one.trim(), other.trim()), &[]);
    let bare = [&one, &other].map(|line| line.trim().replace("\"visitor\":1,", "")).join(",");
    let shared =
        folder.journal(format!("{{\"version\":1,\"visitor\":1,\"events\":[{bare}]}}"), &[]);
    for said in [headed, stored, shared] {
        assert_eq!(said, plain);
    }
    let said = folder.journal("{\"version\":1,\"events\":[{},3]}", &[]);
    assert!(said.err.contains("journal.ndjson:1  events[0]\n"), "{}", said.err);
    assert!(said.err.contains("journal.ndjson:1  events[1]\n"), "{}", said.err);
    assert_eq!(said.status, 1);
}

#[test]
fn events_out_of_order_are_sorted_and_said_once() {
    let folder = folder("order");
    let [first, second, third] = ["/docs/a", "/docs/b", "/c"].map(String::from);
    let line = |minute: u32, path: &str| view("1", minute, path);
    let sorted = folder
        .journal(line(1, &first) + &line(2, &second) + &line(3, &third), &["--now", "2026-11-03"]);
    let mixed = folder
        .journal(line(2, &second) + &line(1, &first) + &line(3, &third), &["--now", "2026-11-03"]);
    assert_eq!(mixed.status, 0);
    assert_eq!(mixed.err.matches("older").count(), 1);
    assert!(
        mixed.err.contains("1 line was older") && mixed.err.contains("sorted by time"),
        "{}",
        mixed.err
    );
    assert_eq!(mixed.out.lines().last(), sorted.clean().out.lines().last());
}

#[test]
fn a_reader_that_stops_early_is_no_failure() {
    let folder = folder("pipe");
    folder.write("journal.ndjson", crowd(900, 20_000));
    let mut command = folder.command(&["offers.json", "journal.ndjson"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut start = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut start).unwrap();
    let said = Said::of(&child.wait_with_output().unwrap());
    assert_eq!((said.status, said.err.as_str()), (0, ""));
}

#[test]
fn a_config_that_cannot_be_used_is_told_as_by_check() {
    let folder = folder("config");
    folder.write("journal.ndjson", view("1", 1, "/"));
    folder
        .write("broken.json", CONFIG.replace("\"personas\": [\"it\"]", "\"personas\": [\"exec\"]"));
    let said = folder.run(&["broken.json", "journal.ndjson"]);
    assert_eq!((said.status, said.out.as_str()), (2, ""));
    let check = Command::new(env!("CARGO_BIN_EXE_cairn"))
        .current_dir(&folder.path)
        .args(["check", "broken.json"])
        .output()
        .unwrap();
    let checked = String::from_utf8(check.stdout).unwrap();
    let errors: Vec<&str> =
        checked.split("\n\n").filter(|found| found.starts_with("error")).collect();
    assert_eq!(errors, [said.err.trim()]);
    for (arguments, file) in
        [(["none.json", "journal.ndjson"], "none.json"), (["offers.json", "none.gz"], "none.gz")]
    {
        let said = folder.run(&arguments);
        assert_eq!((said.status, said.out.as_str()), (2, ""));
        assert!(said.err.contains(&format!("{file} could not be read")), "{}", said.err);
    }
}

#[test]
fn what_a_config_leaves_open_is_said_in_a_line_each() {
    let folder = folder("open");
    folder.write("offers.json", r#"{"version":1,"offers":[{"id":"a","title":"A","url":"/a"}]}"#);
    let said = folder.journal(view("1", 1, "/"), &[]);
    let notes: Vec<&str> = said.err.lines().collect();
    assert_eq!(notes.len(), 3, "{notes:?}");
    for (note, words) in notes.iter().zip(["\"other\"", "eight stages", "nothing can be concluded"])
    {
        assert!(note.starts_with("note: offers.json has no ") && note.contains(words), "{note}");
    }
    assert_eq!((said.status, said.each("personas")), (0, vec!["{\"other\":1}".into()]));
    assert_eq!(said.lines()[0]["stages"].as_object().unwrap().len(), 8);
}

#[test]
fn lists_that_are_empty_are_as_good_as_none() {
    let folder = folder("empty-lists");
    let offers = r#""offers":[{"id":"a","title":"A","url":"/a"}]"#;
    let journal = view("1", 1, "/docs/sso") + &view("1", 2, "/a");
    let mut said = ["", r#""personas":[],"journeys":[],"signals":[],"#].map(|lists| {
        folder.write("offers.json", format!("{{\"version\":1,{lists}{offers}}}"));
        folder.journal(&journal, &[])
    });
    assert_eq!(said[0], said[1]);
    let slates: Vec<usize> =
        said[0].lines().iter().map(|line| line["slate"].as_array().unwrap().len()).collect();
    assert_eq!(slates, [1, 0], "the only offer is not shown on its own page");
    said[1].err.clear();
    said[1].clean();
}

#[test]
fn thousands_of_offers_are_no_trouble() {
    let folder = folder("offers");
    let offer = |it: usize| {
        let (persona, next) = (["it", "finance"][it % 2], (it + 1) % 5_000);
        format!(
            r#"{{"id":"o{it}","title":"O","url":"/o/{it}","personas":["{persona}"],"next":["o{next}"]}}"#
        )
    };
    let start = CONFIG.find("\"offers\": [").unwrap();
    let offers: Vec<String> = (0..5_000).map(offer).collect();
    let config = format!("{}\"offers\": [{}]}}", &CONFIG[..start], offers.join(","));
    folder.write("offers.json", config);
    let said = folder.journal(view("1", 1, "/docs/sso") + &view("1", 2, "/o/77"), &[]);
    let lines = said.clean().lines();
    let offers = |line: usize| -> Vec<&str> {
        let slate = lines[line]["slate"].as_array().unwrap();
        slate.iter().map(|pick| pick["offer"].as_str().unwrap()).collect()
    };
    assert_eq!((lines.len(), offers(0).len(), offers(1).len()), (2, 4, 4));
    assert_eq!(offers(1)[0], "o78", "the next step of the page comes first");
    assert_eq!(lines[1]["leftOut"]["o77"], "this-page");
}

#[test]
fn fields_of_a_line_that_are_not_known_are_ignored() {
    let folder = folder("unknown-fields");
    let lines = [
        r#"{"at":"2026-11-02T09:01:00Z","page":{"url":"/docs/sso","engaged":60}}"#,
        r#"{"at":"2026-11-02T09:02:00Z","impression":{"slate":"k3f9","offers":[{"id":"a","propensity":0.9}]}}"#,
        r#"{"at":"2026-11-02T09:03:00Z","click":{"offer":"b"}}"#,
        r#"{"at":"2026-11-02T09:04:00Z","persona":{"is":"finance"}}"#,
        r#"{"at":"2026-11-02T09:05:00Z","form":{"id":"demo","did":"abandon"}}"#,
    ];
    let plain = folder.journal(lines.join("\n"), &[]);
    // From a later version: something more in every object.
    let more = lines.map(|line| {
        line.replace('{', r#"{"weather":{"sky":["grey",null,1e3]},"#)
            .replace('}', r#","zone":"+01"}"#)
    });
    let more = more.map(|line| line.replace("1e3],\"zone\":\"+01\"}", "1e3]}"));
    assert_eq!(folder.journal(more.join("\n"), &[]), plain);
    assert_eq!(plain.clean().lines().len(), 5);
}
