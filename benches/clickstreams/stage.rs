//! The stage: how soon does the visitor buy?

use super::measure::{Scored, auc, macro_f1, measured, spearman};
use super::next_step::{Moment, Played};
use super::replay::Line;
use super::table::{self, Goal};

/// Days to the purchase, on visitors who all buy in the end.
pub fn journey365(played: &Played) {
    table::heading("journey365: days to the purchase");
    let soon = |days: f64| f64::from(days <= 1.0);
    let row =
        |name: &str, goal: Goal, cases: &dyn Fn(usize) -> Vec<Scored>, of: fn(&[Scored]) -> f64| {
            table::row(name, [0, 1].map(|part| measured(&cases(part), of)), goal);
        };
    row(
        "buys within a day, whole session, AUC",
        Goal::Least(0.75),
        &|part| cases(played, part, true, Line::deciding, soon),
        auc,
    );
    row(
        "buys within a day, first page, AUC",
        Goal::Open,
        &|part| cases(played, part, false, Line::deciding, soon),
        auc,
    );
    row(
        "expected stage with −days, Spearman",
        Goal::Least(0.52),
        &|part| cases(played, part, true, Line::position, |days| -days),
        spearman,
    );
    row(
        "> 14 days, 1–14, ≤ 1, macro-F1",
        Goal::Open,
        &|part| cases(played, part, true, likeliest, |days| f64::from(days <= 14.0) + soon(days)),
        macro_f1,
    );
    row(
        "reaches checkout later, after 2 pages, AUC",
        Goal::Open,
        &|part| checkout(played, part),
        auc,
    );
}

fn likeliest(line: &Line) -> f64 {
    let best = line.stages.iter().copied().fold(0.0, f64::max);
    line.stages.iter().position(|share| *share >= best).unwrap_or_default() as f64
}

/// A case for each session whose days are known: at its last page, or at its first.
fn cases(
    played: &Played,
    part: usize,
    whole: bool,
    score: fn(&Line) -> f64,
    truth: impl Fn(f64) -> f64,
) -> Vec<Scored> {
    let at = |moment: &Moment| {
        let session = &played.visitors[moment.visitor].sessions[moment.session];
        let wanted = if whole { session.pages.len() - 1 } else { 0 };
        (moment.page == Some(wanted)).then_some(session.days)?
    };
    let case = |moment: &Moment| {
        Some(Scored {
            visitor: moment.visitor,
            score: score(&moment.line),
            truth: truth(at(moment)?),
        })
    };
    played.moments(part).filter_map(case).collect()
}

/// A case for each session of two pages and more, at the second, where there was no checkout yet: how well its offer fits.
fn checkout(played: &Played, part: usize) -> Vec<Scored> {
    let is = |page: &String| page == "Checkout";
    let case = |moment: &Moment| {
        let pages = &played.visitors[moment.visitor].sessions[moment.session].pages;
        let open = moment.page == Some(1) && !pages[..2].iter().any(is);
        open.then(|| Scored {
            visitor: moment.visitor,
            score: moment.line.fit("checkout"),
            truth: f64::from(u8::from(pages[2..].iter().any(is))),
        })
    };
    played.moments(part).filter_map(case).collect()
}
