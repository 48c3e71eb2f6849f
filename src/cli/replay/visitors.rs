//! Each visitor's journal, and what it says.
//!
//! Visitors are spread over groups by their ids, and a group is one core's work at a time: its visitors' events are
//! taken in the order of the file, whatever the others do.

use super::View;
use super::lines::{Chunk, Line};
use crate::engine::frame::{self, Frames};
use crate::engine::time::{self, Millis};
use crate::engine::{Engine, Event, Journal, Plan, Room};
use rayon::prelude::*;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

/// Groups of visitors: many more than cores, so that no core waits for long.
pub const SHARDS: u8 = 32;

/// Of so many events a group of visitors keeps what was concluded, so that it need not be concluded again when the next
/// event comes: some 80 MB for all groups together. Beyond, a journal each is enough until they are met again.
const AWAKE: usize = 16_384;

/// What a visitor costs besides, in events.
const EACH: usize = 16;

/// Lines printed in one go of those that come last.
const LAST_AT_ONCE: usize = 4_096;

/// The group of a visitor.
pub fn shard(visitor: &str) -> u8 {
    (hash(visitor) % u64::from(SHARDS)) as u8
}

/// All visitors of a journal.
pub struct Visitors {
    plan: Arc<Plan>,
    frames: Frames,
    /// How their lines are seen.
    pub view: View,
    shards: Vec<Shard>,
    /// How many events there were so far.
    events: u64,
}

/// A group of visitors.
struct Shard {
    places: HashMap<Box<str>, u32, BuildHasherDefault<Fnv>>,
    visitors: Vec<Visitor>,
    /// The visitors of whom it is kept what was concluded, and how many events that is about.
    awake: Vec<u32>,
    kept: usize,
    /// How many events were older than their visitor's last.
    disordered: u64,
    /// The lines of this block, and where each ends.
    written: Vec<u8>,
    ends: Vec<usize>,
    desk: Desk,
}

/// What lines are concluded and written in, one after the other.
#[derive(Default)]
struct Desk {
    answer: Room,
    line: frame::Room,
}

struct Visitor {
    engine: Engine,
    /// The number of the event that came first, among all.
    first: u64,
    /// How many events there were.
    events: u64,
    /// When the last of them happened.
    at: Millis,
    awake: bool,
}

impl Visitors {
    /// Nobody yet.
    pub fn new(plan: Arc<Plan>, view: View) -> Self {
        let shard = |_| Shard {
            places: HashMap::default(),
            visitors: Vec::new(),
            awake: Vec::new(),
            kept: 0,
            disordered: 0,
            written: Vec::new(),
            ends: Vec::new(),
            desk: Desk::default(),
        };
        let frames = Frames::of(&plan);
        Visitors { plan, frames, view, shards: (0..SHARDS).map(shard).collect(), events: 0 }
    }

    /// How many events were older than their visitor's last.
    pub fn disordered(&self) -> u64 {
        self.shards.iter().map(|shard| shard.disordered).sum()
    }

    /// Takes events, and appends their lines unless only the last ones are wanted.
    pub fn take(&mut self, chunks: Vec<Chunk<'_>>, printed: &mut Vec<u8>) {
        let mut work: Vec<_> = (0..SHARDS).map(|_| Vec::with_capacity(chunks.len())).collect();
        let mut order = Vec::with_capacity(chunks.len());
        for chunk in chunks {
            for (work, lines) in work.iter_mut().zip(chunk.shards) {
                work.push((self.events, lines));
            }
            self.events += chunk.order.len() as u64;
            order.push(chunk.order);
        }
        let (plan, frames, view) = (&self.plan, &self.frames, self.view);
        let shards = self.shards.par_iter_mut().zip(work);
        shards.for_each(|(shard, work)| shard.take(work, plan, frames, view));
        if view.last {
            return;
        }
        let mut next = [0; SHARDS as usize];
        for shard in order.iter().flatten().map(|shard| usize::from(*shard)) {
            printed.extend_from_slice(self.shards[shard].line(next[shard]));
            next[shard] += 1;
        }
    }

