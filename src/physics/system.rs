//! What is known about a mechanical system, and a system with values for its parameters.
//!
//! A state is `(q, p)`, all positions first; dq/dt = ∂H/∂p, dp/dt = −∂H/∂q. With its default
//! parameters each Hamiltonian is the one of the code published with Greydanus, Dzamba & Yosinski 2019
//! (arXiv 1906.01563), which differs by constant factors from the one printed there.

use crate::physics::field::VectorField;
use crate::rng::Rng;

/// Everything that is known about one system.
#[derive(Debug)]
pub struct System {
    pub id: &'static str,
    pub label: &'static str,
    pub summary: &'static str,
    /// One entry a component of the state, q first; twice the degrees of freedom.
    pub coordinates: &'static [Coordinate],
    pub parameters: &'static [Parameter],
    /// H as text for the page.
    pub formula: &'static str,
    /// Whether H = T(p) + V(q).
    pub separable: bool,
    /// `None` where there is no energy to speak of.
    pub hamiltonian: Option<Hamiltonian>,
    /// f(parameters, x, dx) for one state.
    pub field: fn(&[f64], &[f64], &mut [f64]),
    /// The point whose angle about the origin is the phase of a state, for [`crate::physics::pace`].
    pub phase: fn(&[f64]) -> [f64; 2],
    /// The pace of the best field that can be learned from noisy states, for the default parameters' shape of orbits:
    /// f(parameters, noise, start), `None` where that is not known.
    pub best_pace: Option<BestPace>,
    pub sampling: Sampling,
    pub energy_measure: EnergyMeasure,
    pub view: View,
    pub defaults: Defaults,
}

/// H(parameters, x) of one state, in J.
pub type Hamiltonian = fn(&[f64], &[f64]) -> f64;

/// f(parameters, noise, start), see [`System::best_pace`].
pub type BestPace = fn(&[f64], f64, &[f64]) -> Option<f64>;

/// One component of the state.
#[derive(Debug)]
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

/// How training data are drawn.
#[derive(Debug)]
pub struct Sampling {
    /// Draws a starting state for the given parameters.
    pub start: fn(&mut Rng, &[f64], &mut [f64]),
    /// Draws a starting state whose energy lies outside that of all training trajectories.
    pub outside: fn(&mut Rng, &[f64], &mut [f64]),
    /// Trajectories are sampled at equal distances over [0, span], in s.
    pub span: f64,
    /// Test trajectories for each training trajectory.
    pub test_share: f64,
    /// Relative tolerance of the solver that makes the clean trajectories.
    pub tolerance: f64,
}

/// How the energy error of rollouts is measured: the mean over starts and points of
/// (energy along the model's path − energy along the true path)².
#[derive(Debug)]
pub struct EnergyMeasure {
    /// Points at equal distances over [0, span], ends included.
    pub points: usize,
    /// In s.
    pub span: f64,
    /// Starts drawn as for training.
    pub starts: usize,
    /// How the published protocol differs.
    pub published: Published,
}

/// The quirks of the published protocol, kept to be compared with.
#[derive(Debug)]
pub struct Published {
    /// Its starts; none if they are drawn as for training, 15 of them.
    pub starts: &'static [[f64; 2]],
    /// What it calls energy, where that is not H.
    pub energy: Option<fn(&[f64]) -> f64>,
    /// The model's time span is multiplied by this before each run, the true one is not.
    pub stretch: f64,
    /// Runs (figures) made before the table's, which have stretched the span already.
    pub stretched_before: i32,
    /// Training steps.
    pub steps: u32,
}

/// The part of phase space that the planes show at first, and how the thing itself is drawn.
#[derive(Debug)]
pub struct View {
    /// Components on the horizontal and the vertical axis.
    pub axes: [usize; 2],
    pub x: [f64; 2],
    pub y: [f64; 2],
    /// Name of the drawing function of the page.
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

/// A component of the state.
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
    /// Components of the state.
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
    pub fn energy(&self, x: &[f64]) -> Option<f64> {
        self.system.hamiltonian.map(|h| h(&self.parameters, x))
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
