//! Does the optimiser take the learning rate it is given?
//!
//! Oracle: with a constant gradient and no weight decay, Adam's bias-corrected moments are m̂ = g and v̂ = g², so each step
//! moves a weight by the learning rate (Kingma & Ba 2015, section 2.1).

use candle_core::{Device, Var};
use candle_nn::Optimizer;
use hnn_playground::learn::adam::{Adam, AdamConfig};

#[test]
fn each_step_moves_a_weight_by_the_learning_rate() {
    let weight = Var::new(&[1f32, -2.0], &Device::Cpu).unwrap();
    let config = AdamConfig {
        weight_decay: 0.0,
        ..AdamConfig::default()
    };
    let mut adam = Adam::new(vec![weight.clone()], config).unwrap();
    let mut step = || {
        let before = weight.to_vec1::<f32>().unwrap();
        let loss = (weight.as_tensor() * 3.0).unwrap().sum_all().unwrap();
        adam.backward_step(&loss).unwrap();
        let moved: Vec<f32> = weight
            .to_vec1::<f32>()
            .unwrap()
            .iter()
            .zip(before)
            .map(|(now, before)| before - now)
            .collect();
        (moved, adam.learning_rate())
    };
    for (moved, learning_rate) in [step(), step()] {
        assert!((learning_rate - 1e-3).abs() < 1e-12);
        // A weight of about 1 is rounded to 1e-7.
        assert!(moved.iter().all(|by| (by - 1e-3).abs() < 1e-6), "{moved:?}");
    }
    adam.set_learning_rate(0.25);
    let before = weight.to_vec1::<f32>().unwrap();
    let loss = (weight.as_tensor() * 3.0).unwrap().sum_all().unwrap();
    adam.backward_step(&loss).unwrap();
    for (now, before) in weight.to_vec1::<f32>().unwrap().iter().zip(before) {
        assert!((before - now - 0.25).abs() < 1e-5, "{before} → {now}");
    }
}
