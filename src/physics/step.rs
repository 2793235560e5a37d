//! Building blocks of integrator steps: work space, kicks and drifts, and the divergence limit.

use crate::physics::field::VectorField;

/// A larger component counts as divergence: its square, the energy, would soon overflow the single precision of plots.
pub const MAX_COMPONENT: f64 = 1e15;

/// Whether all components are within [`MAX_COMPONENT`]; false for NaN.
pub fn within_reach(x: &[f64]) -> bool {
    x.iter().all(|x| x.abs() <= MAX_COMPONENT)
}

/// Advances the batch of states `x` by dt.
pub type Step = fn(&mut Work, &mut dyn VectorField, dt: f64, x: &mut [f64]) -> Stepped;

/// The equation of an implicit step could not be solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsolved;

/// Result of a step.
pub type Stepped = std::result::Result<(), Unsolved>;

/// Work space of a fixed-step method, for one run.
#[derive(Debug)]
pub struct Work {
    pub k: [Vec<f64>; 4],
    pub stage: Vec<f64>,
    /// Whether `k[0]` holds the force at the current positions, left by the last step's final kick.
    pub force_known: bool,
}

impl Work {
    /// For a batch of `len` numbers.
    pub fn new(len: usize) -> Self {
        Work {
            k: std::array::from_fn(|_| vec![0.0; len]),
            stage: vec![0.0; len],
            force_known: false,
        }
    }
}

/// x ← x + dt·k.
pub fn advance(x: &mut [f64], dt: f64, k: &[f64]) {
    x.iter_mut().zip(k).for_each(|(x, k)| *x += dt * k);
}

/// to ← from + dt·k.
pub fn moved(to: &mut [f64], from: &[f64], dt: f64, k: &[f64]) {
    for ((to, from), k) in to.iter_mut().zip(from).zip(k) {
        *to = from + dt * k;
    }
}

/// Advances p by dp/dt.
pub fn kick(work: &mut Work, field: &mut dyn VectorField, dt: f64, x: &mut [f64]) {
    let k = &mut work.k[0];
    if field.separable() {
        field.force(x, k);
    } else {
        field.eval(x, k);
    }
    advance_momenta(x, field.dim(), dt, k);
}

/// Advances q by dq/dt.
pub fn drift(work: &mut Work, field: &mut dyn VectorField, dt: f64, x: &mut [f64]) {
    let dim = field.dim();
    let k = &mut work.k[1];
    if field.separable() {
        field.velocity(x, k);
    } else {
        field.eval(x, k);
    }
    for (x, k) in x.chunks_exact_mut(dim).zip(k.chunks_exact(dim)) {
        advance(&mut x[..dim / 2], dt, &k[..dim / 2]);
    }
}

pub fn advance_momenta(x: &mut [f64], dim: usize, dt: f64, k: &[f64]) {
    for (x, k) in x.chunks_exact_mut(dim).zip(k.chunks_exact(dim)) {
        advance(&mut x[dim / 2..], dt, &k[dim / 2..]);
    }
}
