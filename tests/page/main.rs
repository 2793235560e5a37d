//! Settings, tables and queries of the page, and the structure of the crate.

#[path = "../common/mod.rs"]
mod common;

mod benchmark;
mod catalog;
mod friction;
mod inspector;
mod layers;
mod own_hamiltonian;
mod own_settings;
mod queries;
mod recording;
mod settings;
mod settings_changes;
mod setups;
mod worked_examples;
