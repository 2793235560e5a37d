//! Hamiltonian fields for tests of integrators: one and two degrees of freedom, separable and not.

use super::Formula;
use hnn_playground::physics::integrator::Integrator;
use hnn_playground::physics::integrators::dopri5::{self, Tolerance};
use hnn_playground::physics::method::Method;

/// Writes dx/dt of one state.
pub type Rule = fn(&[f64], &mut [f64]);

/// A Hamiltonian field with its energy.
pub struct Case {
    pub name: &'static str,
    pub separable: bool,
    pub start: &'static [f64],
    pub field: Rule,
    pub energy: fn(&[f64]) -> f64,
}

/// H = p² + 3(1 − cos q).
pub const PENDULUM: Case = Case {
    name: "pendulum",
    separable: true,
    start: &[1.5, 0.3],
    field: |x, dx| (dx[0], dx[1]) = (2.0 * x[1], -3.0 * x[0].sin()),
    energy: |x| x[1] * x[1] + 3.0 * (1.0 - x[0].cos()),
};

/// H = (q² + 1)(p² + 1)/2, which has no form T(p) + V(q).
pub const PRODUCT: Case = Case {
    name: "(q² + 1)(p² + 1)/2",
    separable: false,
    start: &[1.0, 0.3],
    field: |x, dx| {
        dx[0] = (x[0] * x[0] + 1.0) * x[1];
        dx[1] = -x[0] * (x[1] * x[1] + 1.0);
    },
    energy: |x| (x[0] * x[0] + 1.0) * (x[1] * x[1] + 1.0) / 2.0,
};

/// H = |p|²/2 + |q|²/2 + q₁²q₂ − q₂³/3 (Hénon & Heiles 1964), on a regular orbit.
pub const HENON_HEILES: Case = Case {
    name: "Hénon–Heiles",
    separable: true,
    start: &[0.1, 0.1, 0.3, 0.2],
    field: |x, dx| {
        dx[0] = x[2];
        dx[1] = x[3];
        dx[2] = -x[0] - 2.0 * x[0] * x[1];
        dx[3] = -x[1] - x[0] * x[0] + x[1] * x[1];
    },
    energy: |x| {
        let squares: f64 = x.iter().map(|x| x * x / 2.0).sum();
        squares + x[0] * x[0] * x[1] - x[1] * x[1] * x[1] / 3.0
    },
};

/// H = (p₁² + cos(q₁ − q₂) p₁p₂ + (1 + q₁²) p₂²)/2 + (q₁² + 2q₂²)/2: the kinetic energy couples the momenta, depending
/// on the positions.
pub const COUPLED: Case = Case {
    name: "coupled kinetic energy",
    separable: false,
    start: &[1.0, -0.5, 0.3, 0.6],
    field: |x, dx| {
        let (sin, cos) = (x[0] - x[1]).sin_cos();
        let twist = sin * x[2] * x[3] / 2.0;
        dx[0] = x[2] + cos * x[3] / 2.0;
        dx[1] = cos * x[2] / 2.0 + (1.0 + x[0] * x[0]) * x[3];
        dx[2] = twist - x[0] * x[3] * x[3] - x[0];
        dx[3] = -twist - 2.0 * x[1];
    },
    energy: |x| {
        let kinetic =
            x[2] * x[2] + (x[0] - x[1]).cos() * x[2] * x[3] + (1.0 + x[0] * x[0]) * x[3] * x[3];
        (kinetic + x[0] * x[0] + 2.0 * x[1] * x[1]) / 2.0
    },
};

pub const CASES: [Case; 4] = [PENDULUM, PRODUCT, HENON_HEILES, COUPLED];

impl Case {
    pub fn field(&self) -> Formula<Rule> {
        Formula {
            separable: self.separable,
            ..Formula::new(self.start.len(), self.field)
        }
    }
}

/// The order that the record declares for such a field.
pub fn declared_order(method: &Integrator, case: &Case) -> u32 {
    if case.separable {
        method.order
    } else {
        method.order_non_separable()
    }
}

/// The state after `time` from the case's start, and the number of evaluations. Fixed methods use `dt`, adaptive ones
/// `tolerance`.
pub fn solve(
    method: &Integrator,
    case: &Case,
    time: f64,
    dt: f64,
    tolerance: f64,
) -> (Vec<f64>, f64) {
    solve_from(case.start, method, case, time, dt, tolerance)
}

/// [`solve`] from another start.
pub fn solve_from(
    start: &[f64],
    method: &Integrator,
    case: &Case,
    time: f64,
    dt: f64,
    tolerance: f64,
) -> (Vec<f64>, f64) {
    let mut field = case.field();
    let mut x = start.to_vec();
    match method.method {
        Method::Tableau(_) | Method::Composition(_) => {
            let steps = (time / dt).round() as usize;
            method
                .integrate(&mut field, &mut x, time / steps as f64, steps, |_, _, _| ())
                .unwrap();
        }
        Method::Adaptive(_) => {
            let tolerance = Tolerance {
                relative: tolerance,
                absolute: tolerance,
            };
            dopri5::integrate(&mut field, &mut x, time, 1, tolerance, |_, _, _| ()).unwrap();
        }
    }
    (x, field.evaluations as f64)
}

/// Two unit masses on unit rods, g = 9.81, angles from the vertical:
/// H = (p₁² + 2p₂² − 2p₁p₂ cos(a − b))/(2(1 + sin²(a − b))) − 2g cos a − g cos b.
pub fn double_pendulum(x: &[f64], dx: &mut [f64]) {
    const G: f64 = 9.81;
    let (sin, cos) = (x[0] - x[1]).sin_cos();
    let (p, q) = (x[2], x[3]);
    let inertia = 1.0 + sin * sin;
    let kinetic = (p * p + 2.0 * q * q - 2.0 * p * q * cos) / (2.0 * inertia);
    // ∂T/∂a = −∂T/∂b.
    let slope = p * q * sin / inertia - kinetic * 2.0 * sin * cos / inertia;
    dx[0] = (p - q * cos) / inertia;
    dx[1] = (2.0 * q - p * cos) / inertia;
    dx[2] = -slope - 2.0 * G * x[0].sin();
    dx[3] = slope - G * x[1].sin();
}
