//! Tables in plain text: a name in front, columns of numbers under heads of one or two lines, no line wider than a page.

use std::fmt::Write as _;

/// No line is wider, in characters.
pub const WIDTH: usize = 100;

/// The longest line of a column's head.
const HEAD: usize = 9;

/// The least and the most room for the names in front.
const NAMES: (usize, usize) = (24, 44);

/// Between two columns.
const GAP: usize = 1;

/// A table under way.
pub struct Table {
    first: String,
    heads: Vec<[String; 2]>,
    rows: Vec<(String, Vec<String>)>,
}

impl Table {
    /// With this over the names, and these heads over the numbers.
    pub fn new(first: &str, heads: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let heads = heads.into_iter().map(|head| in_two(head.as_ref())).collect();
        Table { first: first.into(), heads, rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, name: &str, cells: impl IntoIterator<Item = String>) {
        self.rows.push((name.into(), cells.into_iter().collect()));
    }

    /// The table; where it is too wide, in several parts, one below the other.
    pub fn print(&self, out: &mut String) {
        let longest = self.rows.iter().map(|(name, _)| length(name)).max().unwrap_or(0);
        let names = longest.max(length(&self.first)).min(NAMES.1);
        let widths: Vec<usize> = (0..self.heads.len()).map(|column| self.width(column)).collect();
        let mut from = 0;
        while from < widths.len() {
            let least = names.min(NAMES.0);
            let (mut to, mut used) = (from, 0);
            while to < widths.len() && (to == from || least + used + GAP + widths[to] <= WIDTH) {
                used += GAP + widths[to];
                to += 1;
            }
            if from > 0 {
                out.push('\n');
            }
            let names = names.min(WIDTH.saturating_sub(used)).max(least);
            self.part(names, from..to, &widths, out);
            from = to;
        }
    }

    fn part(
        &self,
        names: usize,
        columns: std::ops::Range<usize>,
        widths: &[usize],
        out: &mut String,
    ) {
        let mut line = |name: &str, cell: &dyn Fn(usize) -> String| {
            let mut text = cut(name, names);
            text.extend(std::iter::repeat_n(' ', names - length(&text)));
            for column in columns.clone() {
                let _ = write!(text, "{:>width$}", cell(column), width = GAP + widths[column]);
            }
            out.push_str(text.trim_end());
            out.push('\n');
        };
        if self.heads[columns.clone()].iter().any(|head| !head[0].is_empty()) {
            line("", &|column| self.heads[column][0].clone());
        }
        line(&self.first, &|column| self.heads[column][1].clone());
        for (name, cells) in &self.rows {
            line(name, &|column| cells.get(column).cloned().unwrap_or_default());
        }
    }

    fn width(&self, column: usize) -> usize {
        let heads = self.heads[column].iter().map(|head| length(head));
        let cells = self.rows.iter().filter_map(|(_, cells)| cells.get(column));
        heads.chain(cells.map(|cell| length(cell))).max().unwrap_or(0)
    }
}

/// A head in two lines, the first one empty where one is enough.
fn in_two(head: &str) -> [String; 2] {
    if length(head) <= HEAD {
        return [String::new(), head.into()];
    }
    // Where both lines are shortest.
    let breaks = head.match_indices(' ').map(|(at, _)| (&head[..at], &head[at + 1..]));
    let best = breaks.min_by_key(|(one, two)| length(one).max(length(two)));
    best.map_or_else(
        || [String::new(), cut(head, HEAD)],
        |(one, two)| [cut(one, HEAD), cut(two, HEAD)],
    )
}

/// A text that is cut where it is too long: after a whole word, unless that leaves little.
pub fn cut(text: &str, most: usize) -> String {
    if length(text) <= most {
        return text.into();
    }
    let front: String = text.chars().take(most.saturating_sub(1)).collect();
    let whole = match front.rfind(' ') {
        Some(end) if end * 3 > front.len() * 2 => &front[..end],
        _ => &front,
    };
    format!("{}…", whole.trim_end())
}

/// A text in lines that are no wider than a page.
pub fn paragraph(text: &str, out: &mut String) {
    let mut room = 0;
    for word in text.split_whitespace() {
        let length = length(word);
        if room > length {
            out.push(' ');
            room -= length + 1;
        } else {
            if !out.is_empty() && !out.ends_with('\n') {
                out.push('\n');
            }
            room = WIDTH.saturating_sub(length);
        }
        out.push_str(word);
    }
    out.push('\n');
}

/// A share, 0–1, in whole percents; nothing at all is told apart from little.
pub fn percent(part: u64, whole: u64) -> String {
    match (part, whole) {
        (_, 0) => String::new(),
        (0, _) => "–".into(),
        (part, whole) if part * 200 < whole => "<1%".into(),
        (part, whole) => format!("{:.0}%", 100.0 * part as f64 / whole as f64),
    }
}

/// A count, in thousands or millions where it is large.
pub fn count(count: u64) -> String {
    match count {
        0..10_000 => count.to_string(),
        10_000..1_000_000 => format!("{}k", count / 1_000),
        _ => format!("{:.1}M", count as f64 / 1e6),
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_table_goes_on_below_and_no_line_is_too_long() {
        let mut table = Table::new("offer", (0..20).map(|column| format!("Column {column}")));
        table.row(&"A title that is rather long ".repeat(3), (0..20).map(|it| it.to_string()));
        let mut text = String::new();
        table.print(&mut text);
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
        // Eight columns fit beside the names.
        assert_eq!(text.matches("offer").count(), 3, "{text}");
        assert!(text.contains('…') && text.contains(" 19"), "{text}");
    }

    #[test]
    fn titles_are_cut_after_words() {
        assert_eq!(cut("Retention rules that people can follow", 24), "Retention rules that…");
        assert_eq!(cut("Understanding", 9), "Understa…");
        assert_eq!(in_two("Getting started"), ["Getting", "started"]);
    }

    #[test]
    fn nothing_is_told_apart_from_little() {
        assert_eq!(
            [percent(0, 9), percent(1, 999), percent(1, 2), percent(0, 0)],
            ["–", "<1%", "50%", ""]
        );
    }
}
