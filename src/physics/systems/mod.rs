//! SYSTEMS: one record per mechanical system, each in a file of its own.

pub mod pendulum;
pub mod ring;
pub mod spring;
pub mod two_body;

use crate::error::Result;
use crate::lookup::by_id;
use crate::physics::system::System;
use pendulum::PENDULUM;
use spring::MASS_SPRING;
use two_body::TWO_BODY;

/// All systems, in the order of the menu.
pub static SYSTEMS: &[System] = &[MASS_SPRING, PENDULUM, TWO_BODY];

impl System {
    /// The system with this id.
    pub fn by_id(id: &str) -> Result<&'static System> {
        by_id("system", SYSTEMS, |system| system.id, id)
    }
}
