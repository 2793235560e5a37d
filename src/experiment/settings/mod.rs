//! Settings of one experiment: complete and valid by construction.
//!
//! `Settings` holds a value for every entry of the [`table`] and for every parameter of its system. Outside values pass
//! [`Settings::set`] or [`Settings::from_values`], which report the field, the value and what is allowed.

mod access;
mod format_1;
pub mod keys;
#[cfg(feature = "formulas")]
pub mod own;
mod setting;
pub mod table;
mod value;

pub use format_1::EARLIER_KEYS;
pub use keys::Key;
pub use setting::{
    Bounds, Choice, Count, Default, Effect, GROUPS, Group, GroupInfo, Kind, OnlyWith, Setting,
};
pub use value::Value;

use crate::error::{Error, Result};
use crate::learn::EVALUATED_AT_ONCE;
use crate::lookup::by_id;
use crate::physics::own::OWN;
use crate::physics::system::System;
use crate::physics::systems::SYSTEMS;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Version of the link format. It determines the defaults, so that old links keep their meaning.
pub const FORMAT: u32 = 2;

/// Largest number of steps of a rollout.
pub const MAX_ROLLOUT_STEPS: usize = 20_000;

/// Largest memory for the tensors of one training step, in MB.
pub const MAX_MEMORY_MB: u64 = 512;

/// Largest component of an initial state.
pub const MAX_COORDINATE: f64 = 10.0;

type Check = fn(&Settings) -> Result<()>;

/// Constraints across settings, each with the settings to reset when it is violated.
const CONSTRAINTS: &[(Check, &[&str])] = &[
    (
        Settings::check_rollout,
        &[keys::HORIZON.name, keys::DT.name],
    ),
    (
        Settings::check_memory,
        &[
            keys::BATCH_SIZE.name,
            keys::TRAJECTORIES.name,
            keys::SAMPLES.name,
            keys::WIDTH.name,
            keys::DEPTH.name,
            keys::OBJECTIVE.name,
            keys::STEPS_COMPARED.name,
        ],
    ),
    (
        Settings::check_samples,
        &[
            keys::SAMPLES.name,
            keys::OBJECTIVE.name,
            keys::STEPS_COMPARED.name,
        ],
    ),
];

/// Values by key.
pub type Values = BTreeMap<String, Value>;

/// All settings of one experiment.
#[derive(Debug, Clone)]
pub struct Settings {
    system: System,
    values: Values,
}

impl PartialEq for Settings {
    /// The values name the system.
    fn eq(&self, other: &Settings) -> bool {
        self.values == other.values
    }
}

/// A change made during training, just before step number `step`.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Change {
    pub step: u32,
    pub key: String,
    pub value: Value,
}

impl Settings {
    /// The defaults of a system.
    pub fn defaults(system: &System) -> Settings {
        let values = table::of(system)
            .iter()
            .map(|setting| (setting.key.to_string(), setting.default_on(system)))
            .collect();
        Settings {
            system: system.clone(),
            values,
        }
    }

    /// Settings from untrusted values, of this format or an earlier one. Missing ones take their defaults; unknown or invalid
    /// ones are reported and take their defaults too.
    pub fn from_values(values: &Values) -> (Settings, Vec<Error>) {
        let values = &format_1::renamed(values);
        let mut problems = Vec::new();
        let chosen = match values.get(keys::SYSTEM.name) {
            None => &SYSTEMS[0],
            Some(value) => system_of(value).unwrap_or_else(|error| {
                problems.push(error);
                &SYSTEMS[0]
            }),
        };
        let described = described(chosen, values);
        let refused = described.is_err();
        let system = &*described.unwrap_or_else(|error| {
            problems.push(error);
            Cow::Borrowed(chosen)
        });
        let mut settings = Settings::defaults(system);
        // The page checks settings at every movement of a slider.
        let known = table::of(system);
        for (key, value) in values.iter() {
            // What belongs to a refused formula is refused with it.
            let dropped = refused && (keys::is_own(key) || key == keys::START.name);
            if key == keys::SYSTEM.name || dropped {
                continue;
            }
            if let Err(error) = settings.put(&known, key, value) {
                problems.push(error);
            }
        }
        let defaults = Settings::defaults(system);
        for (check, keys) in CONSTRAINTS {
            if let Err(error) = check(&settings) {
                problems.push(error);
                for key in *keys {
                    if let Some(default) = defaults.values.get(*key) {
                        settings.values.insert((*key).to_owned(), default.clone());
                    }
                }
            }
        }
        (settings, problems)
    }

    /// Changes one setting; nothing changes on an error. A new `system` brings its own defaults for all settings that
    /// depend on the system.
    pub fn set(&mut self, key: &str, value: &Value) -> Result<()> {
        if key == keys::SYSTEM.name {
            *self = self.moved_to(system_of(value)?);
            return Ok(());
        }
        #[cfg(feature = "formulas")]
        if self.system.typed.is_some() && keys::is_own(key) {
            return self.retype(key, value);
        }
        let mut changed = self.clone();
        changed.put(&table::of(&changed.system), key, value)?;
        for (check, _) in CONSTRAINTS {
            check(&changed)?;
        }
        *self = changed;
        Ok(())
    }

