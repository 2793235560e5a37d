//! Does each learner's field follow its definition? Loops over LEARNERS and ACTIVATIONS, depths 1–4, one and two
//! degrees of freedom.

use crate::common::reference::Reference;
use crate::common::{
    inspector, largest_difference, model, numbers, random_states, relative_l2, tensor,
};
use candle_core::{Device, Tensor};
use hnn_playground::experiment::settings::Settings;
use hnn_playground::model::Model;
use hnn_playground::model::activation::{ACTIVATIONS, Activation};
use hnn_playground::model::inference::Frozen;
use hnn_playground::model::learner::LEARNERS;
use hnn_playground::model::unrolled::{StepSize, change};
use hnn_playground::page::grid::Grid;
use hnn_playground::page::map::Quantity;
use hnn_playground::physics::field::VectorField;
use hnn_playground::physics::integrator::INTEGRATORS;
use hnn_playground::physics::step::Work;
use hnn_playground::physics::systems::SYSTEMS;

/// Every learner with every activation, depth and number of coordinates, small enough for plain loops.
fn all_models() -> impl Iterator<Item = (String, Model)> {
    let shapes = (1..=4).flat_map(|depth| [2, 4].map(|dim| (depth, dim)));
    shapes.flat_map(|(depth, dim)| {
        LEARNERS.iter().flat_map(move |learner| {
            ACTIVATIONS.iter().map(move |info| {
                let name = format!("{} {} depth {depth} dim {dim}", learner.id, info.id);
                (name, model(learner, dim, 24, depth, info.activation, 7))
            })
        })
    })
}

/// Oracle: the definition in LEARNERS, with ∇F by central differences of the network's outputs in double precision (error
/// some 1e-10; a kink of ReLU within 1e-5 of one of these states would show as an error of order 1). Single precision
/// through five layers leaves 1e-6.
#[test]
fn field_follows_the_learners_definition() {
    for (name, model) in all_models() {
        let dim = model.config().dim;
        let oracle = Reference::new(&model);
        let states = random_states(9, dim, 1);
        let found = numbers(&model.field(&tensor(&states, dim)).unwrap());
        let expected: Vec<f64> = states
            .chunks_exact(dim)
            .flat_map(|x| {
                oracle.field_from(x, |network, inputs, output| {
                    oracle.gradient_by_differences(network, inputs, output)
                })
            })
            .collect();
        let off = relative_l2(&found, &expected);
        assert!(off < 5e-6, "{name}: {off:.1e}");
    }
}

/// Oracle: the network in double precision with plain loops.
#[test]
fn outputs_agree_with_plain_loops() {
    for (name, model) in all_models() {
        let dim = model.config().dim;
        let states = random_states(9, dim, 2);
        let oracle = Reference::new(&model);
        for (i, network) in model.networks().enumerate() {
            let rows = states.chunks_exact(dim);
            let inputs: Vec<Vec<f64>> = rows.map(|x| oracle.read(i, x)).collect();
            let expected: Vec<f64> = inputs.iter().flat_map(|x| oracle.forward(i, x)).collect();
            let x = tensor(&inputs.concat(), inputs[0].len());
            let off = relative_l2(&numbers(&network.forward(&x).unwrap()), &expected);
            assert!(off < 5e-6, "{name}: {off:.1e}");
        }
    }
}

/// Oracle: `Model`, the candle graph. Both use single precision but sum in different orders. Batch sizes are near the
/// 128 states evaluated at once.
#[test]
fn inference_gives_the_same_field_and_energy() {
    for (name, model) in all_models() {
        let dim = model.config().dim;
        let oracle = Reference::new(&model);
        let mut frozen = Frozen::new(&model).unwrap();
        for n in [1, 2, 127, 128, 129, 300] {
            let states = random_states(n, dim, n as u64);
            let x = tensor(&states, dim);
            let mut field = vec![f64::NAN; n * dim];
            frozen.eval(&states, &mut field);
            let expected = numbers(&model.field(&x).unwrap());
            let off = relative_l2(&field, &expected);
            assert!(off < 5e-6, "{name}, {n} states: field {off:.1e}");

            let energy = frozen.energy(&states);
            assert_eq!(energy.is_some(), model.learner.has_energy(), "{name}");
            if let Some(energy) = energy {
                let rows = states.chunks_exact(dim);
                let expected: Vec<f64> = rows.map(|x| oracle.energy(x).unwrap()).collect();
                // Two energies may cancel, so the error is not relative to their sum.
                let off = largest_difference(&energy, &expected);
                assert!(off < 1e-5, "{name}, {n} states: energy {off:.1e}");
            }
        }
    }
}

