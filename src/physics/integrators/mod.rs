//! Integrator steps, one file per family.

pub mod dopri5;
pub mod euler;
pub mod implicit;
pub mod runge_kutta;
pub mod symplectic;
