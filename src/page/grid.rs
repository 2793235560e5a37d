//! Grids on which fields and maps are computed.

use crate::error::{Error, Result};

/// A rectangular grid in the view's plane, row 0 at `y[0]`, end points included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    x: [f64; 2],
    y: [f64; 2],
    columns: usize,
    rows: usize,
}

/// Largest number of grid points in each direction.
pub const MAX_GRID_POINTS: usize = 512;

impl Grid {
    /// A grid of 2 to [`MAX_GRID_POINTS`] points in each direction over a finite rectangle.
    pub fn new(x: [f64; 2], y: [f64; 2], columns: usize, rows: usize) -> Result<Grid> {
        let refuse = |field: &str, value: String, allowed: String| Error::Setting {
            field: field.to_owned(),
            value,
            allowed,
        };
        for (field, count) in [("columns", columns), ("rows", rows)] {
            if !(2..=MAX_GRID_POINTS).contains(&count) {
                return Err(refuse(
                    field,
                    count.to_string(),
                    format!("2 to {MAX_GRID_POINTS}"),
                ));
            }
        }
        for (field, [low, high]) in [("x", x), ("y", y)] {
            if !(low.is_finite() && high.is_finite() && low < high) {
                return Err(refuse(
                    field,
                    format!("{low} to {high}"),
                    "finite, from low to high".to_owned(),
                ));
            }
        }
        Ok(Grid {
            x,
            y,
            columns,
            rows,
        })
    }

    /// `(rows, columns)`.
    pub fn size(&self) -> [usize; 2] {
        [self.rows, self.columns]
    }

    /// The points, row by row.
    pub fn points(&self) -> impl Iterator<Item = [f64; 2]> {
        let Grid {
            x,
            y,
            columns,
            rows,
        } = *self;
        let at = |range: [f64; 2], i: usize, count: usize| {
            range[0] + (range[1] - range[0]) * i as f64 / (count - 1) as f64
        };
        (0..rows).flat_map(move |row| {
            (0..columns).map(move |column| [at(x, column, columns), at(y, row, rows)])
        })
    }
}
