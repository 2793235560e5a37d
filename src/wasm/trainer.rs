//! `Trainer`: trains one learner, in a worker of its own.

use super::convert::{from_js, settings, to_js};
use super::data::dataset;
use crate::error::Error;
use crate::experiment::run::Run;
use crate::experiment::run_record::RunRecord;
use crate::experiment::settings::{Change, Settings};
use crate::experiment::weights;
use crate::learn::trainer::LossPoint;
use crate::model::learner::Learner;
use crate::paper::metrics;
use js_sys::Uint8Array;
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// Trains one learner.
#[wasm_bindgen]
pub struct Trainer {
    run: Run,
    /// Settings at the start of the run, without live changes.
    settings: Settings,
    /// Number of losses already returned by [`Trainer::train`].
    reported: usize,
}

/// Progress returned by [`Trainer::train`].
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct TrainReport {
    /// Steps made since the start of the run.
    step: u32,
    /// Duration of this call, in ms.
    elapsed_ms: f64,
    /// Losses recorded during this call.
    losses: Vec<LossPoint>,
    /// Why training diverged; the learner cannot continue.
    problem: Option<String>,
}

#[wasm_bindgen]
impl Trainer {
    /// A trainer at step 0 on the given data that will repeat the given live changes.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "Record<string, Value>")] input: JsValue,
        learner: &str,
        #[wasm_bindgen(unchecked_param_type = "Change[]")] changes: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Data")] data: JsValue,
    ) -> Result<Trainer, JsError> {
        let changes: Vec<Change> = from_js(changes)?;
        let settings = settings(input)?;
        Ok(Trainer {
            run: Run::new(
                &settings,
                &dataset(data, &settings)?,
                Learner::by_id(learner)?,
                &changes,
            )?,
            settings,
            reported: 0,
        })
    }

    /// Trains until step `until` or until the time budget is used up. Makes at least one step, unless `until` has
    /// already been reached.
    #[wasm_bindgen(unchecked_return_type = "TrainReport")]
    pub fn train(&mut self, until: u32, budget_ms: f64) -> Result<JsValue, JsError> {
        let begin = now();
        let mut problem = None;
        while self.run.step_number() < until {
            if let Err(error) = self.run.step() {
                problem = Some(error.to_string());
                break;
            }
            if now() - begin >= budget_ms {
                break;
            }
        }
        let losses = self.run.losses();
        let report = TrainReport {
            step: self.run.step_number(),
            elapsed_ms: now() - begin,
            losses: losses[self.reported..].to_vec(),
            problem,
        };
        self.reported = losses.len();
        to_js(&report)
    }

    /// Adds a live change, applied just before its step.
    pub fn schedule(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Change")] change: JsValue,
    ) -> Result<(), JsError> {
        Ok(self.run.schedule(from_js(change)?)?)
    }

    /// Training and test loss of the current weights, on all data.
    #[wasm_bindgen(js_name = presentLosses, unchecked_return_type = "LossPoint")]
    pub fn present_losses(&self) -> Result<JsValue, JsError> {
        to_js(&self.run.trainer().present_losses()?)
    }

    /// The current weights' row in the paper's table; throws if the law is unknown.
    #[wasm_bindgen(unchecked_return_type = "Measures")]
    pub fn measures(&self) -> Result<JsValue, JsError> {
        let system = self.settings.system().label;
        let dynamics = self.settings.dynamics().ok_or(Error::NoLaw { system })?;
        to_js(&metrics::measures(self.run.trainer(), &dynamics)?)
    }

    /// Both losses of the current weights with their standard errors.
    #[wasm_bindgen(js_name = meanLosses, unchecked_return_type = "MeanLosses")]
    pub fn mean_losses(&self) -> Result<JsValue, JsError> {
        to_js(&metrics::mean_losses(self.run.trainer())?)
    }

    /// Energy drift of the current weights over the rollout that the settings define; null if the true energy is unknown,
    /// or zero at the start.
    #[wasm_bindgen(js_name = rolloutDrift, unchecked_return_type = "EnergyDrift | null")]
    pub fn rollout_drift(&self) -> Result<JsValue, JsError> {
        let drift = metrics::rollout_drift(self.run.model(), &self.settings)?;
        drift.map_or(Ok(JsValue::NULL), |drift| to_js(&drift))
    }

    /// The run record as JSON.
    pub fn record(&self) -> Result<String, JsError> {
        let record = RunRecord::new(&self.settings, &self.run);
        Ok(serde_json::to_string(&record)?)
    }

    /// Continues from the weights in a safetensors file; throws the reason if it cannot.
    #[wasm_bindgen(js_name = loadWeights)]
    pub fn load_weights(&mut self, bytes: &[u8]) -> Result<(), JsError> {
        Ok(self.run.load_weights(bytes)?)
    }

    /// The current weights as the bytes of a safetensors file.
    pub fn weights(&self) -> Result<Uint8Array, JsError> {
        let bytes = weights::save(self.run.model())?;
        Ok(Uint8Array::from(bytes.as_slice()))
    }
}

/// Milliseconds on a monotonic clock.
fn now() -> f64 {
    let scope = js_sys::global();
    let performance = js_sys::Reflect::get(&scope, &JsValue::from_str("performance"));
    performance
        .ok()
        .and_then(|performance| performance.dyn_into::<web_sys::Performance>().ok())
        .map_or_else(js_sys::Date::now, |performance| performance.now())
}
