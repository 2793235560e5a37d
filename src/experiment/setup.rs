//! SETUPS: how an experiment with a system begins: its view, and defaults of the settings that depend on the system.

use crate::physics::system::{Sampling, System};
use crate::rng::{Purpose, Rng};
use serde::Serialize;

/// The initial section of phase space, and how to draw the system itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct View {
    /// Components on the horizontal and the vertical axis.
    pub axes: [usize; 2],
    pub x: [f64; 2],
    pub y: [f64; 2],
    /// Name of the page's drawing function.
    pub body: &'static str,
}

/// Allowed durations of a rollout, in s.
pub const HORIZONS: [f64; 2] = [1.0, 200.0];
/// Allowed steps of the integrator, in s.
pub const TIME_STEPS: [f64; 2] = [0.001, 0.5];

/// Half width of a formula's view in half widths of its box of starts.
#[cfg(feature = "formulas")]
const VIEW: f64 = 1.6;
/// Noise on a formula's data, in half widths of the box.
#[cfg(feature = "formulas")]
const NOISE: f64 = 0.05;

/// View and defaults of one system.
#[derive(Debug, Clone)]
pub struct Setup {
    pub view: View,
    pub trajectories: u32,
    pub samples: u32,
    pub noise: f64,
    pub seed: u32,
    pub width: u32,
    pub weight_decay: f64,
    pub batch_size: u32,
    pub steps: u32,
    pub start: Vec<f64>,
    pub horizon: f64,
    pub dt: f64,
}

/// The setup of a system: its own, or one from its starts if its law is known.
pub fn setup(system: &System) -> Setup {
    let other = Setup {
        view: View {
            axes: [0, 1],
            x: [-1.6, 1.6],
            y: [-1.6, 1.6],
            body: "spring",
        },
        trajectories: 25,
        samples: 30,
        noise: 0.1,
        seed: 0,
        width: 64,
        weight_decay: 1e-4,
        batch_size: 0,
        steps: 2000,
        start: vec![1.0, 0.0],
        horizon: 20.0,
        dt: 0.05,
    };
    match system.id {
        "spring" => Setup { seed: 3, ..other },
        "pendulum" => Setup {
            view: View {
                x: [-3.4, 3.4],
                y: [-3.4, 3.4],
                body: "pendulum",
                ..other.view
            },
            samples: 45,
            seed: 1,
            start: vec![2.1, 0.0],
            ..other
        },
        "two_body" => Setup {
            view: View {
                axes: [0, 2],
                x: [-2.4, 2.4],
                y: [-2.4, 2.4],
                body: "orbits",
            },
            trajectories: 800,
            samples: 50,
            noise: 0.0,
            width: 128,
            weight_decay: 0.0,
            batch_size: 200,
            steps: 3000,
            start: vec![1.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.5, -0.5],
            horizon: 25.0,
            ..other
        },
        _ => match (&system.mechanics, &system.typed) {
            #[cfg(feature = "formulas")]
            (Some(mechanics), Some(typed)) => {
                of_formula(system, &typed.starts, mechanics.sampling.span, &other)
            }
            (Some(mechanics), _) => {
                let (view, start) = from_starts(system, &mechanics.sampling);
                Setup {
                    view,
                    start,
                    ..other
                }
            }
            (None, _) => Setup {
                start: vec![0.0; system.dim()],
                ..other
            },
        },
    }
}

/// A view of twice the range of the first coordinate and its momentum among a hundred starts, and the first of them.
fn from_starts(system: &System, sampling: &Sampling) -> (View, Vec<f64>) {
    let defaults: Vec<f64> = system.parameters.iter().map(|p| p.default).collect();
    let mut rng = Rng::new(0, Purpose::Starts);
    let starts: Vec<Vec<f64>> = (0..100)
        .map(|_| {
            let mut start = vec![0.0; system.dim()];
            (sampling.start)(&mut rng, &defaults, &mut start);
            start
        })
        .collect();
    let axes = [0, system.dim() / 2];
    let range = |axis: usize| {
        let values = starts.iter().map(|start| start[axis].abs());
        let edge = 2.0 * values.fold(0.0, f64::max);
        [-edge, edge]
    };
    let view = View {
        axes,
        x: range(axes[0]),
        y: range(axes[1]),
        body: "spring",
    };
    (view, starts[0].clone())
}

/// The setup of a typed Hamiltonian. With more degrees of freedom there is more to learn from more motions.
#[cfg(feature = "formulas")]
fn of_formula(system: &System, starts: &[[f64; 2]], span: f64, other: &Setup) -> Setup {
    let dof = system.dim() / 2;
    let centre = |[low, high]: [f64; 2]| (low + high) / 2.0;
    let half = |[low, high]: [f64; 2]| (high - low) / 2.0;
    let axes = [0, dof];
    let [x, y] = axes.map(|axis| around(starts[axis]));
    let mut start: Vec<f64> = starts.iter().copied().map(centre).collect();
    for (i, share) in [0.8, -0.4, 0.2].into_iter().take(dof).enumerate() {
        // As precise as a drag on the plane.
        start[i] = ((start[i] + share * half(starts[i])) * 1e4).round() / 1e4;
    }
    let narrowest = starts
        .iter()
        .copied()
        .map(half)
        .fold(f64::INFINITY, f64::min);
    let (trajectories, batch_size) = match dof {
        1 => (25, 0),
        2 => (60, 512),
        _ => (100, 512),
    };
    Setup {
        view: View {
            axes,
            x,
            y,
            body: if dof == 1 { "bead" } else { "point" },
        },
        trajectories,
        batch_size,
        noise: (NOISE * narrowest * 100.0).floor() / 100.0,
        start,
        horizon: nice(3.0 * span).clamp(HORIZONS[0], HORIZONS[1]),
        dt: nice(span / 120.0).clamp(TIME_STEPS[0], TIME_STEPS[1]),
        ..other.clone()
    }
}

/// What a view shows of one coordinate, around its range in the box of starts.
#[cfg(feature = "formulas")]
pub fn around([low, high]: [f64; 2]) -> [f64; 2] {
    let (centre, half) = ((low + high) / 2.0, (high - low) / 2.0);
    [centre - VIEW * half, centre + VIEW * half]
}

/// The largest of 1, 2, 5, 10 … and 0.5, 0.2, 0.1 … up to x.
#[cfg(feature = "formulas")]
fn nice(x: f64) -> f64 {
    let exponent = x.log10().floor() as i32;
    let digits = x / 10f64.powi(exponent);
    let digit = [5.0, 2.0].into_iter().find(|digit| digits >= digit - 1e-9);
    let digit = digit.unwrap_or(1.0);
    if exponent < 0 {
        digit / 10f64.powi(-exponent)
    } else {
        digit * 10f64.powi(exponent)
    }
}
