//! SYSTEMS: each mechanical system as one record, from its Hamiltonian to its default experiment.
//!
//! A state is `(q, p)`, all positions first; dq/dt = ∂H/∂p, dp/dt = −∂H/∂q. With its default
//! parameters each Hamiltonian is the one of the code published with Greydanus, Dzamba & Yosinski 2019
//! (arXiv 1906.01563), which differs by constant factors from the one printed there.

use crate::error::{Error, Result, list};
use crate::field::VectorField;
use crate::noise_bias::attenuation;
use crate::published;
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
    /// The point whose angle about the origin is the phase of a state, for [`crate::pace`].
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

/// All systems, in the order of the menu.
pub static SYSTEMS: &[System] = &[MASS_SPRING, PENDULUM, TWO_BODY];

/// Radii of the spring's starts, in the units of q and p.
pub const SPRING_RING: [f64; 2] = [0.1, 1.0];

const MASS_SPRING: System = System {
    id: "spring",
    label: "Mass–spring",
    summary: "A mass on an ideal spring. Its trajectories are ellipses in phase space.",
    coordinates: &[
        coordinate("q", "position", "m"),
        coordinate("p", "momentum", "kg·m/s"),
    ],
    parameters: &[
        Parameter {
            key: "stiffness",
            label: "Stiffness k",
            unit: "N/m",
            help: "Force of the spring for each metre that it is stretched.",
            min: 0.2,
            max: 8.0,
            step: 0.1,
            default: 2.0,
        },
        Parameter {
            key: "mass",
            label: "Mass m",
            unit: "kg",
            help: "Inertia of the moving body.",
            min: 0.1,
            max: 4.0,
            step: 0.1,
            default: 0.5,
        },
    ],
    formula: "H = p²/2m + kq²/2",
    separable: true,
    hamiltonian: Some(|parameters, x| {
        let (k, m) = (parameters[0], parameters[1]);
        x[1] * x[1] / (2.0 * m) + k * x[0] * x[0] / 2.0
    }),
    field: |parameters, x, dx| {
        let (k, m) = (parameters[0], parameters[1]);
        dx[0] = x[1] / m;
        dx[1] = -k * x[0];
    },
    phase: |x| [x[0], x[1]],
    best_pace: Some(|parameters, noise, start| {
        // Orbits are circles, as the prediction needs, for k·m = 1.
        let circular = (parameters[0] * parameters[1] - 1.0).abs() < 1e-9;
        let radius = (start[0] * start[0] + start[1] * start[1]).sqrt();
        (circular && radius > 0.0).then(|| attenuation(radius, SPRING_RING, noise) - 1.0)
    }),
    sampling: Sampling {
        start: |rng, _, x| ring(rng, SPRING_RING[0], SPRING_RING[1], x),
        outside: |rng, _, x| ring(rng, 1.2, 1.5, x),
        span: 3.0,
        test_share: 1.0,
        tolerance: 1e-10,
    },
    energy_measure: EnergyMeasure {
        points: 100,
        span: 20.0,
        starts: 100,
        published: Published {
            starts: published::SPRING_STARTS,
            energy: Some(|x| x[0] * x[0] + x[1] * x[1]),
            stretch: 1.09,
            stretched_before: 1,
            steps: 2000,
        },
    },
    view: View {
        axes: [0, 1],
        x: [-1.6, 1.6],
        y: [-1.6, 1.6],
        body: "spring",
    },
    defaults: Defaults {
        trajectories: 25,
        samples: 30,
        noise: 0.1,
        seed: 3,
        width: 64,
        weight_decay: 1e-4,
        batch_size: 0,
        steps: 2000,
        start: &[1.0, 0.0],
        horizon: 20.0,
        dt: 0.05,
    },
};

const PENDULUM: System = System {
    id: "pendulum",
    label: "Pendulum",
    summary: "A point mass on a rigid rod. Wide swings are slower than narrow ones; beyond the \
              separatrix it turns over.",
    coordinates: &[
        coordinate("q", "angle", "rad"),
        coordinate("p", "angular momentum", "kg·m²/s"),
    ],
    parameters: &[
        Parameter {
            key: "gravity",
            label: "Gravity g",
            unit: "m/s²",
            help: "Acceleration of free fall; 9.8 on the Earth, 1.6 on the Moon.",
            min: 1.0,
            max: 12.0,
            step: 0.1,
            default: 6.0,
        },
        Parameter {
            key: "length",
            label: "Length l",
            unit: "m",
            help: "Distance from the pivot to the bob.",
            min: 0.3,
            max: 2.0,
            step: 0.05,
            default: 1.0,
        },
        Parameter {
            key: "mass",
            label: "Mass m",
            unit: "kg",
            help: "Mass of the bob; the rod has none.",
            min: 0.1,
            max: 2.0,
            step: 0.1,
            default: 0.5,
        },
    ],
    formula: "H = p²/2ml² + mgl(1 − cos q)",
    separable: true,
    hamiltonian: Some(|parameters, x| {
        let (g, l, m) = (parameters[0], parameters[1], parameters[2]);
        x[1] * x[1] / (2.0 * m * l * l) + m * g * l * (1.0 - libm::cos(x[0]))
    }),
    field: |parameters, x, dx| {
        let (g, l, m) = (parameters[0], parameters[1], parameters[2]);
        dx[0] = x[1] / (m * l * l);
        dx[1] = -m * g * l * libm::sin(x[0]);
    },
    phase: |x| [x[0], x[1]],
    best_pace: None,
    sampling: Sampling {
        start: |rng, _, x| ring(rng, 1.3, 2.3, x),
        outside: |rng, _, x| ring(rng, 0.3, 1.0, x),
        span: 3.0,
        test_share: 1.0,
        tolerance: 1e-10,
    },
    energy_measure: EnergyMeasure {
        points: 100,
        span: 20.0,
        starts: 100,
        published: Published {
            starts: published::PENDULUM_STARTS,
            energy: Some(|x| x[0] * x[0] + x[1] * x[1]),
            stretch: 1.0,
            stretched_before: 0,
            steps: 2000,
        },
    },
    view: View {
        axes: [0, 1],
        x: [-3.4, 3.4],
        y: [-3.4, 3.4],
        body: "pendulum",
    },
    defaults: Defaults {
        trajectories: 25,
        samples: 45,
        noise: 0.1,
        seed: 1,
        width: 64,
        weight_decay: 1e-4,
        batch_size: 0,
        steps: 2000,
        start: &[2.1, 0.0],
        horizon: 20.0,
        dt: 0.05,
    },
};

