//! Do the records of docs/adding.md pass the tests of SYSTEMS, LEARNERS, INTEGRATORS and OBJECTIVES?

use crate::common::mechanics::{
    assert_energy_follows_the_law, assert_field_follows_from_h, assert_separable_as_declared,
};
use crate::common::methods::{
    assert_energy_error_as_declared, assert_order_as_declared, assert_symplectic_as_declared,
};
use crate::common::reference::Reference;
use crate::common::{config, model, numbers, random_states, relative_l2, tensor};
use hnn_playground::experiment::weights::{load, save};
use hnn_playground::learn::adam::AdamConfig;
use hnn_playground::learn::dataset::{Dataset, Plan, Split};
use hnn_playground::learn::examples::Examples;
use hnn_playground::learn::objective::{Objective, Window, difference};
use hnn_playground::learn::trainer::{TrainConfig, Trainer};
use hnn_playground::model::activation::Activation;
use hnn_playground::model::inference::Frozen;
use hnn_playground::model::learner::{ENERGY, FRICTION, Learner, Reads, network};
use hnn_playground::paper::metrics::energy_mse;
use hnn_playground::physics::field::VectorField;
use hnn_playground::physics::function::Function;
use hnn_playground::physics::integrator::{INTEGRATORS, Integrator, Symplectic};
use hnn_playground::physics::law::{Formula, Law};
use hnn_playground::physics::method::Method;
use hnn_playground::physics::method::Substep::{Drift, Kick};
use hnn_playground::physics::number::Number;
use hnn_playground::physics::system::{
    Dynamics, Mechanics, Sampling, System, coordinate, parameter,
};
use hnn_playground::physics::systems::ring::ring;
use std::borrow::Cow;

include!("../../docs/examples/duffing.rs");
include!("../../docs/examples/separable_friction.rs");
include!("../../docs/examples/ruth3.rs");
include!("../../docs/examples/trapezoid.rs");

static ADDED_SYSTEM: System = DUFFING;
static ADDED_LEARNER: Learner = SEPARABLE_FRICTION;
static ADDED_INTEGRATOR: Integrator = RUTH3;
static ADDED_OBJECTIVE: Objective = TRAPEZOID;

#[test]
fn the_documentation_shows_the_tested_code() {
    let text = include_str!("../../docs/adding.md");
    for record in [
        include_str!("../../docs/examples/duffing.rs"),
        include_str!("../../docs/examples/separable_friction.rs"),
        include_str!("../../docs/examples/ruth3.rs"),
        include_str!("../../docs/examples/trapezoid.rs"),
    ] {
        assert!(text.contains(&format!("```rust\n{record}```")), "{record}");
    }
}

#[test]
fn the_added_system_follows_its_hamiltonian_and_friction() {
    assert_field_follows_from_h(&ADDED_SYSTEM);
    assert_separable_as_declared(&ADDED_SYSTEM);
    assert_energy_follows_the_law(&ADDED_SYSTEM);
}

#[test]
fn the_added_integrator_behaves_as_declared() {
    assert_order_as_declared(&ADDED_INTEGRATOR);
    assert_energy_error_as_declared(&ADDED_INTEGRATOR);
    assert_symplectic_as_declared(&ADDED_INTEGRATOR);
}

#[test]
fn the_added_learner_has_the_properties_that_follow_from_its_parts() {
    assert!(ADDED_LEARNER.has_energy());
    assert!(!ADDED_LEARNER.is_hamiltonian(1) && !ADDED_LEARNER.is_separable());
    for dim in [2, 4] {
        let model = model(&ADDED_LEARNER, dim, 8, 2, Activation::Tanh, 1);
        for (name, var) in model.parameters() {
            if name == "friction" {
                var.set(&(var.ones_like().unwrap() * 0.3).unwrap()).unwrap();
            }
        }
        let states = random_states(200, dim, 2);
        let mut frozen = vec![0.0; states.len()];
        Frozen::new(&model).unwrap().eval(&states, &mut frozen);
        let field = numbers(&model.field(&tensor(&states, dim)).unwrap());
        assert!(relative_l2(&field, &frozen) < 5e-6);

        let file = save(&model).unwrap();
        let loaded = load(&file, &ADDED_LEARNER, model.config()).unwrap();
        assert_eq!(save(&loaded).unwrap(), file);
    }
}

/// Oracle: the definition, with the network in double precision and plain loops.
#[test]
fn the_added_objective_follows_its_definition() {
    let dim = 4;
    let split = Split {
        x: random_states(20, dim, 3),
        dx: None,
        t: (0..20).map(|i| 0.2 * f64::from(i % 10)).collect(),
        lengths: vec![10, 10],
    };
    let hnn = model(
        Learner::by_id("hnn").unwrap(),
        dim,
        8,
        2,
        Activation::Tanh,
        1,
    );
    let reference = Reference::new(&hnn);
    let states: Vec<&[f64]> = split.x.chunks_exact(dim).collect();
    let mut squares = Vec::new();
    for i in (0..19).filter(|i| *i != 9) {
        let (before, after) = (reference.field(states[i]), reference.field(states[i + 1]));
        for c in 0..dim {
            let velocity = (states[i + 1][c] - states[i][c]) / 0.2;
            squares.push(((before[c] + after[c]) / 2.0 - velocity).powi(2));
        }
    }
    let expected = squares.iter().sum::<f64>() / squares.len() as f64;
    let examples = Examples::new(&split, dim, &ADDED_OBJECTIVE, 1).unwrap();
    let found = examples.mean_loss(&hnn).unwrap();
    assert!((found / expected - 1.0).abs() < 1e-5, "{found} {expected}");
}

/// All four together: the learner reads the friction of the system off its motion, and its energy follows the truth.
/// Oracle: the friction of the record.
#[test]
fn the_added_learner_finds_the_friction_of_the_added_system() {
    let dynamics = Dynamics::new(&ADDED_SYSTEM).unwrap();
    let plan = Plan {
        trajectories: 20,
        samples: 60,
        noise: 0.0,
        seed: 1,
    };
    let dataset = Dataset::generate(&dynamics, plan).unwrap();
    let config = TrainConfig {
        network: config(2, 16, 2, Activation::Tanh),
        objective: &ADDED_OBJECTIVE,
        steps_compared: 1,
        batch_size: 0,
        optimizer: AdamConfig {
            learning_rate: 0.01,
            weight_decay: 0.0,
            ..AdamConfig::default()
        },
        seed: 1,
    };
    let mut trainer = Trainer::new(&config, &ADDED_LEARNER, &dataset).unwrap();
    let before = energy_mse(trainer.model(), &dynamics).unwrap();
    for _ in 0..600 {
        trainer.step().unwrap();
    }
    let after = energy_mse(trainer.model(), &dynamics).unwrap();
    assert!(after < before / 10.0, "{before} → {after}");
    let parameters = trainer.model().parameters();
    let friction = numbers(parameters.last().unwrap().1)[0];
    let truth = dynamics.parameters[2];
    assert!(
        (friction / truth - 1.0).abs() < 0.1,
        "{friction}, not {truth}"
    );
    // Rollouts by the added integrator stay close to those by another one.
    let mut ends = Vec::new();
    for integrator in [&ADDED_INTEGRATOR, &INTEGRATORS[0]] {
        let mut x = vec![1.0, 0.0];
        let mut field = Frozen::new(trainer.model()).unwrap();
        integrator
            .integrate(&mut field, &mut x, 0.01, 100, |_, _, _| ())
            .unwrap();
        ends.push(x);
    }
    assert!(relative_l2(&ends[0], &ends[1]) < 0.01, "{ends:?}");
}
