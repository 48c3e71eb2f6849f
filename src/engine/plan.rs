//! A config that is checked, indexed and ready: the only way to an engine.

use super::LEAN;
use super::config::{Condition, Config, Journey, Persona, Phase, Signal, Stage, Text};
use super::eligibility;
use super::finding::{self, Finding, Level};
use super::fit::Rows;
use super::index::{Index, hash};
use super::node::indexed;
use super::phrases::Phrases;
use super::references::{Ids, Origin, References};
use super::signal::{self, Kinds};
use super::stage;
use super::target::{Target, Targets};
use super::url;
use super::watch::Watch;
use std::ops::Range;

/// A checked config; ids have become positions.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The language of titles and reasons; the config's `locale` until someone sets another.
    pub language: String,
    /// The engine's own words, in that language where they are known in it.
    pub phrases: Phrases,
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
    /// Which of its conditions an event is worth asking about.
    pub watch: Watch,
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
    /// What speaks for it before any evidence, as a logarithm.
    pub log_prior: f64,
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
    /// The stages it serves, those of its journeys where it names none; empty: all.
    pub stages: Vec<usize>,
    /// The offers that follow from it.
    pub next: Vec<usize>,
    /// Where it leads.
    pub target: Target,
    /// The offer that stands for all that lead to the same place.
    pub place: usize,
    /// The offer that stands for all that lead to the same page; none when it leads to a particular place on a page.
    pub page: Option<usize>,
    /// Its audience's tests among those of all audiences.
    pub tests: Range<usize>,
    /// Whether no rule keeps it back from somebody who did nothing with it. A page's module does not ask.
    pub is_open: bool,
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
        let ids = config.personas.iter().map(|persona| persona.id.as_str()).collect();
        let personas = Ids::new(ids, "unknown-persona");
        check.unique(&personas, &|persona| indexed("personas", persona));
        let ids = config.journeys.iter().map(|journey| journey.id.as_str()).collect();
        let journeys = Ids::new(ids, "unknown-journey");
        check.unique(&journeys, &|journey| indexed("journeys", journey));
        let ids = config.offers.iter().map(|offer| offer.id.as_str()).collect();
        let offers = Ids::new(ids, "unknown-offer");
        check.unique(&offers, &|offer| indexed("offers", offer));
        let ids = config.signals.iter().map(|signal| signal.id.as_str()).collect();
        check.unique(&Ids::new(ids, ""), &|signal| indexed("signals", signal));
        let (stages, stage_ids) = stages(&mut check, &config.journeys);
        // Neither harms a page: the browser's module does not carry these checks.
        if !LEAN {
            check.reserved(&config);
        }
        if config.offers.is_empty() {
            check.findings.push(finding::no_offers());
        }
        // A condition that names no offer never holds, which harms no page: the browser's module does not carry this check.
        if !LEAN {
            check.conditions_of(&config, &offers);
        }
        let mut suggestions = Vec::new();
        for (index, signal) in config.signals.iter().enumerate() {
            let origin = &Origin { list: "signals", index };
            let Suggestion { personas: who, stages, journeys: ways } =
                suggestions.push_mut(Suggestion::default());
            check.strengths(&signal.persona, &personas, origin, ".persona", who);
            check.strengths(&signal.stage, &stage_ids, origin, ".stage", stages);
            check.strengths(&signal.journey, &journeys, origin, ".journey", ways);
        }
        let mut planned = Vec::new();
        for (index, rules) in config.offers.iter().enumerate() {
            if rules.until.is_some() && rules.until <= rules.from {
                check.findings.push(finding::never_on(indexed("offers", index)));
            }
            let origin = &Origin { list: "offers", index };
            let offer = planned.push_mut(PlannedOffer::default());
            check.positions(&rules.personas, &personas, origin, ".personas", &mut offer.personas);
            check.positions(&rules.journeys, &journeys, origin, ".journeys", &mut offer.journeys);
            check.positions(&rules.stages, &stage_ids, origin, ".stages", &mut offer.stages);
            check.positions(&rules.next, &offers, origin, ".next", &mut offer.next);
            if offer.stages.is_empty() {
                let served = |stage: &usize| offer.journeys.contains(&stages[*stage].journey);
                offer.stages = (0..stages.len()).filter(served).collect();
            }
            offer.target = Target::of(&rules.url);
        }
        let targets = Targets::of(&offers.all, planned.iter().map(|offer| &offer.target));
        let ids = offers.index;
        if findings.iter().any(|finding| finding.level == Level::Error) {
            // To free all this would cost the browser's module 500 bytes; a page without a plan goes on without Cairn.
            if LEAN {
                std::mem::forget((config, planned, stages, suggestions, targets, ids));
            }
            return Err(findings);
        }
        let mut plan = Plan {
            start: Vec::new(),
            journeys: Vec::new(),
            log_priors: log_priors(&config.personas),
            targets,
            ids,
            offers: planned,
            language: config.locale.clone(),
            #[cfg(any(not(target_arch = "wasm32"), feature = "studio"))]
            phrases: Phrases::spoken(&[&config.locale]),
            #[cfg(all(target_arch = "wasm32", not(feature = "studio")))]
            phrases: Phrases::of(""),
            config,
            stages,
            suggestions,
            kinds: Vec::new(),
            invited: Vec::new(),
            tests: 0,
            rows: Rows::default(),
            watch: Watch::default(),
        };
        plan.add_journeys();
        plan.add_word_signals();
        let signals = &plan.config.signals;
        plan.kinds = signals.iter().map(|signal| signal::kinds(&signal.when)).collect();
        plan.prepare_offers();
        #[cfg(any(not(target_arch = "wasm32"), feature = "studio"))]
        {
            plan.watch = Watch::of(&plan);
        }
        plan.rows = Rows::of(&plan);
        Ok(plan)
    }

    /// The offer with this id.
    pub fn offer(&self, id: &str) -> Option<usize> {
        self.ids.find(hash(id))
    }

    /// The offer that leads to the page with this hash on this host.
    pub fn offer_at(&self, page: u64, host: u64) -> Option<usize> {
        self.targets.at(page, host)
    }

    /// The offer that stands for all that lead to the same place as this one, seen from a page of the host `from`.
    pub fn place(&self, offer: usize, from: u64) -> usize {
        let PlannedOffer { target, place, .. } = &self.offers[offer];
        let seen = target.names(from).then(|| self.targets.place(target, from));
        seen.flatten().unwrap_or(*place)
    }

    fn add_journeys(&mut self) {
        for journey in &self.config.journeys {
            let begin = self.start.len();
            let stages = begin..begin + journey.stages.len();
            self.start.extend(stage::start(&self.stages[stages.clone()]));
            let transitions = stage::transitions(&self.stages, &stages);
            let log_prior = stage::log_prior(&self.stages[stages.clone()]);
            self.journeys.push(PlannedJourney { stages, transitions, log_prior });
        }
    }

    fn prepare_offers(&mut self) {
        for (index, (offer, rules)) in self.offers.iter_mut().zip(&self.config.offers).enumerate() {
            offer.page = self.targets.page(&offer.target);
            offer.place = self.targets.place(&offer.target, 0).unwrap_or_default();
            let start = self.tests;
            if let Some(audience) = &rules.audience {
                self.invited.push(index);
                self.tests += signal::tests(audience);
            }
            offer.tests = start..self.tests;
            offer.is_open = !LEAN && eligibility::is_open(rules);
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
                    ..Signal::default()
                });
                let suggestion = self.suggestions.push_mut(Suggestion::default());
                suggestion.personas.push((index, HINT.ln()));
            }
        }
    }
}

