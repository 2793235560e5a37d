//! Learned models: a network and the vector field that follows from its outputs.

pub mod inference;
pub mod learner;
pub mod mlp;

pub use hnn_kernels as kernels;
pub use hnn_kernels::activation;

use crate::error::Result;
use candle_core::Tensor;
use learner::{FieldType, Learner};
use mlp::{Mlp, Shape, symplectic_matrix};

/// A learner with its network as candle tensors, for training.
#[derive(Debug)]
pub struct Model {
    pub learner: &'static Learner,
    pub mlp: Mlp,
    /// `(dim, dim)`, see [`symplectic_matrix`].
    turn: Tensor,
}

impl Model {
    /// A network with seeded weights; the same seed gives all learners the same hidden layers.
    ///
    /// `shape.outputs` is set to what the learner needs for `shape.inputs`.
    pub fn seeded(learner: &'static Learner, shape: Shape, seed: u64) -> Result<Model> {
        let outputs = learner.outputs(shape.inputs);
        Model::new(learner, Mlp::seeded(Shape { outputs, ..shape }, seed)?)
    }

    /// A learner with a given network. The energy is the last output: the published networks have two, of which the
    /// HNN uses the second.
    pub fn new(learner: &'static Learner, mlp: Mlp) -> Result<Model> {
        let turn = symplectic_matrix(mlp.shape()?.inputs)?;
        Ok(Model { learner, mlp, turn })
    }

    /// The field dx/dt `(n, dim)` at the states `x` `(n, dim)`, differentiable with respect to parameters and `x`.
    pub fn field(&self, x: &Tensor) -> Result<Tensor> {
        let energy = self.mlp.shape()?.outputs - 1;
        Ok(match self.learner.field_type {
            FieldType::Direct => self.mlp.forward(x)?,
            FieldType::Solenoidal => self.mlp.input_gradient(x, energy, Some(&self.turn))?,
            FieldType::Conservative => self.mlp.input_gradient(x, 0, None)?,
            FieldType::Helmholtz => {
                let tape = self.mlp.tape(x)?;
                let gradient = tape.input_gradient(0, None)?;
                (gradient + tape.input_gradient(energy, Some(&self.turn))?)?
            }
        })
    }

    /// The change of `x` over one Runge–Kutta 4 step of size `dt`, differentiable like [`Model::field`].
    pub fn rk4_change(&self, x: &Tensor, dt: f64) -> Result<Tensor> {
        let k1 = self.field(x)?;
        let k2 = self.field(&(x + (&k1 * (dt / 2.0))?)?)?;
        let k3 = self.field(&(x + (&k2 * (dt / 2.0))?)?)?;
        let k4 = self.field(&(x + (&k3 * dt)?)?)?;
        let inner = ((k2 + k3)? * 2.0)?;
        Ok((((k1 + inner)? + k4)? * (dt / 6.0))?)
    }
}
