//! Where the rows of a product's left operand come from: from memory, or from a function that makes them block by block.

use super::tile::ROWS;
use crate::scratch::Scratch;

/// Elements of a block of rows, of a and of c: 24 kB.
const BLOCK: usize = 6144;

/// How many rows of a (·, k) and c (·, n) stay in the first-level cache.
pub fn block_rows(n: usize, k: usize) -> usize {
    (BLOCK / k.max(n).max(1)).max(1).next_multiple_of(ROWS)
}

/// The rows of a (·, k).
pub trait Rows {
    /// Rows number `first` to `end` − 1.
    fn block(&mut self, first: usize, end: usize) -> &[f32];
}

/// A matrix in memory, and its k.
pub struct Stored<'a>(pub &'a [f32], pub usize);

impl Rows for Stored<'_> {
    fn block(&mut self, first: usize, end: usize) -> &[f32] {
        &self.0[first * self.1..end * self.1]
    }
}

/// Blocks of rows, each written over the one before.
pub struct Made<F> {
    make: F,
    block: Scratch,
    k: usize,
}

impl<F: FnMut(usize, &mut [f32])> Made<F> {
    /// `make` is given the index of its first row and the block to fill, of at most `rows` rows.
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
