//! `Law`: what moves a system, dx/dt = J∇H(x) + (0, F).
//!
//! H is a [`Hamiltonian`]. A [`Formula`] writes H once, for any kind of number, and gets its gradient by forward-mode
//! automatic differentiation with dual numbers, exact to rounding (Griewank & Walther 2008, *Evaluating Derivatives*, 3.2).

use super::field::VectorField;
use super::number::{Dual, Number};
use std::sync::Arc;

/// An energy and its gradient.
pub trait Hamiltonian: Send + Sync {
    /// H of one state, in J.
    fn energy(&self, x: &[f64]) -> f64;

    /// Writes (∂H/∂q, ∂H/∂p) of one state.
    fn gradient(&self, x: &[f64], gradient: &mut [f64]);

    /// Whether H = T(p) + V(q).
    fn is_separable(&self) -> bool;
}

/// H as a formula.
pub trait Formula: Send + Sync {
    /// H of one state, in J.
    fn value<N: Number>(&self, x: &[N]) -> N;

    /// Whether H = T(p) + V(q).
    fn is_separable(&self) -> bool;
}

/// A [`Formula`] as a [`Hamiltonian`].
struct ByFormula<F>(F);

impl<F: Formula> Hamiltonian for ByFormula<F> {
    fn energy(&self, x: &[f64]) -> f64 {
        self.0.value(x)
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        let mut duals: Vec<Dual> = x.iter().map(|x| Dual::constant(*x)).collect();
        for (i, slope) in gradient.iter_mut().enumerate() {
            duals[i].slope = 1.0;
            *slope = self.0.value(&duals).slope;
            duals[i].slope = 0.0;
        }
    }

    fn is_separable(&self) -> bool {
        self.0.is_separable()
    }
}

/// Adds a force to dp/dt `(dof)`, given the state and ∂H/∂p `(dof)`.
pub type Force = dyn Fn(&[f64], &[f64], &mut [f64]) + Send + Sync;

/// A law of motion.
#[derive(Clone)]
pub struct Law {
    dim: usize,
    hamiltonian: Option<Arc<dyn Hamiltonian>>,
    force: Option<Arc<Force>>,
    gradient: Vec<f64>,
}

impl Law {
    /// J∇H for states of `dim` components.
    pub fn of(dim: usize, hamiltonian: impl Hamiltonian + 'static) -> Law {
        Law {
            dim,
            hamiltonian: Some(Arc::new(hamiltonian)),
            force: None,
            gradient: vec![0.0; dim],
        }
    }

    /// J∇H for states of `dim` components, with H as a formula.
    pub fn by_formula(dim: usize, formula: impl Formula + 'static) -> Law {
        Law::of(dim, ByFormula(formula))
    }

    /// Motion at rest, for a force alone.
    pub fn without_energy(dim: usize) -> Law {
        Law {
            dim,
            hamiltonian: None,
            force: None,
            gradient: vec![0.0; dim],
        }
    }

    /// The same law with another force.
    pub fn with_force(
        self,
        force: impl Fn(&[f64], &[f64], &mut [f64]) + Send + Sync + 'static,
    ) -> Law {
        Law {
            force: Some(Arc::new(force)),
            ..self
        }
    }

    /// The same law with Rayleigh friction −γ_i ∂H/∂p_i on every momentum. H then falls at the rate Σ γ_i (∂H/∂p_i)², and areas in
    /// phase space shrink at the rate Σ γ_i ∂²H/∂p_i². Without any γ > 0 the law stays that of H.
    pub fn with_friction(self, friction: Vec<f64>) -> Law {
        if friction.iter().all(|friction| *friction == 0.0) {
            return self;
        }
        self.with_force(move |_, velocity, force| {
            for ((force, velocity), friction) in force.iter_mut().zip(velocity).zip(&friction) {
                *force -= friction * velocity;
            }
        })
    }

    /// The energy; `None` for a law without one.
    pub fn hamiltonian(&self) -> Option<&dyn Hamiltonian> {
        self.hamiltonian.as_deref()
    }

    /// H of one state, in J; `None` for a law without one.
    pub fn energy(&self, x: &[f64]) -> Option<f64> {
        self.hamiltonian().map(|h| h.energy(x))
    }

    /// Whether the field is exactly J∇H.
    pub fn is_hamiltonian(&self) -> bool {
        self.hamiltonian.is_some() && self.force.is_none()
    }
}

impl std::fmt::Debug for Law {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Law")
            .field("dim", &self.dim)
            .field("energy", &self.hamiltonian.is_some())
            .field("force", &self.force.is_some())
            .finish_non_exhaustive()
    }
}

impl VectorField for Law {
    fn dim(&self) -> usize {
        self.dim
    }

    fn eval(&mut self, x: &[f64], dx: &mut [f64]) {
        let dof = self.dim / 2;
        let rows = x.chunks_exact(self.dim);
        for (x, dx) in rows.zip(dx.chunks_exact_mut(self.dim)) {
            if let Some(hamiltonian) = &self.hamiltonian {
                hamiltonian.gradient(x, &mut self.gradient);
            }
            let (velocity, force) = dx.split_at_mut(dof);
            velocity.copy_from_slice(&self.gradient[dof..]);
            for (force, slope) in force.iter_mut().zip(&self.gradient) {
                *force = -slope;
            }
            if let Some(other) = &self.force {
                other(x, velocity, force);
            }
        }
    }

    fn separable(&self) -> bool {
        self.force.is_none() && self.hamiltonian.as_ref().is_some_and(|h| h.is_separable())
    }
}
