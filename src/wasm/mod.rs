//! The boundary: convert arguments, call, convert the result. Nothing else in the crate knows JavaScript.
//!
//! Arguments arrive as plain objects and are validated against the tables. Bulk numbers leave as copied typed arrays
//! that can be transferred. An error becomes a JavaScript `Error` with the message of [`crate::error::Error`].

mod benchmark;
mod convert;
mod data;
mod inspector;
mod trainer;

use crate::experiment::run_record::RunRecord;
use crate::experiment::settings::{Settings, Values};
use convert::{to_js, values};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// The tables of systems, integrators, learners and settings.
#[cfg(feature = "catalog")]
#[wasm_bindgen(unchecked_return_type = "Catalog")]
pub fn catalog() -> Result<JsValue, JsError> {
    to_js(&crate::page::catalog::catalog())
}

/// Result of [`check_settings`].
#[derive(Serialize, Tsify)]
pub struct Checked {
    /// Complete and valid.
    #[tsify(type = "Record<string, Value>")]
    settings: Values,
    /// Why values were replaced by their defaults.
    problems: Vec<String>,
}

/// Completes settings with defaults; reports and replaces invalid ones.
#[wasm_bindgen(js_name = checkSettings, unchecked_return_type = "Checked")]
pub fn check_settings(
    #[wasm_bindgen(unchecked_param_type = "Record<string, Value>")] input: JsValue,
) -> Result<JsValue, JsError> {
    let (settings, problems) = Settings::from_values(&values(input)?);
    to_js(&Checked {
        settings: settings.values().clone(),
        problems: problems.iter().map(ToString::to_string).collect(),
    })
}

/// Result of [`read_record`].
#[derive(Serialize, Tsify)]
pub struct ReadRecord {
    record: RunRecord,
    /// Complete and valid.
    #[tsify(type = "Record<string, Value>")]
    settings: Values,
}

/// Reads a run record from JSON; throws the reason if it is invalid.
#[wasm_bindgen(js_name = readRecord, unchecked_return_type = "ReadRecord")]
pub fn read_record(json: &str) -> Result<JsValue, JsError> {
    let (record, settings) = RunRecord::parse(json)?;
    to_js(&ReadRecord {
        record,
        settings: settings.values().clone(),
    })
}
