//! What is in a file, before it is JSON: each kind of file that cannot be one has its own sentence.

use super::lines::BOM;

/// The largest file that is read, in bytes: a config of 5,000 offers has 2 MB.
const LARGEST: usize = 5 * 1024 * 1024;

/// Brackets inside each other; the deepest condition needs a fifth of them.
const DEEPEST: usize = 200;

/// Why a file is no `offers.json`: code, title, reason and fix.
pub type Refusal = (&'static str, &'static str, &'static str, &'static str);

/// The text of a file, or why it has none worth reading, with the offset of the place.
///
/// # Errors
///
/// The first thing that forbids it.
pub fn text(bytes: &[u8]) -> Result<&str, (usize, Refusal)> {
    if bytes.len() > LARGEST {
        return Err((0, TOO_LARGE));
    }
    if bytes.starts_with(&[0xff, 0xfe])
        || bytes.starts_with(&[0xfe, 0xff])
        || bytes.iter().take(4).any(|byte| *byte == 0)
    {
        return Err((0, UTF_16));
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err((error.valid_up_to(), NOT_UTF_8)),
    };
    let json = text.strip_prefix(BOM).unwrap_or(text);
    if json.trim().is_empty() {
        return Err((0, EMPTY));
    }
    if is_yaml(json) {
        return Err((0, YAML));
    }
    too_deep(text).map_or(Ok(text), |place| Err((place, TOO_DEEP)))
}

const TOO_LARGE: Refusal = (
    "too-large",
    "the file is larger than 5 MB",
    "every page view would wait for it",
    "keep the offers that are shown, and put pictures into files of their own",
);
const UTF_16: Refusal = (
    "wrong-encoding",
    "the file is not UTF-8",
    "it looks like UTF-16, which browsers do not read as JSON",
    "save it as UTF-8",
);
const NOT_UTF_8: Refusal = (
    "wrong-encoding",
    "the file is not UTF-8",
    "a letter is stored in another encoding, such as Latin-1",
    "save it as UTF-8",
);
const EMPTY: Refusal =
    ("empty-file", "the file is empty", "there is nothing to offer", "write at least one offer");
const YAML: Refusal = (
    "yaml",
    "the file is YAML, not JSON",
    "browsers read JSON alone",
    "convert it to JSON: names and texts in double quotes, { } and [ ] around what belongs together",
);
const TOO_DEEP: Refusal = (
    "too-deep",
    "this is nested too deeply",
    "no field needs more than 200 brackets inside each other",
    "remove brackets",
);

/// Whether a file begins as YAML does: with its mark, or with a name and a colon.
fn is_yaml(text: &str) -> bool {
    let lines =
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let first = lines.take(1).next().unwrap_or_default();
    let name = first.split_once(':').map(|(name, _)| name);
    let is_name = |name: &str| {
        name.starts_with(char::is_alphabetic)
            && name.chars().all(|sign| sign.is_alphanumeric() || sign == '_' || sign == '-')
    };
    first == "---" || first.starts_with("- ") || name.is_some_and(is_name)
}

/// The bracket that is one too many.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (place, sign) in text.bytes().enumerate() {
        match sign {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => depth += 1,
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Some(place);
        }
    }
    None
}
