//! Does training reach the lowest possible loss, and does the Hamiltonian network then conserve energy better?

use crate::common::{begin, median, numbers, settings};
use hnn_playground::experiment::run::Run;
use hnn_playground::experiment::run_record::RunRecord;
use hnn_playground::experiment::settings::{Settings, Value};
use hnn_playground::learn::dataset::Dataset;
use hnn_playground::model::inference::Frozen;
use hnn_playground::model::learner::Learner;
use hnn_playground::paper::metrics::rollout_drift;
use hnn_playground::physics::divergence::divergence;
use hnn_playground::physics::field::VectorField;
use hnn_playground::physics::system::System;
use hnn_playground::physics::trajectory::{energy_drift, rollout};
use std::collections::BTreeSet;

fn trained(settings: &Settings, learner: &str) -> Run {
    let learner = Learner::by_id(learner).unwrap();
    let mut trainer = begin(settings, learner, &[]).unwrap();
    while trainer.step_number() < settings.steps() {
        trainer.step().unwrap();
    }
    trainer
}

/// Training and test loss of the true field on the noisy states.
fn loss_of_true_law(settings: &Settings) -> [f64; 2] {
    let mut dynamics = settings.dynamics().unwrap();
    let dataset = Dataset::generate(&dynamics, settings.plan()).unwrap();
    [&dataset.train, &dataset.test].map(|split| {
        let mut field = vec![0.0; split.x.len()];
        dynamics.eval(&split.x, &mut field);
        let errors = field
            .iter()
            .zip(split.dx.as_ref().unwrap())
            .map(|(f, dx)| (f - dx) * (f - dx));
        errors.sum::<f64>() / field.len() as f64
    })
}

fn small(id: &str, steps: f64, seed: f64) -> Settings {
    let changes = [("width", 32.0), ("steps", steps), ("seed", seed)];
    settings(System::by_id(id).unwrap(), &changes)
}

/// Oracle: the loss of the true field. A network of 32 units comes within a third of it on the training set, where it
/// may fit some noise, and generalises.
#[test]
fn loss_falls_to_that_of_the_true_law() {
    for (id, steps) in [("spring", 600.0), ("pendulum", 2000.0)] {
        let settings = small(id, steps, 0.0);
        let truth = loss_of_true_law(&settings);
        for learner in ["baseline", "hnn", "helmholtz"] {
            let trainer = trained(&settings, learner);
            let end = trainer.trainer().present_losses().unwrap();
            let ratios = [end.train / truth[0], end.test / truth[1]];
            println!("{id} {learner}: {ratios:.2?} of the loss of the true law {truth:.4?}");
            assert!(
                (0.7..1.35).contains(&ratios[0]),
                "{id} {learner}: {ratios:?}"
            );
            assert!(
                (0.7..1.5).contains(&ratios[1]),
                "{id} {learner}: {ratios:?}"
            );
            let first = trainer.losses()[0];
            assert!(first.train > 10.0 * end.train, "{id} {learner}");
        }
    }
}

/// Oracle: the field of an oscillation has no gradient component, so there is nothing to learn: the loss stays near
/// that of predicting no motion, here the mean of (2p)² and (2q)².
#[test]
fn a_gradient_field_cannot_turn_in_circles() {
    let settings = small("spring", 600.0, 0.0);
    let dataset = Dataset::generate(&settings.dynamics().unwrap(), settings.plan()).unwrap();
    let dx = dataset.train.dx.unwrap();
    let motionless = dx.iter().map(|dx| dx * dx).sum::<f64>() / dx.len() as f64;
    let end = trained(&settings, "conservative")
        .trainer()
        .present_losses()
        .unwrap();
    assert!(
        end.train > 0.8 * motionless,
        "{} of {motionless}",
        end.train
    );
}

/// Largest relative change of the true energy over 20 s from the default start.
fn drift(settings: &Settings, learner: &str) -> f64 {
    let trainer = trained(settings, learner);
    let mut field = Frozen::new(trainer.model()).unwrap();
    let integrator = settings.integrator();
    let rolled = rollout(&mut field, integrator, settings.start(), 0.05, 400);
    assert_eq!(rolled.failure, None);
    let energy = rolled.energy(&settings.dynamics().unwrap()).unwrap();
    energy_drift(&energy, 0.0).unwrap().largest
}

