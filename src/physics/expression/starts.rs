//! Starts of a typed Hamiltonian: drawn uniformly from a box in phase space, and drawn again if the trajectory escapes.

use super::hamiltonian::TypedHamiltonian;
use crate::error::{Error, Result};
use crate::physics::field::VectorField;
use crate::physics::integrators::dopri5::{self, Tolerance};
use crate::physics::law::Law;
use crate::rng::{Purpose, Rng};

/// Solver tolerance of the trajectories.
pub const TOLERANCE: f64 = 1e-9;
/// A trajectory escapes beyond this many times the box's largest half width from its centre.
const REACH: f64 = 100.0;
/// Evaluations of the field for one trajectory, some 10,000 steps; one that needs more cannot be followed.
const MAX_EVALUATIONS: usize = 60_000;
/// Evaluations to see how many escape, so that a visitor who moves a slider never waits long.
const MAX_TRIAL_EVALUATIONS: usize = 300_000;
/// Points at which the distance is checked.
const CHECKS: usize = 64;
/// Starts drawn to see how many escape, and how often one that escapes is drawn again.
const TRIALS: usize = 40;
const MAX_REDRAWS: usize = 100;
/// Largest share of escapes. With more, [`MAX_REDRAWS`] might not be enough.
const MAX_ESCAPES: f64 = 0.9;
/// Starts outside come from a box larger by this factor.
const WIDER: f64 = 2.0;
/// Points whose energies are compared with those of starts outside, besides the corners of the box.
const SAMPLES: usize = 1000;

/// Where trajectories start, and for how long they are followed.
pub struct Starts {
    pub hamiltonian: TypedHamiltonian,
    /// The box: `[low, high]` for each component of the state.
    pub bounds: Vec<[f64; 2]>,
    /// In s.
    pub span: f64,
}

impl Starts {
    /// Refuses starts from which too many trajectories escape.
    pub fn check_escapes(&self, values: &[f64]) -> Result<()> {
        let (escaped, drawn) =
            self.beyond(&self.hamiltonian.law(values), REACH, MAX_TRIAL_EVALUATIONS);
        if escaped as f64 > MAX_ESCAPES * drawn as f64 {
            return Err(Error::Escapes { escaped, drawn });
        }
        Ok(())
    }

    /// How many trajectories leave the box by more than `reach` times its largest half width, and of how many: [`TRIALS`], or fewer if
    /// they take `most` evaluations of the field.
    pub(super) fn beyond(&self, law: &Law, reach: f64, most: usize) -> (usize, usize) {
        let mut rng = Rng::new(0, Purpose::Starts);
        let mut x = vec![0.0; self.bounds.len()];
        let (mut beyond, mut drawn, mut evaluations) = (0, 0, 0);
        while drawn < TRIALS && evaluations < most {
            self.draw(&mut rng, 1.0, &mut x);
            let path = self.follow(law, &x);
            beyond += usize::from(path.reach > reach);
            drawn += 1;
            evaluations += path.evaluations;
        }
        (beyond, drawn)
    }

    /// Draws from the box, again if the trajectory escapes. After [`MAX_REDRAWS`], which other values of the parameters may need,
    /// the last one is left.
    pub fn draw_inside(&self, rng: &mut Rng, values: &[f64], x: &mut [f64]) {
        let law = self.hamiltonian.law(values);
        for _ in 0..MAX_REDRAWS {
            self.draw(rng, 1.0, x);
            if !self.escapes(&law, x) {
                return;
            }
        }
    }

