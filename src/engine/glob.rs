//! Globs for paths, hosts and values: `*` stands for anything within a segment, `**` for anything at all.

/// Whether `text` matches `pattern`, both byte for byte. `separator` ends a segment (`/` in paths, `.` in
/// hosts). `/docs/**` matches `/docs` too: "everything under the docs" includes their front page.
pub fn matches(pattern: &str, text: &str, separator: u8) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let mut plain = 0;
    while pattern.get(plain).is_some_and(|sign| *sign != b'*' && text.get(plain) == Some(sign)) {
        plain += 1;
    }
    let whole_tree = [separator, b'*', b'*'];
    // Most patterns differ from most texts in their first signs.
    match pattern.get(plain) {
        Some(b'*') | None => {}
        Some(_) => return plain == text.len() && pattern[plain..] == whole_tree,
    }
    step(&pattern[plain..], &text[plain..], separator)
        || pattern.strip_suffix(&whole_tree).is_some_and(|folder| step(folder, text, separator))
}

/// Walks both texts once and goes back only to the last star and the last double star, so hostile patterns
/// cannot blow up: at most |text|² steps for each of the two.
fn step(pattern: &[u8], text: &[u8], separator: u8) -> bool {
    let (mut p, mut t) = (0, 0);
    // Where to resume: the pattern's position after the star, the text's position it has eaten up to.
    let mut star: Option<(usize, usize)> = None;
    let mut double: Option<(usize, usize)> = None;
    loop {
        let sign = pattern.get(p);
        if sign.is_some_and(|sign| *sign != b'*' && text.get(t) == Some(sign)) {
            (p, t) = (p + 1, t + 1);
        } else if sign == Some(&b'*') && pattern.get(p + 1) == Some(&b'*') {
            p += 2;
            (double, star) = (Some((p, t)), None);
        } else if sign == Some(&b'*') {
            p += 1;
            star = Some((p, t));
        } else if p == pattern.len() && t == text.len() {
            return true;
        } else if let Some((after, eaten)) =
            star.filter(|&(_, eaten)| text.get(eaten).is_some_and(|sign| *sign != separator))
        {
            (p, t, star) = (after, eaten + 1, Some((after, eaten + 1)));
        } else if let Some((after, eaten)) = double.filter(|&(_, eaten)| eaten < text.len()) {
            (p, t, star, double) = (after, eaten + 1, None, Some((after, eaten + 1)));
        } else {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stay_within_a_segment_and_double_stars_cross() {
        for (pattern, path, expected) in [
            ("/pricing", "/pricing", true),
            ("/pricing", "/pricing/eu", false),
            ("/docs/*", "/docs/sso", true),
            ("/docs/*", "/docs/sso/saml", false),
            ("/docs/**", "/docs/sso/saml", true),
            ("/docs/**", "/docs", true),
            ("/docs/**", "/docsearch", false),
            ("/*/sso", "/docs/sso", true),
            ("**/sso", "/docs/api/sso", true),
            ("/blog/*-cost*", "/blog/what-an-audit-costs", true),
            ("/**/api/*", "/docs/v2/api/users", true),
            ("/**/api/*", "/docs/v2/api/users/1", false),
            ("**", "", true),
            ("*", "/", false),
            ("", "", true),
            ("", "/", false),
        ] {
            assert_eq!(matches(pattern, path, b'/'), expected, "{pattern} on {path}");
        }
    }

    #[test]
    fn hosts_have_segments_too() {
        assert!(matches("*.google.*", "www.google.com", b'.'));
        assert!(matches("**.linkedin.com", "de.www.linkedin.com", b'.'));
        assert!(!matches("*.linkedin.com", "de.www.linkedin.com", b'.'));
    }

    #[test]
    fn a_hostile_pattern_ends_soon() {
        let text = "a".repeat(5_000);
        assert!(!matches(&"*a".repeat(500).replace("a*", "a**"), &(text + "b"), b'/'));
    }
}
