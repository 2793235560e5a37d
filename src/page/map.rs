//! Quantities on a grid and their colours: energy, energy difference, divergence.

use super::grid::Grid;
use super::models::{Models, TRUTH};
use crate::error::{Error, Result};
use crate::model::learner::Learner;
use crate::physics::divergence::divergence;
use hnn_kernels::raster::{Picture, Scale, paint};

/// What a map shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
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

/// Contours between the lowest and the highest finite energy on a grid.
pub fn contours(mut energies: Vec<f64>) -> Scale {
    energies.retain(|energy| energy.is_finite());
    energies.sort_unstable_by(f64::total_cmp);
    let last = energies.len().saturating_sub(1);
    let at = |i: usize| energies.get(i).copied().unwrap_or(0.0);
    Scale::Contours {
        // The lowest hundredth is left out: a singular well would take all the contours.
        low: at(last / 100),
        high: at(last),
    }
}

/// Paints values that lie on a grid.
pub fn picture(values: &[f64], grid: Grid, scale: Scale, dark: bool) -> Picture {
    let [rows, columns] = grid.size();
    paint(values, columns, rows, scale, dark)
}
