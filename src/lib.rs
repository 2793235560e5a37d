//! Hamiltonian neural networks beside plain ones: the numerics of HNN Playground.
//!
//! A visitor's browser trains both on noisy observations of a mechanical system and rolls them out. Source
//! of the idea: Greydanus, Dzamba & Yosinski, *Hamiltonian Neural Networks*, NeurIPS 2019, arXiv 1906.01563.
//! States are `(q, p)`, all positions first, `(batch, 2·dof)`; data, states and measures in f64, networks in f32.
//!
//! Folders by stage: each uses only those above it (`tests/layers.rs`).

// What cannot go on returns an `Error`: in the browser a panic ends the module. Tests may panic.
#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)
)]

pub mod error;
pub mod rng;

pub mod physics;

pub mod model;

pub mod learn;

pub mod experiment;

pub mod paper;

pub mod page;

#[cfg(target_arch = "wasm32")]
mod wasm;
