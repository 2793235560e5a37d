//! Inference: a learner with fixed weights on plain slices, without autograd and without allocation per evaluation.
//!
//! Networks compute in single precision, as in training; states and results are in double precision. Tests compare the
//! results with the candle graph of [`super::Model`].

use super::Model;
use super::activation::Activation;
use super::kernels::{elementwise, gemm};
use super::learner::{FieldType, Learner};
use crate::error::Result;
use crate::physics::field::VectorField;

/// States evaluated at once.
const CHUNK: usize = 128;

/// A learner with fixed weights.
#[derive(Debug, Clone)]
pub struct Frozen {
    pub learner: &'static Learner,
    activation: Activation,
    dim: usize,
    outputs: usize,
    hidden: Vec<Layer>,
    /// `(outputs, width)`.
    head: Vec<f32>,
    scratch: Scratch,
}

/// Weight `(outputs, inputs)` and bias of a hidden layer, with its latest result.
#[derive(Debug, Clone)]
struct Layer {
    inputs: usize,
    outputs: usize,
    weight: Vec<f32>,
    bias: Vec<f32>,
    /// σ(z), `(CHUNK, outputs)`.
    output: Vec<f32>,
    /// z, `(CHUNK, outputs)`, for activations whose σ′ is computed from it.
    preactivation: Vec<f32>,
}

#[derive(Debug, Clone)]
struct Scratch {
    /// States in single precision, `(CHUNK, dim)`.
    x: Vec<f32>,
    /// Gradients with respect to two adjacent hidden layers, `(CHUNK, width)`.
    gradients: [Vec<f32>; 2],
    /// Network outputs or an input gradient, `(CHUNK, max(dim, outputs))`.
    result: Vec<f32>,
}

impl Frozen {
    /// Copies the current weights of a model.
    pub fn new(model: &Model) -> Result<Frozen> {
        let shape = model.mlp.shape()?;
        let mut tensors = Vec::new();
        for (_, var) in model.mlp.parameters() {
            tensors.push(var.flatten_all()?.to_vec1::<f32>()?);
        }
        let mut tensors = tensors.into_iter();
        let mut hidden = Vec::with_capacity(shape.depth);
        let mut inputs = shape.inputs;
        for _ in 0..shape.depth {
            hidden.push(Layer {
                inputs,
                outputs: shape.width,
                weight: tensors.next().unwrap_or_default(),
                bias: tensors.next().unwrap_or_default(),
                output: vec![0.0; CHUNK * shape.width],
                preactivation: if shape.activation.keeps_preactivation() {
                    vec![0.0; CHUNK * shape.width]
                } else {
                    Vec::new()
                },
            });
            inputs = shape.width;
        }
        Ok(Frozen {
            learner: model.learner,
            activation: shape.activation,
            dim: shape.inputs,
            outputs: shape.outputs,
            hidden,
            head: tensors.next().unwrap_or_default(),
            scratch: Scratch {
                x: vec![0.0; CHUNK * shape.inputs],
                gradients: std::array::from_fn(|_| vec![0.0; CHUNK * shape.width]),
                result: vec![0.0; CHUNK * shape.inputs.max(shape.outputs)],
            },
        })
    }

    /// The learned energy H_θ of each state of `x` `(n, dim)`; `None` for learners without one. H_θ is
    /// defined up to an additive constant.
    pub fn energy(&mut self, x: &[f64]) -> Option<Vec<f64>> {
        if !self.learner.has_energy() {
            return None;
        }
        let mut energy = Vec::with_capacity(x.len() / self.dim);
        for x in x.chunks(CHUNK * self.dim) {
            let n = x.len() / self.dim;
            self.forward(x);
            self.head_outputs(n);
            let outputs = &self.scratch.result[..n * self.outputs];
            energy.extend(
                outputs
                    .chunks_exact(self.outputs)
                    .map(|row| f64::from(row[self.outputs - 1])),
            );
        }
        Some(energy)
    }

