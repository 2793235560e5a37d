//! `Setting`: one entry of the table, with the values that it allows and what changing it does.

use super::value::Value;
use crate::error::{Error, Result, list};
use crate::physics::system::System;
use serde::Serialize;
use std::borrow::Cow;

/// One setting.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Setting {
    pub key: Cow<'static, str>,
    pub label: Cow<'static, str>,
    pub unit: &'static str,
    pub help: &'static str,
    pub group: Group,
    pub kind: Kind,
    pub effect: Effect,
    /// The choices of another setting with which this one has an effect; `None` for all.
    #[serde(rename = "onlyWith")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "OnlyWith | null"))]
    pub only_with: Option<OnlyWith>,
    #[serde(skip)]
    pub default: Default,
}

/// Choices of a setting.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct OnlyWith {
    pub key: &'static str,
    pub choices: Vec<&'static str>,
}

/// Source of a default.
#[derive(Debug, Clone)]
pub enum Default {
    Number(f64),
    Choice(&'static str),
    Value(Value),
    /// From the system's record.
    Of(fn(&System) -> Value),
}

/// Sections of the control panel, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Group {
    System,
    Data,
    Network,
    Training,
    Rollout,
}

/// How a change of the setting affects the running experiment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// Training restarts from its initial weights.
    Restart,
    /// Applies to the running training and is logged as (step, key, value).
    Live,
    /// Changes the step at which training stops.
    Budget,
    /// Affects rollouts only.
    Rollout,
    /// Affects a slider only.
    Slider,
}

/// The values that a setting allows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Kind {
    Number(Bounds),
    Choice {
        options: Vec<Choice>,
    },
    /// One to `most` of the options, each once, as a text of ids with commas between them.
    Several {
        options: Vec<Choice>,
        most: usize,
    },
    /// One number per coordinate of the system, each within the bounds.
    Vector {
        min: f64,
        max: f64,
    },
    /// `[low, high, low, high, …]` within the bounds.
    Intervals {
        of: Count,
        min: f64,
        max: f64,
    },
    /// A Hamiltonian as text of at most `longest` characters.
    Formula {
        longest: usize,
    },
}

/// Number of intervals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Count {
    One,
    /// One per coordinate of the system.
    Coordinates,
}

#[cfg(feature = "formulas")]
impl Count {
    fn on(self, system: &System) -> usize {
        match self {
            Count::One => 1,
            Count::Coordinates => system.dim(),
        }
    }
}

/// Bounds of a number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Bounds {
    pub integer: bool,
    pub min: f64,
    pub max: f64,
    /// Slider step.
    pub step: f64,
    /// Whether the slider is logarithmic.
    pub logarithmic: bool,
    /// Meaning of 0 if it is allowed although below `min`.
    pub zero: Option<&'static str>,
}

/// One entry of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Choice {
    pub id: &'static str,
    pub label: &'static str,
    pub help: &'static str,
}

/// A section with its heading.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct GroupInfo {
    pub id: Group,
    pub label: &'static str,
}

/// All sections, in the order of the panel.
pub static GROUPS: [GroupInfo; 5] = [
    group(Group::System, "System"),
    group(Group::Data, "Data"),
    group(Group::Network, "Network"),
    group(Group::Training, "Training"),
    group(Group::Rollout, "Rollout"),
];

const fn group(id: Group, label: &'static str) -> GroupInfo {
    GroupInfo { id, label }
}

impl Setting {
    /// The default for a system.
    pub fn default_on(&self, system: &System) -> Value {
        match self.default {
            Default::Number(number) => Value::Number(number),
            Default::Choice(id) => Value::from(id),
            Default::Value(ref value) => value.clone(),
            Default::Of(default) => default(system),
        }
    }

