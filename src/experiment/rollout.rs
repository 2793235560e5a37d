//! The rollout that settings define.

use super::settings::Settings;
use crate::physics::field::VectorField;
use crate::physics::trajectory::{Trajectory, rollout};

/// Rolls a field out from the initial state over the horizon.
pub fn roll_out(field: &mut dyn VectorField, settings: &Settings) -> Trajectory {
    rollout(
        field,
        settings.integrator(),
        settings.start(),
        settings.dt(),
        settings.rollout_steps(),
    )
}
