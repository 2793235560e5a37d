//! Does the solver find the momenta for given velocities, also for coupled and relativistic kinetic energies?
//!
//! Oracles: closed forms of p = ∂L/∂(dq/dt), to the solver's relative tolerance of 1e-9 in the velocities.

use crate::common::cases::double_pendulum;
use crate::common::{Formula, largest_difference};
use hnn_playground::error::Error;
use hnn_playground::experiment::settings::Settings;
use hnn_playground::page::queries::momenta;
use hnn_playground::physics::momenta::solve;
use hnn_playground::physics::system::System;

/// Landau & Lifshitz, Mechanics, §5: for unit lengths and masses p₁ = 2ω₁ + cos(a − b) ω₂, p₂ = ω₂ + cos(a − b) ω₁.
#[test]
fn double_pendulum_has_coupled_momenta() {
    for (angles, velocities) in [
        ([1.0, 0.5], [0.7, -1.3]),
        ([-2.0, 2.5], [-3.0, 0.0]),
        ([0.4, 0.4], [5.0, 8.0]),
        ([0.0, 3.0], [0.0, 0.0]),
        // At this speed an absolute 1e-9 is below rounding.
        ([1.0, -2.0], [3e8, -1e9]),
    ] {
        let coupling = f64::cos(angles[0] - angles[1]);
        let [v, w] = velocities;
        let expected = [2.0 * v + coupling * w, w + coupling * v];
        let mut field = Formula::new(4, double_pendulum);
        let found = solve(&mut field, &angles, &velocities).unwrap();
        let scale = 1.0 + v.abs().max(w.abs());
        assert!(
            largest_difference(&found, &expected) < 1e-7 * scale,
            "{found:?}, not {expected:?}"
        );
        // One initial evaluation, one per direction, and a check: a quadratic kinetic energy takes one iteration.
        assert!(field.evaluations <= 4, "{} evaluations", field.evaluations);
    }
}

/// H = √(1 + |p|²), so v = p/√(1 + |p|²) and p = v/√(1 − |v|²): no momentum reaches |v| = 1.
#[test]
fn no_momenta_reach_the_speed_of_light() {
    let relativistic = |x: &[f64], dx: &mut [f64]| {
        let energy = (1.0 + x[2] * x[2] + x[3] * x[3]).sqrt();
        dx.copy_from_slice(&[x[2] / energy, x[3] / energy, 0.0, 0.0]);
    };
    let mut field = Formula::new(4, relativistic);
    for v in [[0.0, 0.0], [0.3, -0.2], [0.5, 0.5], [0.0, -0.8]] {
        let gamma = 1.0 / f64::sqrt(1.0 - v[0] * v[0] - v[1] * v[1]);
        let found = solve(&mut field, &[0.2, 0.1], &v).unwrap();
        let off = largest_difference(&found, &[gamma * v[0], gamma * v[1]]);
        assert!(off < 1e-7, "{v:?}: {found:?}");
    }
    for v in [[1.0, 0.0], [0.9, 0.9], [0.0, -3.0]] {
        let error = solve(&mut field, &[0.2, 0.1], &v).unwrap_err();
        assert!(matches!(error, Error::NoMomenta { .. }), "{error}");
        for word in ["velocities", &v[0].to_string(), &v[1].to_string()] {
            assert!(error.to_string().contains(word), "{error}");
        }
    }
}

/// p = v for unit masses at all positions.
#[test]
fn momenta_of_two_unit_masses_equal_their_velocities() {
    let two_body = System::by_id("two_body").unwrap();
    let settings = Settings::defaults(two_body);
    let velocities = [0.3, -0.1, 2.0, 0.0];
    let found = momenta(&settings, &[1.0, -1.0, 0.5, 0.2], &velocities).unwrap();
    assert!(largest_difference(&found, &velocities) < 1e-9, "{found:?}");
    for bad in [&velocities[..3], [0.0, f64::INFINITY, 0.0, 0.0].as_slice()] {
        let error = momenta(&settings, &[1.0, -1.0, 0.5, 0.2], bad).unwrap_err();
        assert!(error.to_string().contains("velocities"), "{error}");
    }
}
