//! Networks: their operations, gradients, files, and the published code.

#[path = "../common/mod.rs"]
mod common;

mod angles;
mod golden;
mod gradients;
mod kernels;
mod models;
mod products;
mod pytorch_loader;
mod weights;
