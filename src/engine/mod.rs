//! The engine: pure, synchronous, the same in the widget, in the command line and in tests.

pub mod node;
