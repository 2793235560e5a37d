//! Losses, optimiser, batches and whole trainings.

#[path = "../common/mod.rs"]
mod common;

mod adam;
mod batches;
mod loaded_weights;
mod losses;
mod objectives;
mod portable;
mod recording;
mod trainer;
mod training;
