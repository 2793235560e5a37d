//! Do the records of docs/adding.md pass the tests of SYSTEMS and INTEGRATORS?

use crate::common::mechanics::{
    assert_energy_is_conserved, assert_field_follows_from_h, assert_separable_as_declared,
};
use crate::common::methods::{
    assert_energy_error_as_declared, assert_order_as_declared, assert_symplectic_as_declared,
};
use crate::common::{model, settings, train};
use hnn_playground::experiment::run::Run;
use hnn_playground::learn::dataset::{Dataset, Plan};
use hnn_playground::model::activation::Activation;
use hnn_playground::model::learner::Learner;
use hnn_playground::paper::metrics::energy_mse;
use hnn_playground::physics::integrator::{Integrator, Symplectic};
use hnn_playground::physics::method::Method;
use hnn_playground::physics::method::Substep::{Drift, Kick};
use hnn_playground::physics::system::{
    Defaults, Dynamics, EnergyMeasure, Parameter, Published, Sampling, System, View, coordinate,
};
use hnn_playground::physics::systems::SYSTEMS;
use hnn_playground::physics::systems::ring::ring;

include!("../../docs/examples/duffing.rs");
include!("../../docs/examples/ruth3.rs");

static ADDED_SYSTEM: System = DUFFING;
static ADDED_INTEGRATOR: Integrator = RUTH3;

#[test]
fn the_documentation_shows_the_tested_code() {
    let text = include_str!("../../docs/adding.md");
    for record in [
        include_str!("../../docs/examples/duffing.rs"),
        include_str!("../../docs/examples/ruth3.rs"),
    ] {
        assert!(text.contains(&format!("```rust\n{record}```")));
    }
}

#[test]
fn the_added_system_follows_its_hamiltonian() {
    assert_field_follows_from_h(&ADDED_SYSTEM);
    assert_separable_as_declared(&ADDED_SYSTEM);
    assert_energy_is_conserved(&ADDED_SYSTEM);
}

#[test]
fn the_added_integrator_behaves_as_declared() {
    assert_order_as_declared(&ADDED_INTEGRATOR);
    assert_energy_error_as_declared(&ADDED_INTEGRATOR);
    assert_symplectic_as_declared(&ADDED_INTEGRATOR);
}

/// A Hamiltonian network learns the added system: in 400 steps its energy error falls to a tenth.
#[test]
fn the_added_system_can_be_learned() {
    let dynamics = Dynamics::new(&ADDED_SYSTEM);
    let plan = Plan {
        trajectories: 10,
        samples: 20,
        noise: 0.0,
        seed: 1,
    };
    let dataset = Dataset::generate(&dynamics, plan).unwrap();
    let hnn = model(
        Learner::by_id("hnn").unwrap(),
        2,
        16,
        2,
        Activation::Tanh,
        1,
    );
    let before = energy_mse(&hnn, &dynamics).unwrap();
    let settings = settings(&SYSTEMS[0], &[("learning_rate", 0.01)]);
    let mut trainer = Run::with(&settings, &dataset, hnn).unwrap();
    train(&mut trainer, 400);
    let after = energy_mse(trainer.model(), &dynamics).unwrap();
    assert!(after < before / 10.0, "{before} → {after}");
}
