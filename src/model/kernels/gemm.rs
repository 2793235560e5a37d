//! Matrix products of row-major f32 slices, in the three orientations that a dense layer and its gradients need:
//! [`nt`] = a·bᵀ (forward), [`nn`] = a·b (to the input), [`tn`] = aᵀ·b (to the weights).
//!
//! Every element is summed in order of the inner index by one lane of a 4 × 8 register tile: eight accumulators, two vectors of b
//! and one element of a broadcast to all lanes fill the sixteen vector registers of x86, where a larger tile spills. In `nt`
//! and `nn` b, the small weight matrix, is packed into panels of eight columns, and a is read where it lies, in blocks of rows that
//! stay in the first-level cache. In `tn` the long index is the inner one: it is cut so that both operands' blocks stay in cache
//! without packing, and the blocks' sums are added up.
//!
//! The inner loops are deliberately not unrolled: then V8 keeps the tile in registers.

use super::lanes::F32x4;
use super::scratch::Scratch;

/// Rows and columns of the register tile.
const ROWS: usize = 4;
const COLUMNS: usize = 8;
/// Elements of an operand's block that leave room for the rest in a first-level cache of 32 kB.
const BLOCK: usize = 6144;

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
        for (j, source) in b[first * k..].chunks_exact(k).take(columns).enumerate() {
            for (p, v) in source.iter().enumerate() {
                panel[p * COLUMNS + j] = *v;
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
    let depth = (2 * BLOCK / (m + n).max(1)).clamp(16, 128);
    let whole = n - n % COLUMNS;
    let mut edge = Scratch::take(if whole < n { depth * COLUMNS } else { 0 });
    for (a, b) in a.chunks(depth * m).zip(b.chunks(depth * n)) {
        let depth = a.len() / m;
        for first in (0..whole).step_by(COLUMNS) {
            columns_times_panel(a, m, &b[first..], n, depth, &mut c[first..], n, COLUMNS);
        }
        if whole < n {
            let edge = &mut edge[..depth * COLUMNS];
            pack_columns(b, n, whole, edge);
            columns_times_panel(a, m, edge, COLUMNS, depth, &mut c[whole..], n, n - whole);
        }
    }
}

/// Copies up to eight columns of b (·, n), from `first` on, into a panel (·, 8), filled up with zeros.
fn pack_columns(b: &[f32], n: usize, first: usize, panel: &mut [f32]) {
    let columns = COLUMNS.min(n - first);
    for (to, from) in panel.chunks_exact_mut(COLUMNS).zip(b.chunks_exact(n)) {
        to[..columns].copy_from_slice(&from[first..first + columns]);
        to[columns..].fill(0.0);
    }
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
    let block = (BLOCK / k).max(1).next_multiple_of(ROWS);
    for (index, (c, a)) in c.chunks_mut(block * n).zip(a.chunks(block * k)).enumerate() {
        for (first, panel) in (0..n)
            .step_by(COLUMNS)
            .zip(packed.chunks_exact(COLUMNS * k))
        {
            let columns = COLUMNS.min(n - first);
            for (c, a) in c.chunks_mut(ROWS * n).zip(a.chunks(ROWS * k)) {
                let tile = rows_tile(a, panel, k);
                for (row, sums) in c.chunks_exact_mut(n).zip(tile) {
                    store(sums, &mut row[first..first + columns]);
                }
            }
        }
        epilogue(index * block, c);
    }
}

#[inline(always)]
fn store(sums: [F32x4; 2], to: &mut [f32]) {
    if let Ok(to) = <&mut [f32; COLUMNS]>::try_from(&mut *to) {
        to[..4].copy_from_slice(&sums[0].to_array());
        to[4..].copy_from_slice(&sums[1].to_array());
    } else {
        let sums = [sums[0].to_array(), sums[1].to_array()];
        to.copy_from_slice(&sums.as_flattened()[..to.len()]);
    }
}

/// The tile of up to four rows of a, each of k elements, times a panel (k, 8). Missing rows repeat the last.
#[inline(always)]
fn rows_tile(a: &[f32], panel: &[f32], k: usize) -> Tile<ROWS> {
    let rows = a.len() / k;
    assert!(rows > 0 && panel.len() == COLUMNS * k);
    let mut starts = [a.as_ptr(); ROWS];
    for (i, start) in starts.iter_mut().enumerate() {
        *start = a[i.min(rows - 1) * k..].as_ptr();
    }
    let mut tile = [[F32x4::splat(0.0); 2]; ROWS];
    let mut b = panel.as_ptr();
    for p in 0..k {
        // SAFETY: each start has k elements from there on, the panel 8·k; p < k.
        unsafe {
            let b0 = F32x4::load(b);
            let b1 = F32x4::load(b.add(4));
            for (sums, start) in tile.iter_mut().zip(starts) {
                let v = F32x4::splat(*start.add(p));
                sums[0] = v.mul_add(b0, sums[0]);
                sums[1] = v.mul_add(b1, sums[1]);
            }
            b = b.add(COLUMNS);
        }
    }
    tile
}

/// Adds aᵀ · panel to the first `columns` columns of c, whose rows are `stride` apart: a (depth, m), the panel's rows of eight `ldb` apart.
#[allow(clippy::too_many_arguments)]
fn columns_times_panel(
    a: &[f32],
    m: usize,
    panel: &[f32],
    ldb: usize,
    depth: usize,
    c: &mut [f32],
    stride: usize,
    columns: usize,
) {
    let mut first = 0;
    while first < m {
        let c = &mut c[first * stride..];
        let a = &a[first..];
        match m - first {
            1 => add(
                columns_tile::<1>(a, m, panel, ldb, depth),
                c,
                stride,
                columns,
            ),
            2 => add(
                columns_tile::<2>(a, m, panel, ldb, depth),
                c,
                stride,
                columns,
            ),
            3 => add(
                columns_tile::<3>(a, m, panel, ldb, depth),
                c,
                stride,
                columns,
            ),
            _ => add(
                columns_tile::<4>(a, m, panel, ldb, depth),
                c,
                stride,
                columns,
            ),
        }
        first += ROWS;
    }
}

#[inline(always)]
fn add<const R: usize>(tile: Tile<R>, c: &mut [f32], stride: usize, columns: usize) {
    for (row, sums) in c.chunks_mut(stride).zip(tile) {
        let mut old = [0.0; COLUMNS];
        if columns == COLUMNS {
            let row = &mut row[..COLUMNS];
            let old = [load_array(&row[..4]), load_array(&row[4..])];
            store([old[0] + sums[0], old[1] + sums[1]], row);
        } else {
            let row = &mut row[..columns];
            old[..columns].copy_from_slice(row);
            let old = [load_array(&old[..4]), load_array(&old[4..])];
            store([old[0] + sums[0], old[1] + sums[1]], row);
        }
    }
}

#[inline(always)]
fn load_array(from: &[f32]) -> F32x4 {
    F32x4::from_array([from[0], from[1], from[2], from[3]])
}

/// The tile of R columns of a (depth, m) times a panel of eight columns whose rows are `ldb` apart.
#[inline(always)]
fn columns_tile<const R: usize>(
    a: &[f32],
    m: usize,
    b: &[f32],
    ldb: usize,
    depth: usize,
) -> Tile<R> {
    let mut tile = [[F32x4::splat(0.0); 2]; R];
    if depth == 0 {
        return tile;
    }
    assert!(a.len() >= (depth - 1) * m + R && b.len() >= (depth - 1) * ldb + COLUMNS);
    for p in 0..depth {
        // SAFETY: asserted above for the last row, p = depth − 1.
        unsafe {
            let a = a.as_ptr().add(p * m);
            let b = b.as_ptr().add(p * ldb);
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
