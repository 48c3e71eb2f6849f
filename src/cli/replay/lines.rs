//! From a block of text to events, on all cores.

use super::visitors::{SHARDS, shard};
use crate::engine::Event;
use crate::engine::event::Malformed;
use crate::engine::json::Writer;
use crate::engine::json_reader::{self, Json, Tape};
use crate::engine::known::Known;
use crate::engine::node::{Kind, Node};
use rayon::prelude::*;
use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

/// How much text is read in one go: enough to be worth a core's while.
const CHUNK: usize = 128 << 10;

/// The bytes of a usual line: a guess at how much room its events need.
const USUAL: usize = 150;

/// The version of the journal's form.
const VERSION: f64 = 1.0;

/// An event of a visitor.
pub struct Line<'b> {
    /// The visitor's id as JSON, as it is printed; empty where there is none.
    pub visitor: Cow<'b, str>,
    /// Its position among the chunk's events.
    pub position: u32,
    /// What happened.
    pub event: Event,
}

/// A line, or an event in it, that is left out.
pub struct Bad {
    /// The line, counted from 1 in its chunk.
    pub line: u64,
    /// The column in characters, if one is to blame; 0 if none is.
    pub column: usize,
    /// The event, where a line holds several.
    pub event: Option<usize>,
    /// What is wrong.
    pub problem: Problem,
}

/// Why a line is left out.
pub enum Problem {
    /// It is longer than a block.
    TooLong,
    /// It is not UTF-8.
    NotText,
    /// It is not JSON.
    NotJson(json_reader::Expected),
    /// It is JSON, but no object.
    NotAMap(Kind),
    /// It starts a journal of a later version.
    Newer(String),
    /// The visitor's id is neither a text nor a number.
    Visitor(Kind),
    /// It is no event; these fields it has.
    Malformed(Malformed, Vec<String>),
}

/// The events of some lines, apart for each group of visitors.
pub struct Chunk<'b> {
    /// The events of each group, in their order.
    pub shards: Vec<Vec<Line<'b>>>,
    /// The group of each event, in the order of the file.
    pub order: Vec<u8>,
    /// The number of lines.
    pub lines: u64,
    /// What is left out.
    pub bad: Vec<Bad>,
}

/// Reads blocks of lines, one after the other, and knows what it read before.
#[derive(Default)]
pub struct Reader {
    /// One for each core, those that are at work taken out.
    readings: Mutex<Vec<Reading>>,
}

impl Reader {
    /// Reads a block of whole lines.
    pub fn read<'b>(&self, block: &'b [u8]) -> Vec<Chunk<'b>> {
        let readings = || self.readings.lock().unwrap_or_else(PoisonError::into_inner);
        let read = |text| {
            let mut reading = readings().pop().unwrap_or_default();
            let chunk = chunk(text, &mut reading);
            readings().push(reading);
            chunk
        };
        chunks(block).into_par_iter().map(read).collect()
    }
}

/// Cuts a block where lines end.
fn chunks(mut block: &[u8]) -> Vec<&[u8]> {
    let mut chunks = Vec::new();
    while block.len() > CHUNK {
        let Some(end) = block[CHUNK..].iter().position(|byte| *byte == b'\n') else { break };
        let (chunk, rest) = block.split_at(CHUNK + end + 1);
        chunks.push(chunk);
        block = rest;
    }
    if !block.is_empty() {
        chunks.push(block);
    }
    chunks
}

/// What serves for one line after the other.
#[derive(Default)]
struct Reading {
    tape: Tape,
    known: Known,
}

fn chunk<'b>(bytes: &'b [u8], reading: &mut Reading) -> Chunk<'b> {
    let room = bytes.len() / USUAL / usize::from(SHARDS);
    let shards = (0..SHARDS).map(|_| Vec::with_capacity(room)).collect();
    let mut chunk = Chunk { shards, order: Vec::new(), lines: 0, bad: Vec::new() };
    if let Ok(text) = std::str::from_utf8(bytes) {
        let text = text.strip_suffix('\n').unwrap_or(text);
        text.split('\n').for_each(|line| chunk.line(line, reading));
    } else {
        let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        for line in bytes.split(|byte| *byte == b'\n') {
            if let Ok(line) = std::str::from_utf8(line) {
                chunk.line(line, reading);
            } else {
                chunk.lines += 1;
                chunk.leave_out(0, None, Problem::NotText);
            }
        }
    }
    chunk
}

