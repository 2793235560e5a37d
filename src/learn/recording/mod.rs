//! Recordings: measured motion, whose law is unknown, from a table in a text file.
//!
//! What a recording can have and how it is handled is explained in its notes: gaps, repeated or unordered times, rows without a
//! finite number, several trials, more rows than needed, no column for the momentum.

pub mod roles;
pub mod table;

use crate::error::{Error, Result};
use crate::learn::dataset::{Dataset, Split};
use roles::Role;
use std::collections::BTreeMap;
use table::Table;

/// Rows that are used at most; of more, an even selection.
pub const MAX_ROWS: usize = 10_000;
/// Rows that a recording needs.
const MIN_ROWS: usize = 10;
/// Rows that a trial needs, for a difference quotient of second order.
const MIN_TRIAL: usize = 3;
/// A step longer than the usual one by this factor is a gap.
const GAP: f64 = 1.5;
/// Times that differ by less, as a share of the trial's duration, count as the same.
const LEAST_STEP: f64 = 1e-9;

/// A measured motion.
#[derive(Debug, Clone, PartialEq)]
pub struct Recording {
    pub dof: usize,
    pub trials: Vec<Trial>,
    /// How its peculiarities were handled, a sentence each.
    pub notes: Vec<String>,
}

/// A part of a recording that was measured in one go.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trial {
    /// Increasing, in the recording's unit, `(n)`.
    pub t: Vec<f64>,
    /// States (q, p), `(n, 2·dof)`.
    pub x: Vec<f64>,
}

/// How a recording is divided into training and test data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Division {
    /// The first part of each trial is for training.
    Time,
    /// The first trials are for training.
    Trials,
}

/// One row under its roles.
struct Row {
    t: f64,
    /// Positions, then momenta as far as they are known.
    values: Vec<f64>,
}

impl Recording {
    /// Reads a recording with the roles that its columns' names suggest.
    ///
    /// # Errors
    /// [`Error::Table`] or [`Error::File`] says what is missing.
    pub fn read(text: &str) -> Result<Recording> {
        let table = Table::read(text)?;
        let roles = roles::roles(&table);
        Recording::new(&table, &roles)
    }

    /// A recording from a table, given a role for each column.
    ///
    /// # Errors
    /// No time, no position, more than two coordinates, or too few rows.
    pub fn new(table: &Table, roles: &[Role]) -> Result<Recording> {
        let place = |role: Role| roles.iter().position(|each| *each == role);
        let names = || {
            let names = table.columns.iter().map(|column| column.name.as_str());
            crate::error::list(names)
        };
        let needed = |what: &str| {
            unreadable(format!(
                "It needs a column with {what}; it has {}.",
                names()
            ))
        };
        let time = place(Role::Time).ok_or_else(|| needed("the time"))?;
        let first = place(Role::Position(0)).ok_or_else(|| needed("a position or angle"))?;
        let positions: Vec<usize> = [Some(first), place(Role::Position(1))]
            .into_iter()
            .flatten()
            .collect();
        let dof = positions.len();
        let mut notes = Vec::new();
        let momenta: Vec<Option<usize>> = (0..dof)
            .map(|i| place(Role::Momentum(i)).or_else(|| place(Role::Velocity(i))))
            .collect();
        if momenta.iter().any(Option::is_none) {
            notes.push("No column has the velocity or momentum of every position, so central differences stand for what is missing.".to_owned());
        }
        if (0..dof).any(|i| place(Role::Momentum(i)).is_none()) {
            notes.push("The velocity stands for the momentum, as with a mass of 1.".to_owned());
        }
        let trials = grouped(
            table,
            time,
            place(Role::Trial),
            &positions,
            &momenta,
            &mut notes,
        );
        let mut trials: Vec<Trial> = trials
            .into_values()
            .map(|rows| Trial::new(rows, &momenta))
            .collect();
        let measured = trials.len();
        trials.retain(|trial| trial.t.len() >= MIN_TRIAL);
        if trials.len() < measured {
            let why = format!("with fewer than {MIN_TRIAL} rows at different times");
            notes.push(left_out(measured - trials.len(), "trial", &why) + ".");
        }
        let mut recording = Recording { dof, trials, notes };
        let rows = recording.rows();
        if rows < MIN_ROWS {
            return Err(unreadable(format!(
                "It has {rows} usable rows at different times; at least {MIN_ROWS} are needed."
            )));
        }
        recording.note_gaps();
        Ok(recording)
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.trials.iter().map(|trial| trial.t.len()).sum()
    }

