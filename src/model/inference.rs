//! Inference: a learner with fixed weights on plain slices, without autograd and without allocation per evaluation.
//!
//! Networks compute in single precision, as in training; states and results are in double precision. Tests compare the
//! results with the candle graph of [`super::Model`].

use super::inputs::Inputs;
use super::learner::{Gradient, Half, Learner, Outputs, column};
use super::slices::{CHUNK, FixedMlp};
use super::{Model, Trainable};
use crate::error::Result;
use crate::physics::field::VectorField;
use candle_core::Var;

/// A learner with fixed weights.
#[derive(Debug, Clone)]
pub struct Frozen {
    pub learner: Learner,
    dim: usize,
    parts: Vec<Fixed>,
    /// J∇H of all energies, `(CHUNK, dim)`, for friction.
    hamiltonian: Vec<f64>,
}

/// The parameters of one part.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant)] // A learner has one or two parts, most of them networks.
enum Fixed {
    Network(FixedMlp, Inputs, Outputs),
    InverseMass(Vec<f64>),
    Friction(Vec<f64>),
}

impl Frozen {
    /// Copies the current weights of a model.
    pub fn new(model: &Model) -> Result<Frozen> {
        let scalars = |values: &Var| -> Result<Vec<f64>> {
            let values = values.to_vec1::<f32>()?;
            Ok(values.into_iter().map(f64::from).collect())
        };
        let part = |part: &Trainable| {
            Ok(match part {
                Trainable::Network(network) => Fixed::Network(
                    FixedMlp::new(&network.mlp)?,
                    network.inputs.clone(),
                    network.outputs,
                ),
                Trainable::InverseMass(values) => Fixed::InverseMass(scalars(values)?),
                Trainable::Friction(values) => Fixed::Friction(scalars(values)?),
            })
        };
        let dim = model.config.dim;
        Ok(Frozen {
            learner: model.learner.clone(),
            dim,
            parts: model.parts.iter().map(part).collect::<Result<_>>()?,
            hamiltonian: vec![0.0; CHUNK * dim],
        })
    }

    /// The learned γ of each momentum; `None` for a learner without friction.
    pub fn friction(&self) -> Option<&[f64]> {
        self.parts.iter().find_map(|part| match part {
            Fixed::Friction(friction) => Some(friction.as_slice()),
            _ => None,
        })
    }

    /// The learned energy H_θ of each state of `x` `(n, dim)`; `None` for learners without one. H_θ is
    /// defined up to an additive constant.
    pub fn energy(&mut self, x: &[f64]) -> Option<Vec<f64>> {
        if !self.learner.has_energy() {
            return None;
        }
        let mut energies = vec![0.0; x.len() / self.dim];
        let rows = x.chunks(CHUNK * self.dim);
        for (x, energies) in rows.zip(energies.chunks_mut(CHUNK)) {
            for (part, fixed) in self.learner.parts.iter().zip(&mut self.parts) {
                let Fixed::Network(mlp, inputs, _) = fixed else {
                    continue;
                };
                let gradients = part.kind.gradients();
                inputs.read_into(x, &mut mlp.inputs);
                mlp.forward(energies.len());
                mlp.head_outputs(energies.len());
                for (i, _) in gradients
                    .iter()
                    .enumerate()
                    .filter(|(_, g)| **g == Gradient::Symplectic)
                {
                    let column = column(gradients, i, mlp.outputs);
                    let rows = mlp.result.chunks_exact(mlp.outputs);
                    for (energy, row) in energies.iter_mut().zip(rows) {
                        *energy += f64::from(row[column]);
                    }
                }
            }
        }
        Some(energies)
    }

    /// Writes f(x) to `dx`, from the parts that contribute to one of `halves`.
    fn eval_halves(&mut self, x: &[f64], dx: &mut [f64], halves: &[Half]) {
        let rows = CHUNK * self.dim;
        for (x, dx) in x.chunks(rows).zip(dx.chunks_mut(rows)) {
            self.eval_chunk(x, dx, halves);
        }
    }

    fn eval_chunk(&mut self, x: &[f64], dx: &mut [f64], halves: &[Half]) {
        let (dim, dof) = (self.dim, self.dim / 2);
        let hamiltonian = &mut self.hamiltonian[..x.len()];
        hamiltonian.fill(0.0);
        dx.fill(0.0);
        for (part, fixed) in self.learner.parts.iter().zip(&mut self.parts) {
            if !halves.iter().any(|half| part.kind.contributes(*half)) {
                continue;
            }
            match fixed {
                Fixed::Network(mlp, inputs, outputs) => {
                    let n = x.len() / dim;
                    inputs.read_into(x, &mut mlp.inputs);
                    mlp.forward(n);
                    match outputs {
                        Outputs::Field => add_columns(mlp, n, dx, dim, 0),
                        Outputs::Force => add_columns(mlp, n, dx, dim, dof),
                        Outputs::Potentials(gradients) => {
                            for (i, gradient) in gradients.iter().enumerate() {
                                mlp.input_gradient(n, column(gradients, i, mlp.outputs));
                                let sum = match gradient {
                                    Gradient::Plain => &mut *dx,
                                    Gradient::Symplectic => &mut *hamiltonian,
                                };
                                inputs.add_field(*gradient, &mlp.result, &mlp.inputs, sum);
                            }
                        }
                    }
                }
                Fixed::InverseMass(s) => {
                    for (x, dx) in x.chunks_exact(dim).zip(dx.chunks_exact_mut(dim)) {
                        for i in 0..dof {
                            dx[i] += s[i] * x[dof + i];
                        }
                    }
                }
                Fixed::Friction(friction) => {
                    let rows = hamiltonian.chunks_exact(dim);
                    for (velocity, dx) in rows.zip(dx.chunks_exact_mut(dim)) {
                        for i in 0..dof {
                            dx[dof + i] -= friction[i] * velocity[i];
                        }
                    }
                }
            }
        }
        dx.iter_mut().zip(hamiltonian).for_each(|(dx, h)| *dx += *h);
    }
}

/// Adds the network's outputs of `n` states to the columns of `dx` `(n, dim)` from `first` on.
fn add_columns(mlp: &mut FixedMlp, n: usize, dx: &mut [f64], dim: usize, first: usize) {
    mlp.head_outputs(n);
    let rows = mlp.result.chunks_exact(mlp.outputs);
    for (row, dx) in rows.zip(dx.chunks_exact_mut(dim)) {
        for (output, dx) in row.iter().zip(&mut dx[first..]) {
            *dx += f64::from(*output);
        }
    }
}

impl VectorField for Frozen {
    fn dim(&self) -> usize {
        self.dim
    }

    fn eval(&mut self, x: &[f64], dx: &mut [f64]) {
        self.eval_halves(x, dx, &Half::ALL);
    }

    fn separable(&self) -> bool {
        self.learner.is_separable()
    }

    fn velocity(&mut self, x: &[f64], dx: &mut [f64]) {
        self.eval_halves(x, dx, &[Half::Velocity]);
    }

    fn force(&mut self, x: &[f64], dx: &mut [f64]) {
        self.eval_halves(x, dx, &[Half::Force]);
    }
}
