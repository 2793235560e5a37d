//! Is training reproducible, with live changes, and does it report divergence?

use crate::common::{begin, settings};
use hnn_playground::error::Error;
use hnn_playground::experiment::run::Run;
use hnn_playground::experiment::settings::{Change, Settings, Value};
use hnn_playground::experiment::settings::{Effect, table};
use hnn_playground::experiment::weights::save;
use hnn_playground::learn::objective::OBJECTIVES;
use hnn_playground::learn::trainer::RECORD_EVERY;
use hnn_playground::model::learner::{LEARNERS, Learner};
use hnn_playground::physics::system::System;
use hnn_playground::physics::systems::SYSTEMS;

fn spring() -> Settings {
    let changes = [("width", 16.0), ("trajectories", 8.0), ("seed", 1.0)];
    settings(System::by_id("spring").unwrap(), &changes)
}

fn hnn() -> &'static Learner {
    Learner::by_id("hnn").unwrap()
}

fn change(step: u32, key: &str, value: f64) -> Change {
    Change {
        step,
        key: key.to_owned(),
        value: Value::Number(value),
    }
}

fn start(changes: &[Change]) -> Run {
    begin(&spring(), hnn(), changes).unwrap()
}

fn go(trainer: &mut Run, until: u32) {
    while trainer.step_number() < until {
        trainer.step().unwrap();
    }
}

fn bytes(trainer: &Run) -> Vec<u8> {
    save(trainer.model()).unwrap()
}

fn after(changes: &[Change], steps: u32) -> Vec<u8> {
    let mut trainer = start(changes);
    go(&mut trainer, steps);
    bytes(&trainer)
}

#[test]
fn the_same_settings_give_the_same_bits() {
    for learner in LEARNERS {
        for objective in OBJECTIVES {
            for batch_size in [0.0, 32.0] {
                let mut settings = spring();
                settings
                    .set("objective", &Value::from(objective.id))
                    .unwrap();
                settings
                    .set("batch_size", &Value::Number(batch_size))
                    .unwrap();
                let run = || {
                    let mut trainer = begin(&settings, learner, &[]).unwrap();
                    go(&mut trainer, 31);
                    (bytes(&trainer), trainer.losses().to_vec())
                };
                assert_eq!(run(), run(), "{} {} {batch_size}", learner.id, objective.id);
            }
        }
    }
}

/// Every RECORD_EVERY steps, training and test loss at the same weights.
#[test]
fn losses_are_recorded_on_a_fixed_grid() {
    let mut trainer = start(&[]);
    let before = trainer.trainer().present_losses().unwrap();
    go(&mut trainer, 35);
    let steps: Vec<u32> = trainer.losses().iter().map(|loss| loss.step).collect();
    assert_eq!(steps, [0, 1, 2, 3].map(|i| i * RECORD_EVERY));
    let first = trainer.losses()[0];
    assert!((first.train / before.train - 1.0).abs() < 1e-6);
    assert_eq!(first.test, before.test);
}

#[test]
fn a_live_change_acts_at_its_step_and_is_reproduced() {
    for (key, value) in [("learning_rate", 0.01), ("weight_decay", 0.05)] {
        let plain = |steps| after(&[], steps);
        let changes = [change(20, key, value)];
        assert_eq!(after(&changes, 20), plain(20), "{key}: not before its step");
        assert_ne!(after(&changes, 21), plain(21), "{key}: at its step");

        let mut live = start(&[]);
        go(&mut live, 20);
        live.schedule(changes[0].clone()).unwrap();
        go(&mut live, 40);
        assert_eq!(
            bytes(&live),
            after(&changes, 40),
            "{key}: as if known before"
        );
    }
}

#[test]
fn the_later_of_two_changes_at_a_step_wins() {
    let both = [
        change(5, "learning_rate", 0.1),
        change(5, "learning_rate", 0.002),
    ];
    assert_eq!(after(&both, 12), after(&both[1..], 12));
    assert_ne!(after(&both, 12), after(&both[..1], 12));
    let order = [
        change(9, "weight_decay", 0.0),
        change(5, "learning_rate", 0.002),
    ];
    let sorted = [order[1].clone(), order[0].clone()];
    assert_eq!(after(&order, 12), after(&sorted, 12));
}

