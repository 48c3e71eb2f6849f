//! What a plan that Cairn can run with would yet not do as its writer means.

use super::oddity::{self, Oddity};
use super::satisfiable::never;
use crate::engine::config::{Config, Limit, Text};
use crate::engine::node::indexed;
use crate::engine::past::Past;
use crate::engine::slate::{self, Moment};
use crate::engine::time::Millis;
use crate::engine::{Belief, Engine, Journal, Plan, Slate};
use std::fmt::Write as _;
use std::sync::Arc;

/// The most characters of an offer's title and of its text: three lines each on the narrowest panel, 320 px.
const LONGEST: [(&str, usize); 2] = [("title", 80), ("text", 200)];

/// The most offers that are named one by one as outranked.
const NAMED: usize = 20;

/// All oddities. `own` says whether the journeys are the file's own, `written` how many signals are; `now` is in
/// milliseconds since 1970.
pub fn oddities(plan: &Plan, own: bool, written: usize, now: Millis) -> Vec<Oddity> {
    let mut found = Vec::new();
    signals(plan, written, &mut found);
    offers(plan, now, &mut found);
    outranked(plan, &mut found);
    personas(plan, &mut found);
    if own {
        stages(plan, &mut found);
        if let Some(cells) = Some(thin(plan)).filter(|cells| !cells.is_empty()) {
            found.push(oddity::thin_cells(&cells));
        }
    }
    languages(&plan.config, &mut found);
    found
}

fn signals(plan: &Plan, written: usize, found: &mut Vec<Oddity>) {
    for (index, signal) in plan.config.signals.iter().enumerate().take(written) {
        if let Some(why) = never(&signal.when, true, &plan.config.privacy.query_keys) {
            found.push(oddity::never_holds(indexed("signals", index) + ".when", &signal.id, &why));
        }
    }
}

fn offers(plan: &Plan, now: Millis, found: &mut Vec<Oddity>) {
    let keys = &plan.config.privacy.query_keys;
    for (index, offer) in plan.config.offers.iter().enumerate() {
        let nobody = |audience| never(audience, false, keys);
        if let Some(why) = offer.audience.as_ref().and_then(nobody) {
            found.push(oddity::no_audience(plan, index, &why));
        }
        if offer.until.is_some_and(|until| until <= now) {
            found.push(oddity::over(plan, index));
        }
        let limits = [offer.limit.impressions, offer.limit.per_session];
        if limits.into_iter().flatten().any(|most| most <= 0.0) {
            found.push(oddity::limited_to_nothing(plan, index));
        }
        for ((field, most), text) in LONGEST.into_iter().zip([&offer.title, &offer.text]) {
            let lengths = text.by_language.iter().map(|(_, text)| text.chars().count());
            if let Some(length) = lengths.max().filter(|length| *length > most) {
                found.push(oddity::too_long(format!("offers[{index}].{field}"), length, most));
            }
        }
    }
}

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
        let mut config = plan.config.clone();
        // Here is asked what comes first, not what may be shown when.
        for offer in &mut config.offers {
            (offer.audience, offer.from, offer.until) = (None, None, None);
            offer.limit = Limit::default();
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
        slate::choose(plan, &belief, &self.past, &[], &[], moment)
    }
}

/// Offers that are in no slate of a stranger, whatever he is and wherever he stands: the engine itself is asked, for each
/// persona in each stage, and for those of whom one of the two is not known.
fn outranked(plan: &Plan, found: &mut Vec<Oddity>) {
    let Some(strangers) = Strangers::of(plan) else { return };
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
    let unseen: Vec<usize> = (0..seen.len()).filter(|offer| !seen[*offer]).collect();
    for offer in unseen.iter().take(NAMED) {
        let row = bare.rows.row(*offer);
        let share = |at: (Option<usize>, Option<usize>)| match at {
            (Some(persona), Some(stage)) => row[persona * stages + stage],
            _ => 0.0,
        };
        let best = slates.iter().max_by(|one, other| share(one.0).total_cmp(&share(other.0)));
        let by = best.map(|(_, picks)| picks.as_slice()).unwrap_or_default();
        found.push(oddity::outranked(plan, *offer, by));
    }
    if unseen.len() > NAMED {
        found.push(oddity::more_outranked(unseen.len() - NAMED));
    }
}

