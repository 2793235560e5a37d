//! Passes over elements, four at a time, on row-major slices.

use super::functions::{Sigma, with_sigma};
use super::lanes::F32x4;
use crate::model::activation::Activation;
use std::ops::Range;

/// Writes `f(inputs, outputs)` to the outputs, lane by lane; all slices have the same length. An output that `f` ignores is
/// only written. Plain loops, since the array methods taking closures are not always inlined.
#[inline(always)]
pub fn map<const I: usize, const O: usize>(
    inputs: [&[f32]; I],
    mut outputs: [&mut [f32]; O],
    f: impl Fn([F32x4; I], [F32x4; O]) -> [F32x4; O],
) {
    let len = outputs[0].len();
    let mut from = [std::ptr::null(); I];
    for (from, input) in from.iter_mut().zip(inputs) {
        assert_eq!(input.len(), len);
        *from = input.as_ptr();
    }
    let mut to = [std::ptr::null_mut(); O];
    for (to, output) in to.iter_mut().zip(&mut outputs) {
        assert_eq!(output.len(), len);
        *to = output.as_mut_ptr();
    }
    let zero = F32x4::splat(0.0);
    let whole = len - len % 4;
    for i in (0..whole).step_by(4) {
        let (mut x, mut y) = ([zero; I], [zero; O]);
        // SAFETY: i + 4 ≤ len, the length of every slice.
        unsafe {
            for (x, from) in x.iter_mut().zip(from) {
                *x = F32x4::load(from.add(i));
            }
            for (y, to) in y.iter_mut().zip(to) {
                *y = F32x4::load(to.add(i));
            }
            for (y, to) in f(x, y).into_iter().zip(to) {
                y.store(to.add(i));
            }
        }
    }
    if whole < len {
        let (mut x, mut y) = ([zero; I], [zero; O]);
        for (x, input) in x.iter_mut().zip(inputs) {
            *x = padded(&input[whole..]);
        }
        for (y, output) in y.iter_mut().zip(&outputs) {
            *y = padded(&output[whole..]);
        }
        for (y, output) in f(x, y).into_iter().zip(outputs) {
            output[whole..].copy_from_slice(&y.to_array()[..len - whole]);
        }
    }
}

#[inline(always)]
fn padded(rest: &[f32]) -> F32x4 {
    let mut lanes = [0.0; 4];
    lanes[..rest.len()].copy_from_slice(rest);
    F32x4::from_array(lanes)
}

/// The ranges of the rows of a matrix.
#[inline(always)]
fn rows(matrix: &[f32], width: usize) -> impl Iterator<Item = Range<usize>> + use<> {
    let len = matrix.len();
    (0..len / width.max(1)).map(move |i| i * width..(i + 1) * width)
}

/// z ← σ(z).
pub fn activate(a: Activation, z: &mut [f32]) {
    with_sigma!(a, S => map([], [z], |[], [z]| [S::value(z)]));
}

/// z ← σ(z + b), or z + b without an activation; rows of z are as long as b.
pub fn add_bias_and_activate(a: Option<Activation>, b: &[f32], z: &mut [f32]) {
    let rows = rows(z, b.len());
    match a {
        None => rows.for_each(|i| map([b], [&mut z[i]], |[b], [z]| [z + b])),
        Some(a) => with_sigma!(a, S => rows.for_each(|i| {
            map([b], [&mut z[i]], |[b], [z]| [S::value(z + b)]);
        })),
    }
}

/// g ← g ⊙ σ′(state).
pub fn times_slope(a: Activation, state: &[f32], g: &mut [f32]) {
    with_sigma!(a, S => map([state], [g], |[s], [g]| [g * S::slope(s)]));
}

/// product ← g; g ← g ⊙ σ′(state).
pub fn times_slope_keeping(a: Activation, state: &[f32], g: &mut [f32], product: &mut [f32]) {
    with_sigma!(a, S => map([state], [g, product], |[s], [g, _]| [g * S::slope(s), g]));
}

/// out ← g ⊙ σ′(state).
pub fn slope_product(a: Activation, g: &[f32], state: &[f32], out: &mut [f32]) {
    with_sigma!(a, S => map([g, state], [out], |[g, s], _| [g * S::slope(s)]));
}

/// dz ← g ⊙ σ′(state), sums ← sums + the column sums of dz.
pub fn slope_product_and_sums(
    a: Activation,
    g: &[f32],
    state: &[f32],
    dz: &mut [f32],
    sums: &mut [f32],
) {
    with_sigma!(a, S => for i in rows(g, sums.len()) {
        map([&g[i.clone()], &state[i.clone()]], [&mut dz[i], &mut *sums], |[g, s], [_, sum]| {
            let dz = g * S::slope(s);
            [dz, sum + dz]
        });
    });
}

/// sums ← sums + the column sums of g.
pub fn column_sums(g: &[f32], sums: &mut [f32]) {
    for i in rows(g, sums.len()) {
        map([&g[i]], [&mut *sums], |[g], [sum]| [sum + g]);
    }
}

/// out ← row ⊙ σ′(state), for each row of the state.
pub fn row_times_slope(a: Activation, row: &[f32], state: &[f32], out: &mut [f32]) {
    with_sigma!(a, S => for i in rows(state, row.len()) {
        map([row, &state[i.clone()]], [&mut out[i]], |[r, s], _| [r * S::slope(s)]);
    });
}

/// The derivatives of [`row_times_slope`]: d_state ← g ⊙ row ⊙ ∂σ′/∂state, d_row ← d_row + column sums of g ⊙ σ′(state).
pub fn row_times_slope_backward(
    a: Activation,
    g: &[f32],
    row: &[f32],
    state: &[f32],
    d_state: &mut [f32],
    d_row: &mut [f32],
) {
    with_sigma!(a, S => for i in rows(g, row.len()) {
        let inputs = [&g[i.clone()], row, &state[i.clone()]];
        map(inputs, [&mut d_state[i], &mut *d_row], |[g, r, s], [_, sum]| {
            [g * r * S::slope_derivative(s), sum + g * S::slope(s)]
        });
    });
}

/// The derivatives of product ⊙ σ′(state): d_product ← g ⊙ σ′(state), d_state ← g ⊙ product ⊙ ∂σ′/∂state.
pub fn times_slope_backward(
    a: Activation,
    g: &[f32],
    product: &[f32],
    state: &[f32],
    d_product: &mut [f32],
    d_state: &mut [f32],
) {
    with_sigma!(a, S => map([g, product, state], [d_product, d_state], |[g, p, s], _| {
        [g * S::slope(s), g * p * S::slope_derivative(s)]
    }));
}
