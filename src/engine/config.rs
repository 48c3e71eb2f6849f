//! `offers.json` exactly as a product manager writes it. Reading collects; meaning comes later, in
//! [`plan`](super::plan).

use super::time::Millis;
use super::url;

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Config {
    /// The language of plain texts, such as `en`; also the fallback where a text lacks the page's language.
    pub locale: String,
    /// Kinds of visitors; six or so serve best.
    pub personas: Vec<Persona>,
    /// What a customer can be on the way to. Empty: one journey with the eight usual stages.
    pub journeys: Vec<Journey>,
    /// What is matched, and what it suggests.
    pub signals: Vec<Signal>,
    /// The possible next steps.
    pub offers: Vec<Offer>,
    /// How the panel looks and behaves.
    pub panel: Panel,
    /// What is kept, and for how long.
    pub privacy: Privacy,
    /// How this site works, where Cairn cannot know it.
    pub site: Site,
    /// Pages that a visitor can search for besides the offers; none: those of the site's map. For the panel alone.
    pub pages: Vec<ListedPage>,
}

/// A page that a visitor can search for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct ListedPage {
    /// Where it is.
    pub url: String,
    /// What it is called.
    pub title: Text,
}

/// A text for people: in one language or in several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Pairs of language and text; an empty language stands for the file's `locale`.
    pub by_language: Vec<(String, String)>,
}

impl Text {
    /// A text in the file's `locale`.
    #[inline(never)]
    pub fn plain(text: String) -> Self {
        Text { by_language: vec![(String::new(), text)] }
    }

    /// The text in `language` (such as `de-AT`), else in its base language (`de`), else in the file's `locale`,
    /// else the first there is.
    pub fn in_language(&self, language: &str, locale: &str) -> &str {
        // Most files speak one language.
        if let [(_, only)] = self.by_language.as_slice() {
            return only;
        }
        let (base, _) = url::cut(language, b'-');
        for wanted in [language, base, locale] {
            for (held, text) in &self.by_language {
                if if held.is_empty() { locale } else { held }.eq_ignore_ascii_case(wanted) {
                    return text;
                }
            }
        }
        self.by_language.first().map_or("", |(_, text)| text)
    }
}

/// A kind of visitor.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Persona {
    /// Its id in this file.
    pub id: String,
    /// What the team calls it.
    pub name: Text,
    /// What the visitor reads on its button: "I look after systems".
    pub says: Text,
    /// How a colleague's team of this kind is called: "your finance team". For the panel alone.
    pub team: Text,
    /// The share of visitors that are of this kind, 0–1. Without it, what the others leave is split evenly.
    pub prior: Option<f64>,
    /// Words whose presence in a page's title, main heading or description is a `hint`. Lower case.
    pub words: Vec<String>,
}

/// One thing a customer can be on the way to.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Journey {
    /// Its id.
    pub id: String,
    /// What visitors and teams call it.
    pub name: Text,
    /// Its stages, the usual order.
    pub stages: Vec<Stage>,
}

/// Where in a journey.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Stage {
    /// Its id, unique in the file.
    pub id: String,
    /// What visitors and teams call it.
    pub name: Text,
    /// The stages that usually follow.
    pub next: Vec<String>,
    /// Before, at or after the purchase.
    pub phase: Phase,
}

/// Where a stage stands relative to the purchase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename_all = "lowercase"))]
pub enum Phase {
    /// Not yet a customer.
    #[default]
    Before,
    /// Buying.
    Purchase,
    /// A customer.
    After,
}

/// A rule: when it holds, and what that suggests.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Signal {
    /// Its id.
    pub id: String,
    /// What is matched.
    pub when: Condition,
    /// Persona id → how many times more often such visitors do this than others.
    pub persona: Vec<(String, f64)>,
    /// Stage id → the same.
    pub stage: Vec<(String, f64)>,
    /// Journey id → the same.
    pub journey: Vec<(String, f64)>,
    /// For the visitor, after "because": "you read the technical documentation".
    pub because: Text,
    /// Count it once a session.
    pub once: bool,
}

impl Default for Condition {
    /// Never holds: none of no conditions does.
    fn default() -> Self {
        Condition::Any(Vec::new())
    }
}

/// What is matched.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// The page's path matches one of these globs.
    Path(Vec<String>),
    /// The page's host matches one of these globs.
    Host(Vec<String>),
    /// Each query key has a value that matches its glob.
    Query(Vec<(String, String)>),
    /// The host the visitor came from matches one of these globs.
    Referrer(Vec<String>),
    /// One of these words stands in the page's title, main heading or description. Lower case.
    Words(Vec<String>),
    /// One of these words stands in a site search. Lower case.
    Search(Vec<String>),
    /// The site pushed an event of this name.
    Event(String),
    /// Something happened to a form whose id or name matches.
    Form {
        /// Glob for the form's id.
        id: String,
        /// What happened; `None`: anything.
        did: Option<FormStep>,
    },
    /// The visitor clicked this offer.
    Clicked(String),
    /// The visitor dismissed this offer.
    Dismissed(String),
    /// This is at least the n-th session.
    Sessions(f64),
    /// The page had the visitor's attention for at least so many seconds.
    Engaged(f64),
    /// At least this share of the page was seen, 0–1.
    Scrolled(f64),
    /// This is at least the n-th page view of the session.
    Pages(f64),
    /// All of these hold.
    All(Vec<Condition>),
    /// One of these holds.
    Any(Vec<Condition>),
    /// This does not hold.
    Not(Box<Condition>),
}

