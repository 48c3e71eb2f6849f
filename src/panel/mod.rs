//! The view: a slate comes in, outcomes go out.
