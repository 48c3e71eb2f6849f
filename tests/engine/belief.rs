//! Who the visitor seems to be and where he stands.

use super::{at, because, engine, ids, persona, soon, stage, view, walk};
use cairn::engine::movement::Movement;
use cairn::engine::{Engine, Event, What};

const CONFIG: &str = r#"{
  "version": 1,
  "personas": [
    { "id": "it", "prior": 0.3, "words": ["sso"] },
    { "id": "finance", "prior": 0.3 },
    { "id": "business" }
  ],
  "signals": [
    { "id": "docs", "when": { "path": "/docs/**" }, "persona": { "it": "likely" }, "stage": { "evaluation": "likely" } },
    { "id": "prices", "when": { "path": "/pricing" }, "persona": { "finance": "likely" }, "stage": { "purchase": "likely" } },
    { "id": "blog", "when": { "path": "/blog/**" }, "stage": { "awareness": "likely" } },
    { "id": "login", "when": { "event": "login" }, "stage": { "adoption": "strong", "awareness": "never" } }
  ],
  "offers": [{ "id": "a", "title": "A", "url": "/a" }]
}"#;

#[test]
fn nothing_known_gives_the_priors_and_everything_sums_to_one() {
    let engine = engine(CONFIG, "");
    let belief = engine.belief(soon());
    assert_eq!(belief.personas.len(), 4, "three personas and other");
    assert!((belief.personas[0] - 0.3).abs() < 1e-9);
    assert!((belief.personas[2] - belief.personas[3]).abs() < 1e-9, "what is left is split evenly");
    for shares in [&belief.personas, &belief.places.stages, &belief.places.journeys] {
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{shares:?}");
    }
}

#[test]
fn reading_speaks_for_a_persona_and_more_reading_speaks_louder() {
    let one = engine(CONFIG, &walk(&["/docs/a"]));
    let three = engine(CONFIG, &walk(&["/docs/a", "/docs/b", "/docs/c"]));
    assert!(persona(&one, soon(), "it") > 0.3);
    assert!(persona(&three, soon(), "it") > persona(&one, soon(), "it"));
    assert!(persona(&three, soon(), "it") < 0.9, "three pages are no certainty");
}

#[test]
fn a_page_left_at_once_says_little() {
    let glance = r#"{"at":"2026-11-02T09:00:00Z","page":{"url":"https://acme.example/docs/a","engaged":1,"scrolled":0.1}}"#;
    let (glanced, read) = (engine(CONFIG, glance), engine(CONFIG, &walk(&["/docs/a"])));
    let gain = |share: f64| share - 0.3;
    assert!(gain(persona(&glanced, soon(), "it")) < 0.5 * gain(persona(&read, soon(), "it")));
}

#[test]
fn the_same_page_again_in_one_session_is_no_new_evidence() {
    let once = engine(CONFIG, &walk(&["/docs/a", "/x"]));
    let again = engine(CONFIG, &walk(&["/docs/a", "/x", "/docs/a", "/x", "/docs/a/"]));
    let now = at("2026-11-02T09:13:00Z");
    assert!((persona(&once, now, "it") - persona(&again, now, "it")).abs() < 1e-9);
}

const VISITS: &str = r#"{
  "version": 1,
  "personas": [{ "id": "it" }, { "id": "finance" }, { "id": "regular" }],
  "signals": [
    { "id": "spring", "when": { "query": { "utm_campaign": "spring" } }, "persona": { "finance": "strong" } },
    { "id": "docs", "when": { "path": "/docs/**" }, "once": true, "persona": { "it": "strong" } },
    { "id": "regular", "when": { "sessions": { "atLeast": 2 } }, "persona": { "regular": "strong" } },
    { "id": "long", "when": { "pages": { "atLeast": 4 } }, "persona": { "regular": "hint" } }
  ],
  "offers": [{ "id": "a", "title": "A", "url": "/a" }]
}"#;

