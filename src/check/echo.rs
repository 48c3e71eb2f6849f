//! One mistake is one finding: what follows from another finding alone is left out, since to follow both would break the file.

use super::Placed;

/// Leaves out what another of the findings says already.
pub fn leave_out(found: &mut Vec<Placed>) {
    // A field with a slip in its name is missing as well, and a condition with such a test has none.
    let mut misspelt = Vec::new();
    for it in found.iter().filter(|it| it.code == "unknown-field") {
        if let Some(meant) = it.fix.strip_prefix("write \"").and_then(|fix| fix.strip_suffix('"')) {
            let (of, _) = it.path.rsplit_once('.').unwrap_or_default();
            misspelt.push((of.to_string(), format!("add \"{meant}\"")));
        }
    }
    let is_slip = |it: &Placed| {
        misspelt
            .iter()
            .any(|(of, add)| *of == it.path && (it.code == "not-one-condition" || it.fix == *add))
    };
    // Offers that stand there in another form are not none.
    let is_other = |it: &Placed| it.code == "wrong-kind" && matches!(&*it.path, "" | "offers");
    let has_other = found.iter().any(is_other);
    let is_misspelt = misspelt.iter().any(|(of, add)| of.is_empty() && add == "add \"offers\"");
    found.retain(|it| {
        let follows = match it.code {
            "missing-field" | "not-one-condition" => is_slip(it),
            "no-offers" => has_other || is_misspelt,
            _ => false,
        };
        !follows
    });
}
