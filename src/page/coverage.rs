//! Coverage: where training data exist, and where a model can only extrapolate.

use std::collections::BTreeMap;

/// Radius that a training state covers, in standard deviations of the training states.
pub const REACH: f64 = 0.3;

/// Result of [`distances`] for points without a training state nearby.
const UNCOVERED: f64 = 2.0;

/// Distance of each point of `at` to the nearest of `points`, with each axis in standard deviations of `points`, in units of
/// [`REACH`]. Points at 1 or more are not covered; their exact distance is not computed.
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

/// Population standard deviation.
pub fn deviation(values: impl ExactSizeIterator<Item = f64> + Clone) -> f64 {
    let n = values.len() as f64;
    let mean = values.clone().sum::<f64>() / n;
    (values.map(|value| (value - mean).powi(2)).sum::<f64>() / n).sqrt()
}
