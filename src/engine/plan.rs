//! A config that is checked, indexed and ready: the only way to an engine.

use super::config::{Condition, Config, Journey, Phase, Signal, Stage, Text};
use super::finding::{self, Finding, Level};
use super::fit::Rows;
use super::index::{Index, hash};
use super::references::{JOURNEY, OFFER, PERSONA, References, STAGE, indexed};
use super::signal::{self, Kinds};
use super::stage;
use super::target::{Target, Targets};
use super::url;
use std::ops::Range;

/// A checked config; ids have become positions.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The language of titles and reasons; the config's `locale` until someone sets another.
    pub language: String,
    /// The config it was made from, with the assumed journey and the signals made of persona words.
    pub config: Config,
    /// The stages of all journeys, one after the other.
    pub stages: Vec<PlannedStage>,
    /// The journeys' stages and transitions.
    pub journeys: Vec<PlannedJourney>,
    /// P(stage | journey) before any evidence, over the stages of all journeys.
    pub start: Vec<f64>,
    /// log P(persona) before any evidence; the last is "other".
    pub log_priors: Vec<f64>,
    /// What each signal suggests.
    pub suggestions: Vec<Suggestion>,
    /// The kinds of events that each signal is about.
    pub kinds: Vec<Kinds>,
    /// The offers' references and pages.
    pub offers: Vec<PlannedOffer>,
    /// The offers for a particular audience.
    pub invited: Vec<usize>,
    /// How many tests all audiences have together.
    pub tests: usize,
    /// How well each offer serves each intent.
    pub rows: Rows,
    ids: Index,
    targets: Targets,
}

/// A journey's place among the stages.
#[derive(Clone, Debug)]
pub struct PlannedJourney {
    /// Its stages, as positions in [`Plan::stages`].
    pub stages: Range<usize>,
    /// The shares that pass from each of its stages to each, row by row.
    pub transitions: Vec<f64>,
}

/// A stage with its place.
#[derive(Clone, Debug)]
pub struct PlannedStage {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Its journey.
    pub journey: usize,
    /// Before, at or after the purchase.
    pub phase: Phase,
    /// The usual following stages, as positions in [`Plan::stages`].
    pub next: Vec<usize>,
}

/// What a signal suggests: positions with the natural logarithm of the likelihood ratio.
#[derive(Clone, Debug, Default)]
pub struct Suggestion {
    /// Personas.
    pub personas: Vec<(usize, f64)>,
    /// Stages, as positions in [`Plan::stages`].
    pub stages: Vec<(usize, f64)>,
    /// Journeys.
    pub journeys: Vec<(usize, f64)>,
}

/// An offer's references as positions.
#[derive(Clone, Debug, Default)]
pub struct PlannedOffer {
    /// The personas it serves; empty: all.
    pub personas: Vec<usize>,
    /// The journeys it serves; empty: all.
    pub journeys: Vec<usize>,
    /// The stages it serves; empty: all.
    pub stages: Vec<usize>,
    /// The offers that follow from it.
    pub next: Vec<usize>,
    /// Where it leads.
    pub target: Target,
    /// The first offer that leads to the same place.
    pub place: usize,
    /// The first offer that leads to the same page; none when it leads to a particular place on a page.
    pub page: Option<usize>,
    /// Its audience's tests among those of all audiences.
    pub tests: Range<usize>,
}

/// What belief and replay call the visitors who are of none of the personas.
pub const OTHER: &str = "other";

/// The share of visitors that is never given to any persona, so that "other" stays possible.
const OTHER_LEAST: f64 = 0.05;

impl Plan {
    /// Checks a config and makes it ready. Its relative links are seen from the root of the site.
    ///
    /// # Errors
    /// All findings, at least one of them an error. Warnings alone do not stop a plan.
    pub fn new(config: Config, findings: Vec<Finding>) -> Result<Plan, Vec<Finding>> {
        Plan::based(config, findings, "/")
    }

