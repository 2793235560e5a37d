//! `VectorField`: the right-hand side of dx/dt = f(t, x), known or learned.

/// A vector field on phase space.
///
/// `x` and `dx` hold one or more states of `dim()` components each, row-major `(batch, dim)`; a
/// state is `(q, p)`, all positions first. Integrators therefore advance whole batches at once.
pub trait VectorField {
    /// Components of one state: 2·dof.
    fn dim(&self) -> usize;

    /// Writes f(t, x) into `dx`. Not finite where the field is not defined; the caller checks.
    fn eval(&mut self, t: f64, x: &[f64], dx: &mut [f64]);
}
