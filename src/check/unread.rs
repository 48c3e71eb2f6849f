//! Definitions that could not be read: what refers to them names nothing, and yet nothing is wrong with it.

use super::likely::{Meant, is_id};
use crate::engine::Finding;
use std::collections::{HashMap, HashSet};

/// The codes of references that may lead to what could not be read.
#[derive(Default)]
pub struct Unread {
    /// Those whose definitions could not be read, nobody knows how many.
    many: HashSet<&'static str>,
    /// The others, with how many could not be read.
    some: HashMap<&'static str, usize>,
    /// How many ids are unknown of each, and near none.
    unknown: HashMap<&'static str, HashSet<String>>,
}

impl Unread {
    /// By the errors of a file, and the paths of its fields that are null or stand there twice.
    pub fn of(errors: &[Finding], odd: &[String], meant: &Meant) -> Self {
        let mut unread = Unread::default();
        for path in odd {
            unread.note(path);
        }
        for error in errors {
            match error.code {
                "wrong-kind" | "empty-field" => unread.note(&error.path),
                "unknown-field" => {
                    if let Some(field) = meant.of(error) {
                        let of = error.path.strip_suffix(&error.found).unwrap_or_default();
                        unread.note(&[of, field].concat());
                    }
                }
                code if is_id(code) && meant.of(error).is_none() => {
                    unread.unknown.entry(code).or_default().insert(error.found.clone());
                }
                _ => {}
            }
        }
        unread
    }

    /// What stands at this path could not be read.
    fn note(&mut self, path: &str) {
        let path = path.strip_suffix(".id").unwrap_or(path);
        // Without the numbers of items.
        let steps = path.split('[').map(|step| step.split_once(']').map_or(step, |(_, rest)| rest));
        let place: String = steps.collect();
        let is_item = path.ends_with(']');
        let codes: &[&'static str] = match place.as_str() {
            "" => &["unknown-persona", "unknown-journey", "unknown-stage", "unknown-offer"],
            "personas" => &["unknown-persona"],
            "journeys" => &["unknown-journey", "unknown-stage"],
            "journeys.stages" => &["unknown-stage"],
            "offers" => &["unknown-offer"],
            _ => &[],
        };
        for code in codes {
            // With a journey all of its stages are gone.
            if is_item && !(place == "journeys" && *code == "unknown-stage") {
                *self.some.entry(code).or_default() += 1;
            } else {
                self.many.insert(code);
            }
        }
    }

    /// Whether this reference probably leads to something that could not be read.
    pub fn explains(&self, reference: &Finding, meant: &Meant) -> bool {
        let code = reference.code;
        let some = || self.some.get(code).copied().unwrap_or_default();
        let unknown = || self.unknown.get(code).map_or(0, HashSet::len);
        is_id(code)
            && meant.of(reference).is_none()
            && (self.many.contains(code) || unknown() <= some())
    }
}
