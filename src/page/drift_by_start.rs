//! How much longer a model conserves energy where it has seen data than where it has not.

use crate::experiment::settings::Settings;
use crate::paper::metrics::draw_starts;
use crate::physics::field::VectorField;
use crate::physics::law::Hamiltonian;
use crate::physics::system::{Draw, Dynamics};
use crate::physics::trajectory::{energy_drift, energy_drift_from, is_drawable};
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
    let mut truth = dynamics.loses_energy().then(|| dynamics.clone());
    let mut median = |draw: &Draw| {
        let starts = draw_starts(dynamics, draw, STARTS);
        // Where friction takes energy away, the truth at the same time is what a drift is measured from.
        let truth = truth
            .as_mut()
            .map(|truth| energies(truth, hamiltonian, settings, &starts));
        let learned = energies(field, hamiltonian, settings, &starts);
        let mut drifts: Vec<f64> = learned
            .iter()
            .enumerate()
            .map(|(i, energy)| {
                let rest = dynamics.rest_energy();
                let drift = match &truth {
                    Some(truth) => energy_drift_from(&truth[i], energy, rest),
                    None => energy_drift(energy, rest),
                };
                match drift {
                    Some(drift)
                        if is_drawable(drift.largest)
                            && energy.len() > settings.rollout_steps() =>
                    {
                        drift.largest
                    }
                    _ => f64::INFINITY,
                }
            })
            .collect();
        drifts.sort_unstable_by(f64::total_cmp);
        drifts[drifts.len() / 2]
    };
    Some(DriftByStart {
        inside: median(&*sampling.start),
        outside: median(&*sampling.outside),
    })
}

/// H along the path from each of `starts` `(n, dim)`, shorter than the rollout if that failed.
fn energies(
    field: &mut dyn VectorField,
    hamiltonian: &dyn Hamiltonian,
    settings: &Settings,
    starts: &[f64],
) -> Vec<Vec<f64>> {
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
            .flat_map(|start| energies(field, hamiltonian, settings, start))
            .collect();
    }
    paths
}
