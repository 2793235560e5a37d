//! [`inspector`](crate::page::inspector) for the page: rollouts, fields and maps of the latest weights, in a worker of its
//! own.

use super::convert::{from_js, grid, or_null, settings, single, to_js};
use super::data::dataset;
use crate::page::inspector;
use crate::page::map::Quantity;
use crate::page::measured::Measured;
use crate::page::models::TRUTH;
use js_sys::Float32Array;
use serde::{Serialize, Serializer};
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// Rollouts, fields and maps of the latest weights.
#[wasm_bindgen]
pub struct Inspector {
    inspector: inspector::Inspector,
}

/// One model's rollout. Arrays end where it diverged.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
#[tsify(missing_as_null)]
pub struct Rollout {
    /// `(n, dim)`, row-major.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Float32Array")]
    states: Float32Array,
    /// True H along the rollout, in J; null if it is unknown.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Float32Array | null")]
    energy: JsValue,
    /// H_θ along the rollout, in J, shifted so that its mean over the training states equals that of the true H.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Float32Array | null")]
    learned_energy: JsValue,
    /// Distance from the true state at the same time, in units of each coordinate's spread along the truth;
    /// null without a truth.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Float32Array | null")]
    coordinate_error: JsValue,
    /// (H(end) − H(start)) / |H(start)|; null if H is unknown, or H(start) = 0. For a learner of a motion with friction, both
    /// compare with the truth's energy at the same time instead of H(start).
    energy_change: Option<f64>,
    /// max |H(t) − H(start)| / |H(start)|; null likewise.
    energy_drift: Option<f64>,
    /// γ of each momentum: the true one, or a learned one; null for a model without friction.
    friction: Option<Vec<f64>>,
    /// Phase gained on the truth, as a fraction; null without a truth or a whole turn.
    pace: Option<f64>,
    /// Evaluations of the field.
    evaluations: u32,
    /// What the integrator does not guarantee here.
    note: Option<&'static str>,
    /// Why the rollout ended early.
    problem: Option<String>,
}

/// Rollouts by model, the true one, if the law is known, under `truth`.
#[derive(Serialize, Tsify)]
pub struct Rollouts {
    /// Times of the true states, or of the longest rollout if the law is unknown, in s.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Float32Array")]
    t: Float32Array,
    dim: usize,
    #[tsify(type = "Record<string, Rollout>")]
    models: ByModel<Rollout>,
}

/// A model's quantity on a grid.
#[derive(Serialize, Tsify)]
pub struct QuantityMap {
    quantity: Quantity,
    /// Empty for numbers without a unit.
    unit: &'static str,
    /// The values at the two ends of the colour bar.
    range: [f64; 2],
    columns: u32,
    rows: u32,
    /// `(rows, columns)`, row-major, the first row at the lower edge. May not be finite.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Float32Array")]
    values: Float32Array,
}

/// An object with a property per model, in the given order.
struct ByModel<T>(Vec<(&'static str, T)>);

impl<T: Serialize> Serialize for ByModel<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(model, value)| (model, value)))
    }
}

impl Rollout {
    fn new(measured: &Measured) -> Rollout {
        let trajectory = &measured.trajectory;
        Rollout {
            states: single(&trajectory.states),
            energy: or_null(measured.energy.as_deref().map(single)),
            learned_energy: or_null(measured.learned_energy.as_deref().map(single)),
            coordinate_error: or_null(measured.coordinate_error.as_deref().map(single)),
            energy_change: measured.drift.map(|drift| drift.change),
            energy_drift: measured.drift.map(|drift| drift.largest),
            friction: measured.friction.clone(),
            pace: measured.pace,
            evaluations: trajectory.evaluations as u32,
            note: measured.caveat,
            problem: trajectory.failure.as_ref().map(ToString::to_string),
        }
    }
}

