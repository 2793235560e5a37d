//! Do outputs, gradients and training agree with the paper's PyTorch code?
//!
//! Oracle: that code in double precision on the same single-precision weights and data (`tests/golden/README.md`). Agreement
//! is a relative L2 of 1e-5 per tensor; single precision leaves about 1e-6.

use crate::common::golden::{flat, golden, model, read};
use crate::common::{numbers, relative_l2, tensor, train};
use candle_nn::Optimizer;
use hnn_playground::experiment::run::Run;
use hnn_playground::experiment::settings::Settings;
use hnn_playground::learn::adam::{Adam, AdamConfig};
use hnn_playground::learn::dataset::{Dataset, Split};
use hnn_playground::learn::trainer::RECORD_EVERY;
use hnn_playground::model::Model;
use hnn_playground::model::inference::Frozen;
use hnn_playground::model::kernels::mean_squared_error;
use hnn_playground::physics::field::VectorField;
use hnn_playground::physics::system::System;
use serde_json::Value;

const AGREEMENT: f64 = 1e-5;
const SYSTEMS: [&str; 2] = ["spring", "pendulum"];
const LEARNERS: [&str; 2] = ["hnn", "baseline"];

/// Calls `check` for both systems, both learners, initial and final weights.
fn for_each_model(check: impl Fn(&str, &Value, &Value, Model)) {
    for system in SYSTEMS {
        let golden = golden(system);
        for learner in LEARNERS {
            for stage in ["init", "final"] {
                let expected = &golden[learner][stage];
                let model = model(learner, &expected["weights"]);
                check(
                    &format!("{system} {learner} {stage}"),
                    &golden,
                    expected,
                    model,
                );
            }
        }
    }
}

fn assert_agrees(name: &str, found: &[f64], expected: &Value) {
    let off = relative_l2(found, &flat(expected));
    println!("{off:.1e} {name}");
    assert!(off < AGREEMENT, "{name}: relative L2 {off:.1e}");
}

#[test]
fn outputs_and_fields() {
    for_each_model(|name, golden, expected, model| {
        let states = flat(&golden["states"]);
        let x = tensor(&states, 2);
        let outputs = numbers(&model.networks().next().unwrap().forward(&x).unwrap());
        assert_agrees(&format!("{name} outputs"), &outputs, &expected["net_out"]);
        let field = numbers(&model.field(&x).unwrap());
        assert_agrees(
            &format!("{name} field"),
            &field,
            &expected["time_derivative"],
        );
        let mut frozen = Frozen::new(&model).unwrap();
        let mut field = vec![0.0; states.len()];
        frozen.eval(&states, &mut field);
        assert_agrees(
            &format!("{name} frozen"),
            &field,
            &expected["time_derivative"],
        );
    });
}

/// The Hamiltonian is the second output, in training and inference.
#[test]
fn energy_is_the_second_output() {
    for_each_model(|name, golden, expected, model| {
        let states = flat(&golden["states"]);
        let Some(energy) = Frozen::new(&model).unwrap().energy(&states) else {
            assert!(name.contains("baseline"));
            return;
        };
        let second: Vec<Value> = expected["net_out"]
            .as_array()
            .unwrap()
            .iter()
            .map(|outputs| outputs[1].clone())
            .collect();
        assert_agrees(&format!("{name} energy"), &energy, &Value::Array(second));
    });
}

#[test]
fn loss_and_gradient_of_every_parameter() {
    for_each_model(|name, golden, expected, model| {
        let x = tensor(&flat(&golden["batch_x"]), 2);
        let dx = tensor(&flat(&golden["batch_dx"]), 2);
        let loss = mean_squared_error(&model.field(&x).unwrap(), &dx).unwrap();
        assert_agrees(
            &format!("{name} loss"),
            &numbers(&loss),
            &expected["loss32"],
        );
        let store = loss.backward().unwrap();
        for (parameter, var) in model.parameters() {
            let gradient = numbers(store.get(var).unwrap());
            assert_agrees(
                &format!("{name} {parameter}"),
                &gradient,
                &expected["grad32"][&parameter],
            );
        }
        if name.contains("hnn") {
            let head = numbers(store.get(model.parameters()[4].1).unwrap());
            assert!(
                head[..32].iter().all(|g| *g == 0.0),
                "{name}: F₁ is not used"
            );
        }
    });
}

/// The reference's training set, used as test set too, which is not needed here.
fn dataset(system: &str) -> Dataset {
    let data = read(&format!("dataset-{system}-seed0"));
    let samples = data["meta"]["points_per_trajectory"].as_u64().unwrap() as usize;
    let x = flat(&data["x"]);
    let trajectories = x.len() / 2 / samples;
    let dt = 3.0 / (samples - 1) as f64;
    let split = Split {
        dx: Some(flat(&data["dx"])),
        t: (0..trajectories * samples)
            .map(|i| dt * (i % samples) as f64)
            .collect(),
        lengths: vec![samples; trajectories],
        x,
    };
    Dataset {
        dim: 2,
        train: split.clone(),
        test: split,
    }
}

