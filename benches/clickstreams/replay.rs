//! Journals out, beliefs and slates back: `cairn replay`, as anyone else would run it.

use cairn::engine::time::{self, Millis};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// A file of many visitors' journals.
#[derive(Default)]
pub struct Journals {
    text: String,
}

/// What one line of a replay says.
pub struct Line {
    /// P(persona), with "other".
    pub personas: Vec<(String, f64)>,
    /// P(stage), in the order of the config.
    pub stages: Vec<f64>,
    /// The offers of the slate, best first, each with its fit.
    pub slate: Vec<(String, f64)>,
}

impl Journals {
    fn line(&mut self, visitor: usize, at: Millis, mut event: Value) {
        event["visitor"] = json!(visitor.to_string());
        event["at"] = json!(time::format(at));
        writeln!(self.text, "{event}").expect("memory");
    }

    /// A page view, with its seconds of attention where they are known.
    pub fn page(&mut self, visitor: usize, at: Millis, path: &str, engaged: Option<f64>) {
        let mut page = json!({ "url": format!("https://site.example{path}") });
        if let Some(engaged) = engaged {
            page["engaged"] = json!(engaged);
        }
        self.line(visitor, at, json!({ "page": page }));
    }

    /// The visitor comes back, and no page is known yet.
    pub fn arrival(&mut self, visitor: usize, at: Millis) {
        self.line(visitor, at, json!({ "event": { "name": "arrives" } }));
    }

    /// Runs `cairn replay` with a config of this folder. A line for each event, or the `last` of each visitor.
    pub fn replay(&self, config: &str, last: bool) -> Vec<Line> {
        let folder =
            std::env::temp_dir().join(format!("cairn-clickstreams-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for journals");
        let (journal, printed) = (folder.join("journal.ndjson"), folder.join("printed.ndjson"));
        fs::write(&journal, &self.text).expect("a journal");
        let config =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/clickstreams").join(config);
        let output = Command::new(env!("CARGO_BIN_EXE_cairn"))
            .args(["replay".as_ref(), config.as_os_str(), journal.as_os_str()])
            .args(last.then_some("--last"))
            .stdout(Stdio::from(File::create(&printed).expect("a file to print to")))
            .output()
            .expect("cairn replay starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "cairn replay ended with {}: {said}", output.status);
        let lines = BufReader::new(File::open(&printed).expect("what was printed"))
            .lines()
            .map(|line| Line::of(&line.expect("a line")))
            .collect();
        fs::remove_dir_all(folder).expect("the folder can go again");
        lines
    }
}

impl Line {
    fn of(line: &str) -> Self {
        let value: Value = serde_json::from_str(line).expect("a line in JSON");
        let shares = |key: &str| -> Vec<(String, f64)> {
            let shares = value[key].as_object().into_iter().flatten();
            shares.map(|(id, share)| (id.clone(), share.as_f64().expect("a share"))).collect()
        };
        let pick = |pick: &Value| Some((pick["offer"].as_str()?.into(), pick["fit"].as_f64()?));
        let slate = value["slate"].as_array().into_iter().flatten();
        Line {
            personas: shares("personas"),
            stages: ["looking", "comparing", "deciding"]
                .iter()
                .filter_map(|stage| value["stages"][*stage].as_f64())
                .collect(),
            slate: slate.filter_map(pick).collect(),
        }
    }

    /// The expected position in the journey, in stages.
    pub fn position(&self) -> f64 {
        self.stages.iter().enumerate().map(|(index, share)| index as f64 * share).sum()
    }

    /// The fit of an offer; 0 where it is not among those shown.
    pub fn fit(&self, offer: &str) -> f64 {
        self.slate.iter().find(|(id, _)| id == offer).map_or(0.0, |(_, fit)| *fit)
    }

    /// P(deciding).
    pub fn deciding(&self) -> f64 {
        self.stages.last().copied().unwrap_or_default()
    }
}
