//! Why an offer is on the slate, in plain words: the largest terms that put it there.
//!
//! A reason says what the visitor did, never what he is.

use super::Belief;
use super::event::What;
use super::evidence::{Evidence, TEMPER, damped};
use super::fit;
use super::past::Past;
use super::plan::Plan;
use super::signal::Moment;

/// The most reasons an offer is shown with.
const MOST: usize = 4;

/// What the visitor said outweighs what was inferred.
const SAID: f64 = 10.0;

/// A reason smaller than this is not worth a sentence.
const LEAST: f64 = 0.12;

/// How much louder the reasons of this very page view speak.
const JUST_NOW: f64 = 3.0;

/// A persona that leads by this much makes offers for the others something to pass on.
const LEADS: f64 = 0.5;

/// The reasons for one offer, the largest first; at least one.
pub fn reasons(
    plan: &Plan,
    belief: &Belief,
    moments: &[Moment],
    past: &Past,
    offer: usize,
) -> Vec<String> {
    let mut terms: Vec<(f64, String)> = Vec::new();
    let say = |parts: &[&str]| parts.concat();
    let serves = &plan.offers[offer];
    if let Some(persona) = belief.said.filter(|persona| serves.personas.contains(persona)) {
        let says =
            plan.config.personas[persona].says.in_language(&plan.language, &plan.config.locale);
        terms.push((SAID, say(&["Because you said “", says, "”"])));
    }
    if let Some(from) = fit::leads_here(plan, offer, past) {
        let title = plan.config.offers[from].title.in_language(&plan.language, &plan.config.locale);
        let reason = match past.clicked_last {
            Some(clicked) if clicked == from => say(&["Follows from “", title, "”"]),
            _ => "A next step from this page".into(),
        };
        terms.push((fit::NEXT_ODDS.ln(), reason));
    }
    if past.offers[offer].sessions >= 3 {
        terms.push((1.0, "Because you came back to it".into()));
    }
    for (signal, suggestion) in plan.suggestions.iter().enumerate() {
        let said = |pairs: &[(usize, f64)], served: &[usize], belief: &[f64]| -> f64 {
            pairs
                .iter()
                .filter(|(index, _)| served.contains(index))
                .map(|(index, log)| belief[*index] * log)
                .sum()
        };
        let strength = said(&suggestion.personas, &serves.personas, &belief.personas)
            + said(&suggestion.stages, &serves.stages, &belief.standing.stages);
        let size =
            TEMPER * damped(belief.weights[signal]) * strength * recency(belief, moments, signal);
        if size > LEAST
            && let Some(did) = did(plan, belief, moments, signal)
        {
            terms.push((size, say(&["Because ", &did])));
        }
    }
    let mut reasons: Vec<String> = Vec::new();
    if let Some(colleague) = colleague(plan, belief, &serves.personas) {
        let name =
            plan.config.personas[colleague].name.in_language(&plan.language, &plan.config.locale);
        reasons.push(say(&["Worth passing on to: ", name]));
    }
    // A handful of terms: taking out the largest spares the browser module a sorting algorithm.
    while let Some(largest) = largest(&terms).filter(|_| reasons.len() < MOST) {
        let (_, reason) = terms.swap_remove(largest);
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    if reasons.is_empty() {
        reasons.push(usual(belief));
    }
    reasons
}

/// The position of the largest term; of equals the one whose words come first, whatever the order of the file.
fn largest(terms: &[(f64, String)]) -> Option<usize> {
    (0..terms.len()).max_by(|one, other| {
        let (one, other) = (&terms[*one], &terms[*other]);
        one.0.total_cmp(&other.0).then_with(|| other.1.cmp(&one.1))
    })
}

/// What the visitor did that made the signal hold: its `because`, or else the page's title or the search, unless another
/// signal has words for the same event.
fn did(plan: &Plan, belief: &Belief, moments: &[Moment], signal: usize) -> Option<String> {
    let because = |signal: usize| {
        plan.config.signals[signal].because.in_language(&plan.language, &plan.config.locale)
    };
    if !because(signal).is_empty() {
        return Some(because(signal).into());
    }
    let latest = belief.evidence.iter().rev().find(|held| held.signal == signal)?;
    let worded = |held: &Evidence| held.event == latest.event && !because(held.signal).is_empty();
    if belief.evidence.iter().any(worded) {
        return None;
    }
    match &moments[latest.event].event.what {
        What::Page(page) if !page.title.is_empty() => {
            Some(["you read “", own_title(&page.title), "”"].concat())
        }
        What::Search(query) => Some(["you searched for “", query, "”"].concat()),
        _ => None,
    }
}

/// A page's title without the site's name, which stands after a bar by custom.
fn own_title(title: &str) -> &str {
    let bar = title.bytes().position(|byte| byte == b'|').filter(|bar| *bar > 0);
    title.get(..bar.unwrap_or(title.len())).unwrap_or(title).trim_ascii_end()
}

/// The persona an offer is for, when another one leads.
fn colleague(plan: &Plan, belief: &Belief, serves: &[usize]) -> Option<usize> {
    let lead = (0..plan.config.personas.len()).find(|persona| belief.personas[*persona] > LEADS)?;
    if serves.contains(&lead) { None } else { serves.first().copied() }
}

/// What was done since the page was opened is on the visitor's mind: its reasons come first.
fn recency(belief: &Belief, moments: &[Moment], signal: usize) -> f64 {
    let opened = moments.iter().rposition(|moment| matches!(moment.event.what, What::Page(_)));
    let now = |held: &Evidence| held.signal == signal && Some(held.event) >= opened;
    if belief.evidence.iter().any(now) { JUST_NOW } else { 1.0 }
}

/// Where nothing in particular speaks for an offer.
fn usual(belief: &Belief) -> String {
    if belief.evidence.is_empty() { "A good place to start" } else { "Also worth a look" }.into()
}
