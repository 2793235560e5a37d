//! Training: data, objectives, batches, the optimiser, and the trainer. Knows nothing of the page's settings.

pub mod adam;
pub mod batches;
pub mod dataset;
pub mod examples;
pub mod objective;
pub mod recording;
pub mod trainer;

/// Rows evaluated at once outside of training steps.
pub const EVALUATED_AT_ONCE: usize = 1024;
