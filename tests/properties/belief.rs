//! Beliefs are probabilities, grow with evidence and fade with time.

use super::generate::{config, journal, later, pause};
use super::{cases, distributions, engine, is_sound, line, plan};
use cairn::engine::config::{Condition, Persona, Phase, Signal};
use cairn::engine::time::DAY;
use cairn::engine::{Event, What};
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn all_that_is_believed_is_a_probability(
        config in config(),
        events in journal(40),
        pause in pause(),
    ) {
        let engine = engine(&plan(&config), &events);
        let now = later(&events, pause);
        is_sound(&engine.belief(now));
        // Before the last event, as for a clock that went backwards.
        is_sound(&engine.belief(now - 100 * DAY));
    }

    #[test]
    fn probabilities_as_they_are_written_sum_to_one(
        config in config(),
        events in journal(20),
        pause in pause(),
        seed: u64,
    ) {
        let engine = engine(&plan(&config), &events);
        let (belief, slate) = engine.answer(later(&events, pause), seed);
        let line = line(&engine, &belief, &slate);
        for (what, held) in distributions(&belief) {
            let shares = line[what].as_object().unwrap();
            prop_assert_eq!(shares.len(), held.len(), "{}", what);
            let shares: Vec<f64> = shares.values().map(|share| share.as_f64().unwrap()).collect();
            prop_assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)), "{:?}", shares);
            prop_assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{}: {:?}", what, shares);
        }
    }

    #[test]
    fn one_more_page_that_speaks_for_a_persona_never_lowers_it(
        mut config in config(),
        events in journal(30),
        strength in 1.0..1000.0,
        persona in 0..4_usize,
        (engaged, scrolled) in (0.0..200.0, 0.0..=1.0),
        times in 1..4_usize,
    ) {
        prop_assume!(!config.personas.is_empty());
        let persona = persona % config.personas.len();
        // What holds at every page view would speak at this one too.
        let everywhere = |signal: &Signal| matches!(signal.when, Condition::Path(_));
        config.signals.retain(everywhere);
        config.signals.push(Signal {
            id: "alone".into(),
            when: Condition::Path(vec!["/alone/**".into()]),
            persona: vec![(config.personas[persona].id.clone(), strength)],
            ..Signal::default()
        });
        let now = later(&events, DAY);
        let mut engine = engine(&plan(&config), &events);
        let mut before = engine.belief(now).personas[persona];
        for page in 0..times {
            let What::Page(mut view) = What::page(&format!("/alone/{page}")) else { unreachable!() };
            (view.engaged, view.scrolled) = (Some(engaged), Some(scrolled));
            engine.observe(Event { at: now, what: What::Page(view) });
            let after = engine.belief(now).personas[persona];
            prop_assert!(after >= before - 1e-12, "{} became {}", before, after);
            before = after;
        }
    }

    #[test]
    fn with_time_the_evidence_for_a_lone_persona_fades_to_its_prior(
        prior in 0.01..0.9,
        strength in 0.001..1000.0,
        pages in 1..6_i64,
        gaps in prop::collection::vec(1..60 * DAY, 1..12),
    ) {
        let mut config = one_offer();
        config.personas =
            vec![Persona { id: "p".into(), prior: Some(prior), ..Persona::default() }];
        config.signals = vec![Signal {
            id: "s".into(),
            when: Condition::Path(vec!["/s/**".into()]),
            persona: vec![("p".into(), strength)],
            ..Signal::default()
        }];
        let events: Vec<Event> = (0..pages)
            .map(|page| Event { at: page * 60_000, what: What::page(&format!("/s/{page}")) })
            .collect();
        let engine = engine(&plan(&config), &events);
        let mut now = later(&events, 0);
        let distance = |now| (engine.belief(now).personas[0] - prior).abs();
        let mut before = distance(now);
        let speaks_for = strength > 1.0;
        for gap in gaps {
            now += gap;
            let after = distance(now);
            prop_assert!(after <= before + 1e-12, "{} became {}", before, after);
            let share = engine.belief(now).personas[0];
            let beyond = if speaks_for { share - prior } else { prior - share };
            prop_assert!(beyond >= -1e-9, "{} crossed {}", share, prior);
            before = after;
        }
        prop_assert!(distance(now + 2_000 * DAY) < 1e-6);
    }

    #[test]
    fn while_nothing_happens_nobody_who_has_not_bought_moves_ahead(
        mut config in config(),
        events in journal(20),
        gaps in prop::collection::vec(1..60 * DAY, 1..8),
    ) {
        // Where stages after the purchase are, time goes the other way.
        for stage in config.journeys.iter_mut().flat_map(|journey| &mut journey.stages) {
            stage.phase = Phase::Before;
        }
        prop_assume!(!config.journeys.is_empty());
        let engine = engine(&plan(&config), &events);
        let mut now = later(&events, 0);
        let mut before = engine.belief(now).places;
        for gap in gaps {
            now += gap;
            let after = engine.belief(now).places;
            for (index, journey) in engine.plan.journeys.iter().enumerate() {
                // P(up to this stage | journey) never falls.
                let (mut then, mut held) = (0.0, 0.0);
                for stage in journey.stages.clone() {
                    held += before.stages[stage] / before.journeys[index];
                    then += after.stages[stage] / after.journeys[index];
                    prop_assert!(then >= held - 1e-9, "{:?} became {:?}", before, after);
                }
            }
            let most = |shares: &[f64]| shares.iter().copied().fold(0.0, f64::max);
            prop_assert!(most(&after.journeys) <= most(&before.journeys) + 1e-9);
            before = after;
        }
    }
}

/// A config with one offer and nothing else.
fn one_offer() -> cairn::engine::Config {
    let mut config = cairn::engine::Config::default();
    config.offers.push(cairn::engine::config::Offer {
        id: "o".into(),
        url: "/o".into(),
        priority: 1.0,
        ..Default::default()
    });
    config
}
