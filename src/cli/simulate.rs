//! `cairn simulate`: who is shown which offers, and how soon it is known who somebody is.
//!
//! Visitors are drawn from the config ([`drawn`]): of each persona as many as its prior says, doing what the signals say such
//! visitors do ([`habits`]). Or recorded visitors are taken ([`recorded`]). Either way the engine is the one that runs in the page.
//! Only whole numbers are added up ([`tally`]), so cores change nothing in the output.

mod chance;
mod document;
mod drawn;
mod habits;
mod names;
mod odds;
mod recipe;
mod recorded;
mod report;
mod table;
mod tally;

use super::replay::{UNREAD, moment, plan, say};
use crate::engine::Plan;
use crate::engine::time::{self, DAY, Millis};
use clap::{Args, ValueEnum};
use drawn::Crowd;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use tally::Tally;

/// What `cairn simulate` takes.
#[derive(Args)]
pub struct Options {
    /// The site's offers.json
    config: PathBuf,
    /// How many visitors are drawn
    #[arg(long, value_name = "N", default_value_t = 10_000, conflicts_with = "journal")]
    visitors: u64,
    /// Decides what is drawn: the same seed gives the same output
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Take the visitors of this journal instead, as it is or as .gz; - is standard input
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,
    /// When the visitors come, such as 2026-11-02; without it, a time at which as many offers as can be are shown
    #[arg(long, value_name = "TIME", value_parser = moment, conflicts_with = "journal")]
    now: Option<Millis>,
    /// How to print the outcome
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// More would take days.
const MOST_VISITORS: u64 = 1_000_000_000;

/// Visitors that are drawn in one go.
const AT_ONCE: u64 = 64;

/// Where visitors come from.
pub enum Origin {
    /// Drawn under this seed, as of this time. Signals that nothing drawn makes hold, as positions in the config.
    Drawn {
        /// What decided about everything.
        seed: u64,
        /// When they came.
        at: Millis,
        /// The signals that never hold.
        untold: Vec<usize>,
    },
    /// Recorded in this journal.
    Recorded(String),
}

/// What came of a simulation.
pub struct Outcome<'p> {
    /// The config's name as it was given.
    pub config: String,
    /// The plan.
    pub plan: &'p Plan,
    /// Whence the visitors.
    pub origin: Origin,
    /// What was counted.
    pub tally: Tally,
}

/// Simulates. Status 0: done; 1: some lines of the journal were left out, or nobody is to be drawn; 2: the config or the journal
/// could not be read.
pub fn simulate(options: &Options) -> ExitCode {
    if options.journal.is_none() && !(1..=MOST_VISITORS).contains(&options.visitors) {
        let fix = "write a number from 1 to 1000000000, as in --visitors 10000";
        say(&format!("error: {} visitors cannot be drawn; {fix}", options.visitors));
        return ExitCode::FAILURE;
    }
    let Some(plan) = plan(&options.config).map(Arc::new) else { return ExitCode::from(UNREAD) };
    let config = options.config.display().to_string();
    let (origin, tally, status) = match &options.journal {
        None => {
            let at = options.now.unwrap_or_else(|| busiest(&plan));
            let (tally, untold) = draw(&plan, options.visitors, at, options.seed);
            (Origin::Drawn { seed: options.seed, at, untold }, tally, ExitCode::SUCCESS)
        }
        Some(journal) => match recorded::read(journal) {
            Ok((visitors, status)) => {
                let name = shown(journal);
                if visitors.is_empty() {
                    say(&format!(
                        "error: there is no event in {name}, so there is nothing to tell"
                    ));
                    return ExitCode::FAILURE;
                }
                let tally = recorded::tally(&plan, &visitors, options.seed);
                (Origin::Recorded(name), tally, status)
            }
            Err(problem) => {
                say(&format!("error: {} could not be read: {problem}", shown(journal)));
                return ExitCode::from(UNREAD);
            }
        },
    };
    let outcome = Outcome { config, plan: &plan, origin, tally };
    let text = match options.format {
        Format::Text => report::text(&outcome),
        Format::Json => document::json(&outcome),
    };
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => status,
        // Whoever reads the output has seen enough.
        Err(problem) if problem.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(problem) => {
            say(&format!("error: the output could not be written: {problem}"));
            ExitCode::from(UNREAD)
        }
    }
}

fn shown(journal: &Path) -> String {
    let is_input = journal == Path::new("-");
    if is_input { "standard input".into() } else { journal.display().to_string() }
}

/// Draws visitors on all cores. Gives the signals that nothing drawn makes hold, too.
fn draw(plan: &Arc<Plan>, visitors: u64, at: Millis, seed: u64) -> (Tally, Vec<usize>) {
    let crowd = Crowd::of(plan, at, seed);
    let progress = progress(visitors);
    let some = |mut tally: Tally, block: u64| {
        let last = (block + AT_ONCE).min(visitors);
        for number in block..last {
            crowd.visit(number, &mut tally);
        }
        progress.inc(last - block);
        tally
    };
    let blocks = (0..visitors.div_ceil(AT_ONCE)).into_par_iter().map(|block| block * AT_ONCE);
    let tally = blocks
        .fold(|| Tally::of(plan), some)
        .reduce(|| Tally::of(plan), |one, other| one.add(&other));
    progress.finish_and_clear();
    (tally, crowd.habits.untold)
}

/// A bar on standard error, which hides itself where nobody watches.
pub fn progress(length: u64) -> ProgressBar {
    let bar = ProgressBar::new(length);
    let style = "{bar:40} {human_pos} of {human_len} visitors, {eta} left";
    if let Ok(style) = ProgressStyle::with_template(style) {
        bar.set_style(style);
    }
    bar
}

/// The day on which drawn visitors come where no offer has dates: any would do, but it is always the same.
const ANY_DAY: Millis = 20_454 * DAY;

/// The earliest time from [`ANY_DAY`] on at which as many offers as can be are between their `from` and `until`.
fn busiest(plan: &Plan) -> Millis {
    let offers = &plan.config.offers;
    let open = |at: Millis| {
        let is_open = |from: Option<Millis>, until: Option<Millis>| {
            from.is_none_or(|from| from <= at) && until.is_none_or(|until| at < until)
        };
        offers.iter().filter(|offer| is_open(offer.from, offer.until)).count()
    };
    let last = offers.iter().filter_map(|offer| offer.until).min().map(|until| until - DAY);
    let mut times: Vec<Millis> = offers.iter().filter_map(|offer| offer.from).collect();
    times.extend(last);
    // What was over before is over.
    times.retain(|at| *at >= ANY_DAY);
    times.sort_unstable();
    // Any day is as good as another where it is as busy.
    times.insert(0, ANY_DAY);
    let better = |best: Millis, at: Millis| if open(at) > open(best) { at } else { best };
    times.into_iter().fold(ANY_DAY, better)
}

/// A time for people: the day, and the hour where it is not midnight.
pub fn day(at: Millis) -> String {
    let text = time::format(at);
    text.strip_suffix("T00:00:00Z").unwrap_or(&text).into()
}
