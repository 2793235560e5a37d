//! Names of the system with a typed Hamiltonian, and of its parameters' settings. [`super::expression`] makes the system.

/// Id of the system.
pub const OWN: &str = "own";

pub const OWN_LABEL: &str = "Your own";

pub const OWN_SUMMARY: &str = "Type an energy H(q, p), and networks learn its motion.";

/// In front of a parameter's name in the key of its setting, which no other setting has.
pub const PARAMETER: &str = "parameter_";

/// Largest value of a parameter.
pub const MAX_PARAMETER: f64 = 1e6;

/// The key of a parameter's setting.
pub fn parameter_key(name: &str) -> String {
    format!("{PARAMETER}{name}")
}
