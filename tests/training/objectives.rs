//! Do fields, losses and their gradients agree with PyTorch's?
//!
//! Oracles, all in double precision: `tests/golden/objectives.json`, six learners under nine objectives; `learners.json`, two
//! more under two objectives. One and two degrees of freedom; windows of five states.

use crate::common::golden::{flat, read, tensors};
use crate::common::{config, numbers, relative_l2, tensor, with_parameters};
use hnn_playground::learn::dataset::Split;
use hnn_playground::learn::examples::Examples;
use hnn_playground::learn::objective::{OBJECTIVES, Objective};
use hnn_playground::model::Model;
use hnn_playground::model::activation::Activation;
use hnn_playground::model::inference::Frozen;
use hnn_playground::model::learner::{LEARNERS, Learner};
use hnn_playground::physics::field::VectorField;
use serde_json::Value;
use std::collections::BTreeSet;

const AGREEMENT: f64 = 1e-5;
const WINDOW: usize = 5;

fn golden_model(case: &Value, dim: usize) -> Model {
    let learner = Learner::by_id(case["learner"].as_str().unwrap()).unwrap();
    let config = config(dim, 12, 2, Activation::Tanh);
    with_parameters(learner, &tensors(&case["parameters"]), &config)
}

/// As many states of each window as the objective compares; every state is a row of its own for derivatives.
fn golden_data(case: &Value, dim: usize, states: usize, h: f64) -> Split {
    let kept = if states == 1 { WINDOW } else { states };
    let take = |numbers: Vec<f64>| -> Vec<f64> {
        let windows = numbers.chunks_exact(WINDOW * dim);
        windows.flat_map(|w| w[..kept * dim].to_vec()).collect()
    };
    let x = take(flat(&case["x"]));
    let windows = x.len() / (kept * dim);
    Split {
        dx: Some(take(flat(&case["dx"]))),
        t: (0..windows * kept).map(|i| (i % kept) as f64 * h).collect(),
        lengths: vec![kept; windows],
        x,
    }
}

fn assert_close(name: &str, found: f64, expected: f64) {
    let off = (found / expected - 1.0).abs();
    assert!(off < AGREEMENT, "{name}: {found}, expected {expected}");
}

#[test]
fn fields_losses_and_gradients_agree_with_pytorch() {
    let mut seen = BTreeSet::new();
    for name in ["objectives", "learners"] {
        let file = read(name);
        let h = file["meta"]["h"].as_f64().unwrap();
        for case in file["cases"].as_array().unwrap() {
            let dim = 2 * case["dof"].as_u64().unwrap() as usize;
            let model = golden_model(case, dim);
            let starts: Vec<f64> = flat(&case["x"])
                .chunks_exact(WINDOW * dim)
                .flat_map(|window| window[..dim].to_vec())
                .collect();
            let expected = flat(&case["field"]);
            let field = numbers(&model.field(&tensor(&starts, dim)).unwrap());
            let mut frozen = vec![0.0; starts.len()];
            Frozen::new(&model).unwrap().eval(&starts, &mut frozen);
            for field in [field, frozen] {
                let off = relative_l2(&field, &expected);
                assert!(off < AGREEMENT, "{} {dim}: field {off}", case["learner"]);
            }
            for (objective, expected) in case["objectives"].as_object().unwrap() {
                let name = format!("{} dim {dim} {objective}", case["learner"]);
                let objective = Objective::by_id(objective).unwrap();
                let steps = WINDOW - 1;
                let split = golden_data(case, dim, objective.states(steps), h);
                let examples = Examples::new(&split, dim, objective, steps).unwrap();
                let loss = examples.loss(&model).unwrap();
                let value = f64::from(loss.to_scalar::<f32>().unwrap());
                assert_close(&name, value, expected["loss"].as_f64().unwrap());
                let store = loss.backward().unwrap();
                for (parameter, var) in model.parameters() {
                    let named = |of: &'static str| {
                        let by_name = &expected[of];
                        let prefixed = format!("net.{parameter}");
                        let either = by_name.get(&parameter).or(by_name.get(&prefixed));
                        either.unwrap_or_else(|| panic!("{name}: {of} of {parameter}"))
                    };
                    let gradient = numbers(store.get(var).unwrap());
                    let norm = gradient.iter().map(|g| g * g).sum::<f64>().sqrt();
                    let expected = named("gradient_norm").as_f64().unwrap();
                    assert_close(&format!("{name} {parameter}"), norm, expected);
                    let sample = flat(named("gradient_sample"));
                    let largest = gradient.iter().fold(0.0f64, |most, g| most.max(g.abs()));
                    for (found, expected) in gradient.iter().zip(&sample) {
                        let off = (found - expected).abs() / largest;
                        assert!(off < AGREEMENT, "{name} {parameter}: {off}");
                    }
                }
                seen.insert((model.learner.id, objective.id));
            }
        }
    }
    // Every learner and every objective, but not conservative and helmholtz with all objectives.
    for learner in LEARNERS {
        let count = seen.iter().filter(|(id, _)| *id == learner.id).count();
        assert!(count >= 2, "{}: {count} objectives", learner.id);
    }
    for objective in OBJECTIVES {
        let count = seen.iter().filter(|(_, id)| *id == objective.id).count();
        assert!(count >= 6, "{}: {count} learners", objective.id);
    }
}
