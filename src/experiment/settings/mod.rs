//! Settings of one experiment: complete and valid by construction.
//!
//! A `Settings` holds a value for every entry of the table ([`table`]) and for every parameter of its
//! system. Whatever comes from outside passes [`Settings::set`] or [`Settings::from_values`], which
//! name the field, the value and what is allowed.

mod setting;
pub mod table;
mod value;

pub use setting::{Bounds, Choice, Default, Effect, Group, Kind, Setting};
pub use value::Value;

use crate::error::{Error, Result, list};
use crate::learn::EVALUATED_AT_ONCE;
use crate::learn::dataset::Plan;
use crate::model::activation::Activation;
use crate::model::learner::{LEARNERS, Learner};
use crate::physics::integrator::{INTEGRATORS, Integrator};
use crate::physics::system::{Dynamics, System};
use crate::physics::systems::SYSTEMS;
use std::collections::BTreeMap;

/// Version of the link format: defaults belong to (version, system), so that old links keep their meaning.
pub const FORMAT: u32 = 1;

/// Most states that a rollout may have.
pub const MOST_ROLLOUT_STEPS: usize = 20_000;

/// Most memory, in MB, that the tensors of one training step may take.
pub const MOST_MEMORY_MB: u64 = 512;

type Check = fn(&Settings) -> Result<()>;

/// Limits that no single bound can say, with the settings that go back to their defaults where one does not hold.
const TOGETHER: &[(Check, &[&str])] = &[
    (Settings::check_rollout, &["horizon", "dt"]),
    (
        Settings::check_memory,
        &["batch_size", "trajectories", "samples", "width", "depth"],
    ),
];

/// Values by key, as they cross the boundary.
pub type Values = BTreeMap<String, Value>;

/// All settings of one experiment.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    system: &'static str,
    values: BTreeMap<&'static str, Value>,
}

/// A change made while training went on, before the step of that number was made.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Change {
    pub step: u32,
    pub key: String,
    pub value: Value,
}

impl Settings {
    /// The defaults of a system.
    pub fn defaults(system: &'static System) -> Settings {
        let values = table::of(system)
            .iter()
            .map(|setting| (setting.key, setting.default_on(system)))
            .collect();
        Settings {
            system: system.id,
            values,
        }
    }

    /// Settings from values of any origin: what is missing takes its default, what is unknown or not
    /// allowed is reported and takes its default too.
    pub fn from_values(values: &Values) -> (Settings, Vec<Error>) {
        let mut problems = Vec::new();
        let system = match values.get("system") {
            None => &SYSTEMS[0],
            Some(value) => system_of(value).unwrap_or_else(|error| {
                problems.push(error);
                &SYSTEMS[0]
            }),
        };
        let mut settings = Settings::defaults(system);
        for (key, value) in values.iter().filter(|(key, _)| *key != "system") {
            if let Err(error) = settings.put(key, value) {
                problems.push(error);
            }
        }
        let defaults = Settings::defaults(system);
        for (check, keys) in TOGETHER {
            if let Err(error) = check(&settings) {
                problems.push(error);
                for key in *keys {
                    if let Some(default) = defaults.values.get(key) {
                        settings.values.insert(key, default.clone());
                    }
                }
            }
        }
        (settings, problems)
    }

    /// Changes one setting; on an error nothing is changed. A change of `system` takes the new
    /// system's defaults for everything that depends on the system.
    pub fn set(&mut self, key: &str, value: &Value) -> Result<()> {
        if key == "system" {
            *self = self.moved_to(system_of(value)?);
            return Ok(());
        }
        let mut changed = self.clone();
        changed.put(key, value)?;
        for (check, _) in TOGETHER {
            check(&changed)?;
        }
        *self = changed;
        Ok(())
    }

