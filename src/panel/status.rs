//! The one quiet status line: what it says, and to whom.

use super::page::say;
use super::state::State;
use leptos::prelude::*;
use std::time::Duration;

impl State {
    /// Says something to those who hear the page; who sees it has seen it.
    pub fn whisper(self, what: &str) {
        self.aloud.set(0);
        self.status.set(what.to_owned());
    }

    /// Says words of the panel's own to those who hear the page.
    pub fn whisper_word(self, key: &str) {
        self.whisper(&say(key));
    }

    /// Says something to everybody.
    pub fn say_text_aloud(self, what: &str) {
        self.aloud.set(1);
        self.status.set(what.to_owned());
        let what = what.to_owned();
        // Long enough to be read, and gone then.
        set_timeout(
            move || {
                if self.status.try_get_untracked() == Some(what) {
                    self.whisper("");
                }
            },
            Duration::from_secs(8),
        );
    }

    /// Says words of the panel's own to everybody.
    pub fn say_aloud(self, key: &str) {
        self.say_text_aloud(&say(key));
    }
}
