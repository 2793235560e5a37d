//! `Models`: the true system, if it is known, and the latest weights of each learner, by name, with comparable energies.
//!
//! H_θ is defined up to an additive constant. It is chosen so that the mean of H_θ over the training states equals that of H,
//! or 0 where H is unknown.

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
    /// `None` for a recording.
    pub truth: Option<Dynamics>,
    learned: BTreeMap<&'static str, Learned>,
    /// Training states on which energies are aligned, `(n, dim)`, n ≤ [`MAX_ALIGNED_STATES`].
    aligned_on: Vec<f64>,
    /// Mean of H over `aligned_on`, in J; 0 if H is unknown.
    mean_energy: f64,
}

struct Learned {
    frozen: Frozen,
    /// Constant added to H_θ, in J.
    energy_offset: f64,
}

impl Models {
    /// The truth alone.
    pub fn new(truth: Option<Dynamics>, dataset: &Dataset) -> Models {
        let aligned_on = evenly_spaced(&dataset.train.x, dataset.dim, MAX_ALIGNED_STATES);
        let hamiltonian = truth.as_ref().and_then(|truth| truth.law.hamiltonian());
        let states = aligned_on.chunks_exact(dataset.dim);
        Models {
            mean_energy: hamiltonian.map_or(0.0, |h| mean(states.map(|x| h.energy(x)))),
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
        let truth = self.truth.as_ref().map(|_| TRUTH);
        truth
            .into_iter()
            .chain(self.learned.keys().copied())
            .collect()
    }

    /// Whether the model's field is exactly that of a Hamiltonian.
    pub fn is_hamiltonian(&self, model: &str) -> bool {
        match self.learned.get(model) {
            Some(Learned { frozen, .. }) => frozen.learner.is_hamiltonian(frozen.dim() / 2),
            None => self
                .truth
                .as_ref()
                .is_some_and(|truth| truth.law.is_hamiltonian()),
        }
    }

    /// γ of each momentum: the true one, or a learned one; `None` for a model without friction.
    pub fn friction(&self, model: &str) -> Option<Vec<f64>> {
        match self.learned.get(model) {
            Some(Learned { frozen, .. }) => frozen.friction().map(<[_]>::to_vec),
            None => self
                .truth
                .as_ref()?
                .friction()
                .map(|friction| vec![friction]),
        }
    }

    /// dx/dt of a model.
    pub fn vector_field(&mut self, model: &str) -> Result<&mut dyn VectorField> {
        if model != TRUTH {
            return Ok(&mut self.learned(model)?.frozen);
        }
        match &mut self.truth {
            Some(truth) => Ok(truth),
            None => Err(unknown(TRUTH, self.learned.keys())),
        }
    }

    /// H or aligned H_θ of states `(n, dim)`, up to the first value that cannot be drawn; `None` for a model without energy.
    pub fn drawable_energies(&mut self, model: &str, states: &[f64]) -> Result<Option<Vec<f64>>> {
        Ok(self.energies(model, states)?.map(drawable))
    }

    /// H or aligned H_θ of states `(n, dim)`, including infinite values; `None` for a model without energy.
    pub fn energies(&mut self, model: &str, states: &[f64]) -> Result<Option<Vec<f64>>> {
        if model == TRUTH {
            let Some(truth) = &self.truth else {
                return Err(unknown(TRUTH, self.learned.keys()));
            };
            let rows = states.chunks_exact(truth.dim());
            return Ok(rows.map(|x| truth.energy(x)).collect());
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
        let error = unknown(model, self.learned.keys());
        self.learned.get_mut(model).ok_or(error)
    }
}

fn unknown<'a>(model: &str, learned: impl Iterator<Item = &'a &'static str>) -> Error {
    Error::Unknown {
        kind: "model",
        name: model.to_owned(),
        known: list(learned.copied()),
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
