//! Shared by several test files: fields from closures, networks with given weights, norms and fits.
#![allow(dead_code)] // Each folder of tests is a crate of its own and uses a part of this.

pub mod cases;
pub mod golden;
pub mod mechanics;
pub mod methods;
pub mod mutate;
pub mod random;
pub mod reference;
pub mod tables;

use candle_core::{Device, Tensor};
use hnn_playground::error::Result;
use hnn_playground::experiment::run::Run;
use hnn_playground::experiment::settings::{Change, Settings, Value};
use hnn_playground::experiment::weights;
use hnn_playground::model::activation::Activation;
use hnn_playground::model::learner::Learner;
use hnn_playground::model::{Model, NetworkConfig};
use hnn_playground::page::inspector::Inspector;
use hnn_playground::physics::field::VectorField;
use hnn_playground::physics::integrators::dopri5::{self, Tolerance};
use hnn_playground::physics::system::{Dynamics, System};
use hnn_playground::rng::{Purpose, Rng};
use safetensors::tensor::{Dtype, TensorView};

/// Far below the errors measured against it.
pub const TIGHT: Tolerance = Tolerance {
    relative: 1e-13,
    absolute: 1e-13,
};

/// A field from a formula for one state, counting its evaluations.
pub struct Formula<F> {
    pub dim: usize,
    pub f: F,
    pub separable: bool,
    pub evaluations: usize,
}

impl<F: FnMut(&[f64], &mut [f64])> Formula<F> {
    pub fn new(dim: usize, f: F) -> Self {
        Formula {
            dim,
            f,
            separable: false,
            evaluations: 0,
        }
    }
}

impl<F: FnMut(&[f64], &mut [f64])> VectorField for Formula<F> {
    fn dim(&self) -> usize {
        self.dim
    }

    fn eval(&mut self, x: &[f64], dx: &mut [f64]) {
        let rows = x.chunks_exact(self.dim);
        for (x, dx) in rows.zip(dx.chunks_exact_mut(self.dim)) {
            self.evaluations += 1;
            (self.f)(x, dx);
        }
    }

    fn separable(&self) -> bool {
        self.separable
    }
}

/// The state after `time`, with an error of about 1e-12.
pub fn exact(field: &mut dyn VectorField, start: &[f64], time: f64) -> Vec<f64> {
    let mut x = start.to_vec();
    dopri5::integrate(field, &mut x, time, 1, TIGHT, |_, _, _| ()).unwrap();
    x
}

/// A run on data drawn from its settings.
pub fn begin(settings: &Settings, learner: &Learner, changes: &[Change]) -> Result<Run> {
    Run::new(settings, &settings.draw_data()?, learner, changes)
}

/// An inspector with data drawn from its settings.
pub fn inspector(settings: &Settings) -> Inspector {
    Inspector::new(settings, settings.draw_data().unwrap())
}

/// The system with random parameters within their bounds.
pub fn random_dynamics(system: &'static System, rng: &mut Rng) -> Dynamics {
    let parameters = system.parameters.iter();
    Dynamics::with(
        system,
        parameters.map(|p| rng.uniform_in(p.min, p.max)).collect(),
    )
    .unwrap()
}

/// A random state near the starts of training data.
pub fn random_state(dynamics: &Dynamics, rng: &mut Rng) -> Vec<f64> {
    let mut x = vec![0.0; dynamics.dim()];
    (dynamics.mechanics.sampling.start)(rng, &dynamics.parameters, &mut x);
    x.iter().map(|x| x + 0.3 * rng.normal()).collect()
}

/// `n` states with normally distributed components, `(n, dim)`.
pub fn random_states(n: usize, dim: usize, seed: u64) -> Vec<f64> {
    let mut rng = Rng::new(seed, Purpose::Starts);
    (0..n * dim).map(|_| rng.normal()).collect()
}

