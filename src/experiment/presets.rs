//! PRESETS: experiments worth opening, each as the settings that differ from the defaults of its system.

use crate::error::Result;
use crate::experiment::settings::{Settings, Value, keys};
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

/// A pendulum with little friction, observed exactly every 1/6 s, and learned from these differences.
const fn reversal(objective: &'static str) -> [(&'static str, PresetValue); 7] {
    [
        (keys::SYSTEM.name, Id("pendulum")),
        ("friction", Number(0.01)),
        (keys::NOISE.name, Number(0.0)),
        (keys::SAMPLES.name, Number(19.0)),
        (keys::LEARNERS.name, Id("baseline,hnn,dissipative")),
        (keys::OBJECTIVE.name, Id(objective)),
        (keys::START.name, State(&[1.5, 0.0])),
    ]
}

static REVERSAL_FORWARD: [(&str, PresetValue); 7] = reversal("forward_difference");
static REVERSAL_MIDPOINT: [(&str, PresetValue); 7] = reversal("midpoint");

/// All presets, in the order of the menu.
pub static PRESETS: &[Preset] = &[
    Preset {
        id: "paper_spring",
        label: "Paper: mass–spring",
        summary: "The published experiment: width 200, 2,000 steps, seed 0.",
        settings: &[
            (keys::SYSTEM.name, Id("spring")),
            (keys::WIDTH.name, Number(200.0)),
            (keys::STEPS.name, Number(2000.0)),
            (keys::SEED.name, Number(0.0)),
        ],
    },
    Preset {
        id: "paper_pendulum",
        label: "Paper: pendulum",
        summary: "The published experiment: width 200, 2,000 steps, seed 0.",
        settings: &[
            (keys::SYSTEM.name, Id("pendulum")),
            (keys::WIDTH.name, Number(200.0)),
            (keys::STEPS.name, Number(2000.0)),
            (keys::SEED.name, Number(0.0)),
        ],
    },
    Preset {
        id: "paper_two_body",
        label: "Paper: two bodies",
        summary: "The published experiment: width 200, 10,000 steps on batches of 200. It takes a while.",
        settings: &[
            (keys::SYSTEM.name, Id("two_body")),
            (keys::WIDTH.name, Number(200.0)),
            (keys::STEPS.name, Number(10_000.0)),
            (keys::SEED.name, Number(0.0)),
        ],
    },
    Preset {
        id: "noisy",
        label: "Noisy",
        summary: "Three times the noise. Both networks end well below the loss of the true law and oscillate too slowly; the baseline also gains or loses energy.",
        settings: &[
            (keys::SYSTEM.name, Id("spring")),
            (keys::NOISE.name, Number(0.3)),
        ],
    },
    Preset {
        id: "few_data",
        label: "Few data",
        summary: "Three short observations of the pendulum.",
        settings: &[
            (keys::SYSTEM.name, Id("pendulum")),
            (keys::TRAJECTORIES.name, Number(3.0)),
            (keys::SAMPLES.name, Number(15.0)),
        ],
    },
    Preset {
        id: "small_swing",
        label: "Small swing",
        summary: "A start at lower energy than all training data: the models extrapolate inward.",
        settings: &[
            (keys::SYSTEM.name, Id("pendulum")),
            (keys::START.name, State(&[0.4, 0.0])),
        ],
    },
    Preset {
        id: "separatrix",
        label: "Over the top",
        summary: "A start beyond the separatrix, where the pendulum turns over and no model has seen data.",
        settings: &[
            (keys::SYSTEM.name, Id("pendulum")),
            (keys::HORIZON.name, Number(10.0)),
            (keys::START.name, State(&[0.0, 2.8])),
        ],
    },
    Preset {
        id: "too_fast",
        label: "Learning too fast",
        summary: "A learning rate of 0.1: the losses fluctuate, and the baseline suffers most.",
        settings: &[
            (keys::SYSTEM.name, Id("spring")),
            (keys::LEARNING_RATE.name, Number(0.1)),
        ],
    },
    Preset {
        id: "long_horizon",
        label: "Long horizon",
        summary: "A horizon ten times as long: small errors in the field add up.",
        settings: &[
            (keys::SYSTEM.name, Id("spring")),
            (keys::HORIZON.name, Number(200.0)),
        ],
    },
    Preset {
        id: "friction",
        label: "Friction",
        summary: "A mass on a spring that loses energy. The HNN cannot lose any; the dissipative network learns how fast it goes.",
        settings: &[
            (keys::SYSTEM.name, Id("spring")),
            ("friction", Number(0.05)),
            (keys::NOISE.name, Number(0.02)),
            (keys::LEARNERS.name, Id("baseline,hnn,dissipative")),
            (keys::HORIZON.name, Number(10.0)),
        ],
    },
    Preset {
        id: "ladder",
        label: "Ladder of priors",
        summary: "Each network knows more than the one before: velocity is momentum over mass, the force depends on position alone, there is an energy.",
        settings: &[
            (keys::SYSTEM.name, Id("spring")),
            (
                keys::LEARNERS.name,
                Id("baseline,second_order,newtonian,hnn"),
            ),
        ],
    },
    Preset {
        id: "reversal_forward",
        label: "A result that reverses (1)",
        summary: "A pendulum sampled every 1/6 s, learned from forward differences, as the paper's real pendulum was. Their error acts like friction some 30 times stronger than the true one. The baseline learns it; the HNN cannot, and does better.",
        settings: &REVERSAL_FORWARD,
    },
    Preset {
        id: "reversal_midpoint",
        label: "A result that reverses (2)",
        summary: "The same data, learned from midpoints, which have no such error. Now the baseline does better, and the dissipative network finds the true friction.",
        settings: &REVERSAL_MIDPOINT,
    },
    Preset {
        id: "through_step",
        label: "Learning from steps",
        summary: "The loss compares whole states (q, p) one sample later instead of derivatives. It needs low noise.",
        settings: &[
            (keys::SYSTEM.name, Id("spring")),
            (keys::NOISE.name, Number(0.01)),
            (keys::OBJECTIVE.name, Id("rk4_step")),
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
