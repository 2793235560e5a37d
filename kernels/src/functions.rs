//! Activation functions on four lanes, and their slopes as functions of what the layer *saved*.
//!
//! A layer saves the output σ(z) if σ′ is a polynomial of it, else z
//! (see [`keeps_preactivation`](crate::activation::Activation::keeps_preactivation)). All transcendental functions are built on
//! eʸ − 1 = 2ᵏ(eʳ − 1) + (2ᵏ − 1) with y = k·ln 2 + r, |r| ≤ ln 2 / 2, where eʳ − 1 = r + r²·q(r) and q is a minimax polynomial
//! of degree 4, found by the Remez exchange (relative error of eʳ − 1: 1.3e-8).
//!
//! Errors are at most 2.7 units in the last place for all f32 arguments, except for results below 2e-36, which may be flushed
//! to zero. The tests have a bound for each function. NaN stays NaN.

use super::lanes::F32x4;
use crate::activation::{SELU_ALPHA, SELU_SCALE};

const LOG2_E: f32 = std::f32::consts::LOG2_E;
const LN_2: f32 = std::f32::consts::LN_2;
/// ln 2 as a sum; products of the first term with a small integer are exact.
const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;
/// Adding 1.5·2²³ rounds to an integer k in the low bits; adding 127 more gives the biased exponent of 2ᵏ.
const ROUND: f32 = 12_582_912.0 + 127.0;
/// tanh(x) rounds to 1 beyond this.
const TANH_SATURATES: f32 = 9.02;
/// Below this 2ᵏ is flushed to zero: eʸ = 0, eʸ − 1 = −1.
const EXP_UNDERFLOWS: f32 = -88.0;

/// An activation, chosen at compile time so that loops over elements have no branch.
pub trait Sigma {
    /// σ(z).
    fn value(z: F32x4) -> F32x4;
    /// σ′ from what the layer saved.
    fn slope(saved: F32x4) -> F32x4;
    /// The derivative of [`Sigma::slope`] with respect to its argument.
    fn slope_derivative(saved: F32x4) -> F32x4;
    /// σ″ from a saved output; overridden by [`Sigma::slope_derivative`] where z is saved.
    #[inline(always)]
    fn curvature(saved: F32x4) -> F32x4 {
        Self::slope_derivative(saved) * Self::slope(saved)
    }
}

/// Evaluates an expression with `$S` standing for the [`Sigma`] of an [`Activation`], in the [`widest`](super::lanes::widest) registers.
macro_rules! with_sigma {
    ($activation:expr, $S:ident => $body:expr) => {
        match $activation {
            $crate::activation::Activation::Tanh => {
                type $S = $crate::functions::Tanh;
                $crate::lanes::widest(|| $body)
            }
            $crate::activation::Activation::Relu => {
                type $S = $crate::functions::Relu;
                $crate::lanes::widest(|| $body)
            }
            $crate::activation::Activation::Sigmoid => {
                type $S = $crate::functions::Sigmoid;
                $crate::lanes::widest(|| $body)
            }
            $crate::activation::Activation::Softplus => {
                type $S = $crate::functions::Softplus;
                $crate::lanes::widest(|| $body)
            }
            $crate::activation::Activation::Selu => {
                type $S = $crate::functions::Selu;
                $crate::lanes::widest(|| $body)
            }
            $crate::activation::Activation::Elu => {
                type $S = $crate::functions::Elu;
                $crate::lanes::widest(|| $body)
            }
            $crate::activation::Activation::Swish => {
                type $S = $crate::functions::Swish;
                $crate::lanes::widest(|| $body)
            }
        }
    };
}
pub(super) use with_sigma;

