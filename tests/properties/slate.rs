//! Slates are chosen well, fairly and as they say.

use super::generate::{config, journal, later, pause, without_offers};
use super::{cases, engine, is_proper, plan};
use cairn::engine::eligibility::LeftOut;
use cairn::engine::time::{MINUTE, Millis};
use cairn::engine::url;
use cairn::engine::{Belief, Config, Engine, Plan, Slate};
use proptest::prelude::*;
use std::collections::BTreeMap;

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn every_slate_is_proper(
        config in config(),
        events in journal(30),
        pause in pause(),
        seeds in prop::collection::vec(any::<u64>(), 3),
    ) {
        let engine = engine(&plan(&config), &events);
        let now = later(&events, pause);
        for seed in seeds {
            let slate = engine.slate(now, seed);
            is_proper(&engine, &slate);
            if let Some((at, here)) = engine.journal().page_before(Millis::MAX)
                && now - here.ended(at) < 30 * MINUTE
            {
                for pick in &slate.picks {
                    let url = &engine.plan.config.offers[pick.offer].url;
                    prop_assert_ne!(url::parse(url).page(), here.address.page.as_str());
                }
            }
            prop_assert_eq!(slate, engine.slate(now, seed), "the same seed, the same slate");
        }
    }

    #[test]
    fn each_pick_adds_the_most_and_the_slate_is_nearly_the_best(
        mut config in config(),
        events in journal(20).prop_map(without_offers),
        pause in pause(),
        slots in 2..=4_usize,
    ) {
        (config.panel.explore, config.panel.slots) = (0.0, slots);
        let engine = engine(&plan(&config), &events);
        let (belief, slate) = engine.answer(later(&events, pause), 1);
        let plan = &engine.plan;
        let value = |offers: &[usize]| serves(plan, &belief, offers);
        let chosen: Vec<usize> = slate.picks.iter().map(|pick| pick.offer).collect();
        let open = eligible(plan, &slate);
        for (index, pick) in slate.picks.iter().enumerate() {
            prop_assert!((pick.fit - value(&[pick.offer])).abs() < 1e-9);
            let reached = value(&chosen[..=index]);
            for offer in &open {
                let others = [&chosen[..index], &[*offer]].concat();
                if one_place_each(plan, &others) {
                    prop_assert!(reached >= value(&others) - 1e-11, "{:?}: {}", chosen, offer);
                }
            }
        }
        let mut best = 0.0_f64;
        for set in 0..1_u32 << open.len() {
            let set: Vec<usize> =
                (0..open.len()).filter(|bit| set >> bit & 1 == 1).map(|bit| open[bit]).collect();
            if set.len() <= slots && one_place_each(plan, &set) {
                best = best.max(value(&set));
            }
        }
        // Nemhauser, Wolsey, Fisher: An analysis of approximations for maximizing submodular set functions, 1978.
        prop_assert!(value(&chosen) >= (1.0 - (-1.0_f64).exp()) * best, "{:?} of {}", chosen, best);
        // Two of the best fit: greedy starts with the first of them, so it cannot be worse.
        if slots == 2 && one_place_each(plan, &open) {
            let mut by_fit = open.clone();
            by_fit.sort_by(|one, other| value(&[*other]).total_cmp(&value(&[*one])));
            by_fit.truncate(2);
            prop_assert!(value(&chosen) >= value(&by_fit) - 1e-9);
        }
    }

    #[test]
    fn the_order_of_the_file_decides_nothing(
        (config, shuffled) in config().prop_flat_map(|config| {
            let lists = (
                Just(config.personas.clone()).prop_shuffle(),
                Just(config.journeys.clone()).prop_shuffle(),
                Just(config.signals.clone()).prop_shuffle(),
                Just(config.offers.clone()).prop_shuffle(),
            );
            let turned = config.clone();
            (Just(config), lists.prop_map(move |(personas, journeys, signals, offers)| {
                Config { personas, journeys, signals, offers, ..turned.clone() }
            }))
        }),
        events in journal(30),
        pause in pause(),
        seed: u64,
    ) {
        let now = later(&events, pause);
        let straight = named(&engine(&plan(&config), &events), now, seed);
        let turned = named(&engine(&plan(&shuffled), &events), now, seed);
        prop_assert_eq!(straight.1, turned.1);
        for (id, share) in straight.0 {
            prop_assert!((share - turned.0[&id]).abs() < 1e-9, "{}", id);
        }
    }
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn propensities_are_what_happens(
        mut config in config(),
        events in journal(15),
        explore in prop::sample::select(vec![0.1, 0.3, 0.5]),
    ) {
        config.panel.explore = explore;
        let engine = engine(&plan(&config), &events);
        let now = later(&events, 1_000);
        let rounds = 4_000_u32;
        let mut shown = BTreeMap::<usize, (u32, f64)>::new();
        for seed in 0..rounds {
            for pick in engine.slate(now, u64::from(seed)).picks {
                let held = shown.entry(pick.offer).or_insert((0, pick.propensity));
                held.0 += 1;
                prop_assert!((held.1 - pick.propensity).abs() < 1e-12, "{:?}", pick);
                prop_assert!(pick.propensity >= 0.02);
            }
        }
        let slots = config.panel.slots.min(shown.len());
        let total: f64 = shown.values().map(|(_, propensity)| propensity).sum();
        prop_assert!((total - slots as f64).abs() < 1e-9, "{} for {} slots", total, slots);
        for (offer, (count, propensity)) in shown {
            let share = f64::from(count) / f64::from(rounds);
            // Five standard deviations: wrong once in two million.
            let wide = 5.0 * (propensity * (1.0 - propensity) / f64::from(rounds)).sqrt() + 1e-12;
            prop_assert!((share - propensity).abs() <= wide, "{}: {} not {}", offer, share, propensity);
        }
    }
}

