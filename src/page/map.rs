//! Quantities on a grid, to be drawn as maps: energy, energy difference, divergence.

use super::models::{Models, TRUTH};
use crate::error::{Error, Result};
use crate::model::learner::Learner;
use crate::physics::divergence::divergence;
use crate::physics::system::System;

/// What a map shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Quantity {
    /// H, or H_θ aligned with it ([`super::models`]), in J.
    Energy,
    /// H_θ − H, aligned likewise, in J.
    Difference,
    /// ∂f_q/∂q + ∂f_p/∂p, in 1/s: 0 for every Hamiltonian field (Liouville), positive where areas grow.
    Divergence,
}

impl Quantity {
    /// The unit; empty for the energy of a system whose coordinates have no units.
    pub fn unit(self, system: &System) -> &'static str {
        match self {
            Quantity::Divergence => "1/s",
            _ if system.coordinates.iter().all(|each| each.unit.is_empty()) => "",
            Quantity::Energy | Quantity::Difference => "J",
        }
    }
}

/// A quantity on a grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// `(rows, columns)`. Not finite where a learned field has no value in double precision.
    pub values: Vec<f64>,
    /// The values at the two ends of the colour bar. Values beyond them have the colour of the end.
    pub range: [f64; 2],
    pub unit: &'static str,
}

/// A model's quantity at `states` `(n, dim)`.
pub fn values(
    models: &mut Models,
    model: &str,
    quantity: Quantity,
    states: &[f64],
) -> Result<Vec<f64>> {
    match quantity {
        Quantity::Divergence => Ok(divergence(models.vector_field(model)?, states)),
        Quantity::Energy => known_energies(models, model, states),
        Quantity::Difference => {
            let mut values = known_energies(models, model, states)?;
            let truth = known_energies(models, TRUTH, states)?;
            values
                .iter_mut()
                .zip(truth)
                .for_each(|(h, truth)| *h -= truth);
            Ok(values)
        }
    }
}

fn known_energies(models: &mut Models, model: &str, states: &[f64]) -> Result<Vec<f64>> {
    match models.energies(model, states)? {
        Some(energies) => Ok(energies),
        None => Err(Error::NoEnergy {
            model: Learner::by_id(model).map_or(TRUTH, |learner| learner.short),
        }),
    }
}

/// From the lowest to the highest finite energy, without the lowest hundredth: a singular well would take all the contours.
pub fn energy_range(mut energies: Vec<f64>) -> [f64; 2] {
    energies.retain(|energy| energy.is_finite());
    energies.sort_unstable_by(f64::total_cmp);
    let last = energies.len().saturating_sub(1);
    [last / 100, last].map(|i| energies.get(i).copied().unwrap_or(0.0))
}
