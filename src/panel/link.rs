//! Which addresses may become links.

const SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];

/// Whether an offer may lead there: `https:`, `http:`, `mailto:`, `tel:` or a relative address. The engine has
/// checked before; a link is the one place where a slip would run code in the host page, so it is checked again.
pub fn may_lead_to(url: &str) -> bool {
    match url.bytes().position(|byte| matches!(byte, b':' | b'/' | b'?' | b'#')) {
        // What stands before a first colon is a scheme. Browsers skip blanks and line breaks in it; here they
        // make it an unknown one.
        Some(end) if url.as_bytes()[end] == b':' => SCHEMES
            .iter()
            .any(|scheme| scheme.as_bytes().eq_ignore_ascii_case(&url.as_bytes()[..end])),
        _ => !url.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::may_lead_to;

    #[test]
    fn ordinary_addresses_are_links() {
        for url in [
            "https://acme.example/a:b",
            "HTTP://acme.example",
            "//cdn.example/x",
            "/resources?at=10:30",
            "pricing",
            "?tab=a:b",
            "#top",
            "mailto:a@acme.example",
            "tel:+49301234",
        ] {
            assert!(may_lead_to(url), "{url}");
        }
    }

    #[test]
    fn anything_that_could_run_is_not() {
        for url in [
            "javascript:alert(1)",
            " javascript:x",
            "java\tscript:x",
            "\u{1}javascript:x",
            "data:text/html,x",
            "blob:x",
            ":",
            "",
        ] {
            assert!(!may_lead_to(url), "{url}");
        }
    }
}
