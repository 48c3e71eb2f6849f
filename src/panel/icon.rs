//! The icons, drawn as lines on a square of 24 units.

use leptos::prelude::*;

/// A cross.
pub const CLOSE: &str = "M6 6l12 12M18 6L6 18";
/// A way back.
pub const BACK: &str = "M15 5l-7 7 7 7";
/// A magnifying glass.
pub const GLASS: &str = "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20";
/// An eye.
pub const LOOK: &str = "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z";
/// A tick.
pub const DONE: &str = "M5 12.5l4.5 4.5L19 7.5";
/// A sheet of paper.
pub const PAGE: &str = "M6 3.5h8l4 4v13H6zM14 3.5v4h4";
const KINDS: [(&str, &str); 8] = [
    ("guide", "M12 6.5C10 5 7 4.5 4 5v13c3-.5 6 0 8 1.5 2-1.5 5-2 8-1.5V5c-3-.5-6 0-8 1.5zV19.5"),
    ("demo", "M4 5h16v11H4zM9 20h6M10.5 8.2v4.6l4-2.3z"),
    ("talk", "M5 5h14v10.5h-8L7 19v-3.5H5zM9 9h6M9 12h4"),
    (
        "tool",
        "M4 8h8M18 8h2M4 16h2M12 16h8M15 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM9 13.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
    ),
    ("video", "M4 6h16v12H4zM10 9.2v5.6l5-2.8z"),
    ("story", "M6 4h12v16l-6-4-6 4z"),
    (
        "help",
        "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM9.5 9.7a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.7v.1",
    ),
    (
        "account",
        "M12 4.5a3.7 3.7 0 1 0 0 7.4 3.7 3.7 0 0 0 0-7.4zM5 19.5c.6-3 3.4-4.8 7-4.8s6.4 1.8 7 4.8",
    ),
];
/// An arrow: any other kind is simply a way on.
const OTHER: &str = "M5 12h14M13 6l6 6-6 6";

/// The lines of a kind's icon.
pub fn of_kind(kind: &str) -> &'static str {
    KINDS.iter().find(|(id, _)| *id == kind).map_or(OTHER, |(_, lines)| lines)
}

/// An icon beside words that say the same, hence hidden from assistive technology.
pub fn icon(lines: &'static str) -> AnyView {
    let view = view! {
        <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d=lines/>
        </svg>
    };
    view.into_any()
}
