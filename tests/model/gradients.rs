//! Are the gradients used in training those of the loss? Loops over LEARNERS and ACTIVATIONS, for the field and a
//! Runge–Kutta step.

use crate::common::reference::Reference;
use crate::common::{model, numbers, random_states, relative_l2, tensor};
use candle_core::{Tensor, Var};
use hnn_playground::model::Model;
use hnn_playground::model::activation::ACTIVATIONS;
use hnn_playground::model::kernels::mean_squared_error;
use hnn_playground::model::learner::LEARNERS;
use hnn_playground::model::unrolled::{StepSize, change};
use hnn_playground::physics::integrator::Integrator;

const DIM: usize = 2;
const DT: f64 = 0.3;

/// The prediction that the loss compares with the targets.
#[derive(Clone, Copy, Debug)]
enum Objective {
    Field,
    Rk4Change,
}

impl Objective {
    fn predict(self, model: &Model, x: &Tensor) -> Tensor {
        match self {
            Objective::Field => model.field(x).unwrap(),
            Objective::Rk4Change => {
                let rk4 = Integrator::by_id("rk4").unwrap();
                change(model, &rk4.method, x, &StepSize::Same(DT)).unwrap()
            }
        }
    }

    fn oracle(self, reference: &Reference, x: &[f64]) -> Vec<f64> {
        match self {
            Objective::Field => reference.field(x),
            Objective::Rk4Change => reference.rk4_change(x, DT),
        }
    }

    /// The loss in double precision.
    fn loss(self, reference: &Reference, states: &[f64], targets: &[f64]) -> f64 {
        let found = states
            .chunks_exact(DIM)
            .flat_map(|x| self.oracle(reference, x));
        let squares = found.zip(targets).map(|(f, t)| (f - t) * (f - t));
        squares.sum::<f64>() / targets.len() as f64
    }
}

/// Central difference of `loss` with respect to number `i` of `values`.
fn slope<T>(of: &mut T, number: impl Fn(&mut T) -> &mut f64, loss: impl Fn(&T) -> f64) -> f64 {
    let h = 1e-6;
    let before = *number(of);
    *number(of) = before + h;
    let above = loss(of);
    *number(of) = before - h;
    let below = loss(of);
    *number(of) = before;
    (above - below) / (2.0 * h)
}

/// Oracle: central differences of the loss in double precision, error some 1e-9; single precision leaves some 1e-6 of a
/// gradient. Both are relative to the largest gradient of the network, since ReLU's biases have none at all in an HNN.
#[test]
fn parameter_gradients_agree_with_differences_of_the_loss() {
    let states = random_states(7, DIM, 1);
    let targets = random_states(7, DIM, 2);
    for learner in LEARNERS {
        for info in ACTIVATIONS {
            for (depth, objective) in [1, 2, 3]
                .map(|depth| (depth, Objective::Field))
                .into_iter()
                .chain([(2, Objective::Rk4Change)])
            {
                let name = format!("{} {} depth {depth} {objective:?}", learner.id, info.id);
                let model = model(learner, DIM, 8, depth, info.activation, 3);
                let prediction = objective.predict(&model, &tensor(&states, DIM));
                let loss = mean_squared_error(&prediction, &tensor(&targets, DIM)).unwrap();
                let store = loss.backward().unwrap();

                let mut reference = Reference::new(&model);
                let mut found = Vec::new();
                let mut expected = Vec::new();
                for (p, (parameter, var)) in model.parameters().iter().enumerate() {
                    match store.get(var) {
                        Some(gradient) => found.extend(numbers(gradient)),
                        None => panic!("{name}: {parameter} has no gradient"),
                    }
                    for i in 0..var.elem_count() {
                        expected.push(slope(
                            &mut reference,
                            |reference| &mut reference.parameters[p][i],
                            |reference| objective.loss(reference, &states, &targets),
                        ));
                    }
                }
                let off = relative_l2(&found, &expected);
                assert!(off < 1e-5, "{name}: {off:.1e}");
            }
        }
    }
}

/// Oracle: as above, with respect to the states, which training through several evaluations of the field needs.
#[test]
fn state_gradients_agree_with_differences_of_the_loss() {
    let states: Vec<f64> = numbers(&tensor(&random_states(7, DIM, 1), DIM));
    let targets = random_states(7, DIM, 2);
    for learner in LEARNERS {
        for info in ACTIVATIONS {
            let name = format!("{} {}", learner.id, info.id);
            let model = model(learner, DIM, 8, 2, info.activation, 3);
            let x = Var::from_tensor(&tensor(&states, DIM)).unwrap();
            let prediction = model.field(&x).unwrap();
            let loss = mean_squared_error(&prediction, &tensor(&targets, DIM)).unwrap();
            let store = loss.backward().unwrap();
            let found = store.get(&x).map(numbers);
            let reference = Reference::new(&model);
            let mut moved = states.clone();
            let expected: Vec<f64> = (0..states.len())
                .map(|i| {
                    slope(
                        &mut moved,
                        |moved| &mut moved[i],
                        |moved| Objective::Field.loss(&reference, moved, &targets),
                    )
                })
                .collect();
            let largest = expected.iter().map(|g| g.abs()).fold(0.0, f64::max);
            match found {
                // The field of a piecewise linear network does not depend on the state.
                None => assert!(
                    largest < 1e-9,
                    "{name}: no gradient, expected {largest:.1e}"
                ),
                Some(found) if largest < 1e-9 => {
                    assert!(found.iter().all(|g| g.abs() < 1e-6), "{name}: {found:?}");
                }
                Some(found) => {
                    let off = relative_l2(&found, &expected);
                    assert!(off < 1e-5, "{name}: {off:.1e}");
                }
            }
        }
    }
}