    /// Fills the hidden layers for the states `x` `(n, dim)`, n ≤ CHUNK.
    fn forward(&mut self, x: &[f64]) {
        let n = x.len() / self.dim;
        self.scratch
            .x
            .iter_mut()
            .zip(x)
            .for_each(|(to, from)| *to = *from as f32);
        let mut input: &[f32] = &self.scratch.x;
        for layer in &mut self.hidden {
            let len = n * layer.outputs;
            let z = &mut layer.output[..len];
            gemm::nt(
                &input[..n * layer.inputs],
                &layer.weight,
                z,
                n,
                layer.outputs,
                layer.inputs,
            );
            if self.activation.keeps_preactivation() {
                elementwise::add_bias_and_activate(None, &layer.bias, z);
                layer.preactivation[..len].copy_from_slice(z);
                elementwise::activate(self.activation, z);
            } else {
                elementwise::add_bias_and_activate(Some(self.activation), &layer.bias, z);
            }
            input = &layer.output;
        }
    }

    /// Writes the network outputs `(n, outputs)` to `scratch.result`.
    fn head_outputs(&mut self, n: usize) {
        let last = &self.hidden[self.hidden.len() - 1];
        gemm::nt(
            &last.output[..n * last.outputs],
            &self.head,
            &mut self.scratch.result[..n * self.outputs],
            n,
            self.outputs,
            last.outputs,
        );
    }

    /// Writes ∂F/∂x of one output, `(n, dim)`, to `scratch.result`.
    fn input_gradient(&mut self, n: usize, output: usize) {
        let [g, below] = &mut self.scratch.gradients;
        let width = self.hidden[0].outputs;
        let row = &self.head[output * width..(output + 1) * width];
        g[..n * width]
            .chunks_exact_mut(width)
            .for_each(|g| g.copy_from_slice(row));
        for (i, layer) in self.hidden.iter().enumerate().rev() {
            let saved = if self.activation.keeps_preactivation() {
                &layer.preactivation
            } else {
                &layer.output
            };
            elementwise::times_slope(self.activation, &saved[..n * width], &mut g[..n * width]);
            let to = if i == 0 {
                &mut self.scratch.result
            } else {
                &mut *below
            };
            let len = n * layer.inputs;
            gemm::nn(
                &g[..n * width],
                &layer.weight,
                &mut to[..len],
                n,
                layer.inputs,
                width,
            );
            if i > 0 {
                std::mem::swap(g, below);
            }
        }
    }
}

impl VectorField for Frozen {
    fn dim(&self) -> usize {
        self.dim
    }

    fn eval(&mut self, x: &[f64], dx: &mut [f64]) {
        let dim = self.dim;
        let energy = self.outputs - 1;
        for (x, dx) in x.chunks(CHUNK * dim).zip(dx.chunks_mut(CHUNK * dim)) {
            let n = x.len() / dim;
            self.forward(x);
            match self.learner.field_type {
                FieldType::Direct => {
                    self.head_outputs(n);
                    copy(&self.scratch.result, dx);
                }
                FieldType::Solenoidal => {
                    self.input_gradient(n, energy);
                    dx.fill(0.0);
                    add_symplectic(&self.scratch.result, dx, dim);
                }
                FieldType::Conservative => {
                    self.input_gradient(n, 0);
                    copy(&self.scratch.result, dx);
                }
                FieldType::Helmholtz => {
                    self.input_gradient(n, 0);
                    copy(&self.scratch.result, dx);
                    self.input_gradient(n, energy);
                    add_symplectic(&self.scratch.result, dx, dim);
                }
            }
        }
    }
}

fn copy(from: &[f32], to: &mut [f64]) {
    to.iter_mut()
        .zip(from)
        .for_each(|(to, from)| *to = f64::from(*from));
}

/// Adds (∂F/∂p, −∂F/∂q) for each gradient (∂F/∂q, ∂F/∂p).
fn add_symplectic(gradient: &[f32], dx: &mut [f64], dim: usize) {
    let dof = dim / 2;
    for (g, dx) in gradient.chunks_exact(dim).zip(dx.chunks_exact_mut(dim)) {
        for i in 0..dof {
            dx[i] += f64::from(g[dof + i]);
            dx[dof + i] -= f64::from(g[i]);
        }
    }
}
