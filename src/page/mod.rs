//! What the page asks: the tables as it reads them, rollouts, fields and maps of the latest weights, a benchmark.

pub mod benchmark;
pub mod catalog;
pub mod coverage;
pub mod evaluator;
pub mod grid;
