//! Configs and journals, from ordinary to odd.

use cairn::engine::Page;
use cairn::engine::config::{
    Condition, FormStep, HideAfter, Journey, Limit, Offer, Panel, Persona, Phase, Signal, Stage,
    Text,
};
use cairn::engine::event::Impression;
use cairn::engine::time::{DAY, MINUTE, Millis, SECOND};
use cairn::engine::{Config, Event, What};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// When journals begin.
pub const START: Millis = 1_793_000_000_000;

/// The most offers of a config; journals speak of as many.
const OFFERS: usize = 8;
const FOLDERS: [&str; 4] = ["docs", "pricing", "blog", "account"];
const WORDS: [&str; 4] = ["sso", "audit", "price", "login"];
const USUAL: [&str; 8] = [
    "awareness",
    "consideration",
    "evaluation",
    "purchase",
    "onboarding",
    "adoption",
    "renewal",
    "advocacy",
];

fn ids(letter: &str, count: usize) -> Vec<String> {
    (0..count).map(|number| format!("{letter}{number}")).collect()
}

fn plain(text: &str) -> Text {
    Text { by_language: vec![(String::new(), text.into())] }
}

/// Any config that a product manager could write.
pub fn config() -> impl Strategy<Value = Config> {
    let sizes = (0..5_usize, vec(1..5_usize, 0..3), 1..=OFFERS);
    sizes.prop_flat_map(|(personas, journeys, offers)| {
        let stages: Vec<String> = if journeys.is_empty() {
            USUAL.map(String::from).into()
        } else {
            let of = |(index, count): (usize, &usize)| ids(&format!("j{index}s"), *count);
            journeys.iter().enumerate().flat_map(of).collect()
        };
        let of = (ids("p", personas), stages, ids("j", journeys.len()), ids("o", offers));
        let each: Vec<_> =
            journeys.into_iter().enumerate().map(|(index, count)| journey(index, count)).collect();
        (
            of.0.iter().map(|id| persona(id)).collect::<Vec<_>>(),
            each,
            vec(signal(&of.0, &of.1, &of.2, offers), 0..10),
            (0..offers).map(|index| offer(index, &of)).collect::<Vec<_>>(),
            (2..=8_usize, prop_oneof![Just(0.0), 0.0..=0.5]),
        )
            .prop_map(|(personas, journeys, signals, offers, (slots, explore))| Config {
                locale: "en".into(),
                personas,
                journeys,
                signals: signals
                    .into_iter()
                    .enumerate()
                    .map(|(index, signal)| Signal { id: format!("s{index}"), ..signal })
                    .collect(),
                offers,
                panel: Panel { slots, explore, ..Panel::default() },
                ..Config::default()
            })
    })
}

fn persona(id: &str) -> impl Strategy<Value = Persona> + use<> {
    let id = id.to_string();
    (option::of(0.0..=1.0), subsequence(WORDS.to_vec(), 0..=2)).prop_map(move |(prior, words)| {
        let words = words.into_iter().map(String::from).collect();
        Persona { name: plain(&id), id: id.clone(), prior, words, ..Persona::default() }
    })
}

fn journey(index: usize, count: usize) -> impl Strategy<Value = Journey> {
    let all = ids(&format!("j{index}s"), count);
    let next = subsequence(all.clone(), 0..=count.min(2));
    let phase = select(vec![Phase::Before, Phase::Before, Phase::Purchase, Phase::After]);
    vec((next, phase), count).prop_map(move |stages| Journey {
        id: format!("j{index}"),
        name: plain("A journey"),
        stages: stages
            .into_iter()
            .zip(&all)
            .map(|((next, phase), id)| Stage { id: id.clone(), name: plain(id), next, phase })
            .collect(),
    })
}

/// How many times more often: the named strengths, and any between them.
fn strength() -> impl Strategy<Value = f64> {
    prop_oneof![select(vec![2.0, 4.0, 10.0, 100.0, 0.25, 0.01]), 0.01..100.0]
}

