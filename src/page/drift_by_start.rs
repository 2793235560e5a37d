//! How much longer a model conserves energy where it has seen data than where it has not.

use crate::experiment::settings::Settings;
use crate::paper::metrics::draw_starts;
use crate::physics::field::VectorField;
use crate::physics::law::Hamiltonian;
use crate::physics::system::{Draw, Dynamics};
use crate::physics::trajectory::{energy_drift, is_drawable};
use serde::Serialize;

/// Number of starts inside, and of starts outside.
const STARTS: usize = 15;

/// Median over starts of a rollout's largest energy drift, as a fraction; infinite if most rollouts diverged.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct DriftByStart {
    /// From starts drawn as for training.
    pub inside: f64,
    /// From starts with energies that no training trajectory has ([`crate::physics::system::Sampling::outside`]).
    pub outside: f64,
}

/// The drift of a field from starts inside and outside the training energies, over the rollout that the settings define.
/// `None` for a law without energy.
pub fn drift_by_start(
    field: &mut dyn VectorField,
    dynamics: &Dynamics,
    settings: &Settings,
) -> Option<DriftByStart> {
    let sampling = &dynamics.mechanics.sampling;
    let hamiltonian = dynamics.law.hamiltonian()?;
    let rest = dynamics.rest_energy();
    let mut median = |draw: &Draw| {
        let starts = draw_starts(dynamics, draw, STARTS);
        let mut drifts = largest_drifts(field, hamiltonian, rest, settings, &starts);
        drifts.sort_unstable_by(f64::total_cmp);
        drifts[drifts.len() / 2]
    };
    Some(DriftByStart {
        inside: median(&*sampling.start),
        outside: median(&*sampling.outside),
    })
}

/// The largest drift from each of `starts` `(n, dim)`, infinite for a rollout that failed.
fn largest_drifts(
    field: &mut dyn VectorField,
    hamiltonian: &dyn Hamiltonian,
    rest: f64,
    settings: &Settings,
    starts: &[f64],
) -> Vec<f64> {
    let dim = field.dim();
    let mut paths = vec![Vec::new(); starts.len() / dim];
    let mut x = starts.to_vec();
    let end = settings.integrator().integrate(
        field,
        &mut x,
        settings.dt(),
        settings.rollout_steps(),
        |_, _, x| {
            for (path, x) in paths.iter_mut().zip(x.chunks_exact(dim)) {
                path.push(hamiltonian.energy(x));
            }
        },
    );
    if end.is_err() && paths.len() > 1 {
        // One failure ends the whole batch, so integrate each start separately.
        let each = starts.chunks_exact(dim);
        return each
            .flat_map(|start| largest_drifts(field, hamiltonian, rest, settings, start))
            .collect();
    }
    let drift = |energy: &Vec<f64>| match energy_drift(energy, rest) {
        Some(drift) if end.is_ok() && is_drawable(drift.largest) => drift.largest,
        _ => f64::INFINITY,
    };
    paths.iter().map(drift).collect()
}
