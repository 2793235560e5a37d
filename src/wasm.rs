//! The boundary: from JavaScript, call, to JavaScript. Nothing else in the crate knows JavaScript.
//!
//! Values come in as plain objects and are checked against the catalog; bulk numbers go out as copied typed arrays
//! that can be transferred; an error goes out as an `Error` whose message is the sentence of [`crate::error::Error`].

use crate::experiment::run_record::RunRecord;
use crate::experiment::settings::{Change, Settings, Values};
use crate::experiment::trainer::{self, LossPoint};
use crate::experiment::weights;
use crate::model::learner::Learner;
use crate::page::evaluator::{self, Measured, Quantity};
use crate::page::grid::Grid;
use crate::page::{benchmark, catalog};
use crate::paper::metrics;
use hnn_kernels::raster::Picture;
use js_sys::{Float32Array, Uint8Array, Uint8ClampedArray};
use serde::{Deserialize, Serialize};
use tsify::Tsify;
use wasm_bindgen::prelude::*;
use web_sys::ImageData;

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// The tables of systems, integrators, learners and settings.
#[wasm_bindgen(unchecked_return_type = "Catalog")]
pub fn catalog() -> Result<JsValue, JsError> {
    to_js(&catalog::catalog())
}

/// What [`check_settings`] returns.
#[derive(Serialize, Tsify)]
pub struct Checked {
    /// Complete and valid.
    #[tsify(type = "Record<string, Value>")]
    settings: Values,
    /// What was unknown or not allowed and has taken its default.
    problems: Vec<String>,
}

/// Completes settings with defaults; bad ones are reported and replaced.
#[wasm_bindgen(js_name = checkSettings, unchecked_return_type = "Checked")]
pub fn check_settings(
    #[wasm_bindgen(unchecked_param_type = "Record<string, Value>")] input: JsValue,
) -> Result<JsValue, JsError> {
    let (settings, problems) = Settings::from_values(&values(input)?);
    to_js(&Checked {
        settings: settings.values(),
        problems: problems.iter().map(ToString::to_string).collect(),
    })
}

/// Settings after one change; throws the reason if it is not allowed.
#[wasm_bindgen(js_name = changeSetting, unchecked_return_type = "Record<string, Value>")]
pub fn change_setting(
    #[wasm_bindgen(unchecked_param_type = "Record<string, Value>")] input: JsValue,
    key: &str,
    #[wasm_bindgen(unchecked_param_type = "Value")] value: JsValue,
) -> Result<JsValue, JsError> {
    let mut settings = settings(input)?;
    settings.set(key, &from_js(value)?)?;
    to_js(&settings.values())
}

/// What [`read_record`] returns.
#[derive(Serialize, Tsify)]
pub struct ReadRecord {
    record: RunRecord,
    /// Complete and valid.
    #[tsify(type = "Record<string, Value>")]
    settings: Values,
}

/// Reads a run record from JSON; throws the reason if it is none or its settings are not allowed.
#[wasm_bindgen(js_name = readRecord, unchecked_return_type = "ReadRecord")]
pub fn read_record(json: &str) -> Result<JsValue, JsError> {
    let (record, settings) = RunRecord::parse(json)?;
    to_js(&ReadRecord {
        record,
        settings: settings.values(),
    })
}

/// One learner's training, in its own worker.
#[wasm_bindgen]
pub struct Trainer {
    trainer: trainer::Trainer,
    /// As at the start of the run.
    settings: Settings,
    /// Losses that have been reported.
    reported: usize,
}

/// What [`Trainer::train`] returns.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct TrainReport {
    /// Steps made since the start of the run.
    step: u32,
    /// Time that this call took, in ms.
    elapsed_ms: f64,
    /// New points, on a fixed grid of steps.
    losses: Vec<LossPoint>,
    /// Set when training diverged: this learner stops here.
    problem: Option<String>,
}

