//! A mass on an ideal spring.

use super::ring::ring;
use crate::physics::function::Function;
use crate::physics::law::{Hamiltonian, Law};
use crate::physics::noise_bias::attenuation;
use crate::physics::system::{Mechanics, Parameter, Sampling, System, coordinate, friction};
use std::borrow::Cow;

/// Range of radii of the starts, in the units of q and p.
pub const SPRING_RING: [f64; 2] = [0.1, 1.0];

pub const MASS_SPRING: System = System {
    id: "spring",
    label: "Mass–spring",
    summary: text!("A mass on an ideal spring. Its trajectories are ellipses in phase space."),
    coordinates: Cow::Borrowed(&[
        coordinate("q", "position", "m"),
        coordinate("p", "momentum", "kg·m/s"),
    ]),
    parameters: Cow::Borrowed(&[
        Parameter {
            key: Cow::Borrowed("stiffness"),
            label: Cow::Borrowed("Stiffness k"),
            unit: "N/m",
            help: text!("Force of the spring per metre of extension."),
            min: 0.2,
            max: 8.0,
            step: 0.1,
            default: 2.0,
        },
        Parameter {
            key: Cow::Borrowed("mass"),
            label: Cow::Borrowed("Mass m"),
            unit: "kg",
            help: text!("Inertia of the moving body."),
            min: 0.1,
            max: 4.0,
            step: 0.1,
            default: 0.5,
        },
        friction("kg/s"),
    ]),
    formula: Cow::Borrowed("H = p²/2m + kq²/2"),
    phase: Function::Static(&|x| [x[0], x[1]]),
    mechanics: Some(Mechanics {
        law: Function::Static(&|parameters| {
            let (stiffness, mass) = (parameters[0], parameters[1]);
            Law::of(2, Spring { stiffness, mass }).with_friction(vec![parameters[2]])
        }),
        best_pace: Some(Function::Static(&|parameters, noise, start| {
            // The formula needs circular orbits: k·m = 1, and no friction.
            let circular =
                (parameters[0] * parameters[1] - 1.0).abs() < 1e-9 && parameters[2] == 0.0;
            let radius = (start[0] * start[0] + start[1] * start[1]).sqrt();
            (circular && radius > 0.0).then(|| attenuation(radius, SPRING_RING, noise) - 1.0)
        })),
        sampling: Sampling {
            start: Function::Static(&|rng, _, x| ring(rng, SPRING_RING[0], SPRING_RING[1], x)),
            outside: Function::Static(&|rng, _, x| ring(rng, 1.2, 1.5, x)),
            span: 3.0,
            test_share: 1.0,
            tolerance: 1e-10,
        },
    }),
    typed: None,
};

struct Spring {
    stiffness: f64,
    mass: f64,
}

impl Hamiltonian for Spring {
    fn energy(&self, x: &[f64]) -> f64 {
        x[1] * x[1] / (2.0 * self.mass) + self.stiffness * x[0] * x[0] / 2.0
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        gradient[0] = self.stiffness * x[0];
        gradient[1] = x[1] / self.mass;
    }

    fn is_separable(&self) -> bool {
        true
    }
}