/// (2ᵏ, eʳ − 1) for EXP_UNDERFLOWS ≤ y ≤ 88.
#[inline(always)]
fn exp_parts(y: F32x4) -> (F32x4, F32x4) {
    let shifted = y.mul_add(F32x4::splat(LOG2_E), F32x4::splat(ROUND));
    let k = shifted - F32x4::splat(ROUND);
    let r = k.mul_add(F32x4::splat(-LN_2_HIGH), y);
    let r = k.mul_add(F32x4::splat(-LN_2_LOW), r);
    (shifted.low_bits_as_exponent(), exp_minus_one_near_0(r))
}

/// eʳ − 1 for |r| ≤ ln 2 / 2.
#[inline(always)]
fn exp_minus_one_near_0(r: F32x4) -> F32x4 {
    let q = r.mul_add(F32x4::splat(1.388_249_6e-3), F32x4::splat(8.366_647e-3));
    let q = q.mul_add(r, F32x4::splat(4.166_720_4e-2));
    let q = q.mul_add(r, F32x4::splat(0.166_665_42));
    let q = q.mul_add(r, F32x4::splat(0.499_999_97));
    q.mul_add(r * r, r)
}

/// eʸ − 1 for y ≤ 88.
#[inline(always)]
fn exp_minus_one(y: F32x4) -> F32x4 {
    let (scale, e) = exp_parts(y.max(EXP_UNDERFLOWS));
    e.mul_add(scale, scale - F32x4::splat(1.0))
}

/// e^−|z|.
#[inline(always)]
fn decay(z: F32x4) -> F32x4 {
    let (scale, e) = exp_parts((F32x4::splat(0.0) - z.abs()).max(EXP_UNDERFLOWS));
    e.mul_add(scale, scale)
}

#[inline(always)]
fn sigmoid(z: F32x4) -> F32x4 {
    let one = F32x4::splat(1.0);
    let e = decay(z);
    z.select_above(0.0, one, e) / (one + e)
}

/// With s = (1 − e^−2|z|) / 2 ≤ ½, tanh |z| = s / (1 − s) = s + s² / (1 − s), which minimises the effect of rounding the
/// quotient. Errors of the exponent shrink, so r = y − k·ln 2 needs only one term of ln 2.
pub struct Tanh;
impl Sigma for Tanh {
    #[inline(always)]
    fn value(z: F32x4) -> F32x4 {
        let half = F32x4::splat(0.5);
        let x = z.abs().min(TANH_SATURATES);
        let shifted = x.mul_add(F32x4::splat(-2.0 * LOG2_E), F32x4::splat(ROUND - 1.0));
        let k = shifted - F32x4::splat(ROUND - 1.0);
        let e = exp_minus_one_near_0(k.mul_add(F32x4::splat(-LN_2), x * F32x4::splat(-2.0)));
        let half_scale = shifted.low_bits_as_exponent();
        let s = (half - half_scale) - e * half_scale;
        let t = s + s * s / (F32x4::splat(1.0) - s);
        t.with_sign_of(z)
    }

    #[inline(always)]
    fn slope(h: F32x4) -> F32x4 {
        F32x4::splat(1.0) - h * h
    }

    #[inline(always)]
    fn slope_derivative(h: F32x4) -> F32x4 {
        h * F32x4::splat(-2.0)
    }
}

pub struct Relu;
impl Sigma for Relu {
    #[inline(always)]
    fn value(z: F32x4) -> F32x4 {
        z.max(0.0)
    }

    #[inline(always)]
    fn slope(h: F32x4) -> F32x4 {
        h.select_above(0.0, F32x4::splat(1.0), F32x4::splat(0.0))
    }

    #[inline(always)]
    fn slope_derivative(_: F32x4) -> F32x4 {
        F32x4::splat(0.0)
    }
}

pub struct Sigmoid;
impl Sigma for Sigmoid {
    #[inline(always)]
    fn value(z: F32x4) -> F32x4 {
        sigmoid(z)
    }

    #[inline(always)]
    fn slope(h: F32x4) -> F32x4 {
        h - h * h
    }

    #[inline(always)]
    fn slope_derivative(h: F32x4) -> F32x4 {
        F32x4::splat(1.0) - (h + h)
    }
}

