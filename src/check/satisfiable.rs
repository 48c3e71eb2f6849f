//! Conditions that can never hold, as far as that is told without trying.

use crate::engine::config::Condition;
use crate::engine::event::tokens;

/// Why a condition can never hold; `None` where nothing speaks against it. `at_once` says whether all of it must hold at one
/// event, as for a signal; the parts of an audience may hold at several. `keys` are those of a query that stay in an
/// address, where that is known.
pub fn never(condition: &Condition, at_once: bool, keys: Option<&[String]>) -> Option<String> {
    match condition {
        Condition::Path(globs) if globs.is_empty() => Some(EMPTY.into()),
        Condition::Path(globs) => {
            let is_path = globs.iter().any(|glob| !glob.contains("://"));
            (!is_path).then(|| {
                format!("a path stands there alone, as in \"/docs/**\"; \"{}\" has more", globs[0])
            })
        }
        Condition::Host(list) | Condition::Referrer(list) => {
            let is_host = |glob: &&String| !glob.contains(['/', ':', ' ']) && !glob.is_empty();
            match list.iter().find(|glob| !glob.trim().is_empty()) {
                None => Some(EMPTY.into()),
                _ if list.iter().any(|glob| is_host(&glob)) => None,
                Some(first) => Some(format!(
                    "a host stands there alone, as in \"www.google.com\"; \"{first}\" has more"
                )),
            }
        }
        Condition::Words(list) | Condition::Search(list) => {
            list.iter().all(|text| tokens(text).next().is_none()).then(|| EMPTY.into())
        }
        Condition::Query(pairs) => {
            let cut = pairs.iter().find(|(key, _)| keys.is_some_and(|keys| !keys.contains(key)))?;
            let key = &cut.0;
            Some(format!(
                "\"{key}\" is cut off each address, for privacy: name it in \"privacy\": {{\"queryKeys\": [\"{key}\"]}} to keep it"
            ))
        }
        Condition::Event(name) if name.is_empty() => Some("no event has an empty name".into()),
        Condition::Event(name) if name.contains('*') => {
            Some("the name of an event is compared as it stands, and none has a star in it".into())
        }
        Condition::Scrolled(least) if *least > 1.0 => {
            Some("nobody sees more than the whole page, which is 1".into())
        }
        Condition::Any(list) => {
            let mut reasons = list.iter().map(|one| never(one, at_once, keys));
            if list.is_empty() {
                Some(EMPTY.into())
            } else {
                reasons.try_fold(String::new(), |_, why| why)
            }
        }
        Condition::All(list) => {
            let impossible = list.iter().find_map(|one| never(one, at_once, keys));
            impossible.or_else(|| contradiction(list, at_once))
        }
        _ => None,
    }
}

const EMPTY: &str = "its list is empty";

/// The most parts of a condition that are compared, each with each.
const COMPARED: usize = 100;

/// Two counts, events or places that exclude each other.
fn contradiction(list: &[Condition], at_once: bool) -> Option<String> {
    let list = &list[..list.len().min(COMPARED)];
    for one in list {
        for other in list {
            if at_once && let Some(why) = apart(one, other) {
                return Some(why);
            }
            if let Condition::Not(inner) = other
                && implies(one, inner)
            {
                return Some("two of its conditions exclude each other".into());
            }
        }
    }
    None
}

/// Why two tests do not hold at one and the same event.
fn apart(one: &Condition, other: &Condition) -> Option<String> {
    match (one, other) {
        (Condition::Event(a), Condition::Event(b)) if a != b => {
            Some(format!("one event is not \"{a}\" and \"{b}\" at once"))
        }
        (Condition::Path(a), Condition::Path(b)) | (Condition::Host(a), Condition::Host(b)) => {
            let exact = a.iter().chain(b).all(|glob| !glob.contains('*'));
            let both = a.iter().any(|glob| b.contains(glob));
            (exact && !both && !a.is_empty() && !b.is_empty())
                .then(|| format!("one page is not at \"{}\" and \"{}\" at once", a[0], b[0]))
        }
        (Condition::Form { did: Some(a), .. }, Condition::Form { did: Some(b), .. }) if a != b => {
            Some("a form is not in two states at once".into())
        }
        _ => match (deed(one)?, deed(other)?) {
            (a, b) if a == b => None,
            (a, b) => Some(format!("one event is not {a} and {b} at once")),
        },
    }
}

/// What the visitor does for a test to hold, where that is one event.
fn deed(condition: &Condition) -> Option<&'static str> {
    match condition {
        Condition::Event(_) => Some("an event of the site"),
        Condition::Search(_) => Some("a search"),
        Condition::Form { .. } => Some("about a form"),
        Condition::Clicked(_) => Some("a click on an offer"),
        Condition::Dismissed(_) => Some("a dismissal"),
        _ => None,
    }
}

