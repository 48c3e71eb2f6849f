//! Text that is not JSON: what is wrong, where, and what to write instead.

use super::lines::{Lines, Place};
use super::slips::{self, Copy, Mend};
use jsonc_parser::errors::ParseErrorKind;
use std::fmt;

/// Why a text is not JSON.
#[derive(Clone, Debug)]
pub struct SyntaxError {
    /// Where it stops being JSON.
    pub place: Place,
    /// What is there.
    pub why: String,
    /// What to do about it.
    pub fix: &'static str,
    /// How it is mended, where that is no guess.
    pub mend: Option<Mend>,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}: {}", self.place, self.why, self.fix)
    }
}

impl SyntaxError {
    /// A problem of this kind at the byte `at` of a copy of the text of `lines`.
    pub fn at(kind: &ParseErrorKind, copy: &Copy, lines: &Lines<'_>, at: usize) -> Self {
        let place = lines.place(copy.origin(at));
        let (why, fix) = slip(kind, &copy.text, at)
            .map_or_else(|| sentence(kind), |(why, fix)| (why.to_string(), fix));
        SyntaxError { place, why, fix, mend: slips::mend(kind, &copy.text, at) }
    }

    /// From the second reader, which knows no offsets: its line and its column in bytes.
    pub fn second(
        error: &serde_json::Error,
        copy: &Copy,
        lines: &Lines<'_>,
        skipped: usize,
    ) -> Self {
        let text = &copy.text[skipped..];
        let line: usize =
            text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let said = error.to_string();
        let why = said.split(" at line ").next().unwrap_or_default();
        let place = lines.place(copy.origin(skipped + line + error.column().saturating_sub(1)));
        let (why, fix) = if why.starts_with("control character") {
            (
                "there is a line break or a tab inside a text in quotes".into(),
                "write \\n for a line break and \\t for a tab, or close the text with \" on its own line",
            )
        } else {
            let fix = "a browser would refuse the whole file: write it as JSON has it";
            (format!("this is not JSON ({why})"), fix)
        };
        SyntaxError { place, why, fix, mend: None }
    }
}

/// The usual slips, which the letters around a place tell.
fn slip(kind: &ParseErrorKind, text: &str, at: usize) -> Option<(&'static str, &'static str)> {
    use ParseErrorKind as Kind;
    let (before, here) = text.split_at_checked(at).unwrap_or_default();
    let sign = here.chars().next().unwrap_or_default();
    let word: String = here.chars().take_while(char::is_ascii_alphabetic).collect();
    let is_word = ["true", "false", "null", "none"].contains(&word.to_lowercase().as_str());
    match kind {
        _ if "“”„‟«»".contains(sign) || "‘’‚".contains(sign) => Some((
            "this quotation mark is one for print",
            "write the straight one, \", on both sides of the text",
        )),
        Kind::UnexpectedToken | Kind::UnexpectedWord if is_word => Some((
            "true, false and null are written in small letters",
            "write one of these, without quotes",
        )),
        Kind::ExpectedComma if slips::is_unclosed_list(before, here.trim_start()) => {
            Some(("the list before this is never closed", "write the missing ] before it"))
        }
        Kind::UnexpectedTokenInObject | Kind::ExpectedStringObjectProperty
            if sign == ']' || sign == '{' =>
        {
            Some(("the object before this is never closed", "write the missing } before it"))
        }
        Kind::UnexpectedTokenInObject | Kind::ExpectedStringObjectProperty if sign == ',' => {
            Some((
                "this comma separates nothing",
                "remove the comma, or write what is missing before it",
            ))
        }
        _ if before.ends_with('0') && sign.is_ascii_digit() => {
            Some(("this number begins with a zero", "write it without, as in 4 instead of 04"))
        }
        Kind::UnexpectedToken | Kind::UnexpectedWord | Kind::ExpectedComma
            if before.trim_end().ends_with('"') && sign.is_alphanumeric() =>
        {
            Some((
                "a text in quotes has ended just before this",
                "write \\\" for a quote inside a text, or the comma that is missing after it",
            ))
        }
        _ => None,
    }
}

/// What is wrong, and what to do about it.
fn sentence(kind: &ParseErrorKind) -> (String, &'static str) {
    use ParseErrorKind as Kind;
    let (why, fix) = match kind {
        Kind::CommentsNotAllowed | Kind::UnterminatedCommentBlock => (
            "JSON has no comments",
            "remove it; what is to be remembered can stand in a file beside this one",
        ),
        Kind::TrailingCommasNotAllowed => {
            ("there is a comma after the last element", "remove the comma")
        }
        Kind::ExpectedComma => ("a comma is missing here", "write a comma after this element"),
        Kind::UnexpectedComma => {
            ("this comma separates nothing", "remove the comma, or write what is missing before it")
        }
        Kind::ExpectedColonAfterObjectKey => (
            "a field has no value",
            "write a colon and the value after its name, as in \"id\": \"it\"",
        ),
        Kind::ExpectedObjectValue => ("a field has no value", "write its value after the colon"),
        Kind::UnexpectedColon => (
            "this colon follows no field name",
            "remove it, or write the field's name in quotes before it",
        ),
        Kind::ExpectedStringObjectProperty | Kind::UnexpectedTokenInObject => (
            "a field's name must be a text in quotes",
            "put double quotes around the name, as in \"id\": \"it\"",
        ),
        Kind::SingleQuotedStringsNotAllowed => {
            ("this text is in single quotes", "use double quotes: \"…\"")
        }
        Kind::UnexpectedWord => (
            "this word is not in quotes",
            "put double quotes around it; only true, false and null go without",
        ),
        Kind::UnterminatedArray => {
            ("this list is never closed", "write the missing ] (every [ needs one)")
        }
        Kind::UnterminatedObject => {
            ("this object is never closed", "write the missing } (every { needs one)")
        }
        Kind::UnexpectedCloseBrace => {
            ("this } closes nothing", "remove it, or write the { that it is to close")
        }
        Kind::UnexpectedCloseBracket => {
            ("this ] closes nothing", "remove it, or write the [ that it is to close")
        }
        Kind::MultipleRootJsonValues => (
            "there is something after the end of the document",
            "remove it, or move it inside; a } too many may have ended it early",
        ),
        Kind::HexadecimalNumbersNotAllowed
        | Kind::UnaryPlusNumbersNotAllowed
        | Kind::BareDecimalPointNumbersNotAllowed
        | Kind::NonFiniteNumbersNotAllowed
        | Kind::ExpectedDigit
        | Kind::ExpectedDigitFollowingNegativeSign
        | Kind::ExpectedPlusMinusOrDigitInNumberLiteral => (
            "this number is not written as JSON has it",
            "write it in decimal digits, as in 10, 0.5 or -2",
        ),
        Kind::NestingDepthExceeded => {
            ("this is nested too deeply", "no field needs more than a few levels")
        }
        Kind::String(problem) => {
            return (
                format!(
                    "this text in quotes is not complete or not valid ({})",
                    problem.to_string().to_lowercase()
                ),
                "close it with \" on the same line; inside it write \\\" for a quote, \\\\ for a backslash and \\n for a new line",
            );
        }
        Kind::UnexpectedToken => (
            "this does not belong here",
            "remove it, or put it in double quotes: only numbers, true, false and null go without",
        ),
    };
    (why.to_string(), fix)
}
