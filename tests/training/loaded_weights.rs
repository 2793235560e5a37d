//! Does training continue from a weights file, and stay unchanged if the file does not fit?

use crate::common::{Named, begin, numbers, safetensors_file, settings, train};
use hnn_playground::error::Error;
use hnn_playground::experiment::run::Run;
use hnn_playground::experiment::settings::Settings;
use hnn_playground::experiment::weights::{load, save};
use hnn_playground::learn::dataset::Dataset;
use hnn_playground::learn::trainer::DIVERGED_FACTOR;
use hnn_playground::model::learner::LEARNERS;
use hnn_playground::physics::systems::SYSTEMS;

fn small(seed: f64) -> Settings {
    let changes = [("width", 16.0), ("trajectories", 4.0), ("seed", seed)];
    settings(&SYSTEMS[0], &changes)
}

/// Oracle: training that starts with the same weights; both reset the optimiser's moments.
#[test]
fn training_continues_from_the_file() {
    for learner in LEARNERS {
        let mut other = begin(&small(7.0), learner, &[]).unwrap();
        train(&mut other, 5);
        let file = save(other.model()).unwrap();

        let settings = small(1.0);
        let mut trainer = begin(&settings, learner, &[]).unwrap();
        train(&mut trainer, 3);
        trainer.load_weights(&file).unwrap();
        assert_eq!(save(trainer.model()).unwrap(), file);
        assert_eq!((trainer.step_number(), trainer.loaded_at()), (3, Some(3)));
        train(&mut trainer, 8);

        let model = load(&file, learner, other.model().config()).unwrap();
        let dataset = Dataset::generate(&settings.dynamics().unwrap(), settings.plan()).unwrap();
        let mut fresh = Run::with(&settings, &dataset, model).unwrap();
        train(&mut fresh, 8);
        let [a, b] = [&trainer, &fresh].map(|trainer| save(trainer.model()).unwrap());
        assert_eq!(a, b, "{}", learner.id);
    }
}

#[test]
fn a_file_that_does_not_fit_changes_nothing() {
    let mut wide = small(1.0);
    wide.set("width", &32.0.into()).unwrap();
    for learner in LEARNERS {
        let file = save(begin(&wide, learner, &[]).unwrap().model()).unwrap();
        let run = |files: &[&[u8]]| {
            let mut trainer = begin(&small(1.0), learner, &[]).unwrap();
            train(&mut trainer, 3);
            for file in files {
                assert!(trainer.load_weights(file).is_err());
            }
            assert_eq!(trainer.loaded_at(), None);
            train(&mut trainer, 3);
            save(trainer.model()).unwrap()
        };
        assert_eq!(run(&[]), run(&[file.as_slice(), b"", b"nonsense"]));
    }
}

/// A run's weights with the last layer of every network scaled.
fn scaled(trainer: &Run, factor: f64) -> Vec<u8> {
    let parameters = trainer.model().parameters();
    let tensors: Vec<Named> = parameters
        .iter()
        .map(|(name, var)| {
            let last = name.ends_with("linear3.weight");
            let factor = if last { factor } else { 1.0 };
            let values = numbers(var).iter().map(|w| (w * factor) as f32).collect();
            (name.clone(), var.dims().to_vec(), values)
        })
        .collect();
    safetensors_file(&tensors)
}

/// A file is accepted exactly if the next step succeeds. Oracle: the loss grows as the square of the last layer's
/// weights, up to terms with the target; training diverges at [`DIVERGED_FACTOR`] times the loss of predicting no
/// motion.
#[test]
fn weights_that_would_diverge_are_rejected() {
    for learner in LEARNERS {
        for batch in [0.0, 8.0] {
            let mut settings = small(1.0);
            settings.set("batch_size", &batch.into()).unwrap();
            let begun = || {
                let mut trainer = begin(&settings, learner, &[]).unwrap();
                train(&mut trainer, 1);
                trainer
            };
            let name = format!("{} batch {batch}", learner.id);
            let before = save(begun().model()).unwrap();
            for factor in [1e3, 1e10, 1e30] {
                let mut trainer = begun();
                let file = scaled(&trainer, factor);
                let error = trainer
                    .load_weights(&file)
                    .expect_err(&format!("{name} {factor}"));
                assert!(matches!(error, Error::WeightsDiverge), "{name}: {error}");
                assert_eq!(save(trainer.model()).unwrap(), before, "{name}");
                assert_eq!(trainer.loaded_at(), None);
                train(&mut trainer, 1);
            }
            // Twice the weights give about four times the loss, far below the limit.
            let mut trainer = begun();
            let file = scaled(&trainer, 2.0);
            trainer.load_weights(&file).unwrap();
            train(&mut trainer, 1);
        }
    }
    assert!((10.0..1e4).contains(&DIVERGED_FACTOR));
}
