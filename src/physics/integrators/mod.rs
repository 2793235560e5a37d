//! The coefficients of the integrators, one file per family.

pub mod dopri5;
pub mod runge_kutta;
pub mod symplectic;