/// Rows of `dim` numbers in single precision.
pub fn tensor(rows: &[f64], dim: usize) -> Tensor {
    let single: Vec<f32> = rows.iter().map(|x| *x as f32).collect();
    Tensor::from_vec(single, (rows.len() / dim, dim), &Device::Cpu).unwrap()
}

/// All numbers of a tensor.
pub fn numbers(tensor: &Tensor) -> Vec<f64> {
    let single = tensor.flatten_all().unwrap().to_vec1::<f32>().unwrap();
    single.into_iter().map(f64::from).collect()
}

/// A learner with seeded weights.
pub fn model(
    learner: &'static Learner,
    inputs: usize,
    width: usize,
    depth: usize,
    activation: Activation,
    seed: u64,
) -> Model {
    let config = config(inputs, width, depth, activation);
    Model::seeded(learner, &config, seed).unwrap()
}

/// Networks of the given sizes for states of `dim` components without angles.
pub fn config(dim: usize, width: usize, depth: usize, activation: Activation) -> NetworkConfig {
    NetworkConfig {
        dim,
        angles: Vec::new(),
        width,
        depth,
        activation,
    }
}

/// Name, shape and values of a tensor in a weights file.
pub type Named = (String, Vec<usize>, Vec<f32>);

/// The bytes of a safetensors file.
pub fn safetensors_file(tensors: &[Named]) -> Vec<u8> {
    let bytes: Vec<Vec<u8>> = tensors
        .iter()
        .map(|(_, _, values)| values.iter().flat_map(|v| v.to_le_bytes()).collect())
        .collect();
    let views = tensors.iter().zip(&bytes).map(|((name, shape, _), bytes)| {
        let view = TensorView::new(Dtype::F32, shape.clone(), bytes).unwrap();
        (name.as_str(), view)
    });
    safetensors::serialize(views, None).unwrap()
}

/// A learner with given parameters.
pub fn with_parameters(
    learner: &'static Learner,
    tensors: &[Named],
    config: &NetworkConfig,
) -> Model {
    weights::load(&safetensors_file(tensors), learner, config).unwrap()
}

/// Makes `steps` training steps.
pub fn train(trainer: &mut Run, steps: usize) {
    for _ in 0..steps {
        trainer.step().unwrap();
    }
}

/// The defaults of a system with some settings changed.
pub fn settings(system: &'static System, changes: &[(&str, f64)]) -> Settings {
    let mut settings = Settings::defaults(system);
    for (key, value) in changes {
        settings.set(key, &Value::Number(*value)).unwrap();
    }
    settings
}

/// |found − expected| / |expected|, Euclidean norms.
pub fn relative_l2(found: &[f64], expected: &[f64]) -> f64 {
    assert_eq!(found.len(), expected.len());
    let norm = |v: &mut dyn Iterator<Item = f64>| v.map(|v| v * v).sum::<f64>().sqrt();
    let difference = norm(&mut found.iter().zip(expected).map(|(f, e)| f - e));
    if difference == 0.0 {
        return 0.0;
    }
    difference / norm(&mut expected.iter().copied())
}

/// Largest |a − b|.
pub fn largest_difference(a: &[f64], b: &[f64]) -> f64 {
    assert_eq!(a.len(), b.len());
    a.iter()
        .zip(b)
        .map(|(a, b)| (a - b).abs())
        .fold(0.0, f64::max)
}

/// Slope of the straight line fitted to (ln x, ln y).
pub fn log_slope(x: &[f64], y: &[f64]) -> f64 {
    let (x, y): (Vec<f64>, Vec<f64>) = x.iter().zip(y).map(|(x, y)| (x.ln(), y.ln())).unzip();
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let (mx, my) = (mean(&x), mean(&y));
    let covariance: f64 = x.iter().zip(&y).map(|(x, y)| (x - mx) * (y - my)).sum();
    covariance / x.iter().map(|x| (x - mx) * (x - mx)).sum::<f64>()
}

/// The median.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}
