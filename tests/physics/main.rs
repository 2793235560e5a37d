//! What the true systems and integrators do, and the data drawn from them.

#[path = "../common/mod.rs"]
mod common;

mod dataset;
mod energy_measure;
mod expression;
mod gallery;
mod integrators;
mod law;
mod momenta;
mod noise;
mod own_system;
mod symplectic;
mod systems;
mod trajectories;
