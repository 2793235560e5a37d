//! Explicit Runge–Kutta methods with a fixed step.

use crate::physics::field::VectorField;
use crate::physics::step::{Stepped, Work, moved};

pub fn rk4(work: &mut Work, field: &mut dyn VectorField, dt: f64, x: &mut [f64]) -> Stepped {
    let Work {
        k: [k1, k2, k3, k4],
        stage,
        ..
    } = work;
    field.eval(x, k1);
    moved(stage, x, dt / 2.0, k1);
    field.eval(stage, k2);
    moved(stage, x, dt / 2.0, k2);
    field.eval(stage, k3);
    moved(stage, x, dt, k3);
    field.eval(stage, k4);
    for (i, x) in x.iter_mut().enumerate() {
        *x += dt / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
    }
    Ok(())
}
