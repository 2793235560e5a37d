//! Adam (Kingma & Ba 2015, arXiv 1412.6980, algorithm 1) with *coupled* weight decay as in `torch.optim.Adam`, not
//! AdamW: the decay is added to the gradient, g ← g + λθ, before the moments are updated.

use crate::model::kernels::adam::{self, AdamStep};
use candle_core::backprop::GradStore;
use candle_core::{DType, Device, Result, Tensor, Var};
use candle_nn::Optimizer;

/// Hyperparameters; the defaults are those of the published code.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AdamConfig {
    pub learning_rate: f64,
    pub beta1: f64,
    pub beta2: f64,
    pub epsilon: f64,
    /// λ.
    pub weight_decay: f64,
}

impl Default for AdamConfig {
    fn default() -> Self {
        AdamConfig {
            learning_rate: 1e-3,
            beta1: 0.9,
            beta2: 0.999,
            epsilon: 1e-8,
            weight_decay: 1e-4,
        }
    }
}

/// Adam with its moments.
#[derive(Debug)]
pub struct Adam {
    parameters: Vec<Moments>,
    steps_made: usize,
    config: AdamConfig,
}

#[derive(Debug)]
struct Moments {
    var: Var,
    /// First and second moment, `(2, elements)`.
    state: Tensor,
}

impl Adam {
    /// Changes learning rate and weight decay from the next step on.
    pub fn configure(&mut self, config: AdamConfig) {
        self.config = config;
    }
}

impl Optimizer for Adam {
    type Config = AdamConfig;

    fn new(vars: Vec<Var>, config: AdamConfig) -> Result<Self> {
        let parameters = vars
            .into_iter()
            .map(|var| {
                let state = Tensor::zeros((2, var.elem_count()), DType::F32, &Device::Cpu)?;
                Ok(Moments { var, state })
            })
            .collect::<Result<_>>()?;
        Ok(Adam {
            parameters,
            steps_made: 0,
            config,
        })
    }

    fn step(&mut self, grads: &GradStore) -> Result<()> {
        self.steps_made += 1;
        let step = AdamStep {
            lr: self.config.learning_rate,
            beta1: self.config.beta1,
            beta2: self.config.beta2,
            eps: self.config.epsilon,
            weight_decay: self.config.weight_decay,
            t: self.steps_made,
        };
        for Moments { var, state } in &self.parameters {
            if let Some(grad) = grads.get(var) {
                adam::update(var, grad, state, &step)?;
            }
        }
        Ok(())
    }

    fn learning_rate(&self) -> f64 {
        self.config.learning_rate
    }

    fn set_learning_rate(&mut self, lr: f64) {
        self.config.learning_rate = lr;
    }
}
