//! References between the parts of a config: ids become positions, and ids that nothing has become findings.

use super::config::{Condition, Config};
use super::finding::{self, Finding};

/// Turns ids into positions and collects the ids that nothing has.
pub struct References<'f> {
    /// What was found so far.
    pub findings: &'f mut Vec<Finding>,
}

/// The code of a reference to a persona, stage, journey or offer that there is not.
pub const PERSONA: &str = "unknown-persona";
/// As [`PERSONA`].
pub const STAGE: &str = "unknown-stage";
/// As [`PERSONA`].
pub const JOURNEY: &str = "unknown-journey";
/// As [`PERSONA`].
pub const OFFER: &str = "unknown-offer";

impl References<'_> {
    /// The ids of a list; those used twice are findings.
    pub fn ids<'c>(&mut self, list: &str, ids: impl Iterator<Item = &'c String>) -> Vec<String> {
        let ids: Vec<String> = ids.cloned().collect();
        self.unique(&ids, &|index| indexed(list, index));
        ids
    }

    /// Ids used twice are findings; `place` says where the thing of an id stands.
    #[inline(never)]
    pub fn unique(&mut self, ids: &[String], place: &dyn Fn(usize) -> String) {
        for (index, id) in ids.iter().enumerate() {
            if !id.is_empty() && ids[..index].contains(id) {
                self.findings.push(finding::duplicate_id(place(index) + ".id", id));
            }
        }
    }

    /// The offers that conditions name must be there.
    pub fn conditions_of(&mut self, config: &Config, offers: &[String]) {
        for (index, signal) in config.signals.iter().enumerate() {
            self.condition(&signal.when, offers, &(indexed("signals", index) + ".when"));
        }
        for (index, offer) in config.offers.iter().enumerate() {
            if let Some(audience) = &offer.audience {
                self.condition(audience, offers, &(indexed("offers", index) + ".audience"));
            }
        }
    }

    fn condition(&mut self, condition: &Condition, offers: &[String], path: &str) {
        let (step, list) = match condition {
            Condition::Not(inner) => (".not", std::slice::from_ref(&**inner)),
            Condition::All(list) => (".all", list.as_slice()),
            Condition::Any(list) => (".any", list.as_slice()),
            Condition::Clicked(id) | Condition::Dismissed(id) => {
                if !offers.contains(id) {
                    self.unknown([path, ".offer"].concat(), id, offers, OFFER);
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

    /// The position of each id in `known`; unknown ones are findings, placed at `<path>[index]`.
    #[inline(never)]
    pub fn positions(
        &mut self,
        ids: &[String],
        known: &[String],
        code: &'static str,
        path: &[&str],
    ) -> Vec<usize> {
        let mut positions = Vec::new();
        for (index, id) in ids.iter().enumerate() {
            match known.iter().position(|held| held == id) {
                Some(position) => positions.push(position),
                None => self.unknown(indexed(&path.concat(), index), id, known, code),
            }
        }
        positions
    }

    /// Positions and log ratios of a signal's strengths.
    #[inline(never)]
    pub fn strengths(
        &mut self,
        pairs: &[(String, f64)],
        known: &[String],
        code: &'static str,
        path: &[&str],
    ) -> Vec<(usize, f64)> {
        let mut strengths = Vec::new();
        for (id, ratio) in pairs {
            match known.iter().position(|held| held == id) {
                Some(position) => strengths.push((position, ratio.ln())),
                None => self.unknown([&path.concat(), ".", id].concat(), id, known, code),
            }
        }
        strengths
    }

    fn unknown(&mut self, path: String, id: &str, known: &[String], code: &'static str) {
        let known: Vec<_> = known.iter().map(String::as_str).collect();
        self.findings.push(finding::unknown_id(path, code, id, &known));
    }
}

/// `list[index]`.
pub fn indexed(list: &str, index: usize) -> String {
    [list, "[", &index.to_string(), "]"].concat()
}
