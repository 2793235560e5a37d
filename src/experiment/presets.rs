//! PRESETS: experiments worth opening, each as the settings that differ from the defaults of its system.

use crate::error::Result;
use crate::experiment::settings::{Settings, Value};
use crate::physics::systems::SYSTEMS;
use PresetValue::{Id, Number, State};
use serde::{Serialize, Serializer};

/// One experiment.
#[derive(Debug, Serialize)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    tsify(rename = "PresetInfo")
)]
pub struct Preset {
    pub id: &'static str,
    pub label: &'static str,
    /// What to look for.
    pub summary: &'static str,
    /// The settings that differ from the defaults of the system, `system` first.
    #[serde(serialize_with = "as_map")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, Value>"))]
    pub settings: &'static [(&'static str, PresetValue)],
}

/// A [`Value`] in a static table.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(untagged)]
pub enum PresetValue {
    Number(f64),
    Id(&'static str),
    State(&'static [f64]),
}

fn as_map<S: Serializer>(
    settings: &&'static [(&'static str, PresetValue)],
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    serializer.collect_map(settings.iter().map(|(key, value)| (key, value)))
}

impl From<PresetValue> for Value {
    fn from(value: PresetValue) -> Self {
        match value {
            Number(number) => Value::from(number),
            Id(id) => Value::from(id),
            State(state) => Value::from(state),
        }
    }
}

/// All presets, in the order of the menu.
pub static PRESETS: &[Preset] = &[
    Preset {
        id: "paper_spring",
        label: "Paper: mass–spring",
        summary: "The published experiment: width 200, 2,000 steps, seed 0.",
        settings: &[
            ("system", Id("spring")),
            ("width", Number(200.0)),
            ("steps", Number(2000.0)),
            ("seed", Number(0.0)),
        ],
    },
    Preset {
        id: "paper_pendulum",
        label: "Paper: pendulum",
        summary: "The published experiment: width 200, 2,000 steps, seed 0.",
        settings: &[
            ("system", Id("pendulum")),
            ("width", Number(200.0)),
            ("steps", Number(2000.0)),
            ("seed", Number(0.0)),
        ],
    },
    Preset {
        id: "paper_two_body",
        label: "Paper: two bodies",
        summary: "The published experiment: width 200, 10,000 steps on batches of 200. It takes a while.",
        settings: &[
            ("system", Id("two_body")),
            ("width", Number(200.0)),
            ("steps", Number(10_000.0)),
            ("seed", Number(0.0)),
        ],
    },
    Preset {
        id: "noisy",
        label: "Noisy",
        summary: "Three times the noise. Both networks end well below the loss of the true law and oscillate too slowly; the baseline also gains or loses energy.",
        settings: &[("system", Id("spring")), ("noise", Number(0.3))],
    },
    Preset {
        id: "few_data",
        label: "Few data",
        summary: "Three short observations of the pendulum.",
        settings: &[
            ("system", Id("pendulum")),
            ("trajectories", Number(3.0)),
            ("samples", Number(15.0)),
        ],
    },
    Preset {
        id: "small_swing",
        label: "Small swing",
        summary: "A start at lower energy than all training data: the models extrapolate inward.",
        settings: &[("system", Id("pendulum")), ("start", State(&[0.4, 0.0]))],
    },
    Preset {
        id: "separatrix",
        label: "Over the top",
        summary: "A start beyond the separatrix, where the pendulum turns over and no model has seen data.",
        settings: &[
            ("system", Id("pendulum")),
            ("horizon", Number(10.0)),
            ("start", State(&[0.0, 2.8])),
        ],
    },
    Preset {
        id: "too_fast",
        label: "Learning too fast",
        summary: "A learning rate of 0.1: the losses fluctuate, and the baseline suffers most.",
        settings: &[("system", Id("spring")), ("learning_rate", Number(0.1))],
    },
    Preset {
        id: "long_horizon",
        label: "Long horizon",
        summary: "A horizon ten times as long: small errors in the field add up.",
        settings: &[("system", Id("spring")), ("horizon", Number(200.0))],
    },
    Preset {
        id: "through_step",
        label: "Learning from steps",
        summary: "The loss compares whole states (q, p) one sample later instead of derivatives. It needs low noise.",
        settings: &[
            ("system", Id("spring")),
            ("noise", Number(0.01)),
            ("objective", Id("rk4_step")),
        ],
    },
];

impl Preset {
    /// The preset as complete settings.
    pub fn settings(&self) -> Result<Settings> {
        let mut settings = Settings::defaults(&SYSTEMS[0]);
        for (key, value) in self.settings {
            settings.set(key, &Value::from(*value))?;
        }
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_allowed_and_differs_from_the_defaults() -> Result<()> {
        for preset in PRESETS {
            let settings = preset.settings()?;
            assert_ne!(
                settings,
                Settings::defaults(settings.system()),
                "{}",
                preset.id
            );
        }
        Ok(())
    }
}
