//! `System`: the record of a mechanical system; `Dynamics`: a system with values for its parameters.
//!
//! A state is `(q, p)`, all positions first; dq/dt = ∂H/∂p, dp/dt = −∂H/∂q. With default parameters,
//! each Hamiltonian is that of the code of Greydanus, Dzamba & Yosinski 2019 (arXiv 1906.01563), which differs from the
//! paper's by constant factors.

use crate::physics::field::VectorField;
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
    /// Whether H = T(p) + V(q).
    pub separable: bool,
    #[serde(skip)]
    pub hamiltonian: Hamiltonian,
    /// f(parameters, x, dx) for one state.
    #[serde(skip)]
    pub field: fn(&[f64], &[f64], &mut [f64]),
    /// The point whose angle is the phase of a state, for [`crate::physics::pace`].
    #[serde(skip)]
    pub phase: fn(&[f64]) -> [f64; 2],
    /// Pace of the best field that noisy states allow, as f(parameters, noise, start); `None` where no formula is known.
    #[serde(skip)]
    pub best_pace: Option<BestPace>,
    #[serde(skip)]
    pub sampling: Sampling,
    #[serde(skip)]
    pub energy_measure: EnergyMeasure,
    pub view: View,
    #[serde(skip)]
    pub defaults: Defaults,
}

/// H(parameters, x) of one state, in J.
pub type Hamiltonian = fn(&[f64], &[f64]) -> f64;

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

/// How to measure the energy error: mean over starts and points of
/// (energy along the model's path − energy along the true path)².
#[derive(Debug)]
pub struct EnergyMeasure {
    /// Equally spaced points over [0, span], ends included.
    pub points: usize,
    /// In s.
    pub span: f64,
    /// Starts drawn as for training.
    pub starts: usize,
    /// Deviations of the published protocol.
    pub published: Published,
}

/// The quirks of the published protocol, needed for comparison.
#[derive(Debug)]
pub struct Published {
    /// Its starts; if empty, 15 are drawn as for training.
    pub starts: &'static [[f64; 2]],
    /// Its “energy” where that is not H.
    pub energy: Option<fn(&[f64]) -> f64>,
    /// Factor on the model's time span, but not the truth's, before each run.
    pub stretch: f64,
    /// Number of earlier runs, made for figures, that already stretched the span.
    pub stretched_before: i32,
    /// Training steps.
    pub steps: u32,
}

/// The initial section of phase space, and how to draw the system itself.
#[derive(Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct View {
    /// Components on the horizontal and the vertical axis.
    pub axes: [usize; 2],
    pub x: [f64; 2],
    pub y: [f64; 2],
    /// Name of the page's drawing function.
    pub body: &'static str,
}

/// Defaults of the settings that depend on the system.
#[derive(Debug)]
pub struct Defaults {
    pub trajectories: u32,
    pub samples: u32,
    pub noise: f64,
    pub seed: u32,
    pub width: u32,
    pub weight_decay: f64,
    pub batch_size: u32,
    pub steps: u32,
    pub start: &'static [f64],
    pub horizon: f64,
    pub dt: f64,
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

/// A system with values for its parameters: the true field and the true energy.
#[derive(Debug, Clone)]
pub struct Dynamics {
    pub system: &'static System,
    /// In the order of `system.parameters`.
    pub parameters: Vec<f64>,
}

impl Dynamics {
    /// The system with its default parameters.
    pub fn new(system: &'static System) -> Self {
        Dynamics {
            system,
            parameters: system.parameters.iter().map(|p| p.default).collect(),
        }
    }

    /// H of one state, in J.
    pub fn energy(&self, x: &[f64]) -> f64 {
        (self.system.hamiltonian)(&self.parameters, x)
    }
}

impl VectorField for Dynamics {
    fn dim(&self) -> usize {
        self.system.dim()
    }

    fn eval(&mut self, x: &[f64], dx: &mut [f64]) {
        let dim = self.system.dim();
        for (x, dx) in x.chunks_exact(dim).zip(dx.chunks_exact_mut(dim)) {
            (self.system.field)(&self.parameters, x, dx);
        }
    }

    fn separable(&self) -> bool {
        self.system.separable
    }
}
