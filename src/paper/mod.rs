//! The published experiments, repeated.

pub mod metrics;
