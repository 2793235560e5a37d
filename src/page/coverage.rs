//! Where there are data, and where a model can only extrapolate.

use std::collections::BTreeMap;

/// A training state covers its neighbourhood this far, in standard deviations of the training states.
pub const REACH: f64 = 0.3;

/// What [`distances`] says of points with no training state in the neighbourhood.
const UNCOVERED: f64 = 2.0;

/// Of each point of `at`, the distance to the nearest of `points`, each axis measured in standard deviations of `points` along it,
/// and in units of [`REACH`]. From 1 on a point counts as not covered; there the value itself says no more.
pub fn distances(points: &[[f64; 2]], at: impl Iterator<Item = [f64; 2]>) -> Vec<f64> {
    let scale = [0, 1]
        .map(|i| REACH * deviation(points.iter().map(|point| point[i])).max(f64::MIN_POSITIVE));
    let cell = |point: [f64; 2]| [0, 1].map(|i| (point[i] / scale[i]).floor() as i64);
    let mut cells: BTreeMap<[i64; 2], Vec<[f64; 2]>> = BTreeMap::new();
    for point in points {
        cells.entry(cell(*point)).or_default().push(*point);
    }
    let nearest = |at: [f64; 2]| {
        let [column, row] = cell(at);
        let around = (-1..=1)
            .flat_map(|i| (-1..=1).map(move |j| [column.saturating_add(i), row.saturating_add(j)]));
        around
            .filter_map(|key| cells.get(&key))
            .flatten()
            .map(|point| ((point[0] - at[0]) / scale[0]).hypot((point[1] - at[1]) / scale[1]))
            .fold(UNCOVERED, f64::min)
    };
    at.map(nearest).collect()
}

/// The standard deviation of a population.
pub fn deviation(values: impl ExactSizeIterator<Item = f64> + Clone) -> f64 {
    let n = values.len() as f64;
    let mean = values.clone().sum::<f64>() / n;
    (values.map(|value| (value - mean).powi(2)).sum::<f64>() / n).sqrt()
}
