//! Attributes that change.

/// The `hidden` attribute. Every attribute that changes is an `Option<&str>`, since each further type of one would
/// bring its own copy of the code that keeps it up to date.
pub fn hidden(hidden: bool) -> Option<&'static str> {
    hidden.then_some("")
}
