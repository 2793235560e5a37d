//! Plain matrix products as candle operations: x·Wᵀ and a·b.

use super::gemm;
use super::storage::{elements, expect_shape, output, tensor_if, with_elements};
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
        expect_shape(self.name(), "W", w_layout, &[outputs, inputs])?;
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
                gemm::add_tn(g, x_, dw, outputs, inputs, n)
            })?;
            Ok((dx, dw))
        })
    }
}

/// a (n, k), b (k, m) → a·b (n, m).
pub struct Product;

impl CustomOp2 for Product {
    fn name(&self) -> &'static str {
        "product"
    }

    fn cpu_fwd(
        &self,
        a: &CpuStorage,
        a_layout: &Layout,
        b: &CpuStorage,
        b_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (n, k) = a_layout.shape().dims2()?;
        let (_, m) = b_layout.shape().dims2()?;
        expect_shape(self.name(), "b", b_layout, &[k, m])?;
        let mut c = vec![0.0; n * m];
        let (a, b) = (elements(a, a_layout)?, elements(b, b_layout)?);
        gemm::nn(a, b, &mut c, n, m, k);
        output(c, (n, m))
    }

    fn bwd(
        &self,
        a: &Tensor,
        b: &Tensor,
        _: &Tensor,
        grad: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>)> {
        let (n, k) = a.dims2()?;
        let m = b.dim(1)?;
        let grad = &grad.contiguous()?;
        with_elements([a, b, grad], |[a_, b_, grad]| {
            let da = tensor_if(a.track_op(), a.shape(), |da| {
                gemm::nt(grad, b_, da, n, k, m)
            })?;
            let db = tensor_if(b.track_op(), b.shape(), |db| {
                gemm::add_tn(a_, grad, db, k, m, n)
            })?;
            Ok((da, db))
        })
    }
}
