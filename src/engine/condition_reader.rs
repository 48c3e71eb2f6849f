//! Reads a condition: an object with exactly one test.

use super::config::{Condition, FormStep};
use super::finding;
use super::node::{At, Node, Place};
use super::reader::Reader;

const TESTS: [&str; 15] = [
    "path", "host", "query", "referrer", "words", "search", "event", "form", "offer", "sessions",
    "engaged", "scrolled", "pages", "all", "any",
];

/// Conditions nested deeper than this are refused, so that no file can exhaust the stack.
const DEEPEST: usize = 16;

/// Reads one condition.
pub fn condition<N: Node>(reader: &mut Reader, at: &At<'_, N>) -> Option<Condition> {
    let mut known = TESTS.to_vec();
    known.push("not");
    reader.fields(at, &known).then_some(())?;
    let mut tests = known.iter().filter(|test| at.node.get(test).is_some());
    let (Some(test), None, true) = (tests.next(), tests.next(), reader.depth < DEEPEST) else {
        reader.findings.push(finding::not_one_condition(at.path(), &known));
        return None;
    };
    let node = at.node.get(test)?;
    reader.depth += 1;
    let condition = one(reader, &At::field(&node, at, test), test);
    reader.depth -= 1;
    condition
}

fn one<N: Node>(reader: &mut Reader, at: &At<'_, N>, test: &str) -> Option<Condition> {
    Some(match test {
        "path" => Condition::Path(reader.texts(at)?),
        "host" => Condition::Host(reader.texts(at)?),
        "query" => Condition::Query(reader.pairs(at, Reader::text)?),
        "referrer" => Condition::Referrer(reader.texts(at)?),
        "words" => Condition::Words(reader.lowers(at)?),
        "search" => Condition::Search(reader.lowers(at)?),
        "event" => Condition::Event(reader.text(at)?),
        "form" => form(reader, at)?,
        "offer" => offer(reader, at)?,
        "sessions" => Condition::Sessions(at_least(reader, at)?),
        "engaged" => Condition::Engaged(at_least(reader, at)?),
        "scrolled" => Condition::Scrolled(at_least(reader, at)?),
        "pages" => Condition::Pages(at_least(reader, at)?),
        "all" => Condition::All(reader.elements(at, condition)?),
        "any" => Condition::Any(reader.elements(at, condition)?),
        _ => Condition::Not(condition(reader, at)?.into()),
    })
}

fn form<N: Node>(reader: &mut Reader, at: &At<'_, N>) -> Option<Condition> {
    reader.fields(at, &["id", "did"]).then_some(())?;
    let did = reader.word_in(at, "did", &["start", "submit", "abandon"]);
    Some(Condition::Form {
        id: reader.text_in(at, "id").unwrap_or_else(|| "**".into()),
        did: did.and_then(FormStep::named),
    })
}

fn offer<N: Node>(reader: &mut Reader, at: &At<'_, N>) -> Option<Condition> {
    reader.fields(at, &["clicked", "dismissed"]).then_some(())?;
    let clicked = reader.text_in(at, "clicked").map(Condition::Clicked);
    let dismissed = reader.text_in(at, "dismissed").map(Condition::Dismissed);
    if clicked.is_some() == dismissed.is_some() {
        reader.findings.push(finding::not_one_condition(at.path(), &["clicked", "dismissed"]));
    }
    clicked.or(dismissed)
}

fn at_least<N: Node>(reader: &mut Reader, at: &At<'_, N>) -> Option<f64> {
    reader.fields(at, &["atLeast"]).then_some(())?;
    reader.required(at, "atLeast", Reader::amount)
}