    /// [`Plan::new`] with relative links as seen from the folder of `base`, the path that the config was read from.
    ///
    /// # Errors
    /// As [`Plan::new`].
    pub fn based(
        mut config: Config,
        mut findings: Vec<Finding>,
        base: &str,
    ) -> Result<Plan, Vec<Finding>> {
        for offer in &mut config.offers {
            offer.url = url::resolved(&offer.url, base);
            if let Some(image) = &mut offer.image {
                image.src = url::resolved(&image.src, base);
            }
        }
        if config.journeys.is_empty() {
            config.journeys.push(usual_journey());
        }
        let mut check = References { findings: &mut findings };
        let personas = check.ids("personas", config.personas.iter().map(|persona| &persona.id));
        let journeys = check.ids("journeys", config.journeys.iter().map(|journey| &journey.id));
        let offers = check.ids("offers", config.offers.iter().map(|offer| &offer.id));
        check.ids("signals", config.signals.iter().map(|signal| &signal.id));
        if let Some(other) = personas.iter().position(|id| id == OTHER) {
            check.findings.push(finding::reserved_id(indexed("personas", other) + ".id", OTHER));
        }
        let stages = stages(&mut check, &config.journeys);
        let stage_ids: Vec<_> = stages.iter().map(|stage| stage.id.clone()).collect();
        if config.offers.is_empty() {
            check.findings.push(finding::no_offers());
        }
        // A condition that names no offer never holds, which harms no page: the browser's module does not carry this check.
        if cfg!(not(target_arch = "wasm32")) {
            check.conditions_of(&config, &offers);
        }
        let suggestions =
            suggestions(&mut check, &config.signals, &personas, &stage_ids, &journeys);
        let planned =
            planned_offers(&mut check, &config, &personas, &stage_ids, &journeys, &offers);
        if findings.iter().any(|finding| finding.level == Level::Error) {
            return Err(findings);
        }
        let journeys = planned_journeys(&config.journeys, &stages);
        let start =
            journeys.iter().flat_map(|journey| stage::start(&stages[journey.stages.clone()]));
        let mut plan = Plan {
            start: start.collect(),
            journeys,
            log_priors: priors(&config).iter().map(|prior| prior.ln()).collect(),
            targets: Targets::of(planned.iter().map(|offer| &offer.target)),
            ids: Index::of_texts(&offers),
            offers: planned,
            language: config.locale.clone(),
            config,
            stages,
            suggestions,
            kinds: Vec::new(),
            invited: Vec::new(),
            tests: 0,
            rows: Rows::default(),
        };
        plan.add_word_signals();
        plan.kinds = plan.config.signals.iter().map(|signal| signal::kinds(&signal.when)).collect();
        plan.prepare_offers();
        plan.rows = Rows::of(&plan);
        Ok(plan)
    }

    /// The offer with this id.
    pub fn offer(&self, id: &str) -> Option<usize> {
        self.ids.find(hash(id))
    }

    /// The first offer that leads to the page with this hash on this host.
    pub fn offer_at(&self, page: u64, host: &str) -> Option<usize> {
        self.targets.at(host, page)
    }

    fn prepare_offers(&mut self) {
        for (index, (offer, rules)) in self.offers.iter_mut().zip(&self.config.offers).enumerate() {
            offer.page = self.targets.page(&offer.target);
            offer.place = self.targets.place(&offer.target);
            let start = self.tests;
            if let Some(audience) = &rules.audience {
                self.invited.push(index);
                self.tests += signal::tests(audience);
            }
            offer.tests = start..self.tests;
        }
    }

    /// Each persona's `words` are hints: signals like the others.
    fn add_word_signals(&mut self) {
        for (index, persona) in self.config.personas.iter().enumerate() {
            for word in &persona.words {
                self.config.signals.push(Signal {
                    id: [&persona.id, ":", word].concat(),
                    when: Condition::Words(vec![word.clone()]),
                    persona: vec![(persona.id.clone(), HINT)],
                    stage: Vec::new(),
                    journey: Vec::new(),
                    because: Text::default(),
                    once: false,
                });
                self.suggestions.push(Suggestion {
                    personas: vec![(index, HINT.ln())],
                    ..Suggestion::default()
                });
            }
        }
    }
}

/// The likelihood ratio of the strength `hint`.
const HINT: f64 = 2.0;

fn planned_journeys(journeys: &[Journey], stages: &[PlannedStage]) -> Vec<PlannedJourney> {
    let mut end = 0;
    journeys
        .iter()
        .map(|journey| {
            let range = end..end + journey.stages.len();
            end = range.end;
            PlannedJourney { transitions: stage::transitions(stages, &range), stages: range }
        })
        .collect()
}

