//! What the panel needs of a slate, read leniently: an old panel may meet a newer engine, and the page hears
//! nothing of a field that is missing.

use crate::engine::node::Node;
use crate::engine::url::is_safe_link;

/// Where the panel stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// Above the corner button, opened by it.
    Corner,
    /// In the flow of the page, always open.
    Inline,
    /// Along the lower edge of the window.
    Sheet,
}

/// A slate as the panel shows it.
#[derive(Debug)]
pub struct SlateView {
    /// The slate's id, given back with its impressions.
    pub id: String,
    /// Where the panel stands.
    pub placement: Placement,
    /// The heading.
    pub title: String,
    /// The heading's level, 1 to 6.
    pub heading: u8,
    /// `light`, `dark` or `auto`, as the system has it.
    pub theme: &'static str,
    /// The offers, best first.
    pub offers: Vec<OfferView>,
}

/// An offer as a card shows it.
#[derive(Debug)]
pub struct OfferView {
    /// The offer's id, given back with what the visitor does.
    pub id: String,
    /// The text of the link.
    pub title: String,
    /// A line or two below it; may be empty.
    pub text: String,
    /// Where it leads.
    pub url: String,
    /// Its kind as written in the config; may be empty.
    pub kind: String,
    /// A picture: source and alternative text.
    pub image: Option<(String, String)>,
    /// The probability that it serves this visitor now, 0–1.
    pub fit: f64,
    /// Why it is shown: the reason first, then further evidence.
    pub because: Vec<String>,
}

impl SlateView {
    /// Reads a slate. An offer without id, title or usable address is left out.
    pub fn read<N: Node>(node: &N) -> SlateView {
        let heading =
            node.get("heading").and_then(|level| level.number()).map_or(2, |level| level as u8);
        SlateView {
            id: text(node, "id"),
            placement: match text(node, "placement").as_str() {
                "inline" => Placement::Inline,
                "sheet" => Placement::Sheet,
                _ => Placement::Corner,
            },
            title: text(node, "title"),
            heading: heading.clamp(1, 6),
            theme: match text(node, "theme").as_str() {
                "light" => "light",
                "dark" => "dark",
                _ => "auto",
            },
            offers: list(node, "offers").iter().filter_map(OfferView::read).collect(),
        }
    }

    /// The ids of the offers, in their order.
    pub fn ids(&self) -> impl Iterator<Item = &String> {
        self.offers.iter().map(|offer| &offer.id)
    }

    /// The same slate in an order that moves nothing the visitor has already seen: an offer that stays keeps its
    /// place, the new ones fill the places that became free.
    #[must_use]
    pub fn in_order_of(mut self, shown: &[String]) -> SlateView {
        let mut places: Vec<Option<OfferView>> = self.offers.iter().map(|_| None).collect();
        for (place, old) in places.iter_mut().zip(shown) {
            if let Some(at) = self.offers.iter().position(|offer| offer.id == *old) {
                *place = Some(self.offers.remove(at));
            }
        }
        let mut rest = self.offers.into_iter();
        self.offers =
            places.into_iter().filter_map(|place| place.or_else(|| rest.next())).collect();
        self
    }
}

impl OfferView {
    fn read<N: Node>(node: &N) -> Option<OfferView> {
        let offer = OfferView {
            id: text(node, "offer"),
            title: text(node, "title"),
            text: text(node, "text"),
            url: text(node, "url"),
            kind: text(node, "kind"),
            image: node
                .get("image")
                .map(|image| (text(&image, "src"), text(&image, "alt")))
                .filter(|(src, _)| is_safe_link(src)),
            fit: node.number_in("fit").unwrap_or_default(),
            because: list(node, "because").iter().filter_map(Node::text).collect(),
        };
        offer.is_usable().then_some(offer)
    }

    /// Whether it has what a card needs.
    pub fn is_usable(&self) -> bool {
        !self.id.is_empty() && !self.title.is_empty() && is_safe_link(&self.url)
    }

    /// Whether a person answers there.
    pub fn is_contact(&self) -> bool {
        let scheme = self.url.get(..7).unwrap_or(&self.url);
        self.kind == "talk"
            || scheme.eq_ignore_ascii_case("mailto:")
            || scheme.get(..4).is_some_and(|tel| tel.eq_ignore_ascii_case("tel:"))
    }
}

/// The text in a field; empty where there is none.
pub fn text<N: Node>(node: &N, key: &str) -> String {
    node.get(key).and_then(|value| value.text()).unwrap_or_default()
}

/// The items of a list in a field.
pub fn list<N: Node>(node: &N, key: &str) -> Vec<N> {
    node.get(key).map(|value| value.items()).unwrap_or_default()
}

#[cfg(test)]
#[path = "slate_view_tests.rs"]
mod tests;
