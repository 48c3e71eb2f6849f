//! What the panel needs of a slate, read leniently: an old panel may meet a newer engine, and the page hears
//! nothing of a field that is missing.

use crate::engine::node::Node;

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

/// A slate as the panel shows it, as `site.js` dressed it.
#[derive(Debug)]
pub struct SlateView<N> {
    /// The slate's id, given back with its impressions.
    pub id: String,
    /// All that is said of the offers and around them, in one: another text, another look.
    pub looks: String,
    /// Where the panel stands.
    pub placement: Placement,
    /// The heading.
    pub title: String,
    /// The heading's level, 1 to 6.
    pub heading: u8,
    /// `light`, `dark` or `auto`, as the system has it.
    pub theme: &'static str,
    /// The offers, best first.
    pub offers: Vec<OfferView<N>>,
    /// Where the visit before this one ended, if that is worth a word.
    pub welcome: Option<N>,
}

/// An offer as a card shows it.
#[derive(Debug)]
pub struct OfferView<N> {
    /// The offer's id, given back with what the visitor does.
    pub id: String,
    /// All else that the card shows.
    pub has: N,
}

impl<N: Node> SlateView<N> {
    /// Reads a slate.
    pub fn read(node: &N) -> Self {
        let heading =
            node.get("heading").and_then(|level| level.number()).map_or(2, |level| level as u8);
        let offers = list(node, "offers").into_iter();
        SlateView {
            id: text(node, "id"),
            looks: text(node, "looks"),
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
            offers: offers.map(|has| OfferView { id: text(&has, "offer"), has }).collect(),
            welcome: node.get("welcome"),
        }
    }

    /// The ids of the offers, in their order.
    pub fn ids(&self) -> impl Iterator<Item = &String> {
        self.offers.iter().map(|offer| &offer.id)
    }

    /// The same slate in an order that moves nothing the visitor has already seen: an offer that stays keeps its
    /// place, the new ones fill the places that became free.
    #[must_use]
    pub fn in_order_of(mut self, shown: &[String]) -> Self {
        let mut places: Vec<Option<OfferView<N>>> = self.offers.iter().map(|_| None).collect();
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

/// The text in a field; empty where there is none.
#[inline(never)]
pub fn text<N: Node>(node: &N, key: &str) -> String {
    node.text_in(key).unwrap_or_default()
}

/// The items of a list in a field.
#[inline(never)]
pub fn list<N: Node>(node: &N, key: &str) -> Vec<N> {
    node.get(key).map(|value| value.items()).unwrap_or_default()
}

/// Whether a field says yes.
#[inline(never)]
pub fn is_so<N: Node>(node: &N, key: &str) -> bool {
    node.get(key).and_then(|value| value.flag()).unwrap_or_default()
}

#[cfg(test)]
#[path = "slate_view_tests.rs"]
mod tests;
