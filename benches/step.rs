//! Duration of a training step and of its parts: `cargo bench --bench step`.
//!
//! The step is the application's: the spring's 750 samples, two hidden tanh layers, full batch, with gradients, Adam,
//! and the test loss every ten steps. Matrix products are compared with candle's, in floating-point operations per
//! second.

use candle_core::{Device, Tensor};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use hnn_playground::experiment::run::Run;
use hnn_playground::experiment::settings::{Settings, Value};
use hnn_playground::model::activation::ACTIVATIONS;
use hnn_playground::model::kernels::{elementwise, gemm};
use hnn_playground::model::learner::Learner;
use hnn_playground::physics::system::System;
use std::hint::black_box;

const WIDTHS: [usize; 3] = [32, 64, 200];
const SAMPLES: usize = 750;

/// Reproducible numbers in −0.5 … 0.5.
fn numbers(len: usize) -> Vec<f32> {
    (0..len)
        .map(|i| (i * 7919 % 1013) as f32 / 1013.0 - 0.5)
        .collect()
}

fn steps(c: &mut Criterion) {
    let mut group = c.benchmark_group("training step");
    for learner in ["baseline", "hnn"] {
        for width in WIDTHS {
            let mut settings = Settings::defaults(System::by_id("spring").unwrap());
            settings.set("width", &Value::Number(width as f64)).unwrap();
            let learner = Learner::by_id(learner).unwrap();
            let mut trainer =
                Run::new(&settings, &settings.draw_data().unwrap(), learner, &[]).unwrap();
            group.bench_function(BenchmarkId::new(learner.id, width), |b| {
                b.iter(|| trainer.step().unwrap());
            });
        }
    }
}

fn products(c: &mut Criterion) {
    let mut group = c.benchmark_group("matrix product");
    for width in WIDTHS {
        let (a, b) = (numbers(SAMPLES * width), numbers(width * width));
        let mut out = vec![0.0; SAMPLES * width];
        let mut square = vec![0.0; width * width];
        group.throughput(Throughput::Elements((2 * SAMPLES * width * width) as u64));
        group.bench_function(BenchmarkId::new("nt", width), |bench| {
            bench.iter(|| gemm::nt(black_box(&a), &b, &mut out, SAMPLES, width, width));
        });
        group.bench_function(BenchmarkId::new("nn", width), |bench| {
            bench.iter(|| gemm::nn(black_box(&a), &b, &mut out, SAMPLES, width, width));
        });
        group.bench_function(BenchmarkId::new("tn", width), |bench| {
            bench.iter(|| gemm::tn(black_box(&a), &a, &mut square, width, width, SAMPLES));
        });
        let a = Tensor::from_slice(&a, (SAMPLES, width), &Device::Cpu).unwrap();
        let b = Tensor::from_slice(&b, (width, width), &Device::Cpu).unwrap();
        group.bench_function(BenchmarkId::new("candle", width), |bench| {
            bench.iter(|| black_box(&a).matmul(&b).unwrap());
        });
    }
}

fn activations(c: &mut Criterion) {
    let mut group = c.benchmark_group("activation");
    let z = numbers(SAMPLES * 64);
    let mut h = z.clone();
    group.throughput(Throughput::Elements(z.len() as u64));
    for info in ACTIVATIONS {
        group.bench_function(info.id, |b| {
            b.iter(|| {
                h.copy_from_slice(&z);
                elementwise::activate(info.activation, &mut h);
            });
        });
    }
    let z = Tensor::from_vec(z, SAMPLES * 64, &Device::Cpu).unwrap();
    group.bench_function("tanh by candle", |b| b.iter(|| z.tanh().unwrap()));
}

criterion_group!(benches, steps, products, activations);
criterion_main!(benches);
