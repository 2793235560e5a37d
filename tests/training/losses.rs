//! Are recorded, current and tabulated losses correct for both objectives and for data of any size and dimension?
//!
//! Oracle: the model in double precision with plain loops (`crate::common::reference`) and the objective's definition. Single
//! precision leaves about 1e-6 of a loss.

use crate::common::golden::{flat, read, tensors};
use crate::common::reference::Reference;
use crate::common::{model, network, numbers, random_states, relative_l2, settings, tensor};
use hnn_playground::experiment::settings::{Settings, Value};
use hnn_playground::experiment::trainer::{MAX_RECORDED_ROWS, Trainer};
use hnn_playground::learn::dataset::{Dataset, Split};
use hnn_playground::model::Model;
use hnn_playground::model::activation::Activation;
use hnn_playground::model::kernels::mean_squared_error;
use hnn_playground::model::learner::{LEARNERS, Learner};
use hnn_playground::model::mlp::Shape;
use hnn_playground::paper::metrics::mean_losses;
use hnn_playground::physics::system::Dynamics;
use hnn_playground::physics::systems::SYSTEMS;
use serde_json::Value as Json;

const AGREEMENT: f64 = 1e-5;
const DT: f64 = 0.3;
const SAMPLES: usize = 5;

/// Trajectories of [`SAMPLES`] random states with random derivatives.
fn random_split(trajectories: usize, dim: usize, seed: u64) -> Split {
    Split {
        x: random_states(trajectories * SAMPLES, dim, seed),
        dx: random_states(trajectories * SAMPLES, dim, seed + 1),
    }
}

fn random_data(trajectories: usize, dim: usize) -> Dataset {
    Dataset {
        dim,
        samples: SAMPLES,
        dt: DT,
        train: random_split(trajectories, dim, 1),
        test: random_split(trajectories + 7, dim, 3),
    }
}

