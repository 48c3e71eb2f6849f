//! The outcome as one JSON document; docs/simulate.md says what each field means.

use super::names::persona_id;
use super::report::main_reason;
use super::tally::{BINS, Found, RULES};
use super::{Origin, Outcome};
use crate::engine::json::{Writer, object};
use crate::engine::time;

/// The version of the document: fields are added to it, and none is renamed or removed without another version.
const VERSION: f64 = 1.0;

/// The document, with a line break at its end.
pub fn json(outcome: &Outcome) -> String {
    let text = object(|json| {
        json.key("version").number(VERSION);
        origin(outcome, json);
        offers(outcome, json);
        groups(outcome, json);
        found(outcome, json);
        calibration(outcome, json);
        never_seen(outcome, json);
    });
    text + "\n"
}

fn whole(json: &mut Writer, key: &str, count: u64) {
    json.key(key).raw(&count.to_string());
}

/// A share, 0–1; `null` where there is nothing to take it of.
fn share(json: &mut Writer, key: &str, share: Option<f64>) {
    let json = json.key(key);
    match share {
        Some(share) => json.number(share),
        None => json.null(),
    }
}

fn ratio(part: u64, all: u64) -> Option<f64> {
    (all > 0).then(|| part as f64 / all as f64)
}

fn origin(outcome: &Outcome, json: &mut Writer) {
    let Outcome { plan, tally, .. } = outcome;
    json.key("config").text(&outcome.config);
    match &outcome.origin {
        Origin::Drawn { seed, at, untold } => {
            json.key("source").text("drawn");
            whole(json, "seed", *seed);
            json.key("at").text(&time::format(*at));
            json.key("signalsThatNeverHeld")
                .list(untold, |json, signal| json.text(&plan.config.signals[*signal].id));
        }
        Origin::Recorded(journal) => {
            json.key("source").text("recorded");
            json.key("journal").text(journal);
        }
    }
    whole(json, "visitors", tally.visitors);
    whole(json, "visitorsKnown", tally.known);
    whole(json, "pageViews", tally.views);
}

fn offers(outcome: &Outcome, json: &mut Writer) {
    let Outcome { plan, tally, .. } = outcome;
    json.key("offers").list(0..plan.offers.len(), |json, offer| {
        let shown = tally.shown_at_all(offer);
        json.map(|json| {
            json.key("offer").text(&plan.config.offers[offer].id);
            whole(json, "slates", shown);
            share(json, "share", ratio(shown, tally.views));
        });
    });
}

fn groups(outcome: &Outcome, json: &mut Writer) {
    let Outcome { plan, tally, .. } = outcome;
    let stages = plan.stages.len();
    let all =
        (0..=plan.config.personas.len()).flat_map(|it| (0..stages).map(move |stage| (it, stage)));
    json.key("groups").list(all, |json, (persona, stage)| {
        let slates = tally.slates_of(persona, stage);
        let offers =
            (0..plan.offers.len()).map(|offer| (offer, tally.shown_to(persona, stage, offer)));
        let offers: Vec<(usize, u64)> = offers.filter(|(_, shown)| *shown > 0).collect();
        json.map(|json| {
            json.key("persona").text(persona_id(plan, persona));
            json.key("stage").text(&plan.stages[stage].id);
            whole(json, "slates", slates);
            whole(json, "differentOffers", offers.len() as u64);
            json.key("offers").list(&offers, |json, (offer, shown)| {
                json.map(|json| {
                    json.key("offer").text(&plan.config.offers[*offer].id);
                    whole(json, "slates", *shown);
                    share(json, "share", ratio(*shown, slates));
                });
            });
        });
    });
}

fn found(outcome: &Outcome, json: &mut Writer) {
    json.key("found").list(outcome.tally.found.iter().enumerate(), |json, (persona, of)| {
        json.map(|json| {
            json.key("persona").text(persona_id(outcome.plan, persona));
            whole(json, "visitors", of.visitors);
            whole(json, "found", of.count());
            share(json, "never", of.never());
            for (key, part) in [("quarter", 0.25), ("half", 0.5), ("threeQuarters", 0.75)] {
                share(json, key, Found::by(of, part).map(|view| view as f64));
            }
        });
    });
}

fn calibration(outcome: &Outcome, json: &mut Writer) {
    let tally = &outcome.tally;
    json.key("calibration").map(|json| {
        whole(json, "beliefs", tally.bins.iter().map(|bin| bin.beliefs).sum());
        share(json, "error", tally.calibration_error());
        json.key("bins").list(tally.bins.iter().enumerate(), |json, (place, bin)| {
            json.map(|json| {
                json.key("from").number(place as f64 / BINS as f64);
                json.key("to").number((place + 1) as f64 / BINS as f64);
                whole(json, "beliefs", bin.beliefs);
                share(json, "said", bin.said());
                share(json, "right", bin.rightly());
            });
        });
    });
}

fn never_seen(outcome: &Outcome, json: &mut Writer) {
    let Outcome { plan, tally, .. } = outcome;
    let unseen = (0..plan.offers.len()).filter(|offer| tally.shown_at_all(*offer) == 0);
    json.key("neverSeen").list(unseen, |json, offer| {
        let counts = &tally.left_out[offer];
        let reason =
            main_reason(outcome, offer).map_or("outranked", |(rule, _)| RULES[rule].name());
        json.map(|json| {
            json.key("offer").text(&plan.config.offers[offer].id);
            json.key("reason").text(reason);
            json.key("leftOut").map(|json| {
                for (rule, count) in RULES.iter().zip(counts).filter(|(_, count)| **count > 0) {
                    whole(json, rule.name(), *count);
                }
            });
            whole(json, "outranked", tally.views - counts.iter().sum::<u64>());
        });
    });
}