fn stages(check: &mut References, journeys: &[Journey]) -> Vec<PlannedStage> {
    let (mut places, mut ids) = (Vec::new(), Vec::new());
    for (index, journey) in journeys.iter().enumerate() {
        let place = indexed("journeys", index);
        // One that could not be read is a finding already.
        if journey.stages.is_empty() && check.findings.iter().all(|it| !it.path.starts_with(&place))
        {
            check.findings.push(finding::no_stages(place + ".stages"));
        }
        for (inside, stage) in journey.stages.iter().enumerate() {
            let stages = indexed("journeys", index) + ".stages";
            places.push((index, indexed(&stages, inside)));
            ids.push(stage.id.clone());
        }
    }
    check.unique(&ids, &|stage| places[stage].1.clone());
    let all = journeys.iter().flat_map(|journey| &journey.stages).zip(&places);
    all.map(|(stage, (journey, place))| PlannedStage {
        id: stage.id.clone(),
        name: stage.name.clone(),
        journey: *journey,
        phase: stage.phase,
        next: check.positions(&stage.next, &ids, STAGE, &[place, ".next"]),
    })
    .collect()
}

fn suggestions(
    check: &mut References,
    signals: &[Signal],
    personas: &[String],
    stages: &[String],
    journeys: &[String],
) -> Vec<Suggestion> {
    signals
        .iter()
        .enumerate()
        .map(|(index, signal)| {
            let place = indexed("signals", index);
            Suggestion {
                personas: check.strengths(
                    &signal.persona,
                    personas,
                    PERSONA,
                    &[&place, ".persona"],
                ),
                stages: check.strengths(&signal.stage, stages, STAGE, &[&place, ".stage"]),
                journeys: check.strengths(
                    &signal.journey,
                    journeys,
                    JOURNEY,
                    &[&place, ".journey"],
                ),
            }
        })
        .collect()
}

fn planned_offers(
    check: &mut References,
    config: &Config,
    personas: &[String],
    stages: &[String],
    journeys: &[String],
    offers: &[String],
) -> Vec<PlannedOffer> {
    config
        .offers
        .iter()
        .enumerate()
        .map(|(index, offer)| {
            let place = indexed("offers", index);
            if offer.until.is_some() && offer.until <= offer.from {
                check.findings.push(finding::never_on(place.clone()));
            }
            PlannedOffer {
                personas: check.positions(
                    &offer.personas,
                    personas,
                    PERSONA,
                    &[&place, ".personas"],
                ),
                journeys: check.positions(
                    &offer.journeys,
                    journeys,
                    JOURNEY,
                    &[&place, ".journeys"],
                ),
                stages: check.positions(&offer.stages, stages, STAGE, &[&place, ".stages"]),
                next: check.positions(&offer.next, offers, OFFER, &[&place, ".next"]),
                target: Target::of(&offer.url),
                ..PlannedOffer::default()
            }
        })
        .collect()
}

/// What the writer gave; the rest is split evenly among the personas without a prior and "other".
fn priors(config: &Config) -> Vec<f64> {
    let given: f64 = config.personas.iter().filter_map(|persona| persona.prior).sum();
    let scale = if given > 1.0 - OTHER_LEAST { (1.0 - OTHER_LEAST) / given } else { 1.0 };
    let open = config.personas.iter().filter(|persona| persona.prior.is_none()).count();
    let each = (1.0 - given * scale) / (open + 1) as f64;
    let own = |prior: Option<f64>| prior.map_or(each, |prior| (prior * scale).max(1e-3));
    let mut priors: Vec<f64> = config.personas.iter().map(|persona| own(persona.prior)).collect();
    priors.push(each);
    let sum: f64 = priors.iter().sum();
    for prior in &mut priors {
        *prior /= sum;
    }
    priors
}

/// The journey that is assumed where none is written.
fn usual_journey() -> Journey {
    use Phase::{After, Before, Purchase};
    let plain = |text: &str| Text { by_language: vec![(String::new(), text.into())] };
    let stage = |id: &str, name: &str, phase: Phase, next: &[&str]| Stage {
        id: id.into(),
        name: plain(name),
        phase,
        next: next.iter().map(|id| String::from(*id)).collect(),
    };
    Journey {
        id: "journey".into(),
        name: plain("The journey"),
        stages: vec![
            stage("awareness", "Looking around", Before, &["consideration"]),
            stage("consideration", "Getting to know", Before, &["evaluation", "awareness"]),
            stage("evaluation", "Comparing", Before, &["purchase", "consideration"]),
            stage("purchase", "Deciding", Purchase, &["onboarding", "evaluation"]),
            stage("onboarding", "Getting started", After, &["adoption"]),
            stage("adoption", "Using it", After, &["renewal", "advocacy"]),
            stage("renewal", "Renewing", After, &["adoption", "advocacy"]),
            stage("advocacy", "Recommending", After, &["renewal"]),
        ],
    }
}
