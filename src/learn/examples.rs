//! `Examples`: states and targets as tensors, and the loss of a model on them.
//!
//! The target of a state x is its derivative, or the change to the next sample. The loss is the mean over all
//! components of (prediction − target)².

use super::EVALUATED_AT_ONCE;
use super::dataset::{Dataset, Split};
use crate::error::Result;
use crate::model::Model;
use crate::model::kernels::mean_squared_error;
use candle_core::{Device, Tensor};

/// States with their targets.
pub struct Examples {
    /// States `(n, dim)`.
    x: Tensor,
    /// Derivatives, or changes to the next sample, `(n, dim)`.
    target: Tensor,
    /// Time between samples if the target is a change.
    through_step: Option<f64>,
}

impl Examples {
    /// The samples of a split. With `through_step`, the last sample of each trajectory is left out: nothing follows it.
    pub fn new(dataset: &Dataset, split: &Split, through_step: Option<f64>) -> Result<Examples> {
        let dim = dataset.dim;
        let single = |rows: &[f64]| rows.iter().map(|x| *x as f32).collect::<Vec<f32>>();
        let (x, target) = if through_step.is_some() {
            let followed = |i: &usize| (i / dim) % dataset.samples != dataset.samples - 1;
            let kept: Vec<usize> = (0..split.x.len()).filter(followed).collect();
            let change = |i: &usize| (split.x[*i + dim] - split.x[*i]) as f32;
            (
                kept.iter().map(|i| split.x[*i] as f32).collect(),
                kept.iter().map(change).collect(),
            )
        } else {
            (single(&split.x), single(&split.dx))
        };
        let n = x.len() / dim;
        Ok(Examples {
            x: Tensor::from_vec(x, (n, dim), &Device::Cpu)?,
            target: Tensor::from_vec(target, (n, dim), &Device::Cpu)?,
            through_step,
        })
    }

    /// Number of rows.
    pub fn count(&self) -> Result<usize> {
        Ok(self.x.dim(0)?)
    }

    /// The rows with the given numbers.
    pub fn rows(&self, rows: &Tensor) -> Result<Examples> {
        Ok(Examples {
            x: self.x.index_select(rows, 0)?,
            target: self.target.index_select(rows, 0)?,
            through_step: self.through_step,
        })
    }

    /// At most `count` of the rows, evenly spaced.
    pub fn evenly_spaced(&self, count: usize) -> Result<Examples> {
        let n = self.count()?;
        let rows: Vec<u32> = (0..n.min(count))
            .map(|i| (i * n / n.min(count)) as u32)
            .collect();
        self.rows(&Tensor::new(rows, &Device::Cpu)?)
    }

    /// The loss as a scalar tensor, to differentiate.
    pub fn loss(&self, model: &Model) -> Result<Tensor> {
        Ok(mean_squared_error(&self.prediction(model)?, &self.target)?)
    }

    /// The loss of predicting zero.
    pub fn loss_of_zero(&self) -> Result<f64> {
        Ok(f64::from(
            self.target.sqr()?.mean_all()?.to_scalar::<f32>()?,
        ))
    }

    /// The loss, evaluated in chunks.
    pub fn mean_loss(&self, model: &Model) -> Result<f64> {
        let n = self.count()? as f64;
        let mut sum = 0.0;
        for chunk in self.chunks()? {
            let rows = chunk.count()? as f64;
            sum += f64::from(chunk.loss(model)?.to_scalar::<f32>()?) * rows;
        }
        Ok(sum / n)
    }

    /// (prediction − target)² of every component, `(n, dim)`.
    pub fn squared_errors(&self, model: &Model) -> Result<Vec<f64>> {
        let mut errors = Vec::new();
        for chunk in self.chunks()? {
            let error = (chunk.prediction(model)? - &chunk.target)?.sqr()?;
            errors.extend(
                error
                    .flatten_all()?
                    .to_vec1::<f32>()?
                    .iter()
                    .map(|e| f64::from(*e)),
            );
        }
        Ok(errors)
    }

    /// The largest loss that a batch of `size` rows can have, with 0 for all rows: that of the rows with the largest errors.
    pub fn worst_loss(&self, model: &Model, size: usize) -> Result<f64> {
        let dim = self.x.dim(1)?;
        let errors = self.squared_errors(model)?;
        let mut rows: Vec<f64> = errors
            .chunks_exact(dim)
            .map(|row| row.iter().sum::<f64>() / dim as f64)
            .collect();
        if !rows.iter().all(|error| error.is_finite()) {
            return Ok(f64::INFINITY);
        }
        rows.sort_unstable_by(f64::total_cmp);
        let count = if size > 0 {
            size.min(rows.len())
        } else {
            rows.len()
        };
        Ok(rows.iter().rev().take(count).sum::<f64>() / count as f64)
    }

    fn prediction(&self, model: &Model) -> Result<Tensor> {
        match self.through_step {
            Some(dt) => model.rk4_change(&self.x, dt),
            None => model.field(&self.x),
        }
    }

    /// Chunks of at most [`EVALUATED_AT_ONCE`] rows.
    fn chunks(&self) -> Result<Vec<Examples>> {
        let n = self.count()?;
        let chunk = |first: usize| {
            let count = EVALUATED_AT_ONCE.min(n - first);
            Ok(Examples {
                x: self.x.narrow(0, first, count)?,
                target: self.target.narrow(0, first, count)?,
                through_step: self.through_step,
            })
        };
        (0..n).step_by(EVALUATED_AT_ONCE).map(chunk).collect()
    }
}
