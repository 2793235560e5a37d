//! Mini-batches: a seeded order in which training steps visit the examples.

use crate::error::Result;
use crate::rng::{Purpose, Rng};
use candle_core::{Device, Tensor};

/// The rows of each step's batch.
pub struct Batches {
    rng: Rng,
    /// Rows per step; all if 0 or more than there are.
    size: usize,
    order: Vec<u32>,
    next: usize,
}

impl Batches {
    /// Batches of `size` rows from the stream [`Purpose::Batches`] of the seed; `size` 0 means all rows.
    pub fn new(seed: u64, size: usize) -> Batches {
        Batches {
            rng: Rng::new(seed, Purpose::Batches),
            size,
            order: Vec::new(),
            next: 0,
        }
    }

    /// Rows per batch; 0 means all.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Row numbers of the next batch out of `n`; `None` means all. Each pass visits every row once, except the
    /// remainder that does not fill a batch.
    pub fn next(&mut self, n: usize) -> Result<Option<Tensor>> {
        if self.size == 0 || self.size >= n {
            return Ok(None);
        }
        if self.next + self.size > self.order.len() {
            self.order = self.rng.permutation(n);
            self.next = 0;
        }
        let rows = &self.order[self.next..self.next + self.size];
        self.next += self.size;
        Ok(Some(Tensor::from_slice(rows, self.size, &Device::Cpu)?))
    }
}
