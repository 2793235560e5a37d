//! Matrix products of row-major f32 slices, in the three orientations that a dense layer and its gradients need:
//! [`nt`] = a·bᵀ (forward), [`nn`] = a·b (to the input), [`tn`] = aᵀ·b (to the weights).
//!
//! The work is done on 4 × 8 tiles of c: eight accumulators, two vectors of b and one element of a broadcast to all lanes fit into
//! the sixteen vector registers of x86, where a larger tile spills. In `nt` and `nn` b, the small weight matrix, is packed into
//! panels of eight columns, and a is read where it lies, in blocks of rows that stay in the first-level cache. In `tn` the inner
//! index is the long one: it is cut into blocks, whose sums are added up, and neither operand is packed.
//!
//! The inner loops are deliberately not unrolled: only then does V8 keep the tile in registers.

use super::lanes::F32x4;
use super::scratch::Scratch;

/// Rows and columns of the tile.
const ROWS: usize = 4;
const COLUMNS: usize = 8;
/// Elements of a block of rows, of a and of c: 24 kB.
const BLOCK: usize = 6144;
/// Length of a block of the inner index in [`tn`].
const DEPTH: usize = 128;

type Tile<const R: usize> = [[F32x4; 2]; R];

/// c (m, n) = a (m, k) · bᵀ, b being (n, k).
pub fn nt(a: &[f32], b: &[f32], c: &mut [f32], m: usize, n: usize, k: usize) {
    nt_with(a, b, c, m, n, k, |_, _| {});
}

/// [`nt`]; finished blocks of whole rows are handed to `epilogue` with the index of their first row, while they are in cache.
pub fn nt_with(
    a: &[f32],
    b: &[f32],
    c: &mut [f32],
    m: usize,
    n: usize,
    k: usize,
    epilogue: impl FnMut(usize, &mut [f32]),
) {
    assert_eq!(b.len(), n * k);
    let pack = |first: usize, panel: &mut [f32]| {
        let columns = COLUMNS.min(n - first);
        if columns < COLUMNS {
            panel.fill(0.0);
        }
        for j in 0..columns {
            let column = &b[(first + j) * k..][..k];
            for (row, v) in panel.as_chunks_mut::<COLUMNS>().0.iter_mut().zip(column) {
                row[j] = *v;
            }
        }
    };
    rows_times_panels(a, pack, c, m, n, k, epilogue);
}

/// c (m, n) = a (m, k) · b (k, n).
pub fn nn(a: &[f32], b: &[f32], c: &mut [f32], m: usize, n: usize, k: usize) {
    nn_with(a, b, c, m, n, k, |_, _| {});
}

/// [`nn`] with an epilogue, as [`nt_with`].
pub fn nn_with(
    a: &[f32],
    b: &[f32],
    c: &mut [f32],
    m: usize,
    n: usize,
    k: usize,
    epilogue: impl FnMut(usize, &mut [f32]),
) {
    assert_eq!(b.len(), k * n);
    let pack = |first: usize, panel: &mut [f32]| pack_columns(b, n, first, panel);
    rows_times_panels(a, pack, c, m, n, k, epilogue);
}

/// c (m, n) = a (m, k) · b, where `pack` writes the panel (k, 8) of b that begins at a given column.
fn rows_times_panels(
    a: &[f32],
    pack: impl Fn(usize, &mut [f32]),
    c: &mut [f32],
    m: usize,
    n: usize,
    k: usize,
    mut epilogue: impl FnMut(usize, &mut [f32]),
) {
    assert_eq!((a.len(), c.len()), (m * k, m * n));
    if c.is_empty() {
        return;
    }
    if k == 0 {
        c.fill(0.0);
        return epilogue(0, c);
    }
    let mut packed = Scratch::take(n.next_multiple_of(COLUMNS) * k);
    for (panel, first) in packed
        .chunks_exact_mut(COLUMNS * k)
        .zip((0..n).step_by(COLUMNS))
    {
        pack(first, panel);
    }
    let block = (BLOCK / k.max(n)).max(1).next_multiple_of(ROWS);
    for first_row in (0..m).step_by(block) {
        let end = m.min(first_row + block);
        for (panel, first) in packed
            .chunks_exact(COLUMNS * k)
            .zip((0..n).step_by(COLUMNS))
        {
            for row in (first_row..end).step_by(ROWS) {
                let rows = ROWS.min(end - row);
                // SAFETY: a holds rows up to `end` of k elements, the panel k rows of eight.
                let tile = unsafe { rows_tile(a.as_ptr().add(row * k), rows, k, panel.as_ptr()) };
                store(
                    &tile[..rows],
                    &mut c[row * n + first..],
                    n,
                    COLUMNS.min(n - first),
                );
            }
        }
        epilogue(first_row, &mut c[first_row * n..end * n]);
    }
}

