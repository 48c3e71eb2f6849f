//! Reads `offers.json` from whatever holds it into a [`Config`], and says what is wrong with it.
//!
//! What is missing or refused is a finding, and stands as the usual or an empty value in the config.

use super::LEAN;
use super::config::{
    Condition, Config, HideAfter, Image, Journey, Limit, ListedPage, Offer, Panel, Persona, Phase,
    Privacy, Signal, Site, Stage, Text,
};
use super::finding::{self, Finding};
use super::node::{At, Kind, Node, digits};
use super::reader::{AMOUNT, List, Lowers, Range, Read, Reader};

/// Shares.
pub const SHARE: Range = Range { ends: (0.0, 1.0), said: "from 0 to 1" };
/// How many times more often.
pub const RATIO: Range = Range { ends: (1e-6, 1e6), said: "more than 0 and at most 1000000" };
/// An offer's odds.
pub const PRIORITY: Range =
    Range { ends: (0.01, 100.0), said: "from 0.01 to 100, where 1 is normal" };
/// Offers shown together.
pub const SLOTS: Range = Range { ends: (2.0, 8.0), said: "from 2 to 8" };
/// Levels of headings.
pub const LEVEL: Range = Range { ends: (1.0, 6.0), said: "from 1 to 6" };
/// The share of slates that explore.
pub const EXPLORED: Range = Range { ends: (0.0, 0.5), said: "from 0 to 0.5" };

/// Reads a whole file. The config holds all that could be read; the findings say what could not.
pub fn read<N: Node>(document: &N) -> (Config, Vec<Finding>) {
    let (mut reader, mut config) = (Reader::default(), Config::default());
    config.read(&mut reader, &At::root(document));
    (config, reader.findings)
}

impl<N: Node> Read<N> for Config {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        const FIELDS: [&str; 11] = [
            "$schema", "version", "locale", "personas", "journeys", "signals", "offers", "panel",
            "privacy", "site", "pages",
        ];
        if !reader.fields(at, &FIELDS) {
            return;
        }
        self.locale = "en".into();
        reader.required(at, "version", &mut Version);
        reader.field(at, "locale", &mut self.locale);
        reader.field(at, "personas", &mut List(&mut self.personas));
        reader.field(at, "journeys", &mut List(&mut self.journeys));
        reader.field(at, "signals", &mut List(&mut self.signals));
        reader.field(at, "offers", &mut List(&mut self.offers));
        reader.field(at, "panel", &mut self.panel);
        reader.field(at, "privacy", &mut self.privacy);
        reader.field(at, "site", &mut self.site);
        if N::STRICT {
            reader.field(at, "pages", &mut List(&mut self.pages));
        }
    }
}

/// The version of the format: there is one.
struct Version;

impl<N: Node> Read<N> for Version {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        let number = at.node.number();
        if number != Some(1.0) {
            let text = at.node.text().unwrap_or_else(|| "of another kind".into());
            let found = number.map_or(text, |number| {
                let sign = if number < 0.0 { "-" } else { "" };
                [sign, &digits(number.abs() as usize)].concat()
            });
            reader.findings.push(finding::unsupported_version(&found));
        }
    }
}

/// A string, or a map by language.
impl<N: Node> Read<N> for Text {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        if at.node.kind() == Kind::Map {
            self.by_language.clear();
            self.by_language.read(reader, at);
        } else {
            let mut text: Option<String> = None;
            text.read(reader, at);
            if let Some(text) = text {
                *self = Text::plain(text);
            }
        }
    }
}

/// Texts under names of the writer's own.
impl<N: Node> Read<N> for Vec<(String, String)> {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        reader.values(at, &mut |reader, at| {
            self.push((at.key().into(), String::new()));
            if let Some((_, text)) = self.last_mut() {
                text.read(reader, at);
            }
        });
    }
}

/// A name for people, or the id where none is written.
#[inline(never)]
fn named<N: Node>(reader: &mut Reader, at: &At<N>, id: &str, name: &mut Text) {
    *name = Text::plain(id.into());
    reader.field(at, "name", name);
}

impl<N: Node> Read<N> for ListedPage {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        if reader.fields(at, &["url", "title"]) {
            reader.required(at, "url", &mut Link(&mut self.url));
            reader.required(at, "title", &mut self.title);
        }
    }
}