/// Oracle: the same method interpreted on plain slices, with the frozen model. Each stage rounds to single precision.
#[test]
fn change_over_a_step_agrees_with_every_integrator() {
    for (name, model) in all_models() {
        let dim = model.config().dim;
        let dt = 0.1;
        let states = random_states(9, dim, 3);
        let mut frozen = Frozen::new(&model).unwrap();
        let each = Tensor::full(dt as f32, (9, 1), &Device::Cpu).unwrap();
        for integrator in INTEGRATORS {
            let mut moved = states.clone();
            let method = &integrator.method;
            let mut work = Work::new(method, moved.len());
            if work.step(method, &mut frozen, dt, &mut moved).is_err() {
                // The iteration of an implicit step need not converge on a field with jumps.
                let activation = model.config().activation;
                let jumps = [Activation::Relu, Activation::Selu].contains(&activation);
                assert!(jumps, "{name}");
                continue;
            }
            let expected: Vec<f64> = moved.iter().zip(&states).map(|(a, b)| a - b).collect();
            for h in [StepSize::Same(dt), StepSize::Each(each.clone())] {
                let found = change(&model, method, &tensor(&states, dim), &h).unwrap();
                let off = relative_l2(&numbers(&found), &expected);
                assert!(off < 1e-5, "{name} {}: {off:.1e}", integrator.id);
            }
        }
    }
}

/// Oracle: Liouville: the field of a Hamiltonian has no divergence. Nor has one whose velocity depends on p alone and whose
/// force on q alone. Differences over 2·10⁻² of single-precision values
/// leave some 1e-5. Networks are untrained.
#[test]
fn only_hamiltonian_and_separable_learners_have_no_divergence() {
    let grid = Grid::new([-1.0, 1.0], [-1.0, 1.0], 15, 15).unwrap();
    for system in SYSTEMS {
        let settings = Settings::defaults(system);
        let mut inspector = inspector(&settings);
        for learner in LEARNERS {
            let model = model(learner, system.dim(), 64, 2, Activation::Tanh, 0);
            for (name, var) in model.parameters() {
                if name == "friction" {
                    var.set(&(var.ones_like().unwrap() * 2.0).unwrap()).unwrap();
                }
            }
            inspector.set_model(&model).unwrap();
            let divergence = inspector
                .values(learner.id, Quantity::Divergence, grid)
                .unwrap();
            let largest = divergence.iter().map(|d| d.abs()).fold(0.0, f64::max);
            if learner.is_hamiltonian(system.dim() / 2) || learner.is_separable() {
                assert!(largest < 1e-4, "{}: {largest}", learner.id);
            } else {
                assert!(largest > 5e-3, "{}: {largest}", learner.id);
            }
        }
    }
}

/// Oracle: WᵀW = 1 or WWᵀ = 1 for every weight, biases uniform in ±1/√inputs (the initialisation of the published code).
#[test]
fn seeded_weights_are_orthogonal_and_biases_bounded() {
    for (name, model) in all_models() {
        let mut inputs = 0;
        for (parameter, var) in model.parameters() {
            let values = numbers(var);
            if ["inverse_mass", "friction"].contains(&parameter.as_str()) {
                let value = if parameter == "friction" { 0.0 } else { 1.0 };
                assert!(values.iter().all(|x| *x == value), "{name} {parameter}");
            } else if let [rows, columns] = *var.dims() {
                inputs = columns;
                let long = rows > columns;
                let (count, length) = if long {
                    (columns, rows)
                } else {
                    (rows, columns)
                };
                let at = |i: usize, k: usize| {
                    values[if long {
                        k * columns + i
                    } else {
                        i * columns + k
                    }]
                };
                let product = |i, j| (0..length).map(|k| at(i, k) * at(j, k)).sum::<f64>();
                for (i, j) in (0..count).flat_map(|i| (0..count).map(move |j| (i, j))) {
                    let expected = if i == j { 1.0 } else { 0.0 };
                    let off = (product(i, j) - expected).abs();
                    assert!(off < 1e-6, "{name} {parameter} ({i}, {j}): {off:.1e}");
                }
            } else {
                let bound = 1.0 / (inputs as f64).sqrt();
                let largest = values.iter().map(|b| b.abs()).fold(0.0, f64::max);
                // 24 uniform draws all in the lower half: 2⁻²⁴.
                assert!(
                    largest <= bound && largest > bound / 2.0,
                    "{name} {parameter}: {largest}"
                );
            }
        }
    }
}

#[test]
fn weights_depend_only_on_the_seed_and_learners_that_read_all_share_hidden_layers() {
    let all = |learner, seed| {
        let model = model(learner, 2, 16, 3, Activation::Tanh, seed);
        let parameters = model.parameters();
        parameters
            .iter()
            .map(|(_, var)| numbers(var))
            .collect::<Vec<_>>()
    };
    for learner in LEARNERS {
        assert_eq!(all(learner, 5), all(learner, 5));
        let (five, six) = (all(learner, 5), all(learner, 6));
        // Scalars do not depend on the seed.
        let weights = |tensors: &[Vec<f64>]| tensors.iter().filter(|t| t.len() > 1).count();
        let differ = |(a, b): &(&Vec<f64>, &Vec<f64>)| largest_difference(a, b) > 0.01;
        let count = five.iter().zip(&six).filter(differ).count();
        assert!(count >= weights(&five), "{}: {count}", learner.id);
        if five[0].len() == 2 * 16 {
            assert_eq!(five[..6], all(&LEARNERS[0], 5)[..6], "{}", learner.id);
        }
    }
}
