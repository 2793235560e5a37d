//! Large native products use the `gemm` crate, a dependency of candle that selects AVX2, AVX-512 or NEON at run time.

use gemm::Parallelism;

/// The crate's packing pays from this many rows, columns and terms.
const LARGE: usize = 16;

/// A row-major matrix, read as stored or transposed.
#[derive(Clone, Copy)]
pub struct Operand<'a> {
    elements: &'a [f32],
    row_stride: usize,
    column_stride: usize,
}

impl<'a> Operand<'a> {
    /// A matrix with rows of `columns` elements.
    pub fn stored(elements: &'a [f32], columns: usize) -> Self {
        Operand {
            elements,
            row_stride: columns,
            column_stride: 1,
        }
    }

    /// The transpose of a matrix with rows of `columns` elements.
    pub fn transposed(elements: &'a [f32], columns: usize) -> Self {
        Operand {
            elements,
            row_stride: 1,
            column_stride: columns,
        }
    }
}

/// Whether to use [`multiply`] for a product of (m, k) and (k, n).
pub fn is_large(m: usize, n: usize, k: usize) -> bool {
    m.min(n).min(k) >= LARGE
}

/// c (m, n) ← a (m, k) · b (k, n), added to c if `add`.
pub fn multiply(a: Operand, b: Operand, c: &mut [f32], [m, n, k]: [usize; 3], add: bool) {
    assert_eq!(
        (a.elements.len(), b.elements.len(), c.len()),
        (m * k, k * n, m * n)
    );
    // SAFETY: the lengths were just asserted, and strides cover each operand's elements once. c is borrowed mutably, so it does not
    // overlap a or b.
    unsafe {
        gemm::gemm(
            m,
            n,
            k,
            c.as_mut_ptr(),
            1,
            n as isize,
            add,
            a.elements.as_ptr(),
            a.column_stride as isize,
            a.row_stride as isize,
            b.elements.as_ptr(),
            b.column_stride as isize,
            b.row_stride as isize,
            1.0,
            1.0,
            false,
            false,
            false,
            Parallelism::None,
        );
    }
}
