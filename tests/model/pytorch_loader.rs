//! Does the PyTorch code of docs/weights.md compute the same from an exported file as this program?
//!
//! Oracle: `tests/golden/loader.json`, written by `loader.py`, which runs that code.

use crate::common::{config, largest_difference, model, numbers, tensor};
use hnn_playground::experiment::weights::{load, save};
use hnn_playground::model::Model;
use hnn_playground::model::activation::Activation;
use hnn_playground::model::learner::Learner;
use serde::Deserialize;
use std::path::PathBuf;

/// Both use single precision but sum in different orders.
const TOLERANCE: f64 = 1e-6;

#[derive(Deserialize)]
struct Golden {
    /// The code blocks of the document that were run.
    code: Vec<String>,
    states: Vec<f64>,
    baseline: Vec<f64>,
    energy: Vec<f64>,
    field: Vec<f64>,
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
}

fn golden() -> Golden {
    serde_json::from_slice(&std::fs::read(path("loader.json")).unwrap()).unwrap()
}

fn loaded(learner: &str) -> Model {
    let learner = Learner::by_id(learner).unwrap();
    let config = config(2, 5, 3, Activation::Tanh);
    let file = std::fs::read(path(&format!("loader-{}.safetensors", learner.id))).unwrap();
    load(&file, learner, &config).unwrap()
}

#[test]
fn this_program_writes_the_same_files() {
    for id in ["baseline", "hnn"] {
        let learner = Learner::by_id(id).unwrap();
        let written = save(&model(learner, 2, 5, 3, Activation::Tanh, 11)).unwrap();
        let name = format!("loader-{id}.safetensors");
        let kept = std::fs::read(path(&name)).unwrap_or_default();
        if written != kept {
            let copy = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(&name);
            std::fs::write(&copy, &written).unwrap();
            panic!("the program writes another {name} now: {}", copy.display());
        }
    }
}

#[test]
fn the_document_shows_the_code_that_was_run() {
    let document = include_str!("../../docs/weights.md");
    let blocks: Vec<&str> = document
        .split("```python\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .collect();
    assert_eq!(blocks, golden().code);
    assert!(blocks[0].lines().filter(|line| !line.is_empty()).count() <= 10);
}

#[test]
fn pytorch_computes_the_same_from_the_files() {
    let golden = golden();
    let states = tensor(&golden.states, 2);
    let compare = |found: Vec<f64>, expected: &[f64]| {
        assert_eq!(found.len(), expected.len());
        let difference = largest_difference(&found, expected);
        assert!(difference < TOLERANCE, "{difference}");
    };
    let baseline = loaded("baseline");
    compare(
        numbers(
            &baseline
                .networks()
                .next()
                .unwrap()
                .forward(&states)
                .unwrap(),
        ),
        &golden.baseline,
    );
    compare(numbers(&baseline.field(&states).unwrap()), &golden.baseline);
    let hnn = loaded("hnn");
    compare(
        numbers(&hnn.networks().next().unwrap().forward(&states).unwrap()),
        &golden.energy,
    );
    compare(numbers(&hnn.field(&states).unwrap()), &golden.field);
}
