//! The network: x → linear1 → σ → … → linear{depth} → σ → linear{depth+1}, no bias in the last layer.
//!
//! Shapes: `x` `(n, in)`, weights `(out, in)` as in PyTorch, so that y = x·Wᵀ + b. Besides its outputs the
//! network gives the gradient of one output with respect to `x`, written out as ordinary forward operations:
//! with g_L = w, the output's weights, and g_{l−1} = (g_l ⊙ σ′(z_l))·W_l down to ∂F/∂x = g_0. One `backward()`
//! through these operations gives the parameter gradients of a loss on ∂F/∂x; candle's own gradients are
//! detached and could not be differentiated a second time.

use super::activation::Activation;
use super::kernels::{self, Layer};
use crate::error::Result;
use crate::rng::{Purpose, Rng};
use candle_core::{DType, Device, Tensor, Var};

/// A network with its parameters.
#[derive(Debug, Clone)]
pub struct Mlp {
    hidden: Vec<Dense>,
    /// `(outputs, width)`.
    head: Var,
    activation: Activation,
}

/// Weight `(out, in)` and bias `(out)` of a hidden layer.
#[derive(Debug, Clone)]
struct Dense {
    weight: Var,
    bias: Var,
}

/// Sizes of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    pub inputs: usize,
    pub width: usize,
    /// Hidden layers, at least one.
    pub depth: usize,
    pub outputs: usize,
    pub activation: Activation,
}

impl Mlp {
    /// Orthogonal weights (gain 1) and biases uniform in ±1/√in, as in the published code, from the stream
    /// [`Purpose::Weights`] of the seed.
    pub fn seeded(shape: Shape, seed: u64) -> Result<Mlp> {
        let mut rng = Rng::new(seed, Purpose::Weights);
        let mut hidden = Vec::with_capacity(shape.depth);
        let mut inputs = shape.inputs;
        for _ in 0..shape.depth {
            let weight = orthogonal(&mut rng, shape.width, inputs)?;
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
            head: orthogonal(&mut rng, shape.outputs, shape.width)?,
            activation: shape.activation,
        })
    }

    /// All parameters zero, to be filled from a file.
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

    /// All parameters with the names of the published PyTorch code, in its order.
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

    /// The parameters alone, for an optimiser.
    pub fn variables(&self) -> Vec<Var> {
        self.parameters()
            .into_iter()
            .map(|(_, var)| var.clone())
            .collect()
    }

    /// The outputs `(n, outputs)`.
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let (h, _) = self.ascend(x, &self.hidden)?;
        Ok(kernels::linear(&h, &self.head)?)
    }

    /// ∇F·M, `(n, dim)`, for output number `output` and a constant matrix `turn` `(dim, dim)`: the symplectic
    /// gradient if M turns (∂q, ∂p) into (∂p, −∂q), the plain gradient without one.
    pub fn input_gradient(
        &self,
        x: &Tensor,
        output: usize,
        turn: Option<&Tensor>,
    ) -> Result<Tensor> {
        let (lower, last) = self.hidden.split_at(self.hidden.len() - 1);
        if lower.is_empty() {
            return self.trace(x)?.input_gradient(output, turn);
        }
        let (h, states) = self.ascend(x, lower)?;
        let g = kernels::last_layer_gradient(
            &h,
            &last[0].weight,
            &last[0].bias,
            &self.head.narrow(0, output, 1)?,
            self.activation,
        )?;
        self.descend(g, &states, turn)
    }

    /// What the gradients of several outputs have in common: the states of the hidden layers at `x`.
    pub fn trace(&self, x: &Tensor) -> Result<Trace<'_>> {
        let (_, states) = self.ascend(x, &self.hidden)?;
        Ok(Trace { mlp: self, states })
    }

    /// The output of the uppermost of some first layers, and the states of all of them.
    fn ascend(&self, x: &Tensor, layers: &[Dense]) -> Result<(Tensor, Vec<Tensor>)> {
        let mut states = Vec::with_capacity(layers.len());
        let mut h = x.clone();
        for layer in layers {
            let Layer { output, state } =
                kernels::dense(&h, &layer.weight, &layer.bias, self.activation)?;
            states.push(state);
            h = output;
        }
        Ok((h, states))
    }

    /// A gradient with respect to the output of the uppermost of the first layers, whose states these are, carried down to x
    /// and turned.
    fn descend(&self, mut g: Tensor, states: &[Tensor], turn: Option<&Tensor>) -> Result<Tensor> {
        let layers = self.hidden.iter().zip(states);
        for (layer, state) in layers.skip(1).rev() {
            g = kernels::input_gradient(&g, state, &layer.weight, self.activation)?;
        }
        let first = match turn {
            Some(turn) => &kernels::product(&self.hidden[0].weight, turn)?,
            None => self.hidden[0].weight.as_tensor(),
        };
        Ok(kernels::input_gradient(
            &g,
            &states[0],
            first,
            self.activation,
        )?)
    }
}

/// The hidden layers of a network evaluated at some states.
#[derive(Debug)]
pub struct Trace<'a> {
    mlp: &'a Mlp,
    states: Vec<Tensor>,
}

impl Trace<'_> {
    /// [`Mlp::input_gradient`] at the states of the trace.
    pub fn input_gradient(&self, output: usize, turn: Option<&Tensor>) -> Result<Tensor> {
        let g = self.mlp.head.narrow(0, output, 1)?;
        self.mlp.descend(g, &self.states, turn)
    }
}

/// The matrix that turns a row (∂F/∂q, ∂F/∂p) into (∂F/∂p, −∂F/∂q), `(dim, dim)`.
pub fn symplectic_matrix(dim: usize) -> Result<Tensor> {
    let dof = dim / 2;
    let mut m = vec![0f32; dim * dim];
    for i in 0..dof {
        m[(dof + i) * dim + i] = 1.0;
        m[i * dim + dof + i] = -1.0;
    }
    Ok(Tensor::from_vec(m, (dim, dim), &Device::Cpu)?)
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
