//! One mistake is one finding: what follows from another finding alone is left out, since to follow both would break the file.

use super::field_of;
use super::likely::{Meant, is_id};
use super::unread::Unread;
use crate::engine::Finding;
use std::collections::HashSet;

/// The paths of fields that must be there and are not.
pub fn missing(found: &[Finding]) -> HashSet<String> {
    let missing = found.iter().filter(|it| it.code == "missing-field");
    missing.filter_map(|it| Some(field_of(&it.path, it.expected.first()?))).collect()
}

/// Leaves out what another of the findings says already; `odd` are the paths of fields that are null
/// or stand there twice, which is said, too.
pub fn leave_out(found: &mut Vec<Finding>, odd: &[String], unread: &Unread, meant: &Meant) {
    let of = |path: &str| path.rsplit_once('.').map_or("", |(of, _)| of).to_string();
    // A field with a slip in its name is missing as well, and so is one that is null.
    let slips = found.iter().filter(|it| it.code == "unknown-field");
    let slips = slips.filter_map(|it| Some(field_of(&of(&it.path), meant.of(it)?)));
    let gone: HashSet<String> = slips.chain(odd.iter().cloned()).collect();
    let wrong = |it: &&Finding| it.code == "wrong-kind";
    let kinds: HashSet<String> = found.iter().filter(wrong).map(|it| it.path.clone()).collect();
    // A condition with such a test has none.
    let holders: HashSet<String> = gone.iter().chain(&kinds).map(|path| of(path)).collect();
    found.retain(|it| match it.code {
        "missing-field" => {
            !it.expected.first().is_some_and(|field| gone.contains(&field_of(&it.path, field)))
        }
        "not-one-condition" => !holders.contains(&it.path),
        // Offers that stand there in another form are not none.
        "no-offers" => {
            !gone.contains("offers") && !["", "offers"].iter().any(|it| kinds.contains(*it))
        }
        // What is no text is no id either.
        _ => !(is_id(it.code) && (kinds.contains(&it.path) || unread.explains(it, meant))),
    });
}