#[wasm_bindgen]
impl Trainer {
    /// A training at step 0 that will repeat the given live changes.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "Record<string, Value>")] input: JsValue,
        learner: &str,
        #[wasm_bindgen(unchecked_param_type = "Change[]")] changes: JsValue,
    ) -> Result<Trainer, JsError> {
        let changes: Vec<Change> = from_js(changes)?;
        let settings = settings(input)?;
        Ok(Trainer {
            trainer: trainer::Trainer::new(&settings, Learner::by_id(learner)?, &changes)?,
            settings,
            reported: 0,
        })
    }

    /// Trains up to step `until` or until the time is up, whichever comes first; one step at least unless `until` has
    /// been reached.
    #[wasm_bindgen(unchecked_return_type = "TrainReport")]
    pub fn train(&mut self, until: u32, budget_ms: f64) -> Result<JsValue, JsError> {
        let begin = now();
        let mut problem = None;
        while self.trainer.step_number() < until {
            if let Err(error) = self.trainer.step() {
                problem = Some(error.to_string());
                break;
            }
            if now() - begin >= budget_ms {
                break;
            }
        }
        let losses = self.trainer.losses();
        let report = TrainReport {
            step: self.trainer.step_number(),
            elapsed_ms: now() - begin,
            losses: losses[self.reported..].to_vec(),
            problem,
        };
        self.reported = losses.len();
        to_js(&report)
    }

    /// Adds a live change, applied just before its step is made.
    pub fn schedule(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Change")] change: JsValue,
    ) -> Result<(), JsError> {
        Ok(self.trainer.schedule(from_js(change)?)?)
    }

    /// Training and test loss at the present weights, on the whole sets.
    #[wasm_bindgen(js_name = presentLosses, unchecked_return_type = "LossPoint")]
    pub fn present_losses(&self) -> Result<JsValue, JsError> {
        to_js(&self.trainer.present_losses()?)
    }

    /// The measures of the paper's table at the present weights.
    #[wasm_bindgen(unchecked_return_type = "Measures")]
    pub fn measures(&self) -> Result<JsValue, JsError> {
        let dynamics = self.settings.dynamics();
        to_js(&metrics::measures(&self.trainer, &dynamics)?)
    }

    /// Both losses with their standard errors at the present weights.
    #[wasm_bindgen(js_name = meanLosses, unchecked_return_type = "MeanLosses")]
    pub fn mean_losses(&self) -> Result<JsValue, JsError> {
        let dynamics = self.settings.dynamics();
        to_js(&metrics::mean_losses(&self.trainer, &dynamics)?)
    }

    /// How the energy changes over the rollout of the settings, at the present weights.
    #[wasm_bindgen(js_name = rolloutDrift, unchecked_return_type = "EnergyDrift | null")]
    pub fn rollout_drift(&self) -> Result<JsValue, JsError> {
        let drift = metrics::rollout_drift(self.trainer.model(), &self.settings)?;
        drift.map_or(Ok(JsValue::NULL), |drift| to_js(&drift))
    }

    /// The run record as JSON.
    pub fn record(&self) -> Result<String, JsError> {
        let record = RunRecord::new(&self.settings, &self.trainer);
        Ok(serde_json::to_string_pretty(&record)?)
    }

    /// Goes on from the weights of a safetensors file; throws the reason if it does not fit.
    #[wasm_bindgen(js_name = loadWeights)]
    pub fn load_weights(&mut self, bytes: &[u8]) -> Result<(), JsError> {
        Ok(self.trainer.load_weights(bytes)?)
    }

    /// The present weights as the bytes of a safetensors file.
    pub fn weights(&self) -> Result<Uint8Array, JsError> {
        let bytes = weights::save(&self.trainer.model().mlp)?;
        Ok(Uint8Array::from(bytes.as_slice()))
    }
}

/// A training on given data from given weights, to be timed beside other trainers.
#[wasm_bindgen]
pub struct Benchmark {
    trainer: trainer::Trainer,
}

