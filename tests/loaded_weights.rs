//! Does a training go on from the weights of a file, and leave everything alone when the file does not fit?

mod common;

use common::settings;
use hnn_playground::dataset::Dataset;
use hnn_playground::model::Model;
use hnn_playground::model::learner::LEARNERS;
use hnn_playground::settings::Settings;
use hnn_playground::system::SYSTEMS;
use hnn_playground::train::Trainer;
use hnn_playground::weights::{load, save};

fn small(seed: f64) -> Settings {
    let changes = [("width", 16.0), ("trajectories", 4.0), ("seed", seed)];
    settings(&SYSTEMS[0], &changes)
}

fn go(trainer: &mut Trainer, steps: u32) {
    for _ in 0..steps {
        trainer.step().unwrap();
    }
}

/// Oracle: a training that starts with the same weights, the moments of the optimiser fresh in both.
#[test]
fn training_goes_on_from_the_file() {
    for learner in LEARNERS {
        let mut other = Trainer::new(&small(7.0), learner, &[]).unwrap();
        go(&mut other, 5);
        let file = save(&other.model().mlp).unwrap();

        let settings = small(1.0);
        let mut trainer = Trainer::new(&settings, learner, &[]).unwrap();
        go(&mut trainer, 3);
        trainer.load_weights(&file).unwrap();
        assert_eq!(save(&trainer.model().mlp).unwrap(), file);
        assert_eq!((trainer.step_number(), trainer.loaded_at()), (3, Some(3)));
        go(&mut trainer, 8);

        let shape = other.model().mlp.shape().unwrap();
        let model = Model::new(learner, load(&file, shape).unwrap()).unwrap();
        let dataset = Dataset::generate(&settings.dynamics(), settings.plan()).unwrap();
        let mut fresh = Trainer::with(&settings, &dataset, model).unwrap();
        go(&mut fresh, 8);
        let [a, b] = [&trainer, &fresh].map(|trainer| save(&trainer.model().mlp).unwrap());
        assert_eq!(a, b, "{}", learner.id);
    }
}

#[test]
fn a_file_that_does_not_fit_changes_nothing() {
    let mut wide = small(1.0);
    wide.set("width", &32.0.into()).unwrap();
    for learner in LEARNERS {
        let file = save(&Trainer::new(&wide, learner, &[]).unwrap().model().mlp).unwrap();
        let run = |files: &[&[u8]]| {
            let mut trainer = Trainer::new(&small(1.0), learner, &[]).unwrap();
            go(&mut trainer, 3);
            for file in files {
                assert!(trainer.load_weights(file).is_err());
            }
            assert_eq!(trainer.loaded_at(), None);
            go(&mut trainer, 3);
            save(&trainer.model().mlp).unwrap()
        };
        assert_eq!(run(&[]), run(&[file.as_slice(), b"", b"nonsense"]));
    }
}
