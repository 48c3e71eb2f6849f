//! Did you mean? The known word that is nearest to an unknown one.

use crate::engine::Finding;
use std::collections::HashMap;

/// The codes of references to ids that nothing has.
const IDS: [&str; 4] = ["unknown-persona", "unknown-stage", "unknown-journey", "unknown-offer"];

/// What is meant by each id that nothing has, by the code of the finding: to look among thousands takes a while.
pub struct Meant(HashMap<(&'static str, String), Option<String>>);

impl Meant {
    /// By all ids that are found to be unknown.
    pub fn by(findings: &[Finding]) -> Self {
        let mut meant = HashMap::new();
        for it in findings.iter().filter(|it| IDS.contains(&it.code)) {
            let near = || nearest(&it.found, &it.expected).map(String::from);
            meant.entry((it.code, it.found.clone())).or_insert_with(near);
        }
        Meant(meant)
    }

    /// What was probably to stand where something unknown was found.
    pub fn of<'f>(&'f self, finding: &'f Finding) -> Option<&'f str> {
        match self.0.get(&(finding.code, finding.found.clone())) {
            Some(near) => near.as_deref(),
            None => nearest(&finding.found, &finding.expected),
        }
    }

    /// Whether this id stands for something; turns it into that.
    pub fn settle(&self, code: &'static str, id: &mut String) -> bool {
        match self.0.get(&(code, id.clone())) {
            Some(None) => false,
            Some(Some(near)) => {
                id.clone_from(near);
                true
            }
            None => true,
        }
    }
}

/// The nearest of the known words, if it is near enough to be a slip: a letter in three may differ.
pub fn nearest<'k>(found: &str, known: &'k [String]) -> Option<&'k str> {
    let lower = found.to_lowercase();
    let length = found.chars().count();
    let allowed = (length / 3).max(1);
    let far = |word: &str| strsim::osa_distance(&lower, &word.to_lowercase());
    // Who pastes a page into a field needs no comparison; nor do words so much longer or shorter.
    let near = |word: &&String| {
        word.len() < 100 && found.len() < 100 && word.chars().count().abs_diff(length) <= allowed
    };
    let best = known.iter().filter(near).map(|word| (far(word), word)).min_by_key(|it| it.0)?;
    (best.0 <= allowed && length > 1).then_some(best.1)
}