fn personas(plan: &Plan, found: &mut Vec<Oddity>) {
    for (index, persona) in plan.config.personas.iter().enumerate() {
        let for_it = |(held, log): &(usize, f64)| *held == index && *log > 0.0;
        if !plan.suggestions.iter().any(|signal| signal.personas.iter().any(for_it)) {
            found.push(oddity::unsuggested_persona(indexed("personas", index), &persona.id));
        }
    }
    let sum: f64 = plan.config.personas.iter().filter_map(|persona| persona.prior).sum();
    if sum > 1.0 + 1e-9 {
        found.push(oddity::priors_above_one(sum));
    }
}

fn stages(plan: &Plan, found: &mut Vec<Oddity>) {
    for (place, stage) in plan.stages.iter().enumerate() {
        let journey = &plan.journeys[stage.journey].stages;
        let path = format!("journeys[{}].stages[{}]", stage.journey, place - journey.start);
        let for_it = |(held, log): &(usize, f64)| *held == place && *log > 0.0;
        if !plan.suggestions.iter().any(|signal| signal.stages.iter().any(for_it)) {
            found.push(oddity::unsuggested_stage(path.clone(), &stage.id));
        }
        if stage.next.is_empty() && place + 1 < journey.end {
            found.push(oddity::no_way_on(path, &stage.id));
        }
    }
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

fn thin(plan: &Plan) -> Vec<String> {
    let mut cells = Vec::new();
    for (persona, about) in plan.config.personas.iter().enumerate() {
        for (stage, at) in plan.stages.iter().enumerate() {
            if serving(plan, Some(persona), Some(stage)).len() < 2 {
                cells.push(format!("{} in {}", about.id, at.id));
            }
        }
    }
    cells
}

/// The table of personas and stages: how many offers serve each pair.
pub fn table(plan: &Plan) -> String {
    let personas = &plan.config.personas;
    let first = plan.stages.iter().map(|stage| stage.id.chars().count()).max().unwrap_or(0);
    let mut out = format!("{:first$}", "offers");
    for persona in personas {
        out += "  ";
        out += &persona.id;
    }
    for (place, stage) in plan.stages.iter().enumerate() {
        let _ = write!(out, "\n{:first$}", stage.id);
        for (index, persona) in personas.iter().enumerate() {
            let width = persona.id.chars().count();
            let _ = write!(out, "  {:>width$}", serving(plan, Some(index), Some(place)).len());
        }
    }
    out + "\n\n"
}

fn languages(config: &Config, found: &mut Vec<Oddity>) {
    let mut texts: Vec<(String, &Text)> = Vec::new();
    for (index, persona) in config.personas.iter().enumerate() {
        texts.push((format!("personas[{index}].says"), &persona.says));
    }
    for (index, signal) in config.signals.iter().enumerate() {
        texts.push((format!("signals[{index}].because"), &signal.because));
    }
    for (index, offer) in config.offers.iter().enumerate() {
        texts.push((format!("offers[{index}].title"), &offer.title));
        texts.push((format!("offers[{index}].text"), &offer.text));
    }
    texts.push(("panel.title".into(), &config.panel.title));
    texts.retain(|(_, text)| !text.by_language.is_empty());
    let spoken = |text: &Text| -> Vec<String> {
        let own = |language: &String| {
            if language.is_empty() { config.locale.clone() } else { language.clone() }
        };
        text.by_language.iter().map(|(language, _)| own(language)).collect()
    };
    let mut all: Vec<String> = texts.iter().flat_map(|(_, text)| spoken(text)).collect();
    all.sort_unstable();
    all.dedup();
    for (path, text) in texts {
        let held = spoken(text);
        let missing: Vec<&str> =
            all.iter().filter(|language| !held.contains(language)).map(String::as_str).collect();
        if !missing.is_empty() {
            found.push(oddity::missing_language(path, &missing.join(", ")));
        }
    }
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
