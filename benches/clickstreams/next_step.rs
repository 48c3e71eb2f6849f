//! The next step: is the page viewed next among the four offers shown, each page type being an offer?

use super::measure::{Scored, mean, measured};
use super::replay::{Journals, Line};
use super::rows::{self, PAGE, Visitor, times};
use super::table::{self, Goal};
use std::path::Path;

/// Visitors, and what a replay said at each of their moments.
pub struct Played {
    /// The visitors.
    pub visitors: Vec<Visitor>,
    moments: Vec<Moment>,
}

/// A line of the replay, with its place.
pub struct Moment {
    /// Which visitor.
    pub visitor: usize,
    /// Which of his sessions.
    pub session: usize,
    /// Which of its pages; `None`: he comes back and no page is known yet.
    pub page: Option<usize>,
    /// What the replay said.
    pub line: Line,
}

/// The page of a page type.
fn path(page: &str) -> String {
    format!("/{}", page.to_lowercase().replace(' ', "-"))
}

/// Replays every `keep`-th visitor of `train` and all of `dev`.
pub fn play(file: &Path, config: &str, keep: usize) -> Played {
    let visitors = rows::visitors(file, keep);
    let (mut journals, mut places) = (Journals::default(), Vec::new());
    for (visitor, said) in visitors.iter().enumerate() {
        for (number, session) in said.sessions.iter().enumerate() {
            if number > 0 {
                journals.arrival(visitor, session.at - 1_000);
                places.push((visitor, number, None));
            }
            for (index, page) in session.pages.iter().enumerate() {
                journals.page(visitor, session.at + times(index, PAGE), &path(page), None);
                places.push((visitor, number, Some(index)));
            }
        }
    }
    let lines = journals.replay(config, false);
    assert_eq!(lines.len(), places.len(), "a line for each event");
    let moments = places.into_iter().zip(lines);
    let moments = moments
        .map(|((visitor, session, page), line)| Moment { visitor, session, page, line })
        .collect();
    Played { visitors, moments }
}

impl Played {
    /// The moments of a part.
    pub fn moments(&self, part: usize) -> impl Iterator<Item = &Moment> {
        self.moments.iter().filter(move |moment| self.visitors[moment.visitor].part == part)
    }

    /// The place of the page viewed next on each slate, from 1: on the pages of a session, or on `arrival`.
    fn ranks(&self, part: usize, arrival: bool) -> Vec<(usize, Option<usize>)> {
        self.moments(part)
            .filter(|moment| moment.page.is_none() == arrival)
            .filter_map(|moment| {
                let pages = &self.visitors[moment.visitor].sessions[moment.session].pages;
                let next = path(pages.get(moment.page.map_or(0, |page| page + 1))?);
                let rank = moment.line.slate.iter().position(|(offer, _)| *offer == next[1..]);
                Some((moment.visitor, rank.map(|rank| rank + 1)))
            })
            .collect()
    }

    fn print(&self, arrival: bool, goal: f64) {
        let ranks = [0, 1].map(|part| self.ranks(part, arrival));
        let row = |name: &str, goal: Goal, score: &dyn Fn(usize) -> f64| {
            let parts = ranks.each_ref().map(|ranks| {
                let cases: Vec<Scored> = ranks
                    .iter()
                    .map(|(visitor, rank)| Scored {
                        visitor: *visitor,
                        score: rank.map_or(0.0, score),
                        truth: 0.0,
                    })
                    .collect();
                measured(&cases, mean)
            });
            table::row(name, parts, goal);
        };
        row("hit rate at 1", Goal::Open, &|rank| f64::from(rank == 1));
        row("hit rate at 4", Goal::Least(goal), &|rank| f64::from(rank <= 4));
        row("mean reciprocal rank at 4", Goal::Open, &|rank| 1.0 / rank as f64);
    }
}

/// The next page within a session, and the first page of a return visit.
pub fn journey365(played: &Played) {
    table::heading("journey365: next page within a session");
    played.print(false, 0.72);
    table::heading("journey365: first page of a return visit");
    played.print(true, 0.76);
}

/// The next page within a session; of `train`, every sixth visitor.
pub fn msnbc(file: &Path) {
    let played = play(file, "msnbc.json", 6);
    table::heading("msnbc: next page within a session");
    played.print(false, 0.67);
}
