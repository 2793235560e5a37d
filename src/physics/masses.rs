//! Whether a system's velocity is momentum over a constant mass, dq_i/dt = p_i/m_i, as some learners assume.

use super::field::VectorField;
use super::system::Dynamics;
use crate::rng::{Purpose, Rng};

/// States at which the masses are compared.
const STATES: usize = 20;
/// Largest relative difference of two masses that count as equal.
const TOLERANCE: f64 = 1e-9;
/// Momenta move by at most this, since some starts are at rest.
const PUSH: f64 = 0.5;

/// Whether p_i/(dq_i/dt) is the same at states near the starts of the data. States without a velocity do not count.
pub fn has_constant_masses(dynamics: &mut Dynamics) -> bool {
    let (dim, dof) = (dynamics.dim(), dynamics.dim() / 2);
    let start = dynamics.mechanics.sampling.start.clone();
    let mut rng = Rng::new(0, Purpose::Starts);
    let (mut x, mut dx) = (vec![0.0; dim], vec![0.0; dim]);
    let mut inverse: Vec<Option<f64>> = vec![None; dof];
    for _ in 0..STATES {
        start(&mut rng, &dynamics.parameters, &mut x);
        for p in &mut x[dof..] {
            *p += rng.uniform_in(-PUSH, PUSH);
        }
        dynamics.velocity(&x, &mut dx);
        for ((inverse, velocity), p) in inverse.iter_mut().zip(&dx).zip(&x[dof..]) {
            let here = velocity / p;
            if !here.is_finite() {
                continue;
            }
            let known = *inverse.get_or_insert(here);
            if (here - known).abs() > TOLERANCE * known.abs() {
                return false;
            }
        }
    }
    true
}