#[test]
fn a_reload_keeps_a_visit_going_and_is_no_step_of_it() {
    let reloaded =
        [("09:00", "/x"), ("09:20", "/x"), ("09:40", "/x"), ("10:05", "/y"), ("10:08", "/z")];
    let lines = reloaded.map(|(time, path)| view(&format!("2026-11-02T{time}:00Z"), path));
    let now = at("2026-11-02T10:09:00Z");
    let visit = engine(VISITS, &lines.join("\n"));
    assert!(visit.belief(now).evidence.is_empty(), "one visit: {:?}", visit.belief(now));
    assert_eq!(visit.belief(now).movement, Movement::Exploring);
    let without = engine(VISITS, &[&lines[0], &lines[3]].map(String::as_str).join("\n"));
    assert_eq!(without.belief(now).evidence.len(), 1, "an hour without a page ends a visit");
    let kept = lines[0].replace(r#""engaged""#, r#""again":"2026-11-02T09:40:00Z","engaged""#);
    let kept = engine(VISITS, &[&kept, lines[3].as_str()].join("\n"));
    assert!(
        kept.belief(now).evidence.is_empty(),
        "as the browser writes it: {:?}",
        kept.belief(now)
    );
}

#[test]
fn what_brought_the_visitor_still_counts_after_he_followed_a_link_to_the_same_page() {
    let lines = [
        view("2026-11-02T09:00:00Z", "/x?utm_campaign=spring"),
        view("2026-11-02T09:01:00Z", "/x"),
        view("2026-11-02T09:02:00Z", "/x?z=1"),
    ];
    let first = engine(VISITS, &lines[0]);
    let now = at("2026-11-02T09:03:00Z");
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
        let engine = engine(VISITS, &order.map(|line| lines[line].as_str()).join("\n"));
        let (whole, alone) = (persona(&engine, now, "finance"), persona(&first, now, "finance"));
        assert!((whole - alone).abs() < 1e-9, "{order:?}: {whole}, not {alone}");
    }
}

#[test]
fn of_a_signal_that_counts_once_a_session_the_best_page_counts() {
    let glimpse = r#"{"at":"2026-11-02T08:58:00Z","page":{"url":"https://acme.example/docs/z","engaged":1,"scrolled":0.1}}"#;
    let read = walk(&["/docs/a"]);
    let both = engine(VISITS, &format!("{glimpse}\n{read}"));
    let alone = engine(VISITS, &read);
    let more = engine(VISITS, &format!("{glimpse}\n{}", walk(&["/docs/a", "/docs/b"])));
    let of = |engine| persona(engine, soon(), "it");
    assert!((of(&both) - of(&alone)).abs() < 1e-6, "{}, not {}", of(&both), of(&alone));
    assert!((of(&more) - of(&both)).abs() < 1e-6, "{}, not {}", of(&more), of(&both));
}

#[test]
fn old_evidence_fades() {
    let engine = engine(CONFIG, &walk(&["/docs/a", "/docs/b"]));
    let fresh = persona(&engine, soon(), "it");
    let later = persona(&engine, at("2026-12-12T09:00:00Z"), "it");
    let much_later = persona(&engine, at("2027-12-06T09:00:00Z"), "it");
    assert!(fresh > later && later > much_later);
    assert!((much_later - 0.3).abs() < 0.02, "after 400 days nothing is left: {much_later}");
}

