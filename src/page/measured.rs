//! `Measured`: a rollout with what the page plots of it: energies, coordinate error, pace.

use super::models::{Models, TRUTH};
use crate::error::{Error, Result};
use crate::physics::coordinate_error::{coordinate_error, scales};
use crate::physics::integrator::Integrator;
use crate::physics::pace::{pace, period};
use crate::physics::trajectory::{EnergyDrift, Trajectory, drawable, energy_drift};

/// A rollout with its measures.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    pub trajectory: Trajectory,
    /// True H along the rollout, in J.
    pub energy: Vec<f64>,
    /// H_θ along the rollout, aligned as [`super::models`] explains.
    pub learned_energy: Option<Vec<f64>>,
    /// Distance from the true state at the same time ([`crate::physics::coordinate_error`]).
    pub coordinate_error: Vec<f64>,
    /// `None` if the rollout starts at zero energy.
    pub drift: Option<EnergyDrift>,
    /// Phase gained on the truth, as a fraction ([`crate::physics::pace`]); `None` without a whole turn of both.
    pub pace: Option<f64>,
    /// What the integrator does not guarantee on this field.
    pub caveat: Option<&'static str>,
}

/// Measures a model's rollout against the true one. `reference` holds the training states `(n, dim)`, which give the
/// scale of coordinates that the truth leaves at rest.
pub fn measure(
    models: &mut Models,
    model: &str,
    mut trajectory: Trajectory,
    truth: &Trajectory,
    reference: &[f64],
    integrator: &Integrator,
) -> Result<Measured> {
    let learned_energy = match model {
        TRUTH => None,
        _ => models.drawable_energies(model, &trajectory.states)?,
    };
    let system = models.truth.system;
    let energy = drawable(trajectory.energy(&models.truth));
    let complete = energy.len() == trajectory.len();
    if !complete {
        let t = energy.len() as f64 * trajectory.dt;
        trajectory.failure = Some(Error::EnergyDiverged { t });
    }
    let units: Vec<&str> = system
        .coordinates
        .iter()
        .map(|coordinate| coordinate.unit)
        .collect();
    let scales = scales(&truth.states, reference, &units);
    let separable = models.vector_field(model)?.separable();
    Ok(Measured {
        coordinate_error: coordinate_error(&trajectory.states, &truth.states, &scales),
        pace: period(&trajectory, system.phase)
            .zip(period(truth, system.phase))
            .map(|(period, truth)| pace(period, truth)),
        drift: energy_drift(&energy).filter(|_| complete),
        caveat: integrator.caveat(separable, models.is_hamiltonian(model)),
        energy,
        learned_energy,
        trajectory,
    })
}
