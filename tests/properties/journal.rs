//! A journal is a set: order and repetition of its lines decide nothing.

use super::generate::{config, distinct, journal, later, pause};
use super::{cases, engine, plan};
use cairn::engine::config::Condition;
use cairn::engine::slate::Pick;
use cairn::engine::time::{DAY, MINUTE, Millis, SECOND};
use cairn::engine::{Belief, Engine, Event, What};
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn the_order_in_which_events_arrive_is_irrelevant(
        config in config(),
        (events, shuffled) in journal(40).prop_map(distinct)
            .prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
        pause in pause(),
        seed: u64,
    ) {
        let (plan, now) = (plan(&config), later(&events, pause));
        let straight = engine(&plan, &events);
        let mixed = engine(&plan, &shuffled);
        prop_assert_eq!(straight.journal(), mixed.journal());
        prop_assert_eq!(straight.answer(now, seed), mixed.answer(now, seed));
    }

    #[test]
    fn events_of_one_moment_may_arrive_in_any_order(
        config in config(),
        before in journal(10),
        (events, shuffled) in journal(12).prop_map(distinct)
            .prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
        seed: u64,
    ) {
        let (plan, now) = (plan(&config), later(&before, SECOND));
        let at_once = |events: &[Event]| -> Vec<Event> {
            let at_once = events.iter().map(|event| Event { at: now, what: event.what.clone() });
            before.iter().cloned().chain(at_once).collect()
        };
        let straight = engine(&plan, &at_once(&events));
        let mixed = engine(&plan, &at_once(&shuffled));
        prop_assert_eq!(straight.answer(now, seed), mixed.answer(now, seed));
    }

    #[test]
    fn whatever_comes_twice_is_there_once(
        config in config(),
        events in journal(40),
        (shuffled, pause) in (any::<bool>(), pause()),
        order in any::<u64>(),
        seed: u64,
    ) {
        // Out of order, views of one page are several or one, as they come.
        let events = if shuffled { distinct(events) } else { events };
        let (plan, now) = (plan(&config), later(&events, pause));
        let mut arrived: Vec<&Event> = events.iter().collect();
        if shuffled {
            let mixed = |at: Millis| (at as u64 ^ order).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            arrived.sort_by_key(|event| mixed(event.at));
        }
        let once = engine(&plan, arrived.iter().copied());
        let answer = once.answer(now, seed);
        let lines = arrived.iter().flat_map(|event| [*event, *event]);
        let twice = engine(&plan, lines);
        prop_assert_eq!(once.journal(), twice.journal(), "each line twice");
        prop_assert_eq!(&answer, &twice.answer(now, seed), "each line twice");
        let whole = engine(&plan, arrived.iter().chain(&arrived).copied());
        prop_assert_eq!(once.journal(), whole.journal(), "the whole twice");
        let back = engine(&plan, arrived.iter().chain(arrived.iter().rev()).copied());
        prop_assert_eq!(once.journal(), back.journal(), "there and back");
        prop_assert_eq!(&answer, &back.answer(now, seed), "there and back");
    }

    #[test]
    fn a_reload_changes_nothing(config in config(), events in journal(30), seed: u64) {
        let (plan, now) = (plan(&config), later(&events, 10 * SECOND));
        let mut reloaded = Vec::new();
        for (index, event) in events.iter().enumerate() {
            reloaded.push(event.clone());
            let alone = events.get(index + 1).is_none_or(|next| next.at > event.at + SECOND)
                && index.checked_sub(1).is_none_or(|before| events[before].at < event.at)
                && !is_at_an_edge(event, &events, now);
            if alone && matches!(event.what, What::Page(_)) {
                reloaded.push(Event { at: event.at + SECOND, what: event.what.clone() });
            }
        }
        let [(once, shown), (twice, shown_again)] = [&events, &reloaded].map(|events| {
            let engine = engine(&plan, events);
            let (belief, slate) = engine.answer(now, seed);
            let say = |pick: &Pick| {
                let reasons = pick.because.iter();
                let said = reasons.map(|reason| reason.say(&plan, engine.journal().events()));
                (pick.offer, said.collect::<Vec<_>>())
            };
            (belief, slate.picks.iter().map(say).collect::<Vec<_>>())
        });
        alike(&once, &twice)?;
        prop_assert_eq!(once.movement, twice.movement);
        prop_assert_eq!(shown, shown_again);
    }

    #[test]
    fn going_back_over_the_pages_of_a_session_is_no_new_evidence(
        mut config in config(),
        events in journal(12),
    ) {
        config.signals.retain(|signal| matches!(signal.when, Condition::Path(_)));
        let mut visit: Vec<Event> =
            events.into_iter().filter(|event| matches!(event.what, What::Page(_))).collect();
        let mut clock = (0..).map(|step| step * SECOND);
        for event in &mut visit {
            event.at = clock.next().unwrap();
        }
        let mut back: Vec<Event> = visit.iter().rev().cloned().collect();
        for event in &mut back {
            event.at = clock.next().unwrap();
        }
        let (plan, now) = (plan(&config), 100 * SECOND);
        let once = engine(&plan, &visit).belief(now);
        let again = engine(&plan, visit.iter().chain(&back)).belief(now);
        alike(&once, &again)?;
    }

    #[test]
    fn an_answer_after_every_event_is_the_answer_at_the_end(
        config in config(),
        events in journal(40),
        moves in prop::collection::vec((0..40_usize, 0..40_usize), 0..4),
        rests in prop::collection::vec(any::<bool>(), 40),
        growth in prop::collection::vec(0..3_usize, 40),
        seed: u64,
    ) {
        let mut events = events;
        for (one, other) in moves {
            if one.max(other) < events.len() {
                events.swap(one, other);
            }
        }
        let plan = plan(&config);
        let mut stepped = engine(&plan, &[]);
        for (index, event) in events.iter().enumerate() {
            stepped.observe(event.clone());
            if rests[index] && index % 5 == 0 {
                stepped.rest();
            }
            agrees(&stepped, event.at, seed);
            // The page stays open, and is read further.
            for more in 1..=growth[index] {
                let mut grown = event.clone();
                if let What::Page(page) = &mut grown.what {
                    let read = page.engaged.unwrap_or_default() + 5.0 * more as f64;
                    (page.engaged, page.scrolled) = (Some(read), Some(0.2 * more as f64));
                    stepped.observe(grown);
                    agrees(&stepped, event.at, seed);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(6))]

    #[test]
    fn a_journal_that_is_full_answers_as_one_that_is_read_anew(
        config in config(),
        events in journal(60),
        seed: u64,
    ) {
        prop_assume!(events.len() > 20);
        let mut stepped = engine(&plan(&config), &[]);
        let span = events[events.len() - 1].at - events[0].at + SECOND;
        let rounds = 0..=650 / events.len();
        for start in rounds.zip(0..).map(|(_, round)| round * span) {
            for event in distinct(events.clone()) {
                stepped.observe(Event { at: event.at + start, what: event.what });
                agrees(&stepped, event.at + start, seed);
            }
        }
    }
}

/// Panics unless an engine answers as one that reads its journal for the first time.
fn agrees(engine: &Engine, now: i64, seed: u64) {
    let anew = Engine::new(engine.plan.clone(), engine.journal().clone());
    assert_eq!(engine.answer(now, seed), anew.answer(now, seed));
}

/// Fails unless two beliefs are the same, but for rounding.
fn alike(one: &Belief, other: &Belief) -> Result<(), TestCaseError> {
    let shares = |belief: &Belief| [belief.personas.clone(), belief.places.stages.clone()].concat();
    for (one, other) in shares(one).into_iter().zip(shares(other)) {
        prop_assert!((one - other).abs() < 1e-9, "{} became {}", one, other);
    }
    Ok(())
}

/// Whether a second more on a page could end a silence, a session or an absence.
fn is_at_an_edge(event: &Event, events: &[Event], now: Millis) -> bool {
    let What::Page(page) = &event.what else { return false };
    let ended = page.ended(event.at);
    let mut times = events.iter().map(|other| other.at).chain([now]);
    let edge = |at: Millis, span: Millis| (at - ended - span).abs() <= SECOND;
    times.any(|at| [4 * MINUTE, 30 * MINUTE, DAY].iter().any(|span| edge(at, *span)))
}
