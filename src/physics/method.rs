//! Integration methods as data: Runge–Kutta tableaux, and compositions of kicks and drifts.
//!
//! [`step`](super::step) interprets them on plain slices, [`unrolled`](crate::model::unrolled) on tensors, so that every method
//! can also be trained through.

/// How a method advances a state.
#[derive(Debug, Clone, Copy)]
pub enum Method {
    Tableau(&'static Tableau),
    /// In this order.
    Composition(&'static [Substep]),
    /// Dormand–Prince 5(4): chooses its own steps; dt is the interval between outputs. The tableau is that of one step.
    Adaptive(&'static Tableau),
}

/// A Runge–Kutta method: stage i is f at x + dt·Σ_j a_ij k_j, and the step is dt·Σ_i b_i k_i. It is implicit if a stage depends
/// on itself or on a later one.
#[derive(Debug)]
pub struct Tableau {
    /// The rows a_i.
    pub stages: &'static [Weights],
    /// b.
    pub weights: Weights,
}

/// Coefficients `of_i / over`.
#[derive(Debug)]
pub struct Weights {
    pub over: f64,
    pub of: &'static [f64],
}

/// A part of a step, as a share of dt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Substep {
    /// Advances p by dp/dt.
    Kick(f64),
    /// Advances q by dq/dt.
    Drift(f64),
}

/// Coefficients with a common denominator.
pub const fn weights(over: f64, of: &'static [f64]) -> Weights {
    Weights { over, of }
}

impl Tableau {
    pub fn is_implicit(&self) -> bool {
        self.stages
            .iter()
            .enumerate()
            .any(|(i, row)| row.of.len() > i)
    }
}
