//! Answers to the page: the tables, checked settings, rollouts, fields and maps of the latest weights, a benchmark.

pub mod benchmark;
pub mod catalog;
pub mod coverage;
pub mod drift_by_start;
pub mod grid;
pub mod inspector;
pub mod map;
pub mod measured;
pub mod models;
#[cfg(feature = "formulas")]
pub mod own;
pub mod queries;
