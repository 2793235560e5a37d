//! The boundary: convert arguments, call, convert the result. Nothing else in the crate knows JavaScript.
//!
//! Arguments arrive as plain objects and are validated against the tables. Bulk numbers leave as copied typed arrays
//! that can be transferred. An error becomes a JavaScript `Error` with the message of [`crate::error::Error`].

mod benchmark;
mod convert;
mod data;
mod inspector;
mod queries;
mod trainer;

use crate::page::queries::check;
use convert::{to_js, values};
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

/// Completes settings with defaults; reports and replaces invalid ones.
#[wasm_bindgen(js_name = checkSettings, unchecked_return_type = "Checked")]
pub fn check_settings(
    #[wasm_bindgen(unchecked_param_type = "Record<string, Value>")] input: JsValue,
) -> Result<JsValue, JsError> {
    to_js(&check(&values(input)?))
}
