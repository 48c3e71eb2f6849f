//! The forms in which findings are printed.

use super::Placed;
use crate::engine::Level;
use serde_json::{Value, json};
use std::path::Path;

/// The level as it is written.
pub fn level(found: &Placed) -> &'static str {
    if found.level == Level::Error { "error" } else { "warning" }
}

/// A finding as people read it.
pub fn text(file: &Path, found: &Placed) -> String {
    let Placed { place, path, title, why, fix, .. } = found;
    let at = format!("{}:{place}  {path}", file.display());
    let [at, title, why, fix] = [at.trim_end(), title, why, fix].map(plain);
    format!("{}: {title}\n  at   {at}\n  why  {why}\n  fix  {fix}\n\n", level(found))
}

/// A text without what would move a terminal's cursor, or colour it: a file may hold anything.
fn plain(text: &str) -> String {
    text.chars().map(|sign| if sign.is_control() { '\u{fffd}' } else { sign }).collect()
}

/// A finding as a JSON line.
pub fn line(file: &Path, found: &Placed) -> String {
    json!({
        "file": file.display().to_string(),
        "line": found.place.line,
        "column": found.place.column,
        "level": level(found),
        "code": found.code,
        "path": found.path,
        "title": found.title,
        "why": found.why,
        "fix": found.fix,
    })
    .to_string()
}

/// A finding as an annotation of a GitHub workflow.
pub fn github(file: &Path, found: &Placed) -> String {
    let message = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| message(text).replace(':', "%3A").replace(',', "%2C");
    let (file, title) = (property(&file.display().to_string()), property(&found.title));
    let (place, said) = (found.place, message(&format!("{}; {}", found.why, found.fix)));
    format!(
        "::{} file={file},line={},col={},title={title}::{said}",
        level(found),
        place.line,
        place.column
    )
}

/// All findings as one SARIF 2.1.0 document.
pub fn sarif(found: &[(&Path, Placed)], unread: usize) -> Value {
    let mut codes: Vec<&str> = found.iter().map(|(_, found)| found.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|code| json!({ "id": code })).collect();
    let result = |(file, found): &(&Path, Placed)| {
        let uri = uri(file);
        let region = json!({ "startLine": found.place.line, "startColumn": found.place.column });
        json!({
            "ruleId": found.code,
            "level": level(found),
            "message": { "text": format!("{}: {}. Fix: {}", found.title, found.why, found.fix) },
            "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri }, "region": region } }],
        })
    };
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "cairn", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{ "executionSuccessful": unread == 0 }],
            "results": found.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}
/// A path as a URI reference: slashes, and what has a meaning of its own there, or none, as `%20`.
fn uri(file: &Path) -> String {
    let path = file.display().to_string().replace('\\', "/");
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte);
    let sign = |byte: u8| {
        if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    path.bytes().map(sign).collect()
}
