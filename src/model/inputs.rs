//! `Inputs`: what a network reads of a state, and how the gradient with respect to that becomes a field.
//!
//! A network reads some coordinates as they are and angles θ as cos θ and sin θ, in the order: all cosines, all sines, the
//! other coordinates.

use super::learner::{Gradient, Half, Reads};
use crate::error::Result;
use candle_core::{Device, Tensor};

/// What one network reads.
#[derive(Debug, Clone)]
pub struct Inputs {
    dim: usize,
    /// Coordinates read as cosine and sine.
    angles: Vec<usize>,
    /// Coordinates read as they are.
    plain: Vec<usize>,
}

impl Inputs {
    /// Of states with `dim` components, of which `angles` are angles.
    pub fn new(reads: Reads, dim: usize, angles: &[usize]) -> Inputs {
        let half_of = |i: usize| {
            if i < dim / 2 {
                Half::Velocity
            } else {
                Half::Force
            }
        };
        let (angles, plain) = (0..dim)
            .filter(|i| reads.includes(half_of(*i)))
            .partition(|i| angles.contains(i));
        Inputs { dim, angles, plain }
    }

    /// Number of network inputs.
    pub fn count(&self) -> usize {
        2 * self.angles.len() + self.plain.len()
    }

    /// The coordinate that each input is a function of.
    fn coordinates(&self) -> impl Iterator<Item = usize> {
        let (angles, plain) = (self.angles.iter(), self.plain.iter());
        angles.clone().chain(angles).chain(plain).copied()
    }

    /// The inputs `(n, count)` at the states `x` `(n, dim)`.
    pub fn read(&self, x: &Tensor) -> Result<Tensor> {
        let plain = match self.plain.as_slice() {
            plain if plain.len() == self.dim => x.clone(),
            [] => return Ok(Tensor::cat(&self.circular(x)?, 1)?),
            [first, .., last] if last - first + 1 == self.plain.len() => {
                x.narrow(1, *first, self.plain.len())?
            }
            plain => select(x, plain)?,
        };
        if self.angles.is_empty() {
            return Ok(plain);
        }
        let [cos, sin] = self.circular(x)?;
        Ok(Tensor::cat(&[cos, sin, plain], 1)?)
    }

    fn circular(&self, x: &Tensor) -> Result<[Tensor; 2]> {
        let angles = select(x, &self.angles)?;
        Ok([angles.cos()?, angles.sin()?])
    }

    /// The matrix `(count, dim)` that turns a gradient with respect to the inputs into a field, for inputs that are
    /// coordinates; `None` if it is the identity.
    pub fn matrix(&self, gradient: Gradient) -> Result<Option<Tensor>> {
        if gradient == Gradient::Plain && self.plain.len() == self.dim {
            return Ok(None);
        }
        let mut matrix = vec![0f32; self.count() * self.dim];
        for (input, coordinate) in self.coordinates().enumerate() {
            let (to, sign) = target(gradient, coordinate, self.dim);
            matrix[input * self.dim + to] = sign;
        }
        let shape = (self.count(), self.dim);
        Ok(Some(Tensor::from_vec(matrix, shape, &Device::Cpu)?))
    }

    /// Derivatives of the inputs `read` `(n, count)` with respect to their coordinates; `None` if all are 1.
    pub fn slopes(&self, read: &Tensor) -> Result<Option<Tensor>> {
        let count = self.angles.len();
        if count == 0 {
            return Ok(None);
        }
        let (cos, sin) = (read.narrow(1, 0, count)?, read.narrow(1, count, count)?);
        let mut slopes = vec![sin.neg()?, cos];
        if !self.plain.is_empty() {
            slopes.push(read.narrow(1, 2 * count, self.plain.len())?.ones_like()?);
        }
        Ok(Some(Tensor::cat(&slopes, 1)?))
    }

    /// Writes the inputs `(n, count)` of the states `x` `(n, dim)`.
    pub fn read_into(&self, x: &[f64], inputs: &mut [f32]) {
        let (rows, count) = (x.chunks_exact(self.dim), self.count());
        for (x, to) in rows.zip(inputs.chunks_exact_mut(count)) {
            let (cos, rest) = to.split_at_mut(self.angles.len());
            let (sin, plain) = rest.split_at_mut(self.angles.len());
            for (i, angle) in self.angles.iter().enumerate() {
                let angle = x[*angle];
                (cos[i], sin[i]) = (libm::cos(angle) as f32, libm::sin(angle) as f32);
            }
            for (to, i) in plain.iter_mut().zip(&self.plain) {
                *to = x[*i] as f32;
            }
        }
    }

    /// Adds the field that follows from the gradient `g` `(n, count)` at `inputs` `(n, count)` to `dx` `(n, dim)`.
    pub fn add_field(&self, gradient: Gradient, g: &[f32], inputs: &[f32], dx: &mut [f64]) {
        let (count, angles) = (self.count(), self.angles.len());
        let rows = g.chunks_exact(count).zip(inputs.chunks_exact(count));
        for ((g, inputs), dx) in rows.zip(dx.chunks_exact_mut(self.dim)) {
            for (i, coordinate) in self.coordinates().enumerate() {
                let slope = if i < angles {
                    -inputs[angles + i]
                } else if i < 2 * angles {
                    inputs[i - angles]
                } else {
                    1.0
                };
                let (to, sign) = target(gradient, coordinate, self.dim);
                dx[to] += f64::from(sign * slope * g[i]);
            }
        }
    }
}

/// The component of the field to which ∂F/∂(coordinate) is added, and with which sign.
fn target(gradient: Gradient, coordinate: usize, dim: usize) -> (usize, f32) {
    let dof = dim / 2;
    match gradient {
        Gradient::Plain => (coordinate, 1.0),
        Gradient::Symplectic if coordinate < dof => (dof + coordinate, -1.0),
        Gradient::Symplectic => (coordinate - dof, 1.0),
    }
}

fn select(x: &Tensor, columns: &[usize]) -> Result<Tensor> {
    let columns: Vec<u32> = columns.iter().map(|i| *i as u32).collect();
    Ok(x.index_select(&Tensor::new(columns, &Device::Cpu)?, 1)?)
}
