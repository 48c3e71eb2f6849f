//! Whether a condition holds: at one event of the journal (for signals) or anywhere in it (for audiences).

use super::address::Address;
use super::config::Condition;
use super::event::{Event, What, tokens};
use super::glob;
use super::page::Page;
use super::url;
use super::words::Words;

/// An event with what led up to it.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'j> {
    /// What happened.
    pub event: &'j Event,
    /// The page it happened on, if one was seen before.
    pub page: Option<&'j Page>,
    /// The number of its session, from 1.
    pub session: usize,
    /// The number of its page view within the session, from 1.
    pub pages: usize,
}

/// Kinds of events, as a set of bits.
pub type Kinds = u8;
const PAGE: Kinds = 1;
const SEARCH: Kinds = 2;
const CUSTOM: Kinds = 4;
const FORM: Kinds = 8;
const OFFER: Kinds = 16;
/// How many there are.
pub const KINDS: usize = 5;

/// The kinds of events at which a signal with this condition can fire.
///
/// A signal is about the events that its tests name: a path is about page views, `search` about site searches.
/// In `all`, the most particular test decides: {"all": [{"event": "login"}, {"path": "/app/**"}]} fires at logins
/// on those pages, never at the page views.
pub fn kinds(condition: &Condition) -> Kinds {
    let about = about(condition);
    if about == 0 { PAGE } else { about }
}

/// Whether a signal that is about these `kinds` of events fires at this moment.
pub fn fires(condition: &Condition, kinds: Kinds, moment: &Moment) -> bool {
    kinds & kind(moment.event) != 0 && holds(condition, moment)
}

/// How many single tests a condition has.
pub fn tests(condition: &Condition) -> usize {
    match condition {
        Condition::All(list) | Condition::Any(list) => list.iter().map(tests).sum(),
        Condition::Not(inner) => tests(inner),
        _ => 1,
    }
}

/// Notes for each test of a condition, in the order in which [`held_ever`] asks, whether it fires at this moment.
pub fn meet(condition: &Condition, moment: &Moment, met: &mut std::slice::IterMut<bool>) {
    match condition {
        Condition::All(list) | Condition::Any(list) => {
            for each in list {
                meet(each, moment, met);
            }
        }
        Condition::Not(inner) => meet(inner, moment, met),
        test => {
            if let Some(met) = met.next() {
                *met = *met || fires(test, kinds(test), moment);
            }
        }
    }
}

/// Whether a condition holds for a whole journal: each test of its own at some moment, combined by `all`, `any` and
/// `not`. `met` says for each test whether it ever fired.
pub fn held_ever(condition: &Condition, met: &mut std::slice::Iter<bool>) -> bool {
    // Each test is asked, whatever the ones before it said: the answers stand in a row.
    match condition {
        Condition::All(list) => held_in(list, met) == list.len(),
        Condition::Any(list) => held_in(list, met) > 0,
        Condition::Not(inner) => !held_ever(inner, met),
        _ => met.next() == Some(&true),
    }
}

/// How many of these conditions held.
fn held_in(list: &[Condition], met: &mut std::slice::Iter<bool>) -> usize {
    list.iter().map(|each| usize::from(held_ever(each, met))).sum()
}

/// The kind of an event, one bit; none for those that no condition is about.
pub fn kind(event: &Event) -> Kinds {
    match event.what {
        What::Page(_) => PAGE,
        What::Search(_) => SEARCH,
        What::Custom(_) | What::Conversion(_) => CUSTOM,
        What::Form(..) => FORM,
        What::Click(_) | What::Dismissal(_) => OFFER,
        What::Impression(_) | What::Persona(_) | What::Feedback(_) => 0,
    }
}

/// The kinds of events a condition is about; none for tests that hold at any of them.
fn about(condition: &Condition) -> Kinds {
    match condition {
        Condition::Path(_)
        | Condition::Host(_)
        | Condition::Query(_)
        | Condition::Referrer(_)
        | Condition::Words(_) => PAGE,
        Condition::Search(_) => SEARCH,
        Condition::Event(_) => CUSTOM,
        Condition::Form { .. } => FORM,
        Condition::Clicked(_) | Condition::Dismissed(_) => OFFER,
        Condition::Sessions(_)
        | Condition::Engaged(_)
        | Condition::Scrolled(_)
        | Condition::Pages(_)
        | Condition::Not(_) => 0,
        // What is about pages alone holds on the page of any event: the others decide.
        Condition::All(list) => {
            let (mut all, mut page) = (Kinds::MAX, 0);
            for about in list.iter().map(about) {
                page |= about & PAGE;
                all &= if about > PAGE { about } else { Kinds::MAX };
            }
            if all == Kinds::MAX { page } else { all }
        }
        // What holds at any event is asked at page views, where others are about something.
        Condition::Any(list) => {
            let (mut any, mut open) = (0, 0);
            for about in list.iter().map(about) {
                any |= about;
                open |= if about == 0 { PAGE } else { 0 };
            }
            if any == 0 { 0 } else { any | open }
        }
    }
}

