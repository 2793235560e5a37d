//! `Run`: a training with its settings and the log of changes made while it ran.

use super::weights;
use crate::error::{Error, Result, list};
use crate::experiment::settings::{Change, Effect, Settings, table};
use crate::learn::dataset::Dataset;
use crate::learn::trainer::{LossPoint, Trainer};
use crate::model::Model;
use crate::model::learner::Learner;

/// One learner's run.
pub struct Run {
    settings: Settings,
    trainer: Trainer,
    /// All live changes, in the order of their steps.
    changes: Vec<Change>,
    /// Number of changes already applied.
    applied: usize,
    /// The step at which weights were loaded from a file.
    loaded_at: Option<u32>,
}

impl Run {
    /// A run at step 0. `changes` are live changes, applied at their steps.
    ///
    /// # Errors
    /// The data do not fit the objective, or a change has an unknown key, an invalid value, or a setting that cannot change during training.
    pub fn new(
        settings: &Settings,
        dataset: &Dataset,
        learner: &Learner,
        changes: &[Change],
    ) -> Result<Run> {
        let trainer = Trainer::new(&settings.train_config(), learner, dataset)?;
        let mut run = Run::of(settings, trainer);
        for change in changes {
            run.schedule(change.clone())?;
        }
        Ok(run)
    }

    /// A run with a given model on given data.
    pub fn with(settings: &Settings, dataset: &Dataset, model: Model) -> Result<Run> {
        let trainer = Trainer::with(&settings.train_config(), dataset, model)?;
        Ok(Run::of(settings, trainer))
    }

    fn of(settings: &Settings, trainer: Trainer) -> Run {
        Run {
            settings: settings.clone(),
            trainer,
            changes: Vec::new(),
            applied: 0,
            loaded_at: None,
        }
    }

    /// The training itself.
    pub fn trainer(&self) -> &Trainer {
        &self.trainer
    }

    /// Steps made.
    pub fn step_number(&self) -> u32 {
        self.trainer.step_number()
    }

    /// The model with its current weights.
    pub fn model(&self) -> &Model {
        self.trainer.model()
    }

    /// Recorded losses, in the order of their steps.
    pub fn losses(&self) -> &[LossPoint] {
        self.trainer.losses()
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
        let model = self.model();
        let loaded = weights::load(bytes, &model.learner, model.config())?;
        self.trainer.replace(loaded)?;
        self.loaded_at = Some(self.step_number());
        Ok(())
    }

    /// Schedules a live change, applied just before step `change.step`.
    pub fn schedule(&mut self, change: Change) -> Result<()> {
        let at = self.step_number();
        if change.step < at {
            return Err(Error::Late {
                field: change.key,
                step: change.step,
                at,
            });
        }
        check_change(&self.settings, &change)?;
        let position = self
            .changes
            .partition_point(|other| other.step <= change.step);
        self.changes.insert(position, change);
        Ok(())
    }

    /// Applies the changes that are due and makes one step ([`Trainer::step`]).
    pub fn step(&mut self) -> Result<f64> {
        while let Some(change) = self.changes.get(self.applied)
            && change.step <= self.trainer.step_number()
        {
            self.settings.set(&change.key, &change.value)?;
            self.trainer
                .configure(self.settings.train_config().optimizer);
            self.applied += 1;
        }
        self.trainer.step()
    }
}

/// Whether a run with these settings can make this change.
///
/// # Errors
/// The setting cannot change during training, or the value is invalid.
pub fn check_change(settings: &Settings, change: &Change) -> Result<()> {
    let common = table::common();
    let live = common
        .iter()
        .filter(|setting| setting.effect == Effect::Live)
        .map(|setting| &*setting.key);
    if !live.clone().any(|key| key == change.key) {
        return Err(Error::NotLive {
            field: change.key.clone(),
            allowed: list(live),
        });
    }
    settings.clone().set(&change.key, &change.value)
}
