//! The panel's own words. Everything else it shows comes from the slate.
//!
//! A language is one [`Words`]; where a title stands within a sentence, the sentence is given as the part
//! before it and the part after it.

/// What the panel says by itself, in one language.
pub struct Words {
    /// The heading, when the slate brings none.
    pub title: &'static str,
    /// The name of the close button.
    pub close: &'static str,
    /// The button that opens the evidence.
    pub why: &'static str,
    /// What stands over the evidence.
    pub evidence: &'static str,
    /// The button that dismisses an offer.
    pub dismiss: &'static str,
    /// What stands in the place of a dismissed offer, around its title.
    pub noted: [&'static str; 2],
    /// When there is nothing to offer.
    pub nothing: &'static str,
    /// When every offer has been dismissed.
    pub done: &'static str,
    /// The kinds of offers and what they are called.
    pub kinds: [(&'static str, &'static str); 8],
}

/// English.
pub const ENGLISH: Words = Words {
    title: "Where next?",
    close: "Close",
    why: "Why this?",
    evidence: "What suggested it",
    dismiss: "Not for me",
    noted: ["Noted. You will not see \u{201c}", "\u{201d} again soon."],
    nothing: "No suggestions at the moment. Feel free to look around.",
    done: "That is all for now. More may appear as you look around.",
    kinds: [
        ("guide", "Guide"),
        ("demo", "Demo"),
        ("talk", "Talk"),
        ("tool", "Tool"),
        ("video", "Video"),
        ("story", "Story"),
        ("help", "Help"),
        ("account", "Account"),
    ],
};

impl Words {
    /// What a kind of offer is called: a word of our own, or the given one with a capital.
    pub fn kind(&self, kind: &str) -> String {
        for (id, word) in self.kinds {
            if id == kind {
                return word.to_owned();
            }
        }
        let mut word = kind.to_owned();
        if let Some(first) = word.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        word
    }

    /// The sentence that stands in the place of a dismissed offer.
    pub fn noted(&self, title: &str) -> String {
        [self.noted[0], title, self.noted[1]].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::ENGLISH;

    #[test]
    fn a_kind_of_our_own_has_its_word_and_any_other_gets_a_capital() {
        assert_eq!(ENGLISH.kind("guide"), "Guide");
        assert_eq!(ENGLISH.kind("webinar"), "Webinar");
        assert_eq!(ENGLISH.kind("übung"), "übung");
        assert_eq!(ENGLISH.kind(""), "");
    }

    #[test]
    fn the_note_names_the_offer() {
        assert_eq!(ENGLISH.noted("Prices"), "Noted. You will not see “Prices” again soon.");
    }
}
