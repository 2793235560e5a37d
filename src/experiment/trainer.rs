//! `Trainer`: one learner on one data set, a step at a time, with the same result for the same settings.
//!
//! A step is loss → `backward()` → Adam. Losses are recorded on a fixed grid of steps, training and test loss at
//! the same weights, so that a run's curve does not depend on how fast the machine is.

use crate::error::{Error, Result, list};
use crate::experiment::settings::{Change, Effect, Settings, table};
use crate::experiment::weights;
use crate::learn::adam::{Adam, AdamConfig};
use crate::learn::batches::Batches;
use crate::learn::dataset::Dataset;
use crate::learn::examples::Examples;
use crate::model::Model;
use crate::model::learner::Learner;
use crate::model::mlp::Shape;
use candle_nn::Optimizer;
use serde::{Deserialize, Serialize};

/// Steps between two recorded losses.
pub const RECORD_EVERY: u32 = 10;

/// A run has diverged when its loss is this many times what predicting no motion at all would cost.
pub const DIVERGED_FACTOR: f64 = 100.0;

/// Most test rows behind a recorded loss. At the defaults the spring's and the pendulum's test sets fit; of a larger one, evenly
/// spaced rows stand for the whole, so that recording costs a fraction of training. [`Trainer::present_losses`] takes all rows.
pub const MAX_RECORDED_ROWS: usize = 1200;

/// Losses at one step, both at the weights before it: mean over all components of (field − derivative)².
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LossPoint {
    pub step: u32,
    /// On the batch of that step.
    pub train: f64,
    /// On the test set, or on a fixed part of a large one ([`MAX_RECORDED_ROWS`]).
    pub test: f64,
}

/// A running training.
pub struct Trainer {
    settings: Settings,
    model: Model,
    optimizer: Adam,
    train: Examples,
    test: Examples,
    /// The rows of `test` behind recorded losses.
    recorded: Examples,
    batches: Batches,
    /// All live changes, in the order of their steps.
    changes: Vec<Change>,
    /// How many of them have been applied.
    applied: usize,
    /// The step at which weights from a file took the place of the seeded or trained ones.
    loaded_at: Option<u32>,
    step: u32,
    losses: Vec<LossPoint>,
    /// Loss of predicting zero.
    scale: f64,
    best: f64,
    /// Why training stopped for good.
    failure: Option<Error>,
}

impl Trainer {
    /// A training at step 0. `changes` are live changes of an earlier run to be repeated at their steps.
    ///
    /// # Errors
    /// A change names a setting that does not act on a running training, or a value that is not allowed.
    pub fn new(
        settings: &Settings,
        learner: &'static Learner,
        changes: &[Change],
    ) -> Result<Trainer> {
        let dataset = Dataset::generate(&settings.dynamics(), settings.plan())?;
        let shape = Shape {
            inputs: dataset.dim,
            width: settings.width(),
            depth: settings.depth(),
            outputs: learner.outputs(dataset.dim),
            activation: settings.activation(),
        };
        let model = Model::seeded(learner, shape, settings.seed())?;
        let mut trainer = Trainer::with(settings, &dataset, model)?;
        for change in changes {
            trainer.schedule(change.clone())?;
        }
        Ok(trainer)
    }

