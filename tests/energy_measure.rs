//! Are the energy errors of rollouts those that the paper's networks have?
//!
//! Oracle: the reference's networks of width 32 after training (`golden/README.md`), rolled out there with SciPy's RK45 at rtol
//! 1e-12 from the 15 published starts, true H, 100 points over 20 s: mean squared energy errors given to two digits, so
//! agreement is to half a unit of the second: at most 5 %.

mod common;

use common::golden::{flat, golden, model, read};
use hnn_playground::evaluate::{Mean, drawn_starts, energy_mse_from, energy_mse_published};
use hnn_playground::system::{Dynamics, SYSTEMS, System};

/// System, learner, energy MSE of the reference.
const REFERENCE: [(&str, &str, f64); 4] = [
    ("spring", "hnn", 3.1e-4),
    ("spring", "baseline", 0.067),
    ("pendulum", "hnn", 1.2e-3),
    ("pendulum", "baseline", 0.097),
];

#[test]
fn corrected_measure_agrees_with_the_reference() {
    for (id, learner, expected) in REFERENCE {
        let dynamics = Dynamics::new(System::by_id(id).unwrap());
        let model = model(learner, &golden(id)[learner]["final"]["weights"]);
        let starts = dynamics.system.energy_measure.published.starts.concat();
        let found = energy_mse_from(&model, &dynamics, &starts).unwrap();
        println!("{id} {learner}: {found:.3e}, reference {expected:.1e}");
        assert!(
            (found / expected - 1.0).abs() < 0.05,
            "{id} {learner}: {found:e}"
        );
    }
}

/// The quirks of the published protocol, told from each other by what they do to the same networks: with q² + p² in place of H
/// the pendulum's HNN looks far worse than it is, and the stretched span makes the spring's baseline look worse.
#[test]
fn published_measure_has_the_published_quirks() {
    for (id, learner, corrected) in REFERENCE {
        let dynamics = Dynamics::new(System::by_id(id).unwrap());
        let model = model(learner, &golden(id)[learner]["final"]["weights"]);
        let published = energy_mse_published(&model, &dynamics).unwrap();
        println!("{id} {learner}: {published:.3e} as published");
        match (id, learner) {
            ("pendulum", "hnn") => assert!(published > 5.0 * corrected),
            ("spring", "baseline") => assert!((2.0..10.0).contains(&(published / corrected))),
            _ => assert!(published.is_finite()),
        }
    }
}

/// Oracle: the starts file of the reference.
#[test]
fn published_starts_are_those_of_the_notebooks() {
    let file = read("starts");
    for (id, name) in [("spring", "spring"), ("pendulum", "pend")] {
        let starts = System::by_id(id)
            .unwrap()
            .energy_measure
            .published
            .starts
            .concat();
        assert_eq!(
            starts,
            flat(&file["systems"][name]["published_starts"]),
            "{id}"
        );
    }
}

/// Oracle: the mean energy of the reference's 100 starts from the training region; ours are other draws of the same
/// distribution, so agreement is to three standard errors of the difference of two such means.
#[test]
fn drawn_starts_come_from_the_training_region() {
    let file = read("starts");
    for (id, name) in [("spring", "spring"), ("pendulum", "pend")] {
        let dynamics = Dynamics::new(System::by_id(id).unwrap());
        let energies = |starts: &[f64]| -> Vec<f64> {
            starts
                .chunks(2)
                .map(|x| dynamics.energy(x).unwrap())
                .collect()
        };
        let ours = Mean::of_components(&energies(&drawn_starts(&dynamics, 100)), 1);
        let theirs = flat(&file["systems"][name]["training_region_starts"]);
        let theirs = Mean::of_components(&energies(&theirs), 1);
        let error = ours.standard_error.hypot(theirs.standard_error);
        assert!(
            (ours.mean - theirs.mean).abs() < 3.0 * error,
            "{id}: {ours:?} {theirs:?}"
        );
    }
}

/// Oracle: for components 1, 2, 3, 4 in two rows the mean is 2.5, the variance 5/3, the error √(5/3 / 2).
#[test]
fn standard_error_is_per_row() {
    let mean = Mean::of_components(&[1.0, 2.0, 3.0, 4.0], 2);
    assert_eq!(mean.mean, 2.5);
    assert!((mean.standard_error - (5.0f64 / 6.0).sqrt()).abs() < 1e-15);
}

/// Models are compared from the same starts, and more of them do not change the first.
#[test]
fn starts_are_the_same_for_every_model() {
    for system in SYSTEMS {
        let dynamics = Dynamics::new(system);
        assert_eq!(
            drawn_starts(&dynamics, 5),
            drawn_starts(&dynamics, 5),
            "{}",
            system.id
        );
        assert_eq!(
            drawn_starts(&dynamics, 5)[..system.dim()],
            drawn_starts(&dynamics, 1)[..],
            "{}",
            system.id
        );
    }
}
