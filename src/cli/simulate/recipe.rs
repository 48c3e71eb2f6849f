//! From a condition to what a visitor must do so that it holds: an example for each glob, one way for each alternative.

use crate::engine::Page;
use crate::engine::config::{Condition, FormStep};
use crate::engine::event::What;
use crate::engine::url;

/// So many ways to meet one condition are tried; others are as good.
const WAYS: usize = 24;

/// One way to meet a condition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recipe {
    /// The page's path, its host, what is asked of it as `key=value`, whence the visitor comes, its words.
    path: Option<String>,
    host: Option<String>,
    query: Vec<String>,
    referrer: Option<String>,
    words: Vec<String>,
    engaged: Option<f64>,
    scrolled: Option<f64>,
    /// What is done on the page.
    pub deed: Option<What>,
    /// The first and the last session in which it can be, from 1.
    pub sessions: (f64, f64),
    /// The first and the last page view of a session at which it can be, from 1.
    pub views: (f64, f64),
}

impl Recipe {
    /// Nothing in particular.
    pub fn anything() -> Self {
        let any = (1.0, f64::INFINITY);
        Recipe { sessions: any, views: any, ..Recipe::default() }
    }

    /// The ways to meet a condition. What a `not` forbids is left to be seen whether it holds.
    pub fn of(condition: &Condition) -> Vec<Recipe> {
        let mut ways = Vec::new();
        Recipe::anything().with(condition, &mut ways);
        ways
    }

    /// Whether it takes the way into the site: where from, or by which campaign.
    pub fn is_landing(&self) -> bool {
        self.referrer.is_some() || !self.query.is_empty()
    }

    /// Whether it asks for nothing but words on a page.
    pub fn is_words(&self) -> bool {
        let mut rest = self.clone();
        rest.words.clear();
        rest == Recipe::anything() && !self.words.is_empty()
    }

    /// Whether it asks for nothing that a visitor does: only for the time to be right.
    pub fn is_time(&self) -> bool {
        let rest =
            Recipe { sessions: (1.0, f64::INFINITY), views: (1.0, f64::INFINITY), ..self.clone() };
        rest == Recipe::anything()
    }

    /// Whether it asks for a page in particular.
    pub fn asks_for_page(&self) -> bool {
        let rest = Recipe { deed: None, ..self.clone() };
        !rest.is_time()
    }

    /// The words it asks for.
    pub fn words(&self) -> String {
        self.words.join(" ")
    }

    /// The page it asks for, on this site (`https://host`) and, where it names no path, at this one.
    pub fn page(&self, site: &str, path: &str) -> Page {
        let path = self.path.as_deref().unwrap_or(path);
        let site = self.host.as_ref().map_or(site.into(), |host| format!("https://{host}"));
        let query = if self.query.is_empty() {
            String::new()
        } else {
            format!("?{}", self.query.join("&"))
        };
        let mut page = Page::of(&format!("{site}{path}{query}"));
        if let Some(host) = &self.referrer {
            page.referrer = format!("https://{host}/");
        }
        page.words = std::sync::Arc::default();
        page.words_mut().add(&self.words());
        (page.engaged, page.scrolled) = (self.engaged, self.scrolled);
        page
    }

