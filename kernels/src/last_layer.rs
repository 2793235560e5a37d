//! The last hidden layer fused with the first step of the input gradient, as one candle operation.

use super::storage::{Gradients3, elements, expect_shape, output, tensor_if, with_elements};
use super::{elementwise, gemm, scratch::Scratch};
use crate::activation::Activation;
use candle_core::{CpuStorage, CustomOp2, CustomOp3, Layout, Result, Shape, Tensor, bail};
use std::sync::OnceLock;

/// b (out), g (1, out) → rows (2, out), one operand of [`LastLayerGradient`]: candle's operations have at most three.
pub struct Rows;

impl CustomOp2 for Rows {
    fn name(&self) -> &'static str {
        "rows"
    }

    fn cpu_fwd(
        &self,
        b: &CpuStorage,
        b_layout: &Layout,
        g: &CpuStorage,
        g_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let outputs = b_layout.shape().dims1()?;
        expect_shape(self.name(), "g", g_layout, &[1, outputs])?;
        let rows = [elements(b, b_layout)?, elements(g, g_layout)?];
        output(rows.concat(), (2, rows[0].len()))
    }

    fn bwd(
        &self,
        b: &Tensor,
        g: &Tensor,
        _: &Tensor,
        grad: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>)> {
        with_elements([grad], |[grad]| {
            let (db, dg) = grad.split_at(b.elem_count());
            Ok((
                tensor_if(true, b.shape(), |d| d.copy_from_slice(db))?,
                tensor_if(true, g.shape(), |d| d.copy_from_slice(dg))?,
            ))
        })
    }
}

/// h (n, in), W (out, in), rows b and g (2, out) → (g ⊙ σ′(h·Wᵀ + b))·W (n, in). Nothing else reads this layer's
/// output, so `saved` stays inside the operation between the forward and the backward pass.
pub struct LastLayerGradient {
    pub activation: Activation,
    pub saved: OnceLock<Vec<f32>>,
}

impl CustomOp3 for LastLayerGradient {
    fn name(&self) -> &'static str {
        "last-layer-gradient"
    }

    fn cpu_fwd(
        &self,
        h: &CpuStorage,
        h_layout: &Layout,
        w: &CpuStorage,
        w_layout: &Layout,
        rows: &CpuStorage,
        rows_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (n, inputs) = h_layout.shape().dims2()?;
        let (outputs, _) = w_layout.shape().dims2()?;
        expect_shape(self.name(), "W", w_layout, &[outputs, inputs])?;
        expect_shape(self.name(), "rows", rows_layout, &[2, outputs])?;
        let (h, w) = (elements(h, h_layout)?, elements(w, w_layout)?);
        let (b, g) = elements(rows, rows_layout)?.split_at(outputs);
        let a = self.activation;
        let sigma = (!a.keeps_preactivation()).then_some(a);
        let mut saved = vec![0.0; n * outputs];
        gemm::nt_with(h, w, &mut saved, n, outputs, inputs, |_, rows| {
            elementwise::add_bias_and_activate(sigma, b, rows);
        });
        let mut out = vec![0.0; n * inputs];
        let at_z = |first: usize, rows: &mut [f32]| {
            let saved = &saved[first * outputs..][..rows.len()];
            elementwise::rows_times_slope(a, outputs, g, saved, rows);
        };
        gemm::nn_of(at_z, w, &mut out, n, inputs, outputs);
        // candle runs the forward pass of an operation only once.
        let _ = self.saved.set(saved);
        output(out, (n, inputs))
    }

    fn bwd(
        &self,
        h: &Tensor,
        w: &Tensor,
        rows: &Tensor,
        _: &Tensor,
        grad: &Tensor,
    ) -> Result<Gradients3> {
        let (n, inputs) = h.dims2()?;
        let outputs = w.dim(0)?;
        let grad = &grad.contiguous()?;
        let Some(saved) = self.saved.get() else {
            bail!(
                "the backward pass of {} needs its forward pass",
                self.name()
            )
        };
        with_elements([h, w, rows, grad], |[h_, w_, rows_, grad]| {
            let (_, g) = rows_.split_at(outputs);
            let mut dz = Scratch::take(n * outputs);
            let mut at_z = Scratch::take(n * outputs);
            let d_rows = tensor_if(true, rows.shape(), |d_rows| {
                let (db, dg) = d_rows.split_at_mut(outputs);
                gemm::nt_with(grad, w_, &mut dz, n, outputs, inputs, |first, d| {
                    let range = first * outputs..first * outputs + d.len();
                    elementwise::row_times_slope_backward(
                        self.activation,
                        [g, &saved[range.clone()]],
                        [d, &mut at_z[range]],
                        [&mut *db, &mut *dg],
                    );
                });
            })?;
            let dh = tensor_if(h.track_op(), h.shape(), |dh| {
                gemm::nn(&dz, w_, dh, n, inputs, outputs);
            })?;
            let dw = tensor_if(w.track_op(), w.shape(), |dw| {
                gemm::add_tn(&at_z, grad, dw, outputs, inputs, n);
                gemm::add_tn(&dz, h_, dw, outputs, inputs, n);
            })?;
            Ok((dh, dw, d_rows))
        })
    }
}