fn strengths(ids: &[String]) -> impl Strategy<Value = Vec<(String, f64)>> + use<> {
    let some = subsequence(ids.to_vec(), 0..=ids.len().min(3));
    (some, vec(strength(), 3)).prop_map(|(ids, each)| ids.into_iter().zip(each).collect())
}

fn signal(
    personas: &[String],
    stages: &[String],
    journeys: &[String],
    offers: usize,
) -> impl Strategy<Value = Signal> + use<> {
    let suggests = (strengths(personas), strengths(stages), strengths(journeys));
    (condition(offers), suggests, any::<bool>(), any::<bool>()).prop_map(
        |(when, (persona, stage, journey), said, once)| {
            let because = if said { plain("you did that") } else { Text::default() };
            Signal { id: String::new(), when, persona, stage, journey, because, once }
        },
    )
}

fn folder() -> impl Strategy<Value = &'static str> {
    select(FOLDERS.to_vec())
}

fn word() -> impl Strategy<Value = String> {
    select(WORDS.to_vec()).prop_map(String::from)
}

fn condition(offers: usize) -> impl Strategy<Value = Condition> {
    let offer = || (0..offers).prop_map(|offer| format!("o{offer}"));
    let test = prop_oneof![
        6 => folder().prop_map(|folder| Condition::Path(vec![format!("/{folder}/**")])),
        2 => word().prop_map(Condition::Event),
        1 => word().prop_map(|word| Condition::Search(vec![word])),
        1 => word().prop_map(|word| Condition::Words(vec![word])),
        1 => Just(Condition::Host(vec!["*.other.example".into()])),
        1 => Just(Condition::Query(vec![("from".into(), "mail*".into())])),
        1 => Just(Condition::Referrer(vec!["*.example".into()])),
        1 => Just(Condition::Form { id: "**".into(), did: Some(FormStep::Abandon) }),
        1 => offer().prop_map(Condition::Clicked),
        1 => offer().prop_map(Condition::Dismissed),
        1 => (0.0..4.0).prop_map(Condition::Sessions),
        1 => (0.0..60.0).prop_map(Condition::Engaged),
        1 => (0.0..1.0).prop_map(Condition::Scrolled),
        1 => (0.0..6.0).prop_map(Condition::Pages),
    ]
    .boxed();
    prop_oneof![
        12 => test.clone(),
        1 => vec(test.clone(), 0..3).prop_map(Condition::All),
        1 => vec(test.clone(), 0..3).prop_map(Condition::Any),
        1 => test.prop_map(|test| Condition::Not(test.into())),
    ]
}

type Ids = (Vec<String>, Vec<String>, Vec<String>, Vec<String>);

fn offer(
    index: usize,
    (personas, stages, journeys, offers): &Ids,
) -> impl Strategy<Value = Offer> + use<> {
    let some = |ids: &[String]| subsequence(ids.to_vec(), 0..=ids.len().min(3));
    let serves = (some(personas), some(stages), some(journeys), some(offers));
    // Some lead to one place; most have one of their own.
    let place = prop_oneof![6 => Just(index), 1 => 0..OFFERS];
    let days = || option::weighted(0.2, 0.0..20.0);
    let count = || option::weighted(0.2, (0..3_u8).prop_map(f64::from));
    let limits = (count(), days(), count(), days(), days());
    let time = || option::weighted(0.1, START - 10 * DAY..START + 100 * DAY);
    let audience = option::weighted(0.2, condition(offers.len()));
    let priority = select(vec![0.01, 0.5, 1.0, 1.0, 1.0, 2.0, 100.0]);
    (serves, place, limits, (time(), time()), audience, priority).prop_map(
        move |(serves, place, limits, (from, until), audience, priority)| Offer {
            id: format!("o{index}"),
            title: plain("An offer"),
            url: format!("/offer/{place}"),
            personas: serves.0,
            stages: serves.1,
            journeys: serves.2,
            next: serves.3,
            limit: Limit { impressions: limits.0, per_days: limits.1, per_session: limits.2 },
            hide_after: HideAfter { click: limits.3, dismissal: limits.4 },
            until: until.filter(|until| from.is_none_or(|from| from < *until)),
            from,
            audience,
            priority,
            ..Offer::default()
        },
    )
}