/// Parameters after 1 and 10 steps. The unused F₁ row of the HNN's head has no gradient and only decays.
#[test]
fn first_steps_of_adam() {
    for system in SYSTEMS {
        let golden = golden(system);
        let data = dataset(system);
        for learner in LEARNERS {
            let model = model(learner, &golden[learner]["init"]["weights"]);
            let before = numbers(model.parameters()[4].1);
            let settings = Settings::defaults(System::by_id(system).unwrap());
            let mut trainer = Run::with(&settings, &data, model).unwrap();
            for (steps, expected) in
                [1, 10].map(|n| (n, &golden[learner]["adam"]["params_after"][n.to_string()]))
            {
                while trainer.step_number() < steps {
                    trainer.step().unwrap();
                }
                for (parameter, var) in trainer.model().parameters() {
                    let name = format!("{system} {learner} step {steps} {parameter}");
                    assert_agrees(&name, &numbers(var), &expected[&parameter]);
                }
            }
            if learner == "hnn" {
                let after = numbers(trainer.model().parameters()[4].1);
                let unused = |head: &[f64]| head[..32].iter().map(|w| w.abs()).sum::<f64>();
                assert!(
                    unused(&after) < 0.95 * unused(&before),
                    "{system}: F₁ decays"
                );
            }
        }
    }
}

/// Adam without the trainer, on the reference's gradients for its 32 rows. Ten steps of 1e-3 move every weight by up to
/// 1e-2. Oracle: algorithm 1 of the paper in double precision.
#[test]
fn adam_follows_its_algorithm_with_coupled_decay() {
    let golden = golden("spring");
    let model = model("baseline", &golden["baseline"]["init"]["weights"]);
    let (x, dx) = (
        tensor(&flat(&golden["batch_x"]), 2),
        tensor(&flat(&golden["batch_dx"]), 2),
    );
    let config = AdamConfig {
        learning_rate: 0.01,
        weight_decay: 0.1,
        ..AdamConfig::default()
    };
    let parameters = model.parameters();
    let vars = parameters.iter().map(|(_, var)| (*var).clone()).collect();
    let mut adam = Adam::new(vars, config).unwrap();
    let mut theta: Vec<Vec<f64>> = parameters.iter().map(|(_, var)| numbers(var)).collect();
    let mut m: Vec<Vec<f64>> = theta.iter().map(|t| vec![0.0; t.len()]).collect();
    let mut v = m.clone();
    for t in 1..=20 {
        let loss = mean_squared_error(&model.field(&x).unwrap(), &dx).unwrap();
        let store = loss.backward().unwrap();
        for (p, (_, var)) in parameters.iter().enumerate() {
            for (i, g) in numbers(store.get(var).unwrap()).iter().enumerate() {
                let g = g + 0.1 * theta[p][i];
                m[p][i] = 0.9 * m[p][i] + 0.1 * g;
                v[p][i] = 0.999 * v[p][i] + 0.001 * g * g;
                let m_hat = m[p][i] / (1.0 - 0.9f64.powi(t));
                let v_hat = v[p][i] / (1.0 - 0.999f64.powi(t));
                theta[p][i] -= 0.01 * m_hat / (v_hat.sqrt() + 1e-8);
            }
        }
        adam.step(&store).unwrap();
    }
    for ((name, var), theta) in parameters.iter().zip(&theta) {
        let off = relative_l2(&numbers(var), theta);
        assert!(off < AGREEMENT, "{name}: {off:.1e}");
    }
}

#[test]
fn first_hundred_training_losses() {
    for system in SYSTEMS {
        let golden = golden(system);
        let data = dataset(system);
        for learner in LEARNERS {
            let expected = flat(&golden[learner]["adam"]["train_loss_first100"]);
            assert_eq!(expected.len(), 100);
            let model = model(learner, &golden[learner]["init"]["weights"]);
            let settings = Settings::defaults(System::by_id(system).unwrap());
            let mut trainer = Run::with(&settings, &data, model).unwrap();
            let mut worst = 0.0f64;
            for (step, expected) in expected.iter().enumerate() {
                let found = trainer.trainer().present_losses().unwrap().train;
                trainer.step().unwrap();
                if step % RECORD_EVERY as usize == 0 {
                    let recorded = trainer.losses().last().unwrap();
                    assert_eq!(recorded.step as usize, step);
                    assert!((recorded.train / found - 1.0).abs() < 1e-6);
                }
                worst = worst.max((found / expected - 1.0).abs());
            }
            println!("{worst:.1e} {system} {learner} losses");
            assert!(worst < AGREEMENT, "{system} {learner}: {worst:.1e}");
        }
    }
}

/// Oracle: the final training loss of the reference's single-precision run from the same weights on the same data,
/// after 2,001 steps. The tolerance, 1e-4, allows for the order of summation.
#[test]
fn whole_training_ends_at_the_reference_loss() {
    let expected = [
        ("spring", "hnn", 0.036_797_76),
        ("spring", "baseline", 0.036_930_78),
        ("pendulum", "hnn", 0.033_768_41),
        ("pendulum", "baseline", 0.036_397_94),
    ];
    for (system, learner, expected) in expected {
        let model = model(learner, &golden(system)[learner]["init"]["weights"]);
        let settings = Settings::defaults(System::by_id(system).unwrap());
        let mut trainer = Run::with(&settings, &dataset(system), model).unwrap();
        train(&mut trainer, 2001);
        let found = trainer.trainer().present_losses().unwrap().train;
        println!("{system} {learner}: {found:.6}, reference {expected}");
        assert!(
            (found / expected - 1.0).abs() < 1e-4,
            "{system} {learner}: {found}"
        );
    }
}
