//! JSON with positions: a source of [`Node`]s that says where each stands.
//!
//! The text is read twice, by a parser that keeps positions and by one that holds exactly to JSON, so that
//! nothing passes here that a browser would refuse.

use super::lines::{BOM, Lines, Place};
use super::slips::Copy;
use super::syntax::SyntaxError;
use crate::engine::node::{Kind, Node};
use jsonc_parser::ast::{Object, ObjectProp, Value};
use jsonc_parser::common::{Range, Ranged};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::collections::HashSet;

/// Nothing but JSON.
pub const STRICTLY_JSON: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// A field that JSON allows and that yet means nothing.
pub struct OddField {
    /// Where it is in the document.
    pub path: String,
    /// Whether it is null; else its name stands there a second time.
    pub is_null: bool,
    /// Where it starts in the text.
    pub place: Place,
    /// The byte after it.
    pub end: usize,
}

/// Where a walk through a document stands: written out only where something is odd.
enum Path<'p> {
    Root,
    Item(&'p Path<'p>, usize),
    Field(&'p Path<'p>, &'p str),
}

impl Path<'_> {
    fn text(&self) -> String {
        match self {
            Path::Root => String::new(),
            Path::Item(list, index) => format!("{}[{index}]", list.text()),
            Path::Field(Path::Root, name) => (*name).to_string(),
            Path::Field(object, name) => format!("{}.{name}", object.text()),
        }
    }
}

/// A document and where everything in it stands.
pub struct Document<'t> {
    value: Value<'t>,
    copy: &'t Copy<'t>,
    lines: &'t Lines<'t>,
    /// Bytes before the parsed text: a byte order mark.
    skipped: usize,
}

impl<'t> Document<'t> {
    /// Reads a text as JSON, or a copy of it without its slips; `lines` are those of the text itself, and so are all places.
    ///
    /// # Errors
    ///
    /// The first place where the text is not JSON, and what to write instead.
    pub fn of(copy: &'t Copy, lines: &'t Lines) -> Result<Self, SyntaxError> {
        let json = without_mark(&copy.text);
        let skipped = copy.text.len() - json.len();
        let parsed = parse_to_ast(json, &CollectOptions::default(), &STRICTLY_JSON)
            .map_err(|it| SyntaxError::at(it.kind(), copy, lines, it.range().start + skipped))?;
        let Some(value) = parsed.value else {
            let (why, fix) = ("there is nothing in this file".to_string(), "write at least {}");
            return Err(SyntaxError { place: lines.place(0), why, fix, mend: None });
        };
        serde_json::from_str::<serde_json::Value>(json)
            .map_err(|error| SyntaxError::second(&error, copy, lines, skipped))?;
        Ok(Document { value, copy, lines, skipped })
    }

    /// The document itself.
    pub fn root(&self) -> Json<'_> {
        Json(&self.value)
    }

    /// Where the value at `path` starts, such as `offers[3].personas[0]`, and the byte after it, or after its bracket; if
    /// nothing is there (a field may be missing), of the nearest value around it.
    pub fn span_of(&self, path: &str) -> (Place, usize) {
        self.span(find(&self.value, path).1)
    }

    /// The same of the name of the field at `path`: what is wrong with a name is seen there. For anything but a field of an
    /// object: the same as [`Document::span_of`].
    pub fn span_of_name(&self, path: &str) -> (Place, usize) {
        let (name, value) = find(&self.value, path);
        name.map_or_else(
            || self.span(value),
            |name| (self.place(name.start), self.origin(name.end)),
        )
    }

    /// The value at `path` as it is written.
    pub fn raw(&self, path: &str) -> &str {
        let Range { start, end } = find(&self.value, path).1.range();
        self.copy.text.get(start + self.skipped..end + self.skipped).unwrap_or_default()
    }

    /// Field names that stand twice in one object, where the last one silently wins, and fields that are null: each with its
    /// path.
    pub fn odd_fields(&self) -> Vec<OddField> {
        let mut found = Vec::new();
        self.collect_odd(&self.value, &Path::Root, &mut found);
        found
    }

    fn collect_odd(&self, value: &Value<'_>, path: &Path, found: &mut Vec<OddField>) {
        if let Some(list) = value.as_array() {
            for (index, element) in list.elements.iter().enumerate() {
                self.collect_odd(element, &Path::Item(path, index), found);
            }
        }
        let fields =
            value.as_object().map(|object| object.properties.as_slice()).unwrap_or_default();
        let mut seen = HashSet::with_capacity(fields.len());
        for field in fields {
            let name = field.name.as_str();
            let path = Path::Field(path, name);
            let mut odd = |is_null: bool, range: Range| {
                let (place, end) = (self.place(range.start), self.origin(range.end));
                found.push(OddField { path: path.text(), is_null, place, end });
            };
            if !seen.insert(name) {
                odd(false, field.name.range());
            }
            if field.value.as_null_keyword().is_some() {
                odd(true, field.value.range());
            }
            self.collect_odd(&field.value, &path, found);
        }
    }

    fn span(&self, value: &Value<'_>) -> (Place, usize) {
        let Range { start, end } = value.range();
        let whole = value.as_object().is_none() && value.as_array().is_none();
        (self.place(start), self.origin(if whole { end } else { start + 1 }))
    }

    fn place(&self, offset: usize) -> Place {
        self.lines.place(self.origin(offset))
    }

    fn origin(&self, offset: usize) -> usize {
        self.copy.origin(offset + self.skipped)
    }
}