/// ln(1 + eᶻ) = max(z, 0) + ln(1 + e^−|z|), the logarithm as 2·artanh(s), s = e / (2 + e) ≤ ⅓.
pub struct Softplus;
impl Sigma for Softplus {
    #[inline(always)]
    fn value(z: F32x4) -> F32x4 {
        let e = decay(z);
        let s = e / (e + F32x4::splat(2.0));
        let s2 = s * s;
        let p = s2.mul_add(F32x4::splat(0.139_937_82), F32x4::splat(0.140_037_91));
        let p = p.mul_add(s2, F32x4::splat(0.200_105_49));
        let p = p.mul_add(s2, F32x4::splat(0.333_332_12));
        let artanh = (p * s2).mul_add(s, s);
        z.max(0.0) + (artanh + artanh)
    }

    #[inline(always)]
    fn slope(z: F32x4) -> F32x4 {
        sigmoid(z)
    }

    #[inline(always)]
    fn slope_derivative(z: F32x4) -> F32x4 {
        let s = sigmoid(z);
        s - s * s
    }

    #[inline(always)]
    fn curvature(z: F32x4) -> F32x4 {
        Self::slope_derivative(z)
    }
}

/// λz for z > 0, λα(eᶻ − 1) elsewhere; λ and α as for SELU, or 1 and 1 for ELU.
macro_rules! exponential_linear {
    ($name:ident, $scale:expr, $alpha:expr) => {
        pub struct $name;
        impl Sigma for $name {
            #[inline(always)]
            fn value(z: F32x4) -> F32x4 {
                let negative = exp_minus_one(z.min(0.0)) * F32x4::splat(($scale * $alpha) as f32);
                z.select_above(0.0, z * F32x4::splat($scale as f32), negative)
            }

            #[inline(always)]
            fn slope(h: F32x4) -> F32x4 {
                let scale = F32x4::splat($scale as f32);
                h.select_above(0.0, scale, h + F32x4::splat(($scale * $alpha) as f32))
            }

            #[inline(always)]
            fn slope_derivative(h: F32x4) -> F32x4 {
                h.select_above(0.0, F32x4::splat(0.0), F32x4::splat(1.0))
            }
        }
    };
}
exponential_linear!(Selu, SELU_SCALE, SELU_ALPHA);
exponential_linear!(Elu, 1.0f64, 1.0f64);

pub struct Swish;
impl Sigma for Swish {
    #[inline(always)]
    fn value(z: F32x4) -> F32x4 {
        z * sigmoid(z)
    }

    /// s + z·s(1 − s), s being the sigmoid of z.
    #[inline(always)]
    fn slope(z: F32x4) -> F32x4 {
        let s = sigmoid(z);
        (z * (s - s * s)) + s
    }

    /// s(1 − s)(2 + z(1 − 2s)).
    #[inline(always)]
    fn slope_derivative(z: F32x4) -> F32x4 {
        let s = sigmoid(z);
        let two = F32x4::splat(2.0);
        (s - s * s) * ((F32x4::splat(1.0) - (s + s)) * z + two)
    }

