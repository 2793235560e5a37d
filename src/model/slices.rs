//! A network with fixed weights on plain slices.

use super::activation::Activation;
use super::kernels::{elementwise, gemm};
use super::mlp::Mlp;
use crate::error::Result;

/// States evaluated at once.
pub const CHUNK: usize = 128;

/// A network with its latest results.
#[derive(Debug, Clone)]
pub struct FixedMlp {
    activation: Activation,
    pub outputs: usize,
    hidden: Vec<Layer>,
    /// `(outputs, width)`.
    head: Vec<f32>,
    /// Inputs, `(CHUNK, inputs)`.
    pub inputs: Vec<f32>,
    /// Gradients with respect to two adjacent hidden layers, `(CHUNK, width)`.
    gradients: [Vec<f32>; 2],
    /// Outputs or an input gradient, `(CHUNK, max(inputs, outputs))`.
    pub result: Vec<f32>,
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

impl FixedMlp {
    /// Copies the current weights of a network.
    pub fn new(mlp: &Mlp) -> Result<FixedMlp> {
        let shape = mlp.shape()?;
        let mut tensors = Vec::new();
        for (_, var) in mlp.parameters() {
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
        Ok(FixedMlp {
            activation: shape.activation,
            outputs: shape.outputs,
            hidden,
            head: tensors.next().unwrap_or_default(),
            inputs: vec![0.0; CHUNK * shape.inputs],
            gradients: std::array::from_fn(|_| vec![0.0; CHUNK * shape.width]),
            result: vec![0.0; CHUNK * shape.inputs.max(shape.outputs)],
        })
    }

    /// Fills the hidden layers for the first `n` rows of `inputs`, n ≤ CHUNK.
    pub fn forward(&mut self, n: usize) {
        let mut input: &[f32] = &self.inputs;
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

    /// Writes the outputs `(n, outputs)` to `result`.
    pub fn head_outputs(&mut self, n: usize) {
        let last = &self.hidden[self.hidden.len() - 1];
        gemm::nt(
            &last.output[..n * last.outputs],
            &self.head,
            &mut self.result[..n * self.outputs],
            n,
            self.outputs,
            last.outputs,
        );
    }

    /// Writes the gradient of one output with respect to the inputs, `(n, inputs)`, to `result`.
    pub fn input_gradient(&mut self, n: usize, output: usize) {
        let [g, below] = &mut self.gradients;
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
                &mut self.result
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