#[test]
fn what_the_visitor_says_outweighs_what_he_reads_until_he_takes_it_back() {
    let reads = walk(&["/docs/a", "/docs/b", "/docs/c"]);
    let says =
        format!("{reads}\n{}", r#"{"at":"2026-11-02T09:10:00Z","persona":{"is":"finance"}}"#);
    let back = format!("{says}\n{}", r#"{"at":"2026-11-02T09:11:00Z","persona":{"is":null}}"#);
    assert!(persona(&engine(CONFIG, &says), soon(), "finance") > 0.9);
    let (before, after) = (engine(CONFIG, &reads), engine(CONFIG, &back));
    assert!((persona(&before, soon(), "it") - persona(&after, soon(), "it")).abs() < 1e-9);
}

#[test]
fn the_stage_follows_the_visitor_forward_and_back() {
    let now = at("2026-11-02T09:20:00Z");
    let forward = engine(CONFIG, &walk(&["/blog/a", "/docs/a", "/docs/b", "/pricing"]));
    let back = engine(CONFIG, &walk(&["/pricing", "/docs/a", "/blog/a", "/blog/b", "/blog/c"]));
    assert!(stage(&forward, now, "purchase") > stage(&back, now, "purchase"));
    assert!(stage(&back, now, "awareness") > stage(&forward, now, "awareness"));
}

#[test]
fn a_log_in_tells_a_customer_and_the_journey_goes_on() {
    let login = r#"{"at":"2026-11-02T09:10:00Z","event":{"name":"login"}}"#;
    let lines = format!("{}\n{login}", walk(&["/account", "/account/billing"]));
    let engine = engine(CONFIG, &lines);
    assert!(stage(&engine, soon(), "adoption") > stage(&engine, soon(), "awareness"));
}

#[test]
fn after_months_away_the_stage_is_open_again() {
    let engine = engine(CONFIG, &walk(&["/docs/a", "/docs/b", "/pricing"]));
    let year_later = at("2027-11-02T09:00:00Z");
    assert!(stage(&engine, year_later, "awareness") > stage(&engine, soon(), "awareness") + 0.1);
    assert!(stage(&engine, year_later, "purchase") > 0.05, "some go on where they stopped");
}

#[test]
fn movement_is_read_off_the_walk() {
    let movement = |lines: &str, now: &str| engine(CONFIG, lines).belief(at(now)).movement;
    let soon = "2026-11-02T09:13:00Z";
    assert_eq!(movement(&walk(&["/x", "/y"]), "2026-11-02T09:04:00Z"), Movement::Exploring);
    assert_eq!(
        movement(&walk(&["/blog/a", "/docs/a", "/docs/b", "/pricing"]), "2026-11-02T09:10:00Z"),
        Movement::Advancing
    );
    assert_eq!(movement(&walk(&["/x", "/y", "/x", "/y", "/x"]), soon), Movement::Looping);
    assert_eq!(movement(&walk(&["/x"]), "2026-11-02T09:10:00Z"), Movement::Stalled);
    let back = format!("{}\n{}", walk(&["/x"]), view("2026-11-05T09:00:00Z", "/y"));
    assert_eq!(movement(&back, "2026-11-05T09:01:00Z"), Movement::Returning);
    let left = format!(
        "{}\n{}",
        walk(&["/x"]),
        r#"{"at":"2026-11-02T09:01:00Z","form":{"id":"demo","did":"abandon"}}"#
    );
    assert_eq!(movement(&left, "2026-11-02T09:01:10Z"), Movement::Stalled);
}

#[test]
fn a_clock_that_goes_backwards_and_far_years_do_no_harm() {
    let lines = [view("9999-12-31T23:59:59Z", "/docs/a"), view("0001-01-01T00:00:00Z", "/pricing")]
        .join("\n");
    let engine = engine(CONFIG, &lines);
    for now in [i64::MIN / 4, 0, soon(), at("9999-12-31T23:59:59Z")] {
        let belief = engine.belief(now);
        for share in belief.personas.iter().chain(&belief.places.stages) {
            assert!(share.is_finite() && (0.0..=1.0).contains(share), "{now}: {belief:?}");
        }
    }
}

#[test]
fn events_at_both_ends_of_time_do_no_harm() {
    let mut engine = engine(CONFIG, "");
    for at in [i64::MAX, i64::MIN, 0] {
        for path in ["/docs/a", "/pricing"] {
            engine.observe(Event { at, what: What::page(path) });
        }
        for now in [i64::MIN, 0, i64::MAX] {
            let belief = engine.belief(now);
            assert!((belief.personas.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{belief:?}");
        }
    }
}

/// So many views of one folder's pages, 20 seconds apart.
fn pages(count: usize, folder: &str) -> String {
    let page = |it: usize| {
        let at = format!("2026-11-02T09:{:02}:{:02}Z", it / 3, it % 3 * 20);
        view(&at, &format!("/{folder}/{it}"))
    };
    (0..count).map(page).collect::<Vec<_>>().join("\n")
}

#[test]
fn who_reads_on_and_on_stays_where_his_pages_say_and_is_no_customer() {
    let [few, many] = [5, 30].map(|count| engine(CONFIG, &pages(count, "docs")));
    let now = at("2026-11-02T09:10:00Z");
    let before = stage(&few, now, "evaluation");
    assert!(before > 0.4, "{before}");
    assert!(stage(&many, now, "evaluation") > before - 0.05, "30 such pages say no less than 5");
    for after in ["onboarding", "adoption", "renewal", "advocacy"] {
        assert!(stage(&many, now, after) < 0.02, "{after}: {}", stage(&many, now, after));
    }
    assert_ne!(many.belief(now).movement, Movement::Customer);
}

#[test]
fn a_new_customer_who_looks_around_is_not_about_to_renew() {
    let login = r#"{"at":"2026-11-02T08:59:00Z","event":{"name":"login"}}"#;
    let config = CONFIG.replace(r#""adoption": "strong""#, r#""adoption": "certain""#);
    let engine = engine(&config, &[login, &pages(12, "blog")].join("\n"));
    let now = at("2026-11-02T09:04:00Z");
    assert_eq!(engine.belief(now).movement, Movement::Customer);
    assert!(stage(&engine, now, "adoption") > 3.0 * stage(&engine, now, "renewal"));
}

#[test]
fn a_glimpse_moves_a_visitor_by_no_more_than_it_says() {
    let glimpse = |engaged: f64| {
        let look = |it: usize| {
            format!(
                r#"{{"at":"2026-11-02T09:0{it}:00Z","page":{{"url":"/blog/{it}","engaged":{engaged}}}}}"#
            )
        };
        let engine = engine(CONFIG, &(0..9).map(look).collect::<Vec<_>>().join("\n"));
        stage(&engine, at("2026-11-02T09:09:00Z"), "awareness")
    };
    let (none, little) = (glimpse(0.0), glimpse(0.001));
    assert!((none - little).abs() < 0.01, "{none} and {little}");
}

/// One journey that anyone may be on, and one of customers.
const PRODUCTS: &str = r#"{
  "version": 1,
  "journeys": [
    { "id": "buy", "stages": [
      { "id": "look", "next": ["choose"] },
      { "id": "choose", "phase": "purchase", "next": ["own"] },
      { "id": "own", "phase": "after" } ] },
    { "id": "service", "stages": [{ "id": "care", "phase": "after" }] }
  ],
  "signals": [
    { "id": "shop", "when": { "path": "/shop/**" }, "stage": { "look": "likely" } },
    { "id": "bought", "when": { "event": "bought" }, "stage": { "own": "certain" } },
    { "id": "ticket", "when": { "event": "ticket" }, "stage": { "care": "certain" } },
    { "id": "help", "when": { "path": "/help/**" }, "journey": { "service": "likely" }, "because": "you looked for help" }
  ],
  "offers": [
    { "id": "anyone", "title": "Anyone", "url": "/anyone" },
    { "id": "buyers", "title": "Buyers", "url": "/buyers", "journeys": ["buy"] },
    { "id": "owners", "title": "Owners", "url": "/owners", "journeys": ["service"] }
  ],
  "panel": { "explore": 0 }
}"#;

const BOUGHT: &str = r#"{"at":"2026-11-02T09:00:00Z","event":{"name":"bought"}}"#;
const TICKET: &str = r#"{"at":"2026-11-02T09:00:00Z","event":{"name":"ticket"}}"#;

#[test]
fn a_journey_that_begins_with_the_purchase_is_entered_by_what_speaks_for_it() {
    let newcomer = engine(PRODUCTS, "");
    assert!(stage(&newcomer, soon(), "care") < 0.05);
    assert_eq!(ids(&newcomer, &newcomer.slate(soon(), 1))[0], "buyers");
    let glimpse = engine(PRODUCTS, &walk(&["/help/a"]));
    assert!(stage(&glimpse, soon(), "care") < 0.3, "a page of help makes no customer");
    assert_ne!(glimpse.belief(soon()).movement, Movement::Customer);
    let owner = engine(PRODUCTS, TICKET);
    assert!(stage(&owner, soon(), "care") > 0.5);
    assert_eq!(owner.belief(soon()).movement, Movement::Customer);
    assert_eq!(ids(&owner, &owner.slate(soon(), 1))[0], "owners");
}

#[test]
fn an_offer_for_a_journey_says_what_spoke_for_the_journey() {
    let helped = engine(PRODUCTS, &[TICKET, &walk(&["/help/a"])].join("\n"));
    let slate = helped.slate(soon(), 1);
    assert_eq!(ids(&helped, &slate)[0], "owners");
    assert_eq!(because(&helped, &slate.picks[0])[0], "Because you looked for help");
}

#[test]
fn customers_of_long_ago_are_less_and_less_so() {
    let customer = engine(PRODUCTS, BOUGHT);
    let after = |time: &str| stage(&customer, at(time), "own");
    let [soon, month, year, years] = [
        "2026-11-02T10:00:00Z",
        "2026-12-12T09:00:00Z",
        "2027-12-07T09:00:00Z",
        "2029-07-29T09:00:00Z",
    ]
    .map(after);
    assert!(
        soon > 0.4 && soon > month && month > year && year > years,
        "{soon} {month} {year} {years}"
    );
    assert!(years < 0.5 * month, "forty days and a thousand are different: {month} and {years}");
    assert_eq!(customer.belief(at("2027-10-01T09:00:00Z")).movement, Movement::Customer);
    assert_ne!(customer.belief(at("2029-07-29T09:00:00Z")).movement, Movement::Customer);
}

#[test]
fn who_does_the_same_day_after_day_stays_where_that_speaks_for() {
    let uses = |days: i64| {
        let day = |day: i64| format!("2026-{:02}-{:02}T09:00:00Z", 3 + day / 28, 1 + day % 28);
        let lines: Vec<String> = (0..days)
            .map(|it| format!(r#"{{"at":"{}","event":{{"name":"login"}}}}"#, day(it)))
            .collect();
        (engine(CONFIG, &lines.join("\n")), at(&day(days - 1)) + 60_000)
    };
    let mut before = 0.0;
    for days in [1, 3, 7, 30, 90] {
        let (engine, now) = uses(days);
        let adoption = stage(&engine, now, "adoption");
        assert!(adoption >= before - 0.01, "after {days} days {adoption}, before {before}");
        before = adoption;
    }
    assert!(before > 0.7, "{before}");
}

#[test]
fn that_offers_were_seen_does_not_end_a_stall() {
    let abandon = r#"{"at":"2026-11-02T09:00:30Z","form":{"id":"demo","did":"abandon"}}"#;
    let seen = r#"{"at":"2026-11-02T09:00:32Z","impression":{"slate":"k","offers":[{"id":"a"}]}}"#;
    let left = engine(CONFIG, &[&walk(&["/x"]), abandon, seen].join("\n"));
    assert_eq!(left.belief(at("2026-11-02T09:00:40Z")).movement, Movement::Stalled);
    let late = seen.replace("09:00:32", "09:05:50");
    let silent = engine(CONFIG, &[walk(&["/x"]), late].join("\n"));
    assert_eq!(silent.belief(at("2026-11-02T09:06:00Z")).movement, Movement::Stalled);
}

#[test]
fn a_signal_counts_once_also_before_the_first_page() {
    let config = VISITS.replace(r#"{ "path": "/docs/**" }"#, r#"{ "event": "login" }"#);
    let login =
        |second| format!(r#"{{"at":"2026-11-02T09:00:{second:02}Z","event":{{"name":"login"}}}}"#);
    let page = view("2026-11-02T09:00:05Z", "/x");
    let once = engine(&config, &[login(0), page.clone()].join("\n"));
    let twice = engine(&config, &[login(0), page, login(10), login(20)].join("\n"));
    let weight = |engine: &Engine| engine.belief(at("2026-11-02T09:01:00Z")).evidence[0].weight;
    assert!((weight(&once) - weight(&twice)).abs() < 1e-3, "{}", weight(&twice));
}