    /// Training and test data: a `share` of the rows or trials for training, the rest for testing. A single trial is always
    /// divided in time.
    ///
    /// # Errors
    /// One of the two sets would be empty.
    pub fn divided(&self, share: f64, division: Division) -> Result<Dataset> {
        let (mut train, mut test) = (Split::default(), Split::default());
        let dim = 2 * self.dof;
        let part = |n: usize| (n as f64 * share) as usize;
        let by_trials = division == Division::Trials && self.trials.len() > 1;
        let trials = part(self.trials.len()).clamp(1, (self.trials.len() - 1).max(1));
        for (i, trial) in self.trials.iter().enumerate() {
            let n = trial.t.len();
            let middle = match by_trials {
                true if i < trials => n,
                true => 0,
                false => part(n),
            };
            for (split, rows) in [(&mut train, 0..middle), (&mut test, middle..n)] {
                if rows.len() < 2 {
                    continue;
                }
                split
                    .x
                    .extend_from_slice(&trial.x[rows.start * dim..rows.end * dim]);
                split.t.extend_from_slice(&trial.t[rows.clone()]);
                split.lengths.push(rows.len());
            }
        }
        for (name, split) in [("training", &train), ("test", &test)] {
            if split.is_empty() {
                return Err(Error::Setting {
                    field: "share".to_owned(),
                    value: share.to_string(),
                    allowed: format!("a share that leaves at least two rows for the {name} data"),
                });
            }
        }
        Ok(Dataset { dim, train, test })
    }

    fn note_gaps(&mut self) {
        let mut steps: Vec<f64> = self.trials.iter().flat_map(Trial::steps).collect();
        steps.sort_unstable_by(f64::total_cmp);
        let Some(usual) = steps.get(steps.len() / 2) else {
            return;
        };
        let gaps = steps.iter().filter(|step| **step > GAP * usual).count();
        if let (Some(longest), 1..) = (steps.last(), gaps) {
            self.notes.push(format!(
                "{gaps} of {} time steps are longer than the usual {usual:.4}, the longest {longest:.4}. Every difference uses its own step.",
                steps.len()
            ));
        }
    }
}

impl Trial {
    /// Sorts the rows, averages those at the same time, and fills in missing momenta.
    fn new(mut rows: Vec<Row>, momenta: &[Option<usize>]) -> Trial {
        rows.sort_by(|a, b| a.t.total_cmp(&b.t));
        let (first, last) = (
            rows.first().map_or(0.0, |row| row.t),
            rows.last().map_or(0.0, |row| row.t),
        );
        let same = LEAST_STEP * (last - first).max(1e-3);
        let rows: Vec<Row> = rows.chunk_by(|a, b| b.t - a.t <= same).map(mean).collect();
        let dof = momenta.len();
        let missing = momenta.contains(&None);
        // Differences need a neighbour on both sides.
        let used = if missing {
            1..rows.len().saturating_sub(1)
        } else {
            0..rows.len()
        };
        let mut trial = Trial::default();
        for i in used {
            let row = &rows[i];
            trial.t.push(row.t);
            trial.x.extend_from_slice(&row.values[..dof]);
            let mut known = row.values[dof..].iter();
            for (coordinate, momentum) in momenta.iter().enumerate() {
                let measured = momentum.and_then(|_| known.next().copied());
                let momentum = measured.unwrap_or_else(|| slope(&rows[i - 1..=i + 1], coordinate));
                trial.x.push(momentum);
            }
        }
        trial
    }