    #[inline(always)]
    fn curvature(z: F32x4) -> F32x4 {
        Self::slope_derivative(z)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activation::Activation;

    /// The distance between f32 numbers of the size of y.
    fn unit_in_the_last_place(y: f64) -> f64 {
        2f64.powi(y.abs().max(f64::from(f32::MIN_POSITIVE)).log2().floor() as i32 - 23)
    }

    /// Largest error in units in the last place, over every 4099th f32 of either sign, denormals included.
    fn worst<S: Sigma>(a: Activation) -> f64 {
        let mut worst: f64 = 0.0;
        for bits in (0..f32::INFINITY.to_bits()).step_by(4099) {
            for z in [f32::from_bits(bits), -f32::from_bits(bits)] {
                let [y, ..] = S::value(F32x4::splat(z)).to_array();
                let expected = a.value(f64::from(z));
                if expected.abs() > f64::from(f32::MAX) {
                    continue;
                }
                let error = (f64::from(y) - expected).abs();
                assert!(!error.is_nan(), "{a:?} of {z}: {y}");
                if error > 2e-36 {
                    worst = worst.max(error / unit_in_the_last_place(expected));
                }
            }
        }
        worst
    }

    /// Oracle: the f64 formulas of [`Activation::value`], on the standard library's functions.
    #[test]
    fn errors_over_all_f32() {
        for (name, worst, bound) in [
            ("tanh", worst::<Tanh>(Activation::Tanh), 2.5),
            ("relu", worst::<Relu>(Activation::Relu), 0.0),
            ("sigmoid", worst::<Sigmoid>(Activation::Sigmoid), 2.1),
            ("softplus", worst::<Softplus>(Activation::Softplus), 2.4),
            ("SELU", worst::<Selu>(Activation::Selu), 2.0),
            ("ELU", worst::<Elu>(Activation::Elu), 1.1),
            ("swish", worst::<Swish>(Activation::Swish), 2.7),
        ] {
            assert!(worst <= bound, "{name}: {worst} exceeds {bound}");
        }
    }

    /// tanh of a denormal is that denormal, despite the 2z in the formula.
    #[test]
    fn tanh_at_the_ends_of_the_range() {
        let tanh = |z: f32| Tanh::value(F32x4::splat(z)).to_array()[0];
        for z in [
            0.0,
            f32::from_bits(1),
            f32::from_bits(77_777),
            f32::MIN_POSITIVE,
            1e-30,
        ] {
            assert_eq!(tanh(z).to_bits(), z.to_bits());
            assert_eq!(tanh(-z).to_bits(), (-z).to_bits());
        }
        for z in [9.02, 50.0, f32::MAX, f32::INFINITY] {
            assert_eq!((tanh(z), tanh(-z)), (1.0, -1.0));
        }
    }

    #[test]
    fn nan_stays_nan() {
        let nan = F32x4::splat(f32::NAN);
        for y in [
            Tanh::value(nan),
            Relu::value(nan),
            Sigmoid::value(nan),
            Softplus::value(nan),
            Selu::value(nan),
            Elu::value(nan),
            Swish::value(nan),
        ] {
            assert!(y.to_array()[0].is_nan());
        }
    }

    /// Oracle: the f64 formulas; σ″ = dσ′/dsaved · dsaved/dz. The f32 output is rounded, hence the absolute tolerance.
    fn derivatives_agree<S: Sigma>(a: Activation) {
        for i in -400..400 {
            let z = i as f32 / 50.0 + 0.003;
            let value = S::value(F32x4::splat(z));
            let saved = if a.keeps_preactivation() {
                F32x4::splat(z)
            } else {
                value
            };
            let [slope, ..] = S::slope(saved).to_array();
            let [derivative, ..] = S::slope_derivative(saved).to_array();
            let exact = a.slope(f64::from(z));
            assert!((f64::from(slope) - exact).abs() < 1e-6, "{a:?} at {z}");
            let chain = if a.keeps_preactivation() { 1.0 } else { exact };
            let [curvature, ..] = S::curvature(saved).to_array();
            for curvature in [f64::from(derivative) * chain, f64::from(curvature)] {
                assert!(
                    (curvature - a.curvature(f64::from(z))).abs() < 2e-6,
                    "{a:?} at {z}"
                );
            }
        }
    }

    #[test]
    fn derivatives() {
        derivatives_agree::<Tanh>(Activation::Tanh);
        derivatives_agree::<Relu>(Activation::Relu);
        derivatives_agree::<Sigmoid>(Activation::Sigmoid);
        derivatives_agree::<Softplus>(Activation::Softplus);
        derivatives_agree::<Selu>(Activation::Selu);
        derivatives_agree::<Elu>(Activation::Elu);
        derivatives_agree::<Swish>(Activation::Swish);
    }
}
