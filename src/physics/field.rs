//! `VectorField`: the right-hand side of dx/dt = f(x), known or learned. No system is driven, so f does not depend on time.

/// A vector field on phase space.
///
/// `x` and `dx` hold one or more states of `dim()` components each, row-major `(batch, dim)`; a
/// state is `(q, p)`, all positions first. Integrators therefore advance whole batches at once.
pub trait VectorField {
    /// Components of one state: 2·dof.
    fn dim(&self) -> usize;

    /// Writes f(x) into `dx`. Not finite where the field is not defined; the caller checks.
    fn eval(&mut self, x: &[f64], dx: &mut [f64]);

    /// Whether dq/dt depends on p alone and dp/dt on q alone, as for H = T(p) + V(q). Then [`VectorField::velocity`] and
    /// [`VectorField::force`] are half an evaluation each.
    fn separable(&self) -> bool {
        false
    }

    /// Writes dq/dt into the first half of each row of `dx`; the second half is unspecified.
    fn velocity(&mut self, x: &[f64], dx: &mut [f64]) {
        self.eval(x, dx);
    }

    /// Writes dp/dt into the second half of each row of `dx`; the first half is unspecified.
    fn force(&mut self, x: &[f64], dx: &mut [f64]) {
        self.eval(x, dx);
    }
}
