//! The order of a module's functions: those that are alike stand side by side, since what repeats costs a compressor the less
//! the nearer it is.

use super::files::{brotli, read, write};
use super::run::{node_tool, run};
use anyhow::{Context, Result};
use rayon::prelude::*;
use std::collections::HashSet;
use std::path::Path;
use wasm_encoder::{NameMap, NameSection, Section};
use wasmparser::{Parser, Payload, TypeRef};

/// Functions are alike if they share runs of so many bytes, and the more so the shorter the second is, by this power of its
/// length. Which pair serves best hangs on the module.
const RUNS: [usize; 3] = [3, 4, 5];
const POWERS: [f64; 5] = [0.4, 0.5, 0.6, 0.7, 0.8];

/// Of the orders that promise most, so many are carried out: a function's place changes how its calls are written.
const CARRIED_OUT: usize = 3;

/// The module with its functions in the order that compresses best of those tried.
pub fn alike(wasm: &[u8], folder: &Path) -> Result<Vec<u8>> {
    let functions = Functions::of(wasm)?;
    let tried = RUNS.into_iter().flat_map(|run| POWERS.map(|power| (run, power)));
    let mut orders = tried
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(run, power)| {
            let order = functions.side_by_side(run, power);
            let bodies: Vec<&[u8]> = order.iter().map(|it| functions.bodies[*it]).collect();
            Ok((brotli(&bodies.concat())?.len(), order))
        })
        .collect::<Result<Vec<_>>>()?;
    orders.sort();
    let mut best: Option<(usize, Vec<u8>)> = None;
    for (_, order) in orders.iter().take(CARRIED_OUT) {
        let ordered = functions.ordered(wasm, order, folder)?;
        let size = brotli(&ordered)?.len();
        if best.as_ref().is_none_or(|(least, _)| size < *least) {
            best = Some((size, ordered));
        }
    }
    Ok(best.context("a module has functions")?.1)
}

/// What a module has of its own, after so many functions that it imports.
struct Functions<'w> {
    imported: u32,
    bodies: Vec<&'w [u8]>,
}

impl<'w> Functions<'w> {
    fn of(wasm: &'w [u8]) -> Result<Self> {
        let mut functions = Functions { imported: 0, bodies: Vec::new() };
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let function = matches!(import?.ty, TypeRef::Func(_));
                        functions.imported += u32::from(function);
                    }
                }
                Payload::CodeSectionEntry(body) => functions.bodies.push(&wasm[body.range()]),
                _ => {}
            }
        }
        Ok(functions)
    }

    /// An order in which each function is followed by the one that is most like it of those that are left.
    fn side_by_side(&self, run: usize, power: f64) -> Vec<usize> {
        let runs: Vec<HashSet<&[u8]>> =
            self.bodies.iter().map(|body| body.windows(run).collect()).collect();
        let mut left: Vec<usize> = (1..self.bodies.len()).collect();
        let mut order = vec![0; self.bodies.len().min(1)];
        while let Some(last) = order.last() {
            let likeness = |other: usize| {
                let shared = runs[other].intersection(&runs[*last]).count();
                shared as f64 / (runs[other].len() as f64 + 1.0).powf(power)
            };
            let most = left.iter().map(|other| likeness(*other)).enumerate();
            // Of equals the first, whatever the order in memory: the same module always has the same bytes.
            let best = most.reduce(|best, next| if next.1 > best.1 { next } else { best });
            let Some((place, _)) = best else { break };
            order.push(left.remove(place));
        }
        order
    }

    /// The module with its functions in this order: they get names, and wasm-opt sorts them.
    fn ordered(&self, wasm: &[u8], order: &[usize], folder: &Path) -> Result<Vec<u8>> {
        let mut places = vec![0; order.len()];
        for (place, function) in order.iter().enumerate() {
            places[*function] = place;
        }
        let mut names = NameMap::new();
        for (function, place) in (self.imported..).zip(places) {
            names.append(function, &format!("{place:05}"));
        }
        let mut section = NameSection::new();
        section.functions(&names);
        let [input, sorted] = ["named.wasm", "sorted.wasm"].map(|file| folder.join(file));
        let mut content = wasm.to_vec();
        section.append_to(&mut content);
        write(&input, &content)?;
        let mut wasm_opt = node_tool("wasm-opt");
        // The code stays what it is: only its form on the stack is worked out anew.
        wasm_opt
            .arg(&input)
            .args(["--optimize-level", "2", "--shrink-level", "2"])
            .args(["--generate-stack-ir", "--optimize-stack-ir"])
            .args(["--reorder-functions-by-name", "--strip-debug", "--strip-target-features", "-o"])
            .arg(&sorted);
        run("wasm-opt", &mut wasm_opt)?;
        read(&sorted)
    }
}
