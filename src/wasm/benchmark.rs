//! `Benchmark`: training on given data from given weights, to compare its speed with other trainers.

use super::convert::from_js;
use crate::learn::trainer::Trainer;
use crate::page::benchmark;
use wasm_bindgen::prelude::*;

/// A trainer with given data and initial weights.
#[wasm_bindgen]
pub struct Benchmark {
    trainer: Trainer,
}

#[wasm_bindgen]
impl Benchmark {
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "BenchmarkConfig")] config: JsValue,
    ) -> Result<Benchmark, JsError> {
        Ok(Benchmark {
            trainer: benchmark::trainer(&from_js(config)?)?,
        })
    }

    /// Makes `steps` training steps; returns the loss before each.
    pub fn steps(&mut self, steps: u32) -> Result<Vec<f64>, JsError> {
        let mut losses = Vec::with_capacity(steps as usize);
        for _ in 0..steps {
            losses.push(self.trainer.step()?);
        }
        Ok(losses)
    }
}
