//! A mass on an ideal spring.

use super::ring::ring;
use crate::physics::noise_bias::attenuation;
use crate::physics::published;
use crate::physics::system::{
    Defaults, EnergyMeasure, Parameter, Published, Sampling, System, View, coordinate,
};

/// Range of radii of the starts, in the units of q and p.
pub const SPRING_RING: [f64; 2] = [0.1, 1.0];

pub const MASS_SPRING: System = System {
    id: "spring",
    label: "Mass–spring",
    summary: "A mass on an ideal spring. Its trajectories are ellipses in phase space.",
    coordinates: &[
        coordinate("q", "position", "m"),
        coordinate("p", "momentum", "kg·m/s"),
    ],
    parameters: &[
        Parameter {
            key: "stiffness",
            label: "Stiffness k",
            unit: "N/m",
            help: "Force of the spring per metre of extension.",
            min: 0.2,
            max: 8.0,
            step: 0.1,
            default: 2.0,
        },
        Parameter {
            key: "mass",
            label: "Mass m",
            unit: "kg",
            help: "Inertia of the moving body.",
            min: 0.1,
            max: 4.0,
            step: 0.1,
            default: 0.5,
        },
    ],
    formula: "H = p²/2m + kq²/2",
    separable: true,
    hamiltonian: |parameters, x| {
        let (k, m) = (parameters[0], parameters[1]);
        x[1] * x[1] / (2.0 * m) + k * x[0] * x[0] / 2.0
    },
    field: |parameters, x, dx| {
        let (k, m) = (parameters[0], parameters[1]);
        dx[0] = x[1] / m;
        dx[1] = -k * x[0];
    },
    phase: |x| [x[0], x[1]],
    best_pace: Some(|parameters, noise, start| {
        // The formula needs circular orbits: k·m = 1.
        let circular = (parameters[0] * parameters[1] - 1.0).abs() < 1e-9;
        let radius = (start[0] * start[0] + start[1] * start[1]).sqrt();
        (circular && radius > 0.0).then(|| attenuation(radius, SPRING_RING, noise) - 1.0)
    }),
    sampling: Sampling {
        start: |rng, _, x| ring(rng, SPRING_RING[0], SPRING_RING[1], x),
        outside: |rng, _, x| ring(rng, 1.2, 1.5, x),
        span: 3.0,
        test_share: 1.0,
        tolerance: 1e-10,
    },
    energy_measure: EnergyMeasure {
        points: 100,
        span: 20.0,
        starts: 100,
        published: Published {
            starts: published::SPRING_STARTS,
            energy: Some(|x| x[0] * x[0] + x[1] * x[1]),
            stretch: 1.09,
            stretched_before: 1,
            steps: 2000,
        },
    },
    view: View {
        axes: [0, 1],
        x: [-1.6, 1.6],
        y: [-1.6, 1.6],
        body: "spring",
    },
    defaults: Defaults {
        trajectories: 25,
        samples: 30,
        noise: 0.1,
        seed: 3,
        width: 64,
        weight_decay: 1e-4,
        batch_size: 0,
        steps: 2000,
        start: &[1.0, 0.0],
        horizon: 20.0,
        dt: 0.05,
    },
};