#[wasm_bindgen]
impl Inspector {
    /// An inspector without learned models.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "Record<string, Value>")] input: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Data")] data: JsValue,
    ) -> Result<Inspector, JsError> {
        let settings = settings(input)?;
        let dataset = dataset(data, &settings)?;
        Ok(Inspector {
            inspector: inspector::Inspector::new(&settings, dataset),
        })
    }

    /// Takes settings that differ only where no restart is needed.
    #[wasm_bindgen(js_name = setRollout)]
    pub fn set_rollout(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Record<string, Value>")] input: JsValue,
    ) -> Result<(), JsError> {
        Ok(self.inspector.set_rollout(&settings(input)?)?)
    }

    /// Takes a learner's weights from the bytes of a safetensors file.
    #[wasm_bindgen(js_name = setWeights)]
    pub fn set_weights(&mut self, learner: &str, bytes: &[u8]) -> Result<(), JsError> {
        Ok(self.inspector.set_weights(learner, bytes)?)
    }

    /// Loss of the true field on the noisy test states; undefined if the law is unknown or the loss
    /// does not compare derivatives.
    #[wasm_bindgen(js_name = lossOfTrueLaw)]
    pub fn loss_of_true_law(&mut self) -> Option<f64> {
        self.inspector.loss_of_true_law()
    }

    /// Pace, from the current start, of the best field that noisy states allow; undefined where no formula is known.
    #[wasm_bindgen(js_name = bestPace)]
    pub fn best_pace(&self) -> Option<f64> {
        self.inspector.best_pace()
    }

    /// Energy drift of a model from starts inside and outside the training energies; null if the true energy is unknown.
    #[wasm_bindgen(js_name = driftByStart, unchecked_return_type = "DriftByStart | null")]
    pub fn drift_by_start(&mut self, model: &str) -> Result<JsValue, JsError> {
        to_js(&self.inspector.drift_by_start(model)?)
    }

    /// Rollouts of the truth, if the law is known, and the named learners.
    #[wasm_bindgen(unchecked_return_type = "Rollouts")]
    #[expect(clippy::needless_pass_by_value)] // wasm-bindgen passes owned values.
    pub fn rollouts(&mut self, learners: Vec<String>) -> Result<JsValue, JsError> {
        let names: Vec<&str> = learners.iter().map(String::as_str).collect();
        let rollouts = self.inspector.rollouts(&names)?;
        let settings = self.inspector.settings();
        let lengths = rollouts.iter().map(|(_, model)| model.trajectory.len());
        let states = match rollouts.first() {
            Some((TRUTH, truth)) => truth.trajectory.len(),
            _ => lengths.max().unwrap_or(0),
        };
        let times = (0..states).map(|i| i as f64 * settings.dt());
        let times: Vec<f64> = times.collect();
        let models = rollouts
            .iter()
            .map(|(model, measured)| (*model, Rollout::new(measured)));
        to_js(&Rollouts {
            t: single(&times),
            dim: settings.system().dim(),
            models: ByModel(models.collect()),
        })
    }

    /// A model's field (`truth` or a learner) on a grid, `(ny, nx, 2)` row-major, row 0 at `y0`.
    #[allow(clippy::too_many_arguments)] // Plain numbers cross the boundary more cheaply than an object.
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
        let grid = grid([x0, x1], [y0, y1], nx, ny)?;
        Ok(single(&self.inspector.field(model, grid)?))
    }

    /// Every model's energy, field and divergence at the point `(x, y)` of the plane.
    #[wasm_bindgen(unchecked_return_type = "Record<string, Reading>")]
    pub fn probe(&mut self, x: f64, y: f64) -> Result<JsValue, JsError> {
        to_js(&ByModel(self.inspector.probe(x, y)?))
    }

    /// Distance of each grid point to the nearest training state, `(ny, nx)` row-major, row 0 at `y0`; 1 at the edge of the region
    /// with training data.
    pub fn coverage(
        &self,
        x0: f64,
        x1: f64,
        y0: f64,
        y1: f64,
        nx: u32,
        ny: u32,
    ) -> Result<Float32Array, JsError> {
        let grid = grid([x0, x1], [y0, y1], nx, ny)?;
        Ok(single(&self.inspector.coverage(grid)))
    }

    /// Distance from the start after integrating forward over the horizon and back.
    #[wasm_bindgen(js_name = timeReversalError)]
    pub fn time_reversal_error(&mut self, model: &str) -> Result<f64, JsError> {
        Ok(self.inspector.time_reversal_error(model)?)
    }

    /// H of the truth or shifted H_θ of a learner at states `(n, dim)`, in J; null for a model without energy.
    #[wasm_bindgen(unchecked_return_type = "Float32Array | null")]
    pub fn energies(&mut self, model: &str, states: &[f32]) -> Result<JsValue, JsError> {
        let states: Vec<f64> = states.iter().map(|x| f64::from(*x)).collect();
        let energies = self.inspector.energies(model, &states)?;
        Ok(or_null(energies.as_deref().map(single)))
    }

    /// A model's quantity on a grid.
    #[allow(clippy::too_many_arguments)] // As above.
    #[wasm_bindgen(unchecked_return_type = "QuantityMap")]
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
    ) -> Result<JsValue, JsError> {
        let quantity: Quantity = from_js(quantity)?;
        let map = self
            .inspector
            .map(model, quantity, grid([x0, x1], [y0, y1], nx, ny)?)?;
        to_js(&QuantityMap {
            quantity,
            unit: map.unit,
            range: map.range,
            columns: nx,
            rows: ny,
            values: single(&map.values),
        })
    }
}