/// What happened to a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormStep {
    /// A first field was filled.
    Start,
    /// It was sent.
    Submit,
    /// It was started and the page left without sending it.
    Abandon,
}

/// One possible next step.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Offer {
    /// Its id.
    pub id: String,
    /// The link's text.
    pub title: Text,
    /// One sentence more.
    pub text: Text,
    /// Where it leads: `https:`, `http:`, relative, `mailto:` or `tel:`.
    pub url: String,
    /// `guide`, `demo`, `talk`, `tool`, `video`, `story`, `help`, `account`, or any word.
    pub kind: String,
    /// A picture.
    pub image: Option<Image>,
    /// The personas it serves; empty: all.
    pub personas: Vec<String>,
    /// The journeys it serves; empty: all.
    pub journeys: Vec<String>,
    /// The stages it serves; empty: all.
    pub stages: Vec<String>,
    /// The offers that follow from it.
    pub next: Vec<String>,
    /// The team that answers for it.
    pub owner: String,
    /// Odds against an ordinary offer: `low` 0.5, `normal` 1, `high` 2, or a number > 0.
    pub priority: f64,
    /// Not shown before.
    pub from: Option<Millis>,
    /// Not shown at or after.
    pub until: Option<Millis>,
    /// Must hold for some event of the journal.
    pub audience: Option<Condition>,
    /// How often it may be shown.
    pub limit: Limit,
    /// How long it rests after a click or a dismissal.
    pub hide_after: HideAfter,
    /// The visitor may hand his journey's summary over with it.
    pub handoff: bool,
}

/// A picture of an offer.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Image {
    /// Where it is.
    pub src: String,
    /// What it shows; empty for decoration.
    pub alt: Text,
}

/// How often an offer may be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Limit {
    /// At most so many impressions …
    pub impressions: Option<f64>,
    /// … within so many days (without it: ever).
    pub per_days: Option<f64>,
    /// At most so many impressions in one session.
    pub per_session: Option<f64>,
}

/// For how many days an offer rests.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct HideAfter {
    /// After a click; `None`: it does not rest, but counts as less fresh.
    pub click: Option<f64>,
    /// After a dismissal; `None`: 30 days.
    pub dismissal: Option<f64>,
}

/// How the panel looks and behaves.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Panel {
    /// Offers shown together, 2–8.
    pub slots: usize,
    /// `corner`, `inline` or `sheet`.
    pub placement: String,
    /// The panel's heading.
    pub title: Text,
    /// What opens it: `click`, `stall` or `end`.
    pub open: String,
    /// Whether the panel can be searched.
    pub search: bool,
    /// Whether the "I am here as…" buttons are shown.
    pub personas: bool,
    /// `auto`, `light` or `dark`.
    pub theme: String,
    /// The level of the panel's heading, 1–6.
    pub heading: usize,
    /// Share of slates whose last slot explores, 0–0.5.
    pub explore: f64,
    /// Other words for the panel's own, by their keys. For the panel alone.
    pub words: Vec<(String, Text)>,
}

impl Default for Panel {
    fn default() -> Self {
        Panel {
            slots: 4,
            placement: "corner".into(),
            title: Text::default(),
            open: "click".into(),
            search: true,
            personas: false,
            theme: "auto".into(),
            heading: 2,
            explore: 0.1,
            words: Vec::new(),
        }
    }
}

/// What is kept, and for how long.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Privacy {
    /// Whether the visitor must consent before anything is stored.
    #[cfg_attr(feature = "cli", schemars(rename = "consent"))]
    pub consent_required: bool,
    /// Whether Global Privacy Control and Do Not Track keep the journal in memory alone.
    pub respect_gpc: bool,
    /// Events older than this many days are dropped.
    pub keep_days: f64,
    /// Query keys that are kept in page URLs; all others are cut off.
    pub query_keys: Vec<String>,
}

impl Default for Privacy {
    fn default() -> Self {
        Privacy {
            consent_required: true,
            respect_gpc: true,
            keep_days: 90.0,
            query_keys: Vec::new(),
        }
    }
}

/// How this site works.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Site {
    /// Query keys that carry a site search, such as `q`.
    pub search_keys: Vec<String>,
}

impl Default for Site {
    fn default() -> Self {
        Site { search_keys: ["q", "query", "search", "s"].map(String::from).into() }
    }
}
