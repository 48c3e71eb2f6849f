//! What is in doubt of a file with errors.

use super::field_of;
use super::likely::{Meant, is_id};
use super::unread::Unread;
use crate::engine::Finding;
use crate::engine::node::indexed;
use std::collections::{BTreeSet, HashSet};

/// What is not known of a file, since it could not be read or names what there is not: nothing odd is said of that.
#[derive(Default)]
pub struct Doubts {
    /// Where it stands, such as `offers[3].audience`.
    paths: BTreeSet<String>,
    /// Offers that serve nobody, by their positions: all whom they name are unknown.
    idle: HashSet<usize>,
    /// Offers that name what follows, none of which there is.
    cut: HashSet<usize>,
}

/// The fields that say whom an offer serves.
const SERVED: [&str; 3] = ["personas", "journeys", "stages"];

/// Whether an offer has this in one of its lists of ids.
fn is_listed(path: &str) -> bool {
    let is_in = |field: &&str| path.contains(&[".", field, "["].concat());
    path.starts_with("offers") && SERVED.iter().chain(&["next"]).any(is_in)
}

impl Doubts {
    /// Those that follow from the errors of a file; `odd` are the paths of fields that are null or stand there twice.
    pub fn of(errors: &[Finding], odd: &[String], unread: &Unread, known: &Meant) -> Self {
        let path = |error: &Finding| {
            let meant = known.of(error);
            let of = error.path.rsplit_once('.').map_or("", |(of, _)| of);
            match error.code {
                "missing-field" => Some(field_of(&error.path, error.expected.first()?)),
                "unknown-field" => Some(field_of(of, meant?)),
                // Who misspells an id means the one that is near. Of an offer's lists those count that there are.
                code if is_id(code)
                    && (meant.is_some()
                        || is_listed(&error.path) && !unread.explains(error, known)) =>
                {
                    None
                }
                "never-on" => Some(field_of(&error.path, "until")),
                _ => {
                    // A wrong strength of a misspelt persona is one of the persona that is meant.
                    let id = error.path.rsplit_once('.').and_then(|(_, id)| known.id(id));
                    Some(id.map_or_else(|| error.path.clone(), |id| field_of(of, id)))
                }
            }
        };
        let paths = errors.iter().filter_map(path).chain(odd.iter().cloned()).collect();
        Doubts { paths, ..Doubts::default() }
    }

    /// Whether something around the value at `path`, it itself, or one of these fields in it is not known; the field `""`
    /// stands for all of them.
    pub fn about(&self, path: &str, fields: &[&str]) -> bool {
        let steps = path.char_indices().filter(|(_, sign)| matches!(sign, '.' | '['));
        let mut around = steps.map(|(at, _)| &path[..at]).chain([path]);
        let inside = |field: &&str| {
            let start = if field.is_empty() { path.into() } else { field_of(path, field) };
            let from = self.paths.range(start.clone()..);
            from.map_while(|doubt| doubt.strip_prefix(&start))
                .any(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        !self.paths.is_empty()
            && (self.paths.contains("")
                || around.any(|path| self.paths.contains(path))
                || fields.iter().any(inside))
    }

    /// Notes that an offer serves nobody that there is.
    pub fn serves_nobody(&mut self, offer: usize) {
        self.idle.insert(offer);
    }

    /// Notes that an offer names what follows, and none of that is there.
    pub fn leads_nowhere(&mut self, offer: usize) {
        self.cut.insert(offer);
    }

    /// Whether it is not known how an offer stands among the others.
    pub fn about_rank(&self, offer: usize) -> bool {
        self.is_idle(offer)
            || self.about_served(offer)
            || self.about(&indexed("offers", offer), &["priority"])
    }

    /// Whether it is not known whom an offer serves.
    pub fn about_served(&self, offer: usize) -> bool {
        self.about(&indexed("offers", offer), &SERVED)
    }

    /// Whether it is not known what follows an offer.
    pub fn about_next(&self, offer: usize) -> bool {
        self.about(&indexed("offers", offer), &["next"])
    }

    /// Whether an offer names what follows, and none of that is there.
    pub fn is_cut(&self, offer: usize) -> bool {
        self.cut.contains(&offer)
    }

    /// Whether an offer serves nobody that there is.
    pub fn is_idle(&self, offer: usize) -> bool {
        self.idle.contains(&offer)
    }

    /// Whether a signal might suggest this persona or stage if it could be read; `kind` is `persona` or `stage`.
    pub fn about_suggestion(&self, kind: &str, id: &str) -> bool {
        let may = |doubt: &String| {
            let Some(rest) = doubt.strip_prefix("signals") else { return doubt.is_empty() };
            let inside = rest.split_once(']').map_or("", |(_, inside)| inside);
            let named = inside.strip_prefix('.').and_then(|field| field.strip_prefix(kind));
            inside.is_empty()
                || named
                    .is_some_and(|named| named.is_empty() || named.strip_prefix('.') == Some(id))
        };
        self.paths.iter().any(may)
    }
}
