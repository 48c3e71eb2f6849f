//! What the panel knows of the site: what its config says to visitors. Read leniently, like a slate.

use super::slate_view::{OfferView, list, text};
use crate::engine::node::Node;
use crate::engine::url::{cut, is_safe_link, resolved};

/// A site as its config describes it, in the page's language.
#[derive(Debug, Default)]
pub struct Site {
    /// The kinds of visitors.
    pub personas: Vec<Persona>,
    /// The stages of all journeys: id and name.
    pub stages: Vec<(String, String)>,
    /// The signals that have words for the visitor: id and words.
    pub signals: Vec<(String, String)>,
    /// All offers, whether they fit just now or not.
    pub offers: Vec<Offer>,
    /// Pages that are no offers: title and address.
    pub pages: Vec<(String, String)>,
    /// The panel's heading, where the config has one.
    pub title: String,
    /// Whether visitors may say who they are.
    pub asks: bool,
    /// Whether everything can be searched.
    pub searches: bool,
    /// Whether a signal waits for visitors who say that they are customers.
    pub knows_customers: bool,
}

/// A kind of visitor.
#[derive(Debug)]
pub struct Persona {
    /// Its id.
    pub id: String,
    /// What the team calls it.
    pub name: String,
    /// What the visitor says on its button; its name where there is nothing else.
    pub says: String,
    /// How such a colleague's team is called: "your finance team"; may be empty.
    pub team: String,
}

/// An offer, with what only the config says of it.
#[derive(Debug)]
pub struct Offer {
    /// What a card shows.
    pub view: OfferView,
    /// The personas it is for; none: everybody.
    pub personas: Vec<String>,
    /// The team whose it is.
    pub owner: String,
    /// Whether the visitor may hand his journey's summary over with it.
    pub handoff: bool,
}

/// The event that a visitor is who says that he is a customer already.
pub const CUSTOMER: &str = "customer";

impl Site {
    /// Reads a config. `language` is the page's, `base` the path that relative links start from.
    pub fn read<N: Node>(config: &N, language: &str, base: &str) -> Site {
        let locale = text(config, "locale");
        let tongue = Tongue { language, locale: if locale.is_empty() { "en" } else { &locale } };
        let panel = config.get("panel");
        let flag = |key: &str| panel.as_ref().and_then(|panel| panel.get(key)?.flag());
        let named = |node: &N, key: &str| (text(node, "id"), tongue.text(node, key));
        let mut site = Site {
            title: panel.as_ref().map(|panel| tongue.text(panel, "title")).unwrap_or_default(),
            asks: flag("personas").unwrap_or_default(),
            searches: flag("search").unwrap_or(true),
            ..Site::default()
        };
        for persona in list(config, "personas") {
            let (id, name) = named(&persona, "name");
            let name = if name.is_empty() { id.clone() } else { name };
            let says = tongue.text(&persona, "says");
            let says = if says.is_empty() { name.clone() } else { says };
            site.personas.push(Persona { id, name, says, team: tongue.text(&persona, "team") });
        }
        for journey in list(config, "journeys") {
            site.stages.extend(list(&journey, "stages").iter().map(|stage| named(stage, "name")));
        }
        for signal in list(config, "signals") {
            let when = signal.get("when");
            let waits = when.is_some_and(|when| text(&when, "event") == CUSTOMER);
            site.knows_customers |= waits;
            let (id, because) = named(&signal, "because");
            if !because.is_empty() {
                site.signals.push((id, because));
            }
        }
        for offer in list(config, "offers") {
            let image = offer.get("image");
            let view = OfferView {
                id: text(&offer, "id"),
                title: tongue.text(&offer, "title"),
                text: tongue.text(&offer, "text"),
                url: resolved(&text(&offer, "url"), base),
                kind: text(&offer, "kind"),
                image: image.map(|image| (text(&image, "src"), tongue.text(&image, "alt"))),
                fit: 0.0,
                because: Vec::new(),
            };
            if view.is_usable() {
                site.offers.push(Offer {
                    view,
                    personas: list(&offer, "personas").iter().filter_map(Node::text).collect(),
                    owner: text(&offer, "owner"),
                    handoff: offer.get("handoff").and_then(|it| it.flag()).unwrap_or_default(),
                });
            }
        }
        for page in list(config, "pages") {
            let url = resolved(&text(&page, "url"), base);
            let title = tongue.text(&page, "title");
            if !title.is_empty() && is_safe_link(&url) {
                site.pages.push((title, url));
            }
        }
        site
    }

    /// The words of the config's own for the panel: key and words.
    pub fn words<N: Node>(config: &N, language: &str) -> Vec<(String, String)> {
        let locale = text(config, "locale");
        let tongue = Tongue { language, locale: if locale.is_empty() { "en" } else { &locale } };
        let own = config.get("panel").and_then(|panel| panel.get("words"));
        let words =
            |own: N| own.keys().iter().map(|key| (key.clone(), tongue.text(&own, key))).collect();
        own.map(words).unwrap_or_default()
    }

    /// The offer of this id.
    pub fn offer(&self, id: &str) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.view.id == id)
    }

    /// The persona of this id.
    pub fn persona(&self, id: &str) -> Option<&Persona> {
        self.personas.iter().find(|persona| persona.id == id)
    }

    /// What the offer of this id is called; its id where it is not there any more.
    pub fn title_of<'a>(&'a self, id: &'a str) -> &'a str {
        self.offer(id).map_or(id, |offer| &offer.view.title)
    }

    /// An offer by which a person can be reached.
    pub fn contact(&self) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.view.is_contact())
    }
}

/// The language that texts are read in.
struct Tongue<'a> {
    language: &'a str,
    locale: &'a str,
}

impl Tongue<'_> {
    /// A text as [`Text::in_language`](crate::engine::config::Text::in_language) finds it.
    fn text<N: Node>(&self, node: &N, key: &str) -> String {
        let Some(value) = node.get(key) else { return String::new() };
        if let Some(text) = value.text() {
            return text;
        }
        let keys = value.keys();
        let (base, _) = cut(self.language, b'-');
        for wanted in [self.language, base, self.locale] {
            if let Some(key) = keys.iter().find(|key| key.eq_ignore_ascii_case(wanted)) {
                return text(&value, key);
            }
        }
        keys.first().map(|key| text(&value, key)).unwrap_or_default()
    }
}
