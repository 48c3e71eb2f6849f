//! Which conditions an event is worth asking about: most do not hold on its page, and the page's address and its words tell that
//! once for all its views.

use super::plan::Plan;

/// The conditions of a plan: those of its signals, and then the audiences of its invited offers.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    #[cfg(any(not(target_arch = "wasm32"), feature = "studio"))]
    sets: sets::Sets,
}

/// What a page's address or its words said of the conditions of the plan that asked first.
#[derive(Clone, Debug, Default)]
pub struct Said {
    #[cfg(any(not(target_arch = "wasm32"), feature = "studio"))]
    said: std::sync::OnceLock<(u64, sets::Set)>,
}

/// A page's module does not carry what tells them: there, all may hold.
#[cfg(all(target_arch = "wasm32", not(feature = "studio")))]
impl Watch {
    /// The signals that may fire at this moment, in their order.
    pub fn signals(&self, plan: &Plan, _: &super::signal::Moment) -> std::ops::Range<usize> {
        0..plan.config.signals.len()
    }

    /// The invited offers of whose audience a test may be met at this moment.
    pub fn offers<'p>(
        &self,
        plan: &'p Plan,
        _: &super::signal::Moment,
    ) -> std::slice::Iter<'p, usize> {
        plan.invited.iter()
    }
}

#[cfg(any(not(target_arch = "wasm32"), feature = "studio"))]
mod sets {
    use super::super::config::Condition;
    use super::super::signal::{self, KINDS, Moment};
    use super::{Plan, Said, Watch};
    use std::sync::atomic::{AtomicU64, Ordering};

    /// A set of conditions, a bit each.
    pub type Set = Box<[u64]>;

    /// The conditions of a plan as sets.
    #[derive(Clone, Debug, Default)]
    pub struct Sets {
        /// Which plan it is.
        plan: u64,
        /// For each kind of events those that are about it.
        about: [Set; KINDS],
        /// Those that may hold while no page is known.
        nowhere: Set,
    }

    impl Watch {
        /// The conditions of this plan.
        pub fn of(plan: &Plan) -> Self {
            static PLANS: AtomicU64 = AtomicU64::new(0);
            let about = |kind: usize| {
                let signals = plan.kinds.iter().map(|kinds| kinds >> kind & 1 > 0);
                let is_about = |test: &Condition| signal::kinds(test) >> kind & 1 > 0;
                let audiences = audiences(plan).map(|audience| any_test(audience, &is_about));
                set(signals.chain(audiences))
            };
            let sets = Sets {
                plan: PLANS.fetch_add(1, Ordering::Relaxed),
                about: std::array::from_fn(about),
                nowhere: that_may(plan, &|test| !signal::is_of_a_page(test)),
            };
            Watch { sets }
        }

        /// The signals that may fire at this moment, in their order.
        pub fn signals<'m>(
            &'m self,
            plan: &'m Plan,
            moment: &Moment<'m>,
        ) -> impl Iterator<Item = usize> {
            let signals = plan.config.signals.len();
            self.may_hold(plan, moment).take_while(move |condition| *condition < signals)
        }

        /// The invited offers of whose audience a test may be met at this moment.
        pub fn offers<'m>(
            &'m self,
            plan: &'m Plan,
            moment: &Moment<'m>,
        ) -> impl Iterator<Item = &'m usize> {
            let signals = plan.config.signals.len();
            let invited = move |condition: usize| plan.invited.get(condition.checked_sub(signals)?);
            self.may_hold(plan, moment).filter_map(invited)
        }

        /// The conditions that may hold at this moment, in their order.
        fn may_hold<'m>(
            &'m self,
            plan: &Plan,
            moment: &Moment<'m>,
        ) -> impl Iterator<Item = usize> + use<'m> {
            let Sets { plan: id, about, nowhere } = &self.sets;
            let about =
                signal::kind(moment.event).checked_ilog2().map(|kind| &about[kind as usize]);
            let (place, words) = match moment.page {
                Some(page) => (
                    page.address
                        .said
                        .of(*id, || that_may(plan, &|test| signal::is_at(test, &page.address))),
                    page.words
                        .said
                        .of(*id, || that_may(plan, &|test| signal::is_among(test, &page.words))),
                ),
                None => (Some(&**nowhere), None),
            };
            let about = about.map_or(&[][..], |about| about);
            about.iter().enumerate().flat_map(move |(part, about)| {
                let of = |set: Option<&[u64]>| set.map_or(u64::MAX, |set| set[part]);
                members(about & of(place) & of(words), part * 64)
            })
        }
    }

    impl Said {
        /// What was said of the plan with this id; nothing if another one asked first.
        fn of(&self, plan: u64, ask: impl FnOnce() -> Set) -> Option<&[u64]> {
            let (asked, said) = self.said.get_or_init(|| (plan, ask()));
            (*asked == plan).then_some(said)
        }
    }

    fn audiences(plan: &Plan) -> impl Iterator<Item = &Condition> {
        plan.invited.iter().filter_map(|offer| plan.config.offers[*offer].audience.as_ref())
    }

    /// The conditions that may hold where these tests may.
    fn that_may(plan: &Plan, test: &dyn Fn(&Condition) -> bool) -> Set {
        let signals = plan.config.signals.iter().map(|signal| may_hold(&signal.when, test));
        set(signals.chain(audiences(plan).map(|audience| any_test(audience, test))))
    }

    fn may_hold(condition: &Condition, test: &dyn Fn(&Condition) -> bool) -> bool {
        match condition {
            Condition::All(list) => list.iter().all(|each| may_hold(each, test)),
            Condition::Any(list) => list.iter().any(|each| may_hold(each, test)),
            Condition::Not(_) => true,
            one => test(one),
        }
    }

    /// Whether this is so of any single test of a condition.
    fn any_test(condition: &Condition, test: &dyn Fn(&Condition) -> bool) -> bool {
        match condition {
            Condition::All(list) | Condition::Any(list) => {
                list.iter().any(|each| any_test(each, test))
            }
            Condition::Not(inner) => any_test(inner, test),
            one => test(one),
        }
    }

    fn set(conditions: impl Iterator<Item = bool>) -> Set {
        let mut set = Vec::new();
        for (condition, is_in) in conditions.enumerate() {
            if condition % 64 == 0 {
                set.push(0);
            }
            set[condition / 64] |= u64::from(is_in) << (condition % 64);
        }
        set.into()
    }

    /// The places of the bits that are set, `first` being that of the lowest one.
    fn members(mut bits: u64, first: usize) -> impl Iterator<Item = usize> {
        std::iter::from_fn(move || {
            let lowest = bits.trailing_zeros();
            // Takes the lowest one out.
            bits &= bits.checked_sub(1)?;
            Some(first + lowest as usize)
        })
    }
}