/// Whether a page at this address passes a test, as far as its address tells.
pub fn is_at(test: &Condition, address: &Address) -> bool {
    match test {
        Condition::Path(globs) => globs.iter().any(|glob| is_on(glob, &address.page)),
        Condition::Host(globs) => any_host(globs, address.parts().host),
        Condition::Query(pairs) => {
            let url = address.parts();
            pairs.iter().all(|(key, glob)| {
                url.query_value(key).is_some_and(|value| glob::matches(glob, value, 0))
            })
        }
        _ => true,
    }
}

/// Whether a page with these words passes a test, as far as its words tell.
pub fn is_among(test: &Condition, words: &Words) -> bool {
    match test {
        Condition::Words(list) => list.iter().any(|word| words.hold_all(word)),
        _ => true,
    }
}

/// Whether a test is passed by a page alone.
pub fn is_of_a_page(test: &Condition) -> bool {
    use Condition::{Engaged, Host, Path, Query, Referrer, Scrolled, Words};
    matches!(test, Path(_) | Host(_) | Query(_) | Referrer(_) | Words(_) | Engaged(_) | Scrolled(_))
}

fn holds(condition: &Condition, moment: &Moment) -> bool {
    let page = |test: &dyn Fn(&Page) -> bool| moment.page.is_some_and(test);
    match condition {
        Condition::Path(_) | Condition::Host(_) | Condition::Query(_) => {
            page(&|page| is_at(condition, &page.address))
        }
        Condition::Referrer(globs) => {
            page(&|page| any_host(globs, url::parse(&page.referrer).host))
        }
        Condition::Words(_) => page(&|page| is_among(condition, &page.words)),
        Condition::Search(words) => match &moment.event.what {
            What::Search(query) => {
                let said = |token: &str| tokens(query).any(|said| said.eq_ignore_ascii_case(token));
                words.iter().any(|word| holds_all(word, said))
            }
            _ => false,
        },
        Condition::Event(name) => {
            matches!(&moment.event.what, What::Custom(said) | What::Conversion(said) if said == name)
        }
        Condition::Form { id, did } => match &moment.event.what {
            What::Form(form, step) => {
                glob::matches(id, form, 0) && did.is_none_or(|did| did == *step)
            }
            _ => false,
        },
        Condition::Clicked(offer) => {
            matches!(&moment.event.what, What::Click(clicked) if clicked == offer)
        }
        Condition::Dismissed(offer) => {
            matches!(&moment.event.what, What::Dismissal(gone) if gone == offer)
        }
        Condition::Sessions(least) => moment.session as f64 >= *least,
        Condition::Pages(least) => moment.pages as f64 >= *least,
        Condition::Engaged(least) => page(&|page| page.engaged >= Some(*least)),
        Condition::Scrolled(least) => page(&|page| page.scrolled >= Some(*least)),
        Condition::All(list) => list.iter().all(|each| holds(each, moment)),
        Condition::Any(list) => {
            let kind = kind(moment.event);
            let open = if about(condition) == 0 { kind } else { PAGE };
            list.iter().any(|each| {
                let about = about(each);
                (if about == 0 { open } else { about }) & kind != 0 && holds(each, moment)
            })
        }
        Condition::Not(inner) => !holds(inner, moment),
    }
}

/// Whether each word of a text is there, and the text has any.
fn holds_all(text: &str, is_there: impl Fn(&str) -> bool) -> bool {
    tokens(text).next().is_some() && tokens(text).all(is_there)
}

fn any_host(globs: &[String], host: &str) -> bool {
    !host.is_empty() && globs.iter().any(|glob| glob::matches(glob, host, b'.'))
}

/// Whether a page matches a path glob, however either writes its trailing slash.
fn is_on(glob: &str, page: &str) -> bool {
    // In bytes, as this is asked of every signal at every page view.
    let trimmed = match glob.as_bytes() {
        [_, .., b'/'] => url::part(glob, 0, glob.len() - 1),
        _ => glob,
    };
    // Written without the slash in front, it is meant from the root all the same.
    let path = if trimmed.as_bytes().first() == Some(&b'/') {
        page
    } else {
        url::part(page, 1, page.len())
    };
    glob::matches(trimmed, path, b'/')
}
