//! Does the benchmark train like the paper's code on the same data and weights?
//!
//! Oracle: the reference's first training loss in double precision (`tests/golden/README.md`), before weight decay has an
//! effect.

use crate::common::golden::{flat, golden, read};
use hnn_playground::page::benchmark::{BenchmarkConfig, trainer};
use serde_json::{Value, json};

/// Row-major `(out, in)` → rows of `(in, out)`, the last `outputs` outputs.
fn in_by_out(weight: &Value, outputs: usize) -> Value {
    let rows: Vec<Vec<f64>> = weight.as_array().unwrap().iter().map(flat).collect();
    let rows = &rows[rows.len() - outputs..];
    (0..rows[0].len())
        .map(|i| rows.iter().map(|row| row[i]).collect::<Vec<f64>>())
        .collect::<Vec<_>>()
        .into()
}

fn config(learner: &str, outputs: usize) -> BenchmarkConfig {
    let weights = &golden("spring")[learner]["init"]["weights"];
    let data = read("dataset-spring-seed0");
    let x = flat(&data["x"]);
    serde_json::from_value(json!({
        "mode": "time",
        "model": learner,
        "H": 32,
        "lr": 1e-3,
        "data": { "n": x.len() / 2, "x": x, "t": flat(&data["dx"]) },
        "init": {
            "W1": in_by_out(&weights["linear1.weight"], 32),
            "b1": weights["linear1.bias"],
            "W2": in_by_out(&weights["linear2.weight"], 32),
            "b2": weights["linear2.bias"],
            "W3": in_by_out(&weights["linear3.weight"], outputs),
        },
    }))
    .unwrap()
}

#[test]
fn first_loss_equals_the_references() {
    for (learner, outputs) in [("hnn", 1), ("baseline", 2)] {
        let loss = trainer(&config(learner, outputs)).unwrap().step().unwrap();
        let expected = flat(&golden("spring")[learner]["adam"]["train_loss_first100"])[0];
        assert!(
            (loss / expected - 1.0).abs() < 1e-5,
            "{learner}: {loss}, not {expected}"
        );
    }
}

#[test]
fn training_reduces_the_loss() {
    let mut trainer = trainer(&config("hnn", 1)).unwrap();
    let losses: Vec<f64> = (0..100).map(|_| trainer.step().unwrap()).collect();
    assert!(losses[99] < 0.5 * losses[0], "{losses:?}");
}

#[test]
fn wrong_sizes_are_rejected_by_name() {
    let mut short = config("hnn", 1);
    short.data.n = 7;
    let error = trainer(&short).err().unwrap().to_string();
    assert!(error.starts_with("data.x: 1500 numbers"), "{error}");
    let error = trainer(&config("hnn", 2)).err().unwrap().to_string();
    assert!(error.starts_with("linear3: 64 numbers"), "{error}");
}
