//! What visitors of each persona and stage do, as the config's signals say.
//!
//! Each signal is met by something a visitor does: a page viewed, a way into the site, words on a page, a search, a form, an
//! event. Of each kind one is drawn at a time, with P(act | persona, stage) ∝ weight · LR(persona) · LR(stage), where LR are the
//! strengths of the signals that fire at it. A signal's weight is 1, shared by the ways to meet it. What no signal mentions has
//! the same odds for everybody.

use super::chance::{Chance, Choice};
use super::odds::Odds;
use super::recipe::{Recipe, page_of};
use crate::engine::event::{Event, What};
use crate::engine::signal::Moment;
use crate::engine::{Page, Plan, url};

/// For everybody: the share of page views that are of a page of which nothing is said …
const PLAIN_PAGES: f64 = 0.25;
/// … of visits that come from nowhere in particular …
const PLAIN_LANDINGS: f64 = 0.6;
/// … of pages without any word that a signal waits for …
const PLAIN_WORDS: f64 = 0.5;
/// … and of page views after which nothing is searched, sent or done.
const PLAIN_DEEDS: f64 = 0.8;

/// A page of which no signal is meant to say anything.
const ELSEWHERE: &str = "/elsewhere";

/// Draws to find an act that can be done in this session; then it is a plain one.
const TRIES: usize = 4;

/// Something that visitors do.
pub struct Act {
    /// The page it is done on, where that matters.
    pub page: Option<Page>,
    /// What is done there, besides viewing it.
    pub deed: Option<What>,
    recipe: Recipe,
    weight: f64,
    odds: Odds,
}

/// Acts of one kind, with a choice for each persona and stage.
#[derive(Default)]
pub struct Acts {
    all: Vec<Act>,
    /// In the order of [`Habits::group`]; one past the acts stands for none of them.
    choices: Vec<Choice>,
}

/// What visitors do.
pub struct Habits {
    /// Pages.
    pub pages: Acts,
    /// Ways into the site.
    pub landings: Acts,
    /// Words on pages.
    pub words: Acts,
    /// Searches, forms and events.
    pub deeds: Acts,
    /// The page that nothing is said of.
    pub elsewhere: Page,
    /// What leads to each offer's page.
    pub offers: Vec<Option<Page>>,
    /// The odds that each offer is clicked, and that it is dismissed.
    pub clicks: Vec<Odds>,
    /// As `clicks`.
    pub dismissals: Vec<Odds>,
    /// The signals that nothing drawn makes hold, as positions in the config.
    pub untold: Vec<usize>,
    stages: usize,
}

impl Habits {
    /// Those that a config describes.
    pub fn of(plan: &Plan) -> Self {
        let site = site(plan);
        let elsewhere = Page::of(&format!("{site}{ELSEWHERE}"));
        let even = vec![Odds::even(plan); plan.offers.len()];
        let leads = |link: &str| page_of(link, &site);
        let mut habits = Habits {
            pages: Acts::default(),
            landings: Acts::default(),
            words: Acts::default(),
            deeds: Acts::default(),
            elsewhere,
            offers: plan.config.offers.iter().map(|offer| leads(&offer.url)).collect(),
            clicks: even.clone(),
            dismissals: even,
            untold: Vec::new(),
            stages: plan.stages.len(),
        };
        for signal in 0..plan.config.signals.len() {
            if !habits.learn(plan, signal, &site) {
                habits.untold.push(signal);
            }
        }
        // In the order of the config, offers first.
        let listed = plan.config.pages.iter().filter_map(|page| leads(&page.url));
        let unmentioned: Vec<Page> =
            habits.offers.iter().flatten().cloned().chain(listed).collect();
        for page in unmentioned {
            habits.add_page(plan, page);
        }
        habits.pages.settle(plan, PLAIN_PAGES);
        habits.landings.settle(plan, PLAIN_LANDINGS);
        habits.words.settle(plan, PLAIN_WORDS);
        habits.deeds.settle(plan, PLAIN_DEEDS);
        habits
    }

    /// The place of a persona and a stage among the choices.
    pub fn group(&self, persona: usize, stage: usize) -> usize {
        persona * self.stages + stage
    }

