//! Training and test data as typed arrays, drawn in one worker and handed to the others.

use super::convert::{or_null, settings};
use crate::experiment::settings::Settings;
use crate::learn::dataset::{Dataset, Split};
use js_sys::{Float64Array, Object, Reflect, Uint32Array};
use wasm_bindgen::prelude::*;

// Reading these few arrays with serde would take 2 kB more (brotli).
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Training and test set. */
export interface Data {
  /** Components of a state. */
  dim: number;
  train: Samples;
  test: Samples;
}

/** Samples, trajectory after trajectory. */
export interface Samples {
  /** Noisy states, `(n, dim)`. */
  x: Float64Array;
  /** Derivatives at the clean states, `(n, dim)`; null if the law is unknown. */
  dx: Float64Array | null;
  /** Times in s, `(n)`. */
  t: Float64Array;
  /** Samples of each trajectory. */
  lengths: Uint32Array;
}
"#;

/// Draws the training and test data of an experiment; throws the reason if it cannot.
#[wasm_bindgen(js_name = drawData, unchecked_return_type = "Data")]
pub fn draw_data(
    #[wasm_bindgen(unchecked_param_type = "Record<string, Value>")] input: JsValue,
) -> Result<JsValue, JsValue> {
    let data = settings(input)?.draw_data().map_err(JsError::from)?;
    object(&[
        ("dim", (data.dim as u32).into()),
        ("train", samples(&data.train)?),
        ("test", samples(&data.test)?),
    ])
}

/// The data that JavaScript hands over, checked for this experiment. What is missing or of another type counts as empty.
#[expect(clippy::needless_pass_by_value)] // As the exported functions get it.
pub fn dataset(data: JsValue, settings: &Settings) -> Result<Dataset, JsError> {
    let dataset = Dataset {
        dim: get(&data, "dim").as_f64().unwrap_or(0.0) as usize,
        train: split(&get(&data, "train")),
        test: split(&get(&data, "test")),
    };
    dataset.check(settings.system().dim())?;
    Ok(dataset)
}

fn samples(split: &Split) -> Result<JsValue, JsValue> {
    let lengths: Vec<u32> = split.lengths.iter().map(|length| *length as u32).collect();
    object(&[
        ("x", Float64Array::from(&split.x[..]).into()),
        ("dx", or_null(split.dx.as_deref().map(Float64Array::from))),
        ("t", Float64Array::from(&split.t[..]).into()),
        ("lengths", Uint32Array::from(&lengths[..]).into()),
    ])
}

fn object(properties: &[(&str, JsValue)]) -> Result<JsValue, JsValue> {
    let object = Object::new();
    for (name, value) in properties {
        Reflect::set(&object, &JsValue::from_str(name), value)?;
    }
    Ok(object.into())
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
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}
