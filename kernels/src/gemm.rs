//! Matrix products of row-major f32 slices in the three orientations of a dense layer and its gradients:
//! [`nt`] = a·bᵀ (forward), [`nn`] = a·b (to the input), [`tn`] = aᵀ·b (to the weights).
//!
//! The micro-kernel computes `MR` × `NR` tiles of c (names as in BLIS). In `nt` and `nn`, b, the small weight matrix, is packed
//! into panels of `NR` columns; a is read in place, or computed, in blocks of rows that fit into the L1 cache. In `tn` the inner
//! dimension k is long, so it is split into blocks of `KC`; b is packed, and so is a if c has many rows and columns. Products with
//! one or two rows or columns are dot products. Natively, large products use the `gemm` crate (`native.rs`).

mod dots;
#[cfg(not(target_arch = "wasm32"))]
mod native;
mod rows;
mod tile;

use super::scratch::Scratch;
use dots::dot_products;
use rows::{Made, Rows, Stored, block_rows};
use tile::{MR, NR, add, columns_tile, rows_tile, store};

/// With at most this many rows or columns, c is computed by dot products.
const FEW: usize = 2;
/// Block size of the inner dimension in [`tn`] if a is read in place.
const KC: usize = 128;
/// Block size of the inner dimension in [`tn`] if a is packed.
const KC_PACKED: usize = 256;
/// [`tn`] also packs a if c has at least this many rows and columns.
const WIDE: usize = 96;

/// c (m, n) = a (m, k) · bᵀ with b (n, k).
pub fn nt(a: &[f32], b: &[f32], c: &mut [f32], m: usize, n: usize, k: usize) {
    nt_with(a, b, c, m, n, k, |_, _| {});
}

/// [`nt`], calling `epilogue` with each finished block of rows and the index of its first row while the block is in cache.
pub fn nt_with(
    a: &[f32],
    b: &[f32],
    c: &mut [f32],
    m: usize,
    n: usize,
    k: usize,
    mut epilogue: impl FnMut(usize, &mut [f32]),
) {
    assert_eq!((a.len(), b.len()), (m * k, n * k));
    if m.min(n) <= FEW {
        return dot_products(a, b, c, m, n, k, &mut epilogue);
    }
    #[cfg(not(target_arch = "wasm32"))]
    if native::is_large(m, n, k) {
        let b = native::Operand::transposed(b, k);
        native::multiply(native::Operand::stored(a, k), b, c, [m, n, k], false);
        return epilogue(0, c);
    }
    let pack = |first: usize, panel: &mut [f32]| {
        let columns = NR.min(n - first);
        if columns < NR {
            panel.fill(0.0);
        }
        for j in 0..columns {
            let column = &b[(first + j) * k..][..k];
            for (row, v) in panel.as_chunks_mut::<NR>().0.iter_mut().zip(column) {
                row[j] = *v;
            }
        }
    };
    rows_times_panels(&mut Stored(a, k), &pack, c, m, n, k, &mut epilogue);
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
    mut epilogue: impl FnMut(usize, &mut [f32]),
) {
    assert_eq!((a.len(), b.len()), (m * k, k * n));
    if n <= FEW {
        return dot_products(a, &transposed(b, k, n), c, m, n, k, &mut epilogue);
    }
    if m == 1 {
        tn(a, b, c, m, n, k);
        return epilogue(0, c);
    }
    #[cfg(not(target_arch = "wasm32"))]
    if native::is_large(m, n, k) {
        let b = native::Operand::stored(b, n);
        native::multiply(native::Operand::stored(a, k), b, c, [m, n, k], false);
        return epilogue(0, c);
    }
    let pack = |first: usize, panel: &mut [f32]| pack_columns(b, n, first, panel);
    rows_times_panels(&mut Stored(a, k), &pack, c, m, n, k, &mut epilogue);
}

/// [`nn`] with an a that is never stored: `make` writes a block of its rows, given the index of the first, and the block is
/// used while it is in cache.
pub fn nn_of(
    make: impl FnMut(usize, &mut [f32]),
    b: &[f32],
    c: &mut [f32],
    m: usize,
    n: usize,
    k: usize,
) {
    assert_eq!((b.len(), c.len()), (k * n, m * n));
    #[cfg(not(target_arch = "wasm32"))]
    if native::is_large(m, n, k) {
        let mut make = make;
        let mut a = Scratch::take(m * k);
        make(0, &mut a);
        let b = native::Operand::stored(b, n);
        return native::multiply(native::Operand::stored(&a, k), b, c, [m, n, k], false);
    }
    let at_once = block_rows(n, k);
    let mut a = Made::new(make, at_once.min(m), k);
    if n <= FEW {
        let b = transposed(b, k, n);
        for (i, c) in c.chunks_mut(at_once * n.max(1)).enumerate() {
            let (first, rows) = (i * at_once, c.len() / n);
            dot_products(
                a.block(first, first + rows),
                &b,
                c,
                rows,
                n,
                k,
                &mut |_, _| {},
            );
        }
        return;
    }
    let pack = |first: usize, panel: &mut [f32]| pack_columns(b, n, first, panel);
    rows_times_panels(&mut a, &pack, c, m, n, k, &mut |_, _| {});
}

