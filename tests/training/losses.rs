//! Are recorded, current and tabulated losses correct for every objective, and for data of any size, dimension and spacing?
//!
//! Oracle: the model in double precision with plain loops (`crate::common::reference`) and the objective's definition. Single
//! precision leaves about 1e-6 of a loss.

use crate::common::reference::Reference;
use crate::common::{model, random_states, settings};
use hnn_playground::experiment::run::Run;
use hnn_playground::experiment::settings::{Settings, Value, keys};
use hnn_playground::learn::dataset::{Dataset, Split};
use hnn_playground::learn::objective::OBJECTIVES;
use hnn_playground::learn::trainer::MAX_RECORDED_ROWS;
use hnn_playground::model::Model;
use hnn_playground::model::activation::Activation;
use hnn_playground::model::learner::{LEARNERS, Learner};
use hnn_playground::paper::metrics::mean_losses;
use hnn_playground::physics::systems::SYSTEMS;

const AGREEMENT: f64 = 1e-5;
const DT: f64 = 0.3;
const SAMPLES: usize = 7;
/// K of objectives over several steps.
const STEPS: usize = 3;

/// Trajectories of [`SAMPLES`] random states with random derivatives, at equal intervals or with gaps.
fn random_split(trajectories: usize, dim: usize, seed: u64, gaps: bool) -> Split {
    let time = |i: usize| {
        let i = i as f64;
        DT * if gaps { i + 0.3 * (i * i).sin() } else { i }
    };
    Split {
        x: random_states(trajectories * SAMPLES, dim, seed),
        dx: Some(random_states(trajectories * SAMPLES, dim, seed + 1)),
        t: (0..trajectories)
            .flat_map(|_| (0..SAMPLES).map(time))
            .collect(),
        lengths: vec![SAMPLES; trajectories],
    }
}

fn random_data(trajectories: usize, dim: usize, gaps: bool) -> Dataset {
    Dataset {
        dim,
        train: random_split(trajectories, dim, 1, gaps),
        test: random_split(trajectories + 7, dim, 3, gaps),
    }
}

fn plus(a: &[f64], factor: f64, b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a + factor * b).collect()
}

/// The prediction of an objective and its target for the states `x`, derivatives `dx` and times `t` of a row.
fn definition(
    objective: &str,
    reference: &Reference,
    x: &[Vec<f64>],
    dx: &[Vec<f64>],
    t: &[f64],
) -> (Vec<f64>, Vec<f64>) {
    let f = |x: &[f64]| reference.field(x);
    let dof = x[0].len() / 2;
    if objective == "derivative" {
        return (f(&x[0]), dx[0].clone());
    }
    let h = t[1] - t[0];
    let difference = || plus(&x[1], -1.0, &x[0]).iter().map(|d| d / h).collect();
    match objective {
        "forward_difference" => (f(&x[0]), difference()),
        "central_difference" => {
            // The parabola through three points, by Lagrange's formula.
            let [a, b, c] = [t[0], t[1], t[2]];
            let weights = [
                (b - c) / ((a - b) * (a - c)),
                (2.0 * b - a - c) / ((b - a) * (b - c)),
                (b - a) / ((c - a) * (c - b)),
            ];
            let slope = (0..x[0].len()).map(|i| (0..3).map(|k| weights[k] * x[k][i]).sum());
            (f(&x[1]), slope.collect())
        }
        "midpoint" => {
            let middle = plus(&x[0], 0.5, &plus(&x[1], -1.0, &x[0]));
            (f(&middle), difference())
        }
        "symplectic_euler" => {
            let mixed = [&x[0][..dof], &x[1][dof..]].concat();
            (f(&mixed), difference())
        }
        "srk4" => {
            let c = 3f64.sqrt() / 6.0;
            let middle = plus(&x[0], 0.5, &plus(&x[1], -1.0, &x[0]));
            let between = |share: f64| plus(&x[0], share, &plus(&x[1], -1.0, &x[0]));
            let one = f(&plus(&middle, -c * h, &f(&between(0.5 + c))));
            let other = f(&plus(&middle, c * h, &f(&between(0.5 - c))));
            (
                one.iter().zip(other).map(|(a, b)| (a + b) / 2.0).collect(),
                difference(),
            )
        }
        "rk4_step" => (reference.rk4_change(&x[0], h), plus(&x[1], -1.0, &x[0])),
        "rk4_steps" | "leapfrog_steps" => {
            let (mut at, mut found, mut expected) = (x[0].clone(), Vec::new(), Vec::new());
            for k in 1..x.len() {
                let h = t[k] - t[k - 1];
                if objective == "rk4_steps" {
                    at = plus(&at, 1.0, &reference.rk4_change(&at, h));
                } else {
                    for (first, share) in [(dof, 0.5), (0, 1.0), (dof, 0.5)] {
                        let field = f(&at);
                        (first..first + dof).for_each(|i| at[i] += share * h * field[i]);
                    }
                }
                found.extend(&at);
                expected.extend(&x[k]);
            }
            (found, expected)
        }
        other => panic!("no definition of {other}"),
    }
}

fn states_needed(objective: &str) -> usize {
    match objective {
        "derivative" => 1,
        "central_difference" => 3,
        "rk4_steps" | "leapfrog_steps" => STEPS + 1,
        _ => 2,
    }
}

