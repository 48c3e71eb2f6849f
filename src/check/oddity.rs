//! What is legal and yet odd: each a function. Only the command line reports these.

use crate::engine::Plan;
use crate::engine::node::indexed;

/// A warning in sentences, with its JSON path.
pub struct Oddity {
    /// A stable name for machines.
    pub code: &'static str,
    /// The JSON path.
    pub path: String,
    /// What is odd.
    pub title: String,
    /// Why.
    pub why: String,
    /// What to do.
    pub fix: &'static str,
}

fn odd(code: &'static str, path: String, title: String, why: &str, fix: &'static str) -> Oddity {
    Oddity { code, path, title, why: why.into(), fix }
}

fn offer(plan: &Plan, index: usize) -> String {
    let offer = &plan.config.offers[index];
    let title = offer.title.in_language("", &plan.config.locale);
    format!("offers[{index}] \"{title}\"")
}

/// A signal whose condition cannot hold.
pub fn never_holds(path: String, id: &str, why: &str) -> Oddity {
    let title = match id {
        "" => format!("{path} can never hold"),
        _ => format!("signal \"{id}\" can never hold"),
    };
    odd("never-holds", path, title, why, "correct its condition or remove the signal")
}

/// A signal that speaks for nothing.
pub fn no_suggestion(path: String, id: &str) -> Oddity {
    let title = match id {
        "" => format!("{path} suggests nothing"),
        _ => format!("signal \"{id}\" suggests nothing"),
    };
    let why = "it names no persona, no stage and no journey";
    odd(
        "no-suggestion",
        path,
        title,
        why,
        "say what it speaks for, as in \"persona\": { \"it\": \"hint\" }, or remove it",
    )
}

/// Days without a number of impressions, or no days at all.
pub fn limits_nothing(path: String) -> Oddity {
    let title = format!("{path} limits nothing");
    let why =
        "it says within how many days \"impressions\" count: both are needed, and more than 0 days";
    odd(
        "limits-nothing",
        path,
        title,
        why,
        "write both, as in { \"impressions\": 6, \"perDays\": 7 }, or remove it",
    )
}

/// An offer whose audience is nobody.
pub fn no_audience(plan: &Plan, index: usize, why: &str) -> Oddity {
    let path = indexed("offers", index) + ".audience";
    let title = format!("{} can never be shown", offer(plan, index));
    odd("no-audience", path, title, why, "correct the audience or remove it")
}

/// An offer whose time is over.
pub fn over(plan: &Plan, index: usize) -> Oddity {
    let path = indexed("offers", index) + ".until";
    let title = format!("{} can never be shown", offer(plan, index));
    odd("over", path, title, "\"until\" is past", "set a later time or remove the offer")
}

/// An offer with a limit of no impression.
pub fn limited_to_nothing(plan: &Plan, index: usize) -> Oddity {
    let path = indexed("offers", index) + ".limit";
    let title = format!("{} can never be shown", offer(plan, index));
    let why = "its limit allows no impression";
    odd("limited-to-nothing", path, title, why, "allow at least one, or remove the offer")
}

/// An offer that is in no slate, with those that stand in its way.
pub fn outranked(plan: &Plan, index: usize, by: &[&str]) -> Oddity {
    let title = format!("{} is always outranked", offer(plan, index));
    let why = format!(
        "whoever a new visitor is and wherever he stands, others come first where this one would do best: {}",
        by.join(", ")
    );
    let fix = "name fewer personas or stages, give it a higher \"priority\", or name it in another offer's \"next\"";
    Oddity { code: "outranked", path: indexed("offers", index), title, why, fix }
}

/// More offers that are in no slate.
pub fn more_outranked(count: usize) -> Oddity {
    let title = format!("{count} more offers are always outranked");
    let why = "there are more offers for the same visitors than slates show";
    odd("outranked", "offers".into(), title, why, "see the offers named above")
}

/// A stage that nothing suggests.
pub fn unsuggested_stage(path: String, id: &str) -> Oddity {
    let title = format!("no signal suggests the stage \"{id}\"");
    let why = "visitors are taken to stand there by what usually follows alone";
    odd("unsuggested-stage", path, title, why, "add a signal with this stage, or remove the stage")
}

/// A persona that nothing suggests.
pub fn unsuggested_persona(path: String, id: &str) -> Oddity {
    let title = format!("nothing suggests the persona \"{id}\"");
    let why = "no signal speaks for it and it has no \"words\"";
    odd("unsuggested-persona", path, title, why, "add \"words\" or a signal with this persona")
}

/// A stage from which no other usually follows, though it is not the last.
pub fn no_way_on(path: String, id: &str) -> Oddity {
    let title = format!("nothing is named that follows the stage \"{id}\"");
    let why = "it is not the last stage of its journey";
    odd("no-way-on", path, title, why, "name the stages that usually follow: \"next\": [ … ]")
}

/// Cells of the table of personas and stages with fewer than two offers.
pub fn thin_cells(cells: &[String]) -> Oddity {
    let title = match cells.len() {
        1 => "one pair of persona and stage has fewer than two offers".to_string(),
        several => format!("{several} pairs of persona and stage have fewer than two offers"),
    };
    let some = cells.iter().take(8).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = if cells.len() > 8 { ", …" } else { "" };
    let why = format!("such visitors have no choice: {some}{more}");
    Oddity {
        code: "thin-cells",
        path: "offers".into(),
        title,
        why,
        fix: "add offers, or let others serve them too",
    }
}

/// Priors that are more than everybody.
pub fn priors_above_one(sum: f64) -> Oddity {
    let title = format!("the priors of all personas add up to {sum:.2}");
    let why = "they are shares of all visitors, so they are scaled down to leave room for others";
    odd("priors-above-one", "personas".into(), title, why, "lower them to 0.95 or less together")
}

/// A text that lacks a language that other texts have.
pub fn missing_language(path: String, languages: &str) -> Oddity {
    let title = format!("{path} is not written in {languages}");
    let why = "other texts are, so a visitor would read two languages side by side";
    odd("missing-language", path, title, why, "add the text in that language")
}

/// A text that does not fit on a card.
pub fn too_long(path: String, length: usize, most: usize) -> Oddity {
    let title = format!("{path} has {length} characters");
    let why = format!("on a card more than {most} push the other offers out of sight");
    odd("too-long", path, title, &why, "say it in fewer words; the page it leads to has room")
}
