//! Training and test data: noisy trajectories of the true system, from a seed.
//!
//! Rows are samples, trajectory after trajectory: `x` `(n, dim)` holds noisy states `(q, p)`, `dx`
//! `(n, dim)` the true derivative at the *clean* states, as in the published code of
//! Greydanus et al. 2019 (noise on q and p only).

use crate::error::{Error, Result};
use crate::physics::field::VectorField;
use crate::physics::integrators::dopri5::{self, Tolerance};
use crate::physics::system::Dynamics;
use crate::rng::{Purpose, Rng};

/// How much data to draw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// Number of training trajectories; the test set has `test_share` times as many.
    pub trajectories: usize,
    /// Samples per trajectory.
    pub samples: usize,
    /// Standard deviation of the noise on each component.
    pub noise: f64,
    pub seed: u64,
}

/// Training or test samples, in double precision, trajectory after trajectory.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Split {
    /// Noisy states, `(n, dim)`.
    pub x: Vec<f64>,
    /// Derivatives at the clean states, `(n, dim)`; `None` for a recording, whose law is unknown.
    pub dx: Option<Vec<f64>>,
    /// Times in s, `(n)`, from an origin of each trajectory.
    pub t: Vec<f64>,
    /// Samples of each trajectory.
    pub lengths: Vec<usize>,
}

/// Training and test set.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    pub dim: usize,
    pub train: Split,
    pub test: Split,
}

impl Split {
    /// Number of samples.
    pub fn len(&self) -> usize {
        self.t.len()
    }

    pub fn is_empty(&self) -> bool {
        self.t.is_empty()
    }

    /// The sample numbers at which each trajectory starts and ends.
    pub fn trajectories(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        self.lengths.iter().scan(0, |first, length| {
            let range = *first..*first + length;
            *first = range.end;
            Some(range)
        })
    }
}

impl Dataset {
    /// Draws the training set from the stream [`Purpose::Data`] of the seed and the test set from [`Purpose::TestData`], so
    /// their sizes are independent.
    ///
    /// # Errors
    /// A trajectory diverged.
    pub fn generate(dynamics: &Dynamics, plan: Plan) -> Result<Dataset> {
        let sampling = &dynamics.mechanics.sampling;
        let test = (plan.trajectories as f64 * sampling.test_share)
            .round()
            .max(1.0) as usize;
        let dt = sampling.span / (plan.samples - 1) as f64;
        Ok(Dataset {
            dim: dynamics.dim(),
            train: draw(dynamics, plan, plan.trajectories, dt, Purpose::Data)?,
            test: draw(dynamics, plan, test, dt, Purpose::TestData)?,
        })
    }

    /// Checks data from outside: states of `dim` finite components, each set with at least one trajectory, and arrays that
    /// belong together.
    ///
    /// # Errors
    /// Names the first array that does not fit.
    pub fn check(&self, dim: usize) -> Result<()> {
        let refuse = |field: String, value: String, allowed: String| {
            Err(Error::Setting {
                field,
                value,
                allowed,
            })
        };
        if self.dim != dim {
            let (value, allowed) = (self.dim.to_string(), dim.to_string());
            return refuse("data.dim".to_owned(), value, allowed);
        }
        for (name, split) in [("train", &self.train), ("test", &self.test)] {
            let n = split.len();
            let lengths: usize = split.lengths.iter().sum();
            if n == 0 || lengths != n {
                return refuse(
                    format!("data.{name}.lengths"),
                    format!("a sum of {lengths}"),
                    format!("{n}, as many as times, and at least 1"),
                );
            }
            let arrays = [
                ("x", Some(&split.x), dim),
                ("dx", split.dx.as_ref(), dim),
                ("t", Some(&split.t), 1),
            ];
            for (array, values, components) in arrays {
                let Some(values) = values else { continue };
                if values.len() != n * components || !values.iter().all(|value| value.is_finite()) {
                    return refuse(
                        format!("data.{name}.{array}"),
                        format!("{} numbers", values.len()),
                        format!("{} finite numbers", n * components),
                    );
                }
            }
        }
        Ok(())
    }
}

fn draw(
    dynamics: &Dynamics,
    plan: Plan,
    trajectories: usize,
    dt: f64,
    purpose: Purpose,
) -> Result<Split> {
    let mut rng = Rng::new(plan.seed, purpose);
    let sampling = &dynamics.mechanics.sampling;
    let dim = dynamics.dim();
    let tolerance = Tolerance {
        relative: sampling.tolerance,
        absolute: sampling.tolerance,
    };
    let (mut field, mut truth) = (dynamics.clone(), dynamics.clone());
    let mut split = Split::default();
    let mut derivatives = Vec::new();
    let mut start = vec![0.0; dim];
    let mut dx = vec![0.0; dim];
    for _ in 0..trajectories {
        (sampling.start)(&mut rng, &dynamics.parameters, &mut start);
        dopri5::integrate(
            &mut truth,
            &mut start,
            dt,
            plan.samples - 1,
            tolerance,
            |_, t, x| {
                field.eval(x, &mut dx);
                derivatives.extend_from_slice(&dx);
                split.t.push(t);
                split
                    .x
                    .extend(x.iter().map(|x| x + plan.noise * rng.normal()));
            },
        )?;
        split.lengths.push(plan.samples);
    }
    split.dx = Some(derivatives);
    Ok(split)
}
