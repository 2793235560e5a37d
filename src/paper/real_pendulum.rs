//! The paper's real pendulum: a recording of Schmidt & Lipson 2009 (*Science* 324:81, supplement), not part of this program.
//!
//! As published: the first 80 % of the rows for training, weight decay 1e-5, differences to the next row as targets, and as
//! energy 2.4(1 − cos q) + p² along the rollout over the test span, at the times of its rows (Greydanus et al. 2019, section 3.2,
//! and `experiment-real` of its code).

use super::metrics::{Mean, MeanLosses, mean_losses};
use crate::error::{Error, Result};
use crate::learn::adam::AdamConfig;
use crate::learn::dataset::Split;
use crate::learn::objective::Objective;
use crate::learn::recording::{Division, Recording};
use crate::learn::trainer::{TrainConfig, Trainer};
use crate::model::NetworkConfig;
use crate::model::activation::Activation;
use crate::model::inference::Frozen;
use crate::model::learner::Learner;
use crate::physics::field::VectorField;
use crate::physics::integrators::dopri5::{self, Tolerance};

/// Name of the task in the paper's table.
pub const REAL_PENDULUM: &str = "real_pendulum";
pub const STEPS: u32 = 2000;
/// Published energy errors of the baseline and the HNN: mean ± standard error.
pub const PUBLISHED: [(&str, Mean); 2] = [
    (
        "baseline",
        Mean {
            mean: 0.386,
            standard_error: 0.069,
        },
    ),
    (
        "hnn",
        Mean {
            mean: 0.0145,
            standard_error: 0.0047,
        },
    ),
];

const TRAINING_SHARE: f64 = 0.8;
const WEIGHT_DECAY: f64 = 1e-5;
const LEARNING_RATE: f64 = 1e-3;

/// Tolerance of the rollout.
const TOLERANCE: Tolerance = Tolerance {
    relative: 1e-6,
    absolute: 1e-6,
};

/// A learner trained on the recording.
#[derive(Debug, Clone)]
pub struct Outcome {
    pub losses: MeanLosses,
    /// Mean squared error of the energy and of the coordinates along the test span; `None` if the rollout diverged.
    pub rollout: Option<RolloutErrors>,
    /// The learned γ of each momentum, for a learner with friction.
    pub friction: Option<Vec<f64>>,
}

/// Errors of a rollout from the first row of each test trial, compared with all later rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RolloutErrors {
    /// Mean over rows of (energy of the rollout − energy of the row)².
    pub energy_mse: f64,
    /// Mean over rows and coordinates of (rollout − row)².
    pub coordinate_mse: f64,
}

/// 2.4(1 − cos q) + p², the published energy of the recording.
pub fn energy(x: &[f64]) -> f64 {
    2.4 * (1.0 - libm::cos(x[0])) + x[1] * x[1]
}

/// Trains a learner by the paper's protocol, with any objective.
///
/// # Errors
/// The recording has more than one degree of freedom, or training diverged.
pub fn train(
    recording: &Recording,
    learner: &Learner,
    objective: &'static Objective,
    width: usize,
    steps: u32,
    seed: u64,
) -> Result<Outcome> {
    if recording.dof != 1 {
        return Err(Error::File {
            what: "The recording",
            reason: "A pendulum has one degree of freedom.".to_owned(),
        });
    }
    let data = recording.divided(TRAINING_SHARE, Division::Time)?;
    let config = TrainConfig {
        network: NetworkConfig {
            dim: data.dim,
            angles: Vec::new(),
            width,
            depth: 2,
            activation: Activation::Tanh,
        },
        objective,
        steps_compared: 4,
        batch_size: 0,
        optimizer: AdamConfig {
            learning_rate: LEARNING_RATE,
            weight_decay: WEIGHT_DECAY,
            ..AdamConfig::default()
        },
        seed,
    };
    let mut trainer = Trainer::new(&config, learner, &data)?;
    while trainer.step_number() < steps {
        trainer.step()?;
    }
    let mut model = Frozen::new(trainer.model())?;
    Ok(Outcome {
        losses: mean_losses(&trainer)?,
        friction: model.friction().map(<[f64]>::to_vec),
        rollout: rollout_errors(&mut model, &data.test, energy).ok(),
    })
}

/// Rolls a field out from the first row of each trajectory and compares it with the rows at their times.
///
/// # Errors
/// The rollout diverged.
pub fn rollout_errors(
    field: &mut dyn VectorField,
    measured: &Split,
    energy: impl Fn(&[f64]) -> f64,
) -> Result<RolloutErrors> {
    let dim = field.dim();
    let (mut energies, mut coordinates) = (0.0, 0.0);
    for rows in measured.trajectories() {
        let row = |i: usize| &measured.x[i * dim..(i + 1) * dim];
        let mut x = row(rows.start).to_vec();
        for i in rows.clone() {
            if i > rows.start {
                let step = measured.t[i] - measured.t[i - 1];
                dopri5::integrate(field, &mut x, step, 1, TOLERANCE, |_, _, _| ())?;
            }
            energies += (energy(&x) - energy(row(i))).powi(2);
            let squares = x.iter().zip(row(i)).map(|(a, b)| (a - b).powi(2));
            coordinates += squares.sum::<f64>();
        }
    }
    let n = measured.len() as f64;
    Ok(RolloutErrors {
        energy_mse: energies / n,
        coordinate_mse: coordinates / (n * dim as f64),
    })
}
