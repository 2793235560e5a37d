//! Typed keys of the settings. A physical parameter's key is in the record of its system.

use super::value::Value;
use crate::physics::own::PARAMETER;

/// The key of a setting whose value is read as `T`.
#[derive(Debug)]
pub struct Key<T> {
    pub name: &'static str,
    read: fn(&Value) -> Option<T>,
}

impl<T> Key<T> {
    /// The value as `T`; `None` for a value of another type.
    pub fn read(&self, value: &Value) -> Option<T> {
        (self.read)(value)
    }
}

const fn real(name: &'static str) -> Key<f64> {
    Key {
        name,
        read: Value::number,
    }
}

const fn whole(name: &'static str) -> Key<usize> {
    Key {
        name,
        read: |value| value.number().map(|number| number as usize),
    }
}

const fn list(name: &'static str) -> Key<Vec<f64>> {
    Key {
        name,
        read: |value| match value {
            Value::List(list) => Some(list.clone()),
            _ => None,
        },
    }
}

const fn choice(name: &'static str) -> Key<String> {
    Key {
        name,
        read: |value| match value {
            Value::Text(id) => Some(id.clone()),
            _ => None,
        },
    }
}

pub const SYSTEM: Key<String> = choice("system");
pub const HAMILTONIAN: Key<String> = choice("hamiltonian");
pub const STARTS: Key<Vec<f64>> = list("starts");
pub const SPAN: Key<f64> = real("span");
pub const NOISE: Key<f64> = real("noise");
pub const TRAJECTORIES: Key<usize> = whole("trajectories");
pub const SAMPLES: Key<usize> = whole("samples");
pub const SEED: Key<usize> = whole("seed");
pub const LEARNERS: Key<String> = choice("learners");
pub const WIDTH: Key<usize> = whole("width");
pub const DEPTH: Key<usize> = whole("depth");
pub const ACTIVATION: Key<String> = choice("activation");
pub const LEARNING_RATE: Key<f64> = real("learning_rate");
pub const WEIGHT_DECAY: Key<f64> = real("weight_decay");
pub const BATCH_SIZE: Key<usize> = whole("batch_size");
pub const STEPS: Key<usize> = whole("steps");
pub const OBJECTIVE: Key<String> = choice("objective");
pub const STEPS_COMPARED: Key<usize> = whole("steps_compared");
pub const HORIZON: Key<f64> = real("horizon");
pub const DT: Key<f64> = real("dt");
pub const INTEGRATOR: Key<String> = choice("integrator");
pub const START: Key<Vec<f64>> = list("start");

/// In front of a parameter's name in the key of its slider's range.
pub const RANGE: &str = "range_";

/// Whether only typed Hamiltonians have a setting with this key.
pub fn is_own(key: &str) -> bool {
    let fixed = [HAMILTONIAN.name, STARTS.name, SPAN.name];
    fixed.contains(&key) || key.starts_with(PARAMETER) || key.starts_with(RANGE)
}
