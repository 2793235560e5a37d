//! Regression dilution: least squares on noisy states learns E[f | noisy x], not f.
//!
//! For motion on circles, f(x) = ωJx, with the radius uniform in [a, b] and noise of standard deviation σ on each component,
//! the learned field at radius ρ is λ(ρ)·f(x) with
//!
//! λ(ρ) = ∫ r·I₁(ρr/σ²)·e^(−(ρ² + r²)/2σ²) dr / (ρ·∫ I₀(ρr/σ²)·e^(−(ρ² + r²)/2σ²) dr).
//!
//! It conserves energy but is too slow. Bessel functions: Abramowitz & Stegun 1964, 9.8.1–9.8.4.

/// Number of radii in the midpoint rule.
const POINTS: usize = 400;

/// λ(ρ): speed of the best learnable field at `radius`, as a fraction of the true speed.
pub fn attenuation(radius: f64, [a, b]: [f64; 2], sigma: f64) -> f64 {
    if sigma == 0.0 {
        return 1.0;
    }
    let (numerator, density) = integrals(radius, [a, b], sigma);
    numerator / (radius * density)
}

/// ∫ r·I₁ and ∫ I₀ over the ring, each times the exponential. Both are relative to the largest weight, so that they do not
/// underflow far from the ring.
fn integrals(radius: f64, [a, b]: [f64; 2], sigma: f64) -> (f64, f64) {
    let variance = sigma * sigma;
    // The weight is largest at the nearest radius of the ring and falls as e^(−δd/σ² − δ²/2σ²) at a distance δ from it.
    let nearest = radius.clamp(a, b);
    let d = (radius - nearest).abs();
    let reach = (9.0 * sigma).min(40.0 * variance / d);
    let (low, high) = (a.max(nearest - reach), b.min(nearest + reach));
    let (mut numerator, mut density) = (0.0, 0.0);
    for i in 0..POINTS {
        let r = low + (i as f64 + 0.5) / POINTS as f64 * (high - low);
        let exponent = (nearest - radius).powi(2) - (r - radius).powi(2);
        let weight = libm::exp(exponent / (2.0 * variance));
        let [i0, i1] = scaled_bessel(radius * r / variance);
        numerator += weight * i1 * r;
        density += weight * i0;
    }
    let width = high - low;
    (numerator * width, density * width)
}

/// e^−x·I₀(x) and e^−x·I₁(x) for x ≥ 0, to 2e-7.
fn scaled_bessel(x: f64) -> [f64; 2] {
    let polynomial =
        |coefficients: &[f64], t: f64| coefficients.iter().rev().fold(0.0, |sum, c| sum * t + c);
    let t = x / 3.75;
    if t < 1.0 {
        let i0 = [
            1.0, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.0360768, 0.0045813,
        ];
        let i1 = [
            0.5, 0.87890594, 0.51498869, 0.15084934, 0.02658733, 0.00301532, 0.00032411,
        ];
        let scale = libm::exp(-x);
        return [
            scale * polynomial(&i0, t * t),
            scale * x * polynomial(&i1, t * t),
        ];
    }
    let i0 = [
        0.39894228,
        0.01328592,
        0.00225319,
        -0.00157565,
        0.00916281,
        -0.02057706,
        0.02635537,
        -0.01647633,
        0.00392377,
    ];
    let i1 = [
        0.39894228,
        -0.03988024,
        -0.00362018,
        0.00163801,
        -0.01031555,
        0.02282967,
        -0.02895312,
        0.01787654,
        -0.00420059,
    ];
    let scale = 1.0 / x.sqrt();
    [
        scale * polynomial(&i0, 1.0 / t),
        scale * polynomial(&i1, 1.0 / t),
    ]
}
