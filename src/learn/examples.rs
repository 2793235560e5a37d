//! `Examples`: the rows of an objective as tensors, and the loss of a model on them.

use super::EVALUATED_AT_ONCE;
use super::dataset::Split;
use super::objective::{Inputs, Objective, Row};
use crate::error::{Error, Result};
use crate::model::Model;
use crate::model::kernels::mean_squared_error;
use crate::model::unrolled::StepSize;
use candle_core::{Device, Tensor};

/// Steps that differ by less, relatively, count as equal.
const EQUAL_STEPS: f64 = 1e-6;

/// Rows with their targets.
pub struct Examples {
    objective: &'static Objective,
    inputs: Inputs,
    components: usize,
    /// `(n, components)`.
    target: Tensor,
}

impl Examples {
    /// All rows of consecutive states within the trajectories of a split, with K = `steps`.
    ///
    /// # Errors
    /// No trajectory is long enough, or the objective needs derivatives and the split has none.
    pub fn new(
        split: &Split,
        dim: usize,
        objective: &'static Objective,
        steps: usize,
    ) -> Result<Examples> {
        let states = objective.states(steps);
        let refuse = |field: &str, value: String, allowed: String| Error::Setting {
            field: field.to_owned(),
            value,
            allowed,
        };
        if objective.needs_law && split.dx.is_none() {
            let allowed = "an objective that compares states".to_owned();
            return Err(refuse("objective", objective.id.to_owned(), allowed));
        }
        let first: Vec<usize> = split
            .trajectories()
            .flat_map(|samples| samples.start..(samples.end + 1).saturating_sub(states))
            .collect();
        if first.is_empty() {
            let longest = split.lengths.iter().max().copied().unwrap_or(0);
            let allowed = format!("at least {states} for this objective");
            return Err(refuse("samples", longest.to_string(), allowed));
        }
        let mut target = Vec::new();
        for i in &first {
            let states = *i..i + states;
            let components = states.start * dim..states.end * dim;
            (objective.target)(
                &Row {
                    dim,
                    x: &split.x[components.clone()],
                    dx: split.dx.as_ref().map(|dx| &dx[components]),
                    t: &split.t[states],
                },
                &mut target,
            );
        }
        let n = first.len();
        let state = |k: usize| {
            let rows = first
                .iter()
                .map(|i| &split.x[(i + k) * dim..(i + k + 1) * dim]);
            tensor(rows.flatten().copied(), n)
        };
        let step = |k: usize| {
            let steps = first.iter().map(|i| split.t[i + k + 1] - split.t[i + k]);
            let h = split.t[first[0] + k + 1] - split.t[first[0] + k];
            if steps
                .clone()
                .all(|step| (step - h).abs() <= EQUAL_STEPS * h)
            {
                Ok(StepSize::Same(h))
            } else {
                Ok(StepSize::Each(tensor(steps, n)?))
            }
        };
        Ok(Examples {
            objective,
            components: target.len() / n,
            inputs: Inputs {
                states: (0..objective.read()).map(state).collect::<Result<_>>()?,
                h: (0..states - 1).map(step).collect::<Result<_>>()?,
            },
            target: tensor(target.into_iter(), n)?,
        })
    }

    /// Number of rows.
    pub fn count(&self) -> Result<usize> {
        Ok(self.target.dim(0)?)
    }

    /// Number of components of a row's target.
    pub fn components(&self) -> usize {
        self.components
    }

    /// The same rows with every tensor changed.
    fn map(&self, change: impl Fn(&Tensor) -> candle_core::Result<Tensor>) -> Result<Examples> {
        let step = |h: &StepSize| {
            Ok(match h {
                StepSize::Same(h) => StepSize::Same(*h),
                StepSize::Each(h) => StepSize::Each(change(h)?),
            })
        };
        let states = self.inputs.states.iter().map(&change);
        Ok(Examples {
            objective: self.objective,
            components: self.components,
            inputs: Inputs {
                states: states.collect::<candle_core::Result<_>>()?,
                h: self.inputs.h.iter().map(step).collect::<Result<_>>()?,
            },
            target: change(&self.target)?,
        })
    }

    /// The rows with the given numbers.
    pub fn rows(&self, rows: &Tensor) -> Result<Examples> {
        self.map(|tensor| tensor.index_select(rows, 0))
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

    /// (prediction − target)² of every component, `(n, components)`.
    pub fn squared_errors(&self, model: &Model) -> Result<Vec<f64>> {
        let mut errors = Vec::new();
        for chunk in self.chunks()? {
            let error = (chunk.prediction(model)? - &chunk.target)?.sqr()?;
            let error = error.flatten_all()?.to_vec1::<f32>()?;
            errors.extend(error.into_iter().map(f64::from));
        }
        Ok(errors)
    }

    /// The largest loss that a batch of `size` rows can have, with 0 for all rows: that of the rows with the largest errors.
    pub fn worst_loss(&self, model: &Model, size: usize) -> Result<f64> {
        let components = self.components;
        let errors = self.squared_errors(model)?;
        let mut rows: Vec<f64> = errors
            .chunks_exact(components)
            .map(|row| row.iter().sum::<f64>() / components as f64)
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
        (self.objective.predict)(model, &self.inputs)
    }

    /// Chunks of at most [`EVALUATED_AT_ONCE`] rows.
    fn chunks(&self) -> Result<Vec<Examples>> {
        let n = self.count()?;
        let chunk = |first: usize| {
            let count = EVALUATED_AT_ONCE.min(n - first);
            self.map(|tensor| tensor.narrow(0, first, count))
        };
        (0..n).step_by(EVALUATED_AT_ONCE).map(chunk).collect()
    }
}

/// `n` rows in single precision.
fn tensor(values: impl Iterator<Item = f64>, n: usize) -> Result<Tensor> {
    let values: Vec<f32> = values.map(|x| x as f32).collect();
    let columns = values.len() / n;
    Ok(Tensor::from_vec(values, (n, columns), &Device::Cpu)?)
}
