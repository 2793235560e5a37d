//! Training without settings: data, batches, the loss and the optimiser.

pub mod adam;
pub mod batches;
pub mod dataset;
pub mod examples;

/// Rows evaluated at once outside of training steps.
pub const EVALUATED_AT_ONCE: usize = 1024;
