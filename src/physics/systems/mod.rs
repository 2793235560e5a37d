//! `SYSTEMS`: each mechanical system as one record, from its Hamiltonian to its default experiment, in a file of its own.

pub mod pendulum;
pub mod ring;
pub mod spring;
pub mod two_body;

use crate::error::{Error, Result, list};
use crate::physics::system::System;
use pendulum::PENDULUM;
use spring::MASS_SPRING;
use two_body::TWO_BODY;

/// All systems, in the order of the menu.
pub static SYSTEMS: &[System] = &[MASS_SPRING, PENDULUM, TWO_BODY];

impl System {
    /// The system of that id.
    pub fn by_id(id: &str) -> Result<&'static System> {
        SYSTEMS
            .iter()
            .find(|system| system.id == id)
            .ok_or_else(|| Error::Unknown {
                kind: "system",
                name: id.to_owned(),
                known: list(SYSTEMS.iter().map(|system| system.id)),
            })
    }
}