#[test]
fn late_and_invalid_changes_are_rejected() {
    let mut trainer = start(&[]);
    go(&mut trainer, 3);
    let late = trainer
        .schedule(change(2, "learning_rate", 0.01))
        .unwrap_err();
    assert!(matches!(late, Error::Late { step: 2, at: 3, .. }), "{late}");
    let message = late.to_string();
    for word in ["learning_rate", "2", "3"] {
        assert!(message.contains(word), "{message}");
    }
    trainer.schedule(change(3, "learning_rate", 0.01)).unwrap();

    let system = System::by_id("spring").unwrap();
    let table = table::of(system);
    for setting in table
        .iter()
        .filter(|setting| setting.effect != Effect::Live)
    {
        let value = setting.default_on(system);
        let key = setting.key.to_string();
        let change = Change {
            step: 9,
            key,
            value,
        };
        let message = trainer.schedule(change.clone()).unwrap_err().to_string();
        assert!(message.contains(&*setting.key), "{message}");
        assert!(begin(&spring(), hnn(), &[change]).is_err());
    }
    for bad in [f64::NAN, 11.0, 0.0, -1.0] {
        let message = trainer
            .schedule(change(9, "learning_rate", bad))
            .unwrap_err()
            .to_string();
        assert!(
            message.contains("learning_rate") && message.contains("10"),
            "{message}"
        );
    }
    assert!(trainer.schedule(change(9, "nonsense", 1.0)).is_err());
}

/// Extending the budget gives the same run as a larger budget from the start.
#[test]
fn the_budget_can_be_extended() {
    let run = |steps: f64| {
        let mut settings = spring();
        settings.set("steps", &Value::Number(steps)).unwrap();
        let mut trainer = begin(&settings, hnn(), &[]).unwrap();
        go(&mut trainer, settings.steps());
        go(&mut trainer, 40);
        bytes(&trainer)
    };
    assert_eq!(run(10.0), run(40.0));
}

/// With a learning rate of 10 the error names the step and suggests a remedy.
#[test]
fn divergence_is_an_error_with_its_step() {
    for system in SYSTEMS {
        for learner in LEARNERS {
            let small = [
                ("learning_rate", 10.0),
                ("trajectories", 5.0),
                ("width", 32.0),
            ];
            let mut trainer = begin(&settings(system, &small), learner, &[]).unwrap();
            let error = (0..200).find_map(|_| trainer.step().err());
            let name = format!("{} {}", system.id, learner.id);
            let Some(Error::Diverged { step, .. }) = error else {
                panic!("{name}: {error:?}");
            };
            assert_eq!(step, trainer.step_number(), "{name}");
            let message = error.unwrap().to_string();
            for word in [&format!("step {step}"), "diverged", "learning rate"] {
                assert!(message.contains(word), "{name}: {message}");
            }
            let numbers = trainer
                .losses()
                .iter()
                .flat_map(|loss| [loss.train, loss.test]);
            assert!(numbers.into_iter().all(f64::is_finite), "{name}");
        }
    }
}

/// Not even after another attempt.
#[test]
fn a_diverged_loss_is_not_recorded() {
    let mut trainer = start(&[change(RECORD_EVERY - 1, "learning_rate", 10.0)]);
    go(&mut trainer, RECORD_EVERY);
    for _ in 0..2 {
        let error = trainer.step().unwrap_err();
        assert!(matches!(
            error,
            Error::Diverged {
                step: RECORD_EVERY,
                ..
            }
        ));
    }
    assert_eq!(trainer.losses().len(), 1);
}

/// After divergence the weights stay unchanged, every call returns the same error, and training continues only from
/// loaded weights.
#[test]
fn divergence_is_final() {
    let system = System::by_id("spring").unwrap();
    let wild = [("learning_rate", 10.0), ("batch_size", 8.0)];
    let mut trainer = begin(&settings(system, &wild), hnn(), &[]).unwrap();
    let good = bytes(&trainer);
    let first = (0..200).find_map(|_| trainer.step().err()).unwrap();
    assert!(matches!(first, Error::Diverged { .. }), "{first}");
    let (step, losses, weights) = (
        trainer.step_number(),
        trainer.losses().to_vec(),
        bytes(&trainer),
    );
    for _ in 0..250 {
        assert_eq!(trainer.step().unwrap_err(), first);
    }
    assert_eq!(trainer.step_number(), step);
    assert_eq!(trainer.losses(), losses);
    assert_eq!(bytes(&trainer), weights);

    trainer.load_weights(&good).unwrap();
    trainer.step().unwrap();
    assert_eq!(trainer.step_number(), step + 1);
}
