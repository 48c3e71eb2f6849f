//! A visitor drawn from the config: who he is, where he stands, what he does, and what the engine makes of it.

use super::chance::{Chance, Choice};
use super::habits::Habits;
use super::tally::Tally;
use crate::engine::config::Phase;
use crate::engine::event::{Event, Impression, What};
use crate::engine::time::{DAY, Millis};
use crate::engine::{Engine, Journal, Page, Plan, Slate};
use std::sync::Arc;

/// After each page view so many leave: a visit has three or four on average.
const LEAVES: f64 = 0.3;
/// After a visit so many come back, after so many days on average.
const RETURNS: f64 = 0.35;
const PAUSE_DAYS: f64 = 5.0;
/// Nobody views more pages in a visit, or comes more often.
const MOST_VIEWS: usize = 20;
const MOST_SESSIONS: usize = 6;
/// After each page view so many are a stage further, as `next` says; so many after a pause; and of those so many are somewhere
/// else altogether.
const MOVES: f64 = 0.15;
const MOVES_AWAY: f64 = 0.5;
const SKIPS: f64 = 0.05;
/// So many visitors come with their first stage anywhere, since a browser is new to Cairn that is not new to the site; the
/// others where journeys begin.
const ANYWHERE: f64 = 0.5;
/// At so many page views the panel is looked at; then so many click an offer, and so many dismiss one.
const LOOKS: f64 = 0.25;
const CLICKS: f64 = 0.2;
const DISMISSES: f64 = 0.05;
/// An offer that is meant for the visitor's persona and stage is clicked so many times more often than another on the slate, and
/// dismissed so many times less.
const MEANT: f64 = 4.0;
/// Seconds of attention, on average.
const ENGAGED: f64 = 30.0;

/// What all drawn visitors have in common.
pub struct Crowd {
    plan: Arc<Plan>,
    /// What they do.
    pub habits: Habits,
    personas: Choice,
    starts: Choice,
    /// When they come.
    pub at: Millis,
    seed: u64,
}

impl Crowd {
    /// Visitors of this plan who come at this time.
    pub fn of(plan: &Arc<Plan>, at: Millis, seed: u64) -> Self {
        let stages = plan.stages.len() as f64;
        let journeys = plan.journeys.iter().map(|journey| journey.log_prior.exp());
        let journeys: Vec<f64> = journeys.collect();
        let all: f64 = journeys.iter().sum();
        let starts = plan.stages.iter().zip(&plan.start);
        let starts = starts.map(|(stage, start)| {
            (1.0 - ANYWHERE) * start * journeys[stage.journey] / all + ANYWHERE / stages
        });
        Crowd {
            habits: Habits::of(plan),
            personas: Choice::of(plan.log_priors.iter().map(|log| log.exp())),
            starts: Choice::of(starts),
            plan: Arc::clone(plan),
            at,
            seed,
        }
    }

    /// Lets a visitor come, and counts what happens.
    pub fn visit(&self, number: u64, tally: &mut Tally) {
        let mut chance = Chance::of(self.seed, number);
        let persona = self.personas.draw(&mut chance).unwrap_or_default();
        let stage = self.starts.draw(&mut chance).unwrap_or_default();
        let engine = Engine::new(Arc::clone(&self.plan), Journal::default());
        let (at, views, found, wanted) = (self.at, 0, None, None);
        let mut visitor =
            Visitor { crowd: self, engine, chance, persona, stage, at, views, found, wanted };
        for session in 1..=MOST_SESSIONS {
            visitor.session(session, tally);
            if !visitor.chance.happens(RETURNS) {
                break;
            }
            visitor.pause();
        }
        tally.visitors += 1;
        tally.leave(persona, visitor.found);
    }
}

struct Visitor<'c> {
    crowd: &'c Crowd,
    engine: Engine,
    chance: Chance,
    persona: usize,
    stage: usize,
    at: Millis,
    /// Page views so far.
    views: usize,
    /// The page view at which his persona led first, from 1.
    found: Option<usize>,
    /// The page of the offer he clicked.
    wanted: Option<Page>,
}