    /// Adds the ways in which this and the condition can be met.
    fn with(&self, condition: &Condition, ways: &mut Vec<Recipe>) {
        let mut way = |change: &dyn Fn(&mut Recipe)| {
            if ways.len() < WAYS {
                let mut recipe = self.clone();
                change(&mut recipe);
                ways.push(recipe);
            }
        };
        match condition {
            Condition::Path(globs) => globs.iter().for_each(|glob| {
                way(&|it| it.path = Some(path(glob)));
            }),
            Condition::Host(globs) => globs.iter().for_each(|glob| {
                way(&|it| it.host = Some(host(glob)));
            }),
            Condition::Referrer(globs) => globs.iter().for_each(|glob| {
                way(&|it| it.referrer = Some(host(glob)));
            }),
            Condition::Query(pairs) => way(&|it| {
                it.query
                    .extend(pairs.iter().map(|(key, glob)| format!("{key}={}", filled(glob, "x"))));
            }),
            Condition::Words(words) => words.iter().for_each(|word| {
                way(&|it| it.words.push(word.clone()));
            }),
            Condition::Search(words) => words.iter().for_each(|word| {
                way(&|it| it.deed = Some(What::Search(word.clone())));
            }),
            Condition::Event(name) => way(&|it| it.deed = Some(What::Custom(name.clone()))),
            Condition::Form { id, did } => way(&|it| {
                it.deed = Some(What::Form(filled(id, "form"), did.unwrap_or(FormStep::Submit)));
            }),
            Condition::Clicked(offer) => way(&|it| it.deed = Some(What::Click(offer.clone()))),
            Condition::Dismissed(offer) => {
                way(&|it| it.deed = Some(What::Dismissal(offer.clone())));
            }
            Condition::Sessions(least) => way(&|it| it.sessions.0 = it.sessions.0.max(*least)),
            Condition::Pages(least) => way(&|it| it.views.0 = it.views.0.max(*least)),
            Condition::Engaged(least) => {
                way(&|it| it.engaged = Some(least.max(it.engaged.unwrap_or(0.0))));
            }
            Condition::Scrolled(least) => {
                way(&|it| it.scrolled = Some(least.max(it.scrolled.unwrap_or(0.0))));
            }
            Condition::All(list) => {
                let mut met = vec![self.clone()];
                for condition in list {
                    let mut further = Vec::new();
                    for way in &met {
                        way.with(condition, &mut further);
                    }
                    met = further;
                }
                ways.extend(met);
                ways.truncate(WAYS);
            }
            Condition::Any(list) => list.iter().for_each(|each| self.with(each, ways)),
            Condition::Not(inner) => match **inner {
                Condition::Sessions(least) => {
                    way(&|it| it.sessions.1 = it.sessions.1.min(least.ceil() - 1.0));
                }
                Condition::Pages(least) => {
                    way(&|it| it.views.1 = it.views.1.min(least.ceil() - 1.0));
                }
                _ => way(&|_| {}),
            },
        }
    }
}

/// A path that a glob matches.
fn path(glob: &str) -> String {
    let path = filled(glob, "page");
    if path.starts_with('/') { path } else { format!("/{path}") }
}

/// A host that a glob matches.
fn host(glob: &str) -> String {
    let front = glob.trim_start_matches('*');
    let glob = if front.len() < glob.len() { format!("www{front}") } else { glob.into() };
    filled(&glob, "com")
}

/// A glob with its stars replaced.
fn filled(glob: &str, star: &str) -> String {
    glob.replace("**", "*").replace('*', star)
}

/// The path and the rest of a link that leads to a page of this site or another; `None`: to no page.
pub fn page_of(link: &str, site: &str) -> Option<Page> {
    let url = url::parse(link);
    let full = match (url.scheme, url.host) {
        ("", "") => format!("{site}{link}"),
        ("", _) => format!("https:{link}"),
        ("http" | "https", _) => link.into(),
        _ => return None,
    };
    Some(Page::of(url::cut(&full, b'#').0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_match_their_globs() {
        assert_eq!([path("/docs/**"), path("blog/*-cost*")], ["/docs/page", "/blog/page-costpage"]);
        assert_eq!(
            [host("**.google.**"), host("*.linkedin.com")],
            ["www.google.com", "www.linkedin.com"]
        );
    }

    #[test]
    fn all_of_some_alternatives_is_each_pair_of_them() {
        let either =
            |texts: &[&str]| Condition::Path(texts.iter().map(|it| (*it).into()).collect());
        let words = Condition::Words(vec!["a".into(), "b".into()]);
        let later = Condition::Not(Box::new(Condition::Sessions(3.0)));
        let ways = Recipe::of(&Condition::All(vec![either(&["/x", "/y"]), words, later]));
        assert_eq!(ways.len(), 4);
        assert!(ways.iter().all(|way| way.sessions == (1.0, 2.0)));
        assert_eq!(ways[3].page("https://a.example", "/").address.url, "https://a.example/y");
    }
}
