//! Arbitrary settings, experiments, files and formulas.

#[path = "../common/mod.rs"]
mod common;

mod experiments;
mod files;
mod formulas;
mod settings;
