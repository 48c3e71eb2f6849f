//! What a plan that Cairn can run with would yet not do as its writer means.

use super::coverage;
use super::doubts::Doubts;
use super::oddity::{self, Oddity};
use super::satisfiable::{needs, never};
use crate::engine::config::{Config, Text};
use crate::engine::node::indexed;
use crate::engine::time::Millis;
use crate::engine::{Finding, Plan, finding, fit};

/// The most characters of an offer's title and of its text: three lines each on the narrowest panel, 320 px.
const LONGEST: [(&str, usize); 2] = [("title", 80), ("text", 200)];

const ITSELF: &str = "only who has met this very offer would see it";

/// A file that is looked at.
pub struct File<'f> {
    /// Its plan: that of a draft where it has errors.
    pub plan: &'f Plan,
    /// What is in doubt, because of its errors: nothing is said of that.
    pub doubts: &'f Doubts,
    /// Whether the journeys are its own.
    pub has_journeys: bool,
    /// How many signals stand in it; the words of personas have become signals after those.
    pub written: usize,
}

impl File<'_> {
    /// All oddities at the time `now`, in milliseconds since 1970.
    pub fn oddities(&self, now: Millis) -> Vec<Oddity> {
        let mut found = Vec::new();
        self.conditions(&mut found);
        self.offers(now, &mut found);
        let mut offers = 0..self.plan.offers.len();
        // What follows from another offer has its moment there.
        let may_follow = offers.any(|offer| self.doubts.about_next(offer));
        if !may_follow && !self.doubts.about("panel.slots", &[]) {
            coverage::outranked(self.plan, self.doubts, &mut found);
        }
        self.personas(&mut found);
        if self.has_journeys {
            self.stages(&mut found);
            found.extend(coverage::thin(self.plan, self.doubts));
        }
        if !self.doubts.about("locale", &[]) {
            languages(&self.plan.config, self.doubts, &mut found);
        }
        found
    }

    /// Offers after which nothing is named. The first of them say what would follow, which takes a look at all offers each.
    pub fn dead_ends(&self) -> Vec<Finding> {
        const LOOKS: usize = 50;
        let id = |offer: usize| self.plan.config.offers[offer].id.as_str();
        let is_end = |offer: &usize| {
            self.plan.offers[*offer].next.is_empty()
                && !self.doubts.about_next(*offer)
                && !self.doubts.is_cut(*offer)
                && !id(*offer).is_empty()
        };
        let mut found = Vec::new();
        for offer in (0..self.plan.offers.len()).filter(is_end) {
            let looks = found.len() < LOOKS;
            let onward = if looks { fit::onward(self.plan, offer) } else { Vec::new() };
            if !looks || !onward.is_empty() {
                let onward: Vec<&str> = onward.into_iter().map(id).collect();
                found.push(finding::dead_end(indexed("offers", offer), id(offer), &onward));
            }
        }
        found
    }

    /// What can never hold: signals and audiences.
    fn conditions(&self, found: &mut Vec<Oddity>) {
        let Config { signals, offers, privacy, .. } = &self.plan.config;
        let keys = Some(privacy.query_keys.as_slice());
        let keys = keys.filter(|_| !self.doubts.about("privacy", &["queryKeys"]));
        for (index, signal) in signals.iter().enumerate().take(self.written) {
            let path = indexed("signals", index);
            if let Some(why) = never(&signal.when, true, keys)
                && !self.doubts.about(&path, &["when"])
            {
                found.push(oddity::never_holds(path.clone() + ".when", &signal.id, &why));
            }
            let suggests = [&signal.persona, &signal.stage, &signal.journey];
            if suggests.iter().all(|strengths| strengths.is_empty())
                && !self.doubts.about(&path, &["persona", "stage", "journey"])
            {
                found.push(oddity::no_suggestion(path, &signal.id));
            }
        }
        for (index, offer) in offers.iter().enumerate() {
            let nobody = |audience| {
                let itself = needs(audience, &offer.id).then(|| ITSELF.to_string());
                itself.or_else(|| never(audience, false, keys))
            };
            if let Some(why) = offer.audience.as_ref().and_then(nobody)
                && !self.doubts.about(&indexed("offers", index), &["audience"])
            {
                found.push(oddity::no_audience(self.plan, index, &why));
            }
        }
    }

    fn offers(&self, now: Millis, found: &mut Vec<Oddity>) {
        for (index, offer) in self.plan.config.offers.iter().enumerate() {
            if offer.until.is_some_and(|until| until <= now) {
                found.push(oddity::over(self.plan, index));
            }
            let limits = [offer.limit.impressions, offer.limit.per_session];
            if limits.into_iter().flatten().any(|most| most <= 0.0)
                && !self.doubts.about(&indexed("offers", index), &["limit"])
            {
                found.push(oddity::limited_to_nothing(self.plan, index));
            }
            let is_vain = offer.limit.per_days.is_some_and(|days| days <= 0.0)
                || offer.limit.per_days.is_some() && offer.limit.impressions.is_none();
            if is_vain && !self.doubts.about(&indexed("offers", index), &["limit"]) {
                found.push(oddity::limits_nothing(indexed("offers", index) + ".limit.perDays"));
            }
            for ((field, most), text) in LONGEST.into_iter().zip([&offer.title, &offer.text]) {
                let lengths = text.by_language.iter().map(|(_, text)| text.chars().count());
                if let Some(length) = lengths.max().filter(|length| *length > most) {
                    found.push(oddity::too_long(format!("offers[{index}].{field}"), length, most));
                }
            }
        }
    }

    fn personas(&self, found: &mut Vec<Oddity>) {
        let personas = &self.plan.config.personas;
        for (index, persona) in personas.iter().enumerate() {
            let for_it = |(held, log): &(usize, f64)| *held == index && *log > 0.0;
            let path = indexed("personas", index);
            if !self.plan.suggestions.iter().any(|signal| signal.personas.iter().any(for_it))
                && !self.doubts.about(&path, &["id", "words"])
                && !self.doubts.about_suggestion("persona", &persona.id)
            {
                found.push(oddity::unsuggested_persona(path, &persona.id));
            }
        }
        let sum: f64 = personas.iter().filter_map(|persona| persona.prior).sum();
        if sum > 1.0 + 1e-9 {
            found.push(oddity::priors_above_one(sum));
        }
    }

    fn stages(&self, found: &mut Vec<Oddity>) {
        for (place, stage) in self.plan.stages.iter().enumerate() {
            let path = coverage::path_of(self.plan, place);
            if self.doubts.about(&path, &["id"]) {
                continue;
            }
            let for_it = |(held, log): &(usize, f64)| *held == place && *log > 0.0;
            if !self.plan.suggestions.iter().any(|signal| signal.stages.iter().any(for_it))
                && !self.doubts.about_suggestion("stage", &stage.id)
            {
                found.push(oddity::unsuggested_stage(path.clone(), &stage.id));
            }
            let is_last = place + 1 == self.plan.journeys[stage.journey].stages.end;
            if stage.next.is_empty() && !is_last && !self.doubts.about(&path, &["next"]) {
                found.push(oddity::no_way_on(path, &stage.id));
            }
        }
    }
}

fn languages(config: &Config, doubts: &Doubts, found: &mut Vec<Oddity>) {
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
    let is_known = |path: &String| !doubts.about(path, &[""]);
    texts.retain(|(path, text)| !text.by_language.is_empty() && is_known(path));
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
        // Whoever reads "en-US" is given "en".
        let is_written = |language: &String| {
            let (base, _) = language.split_once('-').unwrap_or((language, ""));
            held.iter().any(|held| held == language || held == base)
        };
        let missing: Vec<&str> =
            all.iter().filter(|language| !is_written(language)).map(String::as_str).collect();
        if !missing.is_empty() {
            found.push(oddity::missing_language(path, &missing.join(", ")));
        }
    }
}
