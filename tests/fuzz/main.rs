//! Arbitrary settings, experiments, files, formulas and recordings.

#[path = "../common/mod.rs"]
mod common;

mod experiments;
mod files;
mod formulas;
mod recordings;
mod settings;
