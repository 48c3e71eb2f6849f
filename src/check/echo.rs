//! One mistake is one finding: what follows from another finding alone is left out, since to follow both would break the file.

use super::likely::nearest;
use crate::engine::Finding;
use std::collections::HashSet;

/// Leaves out what another of the findings says already.
pub fn leave_out(found: &mut Vec<Finding>) {
    // A field with a slip in its name is missing as well, and a condition with such a test has none.
    let misspelt: Vec<(String, String)> = found
        .iter()
        .filter(|it| it.code == "unknown-field")
        .filter_map(|it| {
            let (of, _) = it.path.rsplit_once('.').unwrap_or_default();
            Some((of.to_string(), nearest(&it.found, &it.expected)?.to_string()))
        })
        .collect();
    let is_slip = |of: &str, field: Option<&String>| {
        misspelt.iter().any(|(there, meant)| there == of && field.is_none_or(|it| it == meant))
    };
    // Offers that stand there in another form are not none.
    let is_other = |it: &Finding| it.code == "wrong-kind" && matches!(&*it.path, "" | "offers");
    let has_other = found.iter().any(is_other) || is_slip("", Some(&"offers".into()));
    let unread: HashSet<String> =
        found.iter().filter(|it| it.code == "wrong-kind").map(|it| it.path.clone()).collect();
    found.retain(|it| match it.code {
        // What is no text is no id either.
        "unknown-persona" | "unknown-journey" | "unknown-stage" | "unknown-offer" => {
            !unread.contains(&it.path)
        }
        "missing-field" => !is_slip(&it.path, it.expected.first()),
        "not-one-condition" => !is_slip(&it.path, None),
        "no-offers" => !has_other,
        _ => true,
    });
}
