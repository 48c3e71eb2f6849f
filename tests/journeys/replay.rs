//! A journal read by the command, as a person would run it.

use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// The last line of `cairn replay www/offers.json JOURNAL`.
pub fn replay(journal: &Path, now: Option<&str>, seed: u64) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cairn"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["replay", "www/offers.json"])
        .arg(journal);
    command.args(["--last", "--seed", &seed.to_string()]);
    if let Some(now) = now {
        command.args(["--now", now]);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", journal.display());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}"))
}
