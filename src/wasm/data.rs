//! Training and test data as typed arrays, drawn in one worker and handed to the others.

use super::convert::{or_null, settings, to_js};
use crate::experiment::settings::Settings;
use crate::learn::dataset::{Dataset, Split};
use js_sys::{Float64Array, Uint32Array};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// Training and test set.
#[derive(Serialize, Tsify)]
pub struct Data {
    /// Components of a state.
    dim: usize,
    train: Samples,
    test: Samples,
}

/// Samples, trajectory after trajectory.
#[derive(Serialize, Tsify)]
pub struct Samples {
    /// Noisy states, `(n, dim)`.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Float64Array")]
    x: Float64Array,
    /// Derivatives at the clean states, `(n, dim)`; null if the law is unknown.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Float64Array | null")]
    dx: JsValue,
    /// Times in s, `(n)`.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Float64Array")]
    t: Float64Array,
    /// Samples of each trajectory.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint32Array")]
    lengths: Uint32Array,
}

/// Draws the training and test data of an experiment; throws the reason if it cannot.
#[wasm_bindgen(js_name = drawData, unchecked_return_type = "Data")]
pub fn draw_data(
    #[wasm_bindgen(unchecked_param_type = "Record<string, Value>")] input: JsValue,
) -> Result<JsValue, JsError> {
    let Dataset { dim, train, test } = settings(input)?.draw_data()?;
    to_js(&Data {
        dim,
        train: Samples::from(&train),
        test: Samples::from(&test),
    })
}

/// The data that JavaScript hands over, checked for this experiment.
pub fn dataset(data: JsValue, settings: &Settings) -> Result<Dataset, JsError> {
    let dataset = Dataset {
        dim: get(&data, "dim").as_f64().unwrap_or(0.0) as usize,
        train: split(&get(&data, "train")),
        test: split(&get(&data, "test")),
    };
    dataset.check(settings.system().dim())?;
    Ok(dataset)
}

impl From<&Split> for Samples {
    fn from(split: &Split) -> Samples {
        let lengths: Vec<u32> = split.lengths.iter().map(|length| *length as u32).collect();
        Samples {
            x: Float64Array::from(&split.x[..]),
            dx: or_null(split.dx.as_deref().map(Float64Array::from)),
            t: Float64Array::from(&split.t[..]),
            lengths: Uint32Array::from(&lengths[..]),
        }
    }
}

fn split(samples: &JsValue) -> Split {
    let numbers = |name| {
        get(samples, name)
            .dyn_into::<Float64Array>()
            .ok()
            .map(|array| array.to_vec())
    };
    let lengths = get(samples, "lengths")
        .dyn_into::<Uint32Array>()
        .map(|array| array.to_vec())
        .unwrap_or_default();
    Split {
        x: numbers("x").unwrap_or_default(),
        dx: numbers("dx"),
        t: numbers("t").unwrap_or_default(),
        lengths: lengths.into_iter().map(|length| length as usize).collect(),
    }
}

/// A property, or undefined.
fn get(object: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}
