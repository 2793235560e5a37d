//! The 4 × 8 tile of a matrix product: eight accumulators, two vectors of b and one element of a broadcast to all lanes fit into
//! the sixteen vector registers of x86, where a larger tile spills.
//!
//! The loops over the inner index are deliberately not unrolled: only then does V8 keep the tile in registers.

use crate::lanes::F32x4;

/// Rows of a full tile.
pub const ROWS: usize = 4;
/// Columns of a tile.
pub const COLUMNS: usize = 8;

type Tile<const R: usize> = [[F32x4; 2]; R];

/// The tile of up to four rows of k elements each times a panel (k, 8). Missing rows repeat the last.
///
/// # Safety
/// `rows`·k elements must be readable from `a` on and 8·k from `panel` on; 0 < `rows` ≤ 4.
#[inline(always)]
pub unsafe fn rows_tile(a: *const f32, rows: usize, k: usize, panel: *const f32) -> Tile<ROWS> {
    let mut tile = [[F32x4::splat(0.0); 2]; ROWS];
    let mut starts = [a; ROWS];
    // SAFETY: the caller's promise; i < rows, p < k.
    unsafe {
        for (i, start) in starts.iter_mut().enumerate() {
            *start = a.add(i.min(rows - 1) * k);
        }
        for p in 0..k {
            let b0 = F32x4::load(panel.add(p * COLUMNS));
            let b1 = F32x4::load(panel.add(p * COLUMNS + 4));
            for (sums, start) in tile.iter_mut().zip(starts) {
                let v = F32x4::splat(*start.add(p));
                sums[0] = v.mul_add(b0, sums[0]);
                sums[1] = v.mul_add(b1, sums[1]);
            }
        }
    }
    tile
}

/// The tile of R columns of a (depth, m) times a panel (depth, 8).
///
/// # Safety
/// 8·`depth` elements must be readable from b on, and R in the last row of a, number `depth` − 1.
#[inline(always)]
pub unsafe fn columns_tile<const R: usize>(
    a: *const f32,
    m: usize,
    b: *const f32,
    depth: usize,
) -> Tile<R> {
    let mut tile = [[F32x4::splat(0.0); 2]; R];
    for p in 0..depth {
        // SAFETY: the caller's promise.
        unsafe {
            let (a, b) = (a.add(p * m), b.add(p * COLUMNS));
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

/// Sets elements of c to a function of what they are and of the tile. A whole tile goes there from registers.
#[inline(always)]
fn update<const R: usize>(
    tile: Tile<R>,
    c: &mut [f32],
    stride: usize,
    [rows, columns]: [usize; 2],
    f: impl Fn(F32x4, F32x4) -> F32x4,
) {
    if [rows, columns] == [R, COLUMNS] {
        assert!(c.len() >= (R - 1) * stride + COLUMNS);
        for (i, sums) in tile.into_iter().enumerate() {
            for (j, sums) in sums.into_iter().enumerate() {
                // SAFETY: just asserted for the last of the rows.
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
            let mut padded = [0.0; COLUMNS];
            padded[..columns].copy_from_slice(row);
            let (old, _) = padded.as_chunks();
            let new = [0, 1].map(|j| f(F32x4::from_array(old[j]), sums[j]).to_array());
            row.copy_from_slice(&new.as_flattened()[..columns]);
        }
    }
}
