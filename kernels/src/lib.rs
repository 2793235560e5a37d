//! Fused candle operations: the layers of the network and of its input gradient.
//!
//! | function | result | gradients for |
//! |---|---|---|
//! | [`dense`] | σ(x·Wᵀ + b) | x, W, b |
//! | [`linear`] | x·Wᵀ | x, W |
//! | [`input_gradient`] | (g ⊙ σ′(z))·W | g, saved, W |
//! | [`last_layer_gradient`] | (g ⊙ σ′(x·Wᵀ + b))·W | x, W, b, g |
//! | [`product`] | a·b | a, b |
//! | [`mean_squared_error`] | mean of (y − t)² | y, t |
//!
//! Only this crate is compiled for speed, so it also has Adam's update ([`adam`]) and the sums of integration steps
//! ([`integration`]).
//!
//! An operation fuses at most one layer, and `tests/model/kernels.rs` compares each with the same graph of candle's own operations.
//! Tensors are f32 on the CPU, `(n, width)` with one sample per row; they need not be contiguous. Gradients are computed only
//! for variables and what depends on them. The same code runs in the browser and natively, except for large products
//! ([`gemm`]). Sums have a fixed order, so on one machine runs with the same [`ARITHMETIC`] are identical to the last bit.

// A panic in the browser ends the module, so failures return an error.
#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)
)]

pub mod activation;
pub mod adam;
mod dense;
pub mod elementwise;
mod functions;
pub mod gemm;
mod gradient;
pub mod integration;
mod lanes;
mod last_layer;
mod loss;
mod product;
mod scratch;
mod storage;

use activation::Activation;
use candle_core::{Result, Tensor};
use std::sync::OnceLock;

/// How this build rounds a multiplication and an addition. `portable`: after each, so the same in every browser. `relaxed`:
/// WebAssembly with relaxed SIMD, once if the processor can. `native`: once in large products if the processor can, else after
/// each.
pub const ARITHMETIC: &str = if cfg!(not(target_arch = "wasm32")) {
    "native"
} else if cfg!(target_feature = "relaxed-simd") {
    "relaxed"
} else {
    "portable"
};

/// Result of a hidden layer, both `(n, out)`.
#[derive(Clone, Debug)]
pub struct Layer {
    /// σ(z).
    pub output: Tensor,
    /// Saved for σ′: the output, or z if [`Activation::keeps_preactivation`].
    pub saved: Tensor,
}

/// σ(x·Wᵀ + b) for x `(n, in)`, W `(out, in)`, b `(out)`.
pub fn dense(x: &Tensor, w: &Tensor, b: &Tensor, a: Activation) -> Result<Layer> {
    if a.keeps_preactivation() {
        let saved =
            x.contiguous()?
                .apply_op3(&w.contiguous()?, &b.contiguous()?, dense::Dense(None))?;
        let output = saved.apply_op1(dense::Activate(a))?;
        Ok(Layer { output, saved })
    } else {
        let output =
            x.contiguous()?
                .apply_op3(&w.contiguous()?, &b.contiguous()?, dense::Dense(Some(a)))?;
        Ok(Layer {
            saved: output.clone(),
            output,
        })
    }
}

/// x·Wᵀ `(n, out)` for x `(n, in)`, W `(out, in)`.
pub fn linear(x: &Tensor, w: &Tensor) -> Result<Tensor> {
    x.contiguous()?.apply_op2(&w.contiguous()?, product::Linear)
}

/// (g ⊙ σ′(z))·W `(n, in)`: turns the gradient g with respect to a layer's output into that with respect to its input. g is
/// `(n, out)`, or `(1, out)` if it is the same for all samples; `saved` is `(n, out)` and W `(out, in)`.
pub fn input_gradient(g: &Tensor, saved: &Tensor, w: &Tensor, a: Activation) -> Result<Tensor> {
    g.contiguous()?.apply_op3(
        &saved.contiguous()?,
        &w.contiguous()?,
        gradient::InputGradient(a),
    )
}

/// (g ⊙ σ′(x·Wᵀ + b))·W `(n, in)` for x `(n, in)`, W `(out, in)`, b `(out)`, g `(1, out)`: the gradient of g·σ(x·Wᵀ + b) with
/// respect to x. For the last hidden layer, whose output is not needed elsewhere.
pub fn last_layer_gradient(
    x: &Tensor,
    w: &Tensor,
    b: &Tensor,
    g: &Tensor,
    a: Activation,
) -> Result<Tensor> {
    let rows = b
        .contiguous()?
        .apply_op2(&g.contiguous()?, last_layer::Rows)?;
    x.contiguous()?.apply_op3(
        &w.contiguous()?,
        &rows,
        last_layer::LastLayerGradient {
            activation: a,
            saved: OnceLock::new(),
        },
    )
}

/// a·b `(n, m)` for a `(n, k)`, b `(k, m)`.
pub fn product(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    a.contiguous()?
        .apply_op2(&b.contiguous()?, product::Product)
}

/// The mean of (prediction − target)² over all components, a scalar.
pub fn mean_squared_error(prediction: &Tensor, target: &Tensor) -> Result<Tensor> {
    prediction
        .contiguous()?
        .apply_op2(&target.contiguous()?, loss::MeanSquaredError)
}
