//! Conversions at the boundary: settings and grids on arrival, plain objects and typed arrays on departure.

use crate::experiment::settings::{Settings, Values};
use crate::page::grid::Grid;
use js_sys::Float32Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

/// Complete settings from those that `input` gives; the first problem is an error.
pub fn settings(input: JsValue) -> Result<Settings, JsError> {
    let (settings, problems) = Settings::from_values(&values(input)?);
    match problems.into_iter().next() {
        Some(problem) => Err(problem.into()),
        None => Ok(settings),
    }
}

pub fn values(input: JsValue) -> Result<Values, JsError> {
    from_js(input)
}

pub fn grid(x: [f64; 2], y: [f64; 2], columns: u32, rows: u32) -> Result<Grid, JsError> {
    Ok(Grid::new(x, y, columns as usize, rows as usize)?)
}

pub fn from_js<T: for<'de> Deserialize<'de>>(value: JsValue) -> Result<T, JsError> {
    Ok(serde_wasm_bindgen::from_value(value)?)
}

/// Maps become plain objects, `None` becomes `null`.
pub fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsError> {
    let serializer = serde_wasm_bindgen::Serializer::new()
        .serialize_maps_as_objects(true)
        .serialize_missing_as_null(true);
    Ok(value.serialize(&serializer)?)
}

pub fn or_null(value: Option<impl Into<JsValue>>) -> JsValue {
    value.map_or(JsValue::NULL, Into::into)
}

/// A copy in single precision.
pub fn single(values: &[f64]) -> Float32Array {
    let values: Vec<f32> = values.iter().map(|value| *value as f32).collect();
    Float32Array::from(values.as_slice())
}
