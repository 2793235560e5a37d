//! The numerics of HNN Playground: Hamiltonian neural networks and a baseline.
//!
//! The browser trains both on noisy observations of a mechanical system and rolls them out, after Greydanus, Dzamba & Yosinski, *Hamiltonian Neural Networks*, NeurIPS 2019, arXiv 1906.01563.
//! States are `(q, p)`, all positions first, `(batch, 2·dof)`. Data, states and measures are f64, networks f32.
//!
//! Modules are stages; each imports only from those above it (`tests/page/layers.rs`).

// A panic in the browser ends the module, so failures return an `Error`. Tests may panic.
#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)
)]

/// A text of a table. The page has such texts from the catalog, so the modules leave them out.
macro_rules! text {
    ($text:literal) => {
        if cfg!(any(not(target_arch = "wasm32"), feature = "catalog")) {
            $text
        } else {
            ""
        }
    };
}

pub mod error;
pub mod lookup;
pub mod rng;

pub mod physics;

pub mod model;

pub mod learn;

pub mod experiment;

pub mod paper;

pub mod page;

#[cfg(target_arch = "wasm32")]
mod wasm;
