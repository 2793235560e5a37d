//! Momenta from velocities: inverts dq/dt = ∂H(q, p)/∂p at fixed q by Newton's method.

use crate::error::{Error, Result};
use crate::physics::field::VectorField;

const MAX_ITERATIONS: usize = 50;
/// Relative to the given velocities, or absolute if those are below 1.
const TOLERANCE: f64 = 1e-9;

/// The momenta at which `field` has the given velocities and positions, dof numbers each. A kinetic energy that is quadratic
/// in p takes one iteration.
///
/// # Errors
/// [`Error::NoMomenta`] if the iteration does not converge.
pub fn solve(
    field: &mut dyn VectorField,
    positions: &[f64],
    velocities: &[f64],
) -> Result<Vec<f64>> {
    let dof = positions.len();
    let mut dx = vec![0.0; 2 * dof];
    let mut velocity = |p: &[f64]| {
        field.velocity(&[positions, p].concat(), &mut dx);
        dx[..dof].to_vec()
    };
    let scale = velocities.iter().fold(1.0f64, |most, v| most.max(v.abs()));
    let mut p = vec![0.0; dof];
    for _ in 0..MAX_ITERATIONS {
        let at_p = velocity(&p);
        let missing: Vec<f64> = velocities.iter().zip(&at_p).map(|(v, at)| v - at).collect();
        if missing.iter().all(|v| v.abs() <= TOLERANCE * scale) {
            return Ok(p);
        }
        // A unit step is exact if the velocity is linear in p; steps shrink near the solution.
        let size = missing.iter().fold(0.0f64, |most, v| most.max(v.abs())) / scale;
        let h = size.clamp(1e-4, 1.0);
        // Augmented rows [∂v_i/∂p_j | missing_i].
        let mut rows: Vec<Vec<f64>> = missing.iter().map(|v| vec![*v; dof + 1]).collect();
        for j in 0..dof {
            let mut moved = p.clone();
            moved[j] += h;
            let moved = velocity(&moved);
            for (i, row) in rows.iter_mut().enumerate() {
                row[j] = (moved[i] - at_p[i]) / h;
            }
        }
        let Some(step) = eliminate(rows) else { break };
        p.iter_mut().zip(step).for_each(|(p, step)| *p += step);
    }
    Err(Error::NoMomenta {
        velocities: velocities.to_vec(),
    })
}

/// Gaussian elimination with pivoting on augmented rows (n coefficients and the right-hand side); `None` if singular.
fn eliminate(mut rows: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let n = rows.len();
    for column in 0..n {
        let pivot =
            (column..n).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()))?;
        rows.swap(column, pivot);
        let lead = rows[column].clone();
        if lead[column] == 0.0 || !lead[column].is_finite() {
            return None;
        }
        for row in rows.iter_mut().skip(column + 1) {
            let factor = row[column] / lead[column];
            row.iter_mut()
                .zip(&lead)
                .for_each(|(x, lead)| *x -= factor * lead);
        }
    }
    let mut x = vec![0.0; n];
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|j| rows[i][j] * x[j]).sum();
        x[i] = (rows[i][n] - known) / rows[i][i];
    }
    Some(x)
}
