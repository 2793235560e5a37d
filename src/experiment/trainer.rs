//! `Trainer`: trains one learner on one data set, one reproducible step at a time.
//!
//! A step is loss → `backward()` → Adam. Training and test loss are recorded at fixed steps, both at the same weights, so
//! the curve does not depend on the speed of the machine.

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

/// A run has diverged when its loss exceeds that of predicting no motion by this factor.
pub const DIVERGED_FACTOR: f64 = 100.0;

/// Largest number of test rows behind a recorded loss. Larger test sets are represented by evenly spaced rows, so that
/// recording costs a fraction of training. [`Trainer::present_losses`] takes all rows.
pub const MAX_RECORDED_ROWS: usize = 1200;

/// Losses before one step: mean over all components of (field − derivative)².
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
    /// Number of changes already applied.
    applied: usize,
    /// The step at which weights were loaded from a file.
    loaded_at: Option<u32>,
    step: u32,
    losses: Vec<LossPoint>,
    /// Loss of predicting zero.
    scale: f64,
    best: f64,
    /// Why training cannot continue.
    failure: Option<Error>,
}

impl Trainer {
    /// A trainer at step 0. `changes` are live changes, applied at their steps.
    ///
    /// # Errors
    /// A change has an unknown key, an invalid value, or a setting that cannot change during training.
    pub fn new(
        settings: &Settings,
        learner: &'static Learner,
        changes: &[Change],
    ) -> Result<Trainer> {
        let dataset = Dataset::generate(&settings.dynamics(), settings.plan())?;
        let model = Model::seeded(learner, settings.shape(learner), settings.seed())?;
        let mut trainer = Trainer::with(settings, &dataset, model)?;
        for change in changes {
            trainer.schedule(change.clone())?;
        }
        Ok(trainer)
    }

    /// A trainer with a given model and given data.
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

    /// The model with its current weights.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Recorded losses, in the order of their steps.
    pub fn losses(&self) -> &[LossPoint] {
        &self.losses
    }

    /// Settings after all live changes so far.
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

    /// Continues from the weights in a safetensors file, also after divergence. Resets the optimiser's moments.
    ///
    /// # Errors
    /// The file does not fit this network, the next step could diverge, or the test loss is infinite. Nothing changes then.
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

    /// Schedules a live change, applied just before step `change.step`.
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

    /// Squared errors of every component on the training and the test set, `(n, dim)` each, for the current weights.
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

/// Whether training with these settings can make this change.
///
/// # Errors
/// The setting cannot change during training, or the value is invalid.
pub fn check_change(settings: &Settings, change: &Change) -> Result<()> {
    let common = table::common();
    let live = common
        .iter()
        .filter(|setting| setting.effect == Effect::Live)
        .map(|setting| setting.key);
    if !live.clone().any(|key| key == change.key) {
        return Err(Error::NotLive {
            field: change.key.clone(),
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
