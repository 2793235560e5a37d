//! Weighted sums of Runge–Kutta stages.

/// sum ← Σ wₛ·kₛ, component by component, in the order of the stages. All slices of `k` are as long as `sum`.
pub fn weighted_sum(weights: &[f64], k: &[Vec<f64>], sum: &mut [f64]) {
    sum.fill(0.0);
    for (weight, k) in weights.iter().zip(k) {
        for (sum, k) in sum.iter_mut().zip(k) {
            *sum += weight * k;
        }
    }
}