    /// All values, complete.
    pub fn values(&self) -> Values {
        self.values
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.clone()))
            .collect()
    }

    /// Whether training on `other` would be the same up to live changes and the budget: only
    /// settings differ that act without a restart.
    pub fn same_training(&self, other: &Settings) -> bool {
        table::of(self.system())
            .iter()
            .filter(|setting| setting.effect == Effect::Restart)
            .all(|setting| self.values.get(setting.key) == other.values.get(setting.key))
    }

    fn moved_to(&self, system: &'static System) -> Settings {
        let mut settings = Settings::defaults(system);
        for setting in table::common() {
            let follows_system = matches!(setting.default, Default::Of(_));
            if let (false, Some(value)) = (follows_system, self.values.get(setting.key)) {
                settings.values.insert(setting.key, value.clone());
            }
        }
        settings
    }

    fn put(&mut self, key: &str, value: &Value) -> Result<()> {
        let system = self.system();
        let known = table::of(system);
        let setting = known
            .iter()
            .find(|setting| setting.key == key)
            .ok_or_else(|| Error::Unknown {
                kind: "setting",
                name: key.to_owned(),
                known: list(known.iter().map(|setting| setting.key)),
            })?;
        setting.check(value, system)?;
        self.values.insert(setting.key, value.clone());
        Ok(())
    }

    /// The length of rollouts.
    fn check_rollout(&self) -> Result<()> {
        if self.rollout_steps() > MOST_ROLLOUT_STEPS {
            return Err(Error::Setting {
                field: "dt".to_owned(),
                value: self.dt().to_string(),
                allowed: format!(
                    "at least {} for a horizon of {} s (at most {MOST_ROLLOUT_STEPS} steps)",
                    self.horizon() / MOST_ROLLOUT_STEPS as f64,
                    self.horizon()
                ),
            });
        }
        Ok(())
    }

    /// The memory of a training step and of an evaluation.
    fn check_memory(&self) -> Result<()> {
        let estimate_mb = self.memory_mb();
        if estimate_mb > MOST_MEMORY_MB {
            return Err(Error::TooLarge {
                field: "batch_size",
                estimate_mb,
                limit_mb: MOST_MEMORY_MB,
                advice: "A smaller batch, fewer samples or a narrower network helps.",
            });
        }
        Ok(())
    }

    /// Estimate of the tensors of one training step, or of the rows that are evaluated at once where those are more: about six of
    /// (rows, width) a hidden layer, in single precision, and four times that for a loss through an integration step.
    pub fn memory_mb(&self) -> u64 {
        let n = self.plan().trajectories * self.plan().samples;
        let batch = if self.batch_size() == 0 {
            n
        } else {
            n.min(self.batch_size())
        };
        let passes = if self.through_step() { 4 } else { 1 };
        let rows = batch.max(n.min(EVALUATED_AT_ONCE));
        let bytes = rows * self.width() * self.depth() * 6 * 4 * passes;
        (bytes / 1_000_000) as u64
    }
}

fn system_of(value: &Value) -> Result<&'static System> {
    match value {
        Value::Text(id) => System::by_id(id),
        other => System::by_id(&other.to_string()),
    }
}

/// Typed readers, one a setting.
impl Settings {
    pub fn system(&self) -> &'static System {
        System::by_id(self.system).unwrap_or(&SYSTEMS[0])
    }

    /// The true system with its parameters.
    pub fn dynamics(&self) -> Dynamics {
        let system = self.system();
        Dynamics {
            system,
            parameters: system
                .parameters
                .iter()
                .map(|p| self.number(p.key))
                .collect(),
        }
    }

    /// What data to draw.
    pub fn plan(&self) -> Plan {
        Plan {
            trajectories: self.number("trajectories") as usize,
            samples: self.number("samples") as usize,
            noise: self.number("noise"),
            seed: self.seed(),
        }
    }

    pub fn seed(&self) -> u64 {
        self.number("seed") as u64
    }

    pub fn width(&self) -> usize {
        self.number("width") as usize
    }

    pub fn depth(&self) -> usize {
        self.number("depth") as usize
    }

    pub fn activation(&self) -> Activation {
        Activation::from_id(self.choice("activation")).unwrap_or(Activation::Tanh)
    }

    /// The learners shown side by side.
    pub fn learners(&self) -> [&'static Learner; 2] {
        ["learner_a", "learner_b"]
            .map(|key| Learner::by_id(self.choice(key)).unwrap_or(&LEARNERS[0]))
    }

    pub fn learning_rate(&self) -> f64 {
        self.number("learning_rate")
    }

    pub fn weight_decay(&self) -> f64 {
        self.number("weight_decay")
    }

    /// Samples a step; 0 means all.
    pub fn batch_size(&self) -> usize {
        self.number("batch_size") as usize
    }

    pub fn steps(&self) -> u32 {
        self.number("steps") as u32
    }

    /// Whether the loss compares the change over one RK4 step instead of the derivative.
    pub fn through_step(&self) -> bool {
        self.choice("objective") == table::OBJECTIVES[1].id
    }

    /// In s.
    pub fn horizon(&self) -> f64 {
        self.number("horizon")
    }

    /// In s.
    pub fn dt(&self) -> f64 {
        self.number("dt")
    }

    /// Steps of dt over the horizon.
    pub fn rollout_steps(&self) -> usize {
        (self.horizon() / self.dt()).round() as usize
    }

    pub fn integrator(&self) -> &'static Integrator {
        Integrator::by_id(self.choice("integrator")).unwrap_or(&INTEGRATORS[0])
    }

    /// Initial state of the rollouts, `(dim)`.
    pub fn start(&self) -> &[f64] {
        match self.values.get("start") {
            Some(Value::List(start)) => start,
            _ => self.system().defaults.start,
        }
    }

    fn number(&self, key: &str) -> f64 {
        match self.values.get(key) {
            Some(Value::Number(number)) => *number,
            _ => f64::NAN,
        }
    }

    fn choice(&self, key: &str) -> &str {
        match self.values.get(key) {
            Some(Value::Text(id)) => id,
            _ => "",
        }
    }
}
