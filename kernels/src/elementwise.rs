//! Elementwise passes over row-major slices, four elements at a time.

use super::functions::{Sigma, with_sigma};
use super::lanes::F32x4;
use crate::activation::Activation;
use std::ops::Range;

/// Writes `f(inputs, outputs)` to the outputs, lane by lane; all slices have the same length. An output that `f` ignores is
/// only written. Loops are explicit because array methods with closures are not always inlined.
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

/// g ← g ⊙ σ′(saved).
pub fn times_slope(a: Activation, saved: &[f32], g: &mut [f32]) {
    with_sigma!(a, S => map([saved], [g], |[s], [g]| [g * S::slope(s)]));
}

/// out ← g ⊙ σ′(saved).
pub fn slope_product(a: Activation, g: &[f32], saved: &[f32], out: &mut [f32]) {
    with_sigma!(a, S => map([g, saved], [out], |[g, s], _| [g * S::slope(s)]));
}

/// dz ← g ⊙ σ′(saved), sums ← sums + the column sums of dz.
pub fn slope_product_and_sums(
    a: Activation,
    g: &[f32],
    saved: &[f32],
    dz: &mut [f32],
    sums: &mut [f32],
) {
    with_sigma!(a, S => for i in rows(g, sums.len()) {
        map([&g[i.clone()], &saved[i.clone()]], [&mut dz[i], &mut *sums], |[g, s], [_, sum]| {
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

/// A gradient with respect to each row of a matrix `(n, width)`: n rows, or one for all.
fn row_of(g: &[f32], i: &Range<usize>) -> Range<usize> {
    if g.len() == i.len() {
        0..g.len()
    } else {
        i.clone()
    }
}

/// out ← g ⊙ σ′(saved), rows of `width` elements; g may be one row for all rows.
pub fn rows_times_slope(a: Activation, width: usize, g: &[f32], saved: &[f32], out: &mut [f32]) {
    with_sigma!(a, S => for i in rows(saved, width) {
        let g = &g[row_of(g, &i)];
        map([g, &saved[i.clone()]], [&mut out[i]], |[g, s], _| [g * S::slope(s)]);
    });
}

/// Backward pass of s = g ⊙ σ′(z), where g is one row for all rows of z. On entry `d` is ∂L/∂s, on exit ∂L/∂z = d ⊙ g ⊙ σ″(z).
/// Adds the column sums of ∂L/∂z to `sums` and those of d ⊙ σ′(z) to `dg`; writes s again.
pub fn row_times_slope_backward(
    a: Activation,
    [g, saved]: [&[f32]; 2],
    [d, s]: [&mut [f32]; 2],
    [sums, dg]: [&mut [f32]; 2],
) {
    with_sigma!(a, S => for i in rows(saved, g.len()) {
        let outputs = [&mut d[i.clone()], &mut s[i.clone()], &mut *sums, &mut *dg];
        map([g, &saved[i]], outputs, |[g, saved], [d, _, sum, dg]| {
            let slope = S::slope(saved);
            let dz = d * g * S::curvature(saved);
            [dz, g * slope, sum + dz, dg + d * slope]
        });
    });
}

/// Backward pass of [`rows_times_slope`], s = g ⊙ σ′(saved). On entry `d` is ∂L/∂s, on exit ∂L/∂saved = d ⊙ g ⊙ ∂σ′/∂saved. Adds
/// d ⊙ σ′(saved) to `dg`, which has as many rows as g; writes s again.
pub fn rows_times_slope_backward(
    a: Activation,
    width: usize,
    [g, saved]: [&[f32]; 2],
    [d, dg, s]: [&mut [f32]; 3],
) {
    with_sigma!(a, S => for i in rows(saved, width) {
        let j = row_of(g, &i);
        let inputs = [&g[j.clone()], &saved[i.clone()]];
        let outputs = [&mut d[i.clone()], &mut dg[j], &mut s[i]];
        map(inputs, outputs, |[g, saved], [d, dg, _]| {
            let slope = S::slope(saved);
            [d * g * S::slope_derivative(saved), dg + d * slope, g * slope]
        });
    });
}
