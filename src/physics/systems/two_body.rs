//! Two equal masses that attract each other, in a plane.

use crate::physics::function::Function;
use crate::physics::law::{Hamiltonian, Law};
use crate::physics::system::{Mechanics, Parameter, Sampling, System, coordinate};
use crate::rng::Rng;
use std::borrow::Cow;

pub const TWO_BODY: System = System {
    id: "two_body",
    label: "Two bodies",
    summary: text!(
        "Two equal masses that attract each other, in a plane. Four degrees of freedom, as in the paper's task 4."
    ),
    coordinates: Cow::Borrowed(&[
        coordinate("x₁", "position of body 1, horizontal", "m"),
        coordinate("x₂", "position of body 2, horizontal", "m"),
        coordinate("y₁", "position of body 1, vertical", "m"),
        coordinate("y₂", "position of body 2, vertical", "m"),
        coordinate("pₓ₁", "momentum of body 1, horizontal", "kg·m/s"),
        coordinate("pₓ₂", "momentum of body 2, horizontal", "kg·m/s"),
        coordinate("p_y₁", "momentum of body 1, vertical", "kg·m/s"),
        coordinate("p_y₂", "momentum of body 2, vertical", "kg·m/s"),
    ]),
    parameters: Cow::Borrowed(&[Parameter {
        key: Cow::Borrowed("gravitation"),
        label: Cow::Borrowed("Gravitation G"),
        unit: "m³/(kg·s²)",
        help: text!("Strength of the attraction. Starting speeds are adapted to it."),
        min: 0.2,
        max: 3.0,
        step: 0.1,
        default: 1.0,
    }]),
    formula: Cow::Borrowed("H = |p₁|²/2 + |p₂|²/2 − G/|r₁ − r₂|"),
    phase: Function::Static(&|x| [x[0] - x[1], x[2] - x[3]]),
    mechanics: Some(Mechanics {
        law: Function::Static(&|parameters| {
            let gravitation = parameters[0];
            Law::of(8, TwoBodies { gravitation })
        }),
        best_pace: None,
        sampling: Sampling {
            start: Function::Static(&|rng, parameters, x| {
                nearly_circular_orbit(rng, parameters[0], [0.5, 1.5], 0.05, x);
            }),
            outside: Function::Static(&|rng, parameters, x| {
                nearly_circular_orbit(rng, parameters[0], [2.4, 2.8], 0.0, x);
            }),
            span: 20.0,
            test_share: 0.25,
            tolerance: 1e-9,
        },
    }),
    typed: None,
};

struct TwoBodies {
    gravitation: f64,
}

impl Hamiltonian for TwoBodies {
    fn energy(&self, x: &[f64]) -> f64 {
        let kinetic: f64 = x[4..].iter().map(|p| p * p / 2.0).sum();
        kinetic - self.gravitation / separation(x)
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        gradient[4..].copy_from_slice(&x[4..]);
        let strength = self.gravitation / libm::pow(separation(x), 3.0);
        for axis in [0, 2] {
            let force = strength * (x[axis + 1] - x[axis]);
            gradient[axis] = -force;
            gradient[axis + 1] = force;
        }
    }

    fn is_separable(&self) -> bool {
        true
    }
}

/// Distance between the bodies of a state `[x₁, x₂, y₁, y₂, …]`.
fn separation(x: &[f64]) -> f64 {
    let (horizontal, vertical) = (x[1] - x[0], x[3] - x[2]);
    (horizontal * horizontal + vertical * vertical).sqrt()
}

/// Draws the position of body 1 uniformly in [low, high]² and gives it 1 + spread·N(0, 1) times the speed of a circular
/// orbit; body 2 mirrors it at the origin. The published code has low, high and spread 0.5, 1.5 and 0.05.
fn nearly_circular_orbit(
    rng: &mut Rng,
    gravitation: f64,
    [low, high]: [f64; 2],
    spread: f64,
    x: &mut [f64],
) {
    let position = [rng.uniform_in(low, high), rng.uniform_in(low, high)];
    let radius = (position[0] * position[0] + position[1] * position[1]).sqrt();
    let circular = (gravitation / (4.0 * radius)).sqrt();
    let speed = circular * (1.0 + spread * rng.normal());
    let momentum = [-position[1] / radius * speed, position[0] / radius * speed];
    for axis in 0..2 {
        x[2 * axis] = position[axis];
        x[2 * axis + 1] = -position[axis];
        x[4 + 2 * axis] = momentum[axis];
        x[5 + 2 * axis] = -momentum[axis];
    }
}