/// Squared errors of each row by the objective's definition: field minus derivative, or the change over a Runge–Kutta
/// step minus the change to the trajectory's next sample.
fn squared_errors(model: &Model, split: &Split, dim: usize, objective: &str) -> Vec<f64> {
    let reference = Reference::new(model);
    let mut errors = Vec::new();
    for row in 0..split.x.len() / dim {
        let at = |values: &[f64]| values[row * dim..(row + 1) * dim].to_vec();
        let x = at(&split.x);
        let (found, expected) = if objective == "derivative" {
            (reference.field(&x), at(&split.dx))
        } else if row % SAMPLES == SAMPLES - 1 {
            continue;
        } else {
            let next = &split.x[(row + 1) * dim..(row + 2) * dim];
            let change = next.iter().zip(&x).map(|(next, x)| next - x).collect();
            (reference.rk4_change(&x, DT), change)
        };
        errors.extend(found.iter().zip(&expected).map(|(f, e)| (f - e) * (f - e)));
    }
    errors
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn assert_close(name: &str, found: f64, expected: f64) {
    let off = (found / expected - 1.0).abs();
    assert!(off < AGREEMENT, "{name}: {found}, expected {expected}");
}

fn with_objective(objective: &str) -> Settings {
    let mut settings = settings(&SYSTEMS[0], &[("weight_decay", 0.0)]);
    settings.set("objective", &Value::from(objective)).unwrap();
    settings
}

/// At least 1,280 rows: two chunks of unequal size, and more rows than a recorded loss uses.
#[test]
fn losses_follow_the_objective_on_all_rows() {
    for dim in [2, 4] {
        let data = random_data(320, dim);
        for objective in ["derivative", "rk4_step"] {
            for learner in LEARNERS {
                let name = format!("{} {objective} dim {dim}", learner.id);
                let model = model(learner, dim, 6, 2, Activation::Tanh, 2);
                let [train, test] = [&data.train, &data.test]
                    .map(|split| squared_errors(&model, split, dim, objective));
                let mut trainer = Trainer::with(&with_objective(objective), &data, model).unwrap();
                let present = trainer.present_losses().unwrap();
                assert_close(&name, present.train, mean(&train));
                assert_close(&name, present.test, mean(&test));

                let table = mean_losses(&trainer, &Dynamics::new(&SYSTEMS[0])).unwrap();
                if dim == 2 {
                    for (found, errors) in [(table.train, &train), (table.test, &test)] {
                        assert_close(&name, found.mean, mean(errors));
                        let n = errors.len() as f64;
                        let squares: f64 = errors.iter().map(|e| (e - mean(errors)).powi(2)).sum();
                        let expected = (squares / (n - 1.0) / (n / dim as f64)).sqrt();
                        assert_close(&name, found.standard_error, expected);
                    }
                }

                // The recorded test loss uses 1,200 evenly spaced rows, starting with the first.
                assert_close(&name, trainer.step().unwrap(), mean(&train));
                let rows: Vec<&[f64]> = test.chunks_exact(dim).collect();
                assert!(rows.len() > MAX_RECORDED_ROWS);
                let n = rows.len();
                let chosen = (0..MAX_RECORDED_ROWS).map(|i| rows[i * n / MAX_RECORDED_ROWS]);
                let recorded = trainer.losses()[0];
                assert_close(
                    &name,
                    recorded.test,
                    mean(&chosen.collect::<Vec<_>>().concat()),
                );
                assert_close(&name, recorded.train, mean(&train));
            }
        }
    }
}

#[test]
fn recorded_losses_use_all_rows_of_small_test_sets() {
    let data = random_data(100, 4);
    let model = model(&LEARNERS[1], 4, 6, 2, Activation::Tanh, 2);
    let mut trainer = Trainer::with(&with_objective("derivative"), &data, model).unwrap();
    let present = trainer.present_losses().unwrap();
    trainer.step().unwrap();
    assert_close("test", trainer.losses()[0].test, present.test);
}

/// The last sample of a trajectory has no successor.
#[test]
fn a_loss_through_a_step_omits_last_samples() {
    let data = random_data(3, 4);
    for (objective, rows) in [("derivative", 3 * SAMPLES), ("rk4_step", 3 * (SAMPLES - 1))] {
        let model = model(&LEARNERS[1], 4, 6, 2, Activation::Tanh, 2);
        let trainer = Trainer::with(&with_objective(objective), &data, model).unwrap();
        let (train, _) = trainer.squared_errors().unwrap();
        assert_eq!(train.len(), rows * 4, "{objective}");
    }
}

/// A network of `tests/golden/learners.json`.
fn golden_model(case: &Json) -> Model {
    let learner = Learner::by_id(case["learner"].as_str().unwrap()).unwrap();
    let inputs = 2 * case["dof"].as_u64().unwrap() as usize;
    let tensors = tensors(&case["parameters"]);
    let shape = Shape {
        inputs,
        width: 12,
        depth: 2,
        outputs: learner.outputs(inputs),
        activation: Activation::Tanh,
    };
    Model::new(learner, network(&tensors, shape)).unwrap()
}

/// The data of a case: all states of its windows, or the first step of each.
fn golden_data(case: &Json, objective: &str, h: f64) -> Dataset {
    let dim = 2 * case["dof"].as_u64().unwrap() as usize;
    let (x, dx) = (flat(&case["x"]), flat(&case["dx"]));
    let windows = || x.chunks_exact(5 * dim);
    let split = if objective == "derivative" {
        Split { x, dx }
    } else {
        Split {
            x: windows().flat_map(|w| w[..2 * dim].to_vec()).collect(),
            dx: vec![f64::NAN; windows().len() * 2 * dim],
        }
    };
    Dataset {
        dim,
        samples: if objective == "derivative" { 5 } else { 2 },
        dt: h,
        train: split.clone(),
        test: split,
    }
}

/// Oracle: `tests/golden/learners.json`, from PyTorch in double precision.
#[test]
fn losses_and_gradients_agree_with_pytorch_in_one_and_two_degrees_of_freedom() {
    let file = read("learners");
    let h = file["meta"]["h"].as_f64().unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 2 * LEARNERS.len());
    for case in cases {
        let dim = 2 * case["dof"].as_u64().unwrap() as usize;
        let model = golden_model(case);
        let starts: Vec<f64> = flat(&case["x"])
            .chunks_exact(5 * dim)
            .flat_map(|window| window[..dim].to_vec())
            .collect();
        let field = numbers(&model.field(&tensor(&starts, dim)).unwrap());
        let off = relative_l2(&field, &flat(&case["field"]));
        assert!(off < AGREEMENT, "{} {dim}: field {off}", case["learner"]);
        for (objective, expected) in case["objectives"].as_object().unwrap() {
            let name = format!("{} dim {dim} {objective}", case["learner"]);
            let loss = expected["loss"].as_f64().unwrap();
            let data = golden_data(case, objective, h);
            let mut trainer =
                Trainer::with(&with_objective(objective), &data, golden_model(case)).unwrap();
            assert_close(&name, trainer.step().unwrap(), loss);

            let prediction;
            let target;
            if objective == "derivative" {
                prediction = model.field(&tensor(&data.train.x, dim)).unwrap();
                target = tensor(&data.train.dx, dim);
            } else {
                let x = tensor(&starts, dim);
                prediction = model.rk4_change(&x, h).unwrap();
                let ends: Vec<f64> = data
                    .train
                    .x
                    .chunks_exact(dim)
                    .skip(1)
                    .step_by(2)
                    .flatten()
                    .copied()
                    .collect();
                target = (tensor(&ends, dim) - &x).unwrap();
            }
            let store = mean_squared_error(&prediction, &target)
                .unwrap()
                .backward()
                .unwrap();
            for (parameter, var) in model.mlp.parameters() {
                let gradient = numbers(store.get(var).unwrap());
                let norm = gradient.iter().map(|g| g * g).sum::<f64>().sqrt();
                assert_close(
                    &format!("{name} {parameter}"),
                    norm,
                    expected["gradient_norm"][&parameter].as_f64().unwrap(),
                );
                let sample = flat(&expected["gradient_sample"][&parameter]);
                let off = relative_l2(&gradient[..sample.len()], &sample);
                assert!(off < 1e-4, "{name} {parameter}: {off}");
            }
        }
    }
}
