//! The edge: what happens on the page becomes events; slates go to the page.
