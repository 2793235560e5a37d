//! Integration steps on tensors, differentiable with respect to the parameters of a model: interprets the methods of
//! [`method`](crate::physics::method).

use super::Model;
use crate::error::Result;
use crate::physics::method::{Method, Substep, Tableau, Weights};
use candle_core::Tensor;

/// Iterations of an implicit step, each of which is part of the graph.
const ITERATIONS: usize = 8;

/// The size of a step, in s.
#[derive(Debug, Clone)]
pub enum StepSize {
    /// The same for all rows.
    Same(f64),
    /// `(n, 1)`.
    Each(Tensor),
}

impl StepSize {
    /// h·`numerator`/`denominator`·k for k `(n, dim)`.
    pub fn times(&self, k: &Tensor, numerator: f64, denominator: f64) -> Result<Tensor> {
        Ok(match self {
            StepSize::Same(h) => (k * (h * numerator / denominator))?,
            StepSize::Each(h) => (k.broadcast_mul(h)? * (numerator / denominator))?,
        })
    }
}

/// The change of `x` `(n, dim)` over one step. An adaptive method makes one step of its tableau.
pub fn change(model: &Model, method: &Method, x: &Tensor, h: &StepSize) -> Result<Tensor> {
    match method {
        Method::Tableau(tableau) | Method::Adaptive(tableau) => runge_kutta(model, tableau, x, h),
        Method::Composition(substeps) => {
            let dof = x.dim(1)? / 2;
            let mut change: Option<Tensor> = None;
            for substep in *substeps {
                let at = match &change {
                    Some(change) => (x + change)?,
                    None => x.clone(),
                };
                let field = model.field(&at)?;
                let zeros = Tensor::zeros((x.dim(0)?, dof), x.dtype(), x.device())?;
                let (half, share) = match substep {
                    Substep::Kick(share) => ([zeros, field.narrow(1, dof, dof)?], share),
                    Substep::Drift(share) => ([field.narrow(1, 0, dof)?, zeros], share),
                };
                let moved = h.times(&Tensor::cat(&half, 1)?, *share, 1.0)?;
                change = Some(match change {
                    Some(change) => (change + moved)?,
                    None => moved,
                });
            }
            Ok(match change {
                Some(change) => change,
                None => x.zeros_like()?,
            })
        }
    }
}

fn runge_kutta(model: &Model, tableau: &Tableau, x: &Tensor, h: &StepSize) -> Result<Tensor> {
    let mut k: Vec<Tensor> = Vec::with_capacity(tableau.stages.len());
    let stage = |row: &Weights, k: &[Tensor]| match weighted_sum(row, k)? {
        Some(sum) => model.field(&(x + h.times(&sum, 1.0, row.over)?)?),
        None => model.field(x),
    };
    if tableau.is_implicit() {
        k = vec![model.field(x)?; tableau.stages.len()];
        for _ in 0..ITERATIONS {
            let rows = tableau.stages.iter();
            k = rows.map(|row| stage(row, &k)).collect::<Result<_>>()?;
        }
    } else {
        for row in tableau.stages {
            let next = stage(row, &k)?;
            k.push(next);
        }
    }
    let row = &tableau.weights;
    match weighted_sum(row, &k)? {
        Some(sum) => h.times(&sum, 1.0, row.over),
        None => Ok(x.zeros_like()?),
    }
}

/// Σ of_i·k_i, without the denominator; `None` for an empty sum.
fn weighted_sum(row: &Weights, k: &[Tensor]) -> Result<Option<Tensor>> {
    let mut sum: Option<Tensor> = None;
    for (weight, k) in row.of.iter().zip(k).filter(|(weight, _)| **weight != 0.0) {
        let term = if *weight == 1.0 {
            k.clone()
        } else {
            (k * *weight)?
        };
        sum = Some(match sum {
            Some(sum) => (sum + term)?,
            None => term,
        });
    }
    Ok(sum)
}
