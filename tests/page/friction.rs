//! Motion with friction: the true law, measures against a truth that loses energy, and what each learner can represent.

use crate::common::{begin, inspector, log_slope, settings, train};
use hnn_playground::experiment::run_record::RunRecord;
use hnn_playground::experiment::settings::{Settings, Value};
use hnn_playground::model::learner::{Feature, LEARNERS, Learner};
use hnn_playground::page::grid::Grid;
use hnn_playground::page::map::Quantity;
use hnn_playground::page::models::TRUTH;
use hnn_playground::paper::metrics::rollout_drift;
use hnn_playground::physics::expression::gallery::GALLERY;
use hnn_playground::physics::integrator::INTEGRATORS;
use hnn_playground::physics::masses::has_constant_masses;
use hnn_playground::physics::system::Dynamics;
use hnn_playground::physics::systems::SYSTEMS;
use hnn_playground::physics::trajectory::{energy_drift_from, rollout};

/// γ of the tests; the spring has m = 0.5 and k = 2.
const GAMMA: f64 = 0.3;

fn damped(system: usize, changes: &[(&str, f64)]) -> Settings {
    settings(
        &SYSTEMS[system],
        &[&[("friction", GAMMA)], changes].concat(),
    )
}

/// Oracle: the solution of q″ + (γ/m)q′ + (k/m)q = 0 from q = 1, q′ = 0, with a = γ/2m and ω² = k/m − a²:
/// q = e^{−at}(cos ωt + (a/ω) sin ωt), p = mq′ = −m e^{−at} (k/mω) sin ωt.
fn damped_spring(t: f64) -> [f64; 2] {
    let (m, k) = (0.5, 2.0);
    let a = GAMMA / (2.0 * m);
    let omega = (k / m - a * a).sqrt();
    let (sin, cos) = (omega * t).sin_cos();
    let decay = (-a * t).exp();
    [
        decay * (cos + a / omega * sin),
        -m * decay * (k / (m * omega)) * sin,
    ]
}

#[test]
fn the_damped_spring_follows_its_closed_form_and_every_method_keeps_its_declared_order() {
    let truth = damped(0, &[]).dynamics().unwrap();
    assert_eq!(truth.friction(), Some(GAMMA));
    for method in INTEGRATORS {
        if method.id == "dopri5" {
            // Its tolerance is fixed.
            let path = rollout(&mut truth.clone(), method, &[1.0, 0.0], 0.1, 100);
            let end = path.iter().last().unwrap();
            let expected = damped_spring(10.0);
            assert!((end[0] - expected[0]).hypot(end[1] - expected[1]) < 1e-5);
            continue;
        }
        let (sizes, errors): (Vec<f64>, Vec<f64>) = (0..5)
            .map(|i| {
                let steps = 50 << i;
                let dt = 2.0 / f64::from(steps);
                let path = rollout(&mut truth.clone(), method, &[1.0, 0.0], dt, steps as usize);
                let end = path.iter().last().unwrap();
                let expected = damped_spring(2.0);
                (dt, (end[0] - expected[0]).hypot(end[1] - expected[1]))
            })
            .unzip();
        let order = log_slope(&sizes, &errors);
        let declared = f64::from(method.order_non_separable());
        assert!(
            (order - declared).abs() < 0.1,
            "{}: order {order:.2} with friction, declared {declared}",
            method.id
        );
    }
}

/// Oracle: dH/dt = −γ(∂H/∂p)² with ∂H/∂p = p/ml², and m = 0.5, l = 1.
#[test]
fn a_damped_pendulum_loses_energy_at_the_stated_rate() {
    let settings = damped(1, &[("dt", 0.001), ("horizon", 2.0)]);
    let path = inspector(&settings).rollouts(&[]).unwrap().remove(0).1;
    let energy = path.energy.unwrap();
    for i in (100..1900).step_by(100) {
        let rate = (energy[i + 1] - energy[i - 1]) / 0.002;
        let velocity = path.trajectory.states[2 * i + 1] / 0.5;
        let expected = -GAMMA * velocity * velocity;
        assert!((rate - expected).abs() < 1e-5, "{rate} {expected}");
    }
}

/// Oracle: div f = −γ ∂²H/∂p² = −γ/m on the spring.
#[test]
fn areas_shrink_at_the_stated_rate() {
    let mut inspector = inspector(&damped(0, &[]));
    let grid = Grid::new([-1.0, 1.0], [-1.0, 1.0], 5, 4).unwrap();
    let map = inspector.map(TRUTH, Quantity::Divergence, grid).unwrap();
    for value in map.values {
        assert!((value + 2.0 * GAMMA).abs() < 1e-9, "{value}");
    }
}

#[test]
fn no_friction_leaves_the_law_as_it_was() {
    for system in SYSTEMS {
        let truth = Dynamics::new(system).unwrap();
        assert!(truth.law.is_hamiltonian(), "{}", system.id);
        assert!(!truth.loses_energy(), "{}", system.id);
        assert_eq!(truth.friction(), None);
    }
}

/// Oracle: by hand. The truth falls from 10 to 2 above the rest energy 1; the least unit is a hundredth of 10.
#[test]
fn drift_counts_from_the_truth_at_the_same_time() {
    let drift = energy_drift_from(&[11.0, 6.0, 3.0], &[11.0, 8.0, 2.5], 1.0).unwrap();
    assert!((drift.change + 0.25).abs() < 1e-12);
    assert!((drift.largest - 0.4).abs() < 1e-12);
    let at_rest = energy_drift_from(&[11.0, 1.0], &[11.0, 6.0], 1.0).unwrap();
    assert!((at_rest.change - 50.0).abs() < 1e-12);
    assert_eq!(energy_drift_from(&[1.0, 1.0], &[1.0, 2.0], 1.0), None);
    assert_eq!(energy_drift_from(&[], &[], 1.0), None);
}

