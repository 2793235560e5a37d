//! `Trainer`: trains one learner on one data set, one reproducible step at a time.
//!
//! A step is loss → `backward()` → Adam. Training and test loss are recorded at fixed steps, both at the same weights, so
//! the curve does not depend on the speed of the machine.

use crate::error::{Error, Result};
use crate::learn::adam::{Adam, AdamConfig};
use crate::learn::batches::Batches;
use crate::learn::dataset::{Dataset, Split};
use crate::learn::examples::Examples;
use crate::learn::objective::Objective;
use crate::model::learner::Learner;
use crate::model::{Model, NetworkConfig};
use candle_nn::Optimizer;
use serde::{Deserialize, Serialize};

/// Steps between two recorded losses.
pub const RECORD_EVERY: u32 = 10;

/// A run has diverged when its loss exceeds that of predicting no motion by this factor.
pub const DIVERGED_FACTOR: f64 = 100.0;

/// Largest number of test rows behind a recorded loss. Larger test sets are represented by evenly spaced rows, so that
/// recording costs a fraction of training. [`Trainer::present_losses`] takes all rows.
pub const MAX_RECORDED_ROWS: usize = 1200;

/// Everything that determines a training but the data.
#[derive(Debug, Clone)]
pub struct TrainConfig {
    pub network: NetworkConfig,
    pub objective: &'static Objective,
    /// K of objectives that integrate several steps.
    pub steps_compared: usize,
    /// Rows per step; 0 means all.
    pub batch_size: usize,
    pub optimizer: AdamConfig,
    /// Of weights and batches.
    pub seed: u64,
}

/// Losses before one step: mean over all components of (prediction − target)².
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LossPoint {
    pub step: u32,
    /// On the batch of that step.
    pub train: f64,
    /// On the test set, or on evenly spaced rows of a large one ([`MAX_RECORDED_ROWS`]).
    pub test: f64,
}

/// A training in progress.
pub struct Trainer {
    model: Model,
    optimizer: Adam,
    config: AdamConfig,
    train: Examples,
    test: Examples,
    /// The rows of `test` behind recorded losses.
    recorded: Examples,
    batches: Batches,
    step: u32,
    losses: Vec<LossPoint>,
    /// Loss of predicting zero.
    scale: f64,
    best: f64,
    /// Why training cannot continue.
    failure: Option<Error>,
}

impl Trainer {
    /// A trainer at step 0, with seeded weights and the masses that fit the training data best.
    ///
    /// # Errors
    /// The data do not fit the objective ([`Examples::new`]).
    pub fn new(config: &TrainConfig, learner: &Learner, dataset: &Dataset) -> Result<Trainer> {
        let model = Model::seeded(learner, &config.network, config.seed)?;
        if learner.has_masses() {
            let (x, dx) = velocities(&dataset.train, dataset.dim);
            model.fit_masses(&x, &dx)?;
        }
        Trainer::with(config, dataset, model)
    }

    /// A trainer with a given model.
    ///
    /// # Errors
    /// The data do not fit the objective ([`Examples::new`]).
    pub fn with(config: &TrainConfig, dataset: &Dataset, model: Model) -> Result<Trainer> {
        let examples = |split: &Split| {
            Examples::new(split, dataset.dim, config.objective, config.steps_compared)
        };
        let (train, test) = (examples(&dataset.train)?, examples(&dataset.test)?);
        Ok(Trainer {
            optimizer: Adam::new(model.variables(), config.optimizer)?,
            config: config.optimizer,
            batches: Batches::new(config.seed, config.batch_size),
            model,
            recorded: test.evenly_spaced(MAX_RECORDED_ROWS)?,
            scale: train.loss_of_zero()?,
            train,
            test,
            step: 0,
            losses: Vec::new(),
            best: f64::INFINITY,
            failure: None,
        })
    }

    /// Steps made.
    pub fn step_number(&self) -> u32 {
        self.step
    }

    /// The model with its current weights.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Recorded losses, in the order of their steps.
    pub fn losses(&self) -> &[LossPoint] {
        &self.losses
    }

    /// Changes learning rate and weight decay from the next step on.
    pub fn configure(&mut self, config: AdamConfig) {
        self.config = config;
        self.optimizer.configure(config);
    }