/// The paper's claim holds for medians and for all seeds except perhaps one, since the baseline is erratic. Measured:
/// spring 2.2–3.8 % against 19–130 %, pendulum 0.9–2.7 % against 3.9–18 %, lower for 9 of 9 and 5 of 5 seeds.
#[test]
fn hamiltonian_network_drifts_less_than_the_baseline() {
    for (id, steps, seeds) in [("spring", 600.0, 9), ("pendulum", 2000.0, 5)] {
        let drifts: Vec<[f64; 2]> = (0..seeds)
            .map(|seed| {
                let settings = small(id, steps, f64::from(seed));
                ["hnn", "baseline"].map(|learner| drift(&settings, learner))
            })
            .collect();
        println!("{id}: {drifts:.4?}");
        let [hnn, baseline] = [0, 1].map(|i| drifts.iter().map(|d| d[i]).collect::<Vec<_>>());
        let (hnn, baseline) = (median(&hnn), median(&baseline));
        let less = drifts
            .iter()
            .filter(|[hnn, baseline]| hnn < baseline)
            .count();
        assert!(hnn < baseline / 3.0, "{id}: medians {hnn} and {baseline}");
        assert!(
            less + 1 >= drifts.len(),
            "{id}: less in {less} of {} seeds",
            drifts.len()
        );
    }
}

/// Oracle: `tests/golden/seeds.json`, printed by `examples/seeds.rs`; the article quotes it. Recorded to four decimals. Another
/// processor may round differently, which 2,000 steps amplify.
#[test]
fn drifts_over_seeds_are_those_of_the_article() {
    let runs: serde_json::Value =
        serde_json::from_str(include_str!("../golden/seeds.json")).unwrap();
    let mut learners = BTreeSet::new();
    for run in runs.as_array().unwrap() {
        // One run of each learner, since each takes seconds.
        if !learners.insert(run["learner"].to_string()) {
            continue;
        }
        let values = &run["settings"];
        let learner = run["learner"].as_str().unwrap();
        let (mut settings, problems) =
            Settings::from_values(&serde_json::from_value(values.clone()).unwrap());
        assert_eq!(problems, []);
        settings.set("seed", &Value::Number(0.0)).unwrap();
        let trainer = trained(&settings, learner);
        let drift = rollout_drift(trainer.model(), &settings).unwrap().unwrap();
        let expected = |series: &str| run[series][0].as_f64().unwrap();
        let mut found = vec![("changes", drift.change), ("drifts", drift.largest)];
        let friction = RunRecord::new(&settings, &trainer).friction;
        found.extend(friction.map(|friction| ("frictions", friction[0])));
        for (series, found) in found {
            let difference = (found - expected(series)).abs();
            // Drifts of several times the energy amplify more.
            assert!(
                difference < 1e-3 * expected(series).abs().max(1.0),
                "{learner}, {values}, seed 0: {found}, {series} {}",
                expected(series)
            );
        }
    }
}

/// Oracle: forward differences of x(t) = R(ωt)x₀ over h are ((cos ωh − 1)/h)·x + (sin ωh/h)·Jx, a field with divergence
/// 2(cos ωh − 1)/h = −0.412 /s for the spring's samples, although there is no friction. The baseline learns it; an HNN
/// cannot. At the midpoint, the field is (2 tan(ωh/2)/h)·Jx, without divergence, and both learn it.
#[test]
fn forward_differences_act_like_friction() {
    let h: f64 = 3.0 / 29.0;
    let friction = 2.0 * ((2.0 * h).cos() - 1.0) / h;
    for (objective, expected) in [("forward_difference", friction), ("midpoint", 0.0)] {
        let mut settings = small("spring", 600.0, 0.0);
        settings.set("noise", &Value::from(0.0)).unwrap();
        settings.set("objective", &Value::from(objective)).unwrap();
        for learner in ["baseline", "hnn"] {
            let run = trained(&settings, learner);
            let mut field = Frozen::new(run.model()).unwrap();
            let states = [0.5, 0.0, 0.0, 0.5, -0.3, 0.4, 0.4, -0.3];
            let found = divergence(&mut field, &states);
            let expected = if learner == "hnn" { 0.0 } else { expected };
            for found in found {
                assert!(
                    (found - expected).abs() < 0.04,
                    "{objective} {learner}: {found}, not {expected}"
                );
            }
        }
    }
}

/// Oracle: the mass of the record. Velocity and momentum are exact here, so that least squares starts at 1/m.
#[test]
fn learned_masses_start_at_the_measured_ones() {
    for (mass, objective) in [(0.5, "derivative"), (2.0, "midpoint")] {
        let changes = [("noise", 0.0), ("mass", mass), ("width", 8.0)];
        let mut settings = settings(System::by_id("spring").unwrap(), &changes);
        settings.set("objective", &Value::from(objective)).unwrap();
        let newtonian = Learner::by_id("newtonian").unwrap();
        let run = begin(&settings, newtonian, &[]).unwrap();
        let parameters = run.model().parameters();
        let (name, found) = parameters.last().unwrap();
        assert_eq!(name, "inverse_mass");
        let found = numbers(found)[0];
        assert!((found * mass - 1.0).abs() < 1e-6, "{found} at {mass} kg");
    }
}
