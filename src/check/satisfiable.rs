//! Conditions that can never hold, as far as that is told without trying.

use crate::engine::config::Condition;

/// Why a condition can never hold; `None` where nothing speaks against it. `at_once` says whether all of it must hold at one
/// event, as for a signal; the parts of an audience may hold at several.
pub fn never(condition: &Condition, at_once: bool) -> Option<String> {
    match condition {
        Condition::Path(globs) if globs.is_empty() => Some(EMPTY.into()),
        Condition::Path(globs) => {
            let rooted = globs.iter().any(|glob| glob.starts_with(['/', '*']));
            (!rooted).then(|| format!("paths begin with a slash, \"{}\" does not", globs[0]))
        }
        Condition::Host(list)
        | Condition::Referrer(list)
        | Condition::Words(list)
        | Condition::Search(list) => {
            list.iter().all(|text| text.trim().is_empty()).then(|| EMPTY.into())
        }
        Condition::Event(name) if name.is_empty() => Some("no event has an empty name".into()),
        Condition::Scrolled(least) if *least > 1.0 => {
            Some("nobody sees more than the whole page, which is 1".into())
        }
        Condition::Any(list) => {
            let mut reasons = list.iter().map(|one| never(one, at_once));
            if list.is_empty() {
                Some(EMPTY.into())
            } else {
                reasons.try_fold(String::new(), |_, why| why)
            }
        }
        Condition::All(list) => {
            let impossible = list.iter().find_map(|one| never(one, at_once));
            impossible.or_else(|| contradiction(list, at_once))
        }
        _ => None,
    }
}

const EMPTY: &str = "its list is empty";

/// Two counts, or two events, that exclude each other.
fn contradiction(list: &[Condition], at_once: bool) -> Option<String> {
    for one in list {
        for other in list {
            if let (Condition::Event(a), Condition::Event(b)) = (one, other)
                && at_once
                && a != b
            {
                return Some(format!("one event is not \"{a}\" and \"{b}\" at once"));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn event(name: &str) -> Condition {
        Condition::Event(name.into())
    }

    #[test]
    fn an_audience_may_have_done_two_things_a_signal_hears_of_one() {
        let both = Condition::All(vec![event("login"), event("trial")]);
        assert!(never(&both, true).is_some() && never(&both, false).is_none());
    }

    #[test]
    fn what_can_hold_is_left_alone() {
        for fine in [
            Condition::All(Vec::new()),
            Condition::Path(vec!["**/api".into()]),
            Condition::Scrolled(1.0),
            Condition::Any(vec![Condition::Words(Vec::new()), event("login")]),
            Condition::All(vec![
                Condition::Sessions(2.0),
                Condition::Not(Condition::Sessions(3.0).into()),
            ]),
        ] {
            assert_eq!(never(&fine, true), None, "{fine:?}");
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
            assert!(never(&impossible, false).is_some(), "{impossible:?}");
        }
    }
}
