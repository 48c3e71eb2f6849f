//! References between the parts of a config: ids become positions, and ids that nothing has become findings.

use super::LEAN;
use super::config::{Condition, Config};
use super::finding::{self, Finding};
use super::index::{Index, hash};
use super::node::indexed;
use super::plan::OTHER;

/// The ids of one kind of thing.
pub struct Ids<'c> {
    /// Where each stands.
    pub index: Index,
    /// The ids themselves.
    pub all: Vec<&'c str>,
    /// The code of a reference to one that there is not.
    unknown: &'static str,
}

impl<'c> Ids<'c> {
    /// The ids, in the order of the config.
    #[inline(never)]
    pub fn new(ids: Vec<&'c str>, unknown: &'static str) -> Self {
        Ids { index: Index::of_texts(&ids), all: ids, unknown }
    }

    fn find(&self, id: &str) -> Option<usize> {
        self.index.find(hash(id))
    }
}

/// After so many findings, no more than so many of the known ids are told with each.
const MANY: usize = 100;
const FEW: usize = 10;

/// Turns ids into positions and collects the ids that nothing has.
pub struct References<'f> {
    /// What was found so far.
    pub findings: &'f mut Vec<Finding>,
}

/// Where references stand: in which field of which element of which list.
pub struct Origin<'p> {
    /// The path of the list.
    pub list: &'p str,
    /// The element's position.
    pub index: usize,
}

impl Origin<'_> {
    fn path(&self, field: &str) -> String {
        indexed(self.list, self.index) + field
    }
}

impl References<'_> {
    /// Ids used twice are findings; `place` says where the thing of an id stands.
    #[inline(never)]
    pub fn unique(&mut self, ids: &Ids, place: &dyn Fn(usize) -> String) {
        for (index, id) in ids.all.iter().enumerate() {
            if !id.is_empty() && ids.find(id) != Some(index) {
                self.findings.push(finding::duplicate_id(place(index) + ".id", id));
            }
        }
    }

    /// No persona is called what everybody else is called, and no journey is without stages.
    pub fn reserved(&mut self, config: &Config) {
        if let Some(other) = config.personas.iter().position(|persona| persona.id == OTHER) {
            self.findings.push(finding::reserved_id(indexed("personas", other) + ".id", OTHER));
        }
        for (index, journey) in config.journeys.iter().enumerate() {
            let place = indexed("journeys", index);
            // One that could not be read is a finding already.
            let known = self.findings.iter().any(|it| it.path.starts_with(&place));
            if journey.stages.is_empty() && !known {
                self.findings.push(finding::no_stages(place + ".stages"));
            }
        }
    }

    /// The offers that conditions name must be there.
    pub fn conditions_of(&mut self, config: &Config, offers: &Ids) {
        for (index, signal) in config.signals.iter().enumerate() {
            self.condition(&signal.when, offers, &(indexed("signals", index) + ".when"));
        }
        for (index, offer) in config.offers.iter().enumerate() {
            if let Some(audience) = &offer.audience {
                self.condition(audience, offers, &(indexed("offers", index) + ".audience"));
            }
        }
    }

    fn condition(&mut self, condition: &Condition, offers: &Ids, path: &str) {
        let (step, list) = match condition {
            Condition::Not(inner) => (".not", std::slice::from_ref(&**inner)),
            Condition::All(list) => (".all", list.as_slice()),
            Condition::Any(list) => (".any", list.as_slice()),
            Condition::Clicked(id) | Condition::Dismissed(id) => {
                if offers.find(id).is_none() {
                    let field = match condition {
                        _ if LEAN => ".offer",
                        Condition::Clicked(_) => ".offer.clicked",
                        _ => ".offer.dismissed",
                    };
                    self.unknown([path, field].concat(), id, offers);
                }
                return;
            }
            _ => return,
        };
        let path = [path, step].concat();
        for (index, inner) in list.iter().enumerate() {
            let one = step == ".not";
            self.condition(inner, offers, &if one { path.clone() } else { indexed(&path, index) });
        }
    }

    /// Adds the position of each id in `known`; unknown ones are findings.
    #[inline(never)]
    pub fn positions(
        &mut self,
        ids: &[String],
        known: &Ids,
        origin: &Origin,
        field: &str,
        positions: &mut Vec<usize>,
    ) {
        for (index, id) in ids.iter().enumerate() {
            match known.find(id) {
                Some(position) => positions.push(position),
                None => self.unknown(indexed(&origin.path(field), index), id, known),
            }
        }
    }

    /// Adds positions and log ratios of a signal's strengths.
    #[inline(never)]
    pub fn strengths(
        &mut self,
        pairs: &[(String, f64)],
        known: &Ids,
        origin: &Origin,
        field: &str,
        strengths: &mut Vec<(usize, f64)>,
    ) {
        for (id, ratio) in pairs {
            match known.find(id) {
                Some(position) => strengths.push((position, ratio.ln())),
                None => self.unknown(origin.path(field) + "." + id, id, known),
            }
        }
    }

    fn unknown(&mut self, path: String, id: &str, known: &Ids) {
        // Whoever has renamed everything needs no list of everything each time. A page says what is wrong and goes on.
        let short;
        let mut listed = known.all.as_slice();
        if !LEAN && listed.len() > FEW && self.findings.len() >= MANY {
            short = [&listed[..FEW], &["…"]].concat();
            listed = &short;
        }
        self.findings.push(finding::unknown_id(path, known.unknown, id, listed));
    }
}