/// b (k, n) as (n, k).
fn transposed(b: &[f32], k: usize, n: usize) -> Scratch {
    let mut columns = Scratch::take(n * k);
    for (p, row) in b.chunks_exact(n.max(1)).enumerate() {
        for (j, v) in row.iter().enumerate() {
            columns[j * k + p] = *v;
        }
    }
    columns
}

/// c (m, n) = a (m, k) · b, where `pack` writes the panel (k, 8) of b that starts at a given column. Callbacks are called once per
/// block through trait objects, so this is compiled once, not per closure.
#[inline(never)]
fn rows_times_panels(
    a: &mut dyn Rows,
    pack: &dyn Fn(usize, &mut [f32]),
    c: &mut [f32],
    m: usize,
    n: usize,
    k: usize,
    epilogue: &mut dyn FnMut(usize, &mut [f32]),
) {
    assert_eq!(c.len(), m * n);
    if c.is_empty() {
        return;
    }
    if k == 0 {
        c.fill(0.0);
        return epilogue(0, c);
    }
    let mut packed = Scratch::take(n.next_multiple_of(NR) * k);
    for (panel, first) in packed.chunks_exact_mut(NR * k).zip((0..n).step_by(NR)) {
        pack(first, panel);
    }
    let at_once = block_rows(n, k);
    for first_row in (0..m).step_by(at_once) {
        let end = m.min(first_row + at_once);
        let a = a.block(first_row, end);
        for (panel, first) in packed.chunks_exact(NR * k).zip((0..n).step_by(NR)) {
            rows_times_panel(
                a,
                k,
                panel,
                &mut c[first_row * n + first..],
                n,
                NR.min(n - first),
            );
        }
        epilogue(first_row, &mut c[first_row * n..end * n]);
    }
}

/// Writes a (·, k) · panel (k, 8) to the first `columns` columns of c, whose rows are `stride` apart. A separate function because
/// engines keep the tile in registers more reliably in a small one.
#[inline(never)]
fn rows_times_panel(
    a: &[f32],
    k: usize,
    panel: &[f32],
    c: &mut [f32],
    stride: usize,
    columns: usize,
) {
    assert!(a.len().is_multiple_of(k) && panel.len() == NR * k);
    for (i, a) in a.chunks(MR * k).enumerate() {
        let rows = a.len() / k;
        // SAFETY: a holds `rows` rows of k elements, the panel k rows of eight.
        let tile = unsafe { rows_tile(a.as_ptr(), rows, k, panel.as_ptr()) };
        store(tile, &mut c[i * MR * stride..], stride, [rows, columns]);
    }
}

/// c (m, n) = aᵀ · b with a (k, m) and b (k, n).
pub fn tn(a: &[f32], b: &[f32], c: &mut [f32], m: usize, n: usize, k: usize) {
    c.fill(0.0);
    add_tn(a, b, c, m, n, k);
}

/// [`tn`], added to c.
pub fn add_tn(a: &[f32], b: &[f32], c: &mut [f32], m: usize, n: usize, k: usize) {
    assert_eq!((a.len(), b.len(), c.len()), (k * m, k * n, m * n));
    if c.is_empty() {
        return;
    }
    if n < NR && m > n {
        let mut transposed = Scratch::take(m * n);
        tn(b, a, &mut transposed, n, m, k);
        for (i, row) in c.chunks_exact_mut(n).enumerate() {
            for (j, v) in row.iter_mut().enumerate() {
                *v += transposed[j * m + i];
            }
        }
        return;
    }
    #[cfg(not(target_arch = "wasm32"))]
    if native::is_large(m, n, k) {
        let b = native::Operand::stored(b, n);
        return native::multiply(native::Operand::transposed(a, m), b, c, [m, n, k], true);
    }
    if m.min(n) >= WIDE {
        add_tn_packed(a, b, c, m, n, k);
    } else {
        add_tn_in_place(a, b, c, m, n);
    }
}