    fn steps(&self) -> impl Iterator<Item = f64> {
        self.t.windows(2).map(|t| t[1] - t[0])
    }
}

/// The rows by trial, without those that lack a number, thinned if there are too many.
fn grouped(
    table: &Table,
    time: usize,
    trial: Option<usize>,
    positions: &[usize],
    momenta: &[Option<usize>],
    notes: &mut Vec<String>,
) -> BTreeMap<usize, Vec<Row>> {
    let columns: Vec<usize> = positions
        .iter()
        .copied()
        .chain(momenta.iter().flatten().copied())
        .collect();
    let (mut missing, mut first_missing) = (0, 0);
    let thinning = table.lines.len().div_ceil(MAX_ROWS).max(1);
    let mut trials: BTreeMap<usize, Vec<Row>> = BTreeMap::new();
    // Numbers in the order in which they occur.
    let mut numbers: BTreeMap<u64, usize> = BTreeMap::new();
    let (mut sorted, mut repeated) = (true, 0);
    for (i, (line, cells)) in table.rows().enumerate() {
        let name = trial.map_or(0.0, |column| cells[column]).to_bits();
        let values: Vec<f64> = columns.iter().map(|column| cells[*column]).collect();
        let t = cells[time];
        if !t.is_finite()
            || !f64::from_bits(name).is_finite()
            || !values.iter().all(|x| x.is_finite())
        {
            missing += 1;
            first_missing = if missing == 1 { line } else { first_missing };
            continue;
        }
        if !i.is_multiple_of(thinning) {
            continue;
        }
        let next = numbers.len();
        let number = *numbers.entry(name).or_insert(next);
        let rows = trials.entry(number).or_default();
        if let Some(before) = rows.last() {
            sorted &= t >= before.t;
            repeated += usize::from(t == before.t);
        }
        rows.push(Row { t, values });
    }
    if missing > 0 {
        let rows = left_out(missing, "row", "without a finite number");
        notes.push(format!("{rows}, the first in line {first_missing}."));
    }
    if thinning > 1 {
        notes.push(format!(
            "Of {} rows, one in {thinning} is used.",
            table.lines.len()
        ));
    }
    if !sorted {
        notes.push("The times were not in order; the rows were sorted.".to_owned());
    }
    if repeated > 0 {
        notes.push("Some rows have the same time; their means are used.".to_owned());
    }
    if trials.len() > 1 {
        notes.push(format!("It has {} trials.", trials.len()));
    }
    trials
}

/// "3 rows without a finite number were left out"
fn left_out(n: usize, what: &str, why: &str) -> String {
    if n == 1 {
        format!("1 {what} {why} was left out")
    } else {
        format!("{n} {what}s {why} were left out")
    }
}

/// The mean of rows with the same time.
fn mean(rows: &[Row]) -> Row {
    let n = rows.len() as f64;
    let column = |i: usize| rows.iter().map(|row| row.values[i]).sum::<f64>() / n;
    Row {
        t: rows[0].t,
        values: (0..rows[0].values.len()).map(column).collect(),
    }
}

/// The derivative of a coordinate at the middle of three rows: that of the parabola through them.
fn slope(rows: &[Row], coordinate: usize) -> f64 {
    let [a, b, c] = [0, 1, 2].map(|i| (rows[i].t, rows[i].values[coordinate]));
    let (before, after) = (b.0 - a.0, c.0 - b.0);
    let (backward, forward) = ((b.1 - a.1) / before, (c.1 - b.1) / after);
    (backward * after + forward * before) / (before + after)
}

fn unreadable(reason: String) -> Error {
    Error::File {
        what: "The recording",
        reason,
    }
}