    /// Each visitor's last line, in the order in which the visitors came.
    ///
    /// # Errors
    /// What `print` says.
    pub fn last_lines<E>(
        &mut self,
        mut print: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let (view, frames) = (self.view, &self.frames);
        let mut visitors: Vec<(&str, &mut Visitor)> = Vec::new();
        for shard in &mut self.shards {
            let mut ids = vec![""; shard.visitors.len()];
            for (id, place) in &shard.places {
                ids[*place as usize] = id;
            }
            visitors.extend(ids.into_iter().zip(&mut shard.visitors));
        }
        visitors.sort_unstable_by_key(|(_, visitor)| visitor.first);
        for some in visitors.chunks_mut(LAST_AT_ONCE) {
            let lines = some.par_chunks_mut(LAST_AT_ONCE / 64).map(|some| {
                let (mut desk, mut lines) = (Desk::default(), Vec::new());
                for (id, visitor) in some {
                    visitor.write(id, view, frames, &mut desk, &mut lines);
                    visitor.engine.rest();
                }
                lines
            });
            lines.collect::<Vec<Vec<u8>>>().iter().try_for_each(|lines| print(lines))?;
        }
        Ok(())
    }
}

impl Shard {
    fn take(
        &mut self,
        work: Vec<(u64, Vec<Line<'_>>)>,
        plan: &Arc<Plan>,
        frames: &Frames,
        view: View,
    ) {
        self.written.clear();
        self.ends.clear();
        for (before, lines) in work {
            // All are looked up first: memory is slow, and answers several questions at a time.
            let places: Vec<u32> =
                lines.iter().map(|line| self.place(line, before, plan)).collect();
            for (Line { visitor: id, event, .. }, place) in lines.into_iter().zip(places) {
                let visitor = &mut self.visitors[place as usize];
                self.disordered += u64::from(event.at < visitor.at);
                visitor.observe(event, view);
                if !view.last {
                    visitor.write(&id, view, frames, &mut self.desk, &mut self.written);
                    self.ends.push(self.written.len());
                    self.kept += 1;
                    if !visitor.awake {
                        visitor.awake = true;
                        self.kept += EACH + visitor.engine.journal().events().len();
                        self.awake.push(place);
                    }
                }
            }
        }
        if self.kept > AWAKE {
            for place in self.awake.drain(..) {
                let visitor = &mut self.visitors[place as usize];
                visitor.engine.rest();
                visitor.awake = false;
            }
            self.kept = 0;
        }
    }

    /// Where the visitor of a line is; one who was not there before comes last.
    fn place(&mut self, line: &Line<'_>, before: u64, plan: &Arc<Plan>) -> u32 {
        if let Some(place) = self.places.get(&*line.visitor) {
            return *place;
        }
        let place = self.visitors.len() as u32;
        self.visitors.push(Visitor::new(plan, before + u64::from(line.position)));
        self.places.insert((&*line.visitor).into(), place);
        place
    }

    /// The line of the event at this position of the last work.
    fn line(&self, position: usize) -> &[u8] {
        let start = if position == 0 { 0 } else { self.ends[position - 1] };
        &self.written[start..self.ends[position]]
    }
}

impl Visitor {
    fn new(plan: &Arc<Plan>, first: u64) -> Self {
        let engine = Engine::new(Arc::clone(plan), Journal::default());
        Visitor { engine, first, events: 0, at: Millis::MIN, awake: false }
    }

    fn observe(&mut self, event: Event, view: View) {
        self.at = event.at;
        // A line that says nothing new explores nothing new.
        self.events += u64::from(self.engine.observe(event));
        // As in a browser: what is older than the config keeps is not there.
        let keep = self.engine.plan.config.privacy.keep_days;
        self.engine.keep(keep, view.now.unwrap_or(self.at));
    }

    /// Writes the line of the event that came last.
    fn write(&mut self, id: &str, view: View, frames: &Frames, desk: &mut Desk, out: &mut Vec<u8>) {
        let now = view.now.unwrap_or(self.at);
        let seed = mixed(mixed(view.seed ^ hash(id)) ^ self.events);
        self.engine.answer_in(&mut desk.answer, now, seed);
        let Room { belief, slate, .. } = &desk.answer;
        let (opens, visitor) = if id.is_empty() { ("{", "") } else { ("{\"visitor\":", id) };
        let comma = if id.is_empty() { "" } else { "," };
        for text in [opens, visitor, comma, "\"at\":\"", &time::format(self.at), "\","] {
            out.extend_from_slice(text.as_bytes());
        }
        let events = self.engine.journal().events();
        frames.line(out, &mut desk.line, &self.engine.plan, events, belief, slate);
        out.extend_from_slice(b"}\n");
    }
}

/// FNV-1a (Fowler, Noll, Vo), its bits mixed at the end: quick for ids, and the same everywhere.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        mixed(self.0)
    }
}

fn hash(id: &str) -> u64 {
    let mut hasher = Fnv::default();
    hasher.write(id.as_bytes());
    hasher.finish()
}

/// Spreads what differs in a few bits over all of them (the last steps of `SplitMix64`).
fn mixed(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}
