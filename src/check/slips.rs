//! Slips in JSON that leave no doubt about what is meant: they are mended in a copy, so that what stands after them is read as
//! well.

use super::json::{Document, STRICTLY_JSON, without_mark};
use super::lines::Lines;
use super::syntax::SyntaxError;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::tokens::Token;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};
use std::borrow::Cow;
use std::ops::Range;

/// What would stand instead of these bytes.
pub type Mend = (Range<usize>, String);

/// The most times that a text is read again.
const MOST: usize = 20;

/// A text, or one without its slips, and where each byte of it stands in the text itself.
pub struct Copy<'t> {
    /// The text without its slips.
    pub text: Cow<'t, str>,
    /// Empty where it is the text itself.
    origins: Vec<usize>,
}

impl<'t> Copy<'t> {
    /// The text itself.
    pub fn of(text: &'t str) -> Self {
        Copy { text: text.into(), origins: Vec::new() }
    }

    /// Where this byte stands in the text itself.
    pub fn origin(&self, at: usize) -> usize {
        match self.origins.last() {
            None => at,
            Some(end) => *self.origins.get(at).unwrap_or(end),
        }
    }

    fn apply(&mut self, mut mends: Vec<Mend>) {
        mends.sort_by_key(|(range, _)| range.start);
        let (mut text, mut origins, mut done) = (String::new(), Vec::new(), 0);
        for (range, instead) in mends {
            // Of two that overlap one is enough for now.
            let Some(before) = self.text.get(done..range.start) else { continue };
            text += before;
            origins.extend((done..range.start).map(|at| self.origin(at)));
            text += &instead;
            origins.extend(instead.bytes().map(|_| self.origin(range.start)));
            done = range.end;
        }
        text += &self.text[done..];
        origins.extend((done..=self.text.len()).map(|at| self.origin(at)));
        (self.text, self.origins) = (text.into(), origins);
    }
}

/// All slips of a text that is not JSON, and the text without them. Where one leaves a doubt there is no such text, and nothing
/// is said of what stands after it.
pub fn mended<'t>(text: &'t str, lines: &Lines) -> (Vec<SyntaxError>, Option<Copy<'t>>) {
    let (mut copy, mut slips) = (Copy::of(text), Vec::new());
    for _ in 0..MOST {
        let Err(next) = Document::of(&copy, lines).map(drop) else { return (slips, Some(copy)) };
        // What was wrong where something was mended already was something else.
        if slips.iter().any(|slip: &SyntaxError| slip.place == next.place) {
            break;
        }
        let all = loose(&copy, lines).unwrap_or_else(|| vec![next]);
        let mends: Vec<Mend> = all.iter().filter_map(|slip| slip.mend.clone()).collect();
        let is_clear = mends.len() == all.len();
        slips.extend(all);
        if !is_clear {
            break;
        }
        copy.apply(mends);
    }
    (slips, None)
}

