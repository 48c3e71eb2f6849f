//! How many events a second go through `cairn replay`, and how much memory that takes: on one core and on two, with a line for
//! each event and with the last line of each visitor, for visitors one after the other and side by side.
//!
//! Run it on a machine that does nothing else: `cargo bench --profile tool --features cli --bench replay`.

#[path = "../engine/site.rs"]
mod site;

use cairn::engine::time::{self, Millis, SECOND};
use cairn::engine::{Event, What};
use site::Site;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How the visitors of a journal come.
struct Journal {
    name: &'static str,
    visitors: usize,
    events: usize,
    /// So many visitors take turns.
    side_by_side: usize,
}

const JOURNALS: [Journal; 4] = [
    Journal { name: "10 events each", visitors: 20_000, events: 10, side_by_side: 1 },
    Journal { name: "the same, 5 times as many", visitors: 100_000, events: 10, side_by_side: 1 },
    Journal { name: "500 events each", visitors: 400, events: 500, side_by_side: 1 },
    Journal { name: "50 each, side by side", visitors: 4_000, events: 50, side_by_side: 4_000 },
];

fn main() {
    let folder = std::env::temp_dir().join(format!("cairn-replay-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for journals");
    let site = Site::default();
    let config = folder.join("offers.json");
    fs::write(&config, site.config()).expect("a config");
    println!("{:28}{:>24}{:>24}{:>24}", "", "a line each, 1 core", "2 cores", "--last, 1 core");
    for journal in &JOURNALS {
        let file = folder.join("journal.ndjson");
        fs::write(&file, journal.text(&site)).expect("a journal");
        let runs = [(1, false), (2, false), (1, true)]
            .map(|(cores, last)| journal.measured(&config, &file, cores, last));
        println!("{:28}{:>24}{:>24}{:>24}", journal.name, runs[0], runs[1], runs[2]);
    }
    fs::remove_dir_all(&folder).expect("the folder is ours");
}

impl Journal {
    fn text(&self, site: &Site) -> String {
        let walk = site.walk(self.events);
        let mut text = String::new();
        for first in (0..self.visitors).step_by(self.side_by_side) {
            for event in &walk {
                for visitor in first..(first + self.side_by_side).min(self.visitors) {
                    line(&mut text, visitor, event);
                }
            }
        }
        text
    }

    /// Events a second and the most memory, of the quickest of three runs.
    fn measured(&self, config: &Path, journal: &Path, cores: usize, last: bool) -> String {
        let run = || {
            let start = Instant::now();
            let memory = most_memory(replay(config, journal, cores, last));
            (start.elapsed(), memory)
        };
        let (took, memory) = (0..3).map(|_| run()).min().expect("three runs");
        let each_second = (self.visitors * self.events) as f64 / took.as_secs_f64();
        format!("{:.0} k/s {memory} MB", each_second / 1_000.0)
    }
}

/// The event as this visitor's: each came a second after the one before.
fn line(text: &mut String, visitor: usize, event: &Event) {
    let What::Page(page) = &event.what else { unreachable!("walks are page views") };
    let late = Millis::try_from(visitor % 50).unwrap_or_default() * SECOND;
    let at = time::format(event.at + late);
    writeln!(
        text,
        r#"{{"visitor":"v{visitor}","at":"{at}","page":{{"url":"{}","title":"A page | Acme","engaged":{},"scrolled":0.62}}}}"#,
        page.address.url,
        visitor % 60,
    )
    .expect("memory");
}

fn replay(config: &Path, journal: &Path, cores: usize, last: bool) -> Child {
    Command::new(env!("CARGO_BIN_EXE_cairn"))
        .args([Path::new("replay"), config, journal])
        .args(last.then_some("--last"))
        .env("RAYON_NUM_THREADS", cores.to_string())
        .stdout(Stdio::null())
        .spawn()
        .expect("the command starts")
}

/// Waits for a process; gives the most memory it had, in MB, where the system tells (Linux).
fn most_memory(mut process: Child) -> u64 {
    let status = PathBuf::from(format!("/proc/{}/status", process.id()));
    let mut most = 0;
    loop {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let peak = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        most = most.max(kilobytes.unwrap_or_default() / 1_000);
        if let Some(status) = process.try_wait().expect("the process is ours") {
            assert!(status.success(), "the replay failed");
            return most;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}
