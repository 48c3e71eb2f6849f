//! Measures the declared model on real clickstreams, through `cairn replay` alone.
//!
//! For each site there is a config beside this file, written from the names of its pages. A visitor's rows become a
//! journal, the journal goes through the command, and what it printed is compared with what the visitor did next.
//! Constants and configs are chosen on `train` and looked at on `dev`.
//!
//! The data is not part of the project: `CAIRN_DATA` names its folder. Where it is missing, nothing is measured.

mod intent;
mod measure;
mod next_step;
mod persona;
mod replay;
mod rows;
mod stage;
mod table;

use std::path::{Path, PathBuf};

/// Measures one set of the data and prints its rows of the table.
type Measure = fn(&Path);

fn main() {
    let data = std::env::var_os("CAIRN_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        PathBuf::from,
    );
    let sets: [(&str, Measure); 4] = [
        ("journey365", journey365),
        ("msnbc", next_step::msnbc),
        ("msweb", persona::msweb),
        ("online_shoppers", intent::online_shoppers),
    ];
    if !data.is_dir() {
        println!(
            "nothing is measured: {} is missing; CAIRN_DATA names the data's folder",
            data.display()
        );
        return;
    }
    table::head();
    for (name, measure) in sets {
        let file = data.join(name).join("public.ndjson.gz");
        if file.exists() {
            measure(&file);
        } else {
            println!(
                "{name}: skipped, {} is missing (CAIRN_DATA names the folder)",
                file.display()
            );
        }
    }
}

fn journey365(file: &Path) {
    let played = next_step::play(file, "journey365.json", 1);
    next_step::journey365(&played);
    stage::journey365(&played);
}
