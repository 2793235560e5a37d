//! `System`: the record of a mechanical system; `Dynamics`: a system with values for its parameters.
//!
//! A state is `(q, p)`, all positions first; dq/dt = ∂H/∂p, dp/dt = −∂H/∂q. With default parameters,
//! each Hamiltonian is that of the code of Greydanus, Dzamba & Yosinski 2019 (arXiv 1906.01563), which differs from the
//! paper's by constant factors.

use crate::physics::field::VectorField;
use crate::physics::law::Law;
use crate::rng::Rng;
use serde::Serialize;

/// One mechanical system.
#[derive(Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct System {
    pub id: &'static str,
    pub label: &'static str,
    pub summary: &'static str,
    /// One per component of the state, q first; twice the degrees of freedom.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "CoordinateInfo[]"))]
    pub coordinates: &'static [Coordinate],
    #[serde(skip)]
    pub parameters: &'static [Parameter],
    /// H as text.
    pub formula: &'static str,
    /// The law of motion for given parameters.
    #[serde(skip)]
    pub law: fn(&[f64]) -> Law,
    /// The point whose angle is the phase of a state, for [`crate::physics::pace`].
    #[serde(skip)]
    pub phase: fn(&[f64]) -> [f64; 2],
    /// Pace of the best field that noisy states allow, as f(parameters, noise, start); `None` where no formula is known.
    #[serde(skip)]
    pub best_pace: Option<BestPace>,
    #[serde(skip)]
    pub sampling: Sampling,
}

/// f(parameters, noise, start), see [`System::best_pace`].
pub type BestPace = fn(&[f64], f64, &[f64]) -> Option<f64>;

/// One component of the state.
#[derive(Debug, Serialize)]
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
#[derive(Debug)]
pub struct Parameter {
    pub key: &'static str,
    pub label: &'static str,
    pub unit: &'static str,
    pub help: &'static str,
    pub min: f64,
    pub max: f64,
    pub step: f64,
    pub default: f64,
}

/// How to draw training data.
#[derive(Debug)]
pub struct Sampling {
    /// Draws a starting state for the given parameters.
    pub start: fn(&mut Rng, &[f64], &mut [f64]),
    /// Draws a starting state with an energy that no training trajectory has.
    pub outside: fn(&mut Rng, &[f64], &mut [f64]),
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
        key,
        label,
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

impl System {
    /// Number of components of a state.
    pub fn dim(&self) -> usize {
        self.coordinates.len()
    }
}

/// A system with values for its parameters: the true law.
#[derive(Debug, Clone)]
pub struct Dynamics {
    pub system: &'static System,
    /// In the order of `system.parameters`.
    pub parameters: Vec<f64>,
    pub law: Law,
}

impl Dynamics {
    /// The system with its default parameters.
    pub fn new(system: &'static System) -> Self {
        let parameters = system.parameters.iter().map(|p| p.default).collect();
        Dynamics::with(system, parameters)
    }

    /// The system with these parameters, in the order of `system.parameters`.
    pub fn with(system: &'static System, parameters: Vec<f64>) -> Self {
        Dynamics {
            system,
            law: (system.law)(&parameters),
            parameters,
        }
    }

    /// H of one state, in J; NaN for a law without one.
    pub fn energy(&self, x: &[f64]) -> f64 {
        self.law.energy(x).unwrap_or(f64::NAN)
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