/// The tile of up to four rows of k elements each times a panel (k, 8). Missing rows repeat the last.
///
/// # Safety
/// `rows`·k elements must be readable from `a` on and 8·k from `panel` on; 0 < `rows` ≤ 4.
#[inline(always)]
unsafe fn rows_tile(a: *const f32, rows: usize, k: usize, panel: *const f32) -> Tile<ROWS> {
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

/// c (m, n) = aᵀ · b, a being (k, m) and b (k, n).
pub fn tn(a: &[f32], b: &[f32], c: &mut [f32], m: usize, n: usize, k: usize) {
    assert_eq!((a.len(), b.len(), c.len()), (k * m, k * n, m * n));
    if c.is_empty() {
        return;
    }
    if n < COLUMNS && m > n {
        let mut transposed = Scratch::take(m * n);
        tn(b, a, &mut transposed, n, m, k);
        for (i, row) in c.chunks_exact_mut(n).enumerate() {
            for (j, v) in row.iter_mut().enumerate() {
                *v = transposed[j * m + i];
            }
        }
        return;
    }
    c.fill(0.0);
    let whole = n - n % COLUMNS;
    let mut edge = Scratch::take(if whole < n { DEPTH * COLUMNS } else { 0 });
    for (a, b) in a.chunks(DEPTH * m).zip(b.chunks(DEPTH * n)) {
        for first in (0..whole).step_by(COLUMNS) {
            columns_times_panel(a, m, &b[first..], n, &mut c[first..], n, COLUMNS);
        }
        if whole < n {
            let edge = &mut edge[..a.len() / m * COLUMNS];
            pack_columns(b, n, whole, edge);
            columns_times_panel(a, m, edge, COLUMNS, &mut c[whole..], n, n - whole);
        }
    }
}

/// Adds aᵀ · panel to the first `columns` columns of c, whose rows are `stride` apart; a is (depth, m), the rows of the panel, of
/// which eight elements count, are `pitch` apart.
fn columns_times_panel(
    a: &[f32],
    m: usize,
    panel: &[f32],
    pitch: usize,
    c: &mut [f32],
    stride: usize,
    columns: usize,
) {
    let depth = a.len() / m;
    assert!(depth > 0 && a.len() == depth * m && panel.len() >= (depth - 1) * pitch + COLUMNS);
    for first in (0..m).step_by(ROWS) {
        let c = &mut c[first * stride..];
        // SAFETY: asserted above for the last row; each tile has as many columns of a as there are from `first` on.
        unsafe {
            let (a, b) = (a.as_ptr().add(first), panel.as_ptr());
            match m - first {
                1 => add(columns_tile::<1>(a, m, b, pitch, depth), c, stride, columns),
                2 => add(columns_tile::<2>(a, m, b, pitch, depth), c, stride, columns),
                3 => add(columns_tile::<3>(a, m, b, pitch, depth), c, stride, columns),
                _ => add(
                    columns_tile::<ROWS>(a, m, b, pitch, depth),
                    c,
                    stride,
                    columns,
                ),
            }
        }
    }
}

/// The tile of R columns of a (depth, m) times a panel of eight columns whose rows are `pitch` apart.
///
/// # Safety
/// The last row, number `depth` − 1, must have R readable elements in a, eight in b.
#[inline(always)]
unsafe fn columns_tile<const R: usize>(
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

/// Copies up to eight columns of b (·, n), from `first` on, into a panel (·, 8), filled up with zeros.
fn pack_columns(b: &[f32], n: usize, first: usize, panel: &mut [f32]) {
    let columns = COLUMNS.min(n - first);
    for (to, from) in panel
        .as_chunks_mut::<COLUMNS>()
        .0
        .iter_mut()
        .zip(b.chunks_exact(n))
    {
        let from = &from[first..first + columns];
        match <&[f32; COLUMNS]>::try_from(from) {
            Ok(from) => *to = *from,
            Err(_) => {
                *to = [0.0; COLUMNS];
                to[..columns].copy_from_slice(from);
            }
        }
    }
}

/// Writes the first `columns` columns of a tile to c, whose rows are `stride` apart.
#[inline(always)]
fn store(tile: &[[F32x4; 2]], c: &mut [f32], stride: usize, columns: usize) {
    for (i, sums) in tile.iter().enumerate() {
        write(*sums, &mut c[i * stride..][..columns]);
    }
}

/// Adds the first `columns` columns of a tile to c, whose rows are `stride` apart.
#[inline(always)]
fn add<const R: usize>(tile: Tile<R>, c: &mut [f32], stride: usize, columns: usize) {
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
