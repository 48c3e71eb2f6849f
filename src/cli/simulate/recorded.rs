//! Visitors of a journal. Who said which persona he is, is of that persona; of all others only what was believed is known.

use super::chance::Chance;
use super::progress;
use super::tally::{Tally, leader};
use crate::cli::replay::complaints::Complaints;
use crate::cli::replay::lines::Reader;
use crate::cli::replay::source::{Block, Source};
use crate::engine::event::{Event, What};
use crate::engine::{Engine, Journal, Plan, persona};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// The events of each visitor in the order of the file, by the visitor's id as JSON.
pub type Visitors = BTreeMap<String, Vec<Event>>;

/// Reads a journal. Lines that cannot be read are told and left out, and the status says so.
///
/// # Errors
/// It cannot be opened, or not be read to its end.
pub fn read(journal: &Path) -> io::Result<(Visitors, ExitCode)> {
    let mut source = Source::open(journal)?;
    let mut complaints = Complaints::about(journal);
    let mut visitors = Visitors::new();
    let (mut spare, reader) = (Vec::new(), Reader::default());
    while let Some(block) = source.block(spare)? {
        let Block::Lines(text) = block else {
            complaints.too_long();
            spare = Vec::new();
            continue;
        };
        let mut chunks = reader.read(&text);
        complaints.note(&mut chunks);
        // A visitor's lines stay in their order: all of them are in one group of their chunk.
        for line in chunks.into_iter().flat_map(|chunk| chunk.shards).flatten() {
            match visitors.get_mut(&*line.visitor) {
                Some(events) => events.push(line.event),
                None => {
                    visitors.insert(line.visitor.into_owned(), vec![line.event]);
                }
            }
        }
        spare = text;
    }
    let disordered = visitors.values().flat_map(|events| events.windows(2));
    let disordered = disordered.filter(|pair| pair[1].at < pair[0].at).count();
    Ok((visitors, complaints.conclude(disordered as u64)))
}

/// Counts what the engine makes of them, on all cores.
pub fn tally(plan: &Arc<Plan>, visitors: &Visitors, seed: u64) -> Tally {
    let visitors: Vec<(&String, &Vec<Event>)> = visitors.iter().collect();
    let progress = progress(visitors.len() as u64);
    let tally = visitors
        .into_par_iter()
        .fold(
            || Tally::of(plan),
            |mut tally, (id, events)| {
                visit(plan, id, events, seed, &mut tally);
                progress.inc(1);
                tally
            },
        )
        .reduce(|| Tally::of(plan), |one, other| one.add(&other));
    progress.finish_and_clear();
    tally
}

/// Lets one visitor do what was recorded.
fn visit(plan: &Arc<Plan>, id: &str, events: &[Event], seed: u64, tally: &mut Tally) {
    let said = |event: &Event| match &event.what {
        What::Persona(is) => Some(is.as_ref().and_then(|is| persona::position(plan, is))),
        _ => None,
    };
    // What was said last holds.
    let truth = events.iter().rev().find_map(said).flatten();
    let mut chance = Chance::of(
        seed,
        id.bytes().fold(0_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)),
    );
    let mut engine = Engine::new(Arc::clone(plan), Journal::default());
    let (mut views, mut found, mut asked) = (0, None, true);
    for event in events {
        let at = event.at;
        let is_view = event.page().is_some();
        // Once it was said, it is no longer found out.
        asked &= said(event).is_none();
        let is_news = engine.observe(event.clone());
        // As in a browser: what is older than the config keeps is not there.
        engine.keep(plan.config.privacy.keep_days, at);
        if !is_view || !is_news {
            continue;
        }
        let (belief, slate) = engine.answer(at, chance.bits());
        let persona = truth.unwrap_or_else(|| leader(&belief.personas));
        tally.show(persona, leader(&belief.places.stages), &slate);
        if let Some(persona) = truth
            && asked
        {
            views += 1;
            if tally.believe(persona, &belief) {
                found = found.or(Some(views));
            }
        }
    }
    tally.visitors += 1;
    if let Some(persona) = truth
        && views > 0
    {
        tally.leave(persona, found);
    }
}
