//! Whom the offers of a plan serve: the table of personas and stages, and what is in no slate.

use super::doubts::Doubts;
use super::oddity::{self, Oddity};
use crate::engine::config::Limit;
use crate::engine::node::indexed;
use crate::engine::past::Past;
use crate::engine::slate::{self, Case, Moment};
use crate::engine::{Belief, Engine, Journal, Plan, Slate};
use std::fmt::Write as _;
use std::sync::Arc;

/// The most offers that are named one by one as outranked.
const NAMED: usize = 20;

/// Visitors of whom nothing is known but who they are and where they stand: what a config offers them, whatever it says of
/// when an offer may be shown.
pub struct Strangers {
    engine: Engine,
    past: Past,
    usual: Belief,
}

impl Strangers {
    /// Those of this plan; none where it works only with its audiences and times.
    pub fn of(plan: &Plan) -> Option<Self> {
        Strangers::who_see(plan, |_| true)
    }

    /// Those who see some of the offers alone, by their positions.
    fn who_see(plan: &Plan, sees: impl Fn(usize) -> bool) -> Option<Self> {
        let mut config = plan.config.clone();
        // Here is asked what comes first, not what may be shown when.
        for (index, offer) in config.offers.iter_mut().enumerate() {
            (offer.audience, offer.from, offer.limit) = (None, None, Limit::default());
            offer.until = (!sees(index)).then_some(0);
        }
        config.panel.explore = 0.0;
        let bare = Plan::new(config, Vec::new()).ok()?;
        let engine = Engine::new(Arc::new(bare), Journal::default());
        let (past, usual) = (engine.past(0), engine.belief(0));
        Some(Strangers { engine, past, usual })
    }

    /// The slate for a persona, "other" after the last, in a stage; without one of them, for those of whom it is not known.
    pub fn slate(&self, persona: Option<usize>, stage: Option<usize>) -> Slate {
        let plan = &*self.engine.plan;
        let sure = |at: usize, shares: &mut Vec<f64>| {
            shares
                .iter_mut()
                .enumerate()
                .for_each(|(it, share)| *share = f64::from(u8::from(it == at)));
        };
        let mut belief = self.usual.clone();
        if let Some(persona) = persona {
            sure(persona, &mut belief.personas);
        }
        if let Some(stage) = stage {
            sure(stage, &mut belief.places.stages);
            sure(plan.stages[stage].journey, &mut belief.places.journeys);
        }
        let moment = Moment { now: 0, seed: 0, slots: plan.config.panel.slots };
        let (mut slate, belief) = (Slate::default(), &belief);
        let case = Case { plan, belief, past: &self.past, events: &[], met: &[] };
        slate::choose(&mut slate, &mut slate::Room::default(), &case, moment);
        slate
    }
}

/// Offers that are in no slate.
#[derive(Default)]
pub struct Outranked {
    /// The first of them, each with those that come first where it would do best.
    pub named: Vec<(usize, Vec<usize>)>,
    /// How many more there are.
    pub more: usize,
}

/// Offers that are in no slate of a stranger, whatever he is and wherever he stands: the engine itself is asked, for each
/// persona in each stage, and for those of whom one of the two is not known. Of the offers that do not rank nothing is said.
pub fn outranked(plan: &Plan, ranks: &dyn Fn(usize) -> bool) -> Outranked {
    let Some(strangers) = Strangers::who_see(plan, ranks) else { return Outranked::default() };
    let bare = &strangers.engine.plan;
    let mut seen = vec![false; bare.offers.len()];
    let mut slates = Vec::new();
    let (personas, stages) = (strangers.usual.personas.len(), strangers.usual.places.stages.len());
    for persona in (0..personas).map(Some).chain([None]) {
        for stage in (0..stages).map(Some).chain([None]) {
            let slate = strangers.slate(persona, stage);
            let picks: Vec<usize> = slate.picks.iter().map(|pick| pick.offer).collect();
            for pick in &picks {
                seen[*pick] = true;
            }
            slates.push(((persona, stage), picks));
        }
    }
    // What follows from another offer has its moment there.
    for next in bare.offers.iter().flat_map(|offer| &offer.next) {
        seen[*next] = true;
    }
    // One without an id may be the one that another names by what it was to be called.
    let is_named = |offer: usize| !plan.config.offers[offer].id.is_empty();
    let is_unseen = |offer: &usize| !seen[*offer] && ranks(*offer) && is_named(*offer);
    let unseen: Vec<usize> = (0..seen.len()).filter(is_unseen).collect();
    let by = |offer: usize| {
        let row = bare.rows.row(offer);
        let share = |at: (Option<usize>, Option<usize>)| match at {
            (Some(persona), Some(stage)) => row[persona * stages + stage],
            _ => 0.0,
        };
        let best = slates.iter().max_by(|one, other| share(one.0).total_cmp(&share(other.0)));
        best.map(|(_, picks)| picks.clone()).unwrap_or_default()
    };
    let named = unseen.iter().take(NAMED).map(|offer| (*offer, by(*offer))).collect();
    Outranked { named, more: unseen.len().saturating_sub(NAMED) }
}

