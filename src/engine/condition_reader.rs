//! Reads a condition: an object with exactly one test.

use super::config::{Condition, FormStep};
use super::finding;
use super::node::{At, Node};
use super::reader::{List, Lowers, Read, Reader};
use super::url;

const TESTS: [&str; 16] = [
    "path", "host", "query", "referrer", "words", "search", "event", "form", "offer", "sessions",
    "engaged", "scrolled", "pages", "all", "any", "not",
];

/// Conditions nested deeper than this are refused, so that no file can exhaust the stack.
const DEEPEST: usize = 16;

impl<N: Node> Read<N> for Condition {
    #[inline(never)]
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        if !reader.fields(at, &TESTS) {
            return;
        }
        let mut tests = TESTS.iter().filter(|test| at.node.get(test).is_some());
        let (Some(test), None, true) = (tests.next(), tests.next(), reader.depth < DEEPEST) else {
            reader.findings.push(finding::not_one_condition(at.path(), &TESTS));
            return;
        };
        reader.depth += 1;
        reader.field(at, test, &mut Test { test, condition: self });
        reader.depth -= 1;
    }
}

/// The value of a condition's one test.
struct Test<'c> {
    test: &'static str,
    condition: &'c mut Condition,
}

impl<N: Node> Read<N> for Test<'_> {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        let (mut texts, mut list) = (Vec::new(), Vec::new());
        let mut inner = Condition::default();
        match self.test {
            "path" => texts.read(reader, at),
            "host" | "referrer" | "words" | "search" => Lowers(&mut texts).read(reader, at),
            "all" | "any" => List(&mut list).read(reader, at),
            "not" => inner.read(reader, at),
            _ => {}
        }
        *self.condition = match self.test {
            "path" => {
                // As pages are spelled.
                for text in &mut texts {
                    let has_star = text.bytes().any(|byte| byte == b'*');
                    *text = if has_star { url::encoded(text) } else { url::parse(text).page() };
                }
                Condition::Path(texts)
            }
            "host" => Condition::Host(texts),
            "referrer" => Condition::Referrer(texts),
            "words" => Condition::Words(texts),
            "search" => Condition::Search(texts),
            "query" => {
                let mut pairs = Vec::new();
                pairs.read(reader, at);
                Condition::Query(pairs)
            }
            "event" => {
                let mut name = String::new();
                name.read(reader, at);
                Condition::Event(name)
            }
            "form" => form(reader, at),
            "offer" => offer(reader, at),
            "sessions" => Condition::Sessions(at_least(reader, at)),
            "engaged" => Condition::Engaged(at_least(reader, at)),
            "scrolled" => Condition::Scrolled(at_least(reader, at)),
            "pages" => Condition::Pages(at_least(reader, at)),
            "all" => Condition::All(list),
            "any" => Condition::Any(list),
            _ => Condition::Not(inner.into()),
        };
    }
}

fn form<N: Node>(reader: &mut Reader, at: &At<N>) -> Condition {
    const STEPS: [&str; 3] = ["start", "submit", "abandon"];
    let (mut id, mut did) = (String::from("**"), None);
    if reader.fields(at, &["id", "did"]) {
        reader.field(at, "id", &mut id);
        let step = reader.word_in(at, "did", &STEPS);
        did = at.node.get("did").and_then(|_| FormStep::named(STEPS[step]));
    }
    Condition::Form { id, did }
}

fn offer<N: Node>(reader: &mut Reader, at: &At<N>) -> Condition {
    let (mut clicked, mut dismissed) = (None, None);
    if reader.fields(at, &["clicked", "dismissed"]) {
        reader.field(at, "clicked", &mut clicked);
        reader.field(at, "dismissed", &mut dismissed);
        if clicked.is_some() == dismissed.is_some() {
            reader.findings.push(finding::not_one_condition(at.path(), &["clicked", "dismissed"]));
        }
    }
    let dismissed = dismissed.map_or_else(Condition::default, Condition::Dismissed);
    clicked.map_or(dismissed, Condition::Clicked)
}

fn at_least<N: Node>(reader: &mut Reader, at: &At<N>) -> f64 {
    let mut least = None;
    if reader.fields(at, &["atLeast"]) {
        reader.required(at, "atLeast", &mut least);
    }
    least.unwrap_or_default()
}
