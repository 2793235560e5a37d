//! σ(x·Wᵀ + b) as one candle operation, and σ alone for activations that save z.

use super::storage::{Gradients3, elements, expect_shape, output, tensor_if, with_elements};
use super::{elementwise, gemm, scratch::Scratch};
use crate::activation::Activation;
use candle_core::{CpuStorage, CustomOp1, CustomOp3, Layout, Result, Shape, Tensor};

/// x (n, in), W (out, in), b (out) → σ(x·Wᵀ + b), or x·Wᵀ + b without an activation. σ′ must be a function of σ.
pub struct Dense(pub Option<Activation>);

impl CustomOp3 for Dense {
    fn name(&self) -> &'static str {
        "dense"
    }

    fn cpu_fwd(
        &self,
        x: &CpuStorage,
        x_layout: &Layout,
        w: &CpuStorage,
        w_layout: &Layout,
        b: &CpuStorage,
        b_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (n, inputs) = x_layout.shape().dims2()?;
        let (outputs, _) = w_layout.shape().dims2()?;
        expect_shape(self.name(), "W", w_layout, &[outputs, inputs])?;
        expect_shape(self.name(), "b", b_layout, &[outputs])?;
        let (x, w, b) = (
            elements(x, x_layout)?,
            elements(w, w_layout)?,
            elements(b, b_layout)?,
        );
        let mut h = vec![0.0; n * outputs];
        gemm::nt_with(x, w, &mut h, n, outputs, inputs, |_, rows| {
            elementwise::add_bias_and_activate(self.0, b, rows);
        });
        output(h, (n, outputs))
    }

    fn bwd(
        &self,
        x: &Tensor,
        w: &Tensor,
        b: &Tensor,
        h: &Tensor,
        g: &Tensor,
    ) -> Result<Gradients3> {
        let (n, inputs) = x.dims2()?;
        let outputs = w.dim(0)?;
        let g = &g.contiguous()?;
        with_elements([x, w, h, g], |[x_, w_, h, g]| {
            let mut scratch = Scratch::take(if self.0.is_some() { g.len() } else { 0 });
            let db = tensor_if(true, b.shape(), |db| match self.0 {
                Some(a) => elementwise::slope_product_and_sums(a, g, h, &mut scratch, db),
                None => elementwise::column_sums(g, db),
            })?;
            let dz = if self.0.is_some() { &scratch } else { g };
            let dx = tensor_if(x.track_op(), x.shape(), |dx| {
                gemm::nn(dz, w_, dx, n, inputs, outputs)
            })?;
            let dw = tensor_if(w.track_op(), w.shape(), |dw| {
                gemm::add_tn(dz, x_, dw, outputs, inputs, n)
            })?;
            Ok((dx, dw, db))
        })
    }
}

/// z → σ(z), for any activation.
pub struct Activate(pub Activation);

impl CustomOp1 for Activate {
    fn name(&self) -> &'static str {
        "activate"
    }

    fn cpu_fwd(&self, z: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let mut h = elements(z, layout)?.to_vec();
        elementwise::activate(self.0, &mut h);
        output(h, layout.shape().clone())
    }

    fn bwd(&self, z: &Tensor, h: &Tensor, g: &Tensor) -> Result<Option<Tensor>> {
        let saved = if self.0.keeps_preactivation() { z } else { h };
        let g = &g.contiguous()?;
        with_elements([saved, g], |[saved, g]| {
            tensor_if(true, z.shape(), |dz| {
                elementwise::slope_product(self.0, g, saved, dz)
            })
        })
    }
}
