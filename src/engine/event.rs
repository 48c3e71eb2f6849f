//! What can happen, as one line of `journal.ndjson`.

use super::config::FormStep;
use super::json::Writer;
use super::known::Known;
use super::node::Node;
use super::page::Page;
use super::time::{self, Millis};
use super::url;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When.
    pub at: Millis,
    /// What.
    pub what: What,
}

/// The kinds of events.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A page or a route was viewed.
    Page(Page),
    /// The site was searched for these words.
    Search(String),
    /// The site pushed an event of this name.
    Custom(String),
    /// Something happened to the form of this id.
    Form(String, FormStep),
    /// These offers of a slate were really seen.
    Impression(Impression),
    /// The offer of this id was clicked.
    Click(String),
    /// The offer of this id was dismissed.
    Dismissal(String),
    /// The visitor said which persona he is, or took that back.
    Persona(Option<String>),
    /// Something the site wants to happen, happened.
    Conversion(String),
    /// The visitor said whether he got what he needed.
    Feedback(bool),
}

/// Offers seen together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Impression {
    /// The slate's id.
    pub slate: String,
    /// The offers, each with the propensity it was shown with.
    pub offers: Vec<(String, f64)>,
}

impl Impression {
    /// Takes the offers that another copy of it has besides; says whether there were any.
    pub fn merge(&mut self, copy: &Impression) -> bool {
        let before = self.offers.len();
        for seen in &copy.offers {
            if self.offers.iter().all(|held| held.0 != seen.0) {
                self.offers.push(seen.clone());
            }
        }
        self.offers.len() > before
    }
}

impl FormStep {
    const NAMES: [(&'static str, FormStep); 3] =
        [("start", FormStep::Start), ("submit", FormStep::Submit), ("abandon", FormStep::Abandon)];

    /// The step called `name` in files.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, step)| *step)
    }

    /// Its name in files.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, step)| *step == self).map_or("", |(name, _)| name)
    }
}

impl What {
    /// A page view of `url` with nothing else known.
    pub fn page(url: &str) -> Self {
        What::Page(Page::of(url))
    }

    /// What makes two events of the same moment one: their kind and what they are about.
    pub fn identity(&self) -> (u8, &str) {
        match self {
            What::Page(page) => (0, &page.address.url),
            What::Search(query) => (1, query),
            What::Custom(name) => (2, name),
            What::Form(id, FormStep::Start) => (3, id),
            What::Form(id, FormStep::Submit) => (4, id),
            What::Form(id, FormStep::Abandon) => (5, id),
            What::Impression(impression) => (6, &impression.slate),
            What::Click(offer) => (7, offer),
            What::Dismissal(offer) => (8, offer),
            What::Persona(is) => (9, is.as_deref().unwrap_or_default()),
            What::Conversion(name) => (10, name),
            What::Feedback(helped) => (11, if *helped { "yes" } else { "no" }),
        }
    }
}

/// The longest text an event keeps, in bytes: a hostile page or file cannot fill the journal.
const LONGEST: usize = 2_000;