/// The chance that at least one of these offers serves a visitor without a past.
fn serves(plan: &Plan, belief: &Belief, offers: &[usize]) -> f64 {
    let stages = &belief.places.stages;
    let mut all = 0.0;
    for (persona, likely) in belief.personas.iter().enumerate() {
        for (stage, share) in stages.iter().enumerate() {
            let place = persona * stages.len() + stage;
            let missed = offers.iter().map(|offer| 1.0 - plan.rows.row(*offer)[place]);
            all += likely * share * (1.0 - missed.product::<f64>());
        }
    }
    all
}

/// The offers that may be shown, also those that another one stands for.
fn eligible(plan: &Plan, slate: &Slate) -> Vec<usize> {
    let forbidden =
        |(left, why): &(usize, LeftOut), offer| *left == offer && *why != LeftOut::SameUrl;
    let open = |offer: &usize| !slate.left_out.iter().any(|left| forbidden(left, *offer));
    (0..plan.offers.len()).filter(open).collect()
}

fn one_place_each(plan: &Plan, offers: &[usize]) -> bool {
    let place = |index: usize| &plan.offers[offers[index]].target;
    (0..offers.len()).all(|one| (0..one).all(|other| place(one) != place(other)))
}

/// Probabilities by id, and the ids of the slate.
fn named(engine: &Engine, now: i64, seed: u64) -> (BTreeMap<String, f64>, Vec<String>) {
    let (belief, slate) = engine.answer(now, seed);
    let (plan, config) = (&engine.plan, &engine.plan.config);
    let personas = config.personas.iter().map(|persona| &persona.id).zip(&belief.personas);
    let stages = plan.stages.iter().map(|stage| &stage.id).zip(&belief.places.stages);
    let journeys = config.journeys.iter().map(|journey| &journey.id).zip(&belief.places.journeys);
    let shares = personas.chain(stages).chain(journeys);
    let ids = slate.picks.iter().map(|pick| config.offers[pick.offer].id.clone());
    (shares.map(|(id, share)| (id.clone(), *share)).collect(), ids.collect())
}
