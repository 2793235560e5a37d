//! Symplectic methods for separable fields, composed of kicks and drifts.

use crate::physics::method::Substep::{self, Drift, Kick};

pub static SYMPLECTIC_EULER: &[Substep] = &[Kick(1.0), Drift(1.0)];

/// Störmer–Verlet, also called leapfrog.
pub static VERLET: &[Substep] = &[Kick(0.5), Drift(1.0), Kick(0.5)];
