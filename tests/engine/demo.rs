//! The demo's own `offers.json`: complete, and right for visitors who walk differently.

use super::{engine, ids, persona, soon, stage, walk};
use std::collections::BTreeSet;

fn demo() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/www/offers.json")).unwrap()
}

#[test]
fn it_covers_personas_stages_and_offers() {
    let engine = engine(&demo(), "");
    let plan = &engine.plan;
    assert!(plan.config.personas.len() >= 4);
    assert!(plan.config.offers.len() >= 25);
    let usual = [
        "awareness",
        "consideration",
        "evaluation",
        "purchase",
        "onboarding",
        "adoption",
        "renewal",
        "advocacy",
    ];
    let stages: Vec<_> = plan.stages.iter().map(|stage| stage.id.as_str()).collect();
    assert_eq!(stages, usual);
    for (stage, named) in stages.iter().enumerate() {
        let suggested = plan
            .suggestions
            .iter()
            .any(|signal| signal.stages.iter().any(|(held, log)| *held == stage && *log > 0.0));
        assert!(suggested, "no signal suggests {named}");
        for (persona, kind) in plan.config.personas.iter().enumerate() {
            let serving = plan.offers.iter().filter(|offer| {
                (offer.personas.is_empty() || offer.personas.contains(&persona))
                    && (offer.stages.is_empty() || offer.stages.contains(&stage))
            });
            assert!(serving.count() >= 2, "fewer than two offers for {} in {named}", kind.id);
        }
    }
}

#[test]
fn three_visitors_who_walk_differently_get_different_panels() {
    let it = engine(
        &demo(),
        &walk(&["/", "/products/vault/", "/docs/sso/", "/docs/api/", "/integrations/"]),
    );
    let finance = engine(
        &demo(),
        &walk(&[
            "/blog/what-an-audit-costs/",
            "/pricing/",
            "/resources/roi-calculator/",
            "/pricing/",
        ]),
    );
    let login = r#"{"at":"2026-11-02T09:01:00Z","event":{"name":"login"}}"#;
    let customer = engine(
        &demo(),
        &format!("{}\n{login}", walk(&["/account/", "/account/billing/", "/support/"])),
    );
    assert!(persona(&it, soon(), "it") > 0.4);
    assert!(persona(&finance, soon(), "finance") > 0.4);
    let after: f64 = ["onboarding", "adoption", "renewal", "advocacy"]
        .iter()
        .map(|id| stage(&customer, soon(), id))
        .sum();
    assert!(after > 0.5, "{after}");
    let slates: Vec<BTreeSet<String>> = [&it, &finance, &customer]
        .map(|engine| ids(engine, &engine.slate(soon(), 3)).into_iter().collect())
        .into();
    for (one, other) in [(0, 1), (0, 2), (1, 2)] {
        let both = slates[one].intersection(&slates[other]).count();
        assert!(both <= 2, "{:?} and {:?}", slates[one], slates[other]);
    }
}