/// Why a journal line is no event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// This field is missing, or is not of the right kind.
    Lacks(&'static str),
    /// This field holds what cannot be understood.
    Unreadable(&'static str),
    /// Nothing that Cairn knows happened in it.
    Unknown,
}

impl Event {
    /// Reads one journal line.
    ///
    /// # Errors
    /// The line has no readable time, or nothing that Cairn knows happened in it.
    pub fn read<N: Node>(line: &N) -> Result<Event, Malformed> {
        Event::read_after(line, &mut Known::default())
    }

    /// Reads one journal line after others, of which these words are known.
    ///
    /// # Errors
    /// As [`Event::read`].
    pub fn read_after<N: Node>(line: &N, known: &mut Known) -> Result<Event, Malformed> {
        let at = line.get("at").ok_or(Malformed::Lacks("at"))?;
        let at = at.as_text().ok_or(Malformed::Lacks("at"))?;
        let at = time::parse(&at).ok_or(Malformed::Unreadable("at"))?;
        Ok(Event { at, what: What::read(line, known)? })
    }

    /// The page that was viewed, and since when, if that is what happened.
    pub fn page(&self) -> Option<(Millis, &Page)> {
        match &self.what {
            What::Page(page) => Some((self.at, page)),
            _ => None,
        }
    }

    /// Writes the event as one journal line, without the line break.
    pub fn write(&self) -> String {
        let mut json = Writer::default();
        self.write_to(&mut json);
        json.finish()
    }

    /// Writes the event as [`Event::write`] does, after what is written already.
    pub fn write_to(&self, json: &mut Writer) {
        json.map(|json| {
            json.key("at").text(&time::format(self.at));
            write_what(json, &self.what);
        });
    }
}

type OneText = (&'static str, &'static str, fn(String) -> What);

/// The kinds of events that are one text: the name in a line, the field with the text. A table, since a chain of tests
/// would cost the browser module the same code for each kind.
const TEXTS: [OneText; 5] = [
    ("search", "query", What::Search),
    ("event", "name", What::Custom),
    ("click", "offer", What::Click),
    ("dismissal", "offer", What::Dismissal),
    ("conversion", "name", What::Conversion),
];

impl What {
    /// Reads what happened in one journal line.
    ///
    /// # Errors
    /// It is nothing that Cairn knows.
    #[inline(never)]
    pub fn read<N: Node>(line: &N, known: &mut Known) -> Result<Self, Malformed> {
        if let Some(page) = line.get("page") {
            return Page::read(&page, known).map(What::Page);
        }
        for (kind, key, what) in TEXTS {
            if let Some(body) = line.get(kind) {
                return text(&body, key).map(what);
            }
        }
        if let Some(body) = line.get("form") {
            return form(&body);
        }
        if let Some(body) = line.get("impression") {
            return impression(&body);
        }
        if let Some(persona) = line.get("persona") {
            // Without one, it is taken back.
            let is = persona.get("is").map(|_| text(&persona, "is")).transpose()?;
            return Ok(What::Persona(is));
        }
        let helped = line.get("feedback").ok_or(Malformed::Unknown)?;
        let helped = helped.get("helped").and_then(|helped| helped.flag());
        helped.map(What::Feedback).ok_or(Malformed::Lacks("helped"))
    }
}

fn form<N: Node>(form: &N) -> Result<What, Malformed> {
    let step = FormStep::named(&text(form, "did")?).ok_or(Malformed::Unreadable("did"))?;
    Ok(What::Form(text(form, "id")?, step))
}

fn impression<N: Node>(impression: &N) -> Result<What, Malformed> {
    let mut offers = Vec::new();
    for offer in impression.get("offers").map(|offers| offers.items()).unwrap_or_default() {
        offers.push(shown(&offer)?);
    }
    Ok(What::Impression(Impression { slate: text(impression, "slate")?, offers }))
}

fn shown<N: Node>(offer: &N) -> Result<(String, f64), Malformed> {
    let propensity = offer.number_in("propensity").unwrap_or(1.0);
    Ok((text(offer, "id")?, propensity.clamp(0.0, 1.0)))
}

/// The words of a text: runs of ASCII letters and digits and of anything beyond ASCII.
pub fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0, sum: 0 }
}

/// The words of a text, one after the other.
pub struct Tokens<'t> {
    text: &'t str,
    at: usize,
    /// What the bytes of the word that came last add up to.
    pub sum: u32,
}

/// Adds a byte to the sum of a word.
pub fn summed(sum: u32, byte: u8) -> u32 {
    (sum ^ u32::from(byte)).wrapping_mul(0x9e37_79b1)
}

impl<'t> Iterator for Tokens<'t> {
    type Item = &'t str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'t str> {
        // Bytes do: what parts words is in ASCII. Characters would have to be put together first.
        let (mut start, mut at, mut sum) = (self.at, self.at, 0);
        loop {
            let byte = self.text.as_bytes().get(at).copied();
            if let Some(byte) = byte.filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())
            {
                sum = summed(sum, byte);
                at += 1;
            } else if start < at {
                (self.at, self.sum) = (at, sum);
                return Some(url::part(self.text, start, at));
            } else {
                byte?;
                at += 1;
                start = at;
            }
        }
    }
}

/// A text that an event keeps, cut where it is too long.
#[inline(never)]
pub(super) fn text<N: Node>(node: &N, key: &'static str) -> Result<String, Malformed> {
    let mut text = node.text_in(key).ok_or(Malformed::Lacks(key))?;
    text.truncate(kept(&text).len());
    Ok(text)
}

/// As much of a text as an event keeps.
pub(super) fn kept(text: &str) -> &str {
    let mut end = LONGEST.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    url::part(text, 0, end)
}

fn write_what(json: &mut Writer, what: &What) {
    match what {
        What::Page(page) => json.key("page").map(|json| page.write_to(json)),
        What::Search(query) => write_text(json, "search", "query", query),
        What::Custom(name) => write_text(json, "event", "name", name),
        What::Form(id, did) => json.key("form").map(|json| {
            json.key("id").text(id);
            json.key("did").text(did.name());
        }),
        What::Impression(impression) => json.key("impression").map(|json| {
            json.key("slate").text(&impression.slate);
            json.key("offers").list(&impression.offers, |json, (id, propensity)| {
                json.map(|json| {
                    json.key("id").text(id);
                    json.key("propensity").number(*propensity);
                });
            });
        }),
        What::Click(offer) => write_text(json, "click", "offer", offer),
        What::Dismissal(offer) => write_text(json, "dismissal", "offer", offer),
        What::Persona(Some(is)) => write_text(json, "persona", "is", is),
        What::Persona(None) => json.key("persona").map(|json| json.key("is").null()),
        What::Conversion(name) => write_text(json, "conversion", "name", name),
        What::Feedback(helped) => json.key("feedback").map(|json| json.key("helped").flag(*helped)),
    }
}

/// An event that is one text.
#[inline(never)]
fn write_text(json: &mut Writer, kind: &str, key: &str, text: &str) {
    json.key(kind).map(|json| json.key(key).text(text));
}
