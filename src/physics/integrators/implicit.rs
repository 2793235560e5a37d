//! Implicit methods.

use crate::physics::field::VectorField;
use crate::physics::step::{Stepped, Unsolved, Work, advance, moved};

/// x₁ = x₀ + dt·f((x₀ + x₁)/2), by fixed-point iteration. A learned field has single precision, so an
/// iteration that stalls at that level counts as solved.
pub fn implicit_midpoint(
    work: &mut Work,
    field: &mut dyn VectorField,
    dt: f64,
    x: &mut [f64],
) -> Stepped {
    const SOLVED: f64 = 1e-14;
    const STALLED: f64 = 1e-6;
    const MAX_ITERATIONS: usize = 100;
    let Work {
        k: [k, next, ..],
        stage,
        ..
    } = work;
    field.eval(x, k);
    let mut last_change = f64::INFINITY;
    for _ in 0..MAX_ITERATIONS {
        moved(stage, x, dt / 2.0, k);
        field.eval(stage, next);
        let scale = 1.0 + stage.iter().fold(0.0f64, |most, s| most.max(s.abs()));
        let change = k
            .iter()
            .zip(next.iter())
            .fold(0.0f64, |most, (k, next)| most.max((dt * (next - k)).abs()));
        std::mem::swap(k, next);
        if change <= SOLVED * scale || (change >= last_change && change <= STALLED * scale) {
            advance(x, dt, k);
            return Ok(());
        }
        last_change = change;
    }
    Err(Unsolved)
}
