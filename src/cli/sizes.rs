//! What ships, in bytes, and how much it may be.

use serde_json::{Value, json};

/// One file, as it is and compressed.
#[derive(Clone, Debug)]
pub struct Size {
    /// Its name in the built folder.
    pub file: String,
    /// Its bytes.
    pub raw: u64,
    /// Its bytes as gzip, level 9.
    pub gzip: u64,
    /// Its bytes as brotli, quality 11.
    pub brotli: u64,
}

/// What a part may weigh over the wire, in bytes of brotli. `tests/browser/budget.test.js` holds the same.
const BUDGETS: [(&str, &str, u64); 3] =
    [("loader", "cairn.js", 4_000), ("engine", "engine-", 42_000), ("panel", "panel-", 58_000)];

/// The sizes of everything that ships.
pub struct Sizes(Vec<Size>);

impl Sizes {
    /// The sizes of these files.
    pub fn new(files: Vec<Size>) -> Self {
        Sizes(files)
    }

    /// Prints the table to standard output.
    pub fn print(&self) {
        print!("{}", self.table());
    }

    /// A row per file, then a row per budget; KB are 1,000 bytes.
    fn table(&self) -> String {
        let mut rows = vec![format!("\n{:<24}{:>10}{:>10}{:>10}", "", "raw", "gzip", "brotli")];
        for Size { file, raw, gzip, brotli } in &self.0 {
            rows.push(format!("{file:<24}{:>10}{:>10}{:>10}", kb(*raw), kb(*gzip), kb(*brotli)));
        }
        rows.push(String::new());
        for (part, used, budget) in self.budgets() {
            let verdict = match used.checked_sub(budget) {
                None | Some(0) => format!("{} left", kb(budget - used)),
                Some(over) => format!("OVER BUDGET by {}", kb(over)),
            };
            rows.push(format!(
                "{part:<24}{:>10} of {:>10} brotli, {verdict}",
                kb(used),
                kb(budget)
            ));
        }
        rows.push(String::new());
        rows.join("\n")
    }

    /// The same for programs.
    pub fn to_json(&self) -> String {
        let files: Vec<Value> = self
            .0
            .iter()
            .map(|it| json!({ "file": it.file, "raw": it.raw, "gzip": it.gzip, "brotli": it.brotli }))
            .collect();
        let budgets: Vec<Value> = self
            .budgets()
            .map(|(part, used, budget)| json!({ "part": part, "brotli": used, "budget": budget }))
            .collect();
        format!("{:#}\n", json!({ "files": files, "budgets": budgets }))
    }

    fn budgets(&self) -> impl Iterator<Item = (&'static str, u64, u64)> {
        BUDGETS.into_iter().map(|(part, prefix, budget)| {
            let files = self.0.iter().filter(|size| size.file.starts_with(prefix));
            (part, files.map(|size| size.brotli).sum(), budget)
        })
    }
}

fn kb(bytes: u64) -> String {
    format!("{}.{} KB", (bytes + 50) / 1000, (bytes + 50) % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(engine: u64) -> Sizes {
        let size = |file: &str, brotli| Size { file: file.into(), raw: 9_999, gzip: 5_000, brotli };
        Sizes::new(vec![
            size("cairn.js", 3_950),
            size("engine-1.wasm", engine),
            size("engine-1.js", 2_000),
        ])
    }

    #[test]
    fn a_part_is_the_sum_of_its_files() {
        assert_eq!(sizes(20_000).budgets().nth(1), Some(("engine", 22_000, 42_000)));
    }

    #[test]
    fn the_table_says_what_is_left_and_what_is_over() {
        let table = sizes(40_001).table();
        assert!(table.contains("loader") && table.contains("0.1 KB left"), "{table}");
        assert!(table.contains("OVER BUDGET by 0.0 KB"), "{table}");
        assert!(sizes(40_000).table().contains("42.0 KB of    42.0 KB brotli, 0.0 KB left"));
    }

    #[test]
    fn kilobytes_are_rounded() {
        assert_eq!(
            [kb(0), kb(1_949), kb(1_950), kb(42_000)],
            ["0.0 KB", "1.9 KB", "2.0 KB", "42.0 KB"]
        );
    }
}
