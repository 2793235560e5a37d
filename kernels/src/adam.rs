//! One step of Adam (Kingma & Ba, 2015, algorithm 1) on one parameter tensor, in place.
//!
//! Weight decay is coupled: wd·p is added to the gradient. Bias corrections follow PyTorch:
//! p ← p − lr/(1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε).

use super::elementwise::map;
use super::lanes::F32x4;
use super::storage::{elements, elements_mut};
use candle_core::{CpuStorage, InplaceOp2, InplaceOp3, Layout, Result, Tensor, Var};

/// The constants of one step.
#[derive(Clone, Copy, Debug)]
pub struct AdamStep {
    pub lr: f64,
    pub beta1: f64,
    pub beta2: f64,
    pub eps: f64,
    pub weight_decay: f64,
    /// Number of this step, from 1.
    pub t: usize,
}

/// Updates a parameter and its moments; `state` (2, elements of the parameter) holds m and v, initially zero.
pub fn update(parameter: &Var, gradient: &Tensor, state: &Tensor, step: &AdamStep) -> Result<()> {
    state.inplace_op3(parameter, gradient, &Moments(*step))?;
    parameter.inplace_op2(state, &Descent(*step))
}

/// m ← β₁m + (1 − β₁)g and v ← β₂v + (1 − β₂)g², with g = gradient + wd·p.
struct Moments(AdamStep);

impl InplaceOp3 for Moments {
    fn name(&self) -> &'static str {
        "adam-moments"
    }

    fn cpu_fwd(
        &self,
        state: &mut CpuStorage,
        state_layout: &Layout,
        parameter: &CpuStorage,
        parameter_layout: &Layout,
        gradient: &CpuStorage,
        gradient_layout: &Layout,
    ) -> Result<()> {
        let state = elements_mut(state, state_layout)?;
        let p = elements(parameter, parameter_layout)?;
        let g = elements(gradient, gradient_layout)?;
        let (m, v) = state.split_at_mut(p.len());
        let AdamStep {
            beta1,
            beta2,
            weight_decay,
            ..
        } = self.0;
        let splat = |v: f64| F32x4::splat(v as f32);
        let (beta1, rest1, beta2, rest2) = (
            splat(beta1),
            splat(1.0 - beta1),
            splat(beta2),
            splat(1.0 - beta2),
        );
        let decay = splat(weight_decay);
        map([p, g], [m, v], |[p, g], [m, v]| {
            let g = p.mul_add(decay, g);
            [m * beta1 + g * rest1, v * beta2 + g * g * rest2]
        });
        Ok(())
    }
}

/// p ← p − step size · m / (√v·correction + ε).
struct Descent(AdamStep);

impl InplaceOp2 for Descent {
    fn name(&self) -> &'static str {
        "adam-descent"
    }

    fn cpu_fwd(
        &self,
        parameter: &mut CpuStorage,
        parameter_layout: &Layout,
        state: &CpuStorage,
        state_layout: &Layout,
    ) -> Result<()> {
        let p = elements_mut(parameter, parameter_layout)?;
        let state = elements(state, state_layout)?;
        let (m, v) = state.split_at(p.len());
        let AdamStep {
            lr,
            beta1,
            beta2,
            eps,
            t,
            ..
        } = self.0;
        let t = t as f64;
        let size = F32x4::splat((lr / (1.0 - libm::pow(beta1, t))) as f32);
        let correction = F32x4::splat((1.0 / (1.0 - libm::pow(beta2, t)).sqrt()) as f32);
        let eps = F32x4::splat(eps as f32);
        map([m, v], [p], |[m, v], [p]| {
            [p - size * m / (v.sqrt() * correction + eps)]
        });
        Ok(())
    }
}