/// The offers that serve a persona in a stage, as positions in [`Plan::offers`]; those that serve the one of them that is given.
pub fn serving(plan: &Plan, persona: Option<usize>, stage: Option<usize>) -> Vec<usize> {
    let serves = |named: &[usize], one: Option<usize>| {
        named.is_empty() || one.is_none_or(|one| named.contains(&one))
    };
    let offers = plan.offers.iter().enumerate();
    offers
        .filter(|(_, offer)| serves(&offer.personas, persona) && serves(&offer.stages, stage))
        .map(|(at, _)| at)
        .collect()
}

/// Where a stage stands in the file.
pub fn path_of(plan: &Plan, stage: usize) -> String {
    let journey = plan.stages[stage].journey;
    let inside = stage - plan.journeys[journey].stages.start;
    indexed(&(indexed("journeys", journey) + ".stages"), inside)
}

/// How many offers serve each persona in each stage, stage by stage, those included of which it is not known whom they serve.
struct Table<'p> {
    personas: Vec<&'p str>,
    rows: Vec<(&'p str, Vec<usize>)>,
}

impl<'p> Table<'p> {
    fn of(plan: &'p Plan, doubts: &Doubts) -> Self {
        let is_known = |persona: &usize| !doubts.about(&indexed("personas", *persona), &["id"]);
        let personas: Vec<usize> = (0..plan.config.personas.len()).filter(is_known).collect();
        let is_known = |stage: &usize| !doubts.about(&path_of(plan, *stage), &["id"]);
        let offers = 0..plan.offers.len();
        let unclear: Vec<bool> = offers.map(|offer| doubts.about_served(offer)).collect();
        let row = |stage: usize| {
            let serving = |persona: &usize| {
                let mut serves = unclear.clone();
                for offer in serving(plan, Some(*persona), Some(stage)) {
                    serves[offer] |= !doubts.is_idle(offer);
                }
                serves.into_iter().filter(|serves| *serves).count()
            };
            (plan.stages[stage].id.as_str(), personas.iter().map(serving).collect())
        };
        let rows = (0..plan.stages.len()).filter(is_known).map(row).collect();
        let id = |persona: &usize| plan.config.personas[*persona].id.as_str();
        Table { personas: personas.iter().map(id).collect(), rows }
    }

    /// The pairs with fewer than two offers.
    fn thin(&self) -> Vec<String> {
        let mut cells = Vec::new();
        for (index, persona) in self.personas.iter().enumerate() {
            let thin = self.rows.iter().filter(|(_, counts)| counts[index] < 2);
            cells.extend(thin.map(|(stage, _)| format!("{persona} in {stage}")));
        }
        cells
    }
}

/// That some cells of the table have fewer than two offers.
pub fn thin(plan: &Plan, doubts: &Doubts) -> Option<Oddity> {
    let cells = Table::of(plan, doubts).thin();
    (!cells.is_empty()).then(|| oddity::thin_cells(&cells))
}

/// The table of personas and stages: how many offers serve each pair.
pub fn table(plan: &Plan, doubts: &Doubts) -> String {
    let Table { personas, rows } = Table::of(plan, doubts);
    let first = rows.iter().map(|(stage, _)| stage.chars().count()).max().unwrap_or(0);
    let mut out = format!("{:first$}", "offers");
    for persona in &personas {
        out += "  ";
        out += persona;
    }
    for (stage, counts) in rows {
        let _ = write!(out, "\n{stage:first$}");
        for (persona, count) in personas.iter().zip(counts) {
            let width = persona.chars().count();
            let _ = write!(out, "  {count:>width$}");
        }
    }
    out + "\n\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Checked;

    #[test]
    fn an_offer_serves_what_it_names_and_all_stages_of_its_journeys() {
        let text = r#"{"version":1,"personas":[{"id":"it"},{"id":"finance"}],
            "journeys":[{"id":"buy","stages":[{"id":"look"},{"id":"choose"}]},{"id":"use","stages":[{"id":"renew"}]}],
            "offers":[{"id":"all","title":"A","url":"/a"},
                {"id":"guide","title":"B","url":"/b","personas":["it"],"stages":["choose"]},
                {"id":"tour","title":"C","url":"/c","journeys":["buy"]}]}"#;
        let plan = Checked::read(text).plan.unwrap();
        let (it, finance, choose, renew) = (Some(0), Some(1), Some(1), Some(2));
        assert_eq!(serving(&plan, it, choose), [0, 1, 2]);
        assert_eq!(serving(&plan, finance, choose), [0, 2]);
        assert_eq!(serving(&plan, it, renew), [0]);
        assert_eq!(serving(&plan, it, None), [0, 1, 2], "of an unknown stage it may be any");
        assert_eq!(serving(&plan, None, renew), [0]);
    }
}
