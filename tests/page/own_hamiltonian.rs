//! Can the system of a typed Hamiltonian be learned and inspected like one of the table?

use crate::common::{begin, inspector, train};
use hnn_playground::experiment::settings::{Settings, Value};
use hnn_playground::model::learner::Learner;
use hnn_playground::page::models::TRUTH;
use hnn_playground::physics::expression::gallery::GALLERY;
use hnn_playground::physics::expression::hamiltonian::TypedHamiltonian;
use hnn_playground::physics::expression::own_system::own_system;
use hnn_playground::physics::own::parameter_key;
use std::collections::BTreeSet;

#[test]
fn a_typed_hamiltonian_trains_and_rolls_out() {
    let formula = "p^2/2m + k q^2/2 + b q^4/4";
    let hamiltonian = TypedHamiltonian::parse(formula, &[]).unwrap();
    let system = own_system(&hamiltonian, &[1.0, 1.0, 0.5], &[[-1.0, 1.0]; 2], 4.0).unwrap();
    let mut settings = Settings::defaults(&system);
    settings.set(&parameter_key("b"), &0.8.into()).unwrap();
    settings.set("width", &32.0.into()).unwrap();
    assert_eq!(settings.dynamics().unwrap().parameters, [1.0, 1.0, 0.8]);
    let mut inspector = inspector(&settings);
    for id in ["hnn", "separable"] {
        let mut run = begin(&settings, Learner::by_id(id).unwrap(), &[]).unwrap();
        let before = run.trainer().present_losses().unwrap().test;
        train(&mut run, 400);
        let after = run.trainer().present_losses().unwrap().test;
        assert!(after < before / 3.0, "{id}: {before} → {after}");
        inspector.set_model(run.model()).unwrap();
    }
    let rollouts = inspector.rollouts(&["hnn", "separable"]).unwrap();
    for (id, measured) in &rollouts {
        assert_eq!(measured.trajectory.failure, None, "{id}");
        let drift = measured.drift.unwrap().largest;
        assert!(
            drift < if *id == TRUTH { 1e-4 } else { 0.5 },
            "{id}: {drift}"
        );
    }
    let drift = inspector.drift_by_start("hnn").unwrap().unwrap();
    assert!(drift.inside < drift.outside, "{drift:?}");
}

/// A parameter may be called like a setting.
#[test]
fn names_of_parameters_do_not_collide_with_settings() {
    let hamiltonian = TypedHamiltonian::parse("p^2/2 + width q^2 + dt q^4 + seed", &[]).unwrap();
    let system = own_system(&hamiltonian, &[1.0, 2.0, 3.0], &[[-1.0, 1.0]; 2], 1.0).unwrap();
    let mut settings = Settings::defaults(&system);
    let keys: BTreeSet<&String> = settings.values().keys().collect();
    assert!(keys.contains(&parameter_key("dt")) && keys.contains(&"dt".to_owned()));
    settings.set("dt", &0.02.into()).unwrap();
    settings.set(&parameter_key("dt"), &0.5.into()).unwrap();
    assert_eq!(
        (settings.dt(), settings.dynamics().unwrap().parameters),
        (0.02, vec![1.0, 0.5, 3.0])
    );
}

#[test]
fn every_formula_of_the_gallery_can_be_learned() {
    for example in GALLERY {
        let mut settings = Settings::defaults(&example.system().unwrap());
        for (key, value) in [("width", 8.0), ("trajectories", 4.0), ("horizon", 5.0)] {
            settings.set(key, &Value::Number(value)).unwrap();
        }
        let mut inspector = inspector(&settings);
        let mut run = begin(&settings, Learner::by_id("hnn").unwrap(), &[]).unwrap();
        train(&mut run, 20);
        inspector.set_model(run.model()).unwrap();
        let truth = &inspector.rollouts(&["hnn"]).unwrap()[0].1;
        assert_eq!(truth.trajectory.failure, None, "{}", example.id);
        assert!(
            truth
                .energy
                .as_deref()
                .unwrap()
                .iter()
                .all(|h| h.is_finite())
        );
    }
}