impl<N: Node> Read<N> for Persona {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        if !reader.fields(at, &["id", "name", "says", "team", "prior", "words"]) {
            return;
        }
        reader.required(at, "id", &mut self.id);
        named(reader, at, &self.id, &mut self.name);
        reader.field(at, "says", &mut self.says);
        if N::STRICT {
            reader.field(at, "team", &mut self.team);
        }
        self.prior =
            Some(reader.number_in(at, "prior", &SHARE, -1.0)).filter(|prior| *prior >= 0.0);
        reader.field(at, "words", &mut Lowers(&mut self.words));
    }
}

impl<N: Node> Read<N> for Journey {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        if !reader.fields(at, &["id", "name", "stages"]) {
            return;
        }
        reader.required(at, "id", &mut self.id);
        named(reader, at, &self.id, &mut self.name);
        reader.required(at, "stages", &mut List(&mut self.stages));
    }
}

impl<N: Node> Read<N> for Stage {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        if !reader.fields(at, &["id", "name", "next", "phase"]) {
            return;
        }
        reader.required(at, "id", &mut self.id);
        self.phase = match reader.word_in(at, "phase", &["before", "purchase", "after"]) {
            0 => Phase::Before,
            1 => Phase::Purchase,
            _ => Phase::After,
        };
        named(reader, at, &self.id, &mut self.name);
        reader.field(at, "next", &mut self.next);
    }
}

impl<N: Node> Read<N> for Signal {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        const FIELDS: [&str; 7] = ["id", "when", "persona", "stage", "journey", "because", "once"];
        if !reader.fields(at, &FIELDS) {
            return;
        }
        reader.required(at, "id", &mut self.id);
        reader.field(at, "persona", &mut self.persona);
        reader.field(at, "stage", &mut self.stage);
        reader.field(at, "journey", &mut self.journey);
        reader.field(at, "because", &mut self.because);
        reader.field(at, "once", &mut self.once);
        reader.required(at, "when", &mut self.when);
    }
}

/// Strengths under the ids of what they speak for, as likelihood ratios: how many times more often such visitors do this
/// than others.
impl<N: Node> Read<N> for Vec<(String, f64)> {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        const WORDS: [&str; 6] = ["hint", "likely", "strong", "certain", "unlikely", "never"];
        const RATIOS: [f64; 6] = [2.0, 4.0, 10.0, 100.0, 0.25, 0.01];
        reader.values(at, &mut |reader, at| {
            // Of one that is misspelt it is looked at all the same whom it is for: every finding at once.
            let mut ratio = if LEAN { 0.0 } else { 1.0 };
            reader.scale(at, &RATIO, &WORDS, &RATIOS, &mut ratio);
            if ratio > 0.0 {
                self.push((at.key().into(), ratio));
            }
        });
    }
}

impl<N: Node> Read<N> for Offer {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        const FIELDS: [&str; 18] = [
            "id",
            "title",
            "text",
            "url",
            "kind",
            "image",
            "personas",
            "journeys",
            "stages",
            "next",
            "owner",
            "priority",
            "from",
            "until",
            "audience",
            "limit",
            "hideAfter",
            "handoff",
        ];
        self.priority = 1.0;
        if !reader.fields(at, &FIELDS) {
            return;
        }
        reader.required(at, "id", &mut self.id);
        reader.required(at, "title", &mut self.title);
        reader.field(at, "text", &mut self.text);
        reader.required(at, "url", &mut Link(&mut self.url));
        reader.field(at, "kind", &mut self.kind);
        reader.field(at, "image", &mut self.image);
        reader.field(at, "personas", &mut self.personas);
        reader.field(at, "journeys", &mut self.journeys);
        reader.field(at, "stages", &mut self.stages);
        reader.field(at, "next", &mut self.next);
        reader.field(at, "owner", &mut self.owner);
        reader.field(at, "priority", &mut Priority(&mut self.priority));
        reader.field(at, "from", &mut self.from);
        reader.field(at, "until", &mut self.until);
        reader.field(at, "audience", &mut self.audience);
        reader.field(at, "limit", &mut self.limit);
        reader.field(at, "hideAfter", &mut self.hide_after);
        reader.field(at, "handoff", &mut self.handoff);
    }
}

