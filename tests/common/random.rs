//! Reproducible random numbers for tests of the kernels.

use candle_core::{Device, Tensor, Var};

/// A linear congruential generator of numbers in −1 … 1.
pub struct Numbers(pub u64);

impl Numbers {
    pub fn next(&mut self) -> f32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 40) as f32) / ((1u64 << 23) as f32) - 1.0
    }

    pub fn vec(&mut self, len: usize) -> Vec<f32> {
        (0..len).map(|_| self.next()).collect()
    }

    pub fn var(&mut self, shape: &[usize]) -> Var {
        let data = self.vec(shape.iter().product());
        Var::from_tensor(&Tensor::from_vec(data, shape, &Device::Cpu).unwrap()).unwrap()
    }
}
