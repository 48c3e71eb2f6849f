//! Numbers and times that nobody means.

use super::generate::{config, journal};
use super::{cases, engine, is_proper, is_sound, line, plan};
use cairn::engine::config::{Condition, HideAfter, Limit, Offer, Persona, Signal};
use cairn::engine::json_reader::Tape;
use cairn::engine::time::Millis;
use cairn::engine::{Config, Engine, Event, What, view};
use proptest::prelude::*;
use proptest::sample::select;

/// Times at the ends of what there is, and some between.
fn times() -> impl Strategy<Value = Millis> {
    let edges = vec![
        Millis::MIN,
        Millis::MIN + 1,
        Millis::MIN / 4,
        -62_135_596_800_000,
        -1,
        0,
        1_793_000_000_000,
        253_402_300_799_999,
        Millis::MAX / 4,
        Millis::MAX,
    ];
    prop_oneof![3 => select(edges), 1 => any::<Millis>()]
}

/// Panics unless an engine's answer at this time is sound, and can be written.
pub fn survives(engine: &Engine, now: Millis) {
    let (belief, slate) = engine.answer(now, now as u64);
    is_sound(&belief);
    is_proper(engine, &slate);
    line(engine, &belief, &slate);
    view::slate(&engine.plan, engine.journal().events(), &slate);
    view::belief(&engine.plan, &belief);
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn no_time_does_harm(
        config in config(),
        events in journal(20),
        at in prop::collection::vec(times(), 20),
        now in prop::collection::vec(times(), 3),
        live: bool,
        days in select(vec![0.0, 1.0, 90.0, 1e300]),
    ) {
        let plan = plan(&config);
        let mut engine = engine(&plan, &[]);
        engine.live = live;
        for (event, at) in events.into_iter().zip(at) {
            engine.observe(Event { at, what: event.what });
            survives(&engine, at);
        }
        for now in &now {
            survives(&engine, *now);
        }
        engine.keep(days, now[0]);
        survives(&engine, now[0]);
    }

    #[test]
    fn no_number_of_a_config_does_harm(
        mut config in config(),
        events in journal(20),
        numbers in prop::collection::vec(select(vec![1e-300, 1e-6, 1.0, 1e6, 1e300]), 40),
        zero: bool,
    ) {
        let mut number = numbers.into_iter().cycle();
        let mut next = || number.next().unwrap();
        for signal in &mut config.signals {
            let lists = [&mut signal.persona, &mut signal.stage, &mut signal.journey];
            for (_, strength) in lists.into_iter().flatten() {
                *strength = next();
            }
        }
        for offer in &mut config.offers {
            offer.priority = next();
            let amount = if zero { Some(0.0) } else { Some(next()) };
            offer.limit = Limit { impressions: amount, per_days: amount, per_session: amount };
            offer.hide_after = HideAfter { click: amount, dismissal: amount };
        }
        for persona in &mut config.personas {
            persona.prior = persona.prior.map(|_| next().min(1.0));
        }
        let mut engine = engine(&plan(&config), &[]);
        for event in events {
            let at = event.at;
            engine.observe(event);
            survives(&engine, at);
        }
    }

    #[test]
    fn no_number_of_a_journal_does_harm(
        config in config(),
        numbers in prop::collection::vec(
            select(vec!["-1", "0", "-8", "1e308", "1e999", "-1e999", "1e-320", "7", "null", "\"x\"", "[]"]),
            30,
        ),
    ) {
        let mut engine = engine(&plan(&config), &[]);
        for (index, three) in numbers.chunks_exact(3).enumerate() {
            let at = format!("\"at\":\"2026-11-02T09:{index:02}:00Z\"");
            let [one, two, three] = three else { unreachable!() };
            for line in [
                format!(r#"{{{at},"page":{{"url":"/docs/{index}","engaged":{one},"scrolled":{two}}}}}"#),
                format!(r#"{{{at},"impression":{{"slate":"s","offers":[{{"id":"o0","propensity":{three}}}]}}}}"#),
            ] {
                let mut tape = Tape::default();
                let Ok(event) = Event::read(&tape.read(&line).unwrap()) else { continue };
                let at = event.at;
                engine.observe(event);
                survives(&engine, at);
            }
        }
    }
}

/// A config of so many offers and nothing else.
fn offers(count: usize, slots: usize) -> Config {
    let offer = |index: usize| Offer {
        id: format!("o{index}"),
        url: format!("/offer/{index}"),
        priority: 1.0,
        ..Offer::default()
    };
    let mut config = Config { offers: (0..count).map(offer).collect(), ..Config::default() };
    config.panel.slots = slots;
    config
}

#[test]
fn a_config_of_next_to_nothing_still_answers() {
    let at = 1_793_000_000_000;
    let page = Event { at, what: What::page("/offer/0") };
    for (count, slots) in [(1, 2), (2, 2), (9, 8), (1_000, 8)] {
        let mut config = offers(count, slots);
        for persona in [None, Some(0.0), Some(1.0)] {
            if persona.is_some() {
                let prior = persona;
                config.personas = vec![Persona { id: "p".into(), prior, ..Persona::default() }];
            }
            for events in [&[][..], std::slice::from_ref(&page)] {
                let engine = engine(&plan(&config), events);
                survives(&engine, at);
                survives(&engine, at + 1_000_000_000);
            }
        }
    }
}

#[test]
fn where_no_offer_may_be_shown_the_slate_is_empty_and_says_why() {
    let mut config = offers(5, 4);
    for offer in &mut config.offers {
        offer.until = Some(0);
    }
    let engine = engine(&plan(&config), &[]);
    let slate = engine.slate(1, 1);
    assert_eq!((slate.picks.len(), slate.left_out.len()), (0, 5));
    survives(&engine, 1);
}

#[test]
fn a_signal_at_every_event_of_a_long_journal_stays_a_probability() {
    let mut config = offers(3, 2);
    config.personas = vec![Persona { id: "p".into(), ..Persona::default() }];
    config.signals = vec![Signal {
        id: "s".into(),
        when: Condition::Pages(0.0),
        persona: vec![("p".into(), 1e300)],
        stage: vec![("advocacy".into(), 1e300), ("awareness".into(), 1e-300)],
        ..Signal::default()
    }];
    let mut engine = engine(&plan(&config), &[]);
    for step in 0..700 {
        engine.observe(Event { at: step * 1_000, what: What::page(&format!("/{step}")) });
        survives(&engine, step * 1_000);
    }
}
