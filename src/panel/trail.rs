//! What the visitor did, read off the journal as the page's API gives it.

use super::page::{address, moment};
use super::site::Site;
use super::slate_view::{OfferView, list, text};
use crate::engine::node::Node;
use crate::engine::url::{cut, without_slashes};

/// The steps, oldest first.
#[derive(Debug, Default)]
pub struct Trail {
    /// One for each event that can be shown.
    pub steps: Vec<Step>,
}

/// One thing that happened.
#[derive(Debug)]
pub struct Step {
    /// Its position in the journal.
    pub place: u32,
    /// When, in milliseconds since the Unix epoch.
    pub at: f64,
    /// What.
    pub what: What,
}

/// What can happen.
#[derive(Debug, PartialEq)]
pub enum What {
    /// A page was viewed.
    Page {
        /// Its address.
        url: String,
        /// Its title; its address where it has none.
        title: String,
        /// How long it was looked at, in seconds.
        engaged: f64,
    },
    /// Something that is a key of the panel's words and a name: `search` and what was searched for.
    Did(&'static str, String),
    /// These offers were seen.
    Seen(Vec<String>),
}

/// Steps this far apart belong to different sessions, in milliseconds.
const GAP: f64 = 30.0 * 60_000.0;
/// After so long the visitor is welcomed back.
const PAUSE: f64 = 4.0 * 3_600_000.0;
/// After so long he starts afresh.
const LONG: f64 = 60.0 * 86_400_000.0;
/// He is welcomed on so many pages of a visit.
const WELCOMES: usize = 3;

/// Where the visit before this one ended.
#[derive(Debug, PartialEq)]
pub struct Left {
    /// The page it ended at: its title and address.
    pub page: (String, String),
    /// How long ago that was, in milliseconds.
    pub ago: f64,
    /// Whether that is so long that this is a new start.
    pub long: bool,
}

impl Trail {
    /// Reads a journal. What is no event is left out.
    pub fn read<N: Node>(journal: &[N]) -> Trail {
        let mut steps = Vec::new();
        for (place, event) in journal.iter().enumerate() {
            let at = moment(&text(event, "at"));
            if let Some(what) = what(event) {
                steps.push(Step { place: place as u32, at, what });
            }
        }
        Trail { steps }
    }

    /// Whether the visitor followed the offer, or was on its page.
    pub fn used(&self, offer: &OfferView) -> bool {
        let whole = address(&offer.url);
        // Of a place on a page nobody knows whether it was looked at.
        let (_, place) = cut(&offer.url, b'#');
        let whole = place.is_empty().then_some(whole);
        self.steps.iter().any(|step| match &step.what {
            What::Page { url, .. } => whole.as_deref().is_some_and(|whole| same_page(whole, url)),
            What::Did(did, id) => *did == "click" && *id == offer.id,
            What::Seen(_) => false,
        })
    }

    /// Whether something was done with this name.
    pub fn did(&self, what: &str, name: &str) -> bool {
        let same =
            |step: &&Step| matches!(&step.what, What::Did(did, it) if *did == what && it == name);
        self.steps.iter().any(|step| same(&step))
    }

    /// The position of the first step of the visit that goes on now.
    fn visit(&self) -> usize {
        let pairs = self.steps.windows(2);
        pairs
            .enumerate()
            .rfind(|(_, pair)| pair[1].at - pair[0].at > GAP)
            .map_or(0, |(at, _)| at + 1)
    }

    /// The steps of the visit that goes on now.
    pub fn now(&self) -> &[Step] {
        &self.steps[self.visit()..]
    }

    /// How many pages were viewed in the visit that goes on now.
    pub fn pages(&self) -> usize {
        self.now().iter().filter(|step| matches!(step.what, What::Page { .. })).count()
    }

    /// Where the visit before ended, if that is worth a word.
    pub fn left(&self) -> Option<Left> {
        let (before, now) = self.steps.split_at(self.visit());
        let (last, began) = (before.last()?, now.first()?.at);
        let ago = began - last.at;
        let page = before.iter().rev().find_map(|step| match &step.what {
            What::Page { url, title, .. } => Some((title.clone(), url.clone())),
            _ => None,
        })?;
        (ago >= PAUSE && self.pages() <= WELCOMES).then_some(Left { page, ago, long: ago > LONG })
    }

    /// Offers that were seen in the visits before and not used since, the latest first, without those `shown` just now.
    pub fn unused<'s>(&self, site: &'s Site, shown: &[String]) -> Vec<&'s OfferView> {
        let mut open: Vec<&OfferView> = Vec::new();
        for step in self.steps[..self.visit()].iter().rev() {
            let What::Seen(ids) = &step.what else { continue };
            for offer in ids.iter().filter_map(|id| site.offer(id)) {
                let (view, known) =
                    (&offer.view, open.iter().any(|known| known.id == offer.view.id));
                if !known
                    && !shown.contains(&view.id)
                    && !self.did("dismissal", &view.id)
                    && !self.used(view)
                {
                    open.push(view);
                }
            }
        }
        open
    }
}

/// Whether two addresses without fragments are one page; a slash at the end makes no difference.
pub fn same_page(one: &str, other: &str) -> bool {
    without_slashes(one) == without_slashes(other)
}

fn what<N: Node>(event: &N) -> Option<What> {
    if let Some(page) = event.get("page") {
        let (url, title) = (text(&page, "url"), text(&page, "title"));
        let title = if title.is_empty() { url.clone() } else { title };
        let engaged = page.number_in("engaged").unwrap_or_default();
        return Some(What::Page { url, title, engaged });
    }
    if let Some(seen) = event.get("impression") {
        return Some(What::Seen(
            list(&seen, "offers").iter().map(|offer| text(offer, "id")).collect(),
        ));
    }
    if let Some(form) = event.get("form") {
        let did = match text(&form, "did").as_str() {
            "start" => "start",
            "submit" => "submit",
            _ => "abandon",
        };
        return Some(What::Did(did, text(&form, "id")));
    }
    if let Some(feedback) = event.get("feedback") {
        let helped = feedback.get("helped").and_then(|helped| helped.flag()) == Some(true);
        return Some(What::Did(if helped { "yes" } else { "no" }, String::new()));
    }
    for (kind, key, did) in [
        ("search", "query", "search"),
        ("click", "offer", "click"),
        ("dismissal", "offer", "dismissal"),
        ("event", "name", "event"),
        ("conversion", "name", "event"),
        ("persona", "is", "persona"),
    ] {
        if let Some(body) = event.get(kind) {
            let name = text(&body, key);
            let taken_back = kind == "persona" && name.is_empty();
            return Some(What::Did(if taken_back { "retract" } else { did }, name));
        }
    }
    None
}
