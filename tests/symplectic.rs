//! Is each method symplectic where its record says so, and only there, and does its energy behave accordingly? Loops over
//! INTEGRATORS.

mod common;

use common::cases::CASES;
use common::methods::{assert_energy_error_as_declared, assert_symplectic_as_declared};
use hnn_playground::integrator::{INTEGRATORS, Integrator};
use hnn_playground::rollout::time_reversal_error;

#[test]
fn energy_error_is_bounded_exactly_where_the_method_is_symplectic() {
    INTEGRATORS.iter().for_each(assert_energy_error_as_declared);
}

#[test]
fn one_step_is_a_symplectic_map_exactly_where_declared() {
    INTEGRATORS.iter().for_each(assert_symplectic_as_declared);
}

/// Oracle: symmetric methods are their own inverse (Hairer, Lubich & Wanner 2006, V.1), others return to within their
/// error. Störmer–Verlet is symmetric where its parts are exact flows.
#[test]
fn symmetric_methods_return_when_time_is_reversed() {
    for (id, case, symmetric) in [
        ("verlet", &CASES[0], true),
        ("implicit_midpoint", &CASES[0], true),
        ("implicit_midpoint", &CASES[1], true),
        ("verlet", &CASES[1], false),
        ("symplectic_euler", &CASES[0], false),
        ("rk4", &CASES[0], false),
    ] {
        let method = Integrator::by_id(id).unwrap();
        let error = time_reversal_error(&mut case.field(), method, &case.start, 0.1, 200).unwrap();
        let returned = if symmetric {
            error < 1e-10
        } else {
            error > 1e-6
        };
        assert!(returned, "{id} on {}: {error}", case.name);
    }
}
