//! The steps of the written-out gradient of a network's output with respect to its input, as candle operations.

use super::storage::{elements, output, tensor_if, with_elements};
use super::{elementwise, gemm, scratch::Scratch};
use crate::model::activation::Activation;
use candle_core::{CpuStorage, CustomOp2, CustomOp3, Layout, Result, Shape, Tensor};
use std::sync::OnceLock;

/// row (1, width), state (n, width) → row ⊙ σ′(state).
pub struct OutputGradient(pub Activation);

impl CustomOp2 for OutputGradient {
    fn name(&self) -> &'static str {
        "output-gradient"
    }

    fn cpu_fwd(
        &self,
        row: &CpuStorage,
        row_layout: &Layout,
        state: &CpuStorage,
        state_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (row, state) = (elements(row, row_layout)?, elements(state, state_layout)?);
        let mut out = vec![0.0; state.len()];
        elementwise::row_times_slope(self.0, row, state, &mut out);
        output(out, state_layout.shape().clone())
    }

    fn bwd(
        &self,
        row: &Tensor,
        state: &Tensor,
        _: &Tensor,
        g: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>)> {
        let g = &g.contiguous()?;
        with_elements([row, state, g], |[row_, state_, g]| {
            let mut d_row = vec![0.0; row_.len()];
            let d_state = tensor_if(true, state.shape(), |d_state| {
                elementwise::row_times_slope_backward(self.0, g, row_, state_, d_state, &mut d_row);
            })?;
            let d_row = tensor_if(true, row.shape(), |to| to.copy_from_slice(&d_row))?;
            Ok((d_row, d_state))
        })
    }
}

/// g (n, out), W (out, in), state (n, in) → (g·W) ⊙ σ′(state).
pub struct DenseInputGradient {
    activation: Activation,
    /// g·W, kept for the backward pass: the result cannot be divided by a slope of 0.
    product: OnceLock<Scratch>,
}

impl DenseInputGradient {
    pub fn new(activation: Activation) -> Self {
        Self {
            activation,
            product: OnceLock::new(),
        }
    }
}

impl CustomOp3 for DenseInputGradient {
    fn name(&self) -> &'static str {
        "dense-input-gradient"
    }

    fn cpu_fwd(
        &self,
        g: &CpuStorage,
        g_layout: &Layout,
        w: &CpuStorage,
        w_layout: &Layout,
        state: &CpuStorage,
        state_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (n, outputs) = g_layout.shape().dims2()?;
        let (_, inputs) = w_layout.shape().dims2()?;
        let (g, w, state) = (
            elements(g, g_layout)?,
            elements(w, w_layout)?,
            elements(state, state_layout)?,
        );
        let mut out = vec![0.0; n * inputs];
        let mut product = Scratch::take(n * inputs);
        gemm::nn_with(g, w, &mut out, n, inputs, outputs, |first, rows| {
            let range = first * inputs..first * inputs + rows.len();
            elementwise::times_slope_keeping(
                self.activation,
                &state[range.clone()],
                rows,
                &mut product[range],
            );
        });
        self.product.get_or_init(|| product);
        output(out, (n, inputs))
    }

    fn bwd(
        &self,
        g: &Tensor,
        w: &Tensor,
        state: &Tensor,
        _: &Tensor,
        grad: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>, Option<Tensor>)> {
        let (n, outputs) = g.dims2()?;
        let inputs = w.dim(1)?;
        let Some(product) = self.product.get() else {
            candle_core::bail!("{}: backward before forward", self.name())
        };
        let grad = &grad.contiguous()?;
        with_elements([g, w, state, grad], |[g_, w_, state_, grad]| {
            let mut d_product = Scratch::take(product.len());
            let d_state = tensor_if(true, state.shape(), |d_state| {
                elementwise::times_slope_backward(
                    self.activation,
                    grad,
                    product,
                    state_,
                    &mut d_product,
                    d_state,
                );
            })?;
            let dg = tensor_if(g.track_op(), g.shape(), |dg| {
                gemm::nt(&d_product, w_, dg, n, outputs, inputs);
            })?;
            let dw = tensor_if(w.track_op(), w.shape(), |dw| {
                gemm::tn(g_, &d_product, dw, outputs, inputs, n);
            })?;
            Ok((dg, dw, d_state))
        })
    }
}
