//! Slips in JSON that leave no doubt about what is meant: they are mended in a copy in which nothing else moves, so that what
//! stands after them is read as well.

use super::json::{Document, STRICTLY_JSON, without_mark};
use super::lines::Lines;
use super::syntax::SyntaxError;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::tokens::Token;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};

/// What would stand at a place, as long as what stands there.
pub type Mend = (usize, String);

/// The most slips that are mended one by one: the text is read again after each.
const MOST: usize = 20;

/// All slips of a text that is not JSON, of which `first` is the first, and the text without them. Where one leaves a doubt
/// there is no such text, and nothing is said of what stands after it.
pub fn mended(text: &str, first: SyntaxError) -> (Vec<SyntaxError>, Option<String>) {
    let (mut copy, mut slips, mut next) = (text.to_string(), Vec::new(), Some(first));
    while let Some(slip) = next {
        if slips.len() >= MOST || slip.mend.is_none() {
            slips.push(slip);
            return (slips, None);
        }
        let all = loose(&copy, text).unwrap_or_else(|| vec![slip]);
        for (at, instead) in all.iter().filter_map(|slip| slip.mend.as_ref()) {
            copy.replace_range(*at..at + instead.len(), instead);
        }
        slips.extend(all);
        next = match Document::of(&copy, text) {
            Ok(_) => None,
            // What was wrong there was something else.
            Err(error) if slips.iter().any(|slip| slip.place == error.place) => {
                return (slips, None);
            }
            Err(error) => Some(error),
        };
    }
    (slips, Some(copy))
}

/// All comments and commas too many, where nothing else is wrong: files have many of them or none.
fn loose(copy: &str, text: &str) -> Option<Vec<SyntaxError>> {
    let collect = CollectOptions { comments: CommentCollectionStrategy::AsTokens, tokens: true };
    let options =
        ParseOptions { allow_comments: true, allow_trailing_commas: true, ..STRICTLY_JSON };
    let (lines, json) = (Lines::new(text), without_mark(copy));
    let skipped = copy.len() - json.len();
    let tokens = parse_to_ast(json, &collect, &options).ok()?.tokens?;
    let (mut slips, mut comma) = (Vec::new(), None);
    for token in tokens {
        let at = token.range.start + skipped;
        let mut slip = |kind, at| slips.push(SyntaxError::at(&kind, &lines, at));
        match token.token {
            Token::CommentLine(_) | Token::CommentBlock(_) => {
                slip(ParseErrorKind::CommentsNotAllowed, at);
                continue;
            }
            Token::CloseBrace | Token::CloseBracket => {
                if let Some(comma) = comma {
                    slip(ParseErrorKind::TrailingCommasNotAllowed, comma);
                }
            }
            _ => {}
        }
        comma = matches!(token.token, Token::Comma).then_some(at);
    }
    Some(slips).filter(|slips| !slips.is_empty())
}

