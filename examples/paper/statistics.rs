//! Runs over seeds in short.

/// `mean ± standard error`, or the mean alone for one value.
pub fn mean_and_error(values: &[f64]) -> String {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    if values.len() < 2 {
        return format!("{mean:.2e}");
    }
    let variance = values
        .iter()
        .map(|value| (value - mean).powi(2))
        .sum::<f64>()
        / (n - 1.0);
    format!("{mean:.2e} ± {:.1e}", (variance / n).sqrt())
}

/// `median (smallest – largest)`, or the median alone for one value. For an even number it is the lower of the middle
/// two.
pub fn median_and_range(mut values: Vec<f64>) -> String {
    values.sort_by(f64::total_cmp);
    let median = values[(values.len() - 1) / 2];
    match values.as_slice() {
        [least, .., greatest] => format!("{median:.2e} ({least:.1e} – {greatest:.1e})"),
        _ => format!("{median:.2e}"),
    }
}
