//! Mechanical systems, integrators, trajectories and their measures. Nothing here learns.

pub mod field;
pub mod function;
pub mod law;
pub mod noise_bias;
pub mod number;
pub mod system;
pub mod systems;

pub mod integrator;
pub mod integrators;
pub mod method;
pub mod step;

pub mod coordinate_error;
pub mod divergence;
pub mod masses;
pub mod momenta;
pub mod pace;
pub mod trajectory;

pub mod own;

#[cfg(feature = "formulas")]
pub mod expression;
