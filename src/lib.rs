//! Hamiltonian neural networks beside plain ones: the numerics of HNN Playground.
//!
//! A visitor's browser trains both on noisy observations of a mechanical system and rolls them out. Source
//! of the idea: Greydanus, Dzamba & Yosinski, *Hamiltonian Neural Networks*, NeurIPS 2019, arXiv 1906.01563.
//! States are `(q, p)`, all positions first, `(batch, 2·dof)`; data, states and measures in f64, networks in f32.
//!
//! Modules in reading order.

// What cannot go on returns an `Error`: in the browser a panic ends the module. Tests may panic.
#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)
)]

pub mod error;
pub mod rng;

pub mod field;
pub mod noise_bias;
pub mod published;
pub mod system;

pub mod dopri5;
pub mod integrator;

pub mod dataset;
pub mod model;
pub mod momenta;
pub mod optim;
pub mod presets;
pub mod settings;
pub mod train;

pub mod evaluate;
pub mod pace;
pub mod record;
pub mod rollout;
pub mod weights;

pub mod benchmark;
pub mod coordinate_error;
pub mod coverage;
pub mod evaluator;
pub mod grid;

pub mod catalog;
#[cfg(target_arch = "wasm32")]
mod wasm;
