//! What the true systems and integrators do, and the data drawn from them.

#[path = "../common/mod.rs"]
mod common;

mod dataset;
mod energy_measure;
mod integrators;
mod law;
mod momenta;
mod noise;
mod symplectic;
mod systems;
mod trajectories;
