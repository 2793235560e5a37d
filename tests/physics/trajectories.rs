//! Do trajectories in two, four and eight dimensions agree with SciPy?
//!
//! Oracle: `tests/golden/trajectories.json`, computed by `tests/golden/trajectories.py` from its own Hamiltonians.

use crate::common::cases::{HENON_HEILES, double_pendulum};
use crate::common::golden::{flat, read};
use crate::common::{Formula, exact, largest_difference};
use hnn_playground::physics::field::VectorField;
use hnn_playground::physics::integrators::dopri5::{self, Tolerance};
use hnn_playground::physics::system::{Dynamics, System};
use serde_json::Value;

fn case<'a>(file: &'a Value, system: &str) -> &'a Value {
    let cases = file["trajectories"].as_array().unwrap();
    cases.iter().find(|case| case["system"] == system).unwrap()
}

/// Compares a trajectory's states with the oracle.
fn assert_follows(field: &mut dyn VectorField, case: &Value, allowed: f64) {
    let start = flat(&case["start"]);
    let states = flat(&case["states"]);
    let rows = states.chunks_exact(start.len());
    assert!(rows.len() > 2);
    for (t, state) in flat(&case["t"]).iter().zip(rows) {
        let off = largest_difference(&exact(field, &start, *t), state);
        assert!(off < allowed, "{} at t = {t}: {off:.1e}", case["system"]);
    }
}

#[test]
fn henon_heiles() {
    let file = read("trajectories");
    let case = case(&file, "henon_heiles");
    assert_follows(&mut HENON_HEILES.field(), case, 1e-9);
    let energy = (HENON_HEILES.energy)(&flat(&case["start"]));
    assert!((energy - case["energy"].as_f64().unwrap()).abs() < 1e-15);
}

/// Chaotic: neighbouring trajectories diverge by a factor of several hundred in 10 s.
#[test]
fn double_pendulum_with_its_coupled_kinetic_energy() {
    let file = read("trajectories");
    let mut field = Formula::new(4, double_pendulum);
    assert_follows(&mut field, case(&file, "double_pendulum"), 1e-8);
}

#[test]
fn two_bodies() {
    let file = read("trajectories");
    let case = case(&file, "two_body");
    let mut dynamics = Dynamics::new(System::by_id("two_body").unwrap()).unwrap();
    assert_follows(&mut dynamics, case, 1e-9);
    let energy = dynamics.energy(&flat(&case["start"])).unwrap();
    assert!((energy - case["energy"].as_f64().unwrap()).abs() < 1e-15);
}

/// A field that is not a number beyond its equilibrium: a trial step that reaches there is repeated with a smaller one.
/// Oracle: x(t) = 1 − e^(−50t).
#[test]
fn a_trial_step_outside_the_domain_is_repeated() {
    let mut tried_outside = false;
    let mut field = Formula::new(2, |x, dx| {
        tried_outside |= x[0] > 1.0;
        dx[0] = if x[0] > 1.0 {
            f64::NAN
        } else {
            50.0 * (1.0 - x[0])
        };
        dx[1] = 0.0;
    });
    let mut x = [0.0, 0.0];
    let tolerance = Tolerance::ROLLOUT;
    let mut states = Vec::new();
    dopri5::integrate(&mut field, &mut x, 0.02, 100, tolerance, |_, t, x| {
        states.push((t, x[0]));
    })
    .unwrap();
    for (t, x) in states {
        assert!((x - (1.0 - (-50.0 * t).exp())).abs() < 1e-5, "{x} at {t}");
    }
    assert!(tried_outside);
}