/// How a slip of this kind at the byte `at` is mended, if that is no guess.
pub fn mend(kind: &ParseErrorKind, text: &str, at: usize) -> Option<Mend> {
    use ParseErrorKind as Kind;
    let (before, here) = text.split_at_checked(at)?;
    let sign = here.chars().next()?;
    let word = &here[..here.find(|sign: char| !sign.is_alphanumeric() && sign != '_').unwrap_or(0)];
    match kind {
        Kind::CommentsNotAllowed if here.starts_with("//") => {
            let comment = here.lines().next()?;
            Some((at, " ".repeat(comment.len())))
        }
        Kind::CommentsNotAllowed => Some((at, " ".repeat(here.find("*/")? + 2))),
        Kind::TrailingCommasNotAllowed | Kind::UnexpectedComma | Kind::UnexpectedTokenInObject
            if sign == ',' =>
        {
            Some((at, " ".into()))
        }
        Kind::ExpectedComma if sign.is_ascii_whitespace() => {
            let after = here.trim_start();
            let is_next = after.starts_with(['"', '{', '['])
                || here[..here.len() - after.len()].contains('\n');
            is_next.then(|| (at, ",".into()))
        }
        // One sign before the name and one after its colon become quotes and colon: the name itself stays where it is.
        Kind::ExpectedStringObjectProperty => {
            let is_bare = before.ends_with([' ', '\n', '\t']) && !word.is_empty();
            let is_bare = is_bare && here[word.len()..].starts_with(": ");
            is_bare.then(|| (at - 1, ["\"", word, "\":"].concat()))
        }
        Kind::SingleQuotedStringsNotAllowed => quoted(at, here, "'", "'"),
        _ if sign == '“' || sign == '„' => {
            let closing = here[sign.len_utf8()..].find(['”', '“'])?;
            let closing = here[sign.len_utf8() + closing..].chars().next()?;
            quoted(at, here, &sign.to_string(), &closing.to_string())
        }
        _ if ["True", "TRUE", "False", "FALSE"].contains(&word) => Some((at, word.to_lowercase())),
        _ if sign.is_ascii_digit() => {
            let zeros = before.len() - before.trim_end_matches('0').len();
            let is_first = before[..at - zeros].ends_with([' ', ':', '[', ',', '\n', '\t']);
            (zeros > 0 && is_first).then(|| (at - zeros, " ".repeat(zeros)))
        }
        _ => None,
    }
}

/// The text in these signs, on one line and without a quote of JSON's in it, in JSON's quotes.
fn quoted(at: usize, here: &str, open: &str, close: &str) -> Option<Mend> {
    let inside = &here[open.len()..];
    let inside = &inside[..inside.find(close)?];
    let blank = |sign: &str| " ".repeat(sign.len() - 1);
    let is_plain = !inside.contains(['"', '\\', '\n']);
    is_plain.then(|| (at, [&blank(open), "\"", inside, "\"", &blank(close)].concat()))
}

#[cfg(test)]
mod tests {
    use crate::check::Checked;

    /// The codes of a text with a wrong id in its last line, and the lines they stand in.
    fn found(before: &str) -> Vec<(&'static str, usize)> {
        let text =
            [before, r#""offers":[{"id":"a","title":"A","url":"/a","next":["b"]}]}"#].concat();
        let found = Checked::of(text.as_bytes(), 0).findings;
        found.into_iter().map(|found| (found.code, found.place.line)).collect()
    }

    #[test]
    fn what_stands_after_a_slip_is_read_as_well() {
        for slip in [
            "{// one\n\"version\":1,",
            "{/* über\nzwei Zeilen */\"version\":1,\n",
            "{\"version\":1,,\n",
            "{\"version\":1\n",
            "{\"version\":01,\n",
            "{\"version\":1, \"pages\":[{\"url\":\"/\",\"title\":\"A\",}],\n",
            "{ version: 1,\n",
            "{'version':1,\n",
            "{“version”:1,\n",
            "{\"version\":1,\"site\":{}, \"panel\":{\"search\":True},\n",
        ] {
            let last = slip.lines().count() + usize::from(slip.ends_with('\n'));
            let first = 1 + usize::from(slip.contains("\n\"offers"));
            assert_eq!(found(slip), [("not-json", first), ("unknown-offer", last)], "{slip}");
        }
    }

    #[test]
    fn comments_and_commas_are_told_all_at_once_however_many() {
        let comments = "// one\n".repeat(30);
        let codes = found(&format!("{{{comments}\"version\":1,\"pages\":[],\n"));
        assert_eq!(codes.len(), 31);
        assert!(codes.starts_with(&[("not-json", 1), ("not-json", 2)]), "{codes:?}");
    }

    #[test]
    fn where_a_slip_leaves_a_doubt_nothing_is_said_of_what_follows() {
        for doubt in [
            "{\"version\":1 \"\"x\"\",",
            "{\"version\":-01,",
            "{\"a\":\"say \"hi\" to\",",
            "{\"a\":'x', \"b\":'\"',",
        ] {
            let found = found(doubt);
            assert!(found.iter().all(|(code, _)| *code == "not-json"), "{doubt}: {found:?}");
        }
    }
}
