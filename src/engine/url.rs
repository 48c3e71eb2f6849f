//! The parts of a URL that Cairn needs, taken apart without a URL library: scheme, host, path, query, fragment.

/// A URL, borrowed in parts; parts that are absent are empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Url<'u> {
    /// `https`, without the colon.
    pub scheme: &'u str,
    /// `www.acme.example`, without user and port.
    pub host: &'u str,
    /// `/docs/sso`.
    pub path: &'u str,
    /// `q=sso`, without the question mark.
    pub query: &'u str,
    /// `top`, without the hash sign.
    pub fragment: &'u str,
}

/// Takes `text` apart. Never fails: what has no scheme and no host is a path.
pub fn parse(text: &str) -> Url<'_> {
    let bytes = text.as_bytes();
    let end = bytes.iter().position(|byte| matches!(byte, b'?' | b'#')).unwrap_or(text.len());
    let (front, rest) = (part(text, 0, end), part(text, end, text.len()));
    let (query, fragment) = cut(rest, b'#');
    let query = part(query, 1, query.len());
    let (scheme, rest) = scheme(front);
    let Some(rest) = rest.strip_prefix("//") else {
        return Url { scheme, host: "", path: rest, query, fragment };
    };
    let (authority, _) = cut(rest, b'/');
    let path = part(rest, authority.len(), rest.len());
    let (host, _) = cut(without_user(authority), b':');
    Url { scheme, host, path, query, fragment }
}

impl Url<'_> {
    /// The page this URL stands for, in one spelling: no steps (`./`, `../`), no trailing slash, no `index.html`, what is
    /// beyond ASCII [`encoded`], the fragment only when it is a route (`#/…` or `#!…`). Two URLs of one page give the
    /// same text.
    pub fn page(&self) -> String {
        let route = if is_route(self.fragment) { without_slashes(self.fragment) } else { "" };
        let mut page = String::with_capacity(self.path.len() + route.len() + 2);
        let mut rest = self.path;
        while !rest.is_empty() {
            let (segment, after) = cut(rest, b'/');
            match segment {
                "" | "." => {}
                "index.html" if after.is_empty() => {}
                ".." => page.truncate(page.bytes().rposition(|byte| byte == b'/').unwrap_or(0)),
                _ => {
                    page.push('/');
                    page.push_str(segment);
                }
            }
            rest = after;
        }
        if page.is_empty() {
            page.push('/');
        }
        if !route.is_empty() {
            page.push('#');
            page.push_str(route);
        }
        let plain = page.bytes().all(|byte| byte.is_ascii() && byte != b'%');
        if plain { page } else { encoded(&page) }
    }

    /// The value of the query key, still percent-encoded, if present.
    pub fn query_value(&self, key: &str) -> Option<&str> {
        let mut rest = self.query;
        while !rest.is_empty() {
            let (pair, after) = cut(rest, b'&');
            let (name, value) = cut(pair, b'=');
            if name == key {
                return Some(value);
            }
            rest = after;
        }
        None
    }
}

/// `text` as a journal keeps it: no user and password, no fragment that is not a route, and of the query only the
/// keys in `keys`.
pub fn kept(text: &str, keys: &[String]) -> String {
    let url = parse(text);
    let (front, _) = cut(cut(text, b'#').0, b'?');
    let (scheme, rest) = scheme(front);
    let mut kept = match rest.strip_prefix("//") {
        Some(rest) => {
            let (authority, path) = cut(rest, b'/');
            [scheme, "://", without_user(authority), "/", path].concat()
        }
        None => front.into(),
    };
    let mut sign = "?";
    let mut rest = url.query;
    while !rest.is_empty() {
        let (pair, after) = cut(rest, b'&');
        let (name, _) = cut(pair, b'=');
        if keys.iter().any(|key| key == name) {
            kept.push_str(sign);
            kept.push_str(pair);
            sign = "&";
        }
        rest = after;
    }
    if is_route(url.fragment) {
        kept.push('#');
        kept.push_str(url.fragment);
    }
    kept
}

