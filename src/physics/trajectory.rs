//! Rollouts: integrating a field from a start; energy drift and time-reversal error.

use crate::error::{Error, Result};
use crate::physics::field::VectorField;
use crate::physics::integrator::Integrator;
use crate::physics::system::Dynamics;

/// States at equal time intervals.
#[derive(Debug, Clone, PartialEq)]
pub struct Trajectory {
    pub dim: usize,
    /// In s.
    pub dt: f64,
    /// `(n, dim)`, the start first; truncated if the rollout failed.
    pub states: Vec<f64>,
    /// Evaluations of the field at single states. For a separable field, a velocity and a force count as one.
    pub evaluations: usize,
    /// Why the rollout ended early.
    pub failure: Option<Error>,
}

/// Counts the evaluations of a field.
struct Counted<'a> {
    field: &'a mut dyn VectorField,
    /// Half evaluations: one for a velocity or a force, two for the whole field.
    halves: usize,
}

impl Counted<'_> {
    fn count(&mut self, x: &[f64], halves: usize) {
        self.halves += halves * (x.len() / self.field.dim());
    }
}

impl VectorField for Counted<'_> {
    fn dim(&self) -> usize {
        self.field.dim()
    }

    fn eval(&mut self, x: &[f64], dx: &mut [f64]) {
        self.count(x, 2);
        self.field.eval(x, dx);
    }

    fn separable(&self) -> bool {
        self.field.separable()
    }

    fn velocity(&mut self, x: &[f64], dx: &mut [f64]) {
        self.count(x, 1);
        self.field.velocity(x, dx);
    }

    fn force(&mut self, x: &[f64], dx: &mut [f64]) {
        self.count(x, 1);
        self.field.force(x, dx);
    }
}

/// Integrates one state over `steps` steps of `dt`.
pub fn rollout(
    field: &mut dyn VectorField,
    integrator: &Integrator,
    start: &[f64],
    dt: f64,
    steps: usize,
) -> Trajectory {
    let mut x = start.to_vec();
    let mut states = Vec::with_capacity((steps + 1) * start.len());
    let mut counted = Counted { field, halves: 0 };
    let end = integrator.integrate(&mut counted, &mut x, dt, steps, |_, _, x| {
        states.extend_from_slice(x);
    });
    Trajectory {
        dim: start.len(),
        dt,
        states,
        evaluations: counted.halves.div_ceil(2),
        failure: end.err(),
    }
}

impl Trajectory {
    /// Number of states.
    pub fn len(&self) -> usize {
        self.states.len() / self.dim
    }

    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
    }

    /// The states in order.
    pub fn iter(&self) -> impl Iterator<Item = &[f64]> {
        self.states.chunks_exact(self.dim)
    }

    /// The true energy along the trajectory, in J; `None` for a law without one.
    pub fn energy(&self, dynamics: &Dynamics) -> Option<Vec<f64>> {
        self.iter().map(|x| dynamics.energy(x)).collect()
    }
}

/// The longest prefix that is finite as f32.
pub fn drawable(mut values: Vec<f64>) -> Vec<f64> {
    let end = values.iter().position(|value| !is_drawable(*value));
    values.truncate(end.unwrap_or(values.len()));
    values
}

/// Whether a value is finite as f32.
pub fn is_drawable(value: f64) -> bool {
    (value as f32).is_finite()
}

/// Energy change along a trajectory, as a fraction of an energy above the energy at rest H₀ ([`Dynamics::rest_energy`]): of the
/// initial one ([`energy_drift`]), or of the truth's at the same time ([`energy_drift_from`]).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct EnergyDrift {
    /// At the end.
    pub change: f64,
    /// The largest magnitude at any time.
    pub largest: f64,
}

/// Drift of an energy series from its start, (H(t) − H(0)) / |H(0) − H₀|; `None` if it starts at the energy at `rest`.
pub fn energy_drift(energy: &[f64], rest: f64) -> Option<EnergyDrift> {
    let (first, last) = (*energy.first()?, *energy.last()?);
    let scale = (first - rest).abs();
    if scale < 1e-12 {
        return None;
    }
    let largest = energy.iter().map(|h| (h - first).abs()).fold(0.0, f64::max);
    Some(EnergyDrift {
        change: (last - first) / scale,
        largest: largest / scale,
    })
}

/// The share of its initial energy that a truth with friction keeps at least as the unit of a drift. Otherwise every drift would
/// grow without bound as the truth comes to rest.
const LEAST_ENERGY: f64 = 0.01;

/// Drift of an energy series from a `truth` that loses energy, (H(t) − H_true(t)) / |H_true(t) − H₀|; `None` if the truth starts at
/// the energy at `rest`.
pub fn energy_drift_from(truth: &[f64], energy: &[f64], rest: f64) -> Option<EnergyDrift> {
    let least = LEAST_ENERGY * (truth.first()? - rest).abs();
    if least < 1e-12 {
        return None;
    }
    let mut drift = EnergyDrift {
        change: 0.0,
        largest: 0.0,
    };
    for (energy, truth) in energy.iter().zip(truth) {
        drift.change = (energy - truth) / (truth - rest).abs().max(least);
        drift.largest = drift.largest.max(drift.change.abs());
    }
    Some(drift)
}

/// Time-reversal error: distance from the start after `steps` forward and `steps` back. It is 0 for an exact flow or a
/// symmetric integrator.
pub fn time_reversal_error(
    field: &mut dyn VectorField,
    integrator: &Integrator,
    start: &[f64],
    dt: f64,
    steps: usize,
) -> Result<f64> {
    let mut x = start.to_vec();
    integrator.integrate(field, &mut x, dt, steps, |_, _, _| ())?;
    integrator.integrate(&mut Reversed(field), &mut x, dt, steps, |_, _, _| ())?;
    Ok(distance(&x, start))
}

/// The time-reversed field.
struct Reversed<'a>(&'a mut dyn VectorField);

impl VectorField for Reversed<'_> {
    fn dim(&self) -> usize {
        self.0.dim()
    }

    fn eval(&mut self, x: &[f64], dx: &mut [f64]) {
        self.0.eval(x, dx);
        dx.iter_mut().for_each(|dx| *dx = -*dx);
    }

    fn separable(&self) -> bool {
        self.0.separable()
    }
}

fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter()
        .zip(b)
        .map(|(a, b)| (a - b) * (a - b))
        .sum::<f64>()
        .sqrt()
}
