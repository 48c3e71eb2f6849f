//! `cairn replay`: what is concluded and offered at each event of a journal, a JSON line per event.
//!
//! A block of lines at a time: its lines are read on all cores ([`lines`]), each visitor's events are taken in their
//! order ([`visitors`]), and what they say is printed in the order of the file. Cores change nothing in the output.
//! What stays in memory is a block and each visitor's journal.

pub(super) mod complaints;
pub(super) mod lines;
pub(super) mod source;
mod visitors;

use super::check;
use crate::check::Checked;
use crate::engine::time::{self, Millis};
use crate::engine::{Level, Plan};
use clap::Args;
use complaints::Complaints;
use lines::Reader;
use source::{Block, Source};
use std::io::{self, ErrorKind, Write};
use std::mem;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use visitors::Visitors;

/// What `cairn replay` takes.
#[derive(Args)]
pub struct Options {
    /// The site's offers.json
    config: PathBuf,
    /// The journal, an event a line, as it is or as .gz; - is standard input
    journal: PathBuf,
    /// Print each visitor's last line alone
    #[arg(long)]
    last: bool,
    /// See every line as of this time, such as 2026-11-02T09:14:00Z, instead of its event's own
    #[arg(long, value_name = "TIME", value_parser = moment)]
    now: Option<Millis>,
    /// Decides about exploring: the same seed gives the same slates
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
}

/// As of when, and under which seed, each line is seen.
#[derive(Clone, Copy)]
struct View {
    last: bool,
    now: Option<Millis>,
    seed: u64,
}

/// The config or the journal could not be read, or the output not written.
pub(super) const UNREAD: u8 = 2;

pub(super) fn moment(text: &str) -> Result<Millis, String> {
    time::parse(text).ok_or_else(|| {
        "this is no time; write it as in 2026-11-02T09:14:00Z, or a date alone for its midnight UTC"
            .into()
    })
}

/// Replays a journal. Status 0: all of it; 1: some lines were left out; 2: the config or the journal could not be read.
pub fn replay(options: &Options) -> ExitCode {
    let Some(plan) = plan(&options.config) else { return ExitCode::from(UNREAD) };
    let source = match Source::open(&options.journal) {
        Ok(source) => source,
        Err(problem) => {
            say(&format!("error: {} could not be read: {problem}", options.journal.display()));
            return ExitCode::from(UNREAD);
        }
    };
    let view = View { last: options.last, now: options.now, seed: options.seed };
    let mut visitors = Visitors::new(Arc::new(plan), view);
    let mut complaints = Complaints::about(&options.journal);
    match run(source, &mut visitors, &mut complaints, &mut io::stdout().lock()) {
        Ok(unread) => {
            let status = complaints.conclude(visitors.disordered());
            // The end of the process frees all journals at once.
            mem::forget(visitors);
            let Some(problem) = unread else { return status };
            let journal = options.journal.display();
            say(&format!("error: {journal} could not be read to its end: {problem}"));
            ExitCode::from(UNREAD)
        }
        // Whoever reads the output has seen enough.
        Err(problem) if problem.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(problem) => {
            say(&format!("error: the output could not be written: {problem}"));
            ExitCode::from(UNREAD)
        }
    }
}

/// Block by block, the next one being read meanwhile. Gives the reason why reading ended early, if it did.
fn run(
    mut source: Source,
    visitors: &mut Visitors,
    complaints: &mut Complaints,
    out: &mut impl Write,
) -> io::Result<Option<io::Error>> {
    let (mut spare, mut printed, reader) = (Vec::new(), Vec::new(), Reader::default());
    let mut next = source.block(Vec::new());
    let unread = loop {
        let block = match next {
            Ok(Some(block)) => block,
            Ok(None) => break None,
            Err(problem) => break Some(problem),
        };
        let Block::Lines(text) = block else {
            complaints.too_long();
            next = source.block(mem::take(&mut spare));
            continue;
        };
        let take = || {
            let mut chunks = reader.read(&text);
            complaints.note(&mut chunks);
            visitors.take(chunks, &mut printed);
        };
        ((), next) = rayon::join(take, || source.block(mem::take(&mut spare)));
        spare = text;
        out.write_all(&printed)?;
        printed.clear();
    };
    if visitors.view.last {
        visitors.last_lines(|lines| out.write_all(lines))?;
    }
    out.flush()?;
    Ok(unread)
}

/// The plan of a config; without one it has been said why.
pub(super) fn plan(file: &Path) -> Option<Plan> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(problem) => {
            say(&format!("error: {} could not be read: {problem}", file.display()));
            return None;
        }
    };
    let Checked { plan, findings, has_journeys, .. } = Checked::read(&text);
    // Warnings are for whoever writes the file: `cairn check` has them.
    for found in findings.iter().filter(|found| found.level == Level::Error) {
        say(check::text_of(file, found).trim_end());
    }
    let plan = plan?;
    for (assumed, what) in [
        (plan.config.personas.is_empty(), "personas: every visitor is \"other\""),
        (!has_journeys, "journeys: the usual eight stages are assumed, awareness to advocacy"),
        (plan.config.signals.is_empty(), "signals: nothing can be concluded from what visitors do"),
    ] {
        if assumed {
            say(&format!("note: {} has no {what}", file.display()));
        }
    }
    Some(plan)
}

/// Tells people, on standard error. When nobody listens there, the output is still worth something.
pub(super) fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}