    /// Whether `value` is allowed.
    pub fn check(&self, value: &Value, system: &System) -> Result<()> {
        let good = match (&self.kind, value) {
            (Kind::Number(number), Value::Number(value)) => number.allows(*value),
            (Kind::Choice { options }, Value::Text(id)) => {
                options.iter().any(|option| option.id == id)
            }
            (Kind::Several { options, most }, Value::Text(text)) => {
                let ids: Vec<&str> = text.split(',').collect();
                let known = |id: &str| options.iter().any(|option| option.id == id);
                let once = ids.iter().enumerate().all(|(i, id)| !ids[..i].contains(id));
                ids.len() <= *most && once && ids.into_iter().all(known)
            }
            (Kind::Vector { min, max }, Value::List(list)) => {
                list.len() == system.dim() && list.iter().all(|x| (*min..=*max).contains(x))
            }
            #[cfg(feature = "formulas")]
            (Kind::Intervals { of, min, max }, Value::List(list)) => {
                intervals(list, of.on(system), *min, *max).is_some()
            }
            // Whoever made the system has read it.
            #[cfg(feature = "formulas")]
            (Kind::Formula { .. }, Value::Text(text)) => system
                .typed
                .as_ref()
                .is_some_and(|typed| typed.formula == *text),
            _ => false,
        };
        if good {
            return Ok(());
        }
        Err(Error::Setting {
            field: self.key.to_string(),
            value: value.to_string(),
            allowed: match &self.kind {
                Kind::Number(number) => number.to_string(),
                Kind::Choice { options } => list(options.iter().map(|option| option.id)),
                Kind::Several { options, most } => format!(
                    "1 to {most} of {}, each once, with commas between them",
                    list(options.iter().map(|option| option.id))
                ),
                Kind::Vector { min, max } => {
                    format!("{} numbers from {min} to {max}", system.dim())
                }
                #[cfg(not(feature = "formulas"))]
                Kind::Intervals { .. } | Kind::Formula { .. } => String::new(),
                #[cfg(feature = "formulas")]
                Kind::Intervals { of, min, max } => match of.on(system) {
                    1 => format!("a number from {min} to {max} and a larger one"),
                    n => format!("{n} times a number from {min} to {max} and a larger one"),
                },
                #[cfg(feature = "formulas")]
                Kind::Formula { .. } => "a formula of q and p".to_owned(),
            },
        })
    }
}

/// `[low, high, low, high, …]` as `count` pairs, if each goes from a number within the bounds to a larger one.
#[cfg(feature = "formulas")]
pub(super) fn intervals(list: &[f64], count: usize, min: f64, max: f64) -> Option<&[[f64; 2]]> {
    let (pairs, rest) = list.as_chunks::<2>();
    let within = |x: &f64| (min..=max).contains(x);
    let good = pairs.len() == count
        && rest.is_empty()
        && list.iter().all(within)
        && pairs.iter().all(|[low, high]| low < high);
    good.then_some(pairs)
}

impl Bounds {
    /// Whether `value` is finite, within the bounds and, if required, whole.
    pub fn allows(&self, value: f64) -> bool {
        let zero = self.zero.is_some() && value == 0.0;
        (zero || (self.min..=self.max).contains(&value)) && (!self.integer || value.fract() == 0.0)
    }
}

impl std::fmt::Display for Bounds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = if self.integer {
            "a whole number"
        } else {
            "a number"
        };
        write!(f, "{kind} from {} to {}", self.min, self.max)?;
        match self.zero {
            Some(meaning) => write!(f, ", or 0 ({meaning})"),
            None => Ok(()),
        }
    }
}

pub(super) const fn integer(min: u32, max: u32, step: u32) -> Bounds {
    Bounds {
        integer: true,
        min: min as f64,
        max: max as f64,
        step: step as f64,
        logarithmic: false,
        zero: None,
    }
}

pub(super) const fn real(min: f64, max: f64, step: f64) -> Bounds {
    Bounds {
        integer: false,
        ..integer(0, 0, 0)
    }
    .between(min, max, step)
}

impl Bounds {
    const fn between(self, min: f64, max: f64, step: f64) -> Bounds {
        Bounds {
            min,
            max,
            step,
            ..self
        }
    }

    pub(super) const fn logarithmic(self) -> Bounds {
        Bounds {
            logarithmic: true,
            ..self
        }
    }

    pub(super) const fn or_zero(self, meaning: &'static str) -> Bounds {
        Bounds {
            zero: Some(meaning),
            ..self
        }
    }
}
