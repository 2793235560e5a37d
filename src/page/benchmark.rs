//! Training on given data from given weights, to compare its speed with other trainers in a browser.
//!
//! The network is that of the paper: two hidden layers of H units, tanh, Adam without weight decay, full batch.

use crate::error::{Error, Result};
use crate::experiment::settings::{Settings, Value, keys};
use crate::experiment::weights;
use crate::learn::dataset::{Dataset, Split};
use crate::learn::trainer::Trainer;
use crate::model::learner::Learner;
use crate::physics::systems::SYSTEMS;
use candle_core::{Device, Tensor};
use serde::Deserialize;

/// Data, weights and hyperparameters. Matrices are row-major `(in, out)`, flat or nested.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct BenchmarkConfig {
    /// Id of a learner.
    pub model: String,
    /// Width.
    #[serde(rename = "H")]
    pub width: u32,
    /// Learning rate.
    pub lr: f64,
    pub data: BenchmarkData,
    pub init: BenchmarkWeights,
}

/// States and derivatives, `(n, 2)` each.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct BenchmarkData {
    pub n: u32,
    pub x: Numbers,
    pub t: Numbers,
}

/// Initial weights: W1 `(2, H)`, W2 `(H, H)`, W3 `(H, outputs)`.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "UPPERCASE")]
pub struct BenchmarkWeights {
    pub w1: Numbers,
    #[serde(rename = "b1")]
    pub b1: Numbers,
    pub w2: Numbers,
    #[serde(rename = "b2")]
    pub b2: Numbers,
    pub w3: Numbers,
}

/// A flat or nested list.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(untagged)]
pub enum Numbers {
    Flat(Vec<f64>),
    Rows(Vec<Vec<f64>>),
}

const DIM: usize = 2;

/// A trainer on the given data.
pub fn trainer(benchmark: &BenchmarkConfig) -> Result<Trainer> {
    let learner = Learner::by_id(&benchmark.model)?;
    let mut settings = Settings::defaults(&SYSTEMS[0]);
    for (key, value) in [
        (keys::WIDTH.name, f64::from(benchmark.width)),
        (keys::LEARNING_RATE.name, benchmark.lr),
        (keys::WEIGHT_DECAY.name, 0.0),
        (keys::BATCH_SIZE.name, 0.0),
    ] {
        settings.set(key, &Value::Number(value))?;
    }
    let (n, width) = (benchmark.data.n as usize, benchmark.width as usize);
    let x = benchmark.data.x.exactly("data.x", n * DIM)?;
    let dx = benchmark.data.t.exactly("data.t", n * DIM)?;
    // The benchmark does not evaluate a test set, but a trainer has one.
    let dataset = Dataset {
        dim: DIM,
        test: split(&x[..DIM], &dx[..DIM]),
        train: split(&x, &dx),
    };
    let config = settings.train_config();
    let shape = learner
        .parts
        .first()
        .and_then(|part| config.network.shape(part));
    let outputs = shape.map_or(0, |shape| shape.outputs);
    let init = &benchmark.init;
    let matrix = |name: &str, numbers: &Numbers, inputs: usize, outputs: usize| {
        let rows = Tensor::from_vec(
            numbers.exactly(name, inputs * outputs)?,
            (inputs, outputs),
            &Device::Cpu,
        )?;
        Ok::<_, Error>((format!("{name}.weight"), rows.t()?.contiguous()?))
    };
    let bias = |name: &str, numbers: &Numbers| {
        let values = Tensor::from_vec(numbers.exactly(name, width)?, width, &Device::Cpu)?;
        Ok::<_, Error>((format!("{name}.bias"), values))
    };
    let tensors = [
        matrix("linear1", &init.w1, DIM, width)?,
        bias("linear1", &init.b1)?,
        matrix("linear2", &init.w2, width, width)?,
        bias("linear2", &init.b2)?,
        matrix("linear3", &init.w3, width, outputs)?,
    ];
    let tensors = tensors.into_iter().collect();
    let model = weights::from_tensors(&tensors, learner, &config.network)?;
    Trainer::with(&config, &dataset, model)
}

fn split(x: &[f64], dx: &[f64]) -> Split {
    let n = x.len() / DIM;
    Split {
        x: x.to_vec(),
        dx: Some(dx.to_vec()),
        t: (0..n).map(|i| i as f64).collect(),
        lengths: vec![n],
    }
}

impl Numbers {
    fn exactly(&self, field: &str, count: usize) -> Result<Vec<f64>> {
        let flat = match self {
            Numbers::Flat(numbers) => numbers.clone(),
            Numbers::Rows(rows) => rows.concat(),
        };
        if flat.len() == count && count > 0 {
            return Ok(flat);
        }
        Err(Error::Setting {
            field: field.to_owned(),
            value: format!("{} numbers", flat.len()),
            allowed: format!("{count} numbers, at least one"),
        })
    }
}
