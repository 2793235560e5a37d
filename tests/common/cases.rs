//! Two Hamiltonian fields to try integrators on, one of them not separable.

use super::Formula;
use hnn_playground::dopri5::{self, Tolerance};
use hnn_playground::integrator::{Integrator, Method};

/// Writes dx/dt of one state.
pub type Rule = fn(&[f64], &mut [f64]);

/// A Hamiltonian field of one degree of freedom with its energy.
pub struct Case {
    pub name: &'static str,
    pub separable: bool,
    pub start: [f64; 2],
    pub field: Rule,
    pub energy: fn(&[f64]) -> f64,
}

/// H = p² + 3(1 − cos q) and H = (q² + 1)(p² + 1)/2, which has no form T(p) + V(q).
pub const CASES: [Case; 2] = [
    Case {
        name: "pendulum",
        separable: true,
        start: [1.5, 0.3],
        field: |x, dx| (dx[0], dx[1]) = (2.0 * x[1], -3.0 * x[0].sin()),
        energy: |x| x[1] * x[1] + 3.0 * (1.0 - x[0].cos()),
    },
    Case {
        name: "(q² + 1)(p² + 1)/2",
        separable: false,
        start: [1.0, 0.3],
        field: |x, dx| {
            dx[0] = (x[0] * x[0] + 1.0) * x[1];
            dx[1] = -x[0] * (x[1] * x[1] + 1.0);
        },
        energy: |x| (x[0] * x[0] + 1.0) * (x[1] * x[1] + 1.0) / 2.0,
    },
];

impl Case {
    pub fn field(&self) -> Formula<Rule> {
        Formula {
            separable: self.separable,
            ..Formula::new(2, self.field)
        }
    }
}

/// The order that the record promises for such a field.
pub fn declared_order(method: &Integrator, case: &Case) -> u32 {
    if case.separable {
        method.order
    } else {
        method.order_non_separable
    }
}

/// The state after `time`, with steps of `dt` or, for an adaptive method, a tolerance; and the evaluations.
pub fn solve(
    method: &Integrator,
    case: &Case,
    time: f64,
    dt: f64,
    tolerance: f64,
) -> (Vec<f64>, f64) {
    let mut field = case.field();
    let mut x = case.start.to_vec();
    match method.method {
        Method::Fixed(_) => {
            let steps = (time / dt).round() as usize;
            method
                .integrate(&mut field, &mut x, time / steps as f64, steps, |_, _, _| ())
                .unwrap();
        }
        Method::Adaptive => {
            let tolerance = Tolerance {
                relative: tolerance,
                absolute: tolerance,
            };
            dopri5::integrate(&mut field, &mut x, time, 1, tolerance, |_, _, _| ()).unwrap();
        }
    }
    (x, field.evaluations as f64)
}