/// Oracle: the closed form. The truth's change counts from its start, a learner's from the truth's present energy.
#[test]
fn rollouts_are_measured_against_the_truth_at_the_same_time() {
    let settings = damped(
        0,
        &[("width", 16.0), ("horizon", 5.0), ("learning_rate", 0.01)],
    );
    let energy = |[q, p]: [f64; 2]| p * p + q * q;
    let left = energy(damped_spring(5.0));
    let mut inspector = inspector(&settings);
    let learner = Learner::by_id("hnn").unwrap();
    let mut run = begin(&settings, learner, &[]).unwrap();
    train(&mut run, 200);
    inspector.set_model(run.model()).unwrap();
    let rollouts = inspector.rollouts(&["hnn"]).unwrap();
    let (truth, hnn) = (&rollouts[0].1, &rollouts[1].1);
    assert!((truth.drift.unwrap().change - (left - 1.0)).abs() < 1e-4);
    let end = hnn.energy.as_ref().unwrap().last().unwrap();
    let expected = end / left - 1.0;
    assert!(expected > 5.0, "the HNN cannot lose energy: {expected}");
    let found = hnn.drift.unwrap();
    assert!(
        (found.change / expected - 1.0).abs() < 1e-3,
        "{found:?} {expected}"
    );
    assert!(found.largest >= found.change);
    assert_eq!(rollout_drift(run.model(), &settings).unwrap(), hnn.drift);
    // A formula for the best pace is known without friction only.
    assert_eq!(inspector.best_pace(), None);
}

/// The true law has no drift from itself, and the law without friction has one.
#[test]
fn drift_by_start_compares_with_the_truth_at_the_same_time() {
    use hnn_playground::page::drift_by_start::drift_by_start;
    let settings = damped(1, &[("horizon", 3.0)]);
    let truth = settings.dynamics().unwrap();
    let itself = drift_by_start(&mut truth.clone(), &truth, &settings).unwrap();
    assert!(
        itself.inside < 1e-12 && itself.outside < 1e-12,
        "{itself:?}"
    );
    let mut without = Dynamics::new(&SYSTEMS[1]).unwrap();
    let drift = drift_by_start(&mut without, &truth, &settings).unwrap();
    assert!(drift.inside > 0.5 && drift.outside > 0.5, "{drift:?}");
}

/// Reference: shared friction runs give a median within 5 % over 20 seeds. With two seeds each, 10 % is asked here.
/// Data: 25 trajectories, noise 0.05, width 64 (`make paper` prints the rest).
#[test]
fn a_network_with_friction_finds_the_true_friction() {
    for objective in ["midpoint", "derivative"] {
        let mut found = Vec::new();
        for seed in 0..3 {
            let mut settings = damped(
                0,
                &[("noise", 0.05), ("width", 64.0), ("seed", f64::from(seed))],
            );
            settings.set("objective", &Value::from(objective)).unwrap();
            let mut run = begin(&settings, Learner::by_id("dissipative").unwrap(), &[]).unwrap();
            train(&mut run, 1000);
            let record = RunRecord::new(&settings, &run);
            let friction = record.friction.unwrap();
            assert_eq!(friction.len(), 1);
            let mut inspector = inspector(&settings);
            inspector.set_model(run.model()).unwrap();
            let rollouts = inspector.rollouts(&["dissipative"]).unwrap();
            assert_eq!(rollouts[0].1.friction, Some(vec![GAMMA]));
            assert_eq!(rollouts[1].1.friction, Some(friction.clone()));
            found.push(friction[0]);
        }
        found.sort_by(f64::total_cmp);
        assert!(
            (found[1] / GAMMA - 1.0).abs() < 0.1,
            "{objective}: {found:?}, true {GAMMA}"
        );
    }
}

/// Source: section 3 of the table of learners in docs/numerics.md.
#[test]
fn learners_state_what_they_cannot_represent() {
    use Feature::{Coupling, Friction, Mass, Oscillation};
    for (id, expected) in [
        ("baseline", vec![]),
        ("second_order", vec![Mass]),
        ("newtonian", vec![Friction, Mass, Coupling]),
        ("hnn", vec![Friction]),
        ("separable", vec![Friction, Coupling]),
        ("dissipative", vec![]),
        ("conservative", vec![Oscillation]),
        ("helmholtz", vec![]),
    ] {
        assert_eq!(Learner::by_id(id).unwrap().lacks(), expected, "{id}");
    }
    assert_eq!(LEARNERS.len(), 8);
}

/// Oracle: the formulas. ∂H/∂p is p/m on the table's systems; it is p/√(p² + m²) for the relativistic oscillator, e^p − 1 for
/// Lotka–Volterra.
#[test]
fn constant_masses_are_recognised() {
    for system in SYSTEMS {
        assert!(has_constant_masses(&mut Dynamics::new(system).unwrap()));
    }
    for example in GALLERY {
        let system = example.system().unwrap();
        let constant = has_constant_masses(&mut Dynamics::new(&system).unwrap());
        let varies = ["relativistic", "lotka_volterra"].contains(&example.id);
        assert_eq!(constant, !varies, "{}: {}", example.id, example.formula);
    }
}