    /// All values, complete.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// Whether `self` and `other` differ only in settings that need no restart.
    pub fn same_training(&self, other: &Settings) -> bool {
        table::of(self.system())
            .iter()
            .filter(|setting| setting.effect == Effect::Restart)
            .all(|setting| self.values.get(&*setting.key) == other.values.get(&*setting.key))
    }

    /// Changes a setting of a typed Hamiltonian, which makes another system. A new formula brings its own parameters and starts.
    #[cfg(feature = "formulas")]
    fn retype(&mut self, key: &str, value: &Value) -> Result<()> {
        let mut values = self.values.clone();
        if key == keys::HAMILTONIAN.name {
            values.retain(|key, _| !keys::is_own(key) && *key != keys::START.name);
        }
        values.insert(key.to_owned(), value.clone());
        let (settings, problems) = Settings::from_values(&values);
        match problems.into_iter().next() {
            Some(problem) => Err(problem),
            None => {
                *self = settings;
                Ok(())
            }
        }
    }

    fn moved_to(&self, system: &System) -> Settings {
        let mut settings = Settings::defaults(system);
        for setting in table::common() {
            let follows_system = matches!(setting.default, Default::Of(_));
            if let (false, Some(value)) = (follows_system, self.values.get(&*setting.key)) {
                settings
                    .values
                    .insert(setting.key.to_string(), value.clone());
            }
        }
        settings
    }

    /// Sets one of the `known` settings of the system, if its value is allowed.
    fn put(&mut self, known: &[Setting], key: &str, value: &Value) -> Result<()> {
        let setting = by_id("setting", known, |setting| &setting.key, key)?;
        setting.check(value, &self.system)?;
        self.values.insert(setting.key.to_string(), value.clone());
        Ok(())
    }

    fn check_rollout(&self) -> Result<()> {
        if self.rollout_steps() > MAX_ROLLOUT_STEPS {
            return Err(Error::Setting {
                field: keys::DT.name.to_owned(),
                value: self.dt().to_string(),
                allowed: format!(
                    "at least {} for a horizon of {} s (at most {MAX_ROLLOUT_STEPS} steps)",
                    self.horizon() / MAX_ROLLOUT_STEPS as f64,
                    self.horizon()
                ),
            });
        }
        Ok(())
    }

    fn check_memory(&self) -> Result<()> {
        let estimate_mb = self.memory_mb();
        if estimate_mb > MAX_MEMORY_MB {
            return Err(Error::TooLarge {
                field: keys::BATCH_SIZE.name,
                estimate_mb,
                limit_mb: MAX_MEMORY_MB,
                advice: "Use a smaller batch, fewer samples or a narrower network.",
            });
        }
        Ok(())
    }

    /// A trajectory must have as many samples as a row of the objective has states.
    fn check_samples(&self) -> Result<()> {
        let samples = self.get(&keys::SAMPLES);
        let needed = self.objective().states(self.get(&keys::STEPS_COMPARED));
        if samples < needed {
            return Err(Error::Setting {
                field: keys::SAMPLES.name.to_owned(),
                value: samples.to_string(),
                allowed: format!(
                    "at least {needed} to learn from “{}”",
                    self.objective().label
                ),
            });
        }
        Ok(())
    }

    /// Estimated memory of a training step, or of an evaluation if that has more rows: about six f32 tensors `(rows, width)`
    /// per hidden layer and evaluation of the field.
    pub fn memory_mb(&self) -> u64 {
        let n = self.get(&keys::TRAJECTORIES) * self.get(&keys::SAMPLES);
        let batch = match self.get(&keys::BATCH_SIZE) {
            0 => n,
            size => n.min(size),
        };
        let rows = batch.max(n.min(EVALUATED_AT_ONCE));
        let passes = self
            .objective()
            .graph_evaluations(self.get(&keys::STEPS_COMPARED));
        let bytes = rows * self.get(&keys::WIDTH) * self.get(&keys::DEPTH) * 6 * 4 * passes;
        (bytes / 1_000_000) as u64
    }
}

/// The system that was chosen. If that is a typed Hamiltonian, the values have its formula, so the system is made from them.
#[cfg(feature = "formulas")]
fn described<'a>(chosen: &'a System, values: &Values) -> Result<Cow<'a, System>> {
    if chosen.id == OWN {
        own::system(values).map(Cow::Owned)
    } else {
        Ok(Cow::Borrowed(chosen))
    }
}

/// The system that was chosen.
#[cfg(not(feature = "formulas"))]
fn described<'a>(chosen: &'a System, _: &Values) -> Result<Cow<'a, System>> {
    Ok(Cow::Borrowed(chosen))
}

fn system_of(value: &Value) -> Result<&'static System> {
    let id = match value {
        Value::Text(id) => Cow::Borrowed(id.as_str()),
        other => Cow::Owned(other.to_string()),
    };
    #[cfg(feature = "formulas")]
    if id == OWN {
        return Ok(own::first());
    }
    System::by_id(&id).map_err(|error| match error {
        Error::Unknown { kind, name, known } => Error::Unknown {
            kind,
            name,
            known: format!("{known}, {OWN}"),
        },
        other => other,
    })
}