const TWO_BODY: System = System {
    id: "two_body",
    label: "Two bodies",
    summary: "Two equal masses that attract each other, in a plane. Four degrees of freedom, as in the paper's task 4.",
    coordinates: &[
        coordinate("x₁", "position of body 1, horizontal", "m"),
        coordinate("x₂", "position of body 2, horizontal", "m"),
        coordinate("y₁", "position of body 1, vertical", "m"),
        coordinate("y₂", "position of body 2, vertical", "m"),
        coordinate("pₓ₁", "momentum of body 1, horizontal", "kg·m/s"),
        coordinate("pₓ₂", "momentum of body 2, horizontal", "kg·m/s"),
        coordinate("p_y₁", "momentum of body 1, vertical", "kg·m/s"),
        coordinate("p_y₂", "momentum of body 2, vertical", "kg·m/s"),
    ],
    parameters: &[Parameter {
        key: "gravitation",
        label: "Gravitation G",
        unit: "m³/(kg·s²)",
        help: "Strength of the attraction. Starts are drawn with the speed that fits it.",
        min: 0.2,
        max: 3.0,
        step: 0.1,
        default: 1.0,
    }],
    formula: "H = |p₁|²/2 + |p₂|²/2 − G/|r₁ − r₂|",
    separable: true,
    hamiltonian: Some(|parameters, x| {
        let kinetic: f64 = x[4..].iter().map(|p| p * p / 2.0).sum();
        kinetic - parameters[0] / separation(x)
    }),
    field: |parameters, x, dx| {
        dx[..4].copy_from_slice(&x[4..]);
        let strength = parameters[0] / libm::pow(separation(x), 3.0);
        for axis in [0, 2] {
            let force = strength * (x[axis + 1] - x[axis]);
            dx[4 + axis] = force;
            dx[5 + axis] = -force;
        }
    },
    phase: |x| [x[0] - x[1], x[2] - x[3]],
    best_pace: None,
    sampling: Sampling {
        start: |rng, parameters, x| {
            nearly_circular_orbit(rng, parameters[0], [0.5, 1.5], 0.05, x);
        },
        outside: |rng, parameters, x| nearly_circular_orbit(rng, parameters[0], [2.4, 2.8], 0.0, x),
        span: 20.0,
        test_share: 0.25,
        tolerance: 1e-9,
    },
    energy_measure: EnergyMeasure {
        points: 500,
        span: 25.0,
        starts: 15,
        published: Published {
            starts: &[],
            energy: None,
            stretch: 1.0,
            stretched_before: 0,
            steps: 10_000,
        },
    },
    view: View {
        axes: [0, 2],
        x: [-2.4, 2.4],
        y: [-2.4, 2.4],
        body: "orbits",
    },
    defaults: Defaults {
        trajectories: 800,
        samples: 50,
        noise: 0.0,
        seed: 0,
        width: 128,
        weight_decay: 0.0,
        batch_size: 200,
        steps: 3000,
        start: &[1.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.5, -0.5],
        horizon: 25.0,
        dt: 0.05,
    },
};

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

/// Distance of the two bodies, state `[x₁, x₂, y₁, y₂, …]`.
fn separation(x: &[f64]) -> f64 {
    let (horizontal, vertical) = (x[1] - x[0], x[3] - x[2]);
    (horizontal * horizontal + vertical * vertical).sqrt()
}

/// Body 1 at a position uniform in [low, high]² with 1 + spread·N(0, 1) times the speed of a circular orbit, body 2
/// mirrored at the origin: the sampling of the published code, where low, high and spread are 0.5, 1.5 and 0.05.
fn nearly_circular_orbit(
    rng: &mut Rng,
    gravitation: f64,
    [low, high]: [f64; 2],
    spread: f64,
    x: &mut [f64],
) {
    let position = [rng.uniform_in(low, high), rng.uniform_in(low, high)];
    let radius = (position[0] * position[0] + position[1] * position[1]).sqrt();
    let circular = (gravitation / (4.0 * radius)).sqrt();
    let speed = circular * (1.0 + spread * rng.normal());
    let momentum = [-position[1] / radius * speed, position[0] / radius * speed];
    for axis in 0..2 {
        x[2 * axis] = position[axis];
        x[2 * axis + 1] = -position[axis];
        x[4 + 2 * axis] = momentum[axis];
        x[5 + 2 * axis] = -momentum[axis];
    }
}

/// A direction from the square [−1, 1]², scaled to a radius uniform in [low, high): the sampling of
/// the published code.
pub fn ring(rng: &mut Rng, low: f64, high: f64, x: &mut [f64]) {
    let direction = [rng.uniform_in(-1.0, 1.0), rng.uniform_in(-1.0, 1.0)];
    let norm = (direction[0] * direction[0] + direction[1] * direction[1]).sqrt();
    let radius = rng.uniform_in(low, high);
    x[0] = direction[0] / norm * radius;
    x[1] = direction[1] / norm * radius;
}

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
