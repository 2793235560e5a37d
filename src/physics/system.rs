//! `System`: the record of a mechanical system; `Dynamics`: a system with values for its parameters.
//!
//! A state is `(q, p)`, all positions first; dq/dt = ∂H/∂p, dp/dt = −∂H/∂q. With default parameters,
//! each Hamiltonian is that of the code of Greydanus, Dzamba & Yosinski 2019 (arXiv 1906.01563), which differs from the
//! paper's by constant factors.

use crate::physics::field::VectorField;
use crate::physics::function::Function;
use crate::physics::law::Law;
use crate::rng::Rng;
use serde::Serialize;
use std::borrow::Cow;
#[cfg(feature = "formulas")]
use std::sync::OnceLock;

/// One mechanical system.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct System {
    pub id: &'static str,
    pub label: &'static str,
    pub summary: &'static str,
    /// One per component of the state, q first; twice the degrees of freedom.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "CoordinateInfo[]"))]
    pub coordinates: Cow<'static, [Coordinate]>,
    #[serde(skip)]
    pub parameters: Cow<'static, [Parameter]>,
    /// H as text; empty if it is unknown.
    pub formula: Cow<'static, str>,
    /// The point whose angle is the phase of a state, for [`crate::physics::pace`].
    #[serde(skip)]
    pub phase: Function<Phase>,
    /// How it moves; `None` for a recording, whose law is unknown.
    #[serde(skip)]
    pub mechanics: Option<Mechanics>,
    /// What it was made from if a visitor typed its Hamiltonian.
    #[serde(skip)]
    pub typed: Option<Typed>,
}

/// A typed Hamiltonian and the starts of its data.
#[cfg(feature = "formulas")]
#[derive(Debug, Clone)]
pub struct Typed {
    pub formula: String,
    /// The box of starts: `[low, high]` for each component of the state.
    pub starts: Vec<[f64; 2]>,
    /// The lowest energy in the box for given parameters. A formula may add any constant to H, so changes of the energy are measured
    /// from here.
    pub lowest_energy: Function<LowestEnergy>,
}

/// There is none where no formula can be read.
#[cfg(not(feature = "formulas"))]
#[derive(Debug, Clone)]
pub enum Typed {}

#[cfg(feature = "formulas")]
pub type LowestEnergy = dyn Fn(&[f64]) -> f64 + Send + Sync;

/// How a system moves, and what follows from knowing it.
#[derive(Debug, Clone)]
pub struct Mechanics {
    /// The law of motion for given parameters.
    pub law: Function<LawOf>,
    /// Pace of the best field that noisy states allow; `None` where no formula is known.
    pub best_pace: Option<Function<BestPace>>,
    pub sampling: Sampling,
}

pub type LawOf = dyn Fn(&[f64]) -> Law + Send + Sync;

pub type Phase = dyn Fn(&[f64]) -> [f64; 2] + Send + Sync;

/// f(parameters, noise, start).
pub type BestPace = dyn Fn(&[f64], f64, &[f64]) -> Option<f64> + Send + Sync;

/// Draws a state for given parameters.
pub type Draw = dyn Fn(&mut Rng, &[f64], &mut [f64]) + Send + Sync;

/// One component of the state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    tsify(rename = "CoordinateInfo")
)]
pub struct Coordinate {
    pub symbol: &'static str,
    pub label: &'static str,
    pub unit: &'static str,
}

/// A physical constant that the visitor can change.
#[derive(Debug, Clone)]
pub struct Parameter {
    pub key: Cow<'static, str>,
    pub label: Cow<'static, str>,
    pub unit: &'static str,
    pub help: &'static str,
    pub min: f64,
    pub max: f64,
    pub step: f64,
    pub default: f64,
}

/// How to draw training data.
#[derive(Debug, Clone)]
pub struct Sampling {
    /// Draws a starting state.
    pub start: Function<Draw>,
    /// Draws a starting state with an energy that no training trajectory has.
    pub outside: Function<Draw>,
    /// Trajectories are sampled at equal intervals over [0, span], in s.
    pub span: f64,
    /// Test trajectories per training trajectory.
    pub test_share: f64,
    /// Solver tolerance of the clean trajectories.
    pub tolerance: f64,
}

