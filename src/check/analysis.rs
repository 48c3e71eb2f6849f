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
            let ranks = |offer| !self.is_hidden(offer, now) && !self.doubts.about_rank(offer);
            let outranked = coverage::outranked(self.plan, &ranks);
            for (offer, by) in outranked.named {
                let by: Vec<&str> = by.into_iter().map(|offer| self.id(offer)).collect();
                found.push(oddity::outranked(self.plan, offer, &by));
            }
            found.extend((outranked.more > 0).then(|| oddity::more_outranked(outranked.more)));
        }
        self.personas(&mut found);
        if self.has_journeys {
            self.stages(&mut found);
            if !self.doubts.about("offers", &[]) {
                found.extend(coverage::thin(self.plan, self.doubts));
            }
        }
        if !self.doubts.about("locale", &[]) {
            languages(&self.plan.config, self.doubts, &mut found);
        }
        found
    }

    /// Offers after which nothing is named. The first of them say what would follow, which takes a look at all offers each.
    pub fn dead_ends(&self, now: Millis) -> Vec<Finding> {
        const LOOKS: usize = 50;
        let is_end = |offer: &usize| {
            self.plan.offers[*offer].next.is_empty()
                && !self.doubts.about_next(*offer)
                && !self.doubts.is_cut(*offer)
                && !self.id(*offer).is_empty()
        };
        let mut found = Vec::new();
        for offer in (0..self.plan.offers.len()).filter(is_end) {
            let looks = found.len() < LOOKS;
            let onward = if looks { fit::onward(self.plan, offer) } else { Vec::new() };
            if !looks || !onward.is_empty() {
                let shown = onward.into_iter().filter(|offer| !self.is_hidden(*offer, now));
                let ids: Vec<&str> = shown.map(|offer| self.id(offer)).collect();
                found.push(finding::dead_end(indexed("offers", offer), self.id(offer), &ids));
            }
        }
        found
    }

    /// The id of an offer as it stands in the file, where one that stands there twice was told apart.
    fn id(&self, offer: usize) -> &str {
        let id = self.plan.config.offers[offer].id.as_str();
        match id.rsplit_once(" (") {
            Some((own, _)) if self.doubts.about(&indexed("offers", offer), &["id"]) => own,
            _ => id,
        }
    }

    /// Whether an offer can never be shown from now on.
    fn is_hidden(&self, offer: usize, now: Millis) -> bool {
        let is_over = self.plan.config.offers[offer].until.is_some_and(|until| until <= now);
        is_over || self.is_limited_to_nothing(offer) || self.nobody(offer).is_some()
    }

    fn is_limited_to_nothing(&self, offer: usize) -> bool {
        let limit = &self.plan.config.offers[offer].limit;
        let path = indexed("offers", offer) + ".limit";
        let limits = [("impressions", limit.impressions), ("perSession", limit.per_session)];
        limits.into_iter().any(|(field, most)| {
            most.is_some_and(|most| most <= 0.0) && !self.doubts.about(&path, &[field])
        })
    }

    /// Why an offer's audience is nobody.
    fn nobody(&self, offer: usize) -> Option<String> {
        let offers = &self.plan.config.offers;
        let audience = offers[offer].audience.as_ref()?;
        let itself = needs(audience, &offers[offer].id).then(|| ITSELF.to_string());
        let why = itself.or_else(|| never(audience, false, self.keys()))?;
        (!self.doubts.about(&indexed("offers", offer), &["audience"])).then_some(why)
    }

    /// The keys of a query that stay in an address, where they are known.
    fn keys(&self) -> Option<&[String]> {
        let is_known = !self.doubts.about("privacy", &["queryKeys"]);
        is_known.then_some(&self.plan.config.privacy.query_keys)
    }

    /// What can never hold: signals and audiences.
    fn conditions(&self, found: &mut Vec<Oddity>) {
        let signals = &self.plan.config.signals;
        for (index, signal) in signals.iter().enumerate().take(self.written) {
            let path = indexed("signals", index);
            if let Some(why) = never(&signal.when, true, self.keys())
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
        for offer in 0..self.plan.offers.len() {
            if let Some(why) = self.nobody(offer) {
                found.push(oddity::no_audience(self.plan, offer, &why));
            }
        }
    }

    fn offers(&self, now: Millis, found: &mut Vec<Oddity>) {
        for (index, offer) in self.plan.config.offers.iter().enumerate() {
            if offer.until.is_some_and(|until| until <= now) {
                found.push(oddity::over(self.plan, index));
            }
            let is_nothing = self.is_limited_to_nothing(index);
            if is_nothing {
                found.push(oddity::limited_to_nothing(self.plan, index));
            }
            let is_vain = offer.limit.per_days.is_some_and(|days| days <= 0.0)
                || offer.limit.per_days.is_some() && offer.limit.impressions.is_none();
            let path = indexed("offers", index);
            if is_vain && !is_nothing && !self.doubts.about(&path, &["limit"]) {
                found.push(oddity::limits_nothing(path + ".limit.perDays"));
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
        texts.push((format!("personas[{index}].team"), &persona.team));
    }
    for (index, signal) in config.signals.iter().enumerate() {
        texts.push((format!("signals[{index}].because"), &signal.because));
    }
    for (index, offer) in config.offers.iter().enumerate() {
        texts.push((format!("offers[{index}].title"), &offer.title));
        texts.push((format!("offers[{index}].text"), &offer.text));
        if let Some(image) = &offer.image {
            texts.push((format!("offers[{index}].image.alt"), &image.alt));
        }
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
        // Whoever reads "en-US" is given "en", and the other way round.
        let base = |language: &str| language.split('-').next().unwrap_or_default().to_lowercase();
        let is_written = |language: &String| held.iter().any(|held| base(held) == base(language));
        let missing: Vec<&str> =
            all.iter().filter(|language| !is_written(language)).map(String::as_str).collect();
        if !missing.is_empty() {
            found.push(oddity::missing_language(path, &missing.join(", ")));
        }
    }
}
