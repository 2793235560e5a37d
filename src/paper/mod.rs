//! Reproduction of the published experiments.

pub mod metrics;
