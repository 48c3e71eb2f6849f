//! What this visitor did with the offers and the pages so far: the past that counts without any training.

use super::event::{Page, What};
use super::plan::Plan;
use super::signal::Moment;
use super::time::Millis;

/// A visitor's past, as the choice of offers needs it.
#[derive(Debug)]
pub struct Past<'j> {
    /// The page the visitor is on.
    pub here: Option<&'j Page>,
    /// For each offer, what the visitor did with it.
    pub offers: Vec<OfferPast>,
    /// The offer clicked last in this session.
    pub clicked_last: Option<usize>,
}

/// What the visitor did with an offer.
#[derive(Clone, Debug, Default)]
pub struct OfferPast {
    /// When it was clicked last.
    pub clicked: Option<Millis>,
    /// When it was dismissed last.
    pub dismissed: Option<Millis>,
    /// When it was seen.
    pub impressions: Vec<Millis>,
    /// How often it was seen in this session.
    pub seen_this_session: usize,
    /// How often it was seen since the last click on it.
    pub ignored: usize,
    /// In how many sessions the page it leads to was viewed.
    pub sessions: usize,
    /// How often the visitor went from the page he is on straight to the page it leads to.
    pub followed: usize,
    /// When its page was read to the end last.
    pub read: Option<Millis>,
}

/// A page that held the visitor for so many seconds and was seen to this share counts as read to the end.
const READ_SECONDS: f64 = 25.0;
const READ_SHARE: f64 = 0.75;

impl<'j> Past<'j> {
    /// Reads the past off a journal's moments.
    pub fn of(plan: &Plan, moments: &[Moment<'j>]) -> Self {
        let here = moments.last().and_then(|moment| moment.page);
        let session = moments.last().map_or(1, |moment| moment.session);
        let mut past = Past {
            here,
            offers: vec![OfferPast::default(); plan.offers.len()],
            clicked_last: None,
        };
        // What is seen on the page that is shown counts from the next one on: offers must not change by being looked at.
        let this_view = moments
            .iter()
            .rposition(|moment| matches!(moment.event.what, What::Page(_)))
            .unwrap_or(0);
        let mut before: Option<&Moment> = None;
        let mut counted = vec![0; plan.offers.len()];
        for (index, moment) in moments.iter().enumerate() {
            match &moment.event.what {
                What::Page(page) => {
                    past.view(plan, moment, page, before, &mut counted);
                    before = Some(moment);
                }
                What::Impression(impression) if index < this_view => {
                    for offer in impression.offers.iter().filter_map(|(id, _)| find(plan, id)) {
                        let offer = &mut past.offers[offer];
                        offer.impressions.push(moment.event.at);
                        offer.seen_this_session += usize::from(moment.session == session);
                        offer.ignored += 1;
                    }
                }
                What::Click(id) => {
                    if let Some(offer) = find(plan, id) {
                        past.offers[offer].clicked = Some(moment.event.at);
                        past.offers[offer].ignored = 0;
                        past.clicked_last = (moment.session == session).then_some(offer);
                    }
                }
                What::Dismissal(id) => {
                    if let Some(offer) = find(plan, id) {
                        past.offers[offer].dismissed = Some(moment.event.at);
                    }
                }
                _ => {}
            }
        }
        past
    }

    fn view(
        &mut self,
        plan: &Plan,
        moment: &Moment,
        page: &Page,
        before: Option<&Moment>,
        counted: &mut [usize],
    ) {
        let host = super::url::parse(&page.url).host;
        let came_from_here = before.and_then(|before| before.page).map(|page| &page.page)
            == self.here.map(|here| &here.page)
            && before.is_some_and(|before| before.session == moment.session);
        for (index, planned) in plan.offers.iter().enumerate() {
            // To have been on a page says nothing of a particular place on it.
            if !planned.target.fragment.is_empty() || !planned.target.is_page(host, &page.page) {
                continue;
            }
            let offer = &mut self.offers[index];
            offer.sessions += usize::from(counted[index] != moment.session);
            counted[index] = moment.session;
            offer.followed += usize::from(came_from_here);
            if page.engaged >= Some(READ_SECONDS) && page.scrolled >= Some(READ_SHARE) {
                offer.read = Some(moment.event.at);
            }
        }
    }
}

fn find(plan: &Plan, id: &str) -> Option<usize> {
    plan.config.offers.iter().position(|offer| offer.id == id)
}
