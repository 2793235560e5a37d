//! PRESETS: experiments worth opening, each as the settings that differ from the defaults of its system.

use crate::error::Result;
use crate::experiment::settings::{Settings, Value};
use crate::physics::system::System;

/// One experiment.
#[derive(Debug)]
pub struct Preset {
    pub id: &'static str,
    pub label: &'static str,
    /// What to look for.
    pub summary: &'static str,
    pub system: &'static str,
    pub numbers: &'static [(&'static str, f64)],
    pub choices: &'static [(&'static str, &'static str)],
    /// Empty for the default of the system.
    pub start: &'static [f64],
}

/// All presets, in the order of the menu.
pub static PRESETS: &[Preset] = &[
    Preset {
        id: "paper_spring",
        label: "Paper: mass–spring",
        summary: "The published experiment: width 200, 2,000 steps, seed 0.",
        system: "spring",
        numbers: &[("width", 200.0), ("steps", 2000.0), ("seed", 0.0)],
        choices: &[],
        start: &[],
    },
    Preset {
        id: "paper_pendulum",
        label: "Paper: pendulum",
        summary: "The published experiment: width 200, 2,000 steps, seed 0.",
        system: "pendulum",
        numbers: &[("width", 200.0), ("steps", 2000.0), ("seed", 0.0)],
        choices: &[],
        start: &[],
    },
    Preset {
        id: "paper_two_body",
        label: "Paper: two bodies",
        summary: "The published experiment: width 200, 10,000 steps on batches of 200. It takes a while.",
        system: "two_body",
        numbers: &[("width", 200.0), ("steps", 10_000.0), ("seed", 0.0)],
        choices: &[],
        start: &[],
    },
    Preset {
        id: "noisy",
        label: "Noisy",
        summary: "Three times the noise. Both networks end well below the loss of the true law and turn too slowly; the baseline also gains or loses energy.",
        system: "spring",
        numbers: &[("noise", 0.3)],
        choices: &[],
        start: &[],
    },
    Preset {
        id: "few_data",
        label: "Few data",
        summary: "Three short looks at the pendulum.",
        system: "pendulum",
        numbers: &[("trajectories", 3.0), ("samples", 15.0)],
        choices: &[],
        start: &[],
    },
    Preset {
        id: "small_swing",
        label: "Small swing",
        summary: "A start below all training data: the models extrapolate inward.",
        system: "pendulum",
        numbers: &[],
        choices: &[],
        start: &[0.4, 0.0],
    },
    Preset {
        id: "separatrix",
        label: "Over the top",
        summary: "A start beyond the separatrix, where the pendulum turns over and no model has seen data.",
        system: "pendulum",
        numbers: &[("horizon", 10.0)],
        choices: &[],
        start: &[0.0, 2.8],
    },
    Preset {
        id: "too_fast",
        label: "Learning too fast",
        summary: "A learning rate of 0.1: the losses jump about, and the baseline stays the worse for it.",
        system: "spring",
        numbers: &[("learning_rate", 0.1)],
        choices: &[],
        start: &[],
    },
    Preset {
        id: "long_horizon",
        label: "Long horizon",
        summary: "Ten times as far ahead: small errors of the field add up.",
        system: "spring",
        numbers: &[("horizon", 200.0)],
        choices: &[],
        start: &[],
    },
    Preset {
        id: "through_step",
        label: "Learning from steps",
        summary: "The loss compares whole states (q, p) one sample later instead of derivatives. It needs little noise.",
        system: "spring",
        numbers: &[("noise", 0.01)],
        choices: &[("objective", "rk4_step")],
        start: &[],
    },
];

impl Preset {
    /// What differs from the defaults, `system` first.
    pub fn changes(&self) -> Vec<(&'static str, Value)> {
        let mut changes = vec![("system", Value::from(self.system))];
        changes.extend(
            self.numbers
                .iter()
                .map(|(key, number)| (*key, Value::Number(*number))),
        );
        changes.extend(
            self.choices
                .iter()
                .map(|(key, id)| (*key, Value::from(*id))),
        );
        if !self.start.is_empty() {
            changes.push(("start", Value::from(self.start)));
        }
        changes
    }

    /// The preset as complete settings.
    pub fn settings(&self) -> Result<Settings> {
        let mut settings = Settings::defaults(System::by_id(self.system)?);
        for (key, value) in self.changes() {
            settings.set(key, &value)?;
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
            let defaults = Settings::defaults(System::by_id(preset.system)?);
            assert_ne!(preset.settings()?, defaults, "{}", preset.id);
        }
        Ok(())
    }
}
