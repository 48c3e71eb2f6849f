//! What an event is asked about leaves out nothing that would hold.

use super::generate::{config, journal};
use super::{cases, plan};
use cairn::engine::signal::{self, Moment};
use cairn::engine::{Event, Plan, What};
use proptest::prelude::*;
use std::sync::Arc;

/// The signals that fire, and the invited offers of whose audience a test is met.
fn hold(plan: &Plan, moment: &Moment) -> (Vec<usize>, Vec<usize>) {
    let fires = |signal: &usize| {
        signal::fires(&plan.config.signals[*signal].when, plan.kinds[*signal], moment)
    };
    let is_met = |offer: &&usize| {
        let mut met = vec![false; plan.offers[**offer].tests.len()];
        let audience = plan.config.offers[**offer].audience.as_ref().expect("it is invited");
        signal::meet(audience, moment, &mut met.iter_mut());
        met.contains(&true)
    };
    let signals = (0..plan.config.signals.len()).filter(fires).collect();
    (signals, plan.invited.iter().filter(is_met).copied().collect())
}

fn asked(plan: &Plan, moment: &Moment) -> (Vec<usize>, Vec<usize>) {
    let Plan { watch, .. } = plan;
    (watch.signals(plan, moment).collect(), watch.offers(plan, moment).copied().collect())
}

fn leaves_out_nothing(plan: &Plan, moment: &Moment) -> Result<(), TestCaseError> {
    let ((fire, are_met), (signals, offers)) = (hold(plan, moment), asked(plan, moment));
    prop_assert!(signals.is_sorted() && offers.is_sorted());
    prop_assert!(fire.iter().all(|signal| signals.contains(signal)), "{fire:?} of {signals:?}");
    prop_assert!(are_met.iter().all(|offer| offers.contains(offer)), "{are_met:?} of {offers:?}");
    Ok(())
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn whatever_holds_is_asked_about(
        (config, other) in (config(), config()),
        mut events in journal(30),
        word in "[a-z]{3}",
    ) {
        let (plan, other) = (plan(&config), plan(&other));
        let ask = |plan: &Arc<Plan>, events: &[Event]| {
            let mut page = None;
            for event in events {
                page = event.page().map(|(_, page)| page).or(page);
                // Others' events are asked about with no page as well.
                for page in [page, event.page().map(|(_, page)| page)] {
                    leaves_out_nothing(plan, &Moment { event, page, session: 2, pages: 3 })?;
                }
            }
            Ok::<_, TestCaseError>(())
        };
        ask(&plan, &events)?;
        // The pages remember what the first plan made of them.
        ask(&other, &events)?;
        ask(&plan, &events)?;
        for event in &mut events {
            if let What::Page(page) = &mut event.what {
                page.words_mut().add(&word);
                page.words_mut().add("sso audit price login");
            }
        }
        ask(&plan, &events)?;
    }
}

#[test]
fn few_of_many_are_asked_about() {
    let signals: Vec<String> = (0..130)
        .map(|at| format!(r#"{{"id": "s{at}", "when": {{"path": "/{at}/**"}}}}"#))
        .collect();
    let text = format!(
        r#"{{"version": 1, "signals": [{}], "offers": [{{"id": "o", "title": "O", "url": "/o"}}]}}"#,
        signals.join(",")
    );
    let plan = cairn::check::Checked::read(&text).plan.expect("nothing is wrong with it");
    let event = Event { at: 0, what: What::page("https://acme.example/129/a") };
    let page = event.page().map(|(_, page)| page);
    for _ in 0..2 {
        let moment = Moment { event: &event, page, session: 1, pages: 1 };
        assert_eq!(asked(&plan, &moment).0, [129]);
    }
    let login = Event { at: 0, what: What::Custom("login".into()) };
    let moment = Moment { event: &login, page, session: 1, pages: 1 };
    assert_eq!(asked(&plan, &moment).0, [0; 0]);
}
