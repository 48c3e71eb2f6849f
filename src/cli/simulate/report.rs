//! The outcome as people read it.

use super::names;
use super::table::{Table, count, cut, paragraph, percent};
use super::tally::{BINS, RULES};
use super::{Origin, Outcome, day};
use crate::cli::replay::complaints::counted;
use std::fmt::Write as _;

/// The whole report.
pub fn text(outcome: &Outcome) -> String {
    let mut out = String::new();
    about(outcome, &mut out);
    offers(outcome, &mut out);
    coverage(outcome, &mut out);
    found(outcome, &mut out);
    calibration(outcome, &mut out);
    never_seen(outcome, &mut out);
    untold(outcome, &mut out);
    out
}

fn about(outcome: &Outcome, out: &mut String) {
    let tally = &outcome.tally;
    let visitors = counted(tally.visitors, "visitor", "visitors");
    let views = counted(tally.views, "page view", "page views");
    let config = &outcome.config;
    let text = match &outcome.origin {
        Origin::Drawn { seed, at, .. } => format!(
            "{visitors} drawn from {config}, seed {seed}, who come on {}: {views}, a slate at each. They do what the \
             config's signals say, so this tells how it works out if the strengths are right; whether they are, \
             --journal tells.",
            day(*at)
        ),
        Origin::Recorded(journal) => format!(
            "{visitors} recorded in {journal}, with {config}: {views}, a slate at each. {} of them said who they are; \
             the others count for the persona that was believed at the time, and all for the stage that was.",
            counted(tally.known, "", "").trim_end()
        ),
    };
    paragraph(&text, out);
}

fn title(title: &str, explanation: &str, out: &mut String) {
    let _ = writeln!(out, "\n{}", title.to_uppercase());
    paragraph(explanation, out);
    out.push('\n');
}

/// The offers that were seen, the most often seen first.
fn seen(outcome: &Outcome) -> Vec<usize> {
    let shown = |offer: &usize| outcome.tally.shown_at_all(*offer);
    let offers = 0..outcome.plan.offers.len();
    let mut offers: Vec<usize> = offers.filter(|offer| shown(offer) > 0).collect();
    offers.sort_by_key(|offer| std::cmp::Reverse(shown(offer)));
    offers
}

fn offers(outcome: &Outcome, out: &mut String) {
    let Outcome { plan, tally, .. } = outcome;
    let offers = seen(outcome);
    let (personas, stages) = (0..=plan.config.personas.len(), 0..plan.stages.len());
    title(
        "Which offer for whom",
        "Of all slates for visitors of this persona, so many have the offer.",
        out,
    );
    let heads = personas.clone().map(|persona| names::persona(plan, persona));
    let mut table = Table::new("offer", ["all"].into_iter().chain(heads));
    for offer in &offers {
        let all = percent(tally.shown_at_all(*offer), tally.views);
        let each = personas.clone().map(|persona| {
            let shown = stages.clone().map(|stage| tally.shown_to(persona, stage, *offer)).sum();
            percent(shown, stages.clone().map(|stage| tally.slates_of(persona, stage)).sum())
        });
        table.row(names::offer(plan, *offer), [all].into_iter().chain(each));
    }
    table.print(out);
    title(
        "Which offer when",
        "Of all slates for visitors in this stage, so many have the offer. Each persona and stage apart: --format json.",
        out,
    );
    let mut table = Table::new("offer", stages.clone().map(|stage| names::stage(plan, stage)));
    for offer in &offers {
        let each = stages.clone().map(|stage| {
            let shown =
                personas.clone().map(|persona| tally.shown_to(persona, stage, *offer)).sum();
            percent(shown, personas.clone().map(|persona| tally.slates_of(persona, stage)).sum())
        });
        table.row(names::offer(plan, *offer), each);
    }
    table.print(out);
}

fn coverage(outcome: &Outcome, out: &mut String) {
    let Outcome { plan, tally, .. } = outcome;
    title(
        "Coverage",
        "How many different offers each persona saw in each stage / in how many slates. Few offers in many slates: \
         something is missing there.",
        out,
    );
    let stages = 0..plan.stages.len();
    let mut table = Table::new("persona", stages.clone().map(|stage| names::stage(plan, stage)));
    for persona in 0..=plan.config.personas.len() {
        let cell = |stage| {
            let slates = tally.slates_of(persona, stage);
            let different = (0..plan.offers.len())
                .filter(|offer| tally.shown_to(persona, stage, *offer) > 0)
                .count();
            if slates == 0 { "–".into() } else { format!("{different}/{}", count(slates)) }
        };
        table.row(names::persona(plan, persona), stages.clone().map(cell));
    }
    table.print(out);
}

