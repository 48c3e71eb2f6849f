//! What Cairn said at the end of a journal: a line of `cairn replay`.

use serde_json::Value;
use std::fmt::Write as _;

/// Whether this offer (`*`: any) is on the slate with such a reason.
pub fn says(found: &Value, offer: &str, words: &str) -> bool {
    picks(found).iter().filter(|pick| offer == "*" || pick["offer"] == offer).any(|pick| {
        pick["because"]
            .as_array()
            .is_some_and(|reasons| reasons.iter().any(|reason| text(reason).contains(words)))
    })
}

/// What was found, for somebody who wonders why.
pub fn summary(found: &Value) -> String {
    let top = |key: &str, most: usize| {
        let shares = shares(&found[key]).into_iter().take(most);
        shares.map(|(id, share)| format!("{id} {share:.2}")).collect::<Vec<_>>().join(", ")
    };
    let mut text = format!(
        "  found    {}\n           {}\n           {}\n",
        top("personas", 4),
        top("stages", 4),
        found["movement"].as_str().unwrap_or_default()
    );
    for pick in picks(found) {
        let reasons = pick["because"].as_array().cloned().unwrap_or_default();
        let reasons: Vec<String> = reasons.iter().map(self::text).collect();
        let (offer, fit) = (self::text(&pick["offer"]), share(&pick, "fit"));
        let _ = writeln!(text, "           {offer} {fit:.2}: {}", reasons.join("; "));
    }
    text
}

/// Shares by id, the largest first.
pub fn shares(value: &Value) -> Vec<(String, f64)> {
    let mut shares: Vec<(String, f64)> = value
        .as_object()
        .into_iter()
        .flatten()
        .map(|(id, share)| (id.clone(), share.as_f64().unwrap_or_default()))
        .collect();
    shares.sort_by(|one, other| other.1.total_cmp(&one.1));
    shares
}

pub fn share(value: &Value, id: &str) -> f64 {
    value[id].as_f64().unwrap_or_else(|| panic!("no {id:?} in {value}"))
}

pub fn picks(found: &Value) -> Vec<Value> {
    found["slate"].as_array().cloned().unwrap_or_default()
}

pub fn offered(found: &Value) -> Vec<String> {
    picks(found).iter().map(|pick| text(&pick["offer"])).collect()
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().into()
}
