//! H(q, p) typed as a formula in textbook notation: reading it, showing how it was read, and running it.
//!
//! Text becomes tokens; `name` decides what names mean; `parser` builds the tree. From the tree follow the MathML that shows the
//! reading, separability, and, by the `compiler`, a flat `program` for energy and gradient. [`hamiltonian`] is the interface to
//! all of it, [`own_system`] makes a system that can be learned, and [`gallery`] has examples. docs/formulas.md describes the
//! notation.

pub mod automatic_starts;
pub mod functions;
pub mod gallery;
pub mod hamiltonian;
pub mod limits;
pub mod mathml;
pub mod own_system;

mod characters;
mod compiler;
mod name;
mod operation;
mod other_readings;
mod parser;
mod program;
mod separability;
mod span;
mod starts;
mod token;
mod tree;
