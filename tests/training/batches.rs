//! Do mini-batches visit every sample exactly once per pass?

use crate::common::{Named, begin, config, numbers, settings, train, with_parameters};
use hnn_playground::experiment::run::Run;
use hnn_playground::experiment::weights::save;
use hnn_playground::learn::dataset::{Dataset, Split};
use hnn_playground::model::activation::Activation;
use hnn_playground::model::learner::Learner;
use hnn_playground::physics::system::System;

/// Mini-batches change the run; a batch of all samples equals the full batch.
#[test]
fn batch_size_changes_the_run() {
    let run = |size: f64| {
        let small = [("width", 16.0), ("trajectories", 8.0), ("batch_size", size)];
        let settings = settings(System::by_id("spring").unwrap(), &small);
        let mut trainer = begin(&settings, Learner::by_id("hnn").unwrap(), &[]).unwrap();
        train(&mut trainer, 12);
        save(trainer.model()).unwrap()
    };
    // 8 trajectories of 30 samples.
    assert_eq!(run(0.0), run(240.0));
    assert_ne!(run(0.0), run(239.0));
    assert_ne!(run(32.0), run(16.0));
}

/// Samples at angles 2πi/n on a circle, and a baseline whose unit i is active only for sample i: its weights point to
/// the sample, and no neighbour reaches its threshold. A unit's bias changes only in steps that visit its sample.
fn trainer_with_one_unit_per_sample(n: u32) -> Run {
    let angles = (0..n).map(|i| std::f64::consts::TAU * f64::from(i) / f64::from(n));
    let x: Vec<f64> = angles.flat_map(|a| [a.cos(), a.sin()]).collect();
    let count = n as usize;
    let directions = x.iter().map(|x| *x as f32).collect();
    let tensors: [Named; 3] = [
        ("linear1.weight".to_owned(), vec![count, 2], directions),
        (
            "linear1.bias".to_owned(),
            vec![count],
            vec![threshold(n); count],
        ),
        (
            "linear2.weight".to_owned(),
            vec![2, count],
            vec![1.0; 2 * count],
        ),
    ];
    let baseline = Learner::by_id("baseline").unwrap();
    let config = config(2, count, 1, Activation::Relu);
    let model = with_parameters(baseline, &tensors, &config);
    let split = Split {
        dx: Some(vec![3.0; 2 * count]),
        x,
        t: (0..count).map(|i| 0.1 * i as f64).collect(),
        lengths: vec![count],
    };
    let dataset = Dataset {
        dim: 2,
        train: split.clone(),
        test: split,
    };
    // Steps are too small to activate or deactivate a unit.
    let small = [
        ("batch_size", 8.0),
        ("learning_rate", 1e-5),
        ("weight_decay", 0.0),
    ];
    let settings = settings(System::by_id("spring").unwrap(), &small);
    Run::with(&settings, &dataset, model).unwrap()
}

fn threshold(n: u32) -> f32 {
    -(std::f64::consts::PI / f64::from(n)).cos() as f32
}

#[test]
fn mini_batches_visit_every_sample_once_per_pass() {
    for (n, batches) in [(64, 8), (60, 7)] {
        let mut trainer = trainer_with_one_unit_per_sample(n);
        for batch in 1..=batches {
            trainer.step().unwrap();
            let biases = numbers(trainer.model().parameters()[1].1);
            let asleep = f64::from(threshold(n));
            let seen = biases.iter().filter(|b| **b != asleep).count();
            assert_eq!(seen, 8 * batch, "{n} samples, batch {batch}");
        }
    }
}

/// Adam keeps moving a bias for some steps after its sample was visited; only in the visiting step does the movement
/// grow.
#[test]
fn every_pass_has_its_own_order() {
    let mut trainer = trainer_with_one_unit_per_sample(64);
    let mut moments = vec![0.0; 64];
    let mut before = numbers(trainer.model().parameters()[1].1);
    let mut passes: Vec<Vec<Vec<usize>>> = vec![Vec::new(); 3];
    for pass in &mut passes {
        for _ in 0..8 {
            trainer.step().unwrap();
            let after = numbers(trainer.model().parameters()[1].1);
            let moved: Vec<f64> = after
                .iter()
                .zip(&before)
                .map(|(a, b)| (a - b).abs())
                .collect();
            let seen = (0..64).filter(|i| moved[*i] > moments[*i]).collect();
            (before, moments) = (after, moved);
            pass.push(seen);
        }
    }
    for pass in &passes {
        let mut all = pass.concat();
        all.sort_unstable();
        assert_eq!(all, (0..64).collect::<Vec<_>>(), "{pass:?}");
    }
    assert_ne!(passes[0], passes[1]);
    assert_ne!(passes[1], passes[2]);
}
