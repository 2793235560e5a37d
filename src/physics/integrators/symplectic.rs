//! Symplectic methods for separable fields, composed of kicks and drifts.

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

/// The force of a separable field does not depend on p, so that of the final kick is reused in the next step: one force and
/// one velocity per step. Any other field is evaluated three times.
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
