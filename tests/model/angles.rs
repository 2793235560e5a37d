//! Do networks that read angles as cosine and sine have the right field?
//!
//! Oracle: the same learner without angles in the coordinates (cos θ, sin θ, others), which [`crate::common::reference`] checks,
//! and the chain rule, here by central differences of the learned energy.

use crate::common::{largest_difference, numbers, random_states, relative_l2, tensor};
use hnn_playground::model::activation::Activation;
use hnn_playground::model::inference::Frozen;
use hnn_playground::model::learner::LEARNERS;
use hnn_playground::model::{Model, NetworkConfig};
use hnn_playground::physics::field::VectorField;
use std::f64::consts::TAU;

/// A double pendulum's coordinates: two angles and their momenta; and a cart's: a position, an angle, and their momenta.
const CASES: [&[usize]; 2] = [&[0, 1], &[1]];
const DIM: usize = 4;

fn models() -> impl Iterator<Item = (String, Model)> {
    CASES.iter().flat_map(|angles| {
        LEARNERS.iter().map(move |learner| {
            let config = NetworkConfig {
                dim: DIM,
                angles: angles.to_vec(),
                width: 12,
                depth: 2,
                activation: Activation::Tanh,
            };
            let name = format!("{} with angles {angles:?}", learner.id);
            (name, Model::seeded(learner, &config, 4).unwrap())
        })
    })
}

#[test]
fn networks_have_two_inputs_per_angle() {
    for (name, model) in models() {
        let angles = model.config().angles.len();
        for network in model.networks() {
            let inputs = network.shape().unwrap().inputs;
            let allowed = match model.learner.id {
                "newtonian" => vec![2 + angles],
                "separable" => vec![2, 2 + angles],
                _ => vec![DIM + angles],
            };
            assert!(allowed.contains(&inputs), "{name}: {inputs}");
        }
    }
}

#[test]
fn tensors_and_slices_agree() {
    for (name, model) in models() {
        let states = random_states(150, DIM, 3);
        let mut found = vec![f64::NAN; states.len()];
        let mut frozen = Frozen::new(&model).unwrap();
        frozen.eval(&states, &mut found);
        let expected = numbers(&model.field(&tensor(&states, DIM)).unwrap());
        let off = relative_l2(&found, &expected);
        assert!(off < 5e-6, "{name}: {off:.1e}");
    }
}

/// A whole turn changes nothing. Single precision of an angle of 2π leaves 1e-6.
#[test]
fn the_field_has_the_period_of_the_angles() {
    for (name, model) in models() {
        let states = random_states(50, DIM, 5);
        let mut turned = states.clone();
        for state in turned.chunks_exact_mut(DIM) {
            model.config().angles.iter().for_each(|i| state[*i] += TAU);
        }
        let field = |x: &[f64]| numbers(&model.field(&tensor(x, DIM)).unwrap());
        let off = largest_difference(&field(&states), &field(&turned));
        assert!(off < 1e-5, "{name}: {off:.1e}");
    }
}

/// Oracle: (∂H/∂p, −∂H/∂q) by central differences over 2·10⁻² of single-precision energies, error some 1e-4.
#[test]
fn hamiltonian_learners_follow_their_energy() {
    for (name, model) in models().filter(|(_, model)| model.learner.is_hamiltonian(2)) {
        let mut frozen = Frozen::new(&model).unwrap();
        for x in random_states(20, DIM, 6).chunks_exact(DIM) {
            let mut dx = [f64::NAN; DIM];
            frozen.eval(x, &mut dx);
            let mut slope = |i: usize| {
                let mut energy = |step: f64| {
                    let mut x = x.to_vec();
                    x[i] += step;
                    frozen.energy(&x).unwrap()[0]
                };
                (energy(1e-2) - energy(-1e-2)) / 2e-2
            };
            let expected = [slope(2), slope(3), -slope(0), -slope(1)];
            let off = largest_difference(&dx, &expected);
            assert!(off < 5e-4, "{name}: {off:.1e} at {x:?}");
        }
    }
}