impl<N: Node> Read<N> for Option<Condition> {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        self.insert(Condition::default()).read(reader, at);
    }
}

/// An address that may become a link.
struct Link<'u>(&'u mut String);

impl<N: Node> Read<N> for Link<'_> {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        self.0.read(reader, at);
        if !super::url::is_safe_link(self.0) && at.node.kind() == Kind::Text {
            reader.findings.push(finding::bad_url(at.path(), self.0));
        }
    }
}

struct Priority<'p>(&'p mut f64);

impl<N: Node> Read<N> for Priority<'_> {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        reader.scale(at, &PRIORITY, &["low", "normal", "high"], &[0.5, 1.0, 2.0], self.0);
    }
}

impl<N: Node> Read<N> for Option<Image> {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        if reader.fields(at, &["src", "alt"]) {
            let image = self.insert(Image::default());
            reader.required(at, "src", &mut Link(&mut image.src));
            reader.field(at, "alt", &mut image.alt);
        }
    }
}

impl<N: Node> Read<N> for Limit {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        if reader.fields(at, &["impressions", "perDays", "perSession"]) {
            reader.field(at, "impressions", &mut self.impressions);
            reader.field(at, "perDays", &mut self.per_days);
            reader.field(at, "perSession", &mut self.per_session);
        }
    }
}

impl<N: Node> Read<N> for HideAfter {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        if reader.fields(at, &["click", "dismissal"]) {
            reader.field(at, "click", &mut self.click);
            reader.field(at, "dismissal", &mut self.dismissal);
        }
    }
}

impl<N: Node> Read<N> for Panel {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        const FIELDS: [&str; 10] = [
            "slots",
            "placement",
            "title",
            "open",
            "search",
            "personas",
            "theme",
            "heading",
            "explore",
            "words",
        ];
        const PLACEMENTS: [&str; 3] = ["corner", "inline", "sheet"];
        const OPENERS: [&str; 3] = ["click", "stall", "end"];
        const THEMES: [&str; 3] = ["auto", "light", "dark"];
        if !reader.fields(at, &FIELDS) {
            return;
        }
        self.theme = THEMES[reader.word_in(at, "theme", &THEMES)].into();
        self.slots = reader.number_in(at, "slots", &SLOTS, self.slots as f64) as usize;
        self.heading = reader.number_in(at, "heading", &LEVEL, self.heading as f64) as usize;
        reader.field(at, "title", &mut self.title);
        self.explore = reader.number_in(at, "explore", &EXPLORED, self.explore);
        // In the page these are for the loader and the panel, which look for themselves.
        if N::STRICT {
            reader.whole(at, "slots", &SLOTS);
            reader.whole(at, "heading", &LEVEL);
            self.placement = PLACEMENTS[reader.word_in(at, "placement", &PLACEMENTS)].into();
            self.open = OPENERS[reader.word_in(at, "open", &OPENERS)].into();
            reader.field(at, "search", &mut self.search);
            reader.field(at, "personas", &mut self.personas);
            reader.field(at, "words", &mut Labels(&mut self.words));
        }
    }
}

/// Texts for people under names of the writer's own.
struct Labels<'l>(&'l mut Vec<(String, Text)>);

impl<N: Node> Read<N> for Labels<'_> {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        reader.values(at, &mut |reader, at| {
            let mut text = Text::default();
            text.read(reader, at);
            self.0.push((at.key().into(), text));
        });
    }
}

impl<N: Node> Read<N> for Privacy {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        if !reader.fields(at, &["consent", "respectGpc", "keepDays", "queryKeys"]) {
            return;
        }
        self.consent_required = reader.word_in(at, "consent", &["required", "not-required"]) == 0;
        reader.field(at, "respectGpc", &mut self.respect_gpc);
        self.keep_days = reader.number_in(at, "keepDays", &AMOUNT, self.keep_days);
        reader.field(at, "queryKeys", &mut self.query_keys);
    }
}

impl<N: Node> Read<N> for Site {
    fn read(&mut self, reader: &mut Reader, at: &At<N>) {
        if reader.fields(at, &["searchKeys"]) {
            reader.field(at, "searchKeys", &mut self.search_keys);
        }
    }
}