/// A parameter with bounds `[min, max, step]`, whose label says enough.
pub const fn parameter(
    key: &'static str,
    label: &'static str,
    unit: &'static str,
    [min, max, step]: [f64; 3],
    default: f64,
) -> Parameter {
    Parameter {
        key: Cow::Borrowed(key),
        label: Cow::Borrowed(label),
        unit,
        help: "",
        min,
        max,
        step,
        default,
    }
}

pub const fn coordinate(
    symbol: &'static str,
    label: &'static str,
    unit: &'static str,
) -> Coordinate {
    Coordinate {
        symbol,
        label,
        unit,
    }
}

/// Key of the coefficient γ of friction.
const FRICTION: &str = "friction";

/// The coefficient γ of Rayleigh friction, 0 unless the visitor changes it.
pub const fn friction(unit: &'static str) -> Parameter {
    Parameter {
        key: Cow::Borrowed(FRICTION),
        label: Cow::Borrowed("Friction γ"),
        unit,
        help: text!("Adds the force −γ·∂H/∂p, which takes energy out of the motion. 0 means none."),
        min: 0.0,
        max: 1.0,
        step: 0.01,
        default: 0.0,
    }
}

impl System {
    /// Number of components of a state.
    pub fn dim(&self) -> usize {
        self.coordinates.len()
    }
}

/// A system with values for its parameters: the true law.
#[derive(Debug, Clone)]
pub struct Dynamics {
    pub system: System,
    pub mechanics: Mechanics,
    /// In the order of `system.parameters`.
    pub parameters: Vec<f64>,
    pub law: Law,
    #[cfg(feature = "formulas")]
    rest_energy: OnceLock<f64>,
}

impl Dynamics {
    /// The system with its default parameters; `None` if its law is unknown.
    pub fn new(system: &System) -> Option<Self> {
        let parameters = system.parameters.iter().map(|p| p.default).collect();
        Dynamics::with(system, parameters)
    }

    /// The system with these parameters, in the order of `system.parameters`; `None` if its law is unknown.
    pub fn with(system: &System, parameters: Vec<f64>) -> Option<Self> {
        let mechanics = system.mechanics.clone()?;
        Some(Dynamics {
            law: (mechanics.law)(&parameters),
            mechanics,
            system: system.clone(),
            parameters,
            #[cfg(feature = "formulas")]
            rest_energy: OnceLock::new(),
        })
    }

    /// H of one state, in J; `None` for a law without one.
    pub fn energy(&self, x: &[f64]) -> Option<f64> {
        self.law.energy(x)
    }

    /// γ, if it takes energy out of the motion.
    pub fn friction(&self) -> Option<f64> {
        let parameters = self.system.parameters.iter().zip(&self.parameters);
        let mut friction = parameters.filter(|(parameter, _)| parameter.key == FRICTION);
        friction
            .next()
            .map(|(_, value)| *value)
            .filter(|value| *value > 0.0)
    }

    /// Whether friction takes energy out of the motion.
    pub fn loses_energy(&self) -> bool {
        self.law.hamiltonian().is_some() && !self.law.is_hamiltonian()
    }

    /// The energy from which changes of the energy are measured: 0, or with a typed Hamiltonian the lowest in its box of starts. Found
    /// once, because every rollout needs it.
    pub fn rest_energy(&self) -> f64 {
        #[cfg(feature = "formulas")]
        if let Some(typed) = &self.system.typed {
            let lowest = || (typed.lowest_energy)(&self.parameters);
            return *self.rest_energy.get_or_init(lowest);
        }
        0.0
    }
}

impl VectorField for Dynamics {
    fn dim(&self) -> usize {
        self.system.dim()
    }

    fn eval(&mut self, x: &[f64], dx: &mut [f64]) {
        self.law.eval(x, dx);
    }

    fn separable(&self) -> bool {
        self.law.separable()
    }
}