#[wasm_bindgen]
impl Benchmark {
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "BenchmarkConfig")] config: JsValue,
    ) -> Result<Benchmark, JsError> {
        Ok(Benchmark {
            trainer: benchmark::trainer(&from_js(config)?)?,
        })
    }

    /// Makes `steps` steps; returns the loss before each.
    pub fn steps(&mut self, steps: u32) -> Result<Vec<f64>, JsError> {
        let mut losses = Vec::with_capacity(steps as usize);
        for _ in 0..steps {
            losses.push(self.trainer.step()?);
        }
        Ok(losses)
    }
}

/// Rollouts, fields and maps of the latest weights, in its own worker.
#[wasm_bindgen]
pub struct Evaluator {
    evaluator: evaluator::Evaluator,
}

#[wasm_bindgen(typescript_custom_section)]
const ROLLOUTS: &str = r"
/** One model's rollout. Arrays end where it left the finite numbers. */
export interface Rollout {
    /** (n, dim), row-major */
    states: Float32Array;
    /** true H along it, J */
    energy: Float32Array;
    /** H_θ along it, J, aligned with the true H over the training states */
    learnedEnergy: Float32Array | null;
    /** distance from the true state at the same time, in units of each coordinate's spread along the truth */
    coordinateError: Float32Array;
    /** (H(end) − H(start)) / |H(start)|; null when H(start) = 0 */
    energyChange: number | null;
    /** max |H(t) − H(start)| / |H(start)| */
    energyDrift: number | null;
    /** phase gained on the truth, as a fraction; null without a whole turn */
    pace: number | null;
    /** evaluations of the field */
    evaluations: number;
    /** what the integrator does not guarantee here */
    note: string | null;
    /** why it ended early */
    problem: string | null;
}
/** Rollouts by model, the truth under 'truth'. */
export interface Rollouts {
    /** s */
    t: Float32Array;
    dim: number;
    models: Record<string, Rollout>;
}
";

