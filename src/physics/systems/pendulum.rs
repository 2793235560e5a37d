//! A point mass on a rigid rod.

use super::ring::ring;
use crate::physics::function::Function;
use crate::physics::law::{Hamiltonian, Law};
use crate::physics::system::{Mechanics, Parameter, Sampling, System, coordinate, friction};
use std::borrow::Cow;

pub const PENDULUM: System = System {
    id: "pendulum",
    label: "Pendulum",
    summary: text!(
        "A point mass on a rigid rod. Wide swings are slower than narrow ones; beyond the \
              separatrix it turns over."
    ),
    coordinates: Cow::Borrowed(&[
        coordinate("q", "angle", "rad"),
        coordinate("p", "angular momentum", "kg·m²/s"),
    ]),
    parameters: Cow::Borrowed(&[
        Parameter {
            key: Cow::Borrowed("gravity"),
            label: Cow::Borrowed("Gravity g"),
            unit: "m/s²",
            help: text!("Acceleration of free fall; 9.8 on the Earth, 1.6 on the Moon."),
            min: 1.0,
            max: 12.0,
            step: 0.1,
            default: 6.0,
        },
        Parameter {
            key: Cow::Borrowed("length"),
            label: Cow::Borrowed("Length l"),
            unit: "m",
            help: text!("Distance from the pivot to the bob."),
            min: 0.3,
            max: 2.0,
            step: 0.05,
            default: 1.0,
        },
        Parameter {
            key: Cow::Borrowed("mass"),
            label: Cow::Borrowed("Mass m"),
            unit: "kg",
            help: text!("Mass of the bob; the rod has none."),
            min: 0.1,
            max: 2.0,
            step: 0.1,
            default: 0.5,
        },
        friction("kg·m²/s"),
    ]),
    formula: Cow::Borrowed("H = p²/2ml² + mgl(1 − cos q)"),
    phase: Function::Static(&|x| [x[0], x[1]]),
    mechanics: Some(Mechanics {
        law: Function::Static(&|parameters| {
            let (gravity, length, mass) = (parameters[0], parameters[1], parameters[2]);
            Law::of(
                2,
                Pendulum {
                    gravity,
                    length,
                    mass,
                },
            )
            .with_friction(vec![parameters[3]])
        }),
        best_pace: None,
        sampling: Sampling {
            start: Function::Static(&|rng, _, x| ring(rng, 1.3, 2.3, x)),
            outside: Function::Static(&|rng, _, x| ring(rng, 0.3, 1.0, x)),
            span: 3.0,
            test_share: 1.0,
            tolerance: 1e-10,
        },
    }),
    typed: None,
};

struct Pendulum {
    gravity: f64,
    length: f64,
    mass: f64,
}

impl Hamiltonian for Pendulum {
    fn energy(&self, x: &[f64]) -> f64 {
        let (g, l, m) = (self.gravity, self.length, self.mass);
        x[1] * x[1] / (2.0 * m * l * l) + m * g * l * (1.0 - libm::cos(x[0]))
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        let (g, l, m) = (self.gravity, self.length, self.mass);
        gradient[0] = m * g * l * libm::sin(x[0]);
        gradient[1] = x[1] / (m * l * l);
    }

    fn is_separable(&self) -> bool {
        true
    }
}
