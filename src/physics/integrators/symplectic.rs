//! Symplectic methods for separable fields, of kicks and drifts.

use crate::physics::field::VectorField;
use crate::physics::step::{Stepped, Work, advance_momenta, drift, kick};

pub fn symplectic_euler(
    work: &mut Work,
    field: &mut dyn VectorField,
    dt: f64,
    x: &mut [f64],
) -> Stepped {
    kick(work, field, dt, x);
    drift(work, field, dt, x);
    Ok(())
}

/// A separable field has the same force at the end of a step and at the beginning of the next, whatever its momenta: one
/// force and one velocity a step. Any other field is evaluated for each of the three moves.
pub fn verlet(work: &mut Work, field: &mut dyn VectorField, dt: f64, x: &mut [f64]) -> Stepped {
    let dim = field.dim();
    if work.force_known {
        advance_momenta(x, dim, dt / 2.0, &work.k[0]);
    } else {
        kick(work, field, dt / 2.0, x);
    }
    drift(work, field, dt, x);
    kick(work, field, dt / 2.0, x);
    work.force_known = field.separable();
    Ok(())
}
