//! What is said of lines that are left out: where, what is wrong, and what to do.

use super::lines::{Bad, Chunk, Problem};
use super::say;
use super::source::BLOCK;
use crate::check::event::{EXAMPLE, malformed};
use crate::engine::json_reader::Expected;
use std::path::Path;
use std::process::ExitCode;

/// So many lines are described; the others are counted.
const DESCRIBED: u64 = 20;

/// What there is to say about a journal.
pub struct Complaints {
    file: String,
    /// The lines of the blocks before.
    lines: u64,
    left_out: u64,
}

impl Complaints {
    /// About this journal, none yet.
    pub fn about(journal: &Path) -> Self {
        let is_input = journal == Path::new("-");
        let file = if is_input { "standard input".into() } else { journal.display().to_string() };
        Complaints { file, lines: 0, left_out: 0 }
    }

    /// Says what is left out of the next lines.
    pub fn note(&mut self, chunks: &mut [Chunk<'_>]) {
        for chunk in chunks {
            for bad in std::mem::take(&mut chunk.bad) {
                self.complain(&bad);
            }
            self.lines += chunk.lines;
        }
    }

    /// The next line was too long.
    pub fn too_long(&mut self) {
        self.complain(&Bad { line: 1, column: 0, event: None, problem: Problem::TooLong });
        self.lines += 1;
    }

    /// Says what there is to say at the end, and with what status the replay ends.
    pub fn conclude(&self, disordered: u64) -> ExitCode {
        if disordered > 0 {
            let lines = counted(disordered, "line was", "lines were");
            say(&format!(
                "note: {lines} older than the same visitor's line before; a journal is sorted by time"
            ));
        }
        if self.left_out > DESCRIBED {
            say(&format!("… and {}", counted(self.left_out - DESCRIBED, "more", "more")));
        }
        if self.left_out == 0 {
            return ExitCode::SUCCESS;
        }
        say(&format!(
            "error: {} left out, the others are replayed",
            counted(self.left_out, "event was", "events were")
        ));
        ExitCode::from(1)
    }

    fn complain(&mut self, bad: &Bad) {
        self.left_out += 1;
        if self.left_out <= DESCRIBED {
            say(&self.sentences(bad));
        }
    }

    fn sentences(&self, bad: &Bad) -> String {
        let line = self.lines + bad.line;
        let column = if bad.column > 0 { format!(":{}", bad.column) } else { String::new() };
        let event = bad.event.map(|index| format!("  events[{index}]")).unwrap_or_default();
        let (title, why, fix) = told(&bad.problem);
        let file = &self.file;
        format!("error: {title}\n  at   {file}:{line}{column}{event}\n  why  {why}\n  fix  {fix}\n")
    }
}

/// 1234567 things as "1,234,567 things".
pub fn counted(count: u64, one: &str, many: &str) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    format!("{text} {}", if count == 1 { one } else { many })
}

/// What is wrong with a line, why that matters, and what to do.
fn told(problem: &Problem) -> (String, String, String) {
    let (title, why, fix) = match problem {
        Problem::TooLong => (
            "this line is too long".into(),
            format!("it has more than {BLOCK} bytes, and an event has a few hundred"),
            "write each event on a line of its own".into(),
        ),
        Problem::NotText => (
            "this line is not UTF-8".into(),
            "it holds bytes that stand for no character".into(),
            "save the file as UTF-8".into(),
        ),
        Problem::NotJson(expected) => {
            let (why, fix) = not_json(*expected);
            ("this line is not JSON".into(), why.into(), fix.into())
        }
        Problem::NotAMap(kind) => (
            format!("this line is {}, not an event", kind.name()),
            "an event is an object: what happened, and when".into(),
            EXAMPLE.into(),
        ),
        Problem::Newer(version) => (
            format!("this journal is of version {version}"),
            "this Cairn reads version 1".into(),
            "use the Cairn that wrote it, or a newer one".into(),
        ),
        Problem::Visitor(kind) => (
            format!("\"visitor\" is {}", kind.name()),
            "a visitor's id is a text or a number".into(),
            "write it as in \"visitor\": \"a7\"".into(),
        ),
        Problem::Malformed(problem, fields) => return malformed(*problem, fields),
    };
    (title, why, fix)
}

/// Why a text is not JSON, and what to do.
fn not_json(expected: Expected) -> (&'static str, &'static str) {
    match expected {
        Expected::Value => (
            "a value should stand here",
            "write one: an object, a list, a text in quotes, a number, true, false or null",
        ),
        Expected::Name => (
            "the name of a field should stand here, in double quotes",
            "write it, or remove the comma before",
        ),
        Expected::Colon => {
            ("a colon should stand here, between a field's name and its value", "write it")
        }
        Expected::ListGoesOn => (
            "a comma or the ] that ends the list should stand here",
            "write it; a line that was cut off cannot be mended and may be removed",
        ),
        Expected::MapGoesOn => (
            "a comma or the } that ends the object should stand here",
            "write it; a line that was cut off cannot be mended and may be removed",
        ),
        Expected::Digit => (
            "a digit of a number should stand here",
            "write numbers in decimal digits, as in 10, 0.5 or -2",
        ),
        Expected::Quote => (
            "the text in quotes does not end",
            "close it with \" on the same line; a line that was cut off may be removed",
        ),
        Expected::NoControl => (
            "there is a control character in a text",
            "write \\n for a new line, \\t for a tab, or remove it",
        ),
        Expected::Escape => (
            "there is no such escape",
            "after a backslash stands one of \" \\ / b f n r t, or u and four hexadecimal digits; write \\\\ for a backslash",
        ),
        Expected::End => ("the event ends before this", "write each event on a line of its own"),
        Expected::Less => ("this is nested too deeply", "no event needs more than a few levels"),
    }
}
