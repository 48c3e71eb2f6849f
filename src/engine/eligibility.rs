//! May this offer be shown now? Yes, or why not.

use super::past::Past;
use super::plan::Plan;
use super::signal::{self, Moment};
use super::time::{DAY, Millis};
use super::url;

/// Why an offer is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// Its `from` is still to come.
    NotYet,
    /// Its `until` has passed.
    Over,
    /// It leads to the page the visitor is on.
    ThisPage,
    /// The visitor dismissed it.
    Dismissed,
    /// The visitor clicked it, and it rests.
    Clicked,
    /// It was shown as often as its limit allows.
    Capped,
    /// Its audience condition does not hold.
    Audience,
}

/// For how many days a dismissed offer rests where the config does not say.
const DISMISSED_DAYS: f64 = 30.0;

/// Whether the offer may be shown, or why not.
///
/// # Errors
/// The first rule that forbids it.
pub fn check(
    plan: &Plan,
    offer: usize,
    past: &Past,
    moments: &[Moment],
    now: Millis,
) -> Result<(), LeftOut> {
    let rules = &plan.config.offers[offer];
    let done = &past.offers[offer];
    let within = |at: Option<Millis>, days: f64| {
        at.is_some_and(|at| ((now - at) as f64) < days * DAY as f64)
    };
    let here = past.here.is_some_and(|here| {
        plan.offers[offer].target.is_page(url::parse(&here.url).host, &here.page)
    });
    let limit = rules.limit;
    let recent = limit.per_days.map_or(done.impressions.len(), |days| {
        done.impressions.iter().filter(|at| within(Some(**at), days)).count()
    });
    let capped = limit.impressions.is_some_and(|most| recent as f64 >= most)
        || limit.per_session.is_some_and(|most| done.seen_this_session as f64 >= most);
    if rules.from.is_some_and(|from| now < from) {
        Err(LeftOut::NotYet)
    } else if rules.until.is_some_and(|until| now >= until) {
        Err(LeftOut::Over)
    } else if here {
        Err(LeftOut::ThisPage)
    } else if within(done.dismissed, rules.hide_after.dismissal.unwrap_or(DISMISSED_DAYS)) {
        Err(LeftOut::Dismissed)
    } else if rules.hide_after.click.is_some_and(|days| within(done.clicked, days)) {
        Err(LeftOut::Clicked)
    } else if capped {
        Err(LeftOut::Capped)
    } else if rules.audience.as_ref().is_some_and(|audience| !signal::holds_ever(audience, moments))
    {
        Err(LeftOut::Audience)
    } else {
        Ok(())
    }
}
