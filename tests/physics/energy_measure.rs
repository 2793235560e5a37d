//! Do rollouts of the paper's networks have the reference's energy errors?
//!
//! Oracle: the reference's networks of width 32 after training (`tests/golden/README.md`), rolled out there with SciPy's RK45
//! at rtol 1e-12 from the 15 published starts, true H, 100 points over 20 s: mean squared energy errors to two digits,
//! so agreement is within 5 %.

use crate::common::Formula;
use crate::common::golden::{flat, golden, model, read};
use crate::common::reference::Reference;
use hnn_playground::experiment::settings::{Settings, Value};
use hnn_playground::model::Model;
use hnn_playground::model::activation::Activation;
use hnn_playground::model::learner::Learner;
use hnn_playground::paper::metrics::{
    Mean, coordinate_mse, drawn_starts, energy_mse, energy_mse_from, energy_mse_published,
    rollout_drift,
};
use hnn_playground::paper::protocol::protocol;
use hnn_playground::physics::field::VectorField;
use hnn_playground::physics::integrators::dopri5::{self, Tolerance};
use hnn_playground::physics::system::{Dynamics, System};
use hnn_playground::physics::systems::SYSTEMS;

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
        let dynamics = Dynamics::new(System::by_id(id).unwrap()).unwrap();
        let model = model(learner, &golden(id)[learner]["final"]["weights"]);
        let starts = protocol(&dynamics.system).published.starts.concat();
        let found = energy_mse_from(&model, &dynamics, &starts).unwrap();
        println!("{id} {learner}: {found:.3e}, reference {expected:.1e}");
        assert!(
            (found / expected - 1.0).abs() < 0.05,
            "{id} {learner}: {found:e}"
        );
    }
}

/// Mean over points of the squared difference between an energy along the learned and the true path from `start`; the
/// learned path covers `stretch` times the span.
fn energy_error(
    model: &Model,
    dynamics: &Dynamics,
    start: &[f64],
    stretch: f64,
    energy: &dyn Fn(&[f64]) -> f64,
) -> f64 {
    let measure = protocol(&dynamics.system);
    let (steps, dt) = (
        measure.points - 1,
        measure.span / (measure.points - 1) as f64,
    );
    let tolerance = Tolerance {
        relative: 1e-9,
        absolute: 1e-9,
    };
    let along = |field: &mut dyn VectorField, dt: f64| {
        let mut energies = Vec::new();
        let mut x = start.to_vec();
        dopri5::integrate(field, &mut x, dt, steps, tolerance, |_, _, x| {
            energies.push(energy(x));
        })
        .unwrap();
        energies
    };
    let reference = Reference::new(model);
    let mut learned = Formula::new(start.len(), |x: &[f64], dx: &mut [f64]| {
        dx.copy_from_slice(&reference.field(x));
    });
    let learned = along(&mut learned, dt * stretch);
    let truth = along(&mut dynamics.clone(), dt);
    assert_eq!(truth.len(), measure.points);
    let squares = learned.iter().zip(&truth).map(|(a, b)| (a - b) * (a - b));
    squares.sum::<f64>() / measure.points as f64
}

/// Oracle: the same networks in double precision with plain loops, "energy" q² + p² on both systems; run i = 0, 1, … of
/// the spring covers 1.09^(i + 2) times 20 s.
#[test]
fn published_measure_has_the_published_quirks() {
    for (id, learner, corrected) in REFERENCE {
        let dynamics = Dynamics::new(System::by_id(id).unwrap()).unwrap();
        let model = model(learner, &golden(id)[learner]["final"]["weights"]);
        let starts = &read("starts")["systems"][if id == "spring" { "spring" } else { "pend" }];
        let starts = flat(&starts["published_starts"]);
        assert_eq!(starts.len(), 2 * 15);
        let squares = |x: &[f64]| x[0] * x[0] + x[1] * x[1];
        let stretch: f64 = if id == "spring" { 1.09 } else { 1.0 };
        let errors = starts.chunks_exact(2).zip(2..).map(|(start, run)| {
            energy_error(&model, &dynamics, start, stretch.powi(run), &squares)
        });
        let expected = errors.sum::<f64>() / 15.0;
        let published = energy_mse_published(&model, &dynamics).unwrap();
        println!("{id} {learner}: {published:.4e} as published, oracle {expected:.4e}");
        assert!(
            (published / expected - 1.0).abs() < 0.01,
            "{id} {learner}: {published}, not {expected}"
        );
        // With q² + p² instead of H, the pendulum's HNN looks far worse than it is.
        if (id, learner) == ("pendulum", "hnn") {
            assert!(published > 5.0 * corrected);
        }
    }
}

