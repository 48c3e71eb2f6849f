//! Which offers of a slate the visitor has really seen: half of the card in view for a second.

/// How long a card must be in view, in milliseconds.
pub const LOOK: f64 = 1_000.0;
/// Timers may fire a little before their time.
const SLACK: f64 = 30.0;

/// What has been seen of one slate. Time is an argument.
#[derive(Default)]
pub struct Seen {
    slate: String,
    glances: Vec<Glance>,
    /// What was told so far: slates, each with an offer.
    told: Vec<(String, String)>,
}

struct Glance {
    offer: String,
    since: Option<f64>,
}

impl Seen {
    /// Nothing seen yet of this slate. What was told of it before stays told.
    pub fn start(&mut self, slate: &str, offers: &[String]) {
        slate.clone_into(&mut self.slate);
        let glance = |offer: &String| Glance { offer: offer.clone(), since: None };
        self.glances = offers.iter().map(glance).collect();
    }

    /// The slate that is looked at.
    pub fn slate(&self) -> &str {
        &self.slate
    }

    /// A card came into view, or left it.
    pub fn look(&mut self, offer: &str, in_view: bool, now: f64) {
        for glance in &mut self.glances {
            if glance.offer == offer {
                glance.since = if in_view { glance.since.or(Some(now)) } else { None };
            }
        }
    }

    /// Offers that have been in view long enough, each told once.
    pub fn due(&mut self, now: f64) -> Vec<String> {
        self.tell(|glance| glance.since.is_some_and(|since| now - since >= LOOK - SLACK))
    }

    /// Who acts on an offer has seen it, however quickly.
    pub fn acted(&mut self, offer: &str) -> Vec<String> {
        self.tell(|glance| glance.offer == offer)
    }

    fn tell(&mut self, which: impl Fn(&Glance) -> bool) -> Vec<String> {
        let mut fresh = Vec::new();
        for glance in self.glances.iter().filter(|glance| which(glance)) {
            let seen = (self.slate.clone(), glance.offer.clone());
            if !self.told.contains(&seen) {
                self.told.push(seen);
                fresh.push(glance.offer.clone());
            }
        }
        fresh
    }
}

#[cfg(test)]
mod tests {
    use super::Seen;

    fn seen() -> Seen {
        let mut seen = Seen::default();
        seen.start("s", &["a".into(), "b".into()]);
        seen
    }

    #[test]
    fn a_card_counts_after_a_second_in_view_and_once() {
        let mut seen = seen();
        seen.look("a", true, 0.0);
        assert!(seen.due(500.0).is_empty());
        assert_eq!(seen.due(1_000.0), ["a"]);
        assert!(seen.due(5_000.0).is_empty());
    }

    #[test]
    fn a_card_that_left_starts_again() {
        let mut seen = seen();
        seen.look("a", true, 0.0);
        seen.look("a", false, 900.0);
        assert!(seen.due(1_100.0).is_empty());
        seen.look("a", true, 1_200.0);
        seen.look("a", true, 1_900.0);
        assert_eq!(seen.due(2_200.0), ["a"]);
    }

    #[test]
    fn who_clicks_has_seen() {
        let mut seen = seen();
        assert_eq!(seen.acted("b"), ["b"]);
        assert!(seen.acted("b").is_empty());
    }

    #[test]
    fn the_same_slate_shown_again_is_not_seen_twice() {
        let mut seen = seen();
        seen.acted("a");
        seen.start("s", &["a".into()]);
        assert!(seen.acted("a").is_empty());
        seen.start("t", &["a".into()]);
        assert_eq!(seen.acted("a"), ["a"]);
        seen.start("s", &["a".into()]);
        assert!(seen.acted("a").is_empty(), "nor after another");
    }
}