    /// Continues with another model of the same learner and sizes, also after divergence. Resets the optimiser's moments.
    ///
    /// # Errors
    /// The next step could diverge, or the test loss is infinite. Nothing changes then.
    pub fn replace(&mut self, model: Model) -> Result<()> {
        let worst = self.train.worst_loss(&model, self.batches.size())?;
        if !self.can_learn(worst) || !self.test.mean_loss(&model)?.is_finite() {
            return Err(Error::WeightsDiverge);
        }
        self.optimizer = Adam::new(model.variables(), self.config)?;
        self.model = model;
        self.failure = None;
        Ok(())
    }

    /// Makes one step; returns the loss of its batch before the step.
    ///
    /// # Errors
    /// [`Error::Diverged`] if a loss is infinite or, after the first step, far above that of predicting no motion. Every later
    /// call returns the same error, until weights are loaded.
    pub fn step(&mut self) -> Result<f64> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let result = self.advance();
        if let Err(error) = &result {
            self.failure = Some(error.clone());
        }
        result
    }

    fn advance(&mut self) -> Result<f64> {
        let rows = self.batches.next(self.train.count()?)?;
        let loss = match &rows {
            Some(rows) => self.train.rows(rows)?.loss(&self.model)?,
            None => self.train.loss(&self.model)?,
        };
        let value = f64::from(loss.to_scalar::<f32>()?);
        self.best = self.best.min(value);
        if !value.is_finite() || (self.step > 0 && !self.can_learn(value)) {
            return Err(self.diverged(value));
        }
        if self.step.is_multiple_of(RECORD_EVERY) {
            self.record_losses(value)?;
        }
        self.optimizer.step(&loss.backward()?)?;
        self.step += 1;
        Ok(value)
    }

    /// Training and test loss of the current weights, on all data.
    ///
    /// # Errors
    /// [`Error::Diverged`] if a loss is not finite.
    pub fn present_losses(&self) -> Result<LossPoint> {
        Ok(LossPoint {
            step: self.step,
            train: self.finite(self.train.mean_loss(&self.model)?)?,
            test: self.finite(self.test.mean_loss(&self.model)?)?,
        })
    }

    /// Squared errors of every component on the training and the test set, `(n, components)` each, for the current weights.
    ///
    /// # Errors
    /// [`Error::Diverged`] if a loss is not finite.
    pub fn squared_errors(&self) -> Result<(Vec<f64>, Vec<f64>)> {
        let errors = |samples: &Examples| -> Result<Vec<f64>> {
            let errors = samples.squared_errors(&self.model)?;
            self.finite(errors.iter().sum())?;
            Ok(errors)
        };
        Ok((errors(&self.train)?, errors(&self.test)?))
    }

    /// Number of components of a row's target.
    pub fn components(&self) -> usize {
        self.train.components()
    }

    fn record_losses(&mut self, train: f64) -> Result<()> {
        self.losses.push(LossPoint {
            step: self.step,
            train,
            test: self.finite(self.recorded.mean_loss(&self.model)?)?,
        });
        Ok(())
    }

    /// Whether training can continue from a loss; false for NaN.
    fn can_learn(&self, loss: f64) -> bool {
        loss <= DIVERGED_FACTOR * self.scale
    }

    /// The loss, or an error if it is not finite.
    fn finite(&self, loss: f64) -> Result<f64> {
        if loss.is_finite() {
            Ok(loss)
        } else {
            Err(self.diverged(loss))
        }
    }

    fn diverged(&self, loss: f64) -> Error {
        Error::Diverged {
            step: self.step,
            best: self.best,
            loss,
        }
    }
}

/// States `(n, dim)` with their derivatives, or with the mean velocities to the next state where derivatives are unknown.
fn velocities(split: &Split, dim: usize) -> (Vec<f64>, Vec<f64>) {
    let (mut x, mut dx) = (Vec::new(), Vec::new());
    for samples in split.trajectories() {
        match &split.dx {
            Some(derivatives) => {
                let components = samples.start * dim..samples.end * dim;
                x.extend_from_slice(&split.x[components.clone()]);
                dx.extend_from_slice(&derivatives[components]);
            }
            None => {
                for i in samples.start..samples.end.saturating_sub(1) {
                    let h = split.t[i + 1] - split.t[i];
                    for at in i * dim..(i + 1) * dim {
                        x.push((split.x[at] + split.x[at + dim]) / 2.0);
                        dx.push((split.x[at + dim] - split.x[at]) / h);
                    }
                }
            }
        }
    }
    (x, dx)
}
