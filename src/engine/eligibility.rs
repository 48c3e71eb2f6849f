//! May this offer be shown now? Yes, or why not.

use super::config::Offer;
use super::past::Past;
use super::plan::Plan;
use super::signal;
use super::time::{DAY, Millis};

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
    /// An offer on the slate leads to the same place.
    SameUrl,
}

impl LeftOut {
    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            LeftOut::NotYet => "not-yet",
            LeftOut::Over => "over",
            LeftOut::ThisPage => "this-page",
            LeftOut::Dismissed => "dismissed",
            LeftOut::Clicked => "clicked",
            LeftOut::Capped => "capped",
            LeftOut::Audience => "audience",
            LeftOut::SameUrl => "same-url",
        }
    }
}

/// For how many days a dismissed offer rests where the config does not say.
const DISMISSED_DAYS: f64 = 30.0;

/// Whether the offer may be shown, or why not. `met` says which tests of the audiences ever held.
///
/// # Errors
/// The first rule that forbids it.
pub fn check(
    plan: &Plan,
    offer: usize,
    past: &Past,
    met: &[bool],
    now: Millis,
) -> Result<(), LeftOut> {
    let done = past.offer(offer);
    let rules = &plan.config.offers[offer];
    let within = |at: Option<Millis>, days: f64| {
        at.is_some_and(|at| (now.saturating_sub(at) as f64) < days * DAY as f64)
    };
    let limit = rules.limit;
    let capped = limit.impressions.is_some_and(|most| done.seen as f64 >= most)
        || limit.per_session.is_some_and(|most| done.seen_this_session as f64 >= most);
    let invited = || {
        let mut met = met[plan.offers[offer].tests.clone()].iter();
        rules.audience.as_ref().is_none_or(|audience| signal::held_ever(audience, &mut met))
    };
    if rules.from.is_some_and(|from| now < from) {
        Err(LeftOut::NotYet)
    } else if rules.until.is_some_and(|until| now >= until) {
        Err(LeftOut::Over)
    } else if past.is_here(plan, offer) {
        Err(LeftOut::ThisPage)
    } else if within(done.dismissed, rules.hide_after.dismissal.unwrap_or(DISMISSED_DAYS)) {
        Err(LeftOut::Dismissed)
    } else if rules.hide_after.click.is_some_and(|days| within(done.clicked, days)) {
        Err(LeftOut::Clicked)
    } else if capped {
        Err(LeftOut::Capped)
    } else if !invited() {
        Err(LeftOut::Audience)
    } else {
        Ok(())
    }
}

/// Whether no rule of an offer keeps it back from somebody who did nothing with it.
pub fn is_open(rules: &Offer) -> bool {
    let limit = rules.limit.impressions.or(rules.limit.per_session);
    rules.from.or(rules.until).is_none() && limit.is_none() && rules.audience.is_none()
}
