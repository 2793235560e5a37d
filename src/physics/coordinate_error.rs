//! The coordinate error of a rollout: distance from the true state at the same time, each coordinate in units of its spread.
//!
//! Metres and kg·m/s cannot be added, so differences are divided by the standard deviation s_i of the coordinate along the
//! true path, pooled over coordinates with the same unit:
//! e(t) = √(mean over i of ((x_i − x_i^true)/s_i)²). Two random times of one motion differ
//! by √2 on average, a harmonic motion in antiphase by 2.

/// The scale of each coordinate: its spread along the path `states` `(n, dim)`, pooled over equal `units`, or that of
/// `reference` `(m, dim)`, the training states, if the coordinate is at rest.
pub fn scales(states: &[f64], reference: &[f64], units: &[&str]) -> Vec<f64> {
    let along_path = variances(states, units.len());
    let in_reference = variances(reference, units.len());
    units
        .iter()
        .map(|unit| {
            let pooled = |variances: &[f64]| {
                let same: Vec<f64> = variances
                    .iter()
                    .zip(units)
                    .filter(|(_, other)| *other == unit)
                    .map(|(variance, _)| *variance)
                    .collect();
                (same.iter().sum::<f64>() / same.len() as f64).sqrt()
            };
            [pooled(&along_path), pooled(&in_reference)]
                .into_iter()
                .find(|scale| *scale > 1e-9)
                .unwrap_or(1.0)
        })
        .collect()
}

/// e(t) of `states` against `truth`, `(n, dim)` each, up to the shorter of the two.
pub fn coordinate_error(states: &[f64], truth: &[f64], scales: &[f64]) -> Vec<f64> {
    let dim = scales.len();
    let square = |(a, (b, scale)): (&f64, (&f64, &f64))| ((a - b) / scale).powi(2);
    states
        .chunks_exact(dim)
        .zip(truth.chunks_exact(dim))
        .map(|(a, b)| {
            let sum: f64 = a.iter().zip(b.iter().zip(scales)).map(square).sum();
            (sum / dim as f64).sqrt()
        })
        .collect()
}

/// The variance of each of `dim` columns.
fn variances(rows: &[f64], dim: usize) -> Vec<f64> {
    let n = (rows.len() / dim).max(1) as f64;
    (0..dim)
        .map(|i| {
            let column = || rows.iter().skip(i).step_by(dim);
            let mean = column().sum::<f64>() / n;
            column().map(|x| (x - mean).powi(2)).sum::<f64>() / n
        })
        .collect()
}
