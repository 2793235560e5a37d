//! `VectorField`: the right-hand side of the autonomous system dx/dt = f(x), known or learned.

/// A vector field on phase space.
///
/// `x` and `dx` hold a batch of states, row-major `(batch, dim)`; a state is `(q, p)`, all positions first.
pub trait VectorField {
    /// Number of components of a state, 2·dof.
    fn dim(&self) -> usize;

    /// Writes f(x) to `dx`. The result may be infinite or NaN; the caller checks.
    fn eval(&mut self, x: &[f64], dx: &mut [f64]);

    /// Whether dq/dt depends on p alone and dp/dt on q alone, as for H = T(p) + V(q). Then
    /// [`VectorField::velocity`] and [`VectorField::force`] count as half an evaluation each.
    fn separable(&self) -> bool {
        false
    }

    /// Writes dq/dt to the first half of each row of `dx`; the second half is unspecified.
    fn velocity(&mut self, x: &[f64], dx: &mut [f64]) {
        self.eval(x, dx);
    }

    /// Writes dp/dt to the second half of each row of `dx`; the first half is unspecified.
    fn force(&mut self, x: &[f64], dx: &mut [f64]) {
        self.eval(x, dx);
    }
}