/// Whether a page that was asked this may be the one that a link leads to: of the `keys` that are known of pages, those in
/// the link's query have the same values there.
pub fn agrees(link: &str, asked: &str, keys: &[String]) -> bool {
    let page = Url { query: asked, ..parse("") };
    let mut rest = parse(link).query;
    while !rest.is_empty() {
        let (pair, after) = cut(rest, b'&');
        let (name, value) = cut(pair, b'=');
        if keys.iter().any(|key| key == name) && page.query_value(name) != Some(value) {
            return false;
        }
        rest = after;
    }
    true
}

/// A text as browsers write it in addresses: what is beyond ASCII as `%C3%BC`, in capitals.
pub fn encoded(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::with_capacity(text.len());
    let mut escaped = 0;
    for byte in text.bytes() {
        if byte.is_ascii() {
            encoded.push(char::from(if escaped > 0 { byte.to_ascii_uppercase() } else { byte }));
        } else {
            for sign in [b'%', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]] {
                encoded.push(char::from(sign));
            }
        }
        escaped = if byte == b'%' { 2 } else { escaped - i32::from(escaped > 0) };
    }
    encoded
}

/// A relative link as seen from the folder of `base`, a path such as `/shop/offers.json`: the same link on every page.
/// Links that are not relative to a folder stay as they are. Steps back (`../`) are left to the browser.
pub fn resolved(link: &str, base: &str) -> String {
    let url = parse(link);
    if !url.scheme.is_empty()
        || url.path.is_empty()
        || url.path.starts_with('/')
        || !url.host.is_empty()
    {
        return link.into();
    }
    let folder = base.bytes().rposition(|byte| byte == b'/').map_or(0, |slash| slash + 1);
    [part(base, 0, folder), link].concat()
}

/// Whether a fragment is a route of a single-page app rather than a place on the page. `#!` alone is a link that
/// leads nowhere.
pub fn is_route(fragment: &str) -> bool {
    fragment.starts_with('/') || fragment.starts_with('!') && fragment.len() > 1
}

/// Whether `text` may become a link: `https:`, `http:`, `mailto:`, `tel:` or relative. Signs that browsers drop or
/// rewrite before they read the scheme (controls, backslashes, leading blanks) are refused, since they hide one.
pub fn is_safe_link(text: &str) -> bool {
    let clean =
        !text.is_empty() && text.bytes().all(|byte| byte > b' ' && byte != b'\\' && byte != 0x7f);
    let (scheme, _) = scheme(text);
    clean
        && ["", "https", "http", "mailto", "tel"].iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed))
        // A colon before any slash that `scheme` did not accept is no path either.
        && (!scheme.is_empty() || !cut(cut(cut(text, b'/').0, b'?').0, b'#').0.bytes().any(|byte| byte == b':'))
}

fn without_user(authority: &str) -> &str {
    let at = authority.bytes().rposition(|byte| byte == b'@');
    at.map_or(authority, |at| part(authority, at + 1, authority.len()))
}

fn scheme(text: &str) -> (&str, &str) {
    let is_sign = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let end = text.as_bytes().iter().take_while(|byte| is_sign(byte)).count();
    let named = text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    if named && text.as_bytes().get(end) == Some(&b':') {
        (part(text, 0, end), part(text, end + 1, text.len()))
    } else {
        ("", text)
    }
}

/// A text without the slashes at its end.
fn without_slashes(mut text: &str) -> &str {
    while let Some(shorter) = text.strip_suffix("/") {
        text = shorter;
    }
    text
}

/// What stands before and after the first `separator`.
pub fn cut(text: &str, separator: u8) -> (&str, &str) {
    match text.as_bytes().iter().position(|byte| *byte == separator) {
        Some(at) => (part(text, 0, at), part(text, at + 1, text.len())),
        None => (text, ""),
    }
}

