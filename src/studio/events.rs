//! Events as the page hands them over: a JSON list.

use crate::check::event::malformed;
use crate::engine::Event;
use crate::engine::event::Malformed;
use crate::engine::json::Writer;
use crate::engine::json_reader::{Json, Tape};
use crate::engine::known::Known;
use crate::engine::node::Node;

/// The events of a list, without what is none.
pub fn read(list: &str) -> Vec<Event> {
    let (mut events, mut known) = (Vec::new(), Known::default());
    each(list, &mut |value| events.extend(Event::read_after(value, &mut known).ok()));
    events
}

/// What is wrong with each value of a list, as JSON.
pub fn problems(list: &str) -> String {
    let mut found = Vec::new();
    each(list, &mut |value| {
        let is_time = |field: &String| field == "at" || field == "visitor";
        let fields = value.keys().into_iter().filter(|field| !is_time(field)).collect::<Vec<_>>();
        found.push(Event::read(value).err().map(|problem: Malformed| malformed(problem, &fields)));
    });
    let mut json = Writer::default();
    json.list(found, |json, problem| match problem {
        None => json.null(),
        Some((what, why, fix)) => json.list([what, why, fix], |json, text| json.text(&text)),
    });
    json.finish()
}

fn each(list: &str, take: &mut dyn FnMut(&Json<'_>)) {
    let inside = list.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    if let Some(inside) = inside.filter(|inside| !inside.trim().is_empty()) {
        // The page wrote the list itself: what is no JSON cannot come.
        let _ = Tape::default().each(inside, take);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOGIN: &str = r#"{"at":"2026-11-02T09:14:00Z","event":{"name":"login"}}"#;

    #[test]
    fn what_is_no_event_is_told_and_left_out() {
        let list = format!(
            r#"[{LOGIN},{{"at":"yesterday"}},{LOGIN},{{"at":"2026-11-02T09:14:00Z","jump":1}}]"#
        );
        let said = problems(&list);
        assert!(said.starts_with(r#"[null,["the time of this event cannot be read","#), "{said}");
        assert!(said.contains(r#"\"jump\" may come from a newer version"#), "{said}");
        assert_eq!((read(&list).len(), read("[]").len(), read("").len()), (2, 0, 0));
    }
}
