//! Plain matrix products with a weight matrix as candle operations: x·Wᵀ and g·W.

use super::gemm;
use super::storage::{elements, output, tensor_if, with_elements};
use candle_core::{CpuStorage, CustomOp2, Layout, Result, Shape, Tensor};

/// x (n, in), W (out, in) → x·Wᵀ (n, out).
pub struct Linear;

impl CustomOp2 for Linear {
    fn name(&self) -> &'static str {
        "linear"
    }

    fn cpu_fwd(
        &self,
        x: &CpuStorage,
        x_layout: &Layout,
        w: &CpuStorage,
        w_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (n, inputs) = x_layout.shape().dims2()?;
        let (outputs, _) = w_layout.shape().dims2()?;
        let mut y = vec![0.0; n * outputs];
        gemm::nt(
            elements(x, x_layout)?,
            elements(w, w_layout)?,
            &mut y,
            n,
            outputs,
            inputs,
        );
        output(y, (n, outputs))
    }

    fn bwd(
        &self,
        x: &Tensor,
        w: &Tensor,
        _: &Tensor,
        g: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>)> {
        let (n, inputs) = x.dims2()?;
        let outputs = w.dim(0)?;
        let g = &g.contiguous()?;
        with_elements([x, w, g], |[x_, w_, g]| {
            let dx = tensor_if(x.track_op(), x.shape(), |dx| {
                gemm::nn(g, w_, dx, n, inputs, outputs)
            })?;
            let dw = tensor_if(w.track_op(), w.shape(), |dw| {
                gemm::tn(g, x_, dw, outputs, inputs, n)
            })?;
            Ok((dx, dw))
        })
    }
}

/// g (n, out), W (out, in) → g·W (n, in).
pub struct Project;

impl CustomOp2 for Project {
    fn name(&self) -> &'static str {
        "project"
    }

    fn cpu_fwd(
        &self,
        g: &CpuStorage,
        g_layout: &Layout,
        w: &CpuStorage,
        w_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (n, outputs) = g_layout.shape().dims2()?;
        let (_, inputs) = w_layout.shape().dims2()?;
        let mut y = vec![0.0; n * inputs];
        gemm::nn(
            elements(g, g_layout)?,
            elements(w, w_layout)?,
            &mut y,
            n,
            inputs,
            outputs,
        );
        output(y, (n, inputs))
    }

    fn bwd(
        &self,
        g: &Tensor,
        w: &Tensor,
        _: &Tensor,
        grad: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>)> {
        let (n, outputs) = g.dims2()?;
        let inputs = w.dim(1)?;
        let grad = &grad.contiguous()?;
        with_elements([g, w, grad], |[g_, w_, grad]| {
            let dg = tensor_if(g.track_op(), g.shape(), |dg| {
                gemm::nt(grad, w_, dg, n, outputs, inputs)
            })?;
            let dw = tensor_if(w.track_op(), w.shape(), |dw| {
                gemm::tn(g_, grad, dw, outputs, inputs, n)
            })?;
            Ok((dg, dw))
        })
    }
}
