//! The values of settings under the types that the program uses.

use super::{Key, Settings, Value, keys};
use crate::error::{Error, Result};
use crate::learn::adam::AdamConfig;
use crate::learn::dataset::{Dataset, Plan};
use crate::learn::objective::{OBJECTIVES, Objective};
use crate::learn::trainer::TrainConfig;
use crate::lookup::by_id;
use crate::model::NetworkConfig;
use crate::model::activation::{ACTIVATIONS, Activation};
use crate::model::learner::Learner;
use crate::physics::integrator::{INTEGRATORS, Integrator};
use crate::physics::system::{Dynamics, System};

impl Settings {
    /// The value of a setting.
    pub fn get<T: std::default::Default>(&self, key: &Key<T>) -> T {
        // Settings are complete and of the right type by construction.
        self.values
            .get(key.name)
            .and_then(|value| key.read(value))
            .unwrap_or_default()
    }

    pub fn system(&self) -> &System {
        &self.system
    }

    /// The true system with its parameters; `None` if its law is unknown.
    pub fn dynamics(&self) -> Option<Dynamics> {
        let parameter = |key: &str| self.values.get(key).and_then(Value::number);
        let parameters = self.system.parameters.iter();
        let parameters = parameters.map(|p| parameter(&p.key).unwrap_or(p.default));
        Dynamics::with(&self.system, parameters.collect())
    }

    /// Training and test data drawn from the true system.
    ///
    /// # Errors
    /// Its law is unknown, or a trajectory diverged.
    pub fn draw_data(&self) -> Result<Dataset> {
        let dynamics = self.dynamics().ok_or(Error::NoLaw {
            system: self.system.label,
        })?;
        Dataset::generate(&dynamics, self.plan())
    }

    /// How much data to draw.
    pub fn plan(&self) -> Plan {
        Plan {
            trajectories: self.get(&keys::TRAJECTORIES),
            samples: self.get(&keys::SAMPLES),
            noise: self.get(&keys::NOISE),
            seed: self.seed(),
        }
    }

    pub fn seed(&self) -> u64 {
        self.get(&keys::SEED) as u64
    }

    pub fn activation(&self) -> Activation {
        let id = self.get(&keys::ACTIVATION);
        by_id("activation", ACTIVATIONS, |record| record.id, &id)
            .map_or(Activation::Tanh, |record| record.activation)
    }

    /// Sizes of the networks.
    pub fn network(&self) -> NetworkConfig {
        NetworkConfig {
            dim: self.system().dim(),
            angles: Vec::new(),
            width: self.get(&keys::WIDTH),
            depth: self.get(&keys::DEPTH),
            activation: self.activation(),
        }
    }

    /// Everything that determines a training but the data.
    pub fn train_config(&self) -> TrainConfig {
        TrainConfig {
            network: self.network(),
            objective: self.objective(),
            steps_compared: self.get(&keys::STEPS_COMPARED),
            batch_size: self.get(&keys::BATCH_SIZE),
            optimizer: AdamConfig {
                learning_rate: self.get(&keys::LEARNING_RATE),
                weight_decay: self.get(&keys::WEIGHT_DECAY),
                ..AdamConfig::default()
            },
            seed: self.seed(),
        }
    }

    /// The learners to compare, from left to right.
    pub fn learners(&self) -> Vec<&'static Learner> {
        let ids = self.get(&keys::LEARNERS);
        let learners = ids.split(',').filter_map(|id| Learner::by_id(id).ok());
        learners.collect()
    }

    /// What the loss compares.
    pub fn objective(&self) -> &'static Objective {
        Objective::by_id(&self.get(&keys::OBJECTIVE)).unwrap_or(&OBJECTIVES[0])
    }

    /// Training steps.
    pub fn steps(&self) -> u32 {
        self.get(&keys::STEPS) as u32
    }

    /// In s.
    pub fn horizon(&self) -> f64 {
        self.get(&keys::HORIZON)
    }

    /// In s.
    pub fn dt(&self) -> f64 {
        self.get(&keys::DT)
    }

    /// Steps of dt over the horizon.
    pub fn rollout_steps(&self) -> usize {
        (self.horizon() / self.dt()).round() as usize
    }

    pub fn integrator(&self) -> &'static Integrator {
        Integrator::by_id(&self.get(&keys::INTEGRATOR)).unwrap_or(&INTEGRATORS[0])
    }

    /// Initial state of the rollouts, `(dim)`.
    pub fn start(&self) -> &[f64] {
        match self.values.get(keys::START.name) {
            Some(Value::List(start)) => start,
            _ => &[],
        }
    }
}