/// A journal with times in order, several events of one moment among them.
pub fn journal(most: usize) -> impl Strategy<Value = Vec<Event>> {
    vec((gap(), what()), 0..most).prop_map(|steps| {
        let mut at = START;
        let mut event = |(gap, what): (Millis, What)| {
            at += gap;
            Event { at, what }
        };
        steps.into_iter().map(&mut event).collect()
    })
}

fn gap() -> impl Strategy<Value = Millis> {
    prop_oneof![
        2 => Just(0),
        6 => SECOND..5 * MINUTE,
        1 => 29 * MINUTE..31 * MINUTE,
        1 => DAY / 8..2 * DAY,
        1 => 2 * DAY..90 * DAY,
    ]
}

fn what() -> impl Strategy<Value = What> {
    let offer = || (0..OFFERS).prop_map(|offer| format!("o{offer}"));
    let shown = vec((offer(), 0.02..=1.0), 1..4);
    let step = select(vec![FormStep::Start, FormStep::Submit, FormStep::Abandon]);
    prop_oneof![
        12 => page().prop_map(What::Page),
        1 => word().prop_map(What::Search),
        2 => word().prop_map(What::Custom),
        1 => (word(), step).prop_map(|(id, step)| What::Form(id, step)),
        2 => (any::<u32>(), shown).prop_map(|(slate, offers)| {
            What::Impression(Impression { slate: slate.to_string(), offers })
        }),
        1 => offer().prop_map(What::Click),
        1 => offer().prop_map(What::Dismissal),
        1 => option::of((0..6).prop_map(|persona| format!("p{persona}"))).prop_map(What::Persona),
        1 => word().prop_map(What::Conversion),
        1 => any::<bool>().prop_map(What::Feedback),
    ]
}

fn page() -> impl Strategy<Value = Page> {
    let path = prop_oneof![
        4 => (folder(), 0..4).prop_map(|(folder, page)| format!("/{folder}/{page}")),
        1 => (0..OFFERS).prop_map(|page| format!("/offer/{page}")),
        1 => folder().prop_map(|folder| format!("/{folder}/?from=mailing")),
    ];
    let seen = (option::of(0.0..200.0), option::of(0.0..=1.0));
    (path, seen, option::of(word()), any::<bool>()).prop_map(|(path, seen, word, referred)| {
        let What::Page(mut page) = What::page(&format!("https://acme.example{path}")) else {
            unreachable!("it is a page")
        };
        (page.engaged, page.scrolled) = seen;
        if let Some(word) = word {
            page.words_mut().add(&word);
            page.title = word;
        }
        if referred {
            page.referrer = "https://news.example/".into();
        }
        page
    })
}

/// The same journal, but no page is viewed twice and no slate seen twice.
pub fn distinct(mut events: Vec<Event>) -> Vec<Event> {
    for (index, event) in events.iter_mut().enumerate() {
        match &mut event.what {
            What::Page(page) => {
                page.address = Page::of(&format!("{}/{index}", page.address.url)).address;
            }
            What::Impression(impression) => impression.slate = format!("slate-{index}"),
            _ => {}
        }
    }
    events
}

/// The same journal without offers: nothing seen, clicked or dismissed, and no page that one leads to.
pub fn without_offers(mut events: Vec<Event>) -> Vec<Event> {
    events.retain(|event| match &event.what {
        What::Page(page) => !page.address.page.starts_with("/offer"),
        What::Click(_) | What::Dismissal(_) | What::Impression(_) => false,
        _ => true,
    });
    events
}

/// When a journal is read: some time after it began, often just after it ended.
pub fn later(events: &[Event], after: Millis) -> Millis {
    events.last().map_or(START, |event| event.at) + after
}

/// How long after its last event a journal is read.
pub fn pause() -> impl Strategy<Value = Millis> {
    prop_oneof![Just(0), SECOND..30 * MINUTE, DAY..400 * DAY]
}
