//! Learned models: networks and the vector field that follows from their outputs.

pub mod inference;
pub mod inputs;
pub mod learner;
pub mod mlp;
mod slices;
pub mod unrolled;

pub use hnn_kernels as kernels;
pub use hnn_kernels::activation;

use crate::error::Result;
use crate::rng::{Purpose, Rng};
use activation::Activation;
use candle_core::{DType, Device, Tensor, Var};
use inputs::Inputs;
use learner::{Gradient, Learner, Outputs, Part, PartKind, column};
use mlp::{Mlp, Shape};

/// Sizes of a learner's networks, and the states that they read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkConfig {
    /// Components of a state.
    pub dim: usize,
    /// Coordinates that networks read as cosine and sine.
    pub angles: Vec<usize>,
    pub width: usize,
    /// Number of hidden layers, at least one.
    pub depth: usize,
    pub activation: Activation,
}

/// A learner with its parameters as candle tensors, for training.
#[derive(Debug)]
pub struct Model {
    pub learner: Learner,
    config: NetworkConfig,
    parts: Vec<Trainable>,
}

/// The parameters of one [`Part`].
#[derive(Debug)]
enum Trainable {
    Network(Network),
    /// `(dof)`.
    InverseMass(Var),
    /// `(dof)`.
    Friction(Var),
}

#[derive(Debug)]
struct Network {
    mlp: Mlp,
    inputs: Inputs,
    outputs: Outputs,
    /// For each potential, see [`Inputs::matrix`].
    matrices: Vec<Option<Tensor>>,
}

impl NetworkConfig {
    /// Sizes of the network of a part; `None` for scalars.
    pub fn shape(&self, part: &Part) -> Option<Shape> {
        let PartKind::Network { reads, outputs } = part.kind else {
            return None;
        };
        Some(self.network(&Inputs::new(reads, self.dim, &self.angles), outputs))
    }

    fn network(&self, inputs: &Inputs, outputs: Outputs) -> Shape {
        Shape {
            inputs: inputs.count(),
            width: self.width,
            depth: self.depth,
            outputs: outputs.count(self.dim),
            activation: self.activation,
        }
    }
}

impl Model {
    /// Seeded weights ([`Mlp::seeded`]), masses of 1 and no friction. The same seed gives all learners whose first network
    /// reads the same coordinates the same first hidden layers.
    pub fn seeded(learner: &Learner, config: &NetworkConfig, seed: u64) -> Result<Model> {
        let mut rng = Rng::new(seed, Purpose::Weights);
        Model::build(learner, config, &mut |shape| Mlp::seeded(shape, &mut rng))
    }

    /// All weights zero, to be replaced by those of a file. `outputs` is the number of outputs of a network that has one
    /// potential ([`column()`]).
    pub fn zeros(learner: &Learner, config: &NetworkConfig, outputs: usize) -> Result<Model> {
        Model::build(learner, config, &mut |shape| {
            let outputs = outputs.max(shape.outputs);
            Mlp::zeros(Shape { outputs, ..shape })
        })
    }

    fn build(
        learner: &Learner,
        config: &NetworkConfig,
        mlp: &mut dyn FnMut(Shape) -> Result<Mlp>,
    ) -> Result<Model> {
        let dof = config.dim / 2;
        let scalars = |value: f32| Var::from_vec(vec![value; dof], dof, &Device::Cpu);
        let mut part = |part: &Part| {
            Ok(match part.kind {
                PartKind::Network { reads, outputs } => {
                    let inputs = Inputs::new(reads, config.dim, &config.angles);
                    let gradients = part.kind.gradients().iter();
                    Trainable::Network(Network {
                        mlp: mlp(config.network(&inputs, outputs))?,
                        matrices: gradients
                            .map(|gradient| inputs.matrix(*gradient))
                            .collect::<Result<_>>()?,
                        inputs,
                        outputs,
                    })
                }
                PartKind::InverseMass => Trainable::InverseMass(scalars(1.0)?),
                PartKind::Friction => Trainable::Friction(scalars(0.0)?),
            })
        };
        Ok(Model {
            learner: learner.clone(),
            config: config.clone(),
            parts: learner.parts.iter().map(&mut part).collect::<Result<_>>()?,
        })
    }

    /// The sizes.
    pub fn config(&self) -> &NetworkConfig {
        &self.config
    }

    /// The networks, in the order of the parts.
    pub fn networks(&self) -> impl Iterator<Item = &Mlp> {
        self.parts.iter().filter_map(|part| match part {
            Trainable::Network(network) => Some(&network.mlp),
            Trainable::InverseMass(_) | Trainable::Friction(_) => None,
        })
    }

    /// All parameters, in the order of the parts. A learner of one network has the names of the published PyTorch code;
    /// otherwise, names begin with that of the part.
    pub fn parameters(&self) -> Vec<(String, &Var)> {
        let mut parameters = Vec::new();
        for (part, trainable) in self.learner.parts.iter().zip(&self.parts) {
            match trainable {
                Trainable::InverseMass(values) | Trainable::Friction(values) => {
                    parameters.push((part.name.to_owned(), values));
                }
                Trainable::Network(network) => {
                    parameters.extend(network.mlp.parameters().into_iter().map(|(name, var)| {
                        if self.learner.is_one_network() {
                            (name, var)
                        } else {
                            (format!("{}.{name}", part.name), var)
                        }
                    }));
                }
            }
        }
        parameters
    }