/// Whether what holds for `one` always holds for `other`, so that one of them without the other cannot be.
fn implies(one: &Condition, other: &Condition) -> bool {
    match (one, other) {
        (Condition::Sessions(more), Condition::Sessions(least))
        | (Condition::Engaged(more), Condition::Engaged(least))
        | (Condition::Scrolled(more), Condition::Scrolled(least))
        | (Condition::Pages(more), Condition::Pages(least)) => more >= least,
        _ => one == other,
    }
}

/// Whether a condition holds only for those who have met this offer before, by a click or a dismissal.
pub fn needs(condition: &Condition, offer: &str) -> bool {
    match condition {
        Condition::Clicked(id) | Condition::Dismissed(id) => id == offer,
        Condition::All(list) => list.iter().any(|one| needs(one, offer)),
        Condition::Any(list) => !list.is_empty() && list.iter().all(|one| needs(one, offer)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::config::FormStep;

    fn event(name: &str) -> Condition {
        Condition::Event(name.into())
    }

    #[test]
    fn an_audience_may_have_done_two_things_a_signal_hears_of_one() {
        let both = Condition::All(vec![event("login"), event("trial")]);
        assert!(
            never(&both, true, Some(&[])).is_some() && never(&both, false, Some(&[])).is_none()
        );
    }

    #[test]
    fn one_event_is_one_thing() {
        let form = |did| Condition::Form { id: "**".into(), did: Some(did) };
        let click = || Condition::Clicked("a".into());
        for other in [click(), Condition::Search(vec!["sso".into()]), form(FormStep::Start)] {
            let both = Condition::All(vec![event("login"), other]);
            assert!(never(&both, true, None).is_some() && never(&both, false, None).is_none());
        }
        let states = Condition::All(vec![form(FormStep::Start), form(FormStep::Submit)]);
        assert!(never(&states, true, None).is_some() && never(&states, false, None).is_none());
        let fine = Condition::All(vec![event("login"), Condition::Path(vec!["/".into()])]);
        assert!(never(&fine, true, None).is_none());
    }

    #[test]
    fn one_page_has_one_path_and_one_host() {
        let path = |path: &str| Condition::Path(vec![path.into()]);
        let both = |other: &str| Condition::All(vec![path("/a"), path(other)]);
        assert!(
            never(&both("/b"), true, None).is_some() && never(&both("/b"), false, None).is_none()
        );
        assert!(
            never(&both("/**"), true, None).is_none() && never(&both("/a"), true, None).is_none()
        );
    }

    #[test]
    fn who_must_have_met_an_offer_before_cannot_meet_it_first() {
        let clicked = || Condition::Clicked("a".into());
        assert!(needs(&Condition::All(vec![event("login"), clicked()]), "a"));
        assert!(!needs(&Condition::Any(vec![event("login"), clicked()]), "a"));
        assert!(!needs(&Condition::Not(clicked().into()), "a") && !needs(&clicked(), "b"));
    }

    #[test]
    fn what_can_hold_is_left_alone() {
        for fine in [
            Condition::All(Vec::new()),
            Condition::Path(vec!["**/api".into()]),
            Condition::Path(vec!["docs/**".into()]),
            Condition::Scrolled(1.0),
            Condition::Any(vec![Condition::Words(Vec::new()), event("login")]),
            Condition::All(vec![
                Condition::Sessions(2.0),
                Condition::Not(Condition::Sessions(3.0).into()),
            ]),
        ] {
            assert_eq!(never(&fine, true, Some(&[])), None, "{fine:?}");
        }
    }

    #[test]
    fn what_cannot_hold_is_told_from_inside_too() {
        let nothing = || Condition::Words(Vec::new());
        for impossible in [
            Condition::Any(Vec::new()),
            Condition::Any(vec![nothing(), Condition::Scrolled(1.5)]),
            Condition::All(vec![event("login"), nothing()]),
            Condition::All(vec![event("login"), Condition::Not(event("login").into())]),
        ] {
            assert!(never(&impossible, false, Some(&[])).is_some(), "{impossible:?}");
        }
    }

    #[test]
    fn what_no_address_and_no_text_has_is_told() {
        let list = |text: &str| vec![text.to_string()];
        let query = || Condition::Query(vec![("utm".into(), "fair-*".into())]);
        for impossible in [
            Condition::Host(list("https://www.acme.example")),
            Condition::Referrer(list("www.google.com/search")),
            Condition::Search(list("!!")),
            event("log*"),
            Condition::Words(list("?")),
            query(),
        ] {
            assert!(never(&impossible, true, Some(&[])).is_some(), "{impossible:?}");
        }
        let hosts = vec!["https://a.example".into(), "**.b.example".into()];
        for fine in [Condition::Host(hosts), Condition::Search(list("sso!")), query()] {
            assert_eq!(never(&fine, true, Some(&list("utm"))), None, "{fine:?}");
        }
    }
}
