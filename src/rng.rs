//! The random number generator: xoshiro256++ seeded through SplitMix64 (Blackman & Vigna 2021,
//! *Scrambled linear pseudorandom number generators*, ACM TOMS 47:4), passed explicitly.
//!
//! A seed gives the same stream natively and in the browser: integers are exact, and the normal distribution
//! takes its logarithm, sine and cosine from `libm`.

use std::f64::consts::TAU;

/// Purpose of a stream. Streams of one seed are independent, so changing the number of trajectories
/// does not change the initial weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Initial weights. All learners use the same stream, as in the paper's code.
    Weights = 1,
    /// Starting states and noise of the training set.
    Data = 2,
    /// The order of samples in mini-batches.
    Batches = 3,
    /// Starting states for measures.
    Starts = 4,
    /// Starting states and noise of the test set.
    TestData = 5,
}

/// A seeded generator.
#[derive(Debug, Clone)]
pub struct Rng {
    state: [u64; 4],
    /// Second half of the last Box–Muller pair.
    spare_normal: Option<f64>,
}

impl Rng {
    /// The stream of `seed` for `purpose`.
    pub fn new(seed: u64, purpose: Purpose) -> Self {
        let mut x = seed ^ (purpose as u64).wrapping_mul(0xD134_2543_DE82_EF95);
        let state = std::array::from_fn(|_| split_mix(&mut x));
        Rng {
            state,
            spare_normal: None,
        }
    }

    /// The next 64 random bits.
    pub fn next_u64(&mut self) -> u64 {
        let s = &mut self.state;
        let result = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        result
    }

    /// Uniform in [0, 1), with 53 random bits.
    pub fn uniform(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// Uniform in [low, high).
    pub fn uniform_in(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// Normal with mean 0 and standard deviation 1 (Box–Muller).
    pub fn normal(&mut self) -> f64 {
        if let Some(z) = self.spare_normal.take() {
            return z;
        }
        let radius = (-2.0 * libm::log(1.0 - self.uniform())).sqrt();
        let (sin, cos) = libm::sincos(TAU * self.uniform());
        self.spare_normal = Some(radius * sin);
        radius * cos
    }

    /// A random permutation of `0..n` (Fisher–Yates).
    pub fn permutation(&mut self, n: usize) -> Vec<u32> {
        let mut order: Vec<u32> = (0..n as u32).collect();
        for i in (1..n).rev() {
            let j = (self.uniform() * (i + 1) as f64) as usize;
            order.swap(i, j);
        }
        order
    }

    /// A matrix with orthonormal rows (or columns, if there are more rows than columns), row-major,
    /// `rows × cols`, uniformly distributed: Gram–Schmidt, done twice, on Gaussian vectors
    /// (Saxe, McClelland & Ganguli 2014, arXiv 1312.6120).
    pub fn orthogonal(&mut self, rows: usize, cols: usize) -> Vec<f64> {
        let (count, length) = (rows.min(cols), rows.max(cols));
        let mut basis: Vec<Vec<f64>> = Vec::with_capacity(count);
        while basis.len() < count {
            let mut v: Vec<f64> = (0..length).map(|_| self.normal()).collect();
            for _ in 0..2 {
                for b in &basis {
                    let along = dot(&v, b);
                    v.iter_mut().zip(b).for_each(|(v, b)| *v -= along * b);
                }
            }
            let norm = dot(&v, &v).sqrt();
            if norm > 1e-6 {
                v.iter_mut().for_each(|v| *v /= norm);
                basis.push(v);
            }
        }
        let at = |r: usize, c: usize| {
            if rows <= cols {
                basis[r][c]
            } else {
                basis[c][r]
            }
        };
        (0..rows * cols).map(|i| at(i / cols, i % cols)).collect()
    }
}

fn split_mix(x: &mut u64) -> u64 {
    *x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *x;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Oracle: the published SplitMix64 gives e220a8397b1dcdaf first for seed 0.
    #[test]
    fn split_mix_agrees_with_its_published_output() {
        assert_eq!(split_mix(&mut 0), 0xE220_A839_7B1D_CDAF);
    }

    /// Oracle: the published xoshiro256++ from state (1, 2, 3, 4) starts with 41943041, 58720359.
    #[test]
    fn xoshiro_agrees_with_its_published_output() {
        let mut rng = Rng {
            state: [1, 2, 3, 4],
            spare_normal: None,
        };
        assert_eq!([rng.next_u64(), rng.next_u64()], [41_943_041, 58_720_359]);
    }

    #[test]
    fn streams_depend_on_seed_and_purpose_alone() {
        let first = |seed, purpose| Rng::new(seed, purpose).next_u64();
        assert_eq!(first(5, Purpose::Data), first(5, Purpose::Data));
        assert_ne!(first(5, Purpose::Data), first(6, Purpose::Data));
        assert_ne!(first(5, Purpose::Data), first(5, Purpose::Weights));
    }

    /// Oracle: moments of the standard normal distribution; 5 standard errors of 100,000 draws.
    #[test]
    fn normal_has_the_moments_of_the_normal_distribution() {
        let mut rng = Rng::new(1, Purpose::Data);
        let draws: Vec<f64> = (0..100_000).map(|_| rng.normal()).collect();
        let moment = |k| draws.iter().map(|z: &f64| z.powi(k)).sum::<f64>() / draws.len() as f64;
        assert!(moment(1).abs() < 5.0 * (1.0f64 / 1e5).sqrt());
        assert!((moment(2) - 1.0).abs() < 5.0 * (2.0f64 / 1e5).sqrt());
        assert!((moment(4) - 3.0).abs() < 5.0 * (96.0f64 / 1e5).sqrt());
    }

    #[test]
    fn orthogonal_rows_or_columns_are_orthonormal() {
        for (rows, cols) in [(3, 7), (7, 3), (5, 5), (1, 4)] {
            let m = Rng::new(2, Purpose::Weights).orthogonal(rows, cols);
            let count = rows.min(cols);
            let entry = |i: usize, k: usize| {
                if rows <= cols {
                    m[i * cols + k]
                } else {
                    m[k * cols + i]
                }
            };
            for i in 0..count {
                for j in 0..count {
                    let product: f64 = (0..rows.max(cols)).map(|k| entry(i, k) * entry(j, k)).sum();
                    let expected = if i == j { 1.0 } else { 0.0 };
                    assert!(
                        (product - expected).abs() < 1e-12,
                        "{rows}×{cols} ({i}, {j}): {product}"
                    );
                }
            }
        }
    }

    #[test]
    fn permutation_contains_each_index_once() {
        let mut order = Rng::new(3, Purpose::Batches).permutation(100);
        assert_ne!(order, (0..100).collect::<Vec<_>>());
        order.sort_unstable();
        assert_eq!(order, (0..100).collect::<Vec<_>>());
    }
}
