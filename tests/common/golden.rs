//! The reference's files in `tests/golden/`, and its networks as models.

use super::{Named, config, with_parameters};
use hnn_playground::model::Model;
use hnn_playground::model::activation::Activation;
use hnn_playground::model::learner::Learner;
use serde_json::Value;

/// A file of `tests/golden/`.
pub fn read(name: &str) -> Value {
    let path = format!("{}/tests/golden/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Weights, and the reference's results for them.
pub fn golden(system: &str) -> Value {
    read(&format!("golden-{system}-h32-seed0"))
}

/// All numbers of nested lists, row by row.
pub fn flat(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(entries) => entries.iter().flat_map(flat).collect(),
        number => vec![number.as_f64().unwrap()],
    }
}

fn shape(value: &Value) -> Vec<usize> {
    match value {
        Value::Array(entries) => [vec![entries.len()], shape(&entries[0])].concat(),
        _ => Vec::new(),
    }
}

/// The parameters of a JSON object of nested lists, by name.
pub fn tensors(weights: &Value) -> Vec<Named> {
    let named = weights.as_object().unwrap().iter();
    named
        .map(|(name, values)| {
            let single = flat(values).iter().map(|w| *w as f32).collect();
            (name.clone(), shape(values), single)
        })
        .collect()
}

/// The reference's two-output network with given weights, loaded as a weights file.
pub fn model(learner: &str, weights: &Value) -> Model {
    let learner = Learner::by_id(learner).unwrap();
    let config = config(2, 32, 2, Activation::Tanh);
    with_parameters(learner, &tensors(weights), &config)
}
