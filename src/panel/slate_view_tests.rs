use super::{Placement, SlateView};
use crate::engine::node::{Kind, Node};

/// The least a slate needs to be written down in a test.
#[derive(Clone)]
enum Value {
    Text(&'static str),
    Number(f64),
    List(Vec<Value>),
    Map(Vec<(&'static str, Value)>),
}

use Value::{List, Map, Number, Text};

impl Node for Value {
    const STRICT: bool = false;
    fn kind(&self) -> Kind {
        match self {
            Text(_) => Kind::Text,
            Number(_) => Kind::Number,
            List(_) => Kind::List,
            Map(_) => Kind::Map,
        }
    }
    fn get(&self, key: &str) -> Option<Value> {
        let Map(fields) = self else { return None };
        fields.iter().find(|(name, _)| *name == key).map(|(_, value)| value.clone())
    }
    fn items(&self) -> Vec<Value> {
        if let List(items) = self { items.clone() } else { Vec::new() }
    }
    fn keys(&self) -> Vec<String> {
        Vec::new()
    }
    fn text(&self) -> Option<String> {
        if let Text(text) = self { Some((*text).to_owned()) } else { None }
    }
    fn number(&self) -> Option<f64> {
        if let Number(number) = self { Some(*number) } else { None }
    }
    fn flag(&self) -> Option<bool> {
        None
    }
}

fn offer(id: &'static str, url: &'static str) -> Value {
    Map(vec![("offer", Text(id)), ("title", Text("A title")), ("url", Text(url))])
}

fn slate(offers: &[&'static str]) -> SlateView<Value> {
    let offers = offers.iter().map(|id| offer(id, "/x")).collect();
    SlateView::read(&Map(vec![("offers", List(offers))]))
}

fn order(slate: &SlateView<Value>) -> String {
    slate.ids().map(String::as_str).collect()
}

#[test]
fn missing_fields_have_their_defaults() {
    let slate = SlateView::read(&Map(vec![]));
    assert_eq!((slate.placement, slate.heading, slate.theme), (Placement::Corner, 2, "auto"));
    assert_eq!(slate.title, "");
    assert!(slate.offers.is_empty());
}

#[test]
fn what_is_given_is_taken() {
    let slate = SlateView::read(&Map(vec![
        ("id", Text("k3f9")),
        ("placement", Text("inline")),
        ("heading", Number(9.0)),
        ("theme", Text("dark")),
        ("offers", List(vec![offer("a", "/a")])),
        ("welcome", Map(vec![])),
    ]));
    assert_eq!((slate.placement, slate.heading, slate.theme), (Placement::Inline, 6, "dark"));
    assert_eq!((order(&slate), slate.welcome.is_some()), ("a".to_owned(), true));
}

#[test]
fn an_offer_that_stays_keeps_its_place() {
    for (shown, new, expected) in [
        (vec!["a", "b", "c"], vec!["c", "b", "d"], "dbc"),
        (vec!["a", "b"], vec!["b", "c", "a"], "abc"),
        (vec!["a", "b", "c"], vec!["c"], "c"),
        (vec![], vec!["x", "y"], "xy"),
        (vec!["a"], vec![], ""),
    ] {
        assert_eq!(
            order(
                &slate(&new)
                    .in_order_of(&shown.iter().map(ToString::to_string).collect::<Vec<_>>())
            ),
            expected,
            "{shown:?} {new:?}"
        );
    }
}
