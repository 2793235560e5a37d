//! `Measured`: a rollout with what the page plots of it: energies, coordinate error, pace.

use super::models::{Models, TRUTH};
use crate::error::{Error, Result};
use crate::experiment::settings::Settings;
use crate::physics::coordinate_error::{coordinate_error, scales};
use crate::physics::pace::{pace, period};
use crate::physics::trajectory::{
    EnergyDrift, Trajectory, drawable, energy_drift, energy_drift_from,
};

/// A rollout with its measures.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    pub trajectory: Trajectory,
    /// True H along the rollout, in J; `None` if it is unknown.
    pub energy: Option<Vec<f64>>,
    /// H_θ along the rollout, aligned as [`super::models`] explains.
    pub learned_energy: Option<Vec<f64>>,
    /// Distance from the true state at the same time ([`crate::physics::coordinate_error`]); `None` without a truth.
    pub coordinate_error: Option<Vec<f64>>,
    /// From the start, and for a learner of a motion with friction from the truth at the same time. `None` if the true energy is
    /// unknown, or zero at the start.
    pub drift: Option<EnergyDrift>,
    /// Phase gained on the truth, as a fraction ([`crate::physics::pace`]); `None` without a truth or a whole turn
    /// of both.
    pub pace: Option<f64>,
    /// γ of each momentum: the true one, or a learned one; `None` for a model without friction.
    pub friction: Option<Vec<f64>>,
    /// What the integrator does not guarantee on this field.
    pub caveat: Option<&'static str>,
}

/// Measures a model's rollout against the true one, if that is known. `reference` holds the training states `(n, dim)`, which give the
/// scale of coordinates that the truth leaves at rest.
pub fn measure(
    models: &mut Models,
    model: &str,
    mut trajectory: Trajectory,
    truth: Option<&Trajectory>,
    reference: &[f64],
    settings: &Settings,
) -> Result<Measured> {
    let learned_energy = match model {
        TRUTH => None,
        _ => models.drawable_energies(model, &trajectory.states)?,
    };
    let dynamics = models.truth.as_ref();
    let energy = dynamics.and_then(|dynamics| trajectory.energy(dynamics));
    let energy = energy.map(drawable);
    let mut drift = dynamics
        .zip(energy.as_deref())
        .and_then(|(dynamics, energy)| {
            let rest = dynamics.rest_energy();
            match truth.filter(|_| model != TRUTH && dynamics.loses_energy()) {
                Some(truth) => energy_drift_from(&truth.energy(dynamics)?, energy, rest),
                None => energy_drift(energy, rest),
            }
        });
    if let Some(energy) = &energy
        && energy.len() < trajectory.len()
    {
        let t = energy.len() as f64 * trajectory.dt;
        trajectory.failure = Some(Error::EnergyDiverged { t });
        drift = None;
    }
    let system = settings.system();
    let coordinates = system.coordinates.iter();
    let units: Vec<&str> = coordinates.map(|coordinate| coordinate.unit).collect();
    let error = |truth: &Trajectory| {
        let scales = scales(&truth.states, reference, &units);
        coordinate_error(&trajectory.states, &truth.states, &scales)
    };
    let period = |path: &Trajectory| period(path, &*system.phase);
    let separable = models.vector_field(model)?.separable();
    let caveat = settings.integrator().caveat(
        separable,
        models.is_hamiltonian(model),
        models.friction(model).is_some(),
    );
    Ok(Measured {
        coordinate_error: truth.map(error),
        pace: period(&trajectory)
            .zip(truth.and_then(period))
            .map(|(period, truth)| pace(period, truth)),
        drift,
        friction: models.friction(model),
        caveat,
        energy,
        learned_energy,
        trajectory,
    })
}