#[wasm_bindgen]
impl Evaluator {
    /// An evaluator without learned models.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "Record<string, Value>")] input: JsValue,
    ) -> Result<Evaluator, JsError> {
        Ok(Evaluator {
            evaluator: evaluator::Evaluator::new(&settings(input)?)?,
        })
    }

    /// Takes settings that differ only in what needs no restart.
    #[wasm_bindgen(js_name = setRollout)]
    pub fn set_rollout(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Record<string, Value>")] input: JsValue,
    ) -> Result<(), JsError> {
        Ok(self.evaluator.set_rollout(&settings(input)?)?)
    }

    /// Takes the weights of a learner from the bytes of a safetensors file.
    #[wasm_bindgen(js_name = setWeights)]
    pub fn set_weights(&mut self, learner: &str, bytes: &[u8]) -> Result<(), JsError> {
        Ok(self.evaluator.set_weights(learner, bytes)?)
    }

    /// The noisy training states, `(n, dim)` row-major.
    pub fn samples(&self) -> Float32Array {
        single(&self.evaluator.dataset().train.x)
    }

    /// The loss of the true field on the noisy test states; undefined where the loss compares no derivatives.
    #[wasm_bindgen(js_name = lossOfTrueLaw)]
    pub fn loss_of_true_law(&mut self) -> Option<f64> {
        self.evaluator.loss_of_true_law()
    }

    /// The pace of the best field that can be learned from states with this noise, at the present start; undefined where it is not known.
    #[wasm_bindgen(js_name = bestPace)]
    pub fn best_pace(&self) -> Option<f64> {
        self.evaluator.best_pace()
    }

    /// The drift of a model from starts inside and outside the training energies; null for a system without energy.
    #[wasm_bindgen(js_name = driftByStart, unchecked_return_type = "DriftByStart | null")]
    pub fn drift_by_start(&mut self, model: &str) -> Result<JsValue, JsError> {
        let drift = self.evaluator.drift_by_start(model)?;
        drift.map_or(Ok(JsValue::NULL), |drift| to_js(&drift))
    }

    /// Rollouts of the truth and the named learners.
    #[wasm_bindgen(unchecked_return_type = "Rollouts")]
    #[expect(clippy::needless_pass_by_value)] // What comes from JavaScript is owned.
    pub fn rollouts(&mut self, learners: Vec<String>) -> Result<JsValue, JsError> {
        let names: Vec<&str> = learners.iter().map(String::as_str).collect();
        let rollouts = self.evaluator.rollouts(&names)?;
        let models = js_sys::Object::new();
        let mut t = Float32Array::new_with_length(0);
        let mut dim = 0;
        for (id, measured) in &rollouts {
            set(&models, id, &rollout(measured)?)?;
            if *id == evaluator::TRUTH {
                let trajectory = &measured.trajectory;
                dim = trajectory.dim;
                let times: Vec<f64> = (0..trajectory.len())
                    .map(|i| i as f64 * trajectory.dt)
                    .collect();
                t = single(&times);
            }
        }
        let result = js_sys::Object::new();
        set(&result, "t", &t)?;
        set(&result, "dim", &JsValue::from(dim as u32))?;
        set(&result, "models", &models)?;
        Ok(result.into())
    }

    /// The field of a model (`truth` or a learner) on a grid, `(ny, nx, 2)` row-major, row 0 at `y0`.
    #[allow(clippy::too_many_arguments)] // Plain numbers cross the boundary cheaper than an object.
    pub fn field(
        &mut self,
        model: &str,
        x0: f64,
        x1: f64,
        y0: f64,
        y1: f64,
        nx: u32,
        ny: u32,
    ) -> Result<Float32Array, JsError> {
        Ok(single(
            &self
                .evaluator
                .field(model, grid([x0, x1], [y0, y1], nx, ny)?)?,
        ))
    }

    /// What each model says of the point `(x, y)` of the plane.
    #[wasm_bindgen(unchecked_return_type = "Record<string, Reading>")]
    pub fn probe(&mut self, x: f64, y: f64) -> Result<JsValue, JsError> {
        let readings = js_sys::Object::new();
        for (model, reading) in self.evaluator.probe(x, y)? {
            set(&readings, model, &to_js(&reading)?)?;
        }
        Ok(readings.into())
    }

    /// The momenta with which the true system moves at `velocities` through `positions`.
    pub fn momenta(&mut self, positions: &[f64], velocities: &[f64]) -> Result<Vec<f64>, JsError> {
        Ok(self.evaluator.momenta(positions, velocities)?)
    }

    /// What a quantity has where its map shows the full colour; null for contours.
    #[wasm_bindgen(js_name = fullColour, unchecked_return_type = "number | null")]
    pub fn full_colour(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Quantity")] quantity: JsValue,
    ) -> Result<JsValue, JsError> {
        Ok(or_null(self.evaluator.full_colour(from_js(quantity)?)))
    }

    /// What no training state covers, as a mask: opaque there. Row 0 at `y1`.
    pub fn uncovered(
        &self,
        x0: f64,
        x1: f64,
        y0: f64,
        y1: f64,
        nx: u32,
        ny: u32,
    ) -> Result<ImageData, JsValue> {
        let grid = grid([x0, x1], [y0, y1], nx, ny)?;
        image(&self.evaluator.uncovered(grid))
    }

    /// Forward over the horizon, back again: distance from the start.
    #[wasm_bindgen(js_name = timeReversalError)]
    pub fn time_reversal_error(&mut self, model: &str) -> Result<f64, JsError> {
        Ok(self.evaluator.time_reversal_error(model)?)
    }

    /// H of the truth or aligned H_θ of a learner at states `(n, dim)`, in J; null where there is no energy.
    #[wasm_bindgen(unchecked_return_type = "Float32Array | null")]
    pub fn energies(&mut self, model: &str, states: &[f32]) -> Result<JsValue, JsError> {
        let states: Vec<f64> = states.iter().map(|x| f64::from(*x)).collect();
        let energies = self.evaluator.energies(model, &states)?;
        Ok(or_null(energies.as_deref().map(single)))
    }

    /// A quantity of a model on a grid as a picture, row 0 at `y1`.
    #[allow(clippy::too_many_arguments)] // As above.
    pub fn map(
        &mut self,
        model: &str,
        #[wasm_bindgen(unchecked_param_type = "Quantity")] quantity: JsValue,
        x0: f64,
        x1: f64,
        y0: f64,
        y1: f64,
        nx: u32,
        ny: u32,
        dark: bool,
    ) -> Result<ImageData, JsValue> {
        let quantity: Quantity = from_js(quantity)?;
        let picture = self
            .evaluator
            .map(model, quantity, grid([x0, x1], [y0, y1], nx, ny)?, dark)
            .map_err(JsError::from)?;
        image(&picture)
    }
}

