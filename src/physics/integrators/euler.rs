//! Explicit Euler.

use crate::physics::field::VectorField;
use crate::physics::step::{Stepped, Work, advance};

pub fn euler(work: &mut Work, field: &mut dyn VectorField, dt: f64, x: &mut [f64]) -> Stepped {
    let k = &mut work.k[0];
    field.eval(x, k);
    advance(x, dt, k);
    Ok(())
}
