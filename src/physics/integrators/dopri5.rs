//! Dormand–Prince 5(4): adaptive steps, local extrapolation, dense output of fourth order.
//!
//! Coefficients: Dormand & Prince 1980, *J. Comput. Appl. Math.* 6:19; dense output and step control:
//! Hairer, Nørsett & Wanner, *Solving Ordinary Differential Equations I*, 2nd ed. 1993, II.4–II.6.
//! The power in the step control comes from `libm`, so that steps are the same natively and in the browser. No crate offers
//! this together with batches of any dimension.

use crate::error::{Error, Result};
use crate::physics::field::VectorField;
use crate::physics::method::{Tableau, weights};
use crate::physics::step::within_reach;
use hnn_kernels::integration::{error_norm, interpolate, moved, weighted_sum};

/// Bounds the error of a step in each component by `absolute + relative·|x|`.
#[derive(Debug, Clone, Copy)]
pub struct Tolerance {
    pub relative: f64,
    pub absolute: f64,
}

impl Tolerance {
    /// For rollouts: about the precision of a learned field in f32.
    pub const ROLLOUT: Tolerance = Tolerance {
        relative: 1e-7,
        absolute: 1e-7,
    };
}

const STAGES: usize = 7;
const MAX_STEPS: usize = 200_000;
/// Butcher tableau. The last row also gives the fifth-order solution.
const A: [&[f64]; STAGES] = [
    &[],
    &[1.0 / 5.0],
    &[3.0 / 40.0, 9.0 / 40.0],
    &[44.0 / 45.0, -56.0 / 15.0, 32.0 / 9.0],
    &[
        19372.0 / 6561.0,
        -25360.0 / 2187.0,
        64448.0 / 6561.0,
        -212.0 / 729.0,
    ],
    &[
        9017.0 / 3168.0,
        -355.0 / 33.0,
        46732.0 / 5247.0,
        49.0 / 176.0,
        -5103.0 / 18656.0,
    ],
    &[
        35.0 / 384.0,
        0.0,
        500.0 / 1113.0,
        125.0 / 192.0,
        -2187.0 / 6784.0,
        11.0 / 84.0,
    ],
];
/// One step without error control.
pub static TABLEAU: Tableau = Tableau {
    stages: &[
        weights(1.0, A[0]),
        weights(1.0, A[1]),
        weights(1.0, A[2]),
        weights(1.0, A[3]),
        weights(1.0, A[4]),
        weights(1.0, A[5]),
    ],
    weights: weights(1.0, A[STAGES - 1]),
};
/// Difference between the fifth- and fourth-order weights.
const E: [f64; STAGES] = [
    71.0 / 57600.0,
    0.0,
    -71.0 / 16695.0,
    71.0 / 1920.0,
    -17253.0 / 339_200.0,
    22.0 / 525.0,
    -1.0 / 40.0,
];
/// Dense output (Shampine's formula, as in Hairer's DOPRI5).
const D: [f64; STAGES] = [
    -12_715_105_075.0 / 11_282_082_432.0,
    0.0,
    87_487_479_700.0 / 32_700_410_799.0,
    -10_690_763_975.0 / 1_880_347_072.0,
    701_980_252_875.0 / 199_316_789_632.0,
    -1_453_857_185.0 / 822_651_844.0,
    69_997_945.0 / 29_380_423.0,
];

/// Calls `output(i, t, x)` at t = i·dt, i = 0 … steps, for a batch of states `x` `(batch, dim)`; on return `x` holds the
/// last states. All states of a batch share their steps.
///
/// # Errors
/// A component exceeds [`crate::physics::step::MAX_COMPONENT`], or the step size underflows.
pub fn integrate(
    field: &mut dyn VectorField,
    x: &mut [f64],
    dt: f64,
    steps: usize,
    tolerance: Tolerance,
    mut output: impl FnMut(usize, f64, &[f64]),
) -> Result<()> {
    run(field, x, dt, steps, tolerance, &mut output)
}

/// [`integrate`] through a trait object, so it is compiled once, not per closure.
fn run(
    field: &mut dyn VectorField,
    x: &mut [f64],
    dt: f64,
    steps: usize,
    tolerance: Tolerance,
    output: &mut dyn FnMut(usize, f64, &[f64]),
) -> Result<()> {
    let len = x.len();
    let dim = field.dim();
    let end = steps as f64 * dt;
    let allowed = [tolerance.absolute, tolerance.relative];
    let mut k: [Vec<f64>; STAGES] = std::array::from_fn(|_| vec![0.0; len]);
    let mut stage = vec![0.0; len];
    let mut combined = vec![0.0; len];
    let mut dense = vec![0.0; len];
    let (mut t, mut next_output) = (0.0, 1);
    output(0, 0.0, x);
    field.eval(x, &mut k[0]);
    let mut h = first_step(x, &k[0], tolerance).min(end);
    for _ in 0..MAX_STEPS {
        if next_output > steps {
            return Ok(());
        }
        for (s, row) in A.iter().enumerate().skip(1) {
            let (done, rest) = k.split_at_mut(s);
            weighted_sum(row, done, &mut combined);
            moved(&mut stage, x, h, &combined);
            field.eval(&stage, &mut rest[0]);
        }
        weighted_sum(&E, &k, &mut combined);
        let error = error_norm([x, &stage, &combined], h, dim, allowed);
        if !error.is_finite() {
            h *= 0.1;
            if t + h == t {
                return Err(Error::NotFinite { t });
            }
            continue;
        }
        let factor = (0.9 * libm::pow(error.max(1e-10), -0.2)).clamp(0.2, 5.0);
        if error > 1.0 {
            h *= factor;
            if t + h == t {
                return Err(no_step(t));
            }
            continue;
        }
        if !within_reach(&stage) {
            return Err(Error::NotFinite { t: t + h });
        }
        while next_output <= steps {
            let t_out = next_output as f64 * dt;
            let theta = (t_out - t) / h;
            if theta > 1.0 + 1e-12 {
                break;
            }
            weighted_sum(&D, &k, &mut dense);
            interpolate([x, &stage], [&k[0], &k[STAGES - 1]], h, theta, &mut dense);
            output(next_output, t_out, &dense);
            next_output += 1;
        }
        t += h;
        x.copy_from_slice(&stage);
        k.swap(0, STAGES - 1);
        h = (h * factor).min(end - t).max(f64::EPSILON * end);
    }
    Err(no_step(t))
}

fn no_step(t: f64) -> Error {
    Error::NoStep {
        integrator: "Dormand–Prince",
        t,
        advice: "The field is too steep there.",
    }
}

/// Initial step size from the norms of the state and its derivative.
fn first_step(x: &[f64], dx: &[f64], tolerance: Tolerance) -> f64 {
    let norm = |v: &[f64]| {
        let sum: f64 = v
            .iter()
            .zip(x)
            .map(|(v, x)| (v / (tolerance.absolute + tolerance.relative * x.abs())).powi(2))
            .sum();
        (sum / x.len().max(1) as f64).sqrt()
    };
    let (d0, d1) = (norm(x), norm(dx));
    if d0 < 1e-5 || d1 < 1e-5 {
        1e-6
    } else {
        0.01 * d0 / d1
    }
}