impl<'b> Chunk<'b> {
    fn line(&mut self, line: &'b str, Reading { tape, known }: &mut Reading) {
        self.lines += 1;
        // A byte order mark stands before the first line, and is harmless anywhere else.
        let line = line.strip_prefix('\u{feff}').unwrap_or(line);
        if line.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r')) {
            return;
        }
        match tape.read(line) {
            Ok(value) if value.kind() == Kind::Map => self.value(value, line, known),
            Ok(value) => self.leave_out(0, None, Problem::NotAMap(value.kind())),
            Err(error) => {
                let before = line.bytes().take(error.at).filter(|byte| byte & 0xc0 != 0x80).count();
                self.leave_out(before + 1, None, Problem::NotJson(error.expected));
            }
        }
    }

    /// An event, or the head of a journal with or without its events.
    fn value(&mut self, value: Json<'_>, line: &'b str, known: &mut Known) {
        match Event::read_after(&value, known) {
            Ok(event) => self.event(event, visitor(value, line), None),
            Err(Malformed::Lacks("at")) if value.get("version").is_some() => {
                self.head(value, line, known);
            }
            Err(problem) => self.malformed(value, problem, None),
        }
    }

    /// The first line of some journals; as browsers store them, with all the events.
    fn head(&mut self, head: Json<'_>, line: &'b str, known: &mut Known) {
        let version = head.get("version");
        if version.and_then(|version| version.number()) != Some(VERSION) {
            let found = version.map(Json::raw).unwrap_or_default();
            return self.leave_out(0, None, Problem::Newer(found.into()));
        }
        let Some(events) = head.get("events") else { return };
        for (index, value) in events.inside().enumerate() {
            let of = if value.get("visitor").is_some() { value } else { head };
            match Event::read_after(&value, known) {
                Ok(event) => self.event(event, visitor(of, line), Some(index)),
                Err(problem) => self.malformed(value, problem, Some(index)),
            }
        }
    }

    fn event(&mut self, event: Event, visitor: Result<Cow<'b, str>, Kind>, index: Option<usize>) {
        match visitor {
            Ok(visitor) => {
                let (shard, position) = (shard(&visitor), self.order.len() as u32);
                self.order.push(shard);
                self.shards[usize::from(shard)].push(Line { visitor, position, event });
            }
            Err(kind) => self.leave_out(0, index, Problem::Visitor(kind)),
        }
    }

    fn malformed(&mut self, value: Json<'_>, problem: Malformed, index: Option<usize>) {
        let keys = value.keys();
        let known = |key: &String| key == "at" || key == "visitor";
        let fields = keys.into_iter().filter(|key| !known(key)).collect();
        self.leave_out(0, index, Problem::Malformed(problem, fields));
    }

    fn leave_out(&mut self, column: usize, event: Option<usize>, problem: Problem) {
        self.bad.push(Bad { line: self.lines, column, event, problem });
    }
}

/// The visitor's id as JSON in one spelling, so that equal ids are equal texts; empty where there is none.
fn visitor<'b>(value: Json<'_>, line: &'b str) -> Result<Cow<'b, str>, Kind> {
    let Some(id) = value.get("visitor") else { return Ok(Cow::Borrowed("")) };
    match (id.kind(), id.as_text()) {
        (Kind::Text, Some(Cow::Owned(text))) => {
            let mut json = Writer::default();
            json.text(&text);
            Ok(Cow::Owned(json.finish()))
        }
        (Kind::Text | Kind::Number, _) => {
            Ok(Cow::Borrowed(line.get(id.place()).unwrap_or_default()))
        }
        (other, _) => Err(other),
    }
}
