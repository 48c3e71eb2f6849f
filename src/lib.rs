//! Cairn: a panel of next steps for company websites.
//!
//! # The map
//!
//! ```text
//! cli ────┐
//! studio ─┴─► check ─┐
//! browser ───────────┼─► engine       www/cairn.js ──► browser's module, panel's module
//! panel ─────────────┘                www/studio/  ──► studio's module, panel's module
//! ```
//!
//! * [`engine`] is pure: no IO, no clock, no browser. Time and seed are arguments.
//! * `browser` (feature `browser`) is the edge: it turns what happens on a page into events, keeps the
//!   journal in the browser's storage and hands slates to the page. What touches the page is its `page.js`.
//! * `panel` (feature `panel`) is the view: a slate comes in, outcomes go out.
//! * `check` says of a text all that is wrong or odd with it as `offers.json`, with its place.
//! * `cli` (feature `cli`) is the command line: build, serve, check, replay, simulate, test.
//! * `studio` (feature `studio`) is what the studio's page asks: findings, walks, what a config offers to whom.
//!
//! The four edges import the engine and never each other; `tests/architecture.rs` holds it so.
//!
//! # The way of an event
//!
//! 1. `www/cairn.js` notes what happens, with its time, in a queue; it works before any module is there.
//! 2. `browser` turns the note into an [`engine::Event`] and hands it to [`engine::Engine::observe`].
//! 3. `evidence::gather` finds which signals held.
//! 4. `persona` and `stage` make that a [`engine::Belief`].
//! 5. `slate::choose` turns the eligible offers into a [`engine::Slate`].
//! 6. The panel shows it; what the visitor does with it is the next event.

#[cfg(feature = "browser")]
pub mod browser;
#[cfg(any(feature = "cli", feature = "studio"))]
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod engine;
#[cfg(feature = "panel")]
pub mod panel;
#[cfg(feature = "studio")]
pub mod studio;

/// The browser's modules are single-threaded and small: so is their allocator.
#[cfg(all(target_arch = "wasm32", not(target_feature = "atomics")))]
#[global_allocator]
static ALLOCATOR: talc::cell::TalcSyncCell<talc::wasm::WasmGrowAndClaim, talc::wasm::WasmBinning> =
    talc::cell::TalcSyncCell::new_wasm(talc::wasm::WasmGrowAndClaim);
