//! Expectations, and whether what was found meets them.

use super::case::Site;
use super::found::{offered, says, share, shares, text};
use serde_json::{Value, json};

/// One thing that is expected. Ids are known to the site.
pub enum Expectation {
    /// No share is larger than this persona's.
    Leads(String),
    /// The leading persona has at least this share.
    LeadsBy(f64),
    /// Only the leader of the named personas is before this one.
    Second(String),
    /// No named persona has half of the belief.
    Unsure,
    /// This persona's share is smaller.
    Below(String, f64),
    /// The likeliest stage is one of these.
    StageOneOf(Vec<String>),
    /// The stages of this phase have at least this share together.
    Phase(String, f64),
    /// The movement is one of these.
    Movement(Vec<String>),
    /// All of these are offered.
    All(Vec<String>),
    /// At least one of these is offered.
    Any(Vec<String>),
    /// None of these is offered.
    None(Vec<String>),
    First(String),
    /// At least so many are offered.
    AtLeast(u64),
    /// This offer (`*`: any of them) is shown for a reason with these words in it.
    Because(String, String),
    /// This offer is left out by this rule.
    LeftOut(String, String),
}

impl Expectation {
    pub fn is_about_offers(&self) -> bool {
        use Expectation::{All, Any, AtLeast, Because, First, LeftOut, None};
        matches!(
            self,
            All(_) | Any(_) | AtLeast(_) | Because(..) | First(_) | LeftOut(..) | None(_)
        )
    }

    /// What was expected, if it is not what was found. The belief is the same under every seed, the slate is not.
    pub fn missed(&self, found: &[Value], site: &Site) -> Option<String> {
        let one = &found[0];
        let named = || shares(&one["personas"]).into_iter().filter(|(id, _)| id != "other");
        let in_all =
            |holds: &dyn Fn(&[String]) -> bool| found.iter().all(|found| holds(&offered(found)));
        let (holds, expected) = match self {
            Expectation::Leads(id) => {
                (shares(&one["personas"])[0].0 == *id, format!("{id} to lead"))
            }
            Expectation::LeadsBy(least) => (
                shares(&one["personas"])[0].1 >= *least,
                format!("the leading persona to have at least {least}"),
            ),
            Expectation::Second(id) => {
                (named().nth(1).is_some_and(|second| second.0 == *id), format!("{id} to be second"))
            }
            Expectation::Unsure => {
                (named().all(|(_, share)| share < 0.5), "no persona to have half".into())
            }
            Expectation::Below(id, most) => {
                (share(&one["personas"], id) < *most, format!("{id} below {most}"))
            }
            Expectation::StageOneOf(ids) => {
                (ids.contains(&shares(&one["stages"])[0].0), format!("the stage to be {}", or(ids)))
            }
            Expectation::Phase(phase, least) => {
                let stages = site.stages.iter().filter(|stage| stage.1 == *phase);
                let sum: f64 = stages.map(|stage| share(&one["stages"], &stage.0)).sum();
                (sum >= *least, format!("phase {phase:?} to have at least {least}, not {sum:.2}"))
            }
            Expectation::Movement(some) => {
                (some.contains(&text(&one["movement"])), format!("the movement {}", or(some)))
            }
            Expectation::All(ids) => {
                let missing: Vec<String> =
                    ids.iter().filter(|id| !in_all(&|held| held.contains(id))).cloned().collect();
                (
                    missing.is_empty(),
                    format!(
                        "{} among the offers, also when the last slot explores",
                        missing.join(" and ")
                    ),
                )
            }
            Expectation::Any(ids) => (
                in_all(&|held| ids.iter().any(|id| held.contains(id))),
                format!("{} among the offers, also when the last slot explores", or(ids)),
            ),
            Expectation::None(ids) => {
                let shown: Vec<String> =
                    ids.iter().filter(|id| !in_all(&|held| !held.contains(id))).cloned().collect();
                (shown.is_empty(), format!("{} not to be offered", or(&shown)))
            }
            Expectation::First(id) => {
                (in_all(&|held| held.first() == Some(id)), format!("{id} to be the first offer"))
            }
            Expectation::AtLeast(least) => {
                (in_all(&|held| held.len() as u64 >= *least), format!("at least {least} offers"))
            }
            Expectation::Because(offer, words) => (
                found.iter().all(|found| says(found, offer, words)),
                format!("{offer} to be offered because {words:?}"),
            ),
            Expectation::LeftOut(offer, why) => (
                one["leftOut"][offer] == json!(why),
                format!("{offer} to be left out by the rule {why:?}"),
            ),
        };
        (!holds).then_some(expected)
    }
}

fn or(ids: &[String]) -> String {
    ids.join(" or ")
}