    /// Adds the ways to meet a signal; says whether there are any.
    fn learn(&mut self, plan: &Plan, signal: usize, site: &str) -> bool {
        let ways = Recipe::of(&plan.config.signals[signal].when);
        let weight = 1.0 / ways.len().max(1) as f64;
        let mut learned = false;
        for recipe in ways {
            // It comes true by itself: by returning, by reading on.
            if recipe.is_time() {
                learned = true;
                continue;
            }
            if let Some(What::Click(offer) | What::Dismissal(offer)) = &recipe.deed {
                let clicked = matches!(recipe.deed, Some(What::Click(_)));
                let odds = if clicked { &mut self.clicks } else { &mut self.dismissals };
                if let Some(offer) = plan.offer(offer) {
                    odds[offer].hear(plan, signal);
                    learned = true;
                }
                continue;
            }
            let page = recipe.page(site, ELSEWHERE);
            let mut odds = Odds::even(plan);
            let viewed = Event { at: 0, what: What::Page(page.clone()) };
            let done = recipe.deed.clone().map(|what| Event { at: 0, what });
            let moment = |event| Moment {
                event,
                page: Some(&page),
                session: recipe.sessions.0 as usize,
                pages: recipe.views.0 as usize,
            };
            let held = match &done {
                Some(done) => odds.hear_all(plan, &moment(done), Some(signal)),
                None => odds.hear_all(plan, &moment(&viewed), Some(signal)),
            };
            if !held {
                continue;
            }
            learned = true;
            let (acts, page) = if recipe.is_landing() {
                (&mut self.landings, Some(page))
            } else if recipe.is_words() {
                (&mut self.words, Some(page))
            } else if recipe.deed.is_some() {
                (&mut self.deeds, recipe.asks_for_page().then_some(page))
            } else {
                (&mut self.pages, Some(page))
            };
            acts.add(Act { page, deed: recipe.deed.clone(), recipe, weight, odds });
        }
        learned
    }

    /// Adds a page that no signal mentions; those that one does are there.
    fn add_page(&mut self, plan: &Plan, page: Page) {
        let known = |act: &Act| {
            act.page.as_ref().is_some_and(|known| known.address.page == page.address.page)
        };
        if self.pages.all.iter().any(known) {
            return;
        }
        let mut odds = Odds::even(plan);
        let event = Event { at: 0, what: What::Page(page.clone()) };
        let moment = Moment { event: &event, page: Some(&page), session: 1, pages: 1 };
        odds.hear_all(plan, &moment, None);
        let (deed, recipe) = (None, Recipe::anything());
        self.pages.add(Act { page: Some(page), deed, recipe, weight: 1.0, odds });
    }
}

impl Acts {
    /// Adds an act. What two signals are met by is done no more often for that.
    fn add(&mut self, act: Act) {
        match self.all.iter_mut().find(|known| known.recipe == act.recipe && known.page == act.page)
        {
            Some(known) => known.weight = known.weight.max(act.weight),
            None => self.all.push(act),
        }
    }

    /// Makes the choices. `none`: the share of none of these, where no signal says more of one than of another.
    fn settle(&mut self, plan: &Plan, none: f64) {
        let all: f64 = self.all.iter().map(|act| act.weight).sum();
        let none = if all > 0.0 { all * none / (1.0 - none) } else { 1.0 };
        for persona in 0..=plan.config.personas.len() {
            for stage in 0..plan.stages.len() {
                let weights = self.all.iter().map(|act| act.weight * act.odds.of(persona, stage));
                self.choices.push(Choice::of(weights.chain([none])));
            }
        }
    }

    /// An act of this group, or none of them. `session` and `view`: from 1.
    pub fn draw(&self, group: usize, session: f64, view: f64, chance: &mut Chance) -> Option<&Act> {
        for _ in 0..TRIES {
            let act = self.all.get(self.choices[group].draw(chance)?)?;
            let Recipe { sessions, views, .. } = &act.recipe;
            let within = |at: f64, (first, last): (f64, f64)| at >= first && at <= last;
            if within(session, *sessions) && within(view, *views) {
                return Some(act);
            }
        }
        None
    }
}

/// The site as its offers name it; without any host, a made-up one.
fn site(plan: &Plan) -> String {
    let hosts = plan.config.offers.iter().map(|offer| url::parse(&offer.url));
    let host = hosts.filter(|url| url.scheme.starts_with("http")).map(|url| url.host).next();
    format!("https://{}", host.unwrap_or("www.site.example"))
}
