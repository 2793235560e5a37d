//! A table of numbers in a text, as measuring programs write it: columns separated by commas, semicolons, tabs or blanks, with
//! or without a header, decimal points or commas.

use crate::error::{Error, Result};

/// Longest text that is read, in bytes.
pub const MAX_BYTES: usize = 8 << 20;
/// Most columns.
const MAX_COLUMNS: usize = 32;
/// No measured number is as large; such a one counts as infinite.
const MOST: f64 = 1e15;
/// Lines by which the separator is recognised.
const SAMPLE: usize = 50;

/// Cells that stand for a missing number.
const MISSING: &[&str] = &["", "-", "nan", "na", "n/a", "null", "none"];

/// Numbers in rows and named columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub columns: Vec<Column>,
    /// Row by row; NaN where a number is missing, infinite or absurdly large.
    pub values: Vec<f64>,
    /// The line of each row, from 1.
    pub lines: Vec<usize>,
    /// Whether the columns have names of their own.
    pub has_header: bool,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// From the header, or "column 3".
    pub name: String,
    /// What stood in brackets behind the name.
    pub unit: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    Tab,
    Semicolon,
    Comma,
    Blanks,
}

impl Separator {
    const ALL: [Separator; 4] = [
        Separator::Tab,
        Separator::Semicolon,
        Separator::Comma,
        Separator::Blanks,
    ];

    /// The cells of a line, without quotes. A separator at the end adds no cell.
    fn split(self, line: &str) -> Vec<&str> {
        let at = |separator: char| {
            let line = line.trim().strip_suffix(separator).unwrap_or(line);
            line.split(separator).map(bare).collect()
        };
        match self {
            Separator::Tab => at('\t'),
            Separator::Semicolon => at(';'),
            Separator::Comma => at(','),
            Separator::Blanks => line.split_whitespace().map(bare).collect(),
        }
    }

    /// The number in a cell, NaN if it is missing; `None` for other text.
    fn number(self, cell: &str) -> Option<f64> {
        if MISSING.contains(&cell.to_lowercase().as_str()) {
            return Some(f64::NAN);
        }
        let mut cell = cell.replace('−', "-");
        if self != Separator::Comma && !cell.contains('.') {
            cell = cell.replacen(',', ".", 1);
        }
        let number: f64 = cell.parse().ok()?;
        Some(if number.abs() < MOST {
            number
        } else {
            f64::NAN
        })
    }

    /// The number of lines that consist of numbers, two or more each.
    fn fits(self, lines: &[&str]) -> usize {
        let of_numbers = |line: &&&str| {
            let cells = self.split(line);
            cells.len() > 1 && cells.iter().all(|cell| self.number(cell).is_some())
        };
        lines.iter().filter(of_numbers).count()
    }
}

impl Table {
    /// Reads a table. Empty lines and comments (`#`, `%`, `//`) do not count.
    ///
    /// # Errors
    /// [`Error::Table`] with line and column.
    pub fn read(text: &str) -> Result<Table> {
        if text.len() > MAX_BYTES {
            let found = format!("{} MB", text.len() >> 20);
            return Err(refused(
                1,
                "",
                &found,
                &format!("at most {} MB", MAX_BYTES >> 20),
            ));
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let end = if text.contains('\n') { '\n' } else { '\r' };
        let content = || {
            let lines = text.split(end).enumerate();
            lines
                .map(|(i, line)| (i + 1, line.trim_end_matches('\r')))
                .filter(|(_, line)| !is_comment(line))
        };
        let sample: Vec<&str> = content().map(|(_, line)| line).take(SAMPLE).collect();
        let Some((first, line)) = content().next() else {
            return Err(refused(1, "", "", "a table of numbers"));
        };
        let mut separator = Separator::Tab;
        for other in Separator::ALL {
            if other.fits(&sample) > separator.fits(&sample) {
                separator = other;
            }
        }
        if separator.fits(&sample) == 0 {
            let expected =
                "numbers in at least two columns, separated by commas, semicolons, tabs or blanks";
            let (line, found) = content().nth(1).unwrap_or((first, line));
            return Err(refused(line, "", found, expected));
        }
        let cells = separator.split(line);
        let has_header = cells.iter().any(|cell| separator.number(cell).is_none());
        if cells.len() > MAX_COLUMNS {
            let found = format!("{} columns", cells.len());
            return Err(refused(
                first,
                "",
                &found,
                &format!("at most {MAX_COLUMNS} columns"),
            ));
        }
        let columns: Vec<Column> = cells
            .iter()
            .enumerate()
            .map(|(i, cell)| column(i, if has_header { cell } else { "" }))
            .collect();
        let mut table = Table {
            columns,
            values: Vec::new(),
            lines: Vec::new(),
            has_header,
        };
        for (line, text) in content().skip(usize::from(has_header)) {
            table.add(separator, line, text)?;
        }
        Ok(table)
    }

    fn add(&mut self, separator: Separator, line: usize, text: &str) -> Result<()> {
        let cells = separator.split(text);
        if cells.len() != self.columns.len() {
            let found = format!("{} columns", cells.len());
            let expected = format!("{}, as in the lines before", self.columns.len());
            return Err(refused(line, "", &found, &expected));
        }
        for (cell, column) in cells.iter().zip(&self.columns) {
            let Some(number) = separator.number(cell) else {
                return Err(refused(line, &column.name, cell, "a number"));
            };
            self.values.push(number);
        }
        self.lines.push(line);
        Ok(())
    }

    /// The rows in order, each with its line.
    pub fn rows(&self) -> impl Iterator<Item = (usize, &[f64])> {
        let rows = self.values.chunks_exact(self.columns.len().max(1));
        self.lines.iter().copied().zip(rows)
    }
}

fn refused(line: usize, column: &str, found: &str, expected: &str) -> Error {
    Error::Table {
        line,
        column: column.to_owned(),
        found: found.to_owned(),
        expected: expected.to_owned(),
    }
}

fn is_comment(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || ["#", "%", "//"].iter().any(|mark| line.starts_with(mark))
}

/// A cell without blanks and quotes around it.
fn bare(cell: &str) -> &str {
    let cell = cell.trim();
    let inner = cell
        .strip_prefix('"')
        .and_then(|cell| cell.strip_suffix('"'));
    inner.map_or(cell, str::trim)
}

/// A column with a name such as "time [s]" or "angle (rad)".
fn column(i: usize, name: &str) -> Column {
    let (name, unit) = match name.split_once(['[', '(']) {
        Some((name, unit)) => (name, unit.trim_end_matches([']', ')'])),
        None => (name, ""),
    };
    let name = name.trim();
    Column {
        name: if name.is_empty() {
            format!("column {}", i + 1)
        } else {
            name.to_owned()
        },
        unit: unit.trim().to_owned(),
    }
}
