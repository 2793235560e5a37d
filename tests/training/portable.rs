//! Do native training and the portable module agree on losses?
//!
//! Oracle: `tests/golden/portable_losses.json`, recorded by the WebAssembly module in Node.js. Natively, large products
//! use the `gemm` crate, which rounds and sums differently.

use crate::common::{begin, settings};
use hnn_playground::model::learner::Learner;
use hnn_playground::physics::system::System;
use serde::Deserialize;

#[derive(Deserialize)]
struct Recorded {
    system: String,
    seed: f64,
    learner: String,
    steps: Vec<u32>,
    train: Vec<f64>,
    test: Vec<f64>,
}

/// Number of steps during which rounding errors stay small.
const STEPS: u32 = 200;

#[test]
fn losses_over_200_steps_agree_with_the_portable_module() {
    let runs: Vec<Recorded> =
        serde_json::from_str(include_str!("../golden/portable_losses.json")).unwrap();
    let mut worst: f64 = 0.0;
    for run in &runs {
        let settings = settings(System::by_id(&run.system).unwrap(), &[("seed", run.seed)]);
        let mut trainer = begin(&settings, Learner::by_id(&run.learner).unwrap(), &[]).unwrap();
        for _ in 0..=STEPS {
            trainer.step().unwrap();
        }
        for (i, point) in trainer.losses().iter().enumerate() {
            assert_eq!(point.step, run.steps[i]);
            for (found, expected) in [(point.train, run.train[i]), (point.test, run.test[i])] {
                worst = worst.max((found / expected - 1.0).abs());
            }
        }
    }
    assert!(worst < 1e-5, "{worst:e}");
}
