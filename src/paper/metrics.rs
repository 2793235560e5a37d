//! The paper's table: losses with standard errors, and the energy error of rollouts, both as published and corrected.
//!
//! *As published* (see [`super::protocol`]): "energy" is q² + p² for both systems with one degree of
//! freedom, the 15 starts are those of the notebooks, and the spring's time span grows by a factor of 1.09 from run to run.
//! *Corrected*: the true H, a fixed span, starts drawn as for training.

use super::protocol::protocol;
use crate::error::{Error, Result};
use crate::experiment::rollout::roll_out;
use crate::experiment::settings::Settings;
use crate::learn::trainer::Trainer;
use crate::model::Model;
use crate::model::inference::Frozen;
use crate::physics::field::VectorField;
use crate::physics::integrators::dopri5::{self, Tolerance};
use crate::physics::law::Hamiltonian;
use crate::physics::system::{Draw, Dynamics};
use crate::physics::trajectory::{EnergyDrift, drawable, energy_drift, energy_drift_from};
use crate::rng::{Purpose, Rng};
use serde::Serialize;

/// Tolerance of the published rollouts: rtol 1e-12 and SciPy's default atol 1e-6, which dominates.
const PUBLISHED_TOLERANCE: Tolerance = Tolerance {
    relative: 1e-12,
    absolute: 1e-6,
};

/// Number of starts that the published protocol draws if it does not list them.
const PUBLISHED_STARTS: usize = 15;

/// Seed of the starts, the same for all runs so that only training differs.
const STARTS_SEED: u64 = 0;

/// A mean over components with its standard error, defined as in the published code: standard deviation over all
/// components / √rows.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Mean {
    pub mean: f64,
    pub standard_error: f64,
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Measures {
    pub train_loss: Mean,
    pub test_loss: Mean,
    pub energy_mse_published: f64,
    pub energy_mse: f64,
}

/// Losses on all training and test data.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct MeanLosses {
    pub train: Mean,
    pub test: Mean,
}

/// The losses of a trained model with their standard errors.
pub fn mean_losses(trainer: &Trainer) -> Result<MeanLosses> {
    let (train, test) = trainer.squared_errors()?;
    let mean = |errors: &[f64]| Mean::of_components(errors, trainer.components());
    Ok(MeanLosses {
        train: mean(&train),
        test: mean(&test),
    })
}

/// All measures of a trained model.
///
/// # Errors
/// A rollout diverged.
pub fn measures(trainer: &Trainer, dynamics: &Dynamics) -> Result<Measures> {
    let model = trainer.model();
    let losses = mean_losses(trainer)?;
    Ok(Measures {
        train_loss: losses.train,
        test_loss: losses.test,
        energy_mse_published: energy_mse_published(model, dynamics)?,
        energy_mse: energy_mse(model, dynamics)?,
    })
}

impl Mean {
    /// Mean of `(rows, components)` numbers.
    pub fn of_components(values: &[f64], components: usize) -> Mean {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values
            .iter()
            .map(|value| (value - mean) * (value - mean))
            .sum::<f64>()
            / (n - 1.0);
        Mean {
            mean,
            standard_error: (variance / (n / components as f64)).sqrt(),
        }
    }
}

/// Corrected energy error: mean over starts and points of (H along the model's path − H along the true path)², J².
pub fn energy_mse(model: &Model, dynamics: &Dynamics) -> Result<f64> {
    let measure = protocol(&dynamics.system);
    let starts = drawn_starts(dynamics, measure.starts);
    energy_mse_from(model, dynamics, &starts)
}

/// The corrected energy error from given starts `(n, dim)`.
pub fn energy_mse_from(model: &Model, dynamics: &Dynamics, starts: &[f64]) -> Result<f64> {
    let measure = protocol(&dynamics.system);
    let dt = measure.span / (measure.points - 1) as f64;
    let hamiltonian = hamiltonian(dynamics)?;
    let energy = |x: &[f64]| hamiltonian.energy(x);
    let path = |field: &mut dyn VectorField| energies(field, starts, dt, measure.points, &energy);
    let learned = path(&mut Frozen::new(model)?)?;
    Ok(mean_squared_difference(
        &path(&mut dynamics.clone())?,
        &learned,
    ))
}

/// The coordinate error of the corrected protocol: mean over starts, points and coordinates of (model's path − true path)². Adds
/// squares of different units, as the paper does.
pub fn coordinate_mse(model: &Model, dynamics: &Dynamics) -> Result<f64> {
    let measure = protocol(&dynamics.system);
    let starts = drawn_starts(dynamics, measure.starts);
    let dt = measure.span / (measure.points - 1) as f64;
    let path = |field: &mut dyn VectorField| states(field, &starts, dt, measure.points);
    let learned = path(&mut Frozen::new(model)?)?;
    Ok(mean_squared_difference(
        &path(&mut dynamics.clone())?,
        &learned,
    ))
}