/// For four degrees of freedom the protocol draws its starts: 15 for both measures, the true H, no stretch. Oracle: as
/// above.
#[test]
fn two_bodies_use_h_and_drawn_starts() {
    let dynamics = Dynamics::new(System::by_id("two_body").unwrap()).unwrap();
    let learner = Learner::by_id("hnn").unwrap();
    let model = crate::common::model(learner, 8, 6, 1, Activation::Tanh, 3);
    let starts = drawn_starts(&dynamics, 15);
    let h = |x: &[f64]| dynamics.energy(x).unwrap();
    let errors = starts
        .chunks_exact(8)
        .map(|start| energy_error(&model, &dynamics, start, 1.0, &h));
    let expected = errors.sum::<f64>() / 15.0;
    for found in [
        energy_mse(&model, &dynamics).unwrap(),
        energy_mse_published(&model, &dynamics).unwrap(),
    ] {
        assert!(
            (found / expected - 1.0).abs() < 1e-3,
            "{found}, not {expected}"
        );
    }
}

/// Oracle: a network of zeros rests, and with km = 1 the spring turns at 2 rad/s, so that the squared distance is 2r²(1 − cos 2t).
#[test]
fn the_coordinate_error_is_the_mean_over_coordinates() {
    let dynamics = Dynamics::new(System::by_id("spring").unwrap()).unwrap();
    let config = Settings::defaults(&dynamics.system).network();
    let model = Model::zeros(Learner::by_id("baseline").unwrap(), &config, 2).unwrap();
    let measure = protocol(&dynamics.system);
    let starts = drawn_starts(&dynamics, measure.starts);
    let radii = starts.iter().map(|x| x * x).sum::<f64>() / measure.starts as f64;
    let dt = measure.span / (measure.points - 1) as f64;
    let turned = (0..measure.points).map(|i| 1.0 - (2.0 * i as f64 * dt).cos());
    let expected = radii * turned.sum::<f64>() / measure.points as f64;
    let found = coordinate_mse(&model, &dynamics).unwrap();
    assert!((found / expected - 1.0).abs() < 1e-4, "{found} {expected}");
}

/// Oracle: integrator and H, over the whole horizon. Explicit Euler gains energy at every step, so a shorter path would
/// be detected.
#[test]
fn rollout_drift_covers_the_whole_horizon() {
    for system in SYSTEMS {
        let mut settings = Settings::defaults(system);
        settings.set("integrator", &Value::from("euler")).unwrap();
        settings.set("horizon", &6.0.into()).unwrap();
        settings.set("dt", &0.05.into()).unwrap();
        let learner = Learner::by_id("hnn").unwrap();
        let model = crate::common::model(learner, system.dim(), 8, 2, Activation::Tanh, 1);
        let drift = rollout_drift(&model, &settings).unwrap().unwrap();

        let reference = Reference::new(&model);
        let dynamics = Dynamics::new(system).unwrap();
        let mut x = settings.start().to_vec();
        let start = dynamics.energy(&x).unwrap();
        let mut largest = 0.0f64;
        for _ in 0..120 {
            let dx = reference.field(&x);
            x.iter_mut().zip(dx).for_each(|(x, dx)| *x += 0.05 * dx);
            largest = largest.max((dynamics.energy(&x).unwrap() - start).abs());
        }
        let change = (dynamics.energy(&x).unwrap() - start) / start.abs();
        let off = [drift.change - change, drift.largest - largest / start.abs()];
        assert!(
            off.iter().all(|off| off.abs() < 1e-4),
            "{}: {drift:?}, {off:?}",
            system.id
        );
        assert!(drift.largest > 1e-2, "{}: {drift:?}", system.id);
    }
}

/// Oracle: the starts file of the reference.
#[test]
fn published_starts_match_the_notebooks() {
    let file = read("starts");
    for (id, name) in [("spring", "spring"), ("pendulum", "pend")] {
        let starts = protocol(System::by_id(id).unwrap())
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

/// Oracle: the mean energy of the reference's 100 starts from the training region. Ours are different draws from the
/// same distribution, so the means agree within three standard errors of their difference.
#[test]
fn drawn_starts_come_from_the_training_region() {
    let file = read("starts");
    for (id, name) in [("spring", "spring"), ("pendulum", "pend")] {
        let dynamics = Dynamics::new(System::by_id(id).unwrap()).unwrap();
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

/// Drawing more starts does not change the first ones.
#[test]
fn starts_are_the_same_for_every_model() {
    for system in SYSTEMS {
        let dynamics = Dynamics::new(system).unwrap();
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
