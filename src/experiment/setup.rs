//! SETUPS: how an experiment with a system begins: its view, and defaults of the settings that depend on the system.

use crate::physics::system::{Sampling, System};
use crate::rng::{Purpose, Rng};
use serde::Serialize;

/// The initial section of phase space, and how to draw the system itself.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct View {
    /// Components on the horizontal and the vertical axis.
    pub axes: [usize; 2],
    pub x: [f64; 2],
    pub y: [f64; 2],
    /// Name of the page's drawing function.
    pub body: &'static str,
}

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
        _ => match &system.mechanics {
            Some(mechanics) => {
                let (view, start) = from_starts(system, &mechanics.sampling);
                Setup {
                    view,
                    start,
                    ..other
                }
            }
            None => Setup {
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