/// The energy error by the published protocol.
pub fn energy_mse_published(model: &Model, dynamics: &Dynamics) -> Result<f64> {
    let measure = protocol(&dynamics.system);
    let published = &measure.published;
    let starts = match published.starts {
        [] => drawn_starts(dynamics, PUBLISHED_STARTS),
        starts => starts.concat(),
    };
    let hamiltonian = hamiltonian(dynamics)?;
    let energy = |x: &[f64]| {
        published
            .energy
            .map_or_else(|| hamiltonian.energy(x), |energy| energy(x))
    };
    let mut learned = Frozen::new(model)?;
    let mut truth = dynamics.clone();
    let dt = measure.span / (measure.points - 1) as f64;
    let mut sum = 0.0;
    let dim = dynamics.dim();
    for (run, start) in starts.chunks_exact(dim).enumerate() {
        let stretch = published
            .stretch
            .powi(1 + published.stretched_before + run as i32);
        let learned = energies(&mut learned, start, dt * stretch, measure.points, &energy)?;
        let truth = energies(&mut truth, start, dt, measure.points, &energy)?;
        sum += mean_squared_difference(&truth, &learned);
    }
    Ok(sum / (starts.len() / dim) as f64)
}

/// Energy drift over the rollout that the settings define, from the truth at the same time if that has friction. `None` if it starts at zero energy, or if the true energy is
/// unknown.
pub fn rollout_drift(model: &Model, settings: &Settings) -> Result<Option<EnergyDrift>> {
    let trajectory = roll_out(&mut Frozen::new(model)?, settings);
    if let Some(failure) = trajectory.failure {
        return Err(failure);
    }
    let Some(dynamics) = settings.dynamics() else {
        return Ok(None);
    };
    let Some(energy) = trajectory.energy(&dynamics) else {
        return Ok(None);
    };
    let energy = drawable(energy);
    if energy.len() < trajectory.len() {
        let t = energy.len() as f64 * trajectory.dt;
        return Err(Error::EnergyDiverged { t });
    }
    let rest = dynamics.rest_energy();
    if !dynamics.loses_energy() {
        return Ok(energy_drift(&energy, rest));
    }
    let truth = roll_out(&mut dynamics.clone(), settings).energy(&dynamics);
    Ok(truth.and_then(|truth| energy_drift_from(&truth, &energy, rest)))
}

/// `n` starts drawn as for training, `(n, dim)`, the same for every model.
pub fn drawn_starts(dynamics: &Dynamics, n: usize) -> Vec<f64> {
    draw_starts(dynamics, &*dynamics.mechanics.sampling.start, n)
}

/// `n` starts from `draw`, `(n, dim)`, the same for every model.
pub fn draw_starts(dynamics: &Dynamics, draw: &Draw, n: usize) -> Vec<f64> {
    let mut rng = Rng::new(STARTS_SEED, Purpose::Starts);
    let mut starts = vec![0.0; n * dynamics.dim()];
    for start in starts.chunks_exact_mut(dynamics.dim()) {
        draw(&mut rng, &dynamics.parameters, start);
    }
    starts
}

fn hamiltonian(dynamics: &Dynamics) -> Result<&dyn Hamiltonian> {
    dynamics.law.hamiltonian().ok_or(Error::NoEnergy {
        model: dynamics.system.label,
    })
}

/// Energy along the paths from `starts` `(n, dim)`, point after point.
fn energies(
    field: &mut dyn VectorField,
    starts: &[f64],
    dt: f64,
    points: usize,
    energy: &dyn Fn(&[f64]) -> f64,
) -> Result<Vec<f64>> {
    let states = states(field, starts, dt, points)?;
    Ok(states.chunks_exact(field.dim()).map(energy).collect())
}

/// The paths from `starts` `(n, dim)`, point after point, `(points · n, dim)`.
fn states(field: &mut dyn VectorField, starts: &[f64], dt: f64, points: usize) -> Result<Vec<f64>> {
    let mut x = starts.to_vec();
    let mut states = Vec::with_capacity(points * starts.len());
    dopri5::integrate(
        field,
        &mut x,
        dt,
        points - 1,
        PUBLISHED_TOLERANCE,
        |_, _, x| states.extend_from_slice(x),
    )?;
    Ok(states)
}

fn mean_squared_difference(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>() / a.len() as f64
}
