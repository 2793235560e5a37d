//! One layer of the gradient of a network's output with respect to its input, as a candle operation.

use super::storage::{Gradients3, elements, expect_shape, output, tensor_if, with_elements};
use super::{elementwise, gemm, scratch::Scratch};
use crate::activation::Activation;
use candle_core::{CpuStorage, CustomOp3, Layout, Result, Shape, Tensor};

/// g (n, out) or (1, out), saved (n, out), W (out, in) → (g ⊙ σ′(saved))·W.
pub struct InputGradient(pub Activation);

impl CustomOp3 for InputGradient {
    fn name(&self) -> &'static str {
        "input-gradient"
    }

    fn cpu_fwd(
        &self,
        g: &CpuStorage,
        g_layout: &Layout,
        saved: &CpuStorage,
        saved_layout: &Layout,
        w: &CpuStorage,
        w_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (n, outputs) = saved_layout.shape().dims2()?;
        let (_, inputs) = w_layout.shape().dims2()?;
        expect_shape(self.name(), "W", w_layout, &[outputs, inputs])?;
        let (rows, _) = g_layout.shape().dims2()?;
        let rows = if rows == 1 { 1 } else { n };
        expect_shape(self.name(), "g", g_layout, &[rows, outputs])?;
        let (g, saved, w) = (
            elements(g, g_layout)?,
            elements(saved, saved_layout)?,
            elements(w, w_layout)?,
        );
        let mut out = vec![0.0; n * inputs];
        let at_z = |first: usize, rows: &mut [f32]| {
            let range = first * outputs..first * outputs + rows.len();
            let g = if g.len() == outputs {
                g
            } else {
                &g[range.clone()]
            };
            elementwise::rows_times_slope(self.0, outputs, g, &saved[range], rows);
        };
        gemm::nn_of(at_z, w, &mut out, n, inputs, outputs);
        output(out, (n, inputs))
    }

    fn bwd(
        &self,
        g: &Tensor,
        saved: &Tensor,
        w: &Tensor,
        _: &Tensor,
        grad: &Tensor,
    ) -> Result<Gradients3> {
        let (n, outputs) = saved.dims2()?;
        let inputs = w.dim(1)?;
        let grad = &grad.contiguous()?;
        with_elements([g, saved, w, grad], |[g_, saved_, w_, grad]| {
            let mut at_z = Scratch::take(n * outputs);
            let mut dg = vec![0.0; g_.len()];
            let d_saved = tensor_if(true, saved.shape(), |d| {
                gemm::nt_with(grad, w_, d, n, outputs, inputs, |first, d| {
                    let range = first * outputs..first * outputs + d.len();
                    let whole = if g_.len() == outputs {
                        0..outputs
                    } else {
                        range.clone()
                    };
                    elementwise::rows_times_slope_backward(
                        self.0,
                        outputs,
                        [&g_[whole.clone()], &saved_[range.clone()]],
                        [d, &mut dg[whole], &mut at_z[range]],
                    );
                });
            })?;
            let dg = Tensor::from_vec(dg, g.shape(), g.device())?;
            let dw = tensor_if(w.track_op(), w.shape(), |dw| {
                gemm::add_tn(&at_z, grad, dw, outputs, inputs, n);
            })?;
            Ok((Some(dg), d_saved, dw))
        })
    }
}
