//! Reproduction of the published experiments.

pub mod metrics;
pub mod protocol;
pub mod published;
pub mod real_pendulum;
