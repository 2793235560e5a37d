//! The network: x → linear1 → σ → … → linear{depth} → σ → linear{depth+1}, no bias in the last layer.
//!
//! Shapes: `x` `(n, in)`, weights `(out, in)` as in PyTorch, so that y = x·Wᵀ + b.
//!
//! The gradient of one output F with respect to `x` is written out as ordinary forward operations: g_L = w, the weights of
//! F in the last layer, and g_{l−1} = (g_l ⊙ σ′(z_l))·W_l down to ∂F/∂x = g_0. A `backward()` through these operations
//! gives the parameter gradients of a loss on ∂F/∂x. candle's own gradients are detached, so they cannot be differentiated
//! a second time.

use super::activation::Activation;
use super::kernels::{self, Layer};
use crate::error::Result;
use crate::rng::Rng;
use candle_core::{DType, Device, Tensor, Var};

/// A network.
#[derive(Debug)]
pub struct Mlp {
    hidden: Vec<Dense>,
    /// `(outputs, width)`.
    head: Var,
    activation: Activation,
}

/// Weight `(out, in)` and bias `(out)` of a hidden layer.
#[derive(Debug)]
struct Dense {
    weight: Var,
    bias: Var,
}

/// Sizes of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    pub inputs: usize,
    pub width: usize,
    /// Number of hidden layers, at least one.
    pub depth: usize,
    pub outputs: usize,
    pub activation: Activation,
}

impl Mlp {
    /// Orthogonal weights (gain 1) and biases uniform in ±1/√in, as in the published code, from `rng`.
    pub fn seeded(shape: Shape, rng: &mut Rng) -> Result<Mlp> {
        let mut hidden = Vec::with_capacity(shape.depth);
        let mut inputs = shape.inputs;
        for _ in 0..shape.depth {
            let weight = orthogonal(rng, shape.width, inputs)?;
            let bound = 1.0 / (inputs as f64).sqrt();
            let bias: Vec<f32> = (0..shape.width)
                .map(|_| rng.uniform_in(-bound, bound) as f32)
                .collect();
            let bias = Var::from_vec(bias, shape.width, &Device::Cpu)?;
            hidden.push(Dense { weight, bias });
            inputs = shape.width;
        }
        Ok(Mlp {
            hidden,
            head: orthogonal(rng, shape.outputs, shape.width)?,
            activation: shape.activation,
        })
    }

    /// All parameters zero, to be replaced by those of a file.
    pub fn zeros(shape: Shape) -> Result<Mlp> {
        let zeros = |dims: &[usize]| Var::zeros(dims, DType::F32, &Device::Cpu);
        let inputs = std::iter::once(shape.inputs).chain(std::iter::repeat(shape.width));
        let hidden = inputs.take(shape.depth).map(|inputs| {
            Ok(Dense {
                weight: zeros(&[shape.width, inputs])?,
                bias: zeros(&[shape.width])?,
            })
        });
        Ok(Mlp {
            hidden: hidden.collect::<Result<_>>()?,
            head: zeros(&[shape.outputs, shape.width])?,
            activation: shape.activation,
        })
    }

    /// The sizes.
    pub fn shape(&self) -> Result<Shape> {
        let (outputs, width) = self.head.dims2()?;
        Ok(Shape {
            inputs: self.hidden[0].weight.dim(1)?,
            width,
            depth: self.hidden.len(),
            outputs,
            activation: self.activation,
        })
    }

    /// All parameters, with the names and in the order of the published PyTorch code.
    pub fn parameters(&self) -> Vec<(String, &Var)> {
        let mut parameters = Vec::new();
        for (i, layer) in self.hidden.iter().enumerate() {
            parameters.push((format!("linear{}.weight", i + 1), &layer.weight));
            parameters.push((format!("linear{}.bias", i + 1), &layer.bias));
        }
        parameters.push((
            format!("linear{}.weight", self.hidden.len() + 1),
            &self.head,
        ));
        parameters
    }

    /// The outputs `(n, outputs)`.
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let (h, _) = self.forward_hidden(x, &self.hidden)?;
        Ok(kernels::linear(&h, &self.head)?)
    }

    /// The gradient ∇F of output number `output`, `(n, inputs)`, or ∇F·M for a constant matrix M = `matrix` with `inputs` rows,
    /// such as [`Inputs::matrix`](super::inputs::Inputs::matrix).
    pub fn input_gradient(
        &self,
        x: &Tensor,
        output: usize,
        matrix: Option<&Tensor>,
    ) -> Result<Tensor> {
        let (lower, last) = self.hidden.split_at(self.hidden.len() - 1);
        if lower.is_empty() {
            return self.tape(x)?.input_gradient(output, matrix);
        }
        let (h, saved) = self.forward_hidden(x, lower)?;
        let g = kernels::last_layer_gradient(
            &h,
            &last[0].weight,
            &last[0].bias,
            &self.head.narrow(0, output, 1)?,
            self.activation,
        )?;
        self.backward_hidden(g, &saved, matrix)
    }

    /// A forward pass through the hidden layers, from which the gradients of several outputs can be computed.
    pub fn tape(&self, x: &Tensor) -> Result<Tape<'_>> {
        let (_, saved) = self.forward_hidden(x, &self.hidden)?;
        Ok(Tape { mlp: self, saved })
    }

    /// The output of the last of `layers` and what each of them saves for its derivatives.
    fn forward_hidden(&self, x: &Tensor, layers: &[Dense]) -> Result<(Tensor, Vec<Tensor>)> {
        let mut all_saved = Vec::with_capacity(layers.len());
        let mut h = x.clone();
        for layer in layers {
            let Layer { output, saved } =
                kernels::dense(&h, &layer.weight, &layer.bias, self.activation)?;
            all_saved.push(saved);
            h = output;
        }
        Ok((h, all_saved))
    }

    /// Carries `g`, the gradient with respect to the output of the last of the layers in `saved`, back to x and multiplies it by `matrix`.
    fn backward_hidden(
        &self,
        mut g: Tensor,
        saved: &[Tensor],
        matrix: Option<&Tensor>,
    ) -> Result<Tensor> {
        let layers = self.hidden.iter().zip(saved);
        for (layer, saved) in layers.skip(1).rev() {
            g = kernels::input_gradient(&g, saved, &layer.weight, self.activation)?;
        }
        let first = match matrix {
            Some(matrix) => &kernels::product(&self.hidden[0].weight, matrix)?,
            None => self.hidden[0].weight.as_tensor(),
        };
        Ok(kernels::input_gradient(
            &g,
            &saved[0],
            first,
            self.activation,
        )?)
    }
}

/// What the hidden layers saved in a forward pass.
#[derive(Debug)]
pub struct Tape<'a> {
    mlp: &'a Mlp,
    saved: Vec<Tensor>,
}

impl Tape<'_> {
    /// [`Mlp::input_gradient`] at the inputs of the forward pass.
    pub fn input_gradient(&self, output: usize, matrix: Option<&Tensor>) -> Result<Tensor> {
        let g = self.mlp.head.narrow(0, output, 1)?;
        self.mlp.backward_hidden(g, &self.saved, matrix)
    }
}

fn orthogonal(rng: &mut Rng, rows: usize, cols: usize) -> Result<Var> {
    let values: Vec<f32> = rng
        .orthogonal(rows, cols)
        .iter()
        .map(|w| *w as f32)
        .collect();
    let weight = Tensor::from_vec(values, (rows, cols), &Device::Cpu)?;
    Ok(Var::from_tensor(&weight)?)
}
