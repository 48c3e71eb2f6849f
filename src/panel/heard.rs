//! What the panel reads anew whenever something may have happened: by the visitor, the page, or another tab.

use super::page::ask;
use super::slate_view::{is_so, list, text};
use crate::engine::node::Node;

/// What may change at any time.
pub struct Heard {
    /// Which persona the visitor says he is, from 1; 0 if he says nothing.
    pub said: usize,
    /// Whether he says that he is a customer already: 1 or 0.
    pub customer: usize,
    /// The offers that the journal says were dismissed.
    pub dismissals: Vec<String>,
    /// Stands for the steps of the journal: another text, other steps; a shorter one, fewer.
    pub steps: String,
}

impl Heard {
    /// What is so now.
    pub fn now() -> Heard {
        let heard = ask("heard");
        Heard {
            said: heard.number_in("said").unwrap_or_default() as usize,
            customer: usize::from(is_so(&heard, "customer")),
            dismissals: list(&heard, "dismissals").iter().filter_map(Node::text).collect(),
            steps: text(&heard, "steps"),
        }
    }
}
