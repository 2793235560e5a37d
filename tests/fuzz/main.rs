//! Arbitrary settings, experiments and files.

#[path = "../common/mod.rs"]
mod common;

mod experiments;
mod files;
mod settings;