/// All slips of the kinds that a file has many of or none, where nothing else is wrong: comments, commas too many, names without
/// quotes and texts in single ones.
fn loose(copy: &Copy, lines: &Lines) -> Option<Vec<SyntaxError>> {
    let collect = CollectOptions { comments: CommentCollectionStrategy::AsTokens, tokens: true };
    let options = ParseOptions {
        allow_comments: true,
        allow_trailing_commas: true,
        allow_single_quoted_strings: true,
        allow_loose_object_property_names: true,
        ..STRICTLY_JSON
    };
    let json = without_mark(&copy.text);
    let skipped = copy.text.len() - json.len();
    let tokens = parse_to_ast(json, &collect, &options).ok()?.tokens?;
    let (mut slips, mut comma) = (Vec::new(), None);
    for token in tokens {
        let at = token.range.start + skipped;
        let mut slip = |kind, at| slips.push(SyntaxError::at(&kind, copy, lines, at));
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
            Token::String(_) if copy.text[at..].starts_with('\'') => {
                slip(ParseErrorKind::SingleQuotedStringsNotAllowed, at);
            }
            Token::Word(_) => slip(ParseErrorKind::ExpectedStringObjectProperty, at),
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
    let name = |sign: char| sign.is_alphanumeric() || sign == '_' || sign == '$' || sign == '-';
    let word = &here[..here.find(|sign| !name(sign)).unwrap_or(here.len())];
    let zeros = before.len() - before.trim_end_matches('0').len();
    match kind {
        Kind::CommentsNotAllowed if here.starts_with("//") => {
            let comment = here.lines().next()?;
            Some((at..at + comment.len(), " ".into()))
        }
        Kind::CommentsNotAllowed => Some((at..at + 4 + here.get(2..)?.find("*/")?, " ".into())),
        Kind::TrailingCommasNotAllowed | Kind::UnexpectedComma | Kind::UnexpectedTokenInObject
            if sign == ',' =>
        {
            Some((at..at + 1, " ".into()))
        }
        _ if sign.is_ascii_digit() && zeros > 0 => {
            let is_first = !before[..at - zeros].ends_with(|sign: char| name(sign) || sign == '.');
            let more = here.bytes().take_while(|sign| *sign == b'0').count();
            let is_last = !here[more..].starts_with(|sign: char| sign.is_ascii_digit());
            let end = at + more - usize::from(more > 0 && is_last);
            is_first.then(|| (at - zeros..end, " ".into()))
        }
        Kind::ExpectedComma => {
            let after = here.trim_start();
            let blank = &here[..here.len() - after.len()];
            let is_next = after.starts_with(['"', '{', '[']) || blank.contains('\n');
            // Two quotes side by side may as well stand inside of a text.
            let is_inside = blank.is_empty() && before.ends_with('"') && after.starts_with('"');
            let is_clear = is_next && !is_inside && !before.ends_with(',');
            (is_clear && !is_unclosed_list(before, after)).then(|| (at..at, ",".into()))
        }
        Kind::ExpectedStringObjectProperty => {
            let is_name = here[word.len()..].trim_start().starts_with(':') && !word.is_empty();
            is_name.then(|| (at..at + word.len(), ["\"", word, "\""].concat()))
        }
        Kind::SingleQuotedStringsNotAllowed => quoted(at, here, &['\'']),
        _ if sign == '“' || sign == '„' || sign == '”' => quoted(at, here, &['”', '“', '"']),
        _ if sign == '‘' || sign == '’' || sign == '‚' => quoted(at, here, &['’', '‘']),
        _ if sign == '«' || sign == '»' => quoted(at, here, &['»', '«']),
        _ if ["True", "TRUE", "False", "FALSE"].contains(&word) => {
            Some((at..at + word.len(), word.to_lowercase()))
        }
        _ => None,
    }
}

/// The text that begins here, on one line and without a quote of JSON's in it, in JSON's quotes. It ends where a sign that may
/// close it stands before something that may follow a text.
fn quoted(at: usize, here: &str, closing: &[char]) -> Option<Mend> {
    let line = here.lines().next()?;
    let open = line.chars().next()?.len_utf8();
    let ends = |(end, sign): &(usize, &str)| {
        let after = line[end + sign.len()..].trim_start();
        *end >= open && (after.is_empty() || after.starts_with([',', ':', ']', '}', '/']))
    };
    let (end, sign) = line.match_indices(closing).find(ends)?;
    let inside = &line[open..end];
    let is_plain = !inside.contains(['"', '\\']);
    is_plain.then(|| (at..at + end + sign.len(), ["\"", inside, "\""].concat()))
}

/// Whether a list is open in what stands before, and a field follows, which no list has.
pub fn is_unclosed_list(before: &str, after: &str) -> bool {
    let mut open = Vec::new();
    let (mut is_text, mut is_escaped) = (false, false);
    for byte in before.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            b'[' | b'{' if !is_text => open.push(byte),
            b']' | b'}' if !is_text => drop(open.pop()),
            _ => {}
        }
    }
    let name = after.strip_prefix('"').and_then(|rest| rest.split_once('"'));
    open.last() == Some(&b'[') && name.is_some_and(|(_, rest)| rest.trim_start().starts_with(':'))
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
            "{version:1,\n",
            "{\"version\":1,\"locale\":'en',\n",
            "{\"version\":1,\"pages\":[{\"url\":\"/\",\"title\":'Don't'}],\n",
            "{\"version\":1,\"pages\":[{\"url\":\"/\",\"title\":“A „B“ C”}],\n",
            "{\"version\":001,\n",
            "{/*/ x */\"version\":1,\n",
            "{\"version\":1,\"site\":{}, \"panel\":{\"search\":True},\n",
        ] {
            let last = slip.lines().count() + usize::from(slip.ends_with('\n'));
            let first = 1 + usize::from(slip.contains("\n\"offers"));
            assert_eq!(found(slip), [("not-json", first), ("unknown-offer", last)], "{slip}");
        }
    }

    #[test]
    fn two_slips_at_one_place_are_told_in_their_order_and_a_name_keeps_its_place() {
        let both = [("not-json", 1), ("not-json", 1), ("unknown-offer", 2)];
        assert_eq!(found("{\"version\":1 // the first\n"), both);
        let text = "{\"version\":1,\nlocalle:'en',\"offers\":[{\"id\":\"a\",\"title\":\"A\",\"url\":\"/a\"}]}";
        let said = Checked::of(text.as_bytes(), 0).findings;
        let places: Vec<String> = said.iter().map(|found| found.place.to_string()).collect();
        assert_eq!(places, ["2:1", "2:1", "2:9"]);
        let name = said.iter().find(|found| found.code == "unknown-field").unwrap();
        assert_eq!(&text[name.place.offset..name.end], "localle");
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
