//! Reproduction of the published experiments.

pub mod metrics;
pub mod protocol;
pub mod published;
