//! What goes along with an offer if the visitor wants it: where he stands, what he read, what is still open. It is written
//! as the visitor, for the offer's team, and he has the last word on it.

use super::site::{Offer, Site};
use super::trail::{Step, Trail, What};
use super::visit::Belief;
use super::words::Words;
use crate::engine::event::tokens;

/// So many lines of each sort are enough for somebody who answers.
const MOST: usize = 8;

/// Teams whose work begins with what went wrong.
const HELPERS: [&str; 5] = ["support", "service", "help", "success", "care"];

/// The summary for this offer. For a team that helps, what was looked for last comes first; for others, where the visitor
/// stands.
pub fn summary(
    words: &Words,
    site: &Site,
    offer: &Offer,
    trail: &Trail,
    belief: &Belief,
) -> String {
    let helps = HELPERS.iter().any(|team| has_word(&offer.owner, team));
    let (read, found) = (pages(words, trail), names(trail, "search", str::to_owned));
    let used = names(trail, "click", |id| site.title_of(id).to_owned());
    let standing = standing(words, site, belief);
    let read = block(words, "sum.read", read);
    let found = block(words, "sum.search", found);
    let open = block(words, "sum.open", still_open(words, site, trail, &offer.view.id));
    let used = block(words, "sum.used", used);
    let about = words.about("sum.about", &offer.view.title);
    let parts = if helps {
        [about, found, open, read, used, standing]
    } else {
        [about, standing, read, found, used, open]
    };
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}

/// Who the visitor says he is, or seems to be, and where things stand.
fn standing(words: &Words, site: &Site, belief: &Belief) -> String {
    let mut lines = Vec::new();
    if let Some(said) = belief.said.as_ref().and_then(|id| site.persona(id)) {
        lines.push(words.about("sum.said", &said.says));
    } else if let Some(guess) = belief.persona.as_ref().and_then(|(id, _)| site.persona(id)) {
        lines.push(words.about("sum.guess", &guess.name));
    }
    let stage = belief.stage.as_ref();
    let stage = stage.and_then(|(id, _)| site.stages.iter().find(|(known, _)| known == id));
    if let Some((_, name)) = stage.filter(|(_, name)| !name.is_empty()) {
        lines.push(words.about("sum.stage", name));
    }
    lines.join("\n")
}

/// The pages, each once, those first that were looked at longest.
fn pages(words: &Words, trail: &Trail) -> Vec<String> {
    let mut pages: Vec<(&str, f64)> = Vec::new();
    for step in &trail.steps {
        let What::Page { title, engaged, .. } = &step.what else { continue };
        match pages.iter_mut().find(|(known, _)| known == title) {
            Some((_, total)) => *total += engaged,
            None => pages.push((title, *engaged)),
        }
    }
    let mut sorted = Vec::new();
    // There are few, and a sort from the library is a kilobyte of code.
    while let Some(longest) =
        (0..pages.len()).reduce(|one, two| if pages[two].1 > pages[one].1 { two } else { one })
    {
        sorted.push(pages.remove(longest));
    }
    let line = |(title, engaged): (&str, f64)| {
        let minutes = (engaged / 60.0).round();
        if minutes < 1.0 {
            return title.to_owned();
        }
        [title, " (", &words.count("sum.minutes", minutes as usize), ")"].concat()
    };
    sorted.into_iter().map(line).collect()
}

/// The names of what was done, the latest first, each once.
fn names(trail: &Trail, what: &str, name: impl Fn(&str) -> String) -> Vec<String> {
    let mut names = Vec::new();
    for step in trail.steps.iter().rev() {
        if let Some(id) = done(step, what) {
            let name = name(id);
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

fn done<'t>(step: &'t Step, what: &str) -> Option<&'t str> {
    match &step.what {
        What::Did(did, name) if *did == what => Some(name),
        _ => None,
    }
}

/// Forms that were begun and not sent, and what follows from the offers that were used and was not used yet.
fn still_open(words: &Words, site: &Site, trail: &Trail, besides: &str) -> Vec<String> {
    let mut open = names(trail, "start", str::to_owned);
    open.retain(|form| !trail.did("submit", form));
    let mut open: Vec<String> = open.iter().map(|form| words.about("sum.form", form)).collect();
    let seen = trail.steps.iter().rev().find_map(|step| match &step.what {
        What::Seen(ids) => Some(ids),
        _ => None,
    });
    for offer in seen.into_iter().flatten().filter_map(|id| site.offer(id)) {
        let view = &offer.view;
        if view.id != besides && !trail.used(view) && !trail.did("dismissal", &view.id) {
            open.push(view.title.clone());
        }
    }
    open
}

fn block(words: &Words, head: &str, mut lines: Vec<String>) -> String {
    lines.truncate(MOST);
    let lines = lines.iter().map(|line| ["- ", line].concat());
    let all: Vec<String> = std::iter::once([words.say(head), ":"].concat()).chain(lines).collect();
    if all.len() > 1 { all.join("\n") } else { String::new() }
}

/// Whether a team’s name has this word: `customer-success` has `success`.
fn has_word(name: &str, word: &str) -> bool {
    tokens(name).any(|part| part.eq_ignore_ascii_case(word))
}
