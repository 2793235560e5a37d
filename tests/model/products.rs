//! Are matrix products correct for every shape? Oracle: sums in f64.

use crate::common::random::Numbers;
use hnn_playground::model::kernels::gemm;

/// Partial sums of k products of numbers in −1 … 1 are of size √k / 3 and each addition rounds by 6e-8 of that, so that errors are some
/// k·1e-8; ten times that is allowed.
#[test]
fn products_agree_with_sums_in_f64() {
    let mut numbers = Numbers(1);
    let mut shapes = vec![
        (750, 200, 200),
        (200, 200, 750),
        (0, 3, 4),
        (3, 0, 4),
        (3, 4, 0),
        (2, 200, 750),
        (750, 200, 2),
        (97, 101, 513),
        (102, 99, 3),
        (96, 96, 256),
    ];
    for _ in 0..200 {
        let mut size = || 1 + (16.99 * numbers.next().abs()) as usize;
        shapes.push((size(), size(), size()));
    }
    for (m, n, k) in shapes {
        let (a, b) = (numbers.vec(m * k), numbers.vec(k * n));
        let mut expected = vec![0.0f64; m * n];
        for i in 0..m {
            for j in 0..n {
                expected[i * n + j] = (0..k)
                    .map(|p| f64::from(a[i * k + p]) * f64::from(b[p * n + j]))
                    .sum();
            }
        }
        let transposed = |v: &[f32], rows: usize, columns: usize| -> Vec<f32> {
            (0..rows * columns)
                .map(|i| v[i % rows * columns + i / rows])
                .collect()
        };
        let (at, bt) = (transposed(&a, m, k), transposed(&b, k, n));
        let check = |name: &str, product: &dyn Fn(&mut [f32])| {
            let mut c = vec![f32::NAN; m * n];
            product(&mut c);
            for (c, e) in c.iter().zip(&expected) {
                let error = (f64::from(*c) - e).abs();
                assert!(error <= 1e-7 * k as f64, "{name} {m}×{n}×{k}: {c} for {e}");
            }
        };
        check("nn", &|c| gemm::nn(&a, &b, c, m, n, k));
        check("nt", &|c| gemm::nt(&a, &bt, c, m, n, k));
        check("tn", &|c| gemm::tn(&at, &b, c, m, n, k));
        let copy =
            |first: usize, rows: &mut [f32]| rows.copy_from_slice(&a[first * k..][..rows.len()]);
        check("nn_of", &|c| gemm::nn_of(copy, &b, c, m, n, k));
    }
}

/// In each of the code paths: few columns, narrow, wide.
#[test]
fn add_tn_adds_to_the_result() {
    let mut numbers = Numbers(3);
    for (m, n, k) in [(30, 3, 40), (3, 30, 40), (30, 31, 400), (101, 99, 400)] {
        let (a, b) = (numbers.vec(k * m), numbers.vec(k * n));
        let mut product = vec![0.0; m * n];
        gemm::tn(&a, &b, &mut product, m, n, k);
        let before = numbers.vec(m * n);
        let mut c = before.clone();
        gemm::add_tn(&a, &b, &mut c, m, n, k);
        for ((c, before), product) in c.iter().zip(&before).zip(&product) {
            let error = (c - (before + product)).abs();
            assert!(
                error <= 1e-7 * k as f32,
                "{m}×{n}×{k}: {c} for {before} + {product}"
            );
        }
    }
}

type Epilogue<'a> = &'a mut dyn FnMut(usize, &mut [f32]);

#[test]
fn epilogues_see_every_row_once() {
    let mut numbers = Numbers(2);
    for (m, n, k) in [
        (1001, 3, 100),
        (1001, 2, 100),
        (1, 30, 8),
        (2, 30, 8),
        (5, 6, 0),
    ] {
        let (a, b) = (numbers.vec(m * k), numbers.vec(n * k));
        let check = |product: &dyn Fn(&mut [f32], Epilogue)| {
            let (mut c, mut plain) = (vec![0.0; m * n], vec![0.0; m * n]);
            let mut next = 0;
            product(&mut c, &mut |first, rows| {
                assert_eq!(first, next);
                next += rows.len() / n;
                rows.iter_mut().for_each(|v| *v += 1.0);
            });
            assert_eq!(next, m);
            product(&mut plain, &mut |_, _| {});
            assert!(c.iter().zip(&plain).all(|(c, plain)| *c == plain + 1.0));
        };
        check(&|c, epilogue| gemm::nt_with(&a, &b, c, m, n, k, epilogue));
        check(&|c, epilogue| gemm::nn_with(&a, &b, c, m, n, k, epilogue));
    }
}
