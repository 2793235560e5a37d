//! Does the page's evaluator show what the models do: rollouts beside the truth, fields, energies and divergences on a grid?

mod common;

use common::settings;
use hnn_playground::error::Error;
use hnn_playground::evaluator::{Evaluator, Grid, Quantity, TRUTH};
use hnn_playground::model::learner::{LEARNERS, Learner};
use hnn_playground::settings::{Settings, Value};
use hnn_playground::system::{SYSTEMS, System};
use hnn_playground::train::Trainer;
use hnn_playground::weights;

fn grid(columns: usize, rows: usize) -> Grid {
    Grid::new([-1.0, 1.0], [-0.5, 0.5], columns, rows).unwrap()
}

/// An evaluator with every learner, trained for a few steps so that energies are not arbitrary.
fn evaluator(settings: &Settings) -> Evaluator {
    let mut evaluator = Evaluator::new(settings).unwrap();
    for learner in LEARNERS {
        let mut trainer = Trainer::new(settings, learner, &[]).unwrap();
        for _ in 0..200 {
            trainer.step().unwrap();
        }
        evaluator.set_model(trainer.model()).unwrap();
    }
    evaluator
}

fn small(system: &'static System) -> Settings {
    settings(
        system,
        &[
            ("width", 16.0),
            ("trajectories", 5.0),
            ("learning_rate", 0.01),
        ],
    )
}

/// Oracle: the formula of the spring's field, (p/m, −kq) = (2p, −2q).
#[test]
fn the_true_field_lies_on_its_grid() {
    let mut evaluator = Evaluator::new(&small(&SYSTEMS[0])).unwrap();
    let field = evaluator.field(TRUTH, grid(3, 2)).unwrap();
    let expected = [
        [-1.0, 2.0],
        [-1.0, 0.0],
        [-1.0, -2.0],
        [1.0, 2.0],
        [1.0, 0.0],
        [1.0, -2.0],
    ];
    assert_eq!(field, expected.concat());
}

/// Liouville: a Hamiltonian field has no divergence. Central differences of single-precision fields leave some 1e-4.
#[test]
fn only_hamiltonian_fields_have_no_divergence() {
    for system in SYSTEMS {
        let mut evaluator = evaluator(&small(system));
        let mut largest = |model: &str| {
            let values = evaluator
                .values(model, Quantity::Divergence, grid(9, 7))
                .unwrap();
            values
                .iter()
                .fold(0.0f64, |most, value| most.max(value.abs()))
        };
        assert!(largest(TRUTH) < 1e-6, "{}", system.id);
        for learner in LEARNERS {
            let divergence = largest(learner.id);
            let free = divergence < 1e-3;
            assert_eq!(
                free,
                learner.is_hamiltonian(),
                "{} {}: {divergence}",
                system.id,
                learner.id
            );
        }
    }
}

/// H_θ is defined up to a constant: on the page its mean over the training states is that of the true H.
#[test]
fn learned_energy_is_aligned_with_the_true_one() {
    let settings = small(&SYSTEMS[0]);
    let mut evaluator = evaluator(&settings);
    let dynamics = settings.dynamics();
    let states = evaluator.dataset().train.x.clone();
    let mean = |energies: &[f64]| energies.iter().sum::<f64>() / energies.len() as f64;
    let truth: Vec<f64> = states
        .chunks(2)
        .map(|x| dynamics.energy(x).unwrap())
        .collect();
    let mut along = Vec::new();
    for x in states.chunks(2) {
        let mut moved = settings.clone();
        moved.set("start", &Value::from(x)).unwrap();
        evaluator.set_rollout(&moved).unwrap();
        let rollouts = evaluator.rollouts(&["hnn"]).unwrap();
        along.push(rollouts[1].1.learned_energy.as_ref().unwrap()[0]);
    }
    assert!((mean(&truth) - mean(&along)).abs() < 1e-6);
}

#[test]
fn rollouts_start_together_and_are_measured_against_the_truth() {
    for system in SYSTEMS {
        let settings = small(system);
        let mut evaluator = evaluator(&settings);
        let ids: Vec<&str> = LEARNERS.iter().map(|learner| learner.id).collect();
        let rollouts = evaluator.rollouts(&ids).unwrap();
        assert_eq!(rollouts[0].0, TRUTH);
        assert_eq!(rollouts.len(), 1 + LEARNERS.len());
        let truth = &rollouts[0].1;
        assert!(
            truth.drift.unwrap().largest < 1e-4,
            "{}: {:?}",
            system.id,
            truth.drift
        );
        assert!(truth.coordinate_error.iter().all(|error| *error == 0.0));
        for (id, rollout) in &rollouts {
            assert_eq!(
                &rollout.trajectory.states[..system.dim()],
                settings.start(),
                "{id}"
            );
            assert_eq!(rollout.coordinate_error[0], 0.0, "{id}");
            let learned = Learner::by_id(id).is_ok_and(Learner::has_energy);
            assert_eq!(rollout.learned_energy.is_some(), learned, "{id}");
        }
    }
}

/// The same model by either way in: weights as a file are what the model has.
#[test]
fn weights_from_a_file_give_the_same_rollout() {
    let settings = small(&SYSTEMS[1]);
    let trainer = Trainer::new(&settings, Learner::by_id("hnn").unwrap(), &[]).unwrap();
    let mut direct = Evaluator::new(&settings).unwrap();
    direct.set_model(trainer.model()).unwrap();
    let mut from_file = Evaluator::new(&settings).unwrap();
    let bytes = weights::save(&trainer.model().mlp).unwrap();
    from_file.set_weights("hnn", &bytes).unwrap();
    assert_eq!(
        direct.rollouts(&["hnn"]).unwrap(),
        from_file.rollouts(&["hnn"]).unwrap()
    );
}

/// The note beside a rollout says where a method's promise ends.
#[test]
fn methods_outside_their_assumption_say_so() {
    let mut settings = small(&SYSTEMS[0]);
    settings.set("integrator", &Value::from("verlet")).unwrap();
    let mut evaluator = evaluator(&settings);
    let rollouts = evaluator.rollouts(&["hnn"]).unwrap();
    assert_eq!(rollouts[0].1.caveat, None);
    assert_eq!(
        rollouts[1].1.caveat,
        Some("first order, not symplectic here")
    );
}

#[test]
fn what_cannot_be_shown_is_refused_by_name() {
    let mut evaluator = Evaluator::new(&small(&SYSTEMS[0])).unwrap();
    let error = evaluator.field("hnn", grid(2, 2)).unwrap_err();
    assert!(
        matches!(error, Error::Unknown { kind: "model", .. }),
        "{error}"
    );
    let other = settings(&SYSTEMS[0], &[("width", 8.0)]);
    assert!(evaluator.set_rollout(&other).is_err());
    for (x, columns, field) in [
        ([0.0, 1.0], 0, "columns"),
        ([0.0, 1.0], 100_000, "columns"),
        ([1.0, 0.0], 4, "x"),
        ([f64::NAN, 0.0], 4, "x"),
    ] {
        let error = Grid::new(x, [0.0, 1.0], columns, 4)
            .unwrap_err()
            .to_string();
        assert!(error.starts_with(field), "{error}");
    }
}
