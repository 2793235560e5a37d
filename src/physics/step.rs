//! One step of a method on plain slices: interprets the tableaux and compositions of [`method`](super::method).

use super::method::{Method, Substep, Tableau};
use crate::physics::field::VectorField;
use hnn_kernels::integration::{advance, advance_half, moved, weighted_sum};

/// A larger component counts as divergence: its square, the energy, would soon overflow the single precision of plots.
pub const MAX_COMPONENT: f64 = 1e15;

/// Whether all components are within [`MAX_COMPONENT`]; false for NaN.
pub fn within_reach(x: &[f64]) -> bool {
    x.iter().all(|x| x.abs() <= MAX_COMPONENT)
}

/// The equation of an implicit step could not be solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsolved;

/// Result of a step.
pub type Stepped = std::result::Result<(), Unsolved>;

/// Work space of a method, for one run.
#[derive(Debug)]
pub struct Work {
    k: Vec<Vec<f64>>,
    /// Next iterates of an implicit method.
    next: Vec<Vec<f64>>,
    stage: Vec<f64>,
    sum: Vec<f64>,
    /// Whether `k[0]` holds the force at the current positions, left by the last kick on a separable field.
    force_known: bool,
}

impl Work {
    /// For a batch of `len` numbers.
    pub fn new(method: &Method, len: usize) -> Self {
        let (stages, implicit) = match method {
            Method::Tableau(tableau) | Method::Adaptive(tableau) => {
                (tableau.stages.len(), tableau.is_implicit())
            }
            Method::Composition(_) => (2, false),
        };
        let empty = |count: usize| (0..count).map(|_| vec![0.0; len]).collect();
        Work {
            k: empty(stages),
            next: empty(if implicit { stages } else { 0 }),
            stage: vec![0.0; len],
            sum: vec![0.0; len],
            force_known: false,
        }
    }

    /// Advances the batch of states `x` by one step of size dt. An adaptive method makes one step of its tableau.
    pub fn step(
        &mut self,
        method: &Method,
        field: &mut dyn VectorField,
        dt: f64,
        x: &mut [f64],
    ) -> Stepped {
        match method {
            Method::Tableau(tableau) | Method::Adaptive(tableau) => {
                self.runge_kutta(tableau, field, dt, x)
            }
            Method::Composition(substeps) => {
                for substep in *substeps {
                    match substep {
                        Substep::Kick(share) => self.kick(field, share * dt, x),
                        Substep::Drift(share) => self.drift(field, share * dt, x),
                    }
                }
                Ok(())
            }
        }
    }

    fn runge_kutta(
        &mut self,
        tableau: &Tableau,
        field: &mut dyn VectorField,
        dt: f64,
        x: &mut [f64],
    ) -> Stepped {
        if tableau.is_implicit() {
            self.solve(tableau, field, dt, x)?;
        } else {
            for (i, weights) in tableau.stages.iter().enumerate() {
                let (done, rest) = self.k.split_at_mut(i);
                if weights.of.is_empty() {
                    field.eval(x, &mut rest[0]);
                } else {
                    weighted_sum(weights.of, done, &mut self.sum);
                    moved(&mut self.stage, x, dt / weights.over, &self.sum);
                    field.eval(&self.stage, &mut rest[0]);
                }
            }
        }
        weighted_sum(tableau.weights.of, &self.k, &mut self.sum);
        advance(x, dt / tableau.weights.over, &self.sum);
        Ok(())
    }

    /// Fills `k` with the stages of an implicit method, by fixed-point iteration. A learned field has single precision, so an
    /// iteration that stalls at that level counts as solved.
    fn solve(
        &mut self,
        tableau: &Tableau,
        field: &mut dyn VectorField,
        dt: f64,
        x: &[f64],
    ) -> Stepped {
        const SOLVED: f64 = 1e-14;
        const STALLED: f64 = 1e-6;
        const MAX_ITERATIONS: usize = 100;
        field.eval(x, &mut self.k[0]);
        let (first, others) = self.k.split_at_mut(1);
        others.iter_mut().for_each(|k| k.copy_from_slice(&first[0]));
        let mut last_change = f64::INFINITY;
        for _ in 0..MAX_ITERATIONS {
            let (mut scale, mut change) = (1.0f64, 0.0f64);
            for (i, weights) in tableau.stages.iter().enumerate() {
                weighted_sum(weights.of, &self.k, &mut self.sum);
                moved(&mut self.stage, x, dt / weights.over, &self.sum);
                field.eval(&self.stage, &mut self.next[i]);
                scale = self
                    .stage
                    .iter()
                    .fold(scale, |most, s| most.max(1.0 + s.abs()));
                change = self.k[i]
                    .iter()
                    .zip(&self.next[i])
                    .fold(change, |most, (k, next)| most.max((dt * (next - k)).abs()));
            }
            std::mem::swap(&mut self.k, &mut self.next);
            if change <= SOLVED * scale || (change >= last_change && change <= STALLED * scale) {
                return Ok(());
            }
            last_change = change;
        }
        Err(Unsolved)
    }

    /// Advances p by dp/dt. The force of a separable field does not depend on p, so that of the last kick is reused until the
    /// next drift: Störmer–Verlet then needs one force and one velocity per step.
    fn kick(&mut self, field: &mut dyn VectorField, dt: f64, x: &mut [f64]) {
        let k = &mut self.k[0];
        if !field.separable() {
            field.eval(x, k);
        } else if !self.force_known {
            field.force(x, k);
        }
        self.force_known = field.separable();
        advance_half(x, field.dim(), 1, dt, k);
    }

    /// Advances q by dq/dt.
    fn drift(&mut self, field: &mut dyn VectorField, dt: f64, x: &mut [f64]) {
        let k = &mut self.k[1];
        if field.separable() {
            field.velocity(x, k);
        } else {
            field.eval(x, k);
        }
        self.force_known = false;
        advance_half(x, field.dim(), 0, dt, k);
    }
}
