//! The divergence Σ ∂f_i/∂x_i of a field: 0 for every Hamiltonian field (Liouville).

use super::field::VectorField;

/// Half width of the central differences, wide enough for fields in single precision.
const H: f64 = 1e-2;

/// The divergence at each of `states` `(n, dim)`, in 1/s, by central differences.
pub fn divergence(field: &mut dyn VectorField, states: &[f64]) -> Vec<f64> {
    let dim = field.dim();
    let mut sum = vec![0.0; states.len() / dim];
    let mut moved = states.to_vec();
    let mut at = [vec![0.0; states.len()], vec![0.0; states.len()]];
    for i in 0..dim {
        for (f, sign) in at.iter_mut().zip([1.0, -1.0]) {
            moved.copy_from_slice(states);
            moved
                .iter_mut()
                .skip(i)
                .step_by(dim)
                .for_each(|x| *x += sign * H);
            field.eval(&moved, f);
        }
        for (row, sum) in sum.iter_mut().enumerate() {
            *sum += (at[0][row * dim + i] - at[1][row * dim + i]) / (2.0 * H);
        }
    }
    sum
}