    /// A training of a given model on given data.
    pub fn with(settings: &Settings, dataset: &Dataset, model: Model) -> Result<Trainer> {
        let through_step = settings.through_step().then_some(dataset.dt);
        let train = Examples::new(dataset, &dataset.train, through_step)?;
        let test = Examples::new(dataset, &dataset.test, through_step)?;
        Ok(Trainer {
            optimizer: Adam::new(model.mlp.variables(), adam_config(settings))?,
            batches: Batches::new(settings.seed(), settings.batch_size()),
            settings: settings.clone(),
            model,
            recorded: test.evenly_spaced(MAX_RECORDED_ROWS)?,
            scale: train.loss_of_zero()?,
            train,
            test,
            changes: Vec::new(),
            applied: 0,
            loaded_at: None,
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

    /// The model at its present weights.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Recorded losses, in the order of their steps.
    pub fn losses(&self) -> &[LossPoint] {
        &self.losses
    }

    /// Settings with all live changes so far.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Live changes, in the order of their steps.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The step at which weights were loaded from a file, if any were.
    pub fn loaded_at(&self) -> Option<u32> {
        self.loaded_at
    }

    /// Goes on from the weights of a safetensors file, with fresh moments of the optimiser, after a divergence too.
    ///
    /// # Errors
    /// The file does not fit this network, or with its weights the next step would diverge or the test loss is not finite;
    /// nothing is changed.
    pub fn load_weights(&mut self, bytes: &[u8]) -> Result<()> {
        let learner = self.model.learner;
        let shape = self.model.mlp.shape()?;
        let outputs = learner.outputs(shape.inputs);
        let mlp = weights::load(bytes, Shape { outputs, ..shape })?;
        let model = Model::new(learner, mlp)?;
        let worst = self.train.worst_loss(&model, self.batches.size())?;
        if !self.can_learn(worst) || !self.test.mean_loss(&model)?.is_finite() {
            return Err(Error::WeightsDiverge);
        }
        self.model = model;
        self.optimizer = Adam::new(self.model.mlp.variables(), adam_config(&self.settings))?;
        self.loaded_at = Some(self.step);
        self.failure = None;
        Ok(())
    }

    /// Applies a live change just before step `change.step` is made.
    pub fn schedule(&mut self, change: Change) -> Result<()> {
        if change.step < self.step {
            return Err(Error::Late {
                field: change.key,
                step: change.step,
                at: self.step,
            });
        }
        check_change(&self.settings, &change)?;
        let at = self
            .changes
            .partition_point(|other| other.step <= change.step);
        self.changes.insert(at, change);
        Ok(())
    }

    /// Makes one step; returns the loss before it, on its batch.
    ///
    /// # Errors
    /// [`Error::Diverged`] if a loss is not finite or, after the first step, far above that of predicting no motion. The error is
    /// final: every later call returns it, until weights are loaded.
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
        self.apply_changes()?;
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
            self.record(value)?;
        }
        self.optimizer.step(&loss.backward()?)?;
        self.step += 1;
        Ok(value)
    }

    /// Training and test loss at the present weights, on the whole sets.
    ///
    /// # Errors
    /// [`Error::Diverged`] if one is not finite.
    pub fn present_losses(&self) -> Result<LossPoint> {
        Ok(LossPoint {
            step: self.step,
            train: self.finite(self.train.mean_loss(&self.model)?)?,
            test: self.finite(self.test.mean_loss(&self.model)?)?,
        })
    }

    /// Squared errors of every component on the training and on the test set, `(n, dim)` each, at the present weights.
    ///
    /// # Errors
    /// [`Error::Diverged`] if one is not finite.
    pub fn squared_errors(&self) -> Result<(Vec<f64>, Vec<f64>)> {
        let errors = |samples: &Examples| -> Result<Vec<f64>> {
            let errors = samples.squared_errors(&self.model)?;
            self.finite(errors.iter().sum())?;
            Ok(errors)
        };
        Ok((errors(&self.train)?, errors(&self.test)?))
    }

    fn record(&mut self, train: f64) -> Result<()> {
        self.losses.push(LossPoint {
            step: self.step,
            train,
            test: self.finite(self.recorded.mean_loss(&self.model)?)?,
        });
        Ok(())
    }

    /// Whether a loss is low enough for training to go on; false for NaN.
    fn can_learn(&self, loss: f64) -> bool {
        loss <= DIVERGED_FACTOR * self.scale
    }

    /// The loss, if it is a number: no other is recorded or shown.
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

    fn apply_changes(&mut self) -> Result<()> {
        while let Some(change) = self.changes.get(self.applied)
            && change.step <= self.step
        {
            self.settings.set(&change.key, &change.value)?;
            self.optimizer.configure(adam_config(&self.settings));
            self.applied += 1;
        }
        Ok(())
    }
}

/// Whether a training with these settings could make such a change as it runs.
///
/// # Errors
/// The setting does not act on a running training, or the value is not allowed.
pub fn check_change(settings: &Settings, change: &Change) -> Result<()> {
    let common = table::common();
    let live = common
        .iter()
        .filter(|setting| setting.effect == Effect::Live)
        .map(|setting| setting.key);
    if !live.clone().any(|key| key == change.key) {
        return Err(Error::Setting {
            field: change.key.clone(),
            value: "a live change".to_owned(),
            allowed: list(live),
        });
    }
    settings.clone().set(&change.key, &change.value)
}

fn adam_config(settings: &Settings) -> AdamConfig {
    AdamConfig {
        learning_rate: settings.learning_rate(),
        weight_decay: settings.weight_decay(),
        ..AdamConfig::default()
    }
}