fn found(outcome: &Outcome, out: &mut String) {
    let Outcome { plan, tally, .. } = outcome;
    title(
        "How soon it is known who it is",
        "Page views until the visitor's own persona is the likeliest one: a quarter, half and three quarters of those \
         for whom that came true had seen so many. Never: the share of visitors who left before.",
        out,
    );
    if tally.known == 0 {
        out.push_str("Nobody said who he is, so nobody knows.\n");
        return;
    }
    let heads = ["visitors", "a quarter", "half", "three quarters", "never"];
    let mut table = Table::new("persona", heads);
    for persona in 0..=plan.config.personas.len() {
        let of = &tally.found[persona];
        let by = |share| of.by(share).map_or_else(|| "–".into(), |view| view.to_string());
        let never = percent(of.visitors - of.count(), of.visitors);
        let cells = [count(of.visitors), by(0.25), by(0.5), by(0.75), never];
        table.row(names::persona(plan, persona), cells);
    }
    table.print(out);
}

fn calibration(outcome: &Outcome, out: &mut String) {
    let tally = &outcome.tally;
    let Some(error) = tally.calibration_error() else { return };
    title(
        "Whether probabilities mean what they say",
        "Of all page views at which the likeliest persona had about this probability: how many there were, what was \
         said on average, and how often it was right.",
        out,
    );
    let mut table = Table::new("probability", ["page views", "said", "right"]);
    for (place, bin) in tally.bins.iter().enumerate().filter(|(_, bin)| bin.beliefs > 0) {
        let (from, to) = (place * 100 / BINS, (place + 1) * 100 / BINS);
        let whole =
            |share: Option<f64>| share.map_or_else(String::new, |it| format!("{:.0}%", 100.0 * it));
        let cells = [count(bin.beliefs), whole(bin.said()), whole(bin.rightly())];
        table.row(&format!("{from}–{to}%"), cells);
    }
    table.print(out);
    let off = 100.0 * error;
    let _ = writeln!(
        out,
        "\nOn average off by {off:.1} percentage points (expected calibration error)."
    );
}

fn never_seen(outcome: &Outcome, out: &mut String) {
    let Outcome { plan, tally, .. } = outcome;
    let unseen = (0..plan.offers.len()).filter(|offer| tally.shown_at_all(*offer) == 0);
    let unseen: Vec<usize> = unseen.collect();
    title("Never seen", "Offers that are on no slate at all, each with the main reason.", out);
    if unseen.is_empty() {
        out.push_str("None: every offer was seen.\n");
    }
    for offer in unseen {
        let reason = match main_reason(outcome, offer) {
            Some((rule, of)) => {
                format!(
                    "{}, at {} of page views",
                    names::rule(RULES[rule]),
                    percent(of, tally.views)
                )
            }
            None => "others fit better whenever it could have been shown".into(),
        };
        let _ = writeln!(out, "{}: {reason}", cut(names::offer(plan, offer), 36));
    }
}

/// The rule that left an offer out of most slates, and of how many; `None`: it was outranked in more.
pub fn main_reason(outcome: &Outcome, offer: usize) -> Option<(usize, u64)> {
    let counts = &outcome.tally.left_out[offer];
    let open = outcome.tally.views - counts.iter().sum::<u64>();
    let most = counts.iter().copied().max().filter(|most| *most > open)?;
    counts.iter().position(|count| *count == most).map(|rule| (rule, most))
}

fn untold(outcome: &Outcome, out: &mut String) {
    let Origin::Drawn { untold, .. } = &outcome.origin else { return };
    if untold.is_empty() {
        return;
    }
    let explanation = "What these ask for could not be made up, so nobody drawn meets them.";
    title("Signals that never held", explanation, out);
    let ids = untold.iter().map(|signal| outcome.plan.config.signals[*signal].id.as_str());
    paragraph(&ids.collect::<Vec<_>>().join(", "), out);
}
