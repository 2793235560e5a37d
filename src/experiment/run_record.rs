//! The run record: everything that a run can be repeated from, and what came out, as JSON beside its weights.

use crate::error::{Error, Result};
use crate::experiment::settings::{Change, FORMAT, Settings, Values};
use crate::experiment::trainer::{LossPoint, Trainer, check_change};
use crate::model::kernels::ARITHMETIC;
use crate::model::learner::Learner;
use serde::{Deserialize, Serialize};

/// One learner's run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RunRecord {
    /// Of the program that made it.
    pub version: String,
    /// Of the module that made it: [`ARITHMETIC`]. Runs of the same arithmetic are equal to the last bit.
    #[serde(default)]
    pub arithmetic: String,
    /// Of the link format, to which the defaults belong.
    pub format: u32,
    /// Complete, as they were at the start of the run.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, Value>"))]
    pub settings: Values,
    /// Live changes.
    pub changes: Vec<Change>,
    pub learner: String,
    /// Steps made.
    pub step: u32,
    pub losses: Vec<LossPoint>,
    /// The step at which weights were loaded from a file: such a run cannot be repeated from its settings alone.
    pub loaded_at: Option<u32>,
    /// The page's link to the run, where the page has written the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl RunRecord {
    /// The record of a training that began with these settings.
    pub fn new(settings: &Settings, trainer: &Trainer) -> RunRecord {
        RunRecord {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            arithmetic: ARITHMETIC.to_owned(),
            format: FORMAT,
            settings: settings.values(),
            changes: trainer.changes().to_vec(),
            learner: trainer.model().learner.id.to_owned(),
            step: trainer.step_number(),
            losses: trainer.losses().to_vec(),
            loaded_at: trainer.loaded_at(),
            link: None,
        }
    }

    /// Reads a record and checks its settings, its live changes and its learner.
    ///
    /// # Errors
    /// Not a record, of another format, or with a setting, a change or a learner that is not allowed.
    pub fn parse(json: &str) -> Result<(RunRecord, Settings)> {
        let record: RunRecord = serde_json::from_str(json).map_err(|error| Error::File {
            what: "the run record",
            reason: error.to_string(),
        })?;
        if record.format != FORMAT {
            return Err(Error::Setting {
                field: "format".to_owned(),
                value: record.format.to_string(),
                allowed: FORMAT.to_string(),
            });
        }
        let (settings, problems) = Settings::from_values(&record.settings);
        match problems.into_iter().next() {
            Some(problem) => Err(problem),
            None => {
                Learner::by_id(&record.learner)?;
                for change in &record.changes {
                    check_change(&settings, change)?;
                }
                Ok((record, settings))
            }
        }
    }
}
