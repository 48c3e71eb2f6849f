//! Did you mean? The known word that is nearest to an unknown one.

use crate::engine::Finding;
use std::collections::HashMap;

/// The codes of references to ids that nothing has.
const IDS: [&str; 4] = ["unknown-persona", "unknown-stage", "unknown-journey", "unknown-offer"];

/// What is meant by everything that nothing is called: to look among thousands takes a while.
pub struct Meant(HashMap<String, Option<String>>);

impl Meant {
    /// By all that is found to be unknown.
    pub fn by(findings: &[Finding]) -> Self {
        let mut meant = HashMap::new();
        for it in findings.iter().filter(|it| it.code.starts_with("unknown-")) {
            let near = || nearest(&it.found, &it.expected).map(String::from);
            meant.entry(key(it)).or_insert_with(near);
        }
        Meant(meant)
    }

    /// What is meant by this id, if nothing has it.
    pub fn id(&self, id: &str) -> Option<&str> {
        IDS.iter().find_map(|code| self.0.get(&key_of(code, id))?.as_deref())
    }

    /// What was probably to stand where something unknown was found.
    pub fn of(&self, finding: &Finding) -> Option<&str> {
        self.0.get(&key(finding))?.as_deref()
    }

    /// Whether this id stands for something; turns it into that.
    pub fn settle(&self, code: &'static str, id: &mut String) -> bool {
        match self.0.get(&key_of(code, id)) {
            Some(None) => false,
            Some(Some(near)) => {
                id.clone_from(near);
                true
            }
            None => true,
        }
    }
}

/// Whether a finding of this code is about an id that nothing has.
pub fn is_id(code: &str) -> bool {
    IDS.contains(&code)
}

fn key_of(code: &str, found: &str) -> String {
    [code, "\n", found].concat()
}

/// An id is unknown everywhere; a field is so among those of its object.
fn key(finding: &Finding) -> String {
    let key = key_of(finding.code, &finding.found);
    if is_id(finding.code) { key } else { key + "\n" + &finding.expected.join("\n") }
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
    let best = known.iter().filter(near).map(|word| (far(word), word)).min_by_key(|it| it.0);
    let slip = best.filter(|best| best.0 <= allowed && length > 1).map(|best| best.1);
    slip.or_else(|| abbreviated(found, known)).map(String::as_str)
}

/// The only known word that begins as the one found, or with which that begins.
fn abbreviated<'k>(found: &str, known: &'k [String]) -> Option<&'k String> {
    let begins = |long: &str, short: &str| {
        long.get(..short.len()).is_some_and(|start| start.eq_ignore_ascii_case(short))
    };
    let is_one = |word: &&String| {
        found.len().min(word.len()) > 2 && (begins(word, found) || begins(found, word))
    };
    let mut words = known.iter().filter(is_one);
    words.next().filter(|_| words.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_or_an_abbreviation_is_understood_and_nothing_else() {
        let known = ["finance", "it", "Business"].map(String::from);
        for (found, meant) in [
            ("finanse", Some("finance")),
            ("fin", Some("finance")),
            ("financeTeam", Some("finance")),
            ("BUSINESS", Some("Business")),
            ("i", None),
            ("itineraries", None),
            ("marketing", None),
        ] {
            assert_eq!(nearest(found, &known), meant, "{found}");
        }
        let two = ["sales-east", "sales-west"].map(String::from);
        assert_eq!(nearest("sales", &two), None, "it may be either");
    }
}
