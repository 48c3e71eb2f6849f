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
    nested(reader, at, DEEPEST)
}

fn nested<N: Node>(reader: &mut Reader, at: &At<'_, N>, deep: usize) -> Option<Condition> {
    let mut known = TESTS.to_vec();
    known.push("not");
    reader.fields(at, &known).then_some(())?;
    let mut tests = known.iter().filter(|test| at.node.get(test).is_some());
    let (Some(test), None, true) = (tests.next(), tests.next(), deep > 0) else {
        reader.findings.push(finding::not_one_condition(&at.path(), &known));
        return None;
    };
    reader.optional(at, test, |reader, at| one(reader, at, test, deep))
}

fn one<N: Node>(reader: &mut Reader, at: &At<'_, N>, test: &str, deep: usize) -> Option<Condition> {
    let each = |reader: &mut Reader| reader.elements(at, |reader, at| nested(reader, at, deep - 1));
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
        "all" => Condition::All(each(reader)?),
        "any" => Condition::Any(each(reader)?),
        _ => Condition::Not(nested(reader, at, deep - 1)?.into()),
    })
}

fn form<N: Node>(reader: &mut Reader, at: &At<'_, N>) -> Option<Condition> {
    reader.fields(at, &["id", "did"]).then_some(())?;
    let did =
        reader.optional(at, "did", |reader, at| reader.word(at, &["start", "submit", "abandon"]));
    Some(Condition::Form {
        id: reader.optional(at, "id", Reader::text).unwrap_or_else(|| "**".into()),
        did: did.and_then(FormStep::named),
    })
}

fn offer<N: Node>(reader: &mut Reader, at: &At<'_, N>) -> Option<Condition> {
    reader.fields(at, &["clicked", "dismissed"]).then_some(())?;
    let clicked = reader.optional(at, "clicked", Reader::text).map(Condition::Clicked);
    let dismissed = reader.optional(at, "dismissed", Reader::text).map(Condition::Dismissed);
    if clicked.is_some() == dismissed.is_some() {
        reader.findings.push(finding::not_one_condition(&at.path(), &["clicked", "dismissed"]));
    }
    clicked.or(dismissed)
}

fn at_least<N: Node>(reader: &mut Reader, at: &At<'_, N>) -> Option<f64> {
    reader.fields(at, &["atLeast"]).then_some(())?;
    reader.required(at, "atLeast", Reader::amount)
}
