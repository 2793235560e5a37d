//! Products with one or two rows or columns as dot products, for the network's head and for single states.

use crate::lanes::F32x4;

/// Rows multiplied at once.
const ROWS: usize = 4;

/// c (m, n) = a (m, k) · bᵀ where b (n, k) has one or two rows, or a has.
#[inline(never)]
pub fn dot_products(
    a: &[f32],
    b: &[f32],
    c: &mut [f32],
    m: usize,
    n: usize,
    k: usize,
    epilogue: &mut dyn FnMut(usize, &mut [f32]),
) {
    assert_eq!((a.len(), b.len(), c.len()), (m * k, n * k, m * n));
    if c.is_empty() {
        return;
    }
    match (m, n) {
        _ if k == 0 => c.fill(0.0),
        (_, 1) => dots::<1>(a, b, k, |i, [v]| c[i] = v),
        (_, 2) => dots::<2>(a, b, k, |i, v| (c[2 * i], c[2 * i + 1]) = v.into()),
        (1, _) => dots::<1>(b, a, k, |j, [v]| c[j] = v),
        _ => dots::<2>(b, a, k, |j, v| (c[j], c[n + j]) = v.into()),
    }
    epilogue(0, c);
}

/// Calls `put` with the index of each row of a (·, k) and its products with the S rows of b (S, k). Each product is the sum of
/// four interleaved partial sums.
#[inline(always)]
fn dots<const S: usize>(a: &[f32], b: &[f32], k: usize, mut put: impl FnMut(usize, [f32; S])) {
    assert!(a.len().is_multiple_of(k) && b.len() == S * k);
    let m = a.len() / k;
    let whole = k - k % 4;
    for first in (0..m).step_by(ROWS) {
        let mut rows = [a.as_ptr(); ROWS];
        for (i, row) in rows.iter_mut().enumerate() {
            *row = a[(first + i).min(m - 1) * k..].as_ptr();
        }
        // SAFETY: all rows have k elements.
        let tile = unsafe { dots_tile::<S>(rows, b.as_ptr(), whole, k) };
        let mut products = [[0.0; S]; ROWS];
        for (j, parts) in tile.into_iter().enumerate() {
            let sums = F32x4::sums(parts).to_array();
            for (i, sum) in sums.into_iter().enumerate() {
                products[i][j] = sum;
            }
        }
        for (i, products) in products.iter_mut().enumerate().take(m - first) {
            for p in whole..k {
                for (j, product) in products.iter_mut().enumerate() {
                    *product += a[(first + i) * k + p] * b[j * k + p];
                }
            }
            put(first + i, *products);
        }
    }
}

/// The products of four rows with S rows of b, each as four partial sums, over the first `depth` elements. Rows are `pitch` apart.
///
/// # Safety
/// `depth` must be a multiple of four, and all rows must have at least `depth` elements.
#[inline(always)]
unsafe fn dots_tile<const S: usize>(
    rows: [*const f32; ROWS],
    b: *const f32,
    depth: usize,
    pitch: usize,
) -> [[F32x4; ROWS]; S] {
    let mut tile = [[F32x4::splat(0.0); ROWS]; S];
    for p in (0..depth).step_by(4) {
        // SAFETY: guaranteed by the caller; p + 4 ≤ depth.
        unsafe {
            for (i, row) in rows.into_iter().enumerate() {
                let x = F32x4::load(row.add(p));
                for (j, sums) in tile.iter_mut().enumerate() {
                    let y = F32x4::load(b.add(j * pitch + p));
                    sums[i] = x.mul_add(y, sums[i]);
                }
            }
        }
    }
    tile
}
