//! What training needs and no setting: data, and the optimiser.

pub mod adam;
pub mod dataset;

/// Rows evaluated at once outside of training steps.
pub const EVALUATED_AT_ONCE: usize = 1024;
