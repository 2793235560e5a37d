//! Assertions for every integrator.

use super::cases::{CASES, Case, declared_order, solve, solve_from};
use super::{exact, largest_difference, log_slope};
use hnn_playground::physics::integrator::{Integrator, Symplectic};
use hnn_playground::physics::method::Method;
use hnn_playground::physics::trajectory::{energy_drift, rollout};

/// Oracle: the error falls as dt^order, for an adaptive method as evaluations^−order. The slope is fitted over a factor
/// of 16 in dt, or 10⁴ in the tolerance. The next power of dt contributes a few percent, more for an adaptive method.
pub fn assert_order_as_declared(method: &Integrator) {
    for case in &CASES {
        let (time, allowed) = match method.method {
            Method::Tableau(_) | Method::Composition(_) => (2.0, 0.1),
            Method::Adaptive(_) => (5.0, 0.5),
        };
        let truth = exact(&mut case.field(), case.start, time);
        let (sizes, errors): (Vec<f64>, Vec<f64>) = (0..5)
            .map(|i| {
                let dt = 0.04 / f64::from(1 << i);
                let tolerance = 1e-8 * 10f64.powi(-i);
                let (x, evaluations) = solve(method, case, time, dt, tolerance);
                let size = match method.method {
                    Method::Tableau(_) | Method::Composition(_) => dt,
                    Method::Adaptive(_) => 1.0 / evaluations,
                };
                (size, largest_difference(&x, &truth))
            })
            .unzip();
        let observed = log_slope(&sizes, &errors);
        let declared = f64::from(declared_order(method, case));
        assert!(
            (observed - declared).abs() < allowed,
            "{} on {}: order {observed:.3}, declared {declared}; errors {errors:?}",
            method.id,
            case.name
        );
    }
}

fn is_symplectic(method: &Integrator, case: &Case) -> bool {
    match method.symplectic {
        Symplectic::Always => true,
        Symplectic::Separable => case.separable,
        Symplectic::Never => false,
    }
}

/// Largest relative energy error in the first and in the last tenth of 10⁴ steps.
fn energy_errors(method: &Integrator, case: &Case, dt: f64) -> [f64; 2] {
    let rolled = rollout(&mut case.field(), method, case.start, dt, 10_000);
    assert_eq!(rolled.failure, None, "{} on {}", method.id, case.name);
    let energy: Vec<f64> = rolled.iter().map(case.energy).collect();
    let worst = |part: &[f64]| {
        let with_start = [&energy[..1], part].concat();
        energy_drift(&with_start, 0.0).unwrap().largest
    };
    [worst(&energy[..1000]), worst(&energy[9000..])]
}

/// Oracle: backward error analysis (Hairer, Lubich & Wanner 2006, IX.8): a symplectic method's energy error stays
/// bounded, here by dt² or dt and a constant of order 1. A method that is not symplectic drifts.
pub fn assert_energy_error_as_declared(method: &Integrator) {
    for case in &CASES {
        // First-order drift is so fast that larger steps would reach the lowest energy or diverge.
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

/// Largest entry of MᵀJM − J, M the Jacobian of one step of 0.5 by central differences: 0 for a symplectic map. An adaptive
/// method chooses its steps, so M is that of a longer time.
fn symplectic_defect(method: &Integrator, case: &Case) -> f64 {
    let h = 1e-4;
    let (dim, dof) = (case.start.len(), case.start.len() / 2);
    let time = match method.method {
        Method::Tableau(_) | Method::Composition(_) => 0.5,
        Method::Adaptive(_) => 5.0,
    };
    let moved = |i: usize, h: f64| {
        let mut start = case.start.to_vec();
        start[i] += h;
        solve_from(&start, method, case, time, time, 1e-2).0
    };
    let columns: Vec<Vec<f64>> = (0..dim)
        .map(|i| {
            let (a, b) = (moved(i, h), moved(i, -h));
            a.iter().zip(b).map(|(a, b)| (a - b) / (2.0 * h)).collect()
        })
        .collect();
    let area = |a: &[f64], b: &[f64]| -> f64 {
        (0..dof)
            .map(|k| a[k] * b[dof + k] - a[dof + k] * b[k])
            .sum()
    };
    let mut worst = 0.0f64;
    for (i, a) in columns.iter().enumerate() {
        for (j, b) in columns.iter().enumerate() {
            let expected = f64::from(u8::from(j == i + dof)) - f64::from(u8::from(i == j + dof));
            worst = worst.max((area(a, b) - expected).abs());
        }
    }
    worst
}

/// Central differences leave h² ≈ 1e-8 times third derivatives of order 10; the defect of other methods is at least
/// dt^(order + 1).
pub fn assert_symplectic_as_declared(method: &Integrator) {
    for case in &CASES {
        let defect = symplectic_defect(method, case);
        if is_symplectic(method, case) {
            assert!(defect < 1e-6, "{} on {}: {defect}", method.id, case.name);
        } else {
            assert!(defect > 1e-5, "{} on {}: {defect}", method.id, case.name);
        }
    }
}
