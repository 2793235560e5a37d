//! The micro-kernel: an `MR` × `NR` tile of c. Eight accumulators, two vectors of b and one broadcast element of a fit into the
//! sixteen vector registers of x86; a larger tile spills.
//!
//! Loops over the inner index are not unrolled: V8 keeps the tile in registers only then.

use crate::lanes::F32x4;

/// Rows of a tile.
pub const MR: usize = 4;
/// Columns of a tile.
pub const NR: usize = 8;

type Tile<const R: usize> = [[F32x4; 2]; R];

/// Up to four rows of k elements times a panel (k, 8). Missing rows repeat the last.
///
/// # Safety
/// `rows`·k elements must be readable at `a` and 8·k at `panel`; 0 < `rows` ≤ 4.
#[inline(always)]
pub unsafe fn rows_tile(a: *const f32, rows: usize, k: usize, panel: *const f32) -> Tile<MR> {
    let mut tile = [[F32x4::splat(0.0); 2]; MR];
    let mut starts = [a; MR];
    // SAFETY: guaranteed by the caller; i < rows, p < k.
    unsafe {
        for (i, start) in starts.iter_mut().enumerate() {
            *start = a.add(i.min(rows - 1) * k);
        }
        for p in 0..k {
            let b0 = F32x4::load(panel.add(p * NR));
            let b1 = F32x4::load(panel.add(p * NR + 4));
            for (sums, start) in tile.iter_mut().zip(starts) {
                let v = F32x4::splat(*start.add(p));
                sums[0] = v.mul_add(b0, sums[0]);
                sums[1] = v.mul_add(b1, sums[1]);
            }
        }
    }
    tile
}

/// R columns of a (depth, m) times a panel (depth, 8).
///
/// # Safety
/// 8·`depth` elements must be readable at b, and R in the last row of a, number `depth` − 1.
#[inline(always)]
pub unsafe fn columns_tile<const R: usize>(
    a: *const f32,
    m: usize,
    b: *const f32,
    depth: usize,
) -> Tile<R> {
    let mut tile = [[F32x4::splat(0.0); 2]; R];
    for p in 0..depth {
        // SAFETY: guaranteed by the caller.
        unsafe {
            let (a, b) = (a.add(p * m), b.add(p * NR));
            let b0 = F32x4::load(b);
            let b1 = F32x4::load(b.add(4));
            for (i, sums) in tile.iter_mut().enumerate() {
                let v = F32x4::splat(*a.add(i));
                sums[0] = v.mul_add(b0, sums[0]);
                sums[1] = v.mul_add(b1, sums[1]);
            }
        }
    }
    tile
}

/// Writes the first rows and columns of a tile to c, whose rows are `stride` apart.
#[inline(always)]
pub fn store<const R: usize>(
    tile: Tile<R>,
    c: &mut [f32],
    stride: usize,
    [rows, columns]: [usize; 2],
) {
    update(tile, c, stride, [rows, columns], |_, sums| sums);
}

/// Adds the first rows and columns of a tile to c, whose rows are `stride` apart.
#[inline(always)]
pub fn add<const R: usize>(
    tile: Tile<R>,
    c: &mut [f32],
    stride: usize,
    [rows, columns]: [usize; 2],
) {
    update(tile, c, stride, [rows, columns], |old, sums| old + sums);
}

/// Combines the tile with c element by element. A full tile is written directly from registers.
#[inline(always)]
fn update<const R: usize>(
    tile: Tile<R>,
    c: &mut [f32],
    stride: usize,
    [rows, columns]: [usize; 2],
    f: impl Fn(F32x4, F32x4) -> F32x4,
) {
    if [rows, columns] == [R, NR] {
        assert!(c.len() >= (R - 1) * stride + NR);
        for (i, sums) in tile.into_iter().enumerate() {
            for (j, sums) in sums.into_iter().enumerate() {
                // SAFETY: just asserted for the last row.
                unsafe {
                    let c = c.as_mut_ptr().add(i * stride + 4 * j);
                    f(F32x4::load(c), sums).store(c);
                }
            }
        }
        return;
    }
    for (i, sums) in tile.into_iter().enumerate() {
        if i < rows {
            let row = &mut c[i * stride..][..columns];
            let mut padded = [0.0; NR];
            padded[..columns].copy_from_slice(row);
            let (old, _) = padded.as_chunks();
            let new = [0, 1].map(|j| f(F32x4::from_array(old[j]), sums[j]).to_array());
            row.copy_from_slice(&new.as_flattened()[..columns]);
        }
    }
}