/// A copy: the picture's own memory is given back.
fn image(picture: &Picture) -> Result<ImageData, JsValue> {
    let rgba = Uint8ClampedArray::from(picture.rgba.as_slice());
    ImageData::new_with_js_u8_clamped_array_and_sh(
        &rgba,
        picture.width as u32,
        picture.height as u32,
    )
}

fn rollout(measured: &Measured) -> Result<JsValue, JsError> {
    let result = js_sys::Object::new();
    let drift = measured.drift;
    let learned = measured.learned_energy.as_deref().map(single);
    let failure = measured
        .trajectory
        .failure
        .as_ref()
        .map(ToString::to_string);
    set(&result, "states", &single(&measured.trajectory.states))?;
    set(&result, "energy", &single(&measured.energy))?;
    set(&result, "learnedEnergy", &or_null(learned))?;
    set(
        &result,
        "coordinateError",
        &single(&measured.coordinate_error),
    )?;
    set(
        &result,
        "energyChange",
        &or_null(drift.map(|drift| drift.change)),
    )?;
    set(
        &result,
        "energyDrift",
        &or_null(drift.map(|drift| drift.largest)),
    )?;
    set(&result, "pace", &or_null(measured.pace))?;
    set(
        &result,
        "evaluations",
        &JsValue::from(measured.trajectory.evaluations as u32),
    )?;
    set(&result, "note", &or_null(measured.caveat))?;
    set(&result, "problem", &or_null(failure))?;
    Ok(result.into())
}

fn grid(x: [f64; 2], y: [f64; 2], columns: u32, rows: u32) -> Result<Grid, JsError> {
    Ok(Grid::new(x, y, columns as usize, rows as usize)?)
}

fn settings(input: JsValue) -> Result<Settings, JsError> {
    let (settings, problems) = Settings::from_values(&values(input)?);
    match problems.into_iter().next() {
        Some(problem) => Err(problem.into()),
        None => Ok(settings),
    }
}

fn values(input: JsValue) -> Result<Values, JsError> {
    from_js(input)
}

fn from_js<T: for<'de> Deserialize<'de>>(value: JsValue) -> Result<T, JsError> {
    Ok(serde_wasm_bindgen::from_value(value)?)
}

fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsError> {
    let serializer = serde_wasm_bindgen::Serializer::new()
        .serialize_maps_as_objects(true)
        .serialize_missing_as_null(true);
    Ok(value.serialize(&serializer)?)
}

fn set(object: &js_sys::Object, key: &str, value: &JsValue) -> Result<(), JsError> {
    js_sys::Reflect::set(object, &JsValue::from_str(key), value)
        .map(|_| ())
        .map_err(|_| JsError::new("a property could not be set"))
}

fn or_null(value: Option<impl Into<JsValue>>) -> JsValue {
    value.map_or(JsValue::NULL, Into::into)
}

fn single(values: &[f64]) -> Float32Array {
    let values: Vec<f32> = values.iter().map(|value| *value as f32).collect();
    Float32Array::from(values.as_slice())
}

/// Milliseconds on a clock that does not jump.
fn now() -> f64 {
    let scope = js_sys::global();
    let performance = js_sys::Reflect::get(&scope, &JsValue::from_str("performance"));
    performance
        .ok()
        .and_then(|performance| performance.dyn_into::<web_sys::Performance>().ok())
        .map_or_else(js_sys::Date::now, |performance| performance.now())
}
