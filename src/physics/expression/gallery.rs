//! GALLERY: formulas of well-known systems, with values and starts to begin with.

use super::hamiltonian::TypedHamiltonian;
use super::own_system::own_system;
use crate::error::Result;
use crate::lookup::by_id;
use crate::physics::system::System;
use serde::Serialize;

/// A formula to begin with.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    tsify(rename = "FormulaExample")
)]
pub struct Example {
    pub id: &'static str,
    pub label: &'static str,
    pub formula: &'static str,
    /// Names and values.
    pub parameters: &'static [(&'static str, f64)],
    /// One sentence about the motion.
    pub summary: &'static str,
    /// The box of starts: `[low, high]` of each component of the state.
    pub starts: &'static [[f64; 2]],
    /// Length of the training trajectories, in s.
    pub span: f64,
}

/// All examples, in the order of the menu.
pub static GALLERY: &[Example] = &[
    Example {
        id: "harmonic",
        label: "Harmonic oscillator",
        formula: "p^2/2m + k q^2/2",
        parameters: &[("m", 1.0), ("k", 1.0)],
        summary: "Every orbit is an ellipse and takes the same time.",
        starts: &[[-1.0, 1.0], [-1.0, 1.0]],
        span: 6.0,
    },
    Example {
        id: "duffing",
        label: "Duffing oscillator",
        formula: "p^2/2 + a q^2/2 + b q^4/4",
        parameters: &[("a", 1.0), ("b", 1.0)],
        summary: "A spring that gets stiffer as it is stretched, so wide swings are faster.",
        starts: &[[-1.5, 1.5], [-1.5, 1.5]],
        span: 6.0,
    },
    Example {
        id: "double_well",
        label: "Double well",
        formula: "p^2/2 - a q^2/2 + b q^4/4",
        parameters: &[("a", 1.0), ("b", 1.0)],
        summary: "Slow motion stays in one of two valleys; fast motion crosses the hill between them.",
        starts: &[[-1.5, 1.5], [-1.0, 1.0]],
        span: 8.0,
    },
    Example {
        id: "pendulum",
        label: "Pendulum",
        formula: "p^2/(2 m l^2) + m g l (1 - cos q)",
        parameters: &[("m", 1.0), ("l", 1.0), ("g", 1.0)],
        summary: "It swings below the separatrix and turns over above it.",
        starts: &[[-2.5, 2.5], [-1.5, 1.5]],
        span: 8.0,
    },
    Example {
        id: "morse",
        label: "Morse potential",
        formula: "p^2/2m + D (1 - exp(-a q))^2",
        parameters: &[("m", 1.0), ("D", 1.0), ("a", 1.0)],
        summary: "The bond of two atoms: stiff when pressed, soft when stretched, and it breaks at the energy D.",
        starts: &[[-0.4, 0.8], [-0.6, 0.6]],
        span: 10.0,
    },
    Example {
        id: "lennard_jones",
        label: "Lennard-Jones potential",
        formula: "p^2/2m + 4 ε ((σ/q)^12 - (σ/q)^6)",
        parameters: &[("m", 1.0), ("ε", 1.0), ("σ", 1.0)],
        summary: "Two atoms of a noble gas attract each other and hardly let themselves be pressed together.",
        starts: &[[1.03, 1.4], [-0.4, 0.4]],
        span: 5.0,
    },
    Example {
        id: "toda",
        label: "Toda lattice",
        formula: "(p1^2 + p2^2 + p3^2)/2 + exp(q1 - q2) + exp(q2 - q3) + exp(q3 - q1) - 3",
        parameters: &[],
        summary: "Three particles on a ring with exponential springs; it has as many conserved quantities as particles.",
        starts: &[
            [-0.8, 0.8],
            [-0.8, 0.8],
            [-0.8, 0.8],
            [-0.8, 0.8],
            [-0.8, 0.8],
            [-0.8, 0.8],
        ],
        span: 6.0,
    },
    Example {
        id: "relativistic",
        label: "Relativistic oscillator",
        formula: "c sqrt(p^2 + m^2 c^2) - m c^2 + k q^2/2",
        parameters: &[("c", 1.0), ("m", 1.0), ("k", 1.0)],
        summary: "No mass is faster than c, so wide swings are slower.",
        starts: &[[-2.0, 2.0], [-2.0, 2.0]],
        span: 10.0,
    },
    Example {
        id: "kepler",
        label: "Radial Kepler problem",
        formula: "p^2/2m + L^2/(2 m q^2) - k/q",
        parameters: &[("m", 1.0), ("L", 1.0), ("k", 1.0)],
        summary: "The distance of a planet from its sun; its angular momentum L keeps it from falling in.",
        starts: &[[0.8, 1.4], [-0.3, 0.3]],
        span: 10.0,
    },
    Example {
        id: "coupled",
        label: "Coupled oscillators",
        formula: "(p1^2 + p2^2)/(2m) + k (q1^2 + q2^2)/2 + c (q1 - q2)^2/2",
        parameters: &[("m", 1.0), ("k", 1.0), ("c", 0.3)],
        summary: "Two masses on springs with a third spring between them pass their energy to and fro.",
        starts: &[[-1.0, 1.0], [-1.0, 1.0], [-1.0, 1.0], [-1.0, 1.0]],
        span: 8.0,
    },
    Example {
        id: "henon_heiles",
        label: "Hénon–Heiles",
        formula: "(p1^2 + p2^2)/2 + (q1^2 + q2^2)/2 + λ (q1^2 q2 - q2^3/3)",
        parameters: &[("λ", 1.0)],
        summary: "A star in a galaxy: regular orbits at low energy, chaos towards the energy of escape, 1/6.",
        starts: &[[-0.25, 0.25], [-0.25, 0.25], [-0.25, 0.25], [-0.25, 0.25]],
        span: 10.0,
    },
    Example {
        id: "lotka_volterra",
        label: "Lotka–Volterra",
        formula: "c e^q - d q + b e^p - a p",
        parameters: &[("c", 1.0), ("d", 1.0), ("b", 1.0), ("a", 1.0)],
        summary: "Predators and prey: q and p are the logarithms of their numbers, which rise and fall in turn.",
        starts: &[[-1.0, 1.0], [-1.0, 1.0]],
        span: 8.0,
    },
];

impl Example {
    /// The example with this id.
    pub fn by_id(id: &str) -> Result<&'static Example> {
        by_id("formula", GALLERY, |example| example.id, id)
    }

    /// The formula as it is read.
    pub fn hamiltonian(&self) -> Result<TypedHamiltonian> {
        TypedHamiltonian::parse(self.formula, &[])
    }

    /// Values of the parameters, in the order of the formula.
    pub fn values(&self, hamiltonian: &TypedHamiltonian) -> Vec<f64> {
        let value = |name: &String| {
            let entry = self.parameters.iter().find(|(known, _)| known == name);
            entry.map_or(f64::NAN, |(_, value)| *value)
        };
        hamiltonian.parameters().iter().map(value).collect()
    }

    /// The system that the page shows.
    pub fn system(&self) -> Result<System> {
        let hamiltonian = self.hamiltonian()?;
        own_system(
            &hamiltonian,
            &self.values(&hamiltonian),
            self.starts,
            self.span,
        )
    }
}