/// [`add_tn`] with both operands packed, which pays if each is used many times.
fn add_tn_packed(a: &[f32], b: &[f32], c: &mut [f32], m: usize, n: usize, k: usize) {
    let depth = k.div_ceil(k.div_ceil(KC_PACKED).max(1)).max(1);
    let mut columns = Scratch::take(m.next_multiple_of(MR) * depth);
    let mut panel = Scratch::take(NR * depth);
    for (a, b) in a.chunks(depth * m).zip(b.chunks(depth * n)) {
        let depth = a.len() / m;
        let columns = &mut columns[..m.next_multiple_of(MR) * depth];
        let panel = &mut panel[..NR * depth];
        pack_rows(a, m, columns);
        for first in (0..n).step_by(NR) {
            pack_columns(b, n, first, panel);
            let width = NR.min(n - first);
            packed_times_panel(columns, panel, &mut c[first..], n, width);
        }
    }
}

/// Adds to the first `columns` columns of c, whose rows are `stride` apart, the product of the transposed panels (depth, 4) in `a`
/// with a panel (depth, 8). A separate function for the same reason as [`rows_times_panel`].
#[inline(never)]
fn packed_times_panel(a: &[f32], panel: &[f32], c: &mut [f32], stride: usize, columns: usize) {
    let depth = panel.len() / NR;
    for (a, c) in a.chunks_exact(MR * depth).zip(c.chunks_mut(MR * stride)) {
        // SAFETY: `depth` rows of four elements, and as many of eight.
        let tile = unsafe { columns_tile::<MR>(a.as_ptr(), MR, panel.as_ptr(), depth) };
        let rows = MR.min(c.len().div_ceil(stride));
        add(tile, c, stride, [rows, columns]);
    }
}

/// [`add_tn`] with b packed and a read in place.
fn add_tn_in_place(a: &[f32], b: &[f32], c: &mut [f32], m: usize, n: usize) {
    let mut panel = Scratch::take(KC * NR);
    for (a, b) in a.chunks(KC * m).zip(b.chunks(KC * n)) {
        let panel = &mut panel[..a.len() / m * NR];
        for first in (0..n).step_by(NR) {
            pack_columns(b, n, first, panel);
            columns_times_panel(a, m, panel, &mut c[first..], n, NR.min(n - first));
        }
    }
}

/// Adds aᵀ · panel to the first `columns` columns of c, whose rows are `stride` apart; a is (depth, m), the panel (depth, 8).
#[inline(never)]
fn columns_times_panel(
    a: &[f32],
    m: usize,
    panel: &[f32],
    c: &mut [f32],
    stride: usize,
    columns: usize,
) {
    let depth = a.len() / m;
    assert!(depth > 0);
    assert_eq!((a.len(), panel.len()), (depth * m, depth * NR));
    for first in (0..m).step_by(MR) {
        let c = &mut c[first * stride..];
        // SAFETY: asserted above for the last row; each tile stays within the columns of a.
        unsafe {
            let (a, b) = (a.as_ptr().add(first), panel.as_ptr());
            match m - first {
                1 => add(columns_tile::<1>(a, m, b, depth), c, stride, [1, columns]),
                2 => add(columns_tile::<2>(a, m, b, depth), c, stride, [2, columns]),
                3 => add(columns_tile::<3>(a, m, b, depth), c, stride, [3, columns]),
                _ => add(columns_tile::<4>(a, m, b, depth), c, stride, [4, columns]),
            }
        }
    }
}

/// Packs a (depth, m) into panels (depth, 4), the last padded with zeros. Reads a once, in order.
fn pack_rows(a: &[f32], m: usize, panels: &mut [f32]) {
    let depth = a.len() / m;
    for (p, row) in a.chunks_exact(m).enumerate() {
        let (whole, rest) = row.as_chunks::<MR>();
        let mut panels = panels.chunks_exact_mut(MR * depth);
        for (from, panel) in whole.iter().zip(&mut panels) {
            panel.as_chunks_mut().0[p] = *from;
        }
        if let (false, Some(panel)) = (rest.is_empty(), panels.next()) {
            let to: &mut [f32; MR] = &mut panel.as_chunks_mut().0[p];
            *to = [0.0; MR];
            to[..rest.len()].copy_from_slice(rest);
        }
    }
}

/// Packs up to eight columns of b (·, n), starting at `first`, into a panel (·, 8) padded with zeros.
fn pack_columns(b: &[f32], n: usize, first: usize, panel: &mut [f32]) {
    let columns = NR.min(n - first);
    for (to, from) in panel
        .as_chunks_mut::<NR>()
        .0
        .iter_mut()
        .zip(b.chunks_exact(n))
    {
        let from = &from[first..first + columns];
        match <&[f32; NR]>::try_from(from) {
            Ok(from) => *to = *from,
            Err(_) => {
                *to = [0.0; NR];
                to[..columns].copy_from_slice(from);
            }
        }
    }
}