/// A part of a text, cut at ASCII signs; nothing where there is none. Not `&text[from..to]`: its panic message would bring tables of Unicode into
/// the browser module.
pub fn part(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_taken_apart() {
        let url = parse("https://me@www.acme.example:8080/docs/sso?q=a&b=c#top");
        assert_eq!((url.scheme, url.host, url.path), ("https", "www.acme.example", "/docs/sso"));
        assert_eq!(
            (url.query_value("q"), url.query_value("b"), url.fragment),
            (Some("a"), Some("c"), "top")
        );
        assert_eq!(parse("/pricing").path, "/pricing");
        assert_eq!(parse("mailto:a@b.example").scheme, "mailto");
    }

    #[test]
    fn one_page_has_one_spelling() {
        for (text, page) in [
            ("https://a.example/docs/sso/", "/docs/sso"),
            ("https://a.example", "/"),
            ("/index.html", "/"),
            ("/docs/index.html#top", "/docs"),
            ("pricing.html?x=1", "/pricing.html"),
            ("/app/#/team/", "/app#/team"),
            ("./pricing", "/pricing"),
            ("/docs/../pricing/./eu", "/pricing/eu"),
            ("../../x", "/x"),
            ("/docs/..", "/"),
            ("/docs//sso", "/docs/sso"),
            ("/index.html/x", "/index.html/x"),
            ("/über-uns", "/%C3%BCber-uns"),
            ("/%c3%bcber-uns", "/%C3%BCber-uns"),
            ("/a%2fb", "/a%2Fb"),
            ("/a.b/..c/...", "/a.b/..c/..."),
        ] {
            assert_eq!(parse(text).page(), page, "{text}");
        }
    }

    #[test]
    fn a_kept_address_has_no_secrets() {
        let keys = ["utm_campaign".to_string()];
        for (text, kept_as) in [
            (
                "https://me:pw@a.example:8080/x/y?token=1&utm_campaign=spring#top",
                "https://a.example:8080/x/y?utm_campaign=spring",
            ),
            ("https://a.example/#/team?id=4", "https://a.example/#/team?id=4"),
            ("https://a.example", "https://a.example/"),
            ("/x?utm_campaign_2=1", "/x"),
        ] {
            assert_eq!(kept(text, &keys), kept_as);
        }
    }

    #[test]
    fn a_route_in_the_fragment_is_a_page_and_a_place_or_nothing_is_not() {
        assert_eq!(parse("https://a.example/b#/c").page(), "/b#/c");
        assert_eq!(parse("https://a.example/b#!c").page(), "/b#!c");
        assert_eq!(parse("https://a.example/b#!").page(), "/b");
        assert_eq!(parse("https://a.example/b#c").page(), "/b");
    }

    #[test]
    fn a_relative_link_leads_to_the_same_page_from_everywhere() {
        for (link, base, seen) in [
            ("pricing.html", "/offers.json", "/pricing.html"),
            ("pricing.html?a=b#c", "/shop/offers.json", "/shop/pricing.html?a=b#c"),
            ("../about/", "/shop/offers.json", "/shop/../about/"),
            ("./x", "/a/b/offers.json", "/a/b/./x"),
            ("/x", "/a/offers.json", "/x"),
            ("#top", "/a/offers.json", "#top"),
            ("?a", "/a/offers.json", "?a"),
            ("https://b.example/x", "/a/offers.json", "https://b.example/x"),
            ("mailto:a@b.example", "/a/offers.json", "mailto:a@b.example"),
        ] {
            assert_eq!(resolved(link, base), seen, "{link} from {base}");
        }
    }

    #[test]
    fn only_harmless_links_are_links() {
        for good in [
            "https://a.example/",
            "/x",
            "x.html",
            "../x",
            "?a=b:c",
            "#top",
            "mailto:a@b.example",
            "tel:+49",
            "HTTP://A",
            "//cdn.example/x",
        ] {
            assert!(is_safe_link(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScript:x",
            "data:text/html,x",
            "java\nscript:x",
            " javascript:x",
            "\u{1}javascript:x",
            "vbscript:x",
            "blob:x",
            "1x:y",
            "\\\\evil",
            "",
        ] {
            assert!(!is_safe_link(bad), "{bad:?}");
        }
    }
}
