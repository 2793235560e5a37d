//! A point mass on a rigid rod.

use super::ring::ring;
use crate::physics::published;
use crate::physics::system::{
    Defaults, EnergyMeasure, Parameter, Published, Sampling, System, View, coordinate,
};

pub const PENDULUM: System = System {
    id: "pendulum",
    label: "Pendulum",
    summary: "A point mass on a rigid rod. Wide swings are slower than narrow ones; beyond the \
              separatrix it turns over.",
    coordinates: &[
        coordinate("q", "angle", "rad"),
        coordinate("p", "angular momentum", "kg·m²/s"),
    ],
    parameters: &[
        Parameter {
            key: "gravity",
            label: "Gravity g",
            unit: "m/s²",
            help: "Acceleration of free fall; 9.8 on the Earth, 1.6 on the Moon.",
            min: 1.0,
            max: 12.0,
            step: 0.1,
            default: 6.0,
        },
        Parameter {
            key: "length",
            label: "Length l",
            unit: "m",
            help: "Distance from the pivot to the bob.",
            min: 0.3,
            max: 2.0,
            step: 0.05,
            default: 1.0,
        },
        Parameter {
            key: "mass",
            label: "Mass m",
            unit: "kg",
            help: "Mass of the bob; the rod has none.",
            min: 0.1,
            max: 2.0,
            step: 0.1,
            default: 0.5,
        },
    ],
    formula: "H = p²/2ml² + mgl(1 − cos q)",
    separable: true,
    hamiltonian: |parameters, x| {
        let (g, l, m) = (parameters[0], parameters[1], parameters[2]);
        x[1] * x[1] / (2.0 * m * l * l) + m * g * l * (1.0 - libm::cos(x[0]))
    },
    field: |parameters, x, dx| {
        let (g, l, m) = (parameters[0], parameters[1], parameters[2]);
        dx[0] = x[1] / (m * l * l);
        dx[1] = -m * g * l * libm::sin(x[0]);
    },
    phase: |x| [x[0], x[1]],
    best_pace: None,
    sampling: Sampling {
        start: |rng, _, x| ring(rng, 1.3, 2.3, x),
        outside: |rng, _, x| ring(rng, 0.3, 1.0, x),
        span: 3.0,
        test_share: 1.0,
        tolerance: 1e-10,
    },
    energy_measure: EnergyMeasure {
        points: 100,
        span: 20.0,
        starts: 100,
        published: Published {
            starts: published::PENDULUM_STARTS,
            energy: Some(|x| x[0] * x[0] + x[1] * x[1]),
            stretch: 1.0,
            stretched_before: 0,
            steps: 2000,
        },
    },
    view: View {
        axes: [0, 1],
        x: [-3.4, 3.4],
        y: [-3.4, 3.4],
        body: "pendulum",
    },
    defaults: Defaults {
        trajectories: 25,
        samples: 45,
        noise: 0.1,
        seed: 1,
        width: 64,
        weight_decay: 1e-4,
        batch_size: 0,
        steps: 2000,
        start: &[2.1, 0.0],
        horizon: 20.0,
        dt: 0.05,
    },
};
