//! Is each method symplectic exactly where declared, with the corresponding energy error? Loops over INTEGRATORS.

use crate::common::Formula;
use crate::common::cases::{COUPLED, HENON_HEILES, PENDULUM, PRODUCT};
use crate::common::methods::{assert_energy_error_as_declared, assert_symplectic_as_declared};
use hnn_playground::physics::integrator::{INTEGRATORS, Integrator};
use hnn_playground::physics::trajectory::time_reversal_error;

#[test]
fn energy_error_is_bounded_exactly_where_the_method_is_symplectic() {
    INTEGRATORS.iter().for_each(assert_energy_error_as_declared);
}

#[test]
fn one_step_is_a_symplectic_map_exactly_where_declared() {
    INTEGRATORS.iter().for_each(assert_symplectic_as_declared);
}

/// Oracle: a symmetric method is its own inverse (Hairer, Lubich & Wanner 2006, V.1); others return within their error.
/// Störmer–Verlet is symmetric if its parts are exact flows.
#[test]
fn symmetric_methods_return_when_time_is_reversed() {
    for (id, case, symmetric) in [
        ("verlet", &PENDULUM, true),
        ("verlet", &HENON_HEILES, true),
        ("implicit_midpoint", &PENDULUM, true),
        ("implicit_midpoint", &PRODUCT, true),
        ("implicit_midpoint", &COUPLED, true),
        ("verlet", &PRODUCT, false),
        ("verlet", &COUPLED, false),
        ("symplectic_euler", &PENDULUM, false),
        ("rk4", &PENDULUM, false),
        ("rk4", &COUPLED, false),
    ] {
        let method = Integrator::by_id(id).unwrap();
        let error = time_reversal_error(&mut case.field(), method, case.start, 0.1, 200).unwrap();
        let returned = if symmetric {
            error < 1e-10
        } else {
            error > 1e-6
        };
        assert!(returned, "{id} on {}: {error}", case.name);
    }
}

/// Oracle: on dq/dt = ωp, dp/dt = −ωq an explicit Euler step multiplies q + ip by 1 − iωdt, and with time reversed by 1 + iωdt.
/// After n steps each way the state is (1 + ω²dt²)ⁿ times the start.
#[test]
fn time_reversal_error_covers_all_steps() {
    let euler = Integrator::by_id("euler").unwrap();
    let (w, dt, start) = (2.0, 0.05, [0.6, -0.8]);
    let mut field = Formula::new(2, |x: &[f64], dx: &mut [f64]| {
        (dx[0], dx[1]) = (w * x[1], -w * x[0])
    });
    for steps in [1, 2, 37, 400] {
        let error = time_reversal_error(&mut field, euler, &start, dt, steps).unwrap();
        let expected = (1.0 + w * w * dt * dt).powi(steps as i32) - 1.0;
        assert!(
            (error / expected - 1.0).abs() < 1e-9,
            "{steps}: {error}, not {expected}"
        );
    }
}