/// The likelihood ratio of the strength `hint`.
const HINT: f64 = 2.0;

/// The stages of all journeys, with their ids.
fn stages<'c>(check: &mut References, journeys: &'c [Journey]) -> (Vec<PlannedStage>, Ids<'c>) {
    let (mut stages, mut ids, mut places) = (Vec::new(), Vec::new(), Vec::new());
    for (index, journey) in journeys.iter().enumerate() {
        for (inside, stage) in journey.stages.iter().enumerate() {
            ids.push(stage.id.as_str());
            places.push((index, inside));
        }
    }
    let ids = Ids::new(ids, "unknown-stage");
    let list = |journey| indexed("journeys", journey) + ".stages";
    check.unique(&ids, &|stage| indexed(&list(places[stage].0), places[stage].1));
    for (journey, index) in places {
        let stage = &journeys[journey].stages[index];
        let origin = &Origin { list: &list(journey), index };
        let (id, name, mut next) = (stage.id.clone(), stage.name.clone(), Vec::new());
        check.positions(&stage.next, &ids, origin, ".next", &mut next);
        stages.push(PlannedStage { id, name, journey, phase: stage.phase, next });
    }
    (stages, ids)
}

/// What the writer gave; the rest is split evenly among the personas without a prior and "other". As logarithms.
fn log_priors(personas: &[Persona]) -> Vec<f64> {
    let (mut given, mut open) = (0.0, 1.0);
    for persona in personas {
        match persona.prior {
            Some(prior) => given += prior,
            None => open += 1.0,
        }
    }
    let scale = if given > 1.0 - OTHER_LEAST { (1.0 - OTHER_LEAST) / given } else { 1.0 };
    let each = (1.0 - given * scale) / open;
    let (mut priors, mut sum) = (Vec::new(), 0.0);
    for persona in personas {
        let prior = persona.prior.map_or(each, |prior| (prior * scale).max(1e-3));
        priors.push(prior);
        sum += prior;
    }
    priors.push(each);
    sum += each;
    for prior in &mut priors {
        *prior = (*prior / sum).ln();
    }
    priors
}

/// The stages of the journey that is assumed where none is written. They have no names: those would be in one language.
const USUAL: [(&str, Phase, &[&str]); 8] = [
    ("awareness", Phase::Before, &["consideration"]),
    ("consideration", Phase::Before, &["evaluation", "awareness"]),
    ("evaluation", Phase::Before, &["purchase", "consideration"]),
    ("purchase", Phase::Purchase, &["onboarding", "evaluation"]),
    ("onboarding", Phase::After, &["adoption"]),
    ("adoption", Phase::After, &["renewal", "advocacy"]),
    ("renewal", Phase::After, &["adoption", "advocacy"]),
    ("advocacy", Phase::After, &["renewal"]),
];

/// The journey that is assumed where none is written.
pub fn usual_journey() -> Journey {
    let mut stages = Vec::new();
    for (id, phase, following) in &USUAL {
        let mut next = Vec::new();
        for id in *following {
            next.push(String::from(*id));
        }
        stages.push(Stage { id: String::from(*id), phase: *phase, next, ..Stage::default() });
    }
    Journey { id: "journey".into(), stages, ..Journey::default() }
}
