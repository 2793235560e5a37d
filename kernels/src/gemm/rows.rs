//! Rows of a product's left operand, read from memory or computed block by block.

use super::tile::MR;
use crate::scratch::Scratch;

/// Elements in a block of rows of a and c together: 24 kB.
const BLOCK: usize = 6144;

/// Number of rows of a (·, k) and c (·, n) that fit into the L1 cache.
pub fn block_rows(n: usize, k: usize) -> usize {
    (BLOCK / k.max(n).max(1)).max(1).next_multiple_of(MR)
}

/// The rows of a (·, k).
pub trait Rows {
    /// Rows number `first` to `end` − 1.
    fn block(&mut self, first: usize, end: usize) -> &[f32];
}

/// A matrix in memory, with its k.
pub struct Stored<'a>(pub &'a [f32], pub usize);

impl Rows for Stored<'_> {
    fn block(&mut self, first: usize, end: usize) -> &[f32] {
        &self.0[first * self.1..end * self.1]
    }
}

/// Computed blocks of rows; each overwrites the last.
pub struct Made<F> {
    make: F,
    block: Scratch,
    k: usize,
}

impl<F: FnMut(usize, &mut [f32])> Made<F> {
    /// `make` receives the index of the first row and the block to fill, of at most `rows` rows.
    pub fn new(make: F, rows: usize, k: usize) -> Self {
        let block = Scratch::take(rows * k);
        Self { make, block, k }
    }
}

impl<F: FnMut(usize, &mut [f32])> Rows for Made<F> {
    fn block(&mut self, first: usize, end: usize) -> &[f32] {
        let block = &mut self.block[..(end - first) * self.k];
        (self.make)(first, block);
        block
    }
}
