//! The layers of the network and of its written-out input gradient as fused candle operations.
//!
//! | function | result | gradients for |
//! |---|---|---|
//! | [`dense`] | σ(x·Wᵀ + b) | x, W, b |
//! | [`linear`] | x·Wᵀ | x, W |
//! | [`input_gradient`] | (g ⊙ σ′(z))·W | g, state, W |
//! | [`last_layer_gradient`] | (g ⊙ σ′(x·Wᵀ + b))·W | x, W, b, g |
//! | [`product`] | a·b | a, b |
//! | [`mean_squared_error`] | mean of (y − t)² | y, t |
//!
//! Also here, because only this crate is built for speed: Adam's update ([`adam`]), the pixels of maps ([`raster`]) and the sums of
//! Runge–Kutta stages ([`weighted_sum()`]).
//!
//! candle's graph of tensors remains the model: an operation fuses at most one layer, and `tests/kernels.rs` holds each against the
//! same graph made of candle's own operations. All tensors are f32 on the CPU, `(n, width)` with one sample a row; they need not
//! be contiguous. Gradients are computed for what is a variable or depends on one. The same code runs in the browser and natively,
//! except for large products ([`gemm`]). It always sums in the same order: on one machine a run repeats bit by bit with the same [`ARITHMETIC`].

// What cannot go on returns an error: in the browser a panic ends the module.
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
mod lanes;
mod last_layer;
mod loss;
mod product;
pub mod raster;
mod scratch;
mod storage;
mod weighted_sum;

use activation::Activation;
use candle_core::{Result, Tensor};
use std::sync::OnceLock;
pub use weighted_sum::weighted_sum;

/// How this build multiplies and adds. `portable`: WebAssembly, rounded after each, the same in every browser. `relaxed`: WebAssembly with relaxed
/// SIMD, rounded once where the processor can. `native`: large products rounded once where the processor can, the rest after each.
pub const ARITHMETIC: &str = if cfg!(not(target_arch = "wasm32")) {
    "native"
} else if cfg!(target_feature = "relaxed-simd") {
    "relaxed"
} else {
    "portable"
};

/// What a hidden layer hands on, both `(n, out)`.
#[derive(Clone, Debug)]
pub struct Layer {
    /// σ(z).
    pub output: Tensor,
    /// What σ′ is computed from: the output, or z where [`Activation::keeps_preactivation`].
    pub state: Tensor,
}

/// σ(x·Wᵀ + b) for x `(n, in)`, W `(out, in)`, b `(out)`.
pub fn dense(x: &Tensor, w: &Tensor, b: &Tensor, a: Activation) -> Result<Layer> {
    if a.keeps_preactivation() {
        let state =
            x.contiguous()?
                .apply_op3(&w.contiguous()?, &b.contiguous()?, dense::Dense(None))?;
        let output = state.apply_op1(dense::Activate(a))?;
        Ok(Layer { output, state })
    } else {
        let output =
            x.contiguous()?
                .apply_op3(&w.contiguous()?, &b.contiguous()?, dense::Dense(Some(a)))?;
        Ok(Layer {
            state: output.clone(),
            output,
        })
    }
}

/// x·Wᵀ `(n, out)` for x `(n, in)`, W `(out, in)`.
pub fn linear(x: &Tensor, w: &Tensor) -> Result<Tensor> {
    x.contiguous()?.apply_op2(&w.contiguous()?, product::Linear)
}

/// (g ⊙ σ′(z))·W `(n, in)`: a gradient g with respect to a layer's output carried to the layer's input. g is `(n, out)`, or `(1, out)` if
/// it is the same for all samples; `state` `(n, out)` and W `(out, in)` are the layer's.
pub fn input_gradient(g: &Tensor, state: &Tensor, w: &Tensor, a: Activation) -> Result<Tensor> {
    g.contiguous()?.apply_op3(
        &state.contiguous()?,
        &w.contiguous()?,
        gradient::InputGradient(a),
    )
}

/// (g ⊙ σ′(x·Wᵀ + b))·W `(n, in)` for x `(n, in)`, W `(out, in)`, b `(out)`, g `(1, out)`: the gradient of g·σ(x·Wᵀ + b) with respect to x.
/// For the last hidden layer, whose output is not needed besides.
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
            state: OnceLock::new(),
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
