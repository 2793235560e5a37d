//! `Models`: the true system and the latest weights of each learner, by name, with comparable energies.
//!
//! H_θ is defined up to an additive constant. It is chosen so that the mean of H_θ over the training states equals that of H.

use crate::error::{Error, Result, list};
use crate::learn::dataset::Dataset;
use crate::model::Model;
use crate::model::inference::Frozen;
use crate::physics::field::VectorField;
use crate::physics::system::Dynamics;
use crate::physics::trajectory::drawable;
use std::collections::BTreeMap;

/// Name of the true system among the models.
pub const TRUTH: &str = "truth";

/// Number of training states used to align energies. More would not change the mean visibly, and new weights arrive often.
const MAX_ALIGNED_STATES: usize = 1000;

/// The truth and the learned models.
pub struct Models {
    pub truth: Dynamics,
    learned: BTreeMap<&'static str, Learned>,
    /// Training states on which energies are aligned, `(n, dim)`, n ≤ [`MAX_ALIGNED_STATES`].
    aligned_on: Vec<f64>,
    /// Mean of H over `aligned_on`, in J.
    mean_energy: f64,
}

struct Learned {
    frozen: Frozen,
    /// Constant added to H_θ, in J.
    energy_offset: f64,
}

impl Models {
    /// The truth alone.
    pub fn new(truth: Dynamics, dataset: &Dataset) -> Models {
        let aligned_on = evenly_spaced(&dataset.train.x, dataset.dim, MAX_ALIGNED_STATES);
        let energies = aligned_on
            .chunks_exact(dataset.dim)
            .map(|x| truth.energy(x));
        Models {
            mean_energy: mean(energies),
            aligned_on,
            truth,
            learned: BTreeMap::new(),
        }
    }

    /// Copies the current weights of a model, replacing those of the same learner.
    pub fn insert(&mut self, model: &Model) -> Result<()> {
        let mut frozen = Frozen::new(model)?;
        let energy_offset = frozen
            .energy(&self.aligned_on)
            .map_or(0.0, |learned| self.mean_energy - mean(learned.into_iter()));
        self.learned.insert(
            model.learner.id,
            Learned {
                frozen,
                energy_offset,
            },
        );
        Ok(())
    }

    /// All names, the truth first.
    pub fn names(&self) -> Vec<&'static str> {
        [TRUTH]
            .into_iter()
            .chain(self.learned.keys().copied())
            .collect()
    }

    /// Whether the model's field is exactly that of a Hamiltonian.
    pub fn is_hamiltonian(&self, model: &str) -> bool {
        self.learned
            .get(model)
            .map_or(self.truth.law.is_hamiltonian(), |learned| {
                learned.frozen.learner.is_hamiltonian(self.truth.dim() / 2)
            })
    }

    /// dx/dt of a model.
    pub fn vector_field(&mut self, model: &str) -> Result<&mut dyn VectorField> {
        if model == TRUTH {
            return Ok(&mut self.truth);
        }
        Ok(&mut self.learned(model)?.frozen)
    }

    /// H or aligned H_θ of states `(n, dim)`, up to the first value that cannot be drawn; `None` for a learner without energy.
    pub fn drawable_energies(&mut self, model: &str, states: &[f64]) -> Result<Option<Vec<f64>>> {
        Ok(self.energies(model, states)?.map(drawable))
    }

    /// H or aligned H_θ of states `(n, dim)`, including infinite values; `None` for a learner without energy.
    pub fn energies(&mut self, model: &str, states: &[f64]) -> Result<Option<Vec<f64>>> {
        if model == TRUTH {
            let rows = states.chunks_exact(self.truth.dim());
            return Ok(Some(rows.map(|x| self.truth.energy(x)).collect()));
        }
        let Learned {
            frozen,
            energy_offset,
        } = self.learned(model)?;
        let offset = *energy_offset;
        Ok(frozen
            .energy(states)
            .map(|energy| energy.iter().map(|h| h + offset).collect()))
    }

    fn learned(&mut self, model: &str) -> Result<&mut Learned> {
        let known = list(self.learned.keys().copied());
        self.learned.get_mut(model).ok_or_else(|| Error::Unknown {
            kind: "model",
            name: model.to_owned(),
            known,
        })
    }
}

/// At most `count` of the states `(n, dim)`, evenly spaced.
fn evenly_spaced(states: &[f64], dim: usize, count: usize) -> Vec<f64> {
    let n = states.len() / dim;
    let count = count.min(n);
    (0..count)
        .flat_map(|i| &states[i * n / count * dim..][..dim])
        .copied()
        .collect()
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let n = values.len() as f64;
    values.sum::<f64>() / n
}