    /// The parameters without names, for an optimiser.
    pub fn variables(&self) -> Vec<Var> {
        let parameters = self.parameters().into_iter();
        parameters.map(|(_, var)| var.clone()).collect()
    }

    /// Sets the inverse masses to the least-squares fit of the velocities in `dx` to the momenta in `x`, both `(n, dim)`.
    /// Adam moves a parameter by at most its learning rate per step, so a scalar must not start far from its value.
    pub fn fit_masses(&self, x: &[f64], dx: &[f64]) -> Result<()> {
        let (dim, dof) = (self.config.dim, self.config.dim / 2);
        // Sums of p·dq/dt and p².
        let mut sums = vec![[0.0; 2]; dof];
        for (x, dx) in x.chunks_exact(dim).zip(dx.chunks_exact(dim)) {
            for (sums, (p, velocity)) in sums.iter_mut().zip(x[dof..].iter().zip(dx)) {
                sums[0] += p * velocity;
                sums[1] += p * p;
            }
        }
        let fit = |[product, square]: &[f64; 2]| {
            if *square > 0.0 {
                (product / square) as f32
            } else {
                1.0
            }
        };
        let fitted: Vec<f32> = sums.iter().map(fit).collect();
        for part in &self.parts {
            if let Trainable::InverseMass(s) = part {
                s.set(&Tensor::from_slice(&fitted, dof, &Device::Cpu)?)?;
            }
        }
        Ok(())
    }

    /// The field dx/dt `(n, dim)` at the states `x` `(n, dim)`, differentiable with respect to parameters and `x`.
    pub fn field(&self, x: &Tensor) -> Result<Tensor> {
        let dof = self.config.dim / 2;
        let mut sum = Sum::default();
        for part in &self.parts {
            match part {
                Trainable::Network(network) => network.add_to(&mut sum, x)?,
                Trainable::InverseMass(s) => {
                    let velocity = x.narrow(1, dof, dof)?.broadcast_mul(s)?;
                    add(&mut sum.velocity, velocity)?;
                }
                Trainable::Friction(friction) => {
                    if let Some(hamiltonian) = &sum.hamiltonian {
                        let velocity = hamiltonian.narrow(1, 0, dof)?;
                        add(&mut sum.force, velocity.broadcast_mul(friction)?.neg()?)?;
                    }
                }
            }
        }
        sum.total(x)
    }
}

/// Contributions to a field.
#[derive(Default)]
struct Sum {
    /// J∇H of all energies, `(n, dim)`.
    hamiltonian: Option<Tensor>,
    /// Other fields, `(n, dim)`.
    other: Option<Tensor>,
    /// dq/dt and dp/dt, `(n, dof)`.
    velocity: Option<Tensor>,
    force: Option<Tensor>,
}

impl Sum {
    /// The field at the states `x` `(n, dim)`.
    fn total(self, x: &Tensor) -> Result<Tensor> {
        let mut total = self.other;
        if let Some(hamiltonian) = self.hamiltonian {
            add(&mut total, hamiltonian)?;
        }
        if self.velocity.is_some() || self.force.is_some() {
            let (n, dim) = x.dims2()?;
            let zeros = Tensor::zeros((n, dim / 2), DType::F32, &Device::Cpu)?;
            let halves = [self.velocity, self.force].map(|half| half.unwrap_or(zeros.clone()));
            add(&mut total, Tensor::cat(&halves, 1)?)?;
        }
        Ok(match total {
            Some(total) => total,
            None => x.zeros_like()?,
        })
    }
}

fn add(sum: &mut Option<Tensor>, term: Tensor) -> Result<()> {
    *sum = Some(match sum.take() {
        Some(sum) => (sum + term)?,
        None => term,
    });
    Ok(())
}

impl Network {
    fn add_to(&self, sum: &mut Sum, x: &Tensor) -> Result<()> {
        let read = self.inputs.read(x)?;
        let gradients = match self.outputs {
            Outputs::Field => return add(&mut sum.other, self.mlp.forward(&read)?),
            Outputs::Force => return add(&mut sum.force, self.mlp.forward(&read)?),
            Outputs::Potentials(gradients) => gradients,
        };
        let columns = self.mlp.shape()?.outputs;
        let slopes = self.inputs.slopes(&read)?;
        // Gradients of several outputs share one forward pass.
        let tape = (gradients.len() > 1).then(|| self.mlp.tape(&read));
        let tape = tape.transpose()?;
        for (i, (gradient, matrix)) in gradients.iter().zip(&self.matrices).enumerate() {
            let output = column(gradients, i, columns);
            let fused = matrix.as_ref().filter(|_| slopes.is_none());
            let mut field = match &tape {
                Some(tape) => tape.input_gradient(output, fused)?,
                None => self.mlp.input_gradient(&read, output, fused)?,
            };
            if let (Some(slopes), Some(matrix)) = (&slopes, matrix) {
                field = kernels::product(&(field * slopes)?, matrix)?;
            }
            let sum = match gradient {
                Gradient::Plain => &mut sum.other,
                Gradient::Symplectic => &mut sum.hamiltonian,
            };
            add(sum, field)?;
        }
        Ok(())
    }
}
