//! What holds for every config, every journal and every time: each test makes up many of them.
#![cfg(feature = "cli")]

mod belief;
mod check;
mod generate;
mod hostile;
mod journal;
mod slate;
mod watch;

use cairn::engine::frame::{Frames, Room};
use cairn::engine::reason::Reason;
use cairn::engine::{Belief, Config, Engine, Event, Journal, Plan, Slate};
use proptest::test_runner::{Config as Cases, RngSeed};
use std::sync::Arc;

/// So many cases, the same ones each time. `CASES=20` makes up twenty times as many, and others.
fn cases(cases: u32) -> Cases {
    let times = std::env::var("CASES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    Cases {
        cases: cases * times,
        rng_seed: RngSeed::Fixed(u64::from(times)),
        max_global_rejects: cases * times,
        failure_persistence: None,
        ..Cases::default()
    }
}

fn plan(config: &Config) -> Arc<Plan> {
    Arc::new(Plan::new(config.clone(), Vec::new()).unwrap_or_else(|found| panic!("{found:#?}")))
}

/// An engine that has met these events in this order.
fn engine<'e>(plan: &Arc<Plan>, events: impl IntoIterator<Item = &'e Event>) -> Engine {
    let mut engine = Engine::new(Arc::clone(plan), Journal::default());
    for event in events {
        engine.observe(event.clone());
    }
    engine
}

/// The line of `cairn replay` for an answer, read back.
fn line(engine: &Engine, belief: &Belief, slate: &Slate) -> serde_json::Value {
    let (plan, mut line) = (&engine.plan, b"{".to_vec());
    Frames::of(plan).line(
        &mut line,
        &mut Room::default(),
        plan,
        engine.journal().events(),
        belief,
        slate,
    );
    line.push(b'}');
    let text = String::from_utf8_lossy(&line);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The three distributions of a belief.
fn distributions(belief: &Belief) -> [(&'static str, &[f64]); 3] {
    let places = &belief.places;
    [("personas", &belief.personas), ("journeys", &places.journeys), ("stages", &places.stages)]
}

/// Panics unless everything in a belief is a probability.
fn is_sound(belief: &Belief) {
    for (what, shares) in distributions(belief) {
        let sum: f64 = shares.iter().sum();
        assert!((sum - 1.0).abs() < 1e-9, "{what} sum to {sum}: {shares:?}");
        let sound = |share: &f64| (0.0..=1.0 + 1e-12).contains(share);
        assert!(shares.iter().all(sound), "{what}: {shares:?}");
    }
    for held in &belief.evidence {
        assert!(held.weight.is_finite() && held.weight >= 0.0, "{held:?}");
    }
}

/// Panics unless a slate keeps what is promised of every slate.
fn is_proper(engine: &Engine, slate: &Slate) {
    let (plan, picks) = (&engine.plan, &slate.picks);
    let places: Vec<_> = picks.iter().map(|pick| &plan.offers[pick.offer].target).collect();
    for (index, place) in places.iter().enumerate() {
        assert!(!places[..index].contains(place), "two offers lead to {place:?}");
    }
    for pick in picks {
        assert!((0.0..=1.0 + 1e-12).contains(&pick.fit), "{pick:?}");
        assert!((0.02 - 1e-12..=1.0).contains(&pick.propensity), "{pick:?}");
        let said = |reason: &Reason| reason.say(plan, engine.journal().events());
        assert!(pick.because.iter().any(|reason| !said(reason).is_empty()), "{pick:?}");
        assert!(slate.left_out.iter().all(|(offer, _)| *offer != pick.offer), "{pick:?}");
    }
    assert!(picks.len() <= plan.config.panel.slots.max(1));
    let mut open: Vec<_> = (0..plan.offers.len())
        .filter(|offer| slate.left_out.iter().all(|(left, _)| left != offer))
        .map(|offer| plan.offers[offer].place)
        .collect();
    open.sort_unstable();
    open.dedup();
    assert_eq!(
        picks.len(),
        plan.config.panel.slots.min(open.len()),
        "an eligible offer is missing"
    );
}
