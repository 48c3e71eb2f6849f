//! The table that is printed.

use super::measure::Measured;

/// What a measure is held against.
#[derive(Clone, Copy)]
pub enum Goal {
    /// Nothing.
    Open,
    /// At least this.
    Least(f64),
    /// At most this.
    Most(f64),
}

/// The columns' names.
pub fn head() {
    println!("{:44}{:>14}{:>14}  {:>8}", "", "train", "dev", "goal");
}

/// A heading.
pub fn heading(text: &str) {
    println!("\n{text}");
}

/// A measure on both parts, beside its goal: met or missed on `dev`.
pub fn row(name: &str, parts: [Measured; 2], goal: Goal) {
    let [train, dev] = parts.map(|part| format!("{:.3} ±{:.3}", part.value, part.give));
    let goal = match goal {
        Goal::Open => String::new(),
        Goal::Least(least) => said('≥', least, parts[1].value >= least),
        Goal::Most(most) => said('≤', most, parts[1].value <= most),
    };
    println!("  {name:42}{train:>14}{dev:>14}  {goal}");
}

fn said(sign: char, goal: f64, met: bool) -> String {
    format!("{sign} {goal} {}", if met { "met" } else { "missed" })
}