    /// Draws from a wider box until the energy is higher than anywhere in the box. Failing that, it is the lowest, if it is lower
    /// than anywhere in the box, or the highest.
    pub fn draw_outside(&self, rng: &mut Rng, values: &[f64], x: &mut [f64]) {
        let law = self.hamiltonian.law(values);
        let [low, high] = self.energies(&law);
        let mut drawn = x.to_vec();
        let (mut lowest, mut highest) = ((low, None), (f64::NEG_INFINITY, None));
        for _ in 0..MAX_REDRAWS {
            self.draw(rng, WIDER, &mut drawn);
            let energy = law.energy(&drawn).unwrap_or(f64::NAN);
            let extreme = energy < lowest.0 || energy > highest.0;
            if !extreme || self.escapes(&law, &drawn) {
                continue;
            }
            if energy > high {
                return x.copy_from_slice(&drawn);
            }
            let extreme = if energy < lowest.0 {
                &mut lowest
            } else {
                &mut highest
            };
            *extreme = (energy, Some(drawn.clone()));
        }
        x.copy_from_slice(lowest.1.or(highest.1).as_deref().unwrap_or(&drawn));
    }

    /// The range of energies in the box, from its corners and many points.
    pub(super) fn energies(&self, law: &Law) -> [f64; 2] {
        let mut rng = Rng::new(0, Purpose::Starts);
        let mut x = vec![0.0; self.bounds.len()];
        let mut range = [f64::INFINITY, f64::NEG_INFINITY];
        let corners = 1 << x.len();
        for i in 0..corners + SAMPLES {
            if i < corners {
                for (component, (x, [low, high])) in x.iter_mut().zip(&self.bounds).enumerate() {
                    *x = if i >> component & 1 == 0 { *low } else { *high };
                }
            } else {
                self.draw(&mut rng, 1.0, &mut x);
            }
            let energy = law.energy(&x).filter(|energy| energy.is_finite());
            range[0] = energy.map_or(range[0], |energy| energy.min(range[0]));
            range[1] = energy.map_or(range[1], |energy| energy.max(range[1]));
        }
        range
    }

    /// Draws uniformly from the box, widened around its centre.
    fn draw(&self, rng: &mut Rng, widened: f64, x: &mut [f64]) {
        for (x, [low, high]) in x.iter_mut().zip(&self.bounds) {
            let (centre, half) = ((low + high) / 2.0, (high - low) / 2.0 * widened);
            *x = rng.uniform_in(centre - half, centre + half);
        }
    }

    /// Whether a trajectory diverges, leaves the box far behind, or cannot be followed.
    fn escapes(&self, law: &Law, start: &[f64]) -> bool {
        self.follow(law, start).reach > REACH
    }

    /// Follows the trajectory from `start`.
    fn follow(&self, law: &Law, start: &[f64]) -> Path {
        let half = |[low, high]: &[f64; 2]| (high - low) / 2.0;
        let unit = self.bounds.iter().map(half).fold(0.0, f64::max);
        let mut field = Limited {
            law: law.clone(),
            left: MAX_EVALUATIONS,
        };
        let tolerance = Tolerance {
            relative: TOLERANCE,
            absolute: TOLERANCE,
        };
        let mut x = start.to_vec();
        let mut reach = 0.0;
        let dt = self.span / CHECKS as f64;
        let end = dopri5::integrate(&mut field, &mut x, dt, CHECKS, tolerance, |_, _, x| {
            for (x, [low, high]) in x.iter().zip(&self.bounds) {
                reach = f64::max(reach, (x - (low + high) / 2.0).abs() / unit);
            }
        });
        if end.is_err() || !law.energy(start).is_some_and(f64::is_finite) {
            reach = f64::INFINITY;
        }
        Path {
            reach,
            evaluations: MAX_EVALUATIONS - field.left,
        }
    }
}

/// How a trajectory went.
struct Path {
    /// Its largest distance from the box's centre in any component, in units of the box's largest half width; infinite if it diverges or
    /// cannot be followed.
    reach: f64,
    evaluations: usize,
}

/// A law that is not defined any more after so many evaluations, which ends an integration.
struct Limited {
    law: Law,
    left: usize,
}

impl VectorField for Limited {
    fn dim(&self) -> usize {
        self.law.dim()
    }

    fn eval(&mut self, x: &[f64], dx: &mut [f64]) {
        if self.left == 0 {
            return dx.fill(f64::NAN);
        }
        self.left -= 1;
        self.law.eval(x, dx);
    }
}
