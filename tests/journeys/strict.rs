//! Reading JSON that people write: what is unknown is an error that names what there is.

use serde_json::{Map, Value};

pub fn string(value: &Value) -> Result<String, String> {
    value.as_str().map(String::from).ok_or_else(|| format!("{value} is no text"))
}

pub fn number(value: &Value) -> Result<f64, String> {
    value.as_f64().ok_or_else(|| format!("{value} is no number"))
}

/// An object with none but these fields.
pub fn object<'v>(
    value: &'v Value,
    what: &str,
    fields: &[&str],
) -> Result<&'v Map<String, Value>, String> {
    let object = value.as_object().ok_or_else(|| format!("{what} is no object: {value}"))?;
    match object.keys().find(|key| !fields.contains(&key.as_str())) {
        Some(key) => {
            Err(format!("unknown field {key:?} in {what}; there are {}", fields.join(", ")))
        }
        None => Ok(object),
    }
}

pub fn pairs<'v>(
    case: &'v Map<String, Value>,
    key: &str,
) -> Result<Vec<(&'v str, &'v Value)>, String> {
    let Some(value) = case.get(key) else { return Ok(Vec::new()) };
    let object = value.as_object().ok_or_else(|| format!("{key:?} is no object"))?;
    Ok(object.iter().map(|(id, value)| (id.as_str(), value)).collect())
}

/// An id that is one of these.
pub fn known<S: AsRef<str>>(
    value: &Value,
    what: &str,
    ids: impl IntoIterator<Item = S>,
) -> Result<String, String> {
    let id = string(value)?;
    let ids: Vec<String> = ids.into_iter().map(|id| id.as_ref().into()).collect();
    if ids.contains(&id) {
        Ok(id)
    } else {
        Err(format!("there is no {what} {id:?}; there are {}", ids.join(", ")))
    }
}

pub fn list<S: AsRef<str>>(
    value: &Value,
    what: &str,
    ids: impl IntoIterator<Item = S>,
) -> Result<Vec<String>, String> {
    let ids: Vec<String> = ids.into_iter().map(|id| id.as_ref().into()).collect();
    let entries = value.as_array().ok_or_else(|| format!("{value} is no list"))?;
    if entries.is_empty() {
        return Err(format!("an empty list of {what}s expects nothing: leave it out"));
    }
    entries.iter().map(|entry| known(entry, what, &ids)).collect()
}

/// An id, or several of which one is expected: `"a"` or `{"oneOf": ["a", "b"]}`.
pub fn one_or_several<S: AsRef<str>>(
    value: &Value,
    what: &str,
    ids: impl IntoIterator<Item = S>,
) -> Result<Vec<String>, String> {
    if value.is_string() {
        return Ok(vec![known(value, what, ids)?]);
    }
    let several = object(value, what, &["oneOf"])?.get("oneOf");
    list(several.unwrap_or(&Value::Null), what, ids)
}
