//! The loops of integrators over batches of states: sums of stages, steps, errors and dense output.

/// sum ← Σ wₛ·kₛ, component by component, in the order of the stages. All slices of `k` are as long as `sum`.
pub fn weighted_sum(weights: &[f64], k: &[Vec<f64>], sum: &mut [f64]) {
    sum.fill(0.0);
    for (weight, k) in weights.iter().zip(k) {
        for (sum, k) in sum.iter_mut().zip(k) {
            *sum += weight * k;
        }
    }
}

/// x ← x + dt·k.
pub fn advance(x: &mut [f64], dt: f64, k: &[f64]) {
    x.iter_mut().zip(k).for_each(|(x, k)| *x += dt * k);
}

/// Half `half` (0 for q, 1 for p) of each row `(dim)` of x ← x + dt·k.
pub fn advance_half(x: &mut [f64], dim: usize, half: usize, dt: f64, k: &[f64]) {
    let columns = half * dim / 2..(half + 1) * dim / 2;
    for (x, k) in x.chunks_exact_mut(dim).zip(k.chunks_exact(dim)) {
        advance(&mut x[columns.clone()], dt, &k[columns.clone()]);
    }
}

/// to ← from + dt·k.
pub fn moved(to: &mut [f64], from: &[f64], dt: f64, k: &[f64]) {
    for ((to, from), k) in to.iter_mut().zip(from).zip(k) {
        *to = from + dt * k;
    }
}

/// Maximum over states `(dim)` of the root mean square over components of h·error / (absolute + relative·|x|), with the larger
/// of |x| and |new|. NaN if an error is.
pub fn error_norm(
    [x, new, error]: [&[f64]; 3],
    h: f64,
    dim: usize,
    [absolute, relative]: [f64; 2],
) -> f64 {
    let mut worst = 0.0f64;
    for first in (0..x.len()).step_by(dim) {
        let mut sum = 0.0;
        for i in first..first + dim {
            let allowed = absolute + relative * x[i].abs().max(new[i].abs());
            sum += (h * error[i] / allowed) * (h * error[i] / allowed);
        }
        // `max` would drop a NaN.
        let norm = (sum / dim as f64).sqrt();
        if norm.is_nan() || norm > worst {
            worst = norm;
        }
    }
    worst
}

/// Dense output of Dormand–Prince at the fraction `theta` of a step of size `h` from `x` to `new`: `out` holds the sum of the
/// dense weights and receives the state; `ends` are the derivatives at both ends.
pub fn interpolate([x, new]: [&[f64]; 2], ends: [&[f64]; 2], h: f64, theta: f64, out: &mut [f64]) {
    for i in 0..x.len() {
        let difference = new[i] - x[i];
        let start = h * ends[0][i] - difference;
        let end = difference - h * ends[1][i] - start;
        let quartic = h * out[i];
        let rest = 1.0 - theta;
        out[i] = x[i] + theta * (difference + rest * (start + theta * (end + rest * quartic)));
    }
}
