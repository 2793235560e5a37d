//! The run record: everything needed to reproduce a run, and its losses, as JSON next to the weights.

use crate::error::{Error, Result};
use crate::experiment::run::{Run, check_change};
use crate::experiment::settings::{Change, FORMAT, Settings, Values};
use crate::learn::trainer::LossPoint;
use crate::model::inference::Frozen;
use crate::model::kernels::ARITHMETIC;
use crate::model::learner::Learner;
use serde::{Deserialize, Serialize};

/// One learner's run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RunRecord {
    /// Version of the program.
    pub version: String,
    /// [`ARITHMETIC`] of the module. Runs with the same arithmetic are identical to the last bit.
    #[serde(default)]
    pub arithmetic: String,
    /// Version of the link format, which determines the defaults.
    pub format: u32,
    /// Complete settings at the start of the run.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, Value>"))]
    pub settings: Values,
    /// Live changes.
    pub changes: Vec<Change>,
    pub learner: String,
    /// Steps made.
    pub step: u32,
    pub losses: Vec<LossPoint>,
    /// The step at which weights were loaded from a file. Settings alone do not reproduce such a run.
    pub loaded_at: Option<u32>,
    /// The learned γ of each momentum, for a learner with friction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub friction: Option<Vec<f64>>,
    /// Link to the run, if the page wrote the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl RunRecord {
    /// The record of a run that started with these settings.
    pub fn new(settings: &Settings, run: &Run) -> RunRecord {
        RunRecord {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            arithmetic: ARITHMETIC.to_owned(),
            format: FORMAT,
            settings: settings.values().clone(),
            changes: run.changes().to_vec(),
            learner: run.model().learner.id.to_owned(),
            step: run.step_number(),
            losses: run.losses().to_vec(),
            loaded_at: run.loaded_at(),
            friction: Frozen::new(run.model())
                .ok()
                .and_then(|model| model.friction().map(<[_]>::to_vec)),
            link: None,
        }
    }

    /// Reads a record and validates its settings, live changes and learner.
    ///
    /// # Errors
    /// Not a record, another format, or an invalid setting, change or learner.
    pub fn parse(json: &str) -> Result<(RunRecord, Settings)> {
        let record: RunRecord = serde_json::from_str(json).map_err(|error| Error::File {
            what: "the run record",
            reason: error.to_string(),
        })?;
        if !(1..=FORMAT).contains(&record.format) {
            return Err(Error::Format {
                found: record.format,
                known: FORMAT,
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
