//! `Trainer`: one learner on one data set, a step at a time, with the same result for the same settings.
//!
//! A step is loss → `backward()` → Adam. Losses are recorded on a fixed grid of steps, training and test loss at
//! the same weights, so that a run's curve does not depend on how fast the machine is.

use crate::error::{Error, Result, list};
use crate::experiment::settings::table::Effect;
use crate::experiment::settings::{Change, Settings, table};
use crate::experiment::weights;
use crate::learn::EVALUATED_AT_ONCE;
use crate::learn::adam::{Adam, AdamConfig};
use crate::learn::dataset::{Dataset, Split};
use crate::model::Model;
use crate::model::kernels::mean_squared_error;
use crate::model::learner::Learner;
use crate::model::mlp::Shape;
use crate::rng::{Purpose, Rng};
use candle_core::{Device, Tensor};
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
    train: Samples,
    test: Samples,
    /// The rows of `test` behind recorded losses.
    recorded: Samples,
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

/// What the loss compares, as tensors.
struct Samples {
    /// States `(n, dim)`.
    x: Tensor,
    /// Derivatives, or changes to the next sample, `(n, dim)`.
    target: Tensor,
    /// Time between samples if the target is a change.
    through_step: Option<f64>,
}

/// The rows of each step's batch.
struct Batches {
    rng: Rng,
    /// Rows a step; all if 0 or more than there are.
    size: usize,
    order: Vec<u32>,
    next: usize,
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
        let train = Samples::new(dataset, &dataset.train, through_step)?;
        let test = Samples::new(dataset, &dataset.test, through_step)?;
        let scale = train.target.sqr()?.mean_all()?.to_scalar::<f32>()?;
        Ok(Trainer {
            optimizer: Adam::new(model.mlp.variables(), adam_config(settings))?,
            batches: Batches {
                rng: Rng::new(settings.seed(), Purpose::Batches),
                size: settings.batch_size(),
                order: Vec::new(),
                next: 0,
            },
            settings: settings.clone(),
            model,
            recorded: test.evenly_spaced(MAX_RECORDED_ROWS)?,
            train,
            test,
            changes: Vec::new(),
            applied: 0,
            loaded_at: None,
            step: 0,
            losses: Vec::new(),
            scale: f64::from(scale),
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
        let worst = self.train.worst_loss(&model, self.batches.size)?;
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
        let rows = self.batches.next(self.train.len()?)?;
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
        let errors = |samples: &Samples| -> Result<Vec<f64>> {
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

impl Samples {
    fn new(dataset: &Dataset, split: &Split, through_step: Option<f64>) -> Result<Samples> {
        let dim = dataset.dim;
        let single = |rows: &[f64]| rows.iter().map(|x| *x as f32).collect::<Vec<f32>>();
        let (x, target) = if through_step.is_some() {
            let keep = |i: &usize| (i / dim) % dataset.samples != dataset.samples - 1;
            let kept: Vec<usize> = (0..split.x.len()).filter(keep).collect();
            (
                kept.iter().map(|i| split.x[*i] as f32).collect(),
                kept.iter()
                    .map(|i| (split.next[*i] - split.x[*i]) as f32)
                    .collect(),
            )
        } else {
            (single(&split.x), single(&split.dx))
        };
        let n = x.len() / dim;
        Ok(Samples {
            x: Tensor::from_vec(x, (n, dim), &Device::Cpu)?,
            target: Tensor::from_vec(target, (n, dim), &Device::Cpu)?,
            through_step,
        })
    }

    fn len(&self) -> Result<usize> {
        Ok(self.x.dim(0)?)
    }

    fn rows(&self, rows: &Tensor) -> Result<Samples> {
        Ok(Samples {
            x: self.x.index_select(rows, 0)?,
            target: self.target.index_select(rows, 0)?,
            through_step: self.through_step,
        })
    }

    fn loss(&self, model: &Model) -> Result<Tensor> {
        Ok(mean_squared_error(&self.prediction(model)?, &self.target)?)
    }

    fn prediction(&self, model: &Model) -> Result<Tensor> {
        match self.through_step {
            Some(dt) => model.rk4_change(&self.x, dt),
            None => model.field(&self.x),
        }
    }

    /// The loss on all rows.
    fn mean_loss(&self, model: &Model) -> Result<f64> {
        let n = self.len()? as f64;
        let mut sum = 0.0;
        for chunk in self.chunks()? {
            let rows = chunk.len()? as f64;
            sum += f64::from(chunk.loss(model)?.to_scalar::<f32>()?) * rows;
        }
        Ok(sum / n)
    }

    fn squared_errors(&self, model: &Model) -> Result<Vec<f64>> {
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

    /// The greatest loss that a batch of `size` rows can have, 0 meaning all: that of the rows with the greatest errors.
    fn worst_loss(&self, model: &Model, size: usize) -> Result<f64> {
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

    /// At most `count` of the rows, at equal distances.
    fn evenly_spaced(&self, count: usize) -> Result<Samples> {
        let n = self.len()?;
        let rows: Vec<u32> = (0..n.min(count))
            .map(|i| (i * n / n.min(count)) as u32)
            .collect();
        self.rows(&Tensor::new(rows, &Device::Cpu)?)
    }

    /// Pieces small enough to be evaluated at once.
    fn chunks(&self) -> Result<Vec<Samples>> {
        let n = self.len()?;
        let piece = |first: usize| {
            let count = EVALUATED_AT_ONCE.min(n - first);
            Ok(Samples {
                x: self.x.narrow(0, first, count)?,
                target: self.target.narrow(0, first, count)?,
                through_step: self.through_step,
            })
        };
        (0..n).step_by(EVALUATED_AT_ONCE).map(piece).collect()
    }
}

impl Batches {
    /// Row numbers of the next batch out of `n`; `None` means all. Every sample is seen once before any is seen
    /// twice; what does not fill a batch at the end of a pass is left out.
    fn next(&mut self, n: usize) -> Result<Option<Tensor>> {
        if self.size == 0 || self.size >= n {
            return Ok(None);
        }
        if self.next + self.size > self.order.len() {
            self.order = self.rng.permutation(n);
            self.next = 0;
        }
        let rows = &self.order[self.next..self.next + self.size];
        self.next += self.size;
        Ok(Some(Tensor::from_slice(rows, self.size, &Device::Cpu)?))
    }
}
