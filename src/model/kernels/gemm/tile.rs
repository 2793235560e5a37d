//! The 4 × 8 tile of a matrix product: eight accumulators, two vectors of b and one element of a broadcast to all lanes fit into
//! the sixteen vector registers of x86, where a larger tile spills.
//!
//! The loops over the inner index are deliberately not unrolled: only then does V8 keep the tile in registers.

use crate::model::kernels::lanes::F32x4;

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

/// The tile of R columns of a (depth, m) times a panel of eight columns whose rows are `pitch` apart.
///
/// # Safety
/// The last row, number `depth` − 1, must have R readable elements in a, eight in b.
#[inline(always)]
pub unsafe fn columns_tile<const R: usize>(
    a: *const f32,
    m: usize,
    b: *const f32,
    pitch: usize,
    depth: usize,
) -> Tile<R> {
    let mut tile = [[F32x4::splat(0.0); 2]; R];
    for p in 0..depth {
        // SAFETY: the caller's promise.
        unsafe {
            let (a, b) = (a.add(p * m), b.add(p * pitch));
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

/// Writes the first `columns` columns of a tile to c, whose rows are `stride` apart.
#[inline(always)]
pub fn store(tile: &[[F32x4; 2]], c: &mut [f32], stride: usize, columns: usize) {
    for (i, sums) in tile.iter().enumerate() {
        write(*sums, &mut c[i * stride..][..columns]);
    }
}

/// Adds the first `columns` columns of a tile to c, whose rows are `stride` apart.
#[inline(always)]
pub fn add<const R: usize>(tile: Tile<R>, c: &mut [f32], stride: usize, columns: usize) {
    for (i, sums) in tile.iter().enumerate() {
        let row = &mut c[i * stride..][..columns];
        let mut old = [0.0; COLUMNS];
        match <&[f32; COLUMNS]>::try_from(&*row) {
            Ok(row) => old = *row,
            Err(_) => old[..columns].copy_from_slice(row),
        }
        // SAFETY: `old` has eight elements.
        let old = unsafe { [F32x4::load(old.as_ptr()), F32x4::load(old.as_ptr().add(4))] };
        write([old[0] + sums[0], old[1] + sums[1]], row);
    }
}

#[inline(always)]
fn write(sums: [F32x4; 2], row: &mut [f32]) {
    if row.len() == COLUMNS {
        // SAFETY: eight elements, just checked.
        unsafe {
            sums[0].store(row.as_mut_ptr());
            sums[1].store(row.as_mut_ptr().add(4));
        }
    } else {
        let sums = [sums[0].to_array(), sums[1].to_array()];
        row.copy_from_slice(&sums.as_flattened()[..row.len()]);
    }
}