/// The text after its byte order mark.
pub fn without_mark(text: &str) -> &str {
    text.strip_prefix(BOM).unwrap_or(text)
}

/// Follows `path` from `value` as far as it leads: the value there, and the name it stands under.
fn find<'v, 't>(value: &'v Value<'t>, path: &str) -> (Option<Range>, &'v Value<'t>) {
    if let (Some(list), Some(rest)) = (value.as_array(), path.strip_prefix('[')) {
        let step = rest
            .split_once(']')
            .and_then(|(index, rest)| Some((index.parse::<usize>().ok()?, rest)));
        if let Some((element, rest)) =
            step.and_then(|(index, rest)| Some((list.elements.get(index)?, rest)))
        {
            return find(element, rest);
        }
    }
    if let Some(object) = value.as_object() {
        let path = path.strip_prefix('.').unwrap_or(path);
        // A name may contain dots and brackets itself, so the longest name that fits is taken.
        let fits = |field: &&ObjectProp<'t>| {
            let rest = path.strip_prefix(field.name.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        if let Some(field) =
            object.properties.iter().filter(fits).max_by_key(|field| field.name.as_str().len())
        {
            let rest = &path[field.name.as_str().len()..];
            return if rest.is_empty() {
                (Some(field.name.range()), &field.value)
            } else {
                find(&field.value, rest)
            };
        }
    }
    (None, value)
}

/// A value of a [`Document`].
#[derive(Clone, Copy)]
pub struct Json<'d>(&'d Value<'d>);

/// The last field of that name: the one that counts, as in a browser.
fn field<'d>(object: &'d Object<'d>, name: &str) -> Option<&'d ObjectProp<'d>> {
    object.properties.iter().rfind(|field| field.name.as_str() == name)
}

impl Node for Json<'_> {
    const STRICT: bool = true;

    fn kind(&self) -> Kind {
        match self.0 {
            Value::NullKeyword(_) => Kind::Null,
            Value::BooleanLit(_) => Kind::Flag,
            Value::NumberLit(_) => Kind::Number,
            Value::StringLit(_) => Kind::Text,
            Value::Array(_) => Kind::List,
            Value::Object(_) => Kind::Map,
        }
    }

    fn get(&self, key: &str) -> Option<Self> {
        let value = &field(self.0.as_object()?, key)?.value;
        value.as_null_keyword().is_none().then_some(Json(value))
    }

    fn items(&self) -> Vec<Self> {
        self.0.as_array().map(|list| list.elements.iter().map(Json).collect()).unwrap_or_default()
    }

    fn keys(&self) -> Vec<String> {
        let fields = self.0.as_object().map(|object| object.properties.as_slice());
        let names = fields.unwrap_or_default().iter().map(|field| field.name.as_str());
        let mut seen = HashSet::new();
        names.filter(|name| seen.insert(*name)).map(str::to_string).collect()
    }

    fn text(&self) -> Option<String> {
        self.0.as_string_lit().map(|text| text.value.to_string())
    }

    fn number(&self) -> Option<f64> {
        self.0.as_number_lit()?.value.parse().ok()
    }

    fn flag(&self) -> Option<bool> {
        self.0.as_boolean_lit().map(|flag| flag.value)
    }
}

#[cfg(test)]
mod tests;
