//! Bounds that keep every formula quick to read and evaluate.

/// Longest formula, in characters.
pub const MAX_LENGTH: usize = 1000;

/// Largest number of brackets, functions, exponents and divisions inside one another.
pub const MAX_NESTING: usize = 30;

/// Largest number of degrees of freedom.
pub const MAX_DOF: usize = 3;