/// Squared errors of each row by the objective's definition.
fn squared_errors(model: &Model, split: &Split, dim: usize, objective: &str) -> Vec<f64> {
    let reference = Reference::new(model);
    let rows = |values: &[f64]| -> Vec<Vec<f64>> {
        values.chunks_exact(dim).map(<[f64]>::to_vec).collect()
    };
    let (x, dx) = (rows(&split.x), rows(split.dx.as_ref().unwrap()));
    let needed = states_needed(objective);
    let mut errors = Vec::new();
    for first in (0..x.len()).step_by(SAMPLES) {
        for start in first..=first + SAMPLES - needed {
            let row = start..start + needed;
            let (found, expected) = definition(
                objective,
                &reference,
                &x[row.clone()],
                &dx[row.clone()],
                &split.t[row],
            );
            errors.extend(found.iter().zip(&expected).map(|(f, e)| (f - e) * (f - e)));
        }
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
    let steps = STEPS as f64;
    let mut settings = settings(
        &SYSTEMS[0],
        &[("weight_decay", 0.0), (keys::STEPS_COMPARED.name, steps)],
    );
    settings.set("objective", &Value::from(objective)).unwrap();
    settings
}

/// At least 1,280 rows: two chunks of unequal size, and more rows than a recorded loss uses.
#[test]
fn losses_follow_the_objective_on_all_rows() {
    for dim in [2, 4] {
        let data = random_data(340, dim, false);
        for objective in OBJECTIVES {
            for learner in LEARNERS {
                let name = format!("{} {} dim {dim}", learner.id, objective.id);
                let model = model(learner, dim, 6, 2, Activation::Tanh, 2);
                let [train, test] = [&data.train, &data.test]
                    .map(|split| squared_errors(&model, split, dim, objective.id));
                let mut run = Run::with(&with_objective(objective.id), &data, model).unwrap();
                let present = run.trainer().present_losses().unwrap();
                assert_close(&name, present.train, mean(&train));
                assert_close(&name, present.test, mean(&test));

                let components = test.len() / (347 * (SAMPLES + 1 - states_needed(objective.id)));
                let table = mean_losses(run.trainer()).unwrap();
                for (found, errors) in [(table.train, &train), (table.test, &test)] {
                    assert_close(&name, found.mean, mean(errors));
                    let n = errors.len() as f64;
                    let squares: f64 = errors.iter().map(|e| (e - mean(errors)).powi(2)).sum();
                    let expected = (squares / (n - 1.0) / (n / components as f64)).sqrt();
                    assert_close(&name, found.standard_error, expected);
                }

                // The recorded test loss uses 1,200 evenly spaced rows, starting with the first.
                assert_close(&name, run.step().unwrap(), mean(&train));
                let rows: Vec<&[f64]> = test.chunks_exact(components).collect();
                assert!(rows.len() > MAX_RECORDED_ROWS);
                let n = rows.len();
                let chosen = (0..MAX_RECORDED_ROWS).map(|i| rows[i * n / MAX_RECORDED_ROWS]);
                let recorded = run.losses()[0];
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

/// A recording has gaps, so that every row has a time step of its own.
#[test]
fn losses_follow_the_objective_across_gaps() {
    let data = random_data(20, 4, true);
    for objective in OBJECTIVES {
        for learner in LEARNERS {
            let model = model(learner, 4, 6, 2, Activation::Tanh, 2);
            let expected = mean(&squared_errors(&model, &data.train, 4, objective.id));
            let mut settings = with_objective(objective.id);
            settings.set("batch_size", &Value::from(0.0)).unwrap();
            let mut run = Run::with(&settings, &data, model).unwrap();
            let name = format!("{} {}", learner.id, objective.id);
            assert_close(&name, run.step().unwrap(), expected);
        }
    }
}

/// Trajectories of unequal length: rows never join two of them, and those that are too short are left out.
#[test]
fn rows_stay_within_their_trajectories() {
    let mut data = random_data(3, 4, false);
    for split in [&mut data.train, &mut data.test] {
        let n = split.len();
        split.lengths = vec![1, 2, 3, n - 6];
    }
    let n = data.train.len() - 6;
    for (objective, rows) in [
        ("derivative", 6 + n),
        ("midpoint", 1 + 2 + n - 1),
        ("central_difference", 1 + n - 2),
        ("rk4_steps", n - STEPS),
    ] {
        let model = model(&LEARNERS[0], 4, 6, 2, Activation::Tanh, 2);
        let run = Run::with(&with_objective(objective), &data, model).unwrap();
        let (train, _) = run.trainer().squared_errors().unwrap();
        assert_eq!(
            train.len(),
            rows * run.trainer().components(),
            "{objective}"
        );
    }
}

#[test]
fn recorded_losses_use_all_rows_of_small_test_sets() {
    let data = random_data(100, 4, false);
    let model = model(&LEARNERS[1], 4, 6, 2, Activation::Tanh, 2);
    let mut run = Run::with(&with_objective("derivative"), &data, model).unwrap();
    let present = run.trainer().present_losses().unwrap();
    run.step().unwrap();
    assert_close("test", run.losses()[0].test, present.test);
}

/// A recording has no derivatives, and short trajectories no rows of several steps: an error names the setting.
#[test]
fn data_that_do_not_fit_the_objective_are_refused() {
    let mut data = random_data(3, 2, false);
    let try_with = |data: &Dataset, objective: &str| {
        let model = model(Learner::by_id("hnn").unwrap(), 2, 6, 2, Activation::Tanh, 2);
        let run = Run::with(&with_objective(objective), data, model);
        run.err().map(|error| error.to_string())
    };
    for split in [&mut data.train, &mut data.test] {
        split.dx = None;
    }
    let message = try_with(&data, "derivative").unwrap();
    assert!(message.contains("objective: derivative"), "{message}");
    assert_eq!(try_with(&data, "midpoint"), None);
    for split in [&mut data.train, &mut data.test] {
        let n = split.len();
        split.lengths = vec![1; n];
    }
    let message = try_with(&data, "midpoint").unwrap();
    assert!(
        message.contains("samples: 1") && message.contains("at least 2"),
        "{message}"
    );
}