impl Visitor<'_> {
    fn session(&mut self, session: usize, tally: &mut Tally) {
        let habits = &self.crowd.habits;
        let session = session as f64;
        for view in 1..=MOST_VIEWS {
            let group = habits.group(self.persona, self.stage);
            let page = self.page(group, session, view as f64);
            self.view(page, tally);
            let deed = habits.deeds.draw(group, session, view as f64, &mut self.chance);
            if let Some(deed) = deed {
                if let Some(page) = &deed.page {
                    self.view(page.clone(), tally);
                }
                if let Some(what) = &deed.deed {
                    self.happens(what.clone());
                }
            }
            if self.chance.happens(LEAVES) {
                break;
            }
            if self.chance.happens(MOVES) {
                self.moves();
            }
        }
        self.wanted = None;
    }

    /// The page that is viewed next.
    fn page(&mut self, group: usize, session: f64, view: f64) -> Page {
        let habits = &self.crowd.habits;
        let chance = &mut self.chance;
        if let Some(wanted) = self.wanted.take() {
            return wanted;
        }
        let act = habits.pages.draw(group, session, view, chance);
        let mut page = act.and_then(|act| act.page.as_ref()).unwrap_or(&habits.elsewhere).clone();
        if view <= 1.0 {
            let landing = habits.landings.draw(group, session, view, chance);
            if let Some(entry) = landing.and_then(|act| act.page.as_ref()) {
                let to = if entry.address.page == habits.elsewhere.address.page {
                    page
                } else {
                    entry.clone()
                };
                page = landed(to, entry);
            }
        }
        if let Some(words) = habits.words.draw(group, session, view, chance) {
            for word in words.page.iter().flat_map(|page| page.words.iter()) {
                page.words_mut().add(word);
            }
        }
        page
    }

    /// A page view with all that comes of it: a belief, a slate, now and then a look at it.
    fn view(&mut self, mut page: Page, tally: &mut Tally) {
        let engaged = self.chance.around(ENGAGED).round();
        let scrolled = self.chance.share();
        page.engaged = Some(page.engaged.map_or(engaged, |least| least + engaged));
        page.scrolled =
            Some(page.scrolled.map_or(scrolled, |least| least + (1.0 - least) * scrolled));
        self.happens(What::Page(page));
        self.views += 1;
        // At the end of the view, when the visitor looks for what comes next.
        self.at += (engaged * 1_000.0) as Millis;
        let (belief, slate) = self.engine.answer(self.at, self.chance.bits());
        tally.show(self.persona, self.stage, &slate);
        if tally.believe(self.persona, &belief) {
            self.found = self.found.or(Some(self.views));
        }
        if self.chance.happens(LOOKS) {
            self.look(&slate);
        }
    }

    /// Looks at a slate; perhaps clicks one of its offers, perhaps dismisses one.
    fn look(&mut self, slate: &Slate) {
        let plan = &self.crowd.plan;
        let id = |offer: usize| plan.config.offers[offer].id.clone();
        let offers = slate.picks.iter().map(|pick| (id(pick.offer), pick.propensity)).collect();
        if slate.picks.is_empty() {
            return;
        }
        self.happens(What::Impression(Impression { slate: slate.id(), offers }));
        let (persona, stage) = (self.persona, self.stage);
        let meant = |offer: usize| {
            let planned = &plan.offers[offer];
            let named = |list: &[usize], it: usize| list.is_empty() || list.contains(&it);
            if named(&planned.personas, persona) && named(&planned.stages, stage) {
                MEANT
            } else {
                1.0
            }
        };
        let habits = &self.crowd.habits;
        let draw = self.chance.share();
        if draw < CLICKS {
            let weight = |offer: usize| meant(offer) * habits.clicks[offer].of(persona, stage);
            let choice = Choice::of(slate.picks.iter().map(|pick| weight(pick.offer)));
            if let Some(pick) = choice.draw(&mut self.chance) {
                let offer = slate.picks[pick].offer;
                self.happens(What::Click(id(offer)));
                self.wanted.clone_from(&habits.offers[offer]);
            }
        } else if draw < CLICKS + DISMISSES {
            let weight = |offer: usize| habits.dismissals[offer].of(persona, stage) / meant(offer);
            let choice = Choice::of(slate.picks.iter().map(|pick| weight(pick.offer)));
            if let Some(pick) = choice.draw(&mut self.chance) {
                self.happens(What::Dismissal(id(slate.picks[pick].offer)));
            }
        }
    }

    fn happens(&mut self, what: What) {
        // Nothing happens at the same moment as anything else.
        self.at += 1_000;
        self.engine.observe(Event { at: self.at, what });
    }

    /// Days go by.
    fn pause(&mut self) {
        let days = 0.25 + self.chance.around(PAUSE_DAYS);
        self.at += (days * DAY as f64) as Millis;
        if self.chance.happens(MOVES_AWAY) {
            self.moves();
        }
        self.engine.keep(self.crowd.plan.config.privacy.keep_days, self.at);
    }

    /// On to one of the usual following stages; now and then to any stage of the journey, but not back past the purchase.
    fn moves(&mut self) {
        let plan = &self.crowd.plan;
        let here = &plan.stages[self.stage];
        if self.chance.happens(SKIPS) {
            let bought = here.phase == Phase::After;
            let open = |stage: usize| !bought || plan.stages[stage].phase == Phase::After;
            let stages = plan.journeys[here.journey].stages.clone();
            let weights = stages.clone().map(|stage| f64::from(u8::from(open(stage))));
            if let Some(place) = Choice::of(weights).draw(&mut self.chance) {
                self.stage = stages.start + place;
            }
        } else if !here.next.is_empty() {
            let place = (self.chance.share() * here.next.len() as f64) as usize;
            self.stage = here.next[place];
        }
    }
}

/// A page as it is entered from outside: with the entry's referrer and what is asked of it.
fn landed(mut page: Page, entry: &Page) -> Page {
    page.referrer.clone_from(&entry.referrer);
    if let Some((_, query)) = entry.address.url.split_once('?')
        && !page.address.url.contains('?')
    {
        page.address = Page::of(&format!("{}?{query}", page.address.url)).address;
    }
    page
}
