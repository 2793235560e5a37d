//! Is each method symplectic where its record says so, and only there, and does its energy behave accordingly? Loops over
//! INTEGRATORS.

mod common;

use common::cases::{CASES, Case, declared_order, solve};
use hnn_playground::integrator::{INTEGRATORS, Integrator, Symplectic};
use hnn_playground::rollout::{energy_drift, rollout, time_reversal_error};

fn is_symplectic(method: &Integrator, case: &Case) -> bool {
    match method.symplectic {
        Symplectic::Always => true,
        Symplectic::Separable => case.separable,
        Symplectic::Never => false,
    }
}

/// Largest relative energy error in the first and in the last tenth of 10⁴ steps.
fn energy_errors(method: &Integrator, case: &Case, dt: f64) -> [f64; 2] {
    let rolled = rollout(&mut case.field(), method, &case.start, dt, 10_000);
    assert_eq!(rolled.failure, None, "{} on {}", method.id, case.name);
    let energy: Vec<f64> = rolled.iter().map(case.energy).collect();
    let worst = |part: &[f64]| {
        let with_start = [&energy[..1], part].concat();
        energy_drift(&with_start).unwrap().largest
    };
    [worst(&energy[..1000]), worst(&energy[9000..])]
}

/// Oracle: backward error analysis (Hairer, Lubich & Wanner 2006, IX.8): a symplectic method's energy error stays
/// bounded, here by dt² or dt and a constant of order 1. A method that is not symplectic drifts.
#[test]
fn energy_error_is_bounded_exactly_where_the_method_is_symplectic() {
    for method in INTEGRATORS {
        for case in &CASES {
            // The drift of first order is so fast that larger steps would reach the lowest energy, or leave the numbers.
            let symplectic = is_symplectic(method, case);
            let first_order = declared_order(method, case) == 1;
            let dt: f64 = if first_order && !symplectic {
                1e-3
            } else {
                0.05
            };
            let [first, last] = energy_errors(method, case, dt);
            if symplectic {
                let bound = dt.powi(method.order as i32) * 2.0;
                assert!(
                    first < bound && last < bound && last < 1.1 * first,
                    "{} on {}: {first} → {last}",
                    method.id,
                    case.name
                );
            } else {
                assert!(
                    last > 3.0 * first,
                    "{} on {}: {first} → {last}",
                    method.id,
                    case.name
                );
            }
        }
    }
}

/// Largest entry of MᵀJM − J, M the Jacobian of one step of 0.5 by central differences: 0 for a symplectic map. For one
/// degree of freedom that is |det M − 1|.
fn symplectic_defect(method: &Integrator, case: &Case) -> f64 {
    let h = 1e-4;
    let step = |i: usize, h: f64| {
        let mut moved = case.start;
        moved[i] += h;
        let moved = Case {
            start: moved,
            ..*case
        };
        solve(method, &moved, 0.5, 0.5, 1e-2).0
    };
    let column = |i: usize| {
        let (a, b) = (step(i, h), step(i, -h));
        [(a[0] - b[0]) / (2.0 * h), (a[1] - b[1]) / (2.0 * h)]
    };
    let (by_q, by_p) = (column(0), column(1));
    (by_q[0] * by_p[1] - by_q[1] * by_p[0] - 1.0).abs()
}

/// The differences leave h² ≈ 1e-8 times third derivatives of order 10; what is not symplectic errs by dt^(order + 1) at
/// least.
#[test]
fn one_step_is_a_symplectic_map_exactly_where_declared() {
    for method in INTEGRATORS {
        for case in &CASES {
            let defect = symplectic_defect(method, case);
            if is_symplectic(method, case) {
                assert!(defect < 1e-6, "{} on {}: {defect}", method.id, case.name);
            } else {
                assert!(defect > 1e-5, "{} on {}: {defect}", method.id, case.name);
            }
        }
    }
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
