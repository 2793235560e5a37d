//! INTEGRATORS: each method as one record that says its order, whether it is symplectic, and what it
//! assumes of the field. The fixed-step methods stand here, the adaptive one in [`crate::dopri5`].
//!
//! Coefficients: Hairer, Lubich & Wanner, *Geometric Numerical Integration*, 2nd ed. 2006, I.1.2, I.1.4 and
//! II.1. A *drift* advances q by dq/dt, a *kick* advances p by dp/dt.

use crate::dopri5;
use crate::error::{Error, Result, list};
use crate::field::VectorField;

/// A state with a component beyond has run away: its energy, a square, would soon not fit the single precision of the plots.
pub const FARTHEST: f64 = 1e15;

/// Whether all components are numbers within [`FARTHEST`].
pub fn within_reach(x: &[f64]) -> bool {
    x.iter().all(|x| x.abs() <= FARTHEST)
}

/// One method.
#[derive(Debug)]
pub struct Integrator {
    pub id: &'static str,
    pub label: &'static str,
    /// The global error falls as dt^order if the field fulfils what is assumed.
    pub order: u32,
    /// Order on a field that is not that of a separable H.
    pub order_non_separable: u32,
    pub symplectic: Symplectic,
    pub assumes: &'static str,
    pub help: &'static str,
    pub method: Method,
}

/// For which Hamiltonian fields one step is a symplectic map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symplectic {
    /// For every H.
    Always,
    /// Only for H = T(p) + V(q).
    Separable,
    Never,
}

/// How a method advances a state.
#[derive(Debug, Clone, Copy)]
pub enum Method {
    /// One step of size dt, in place.
    Fixed(Step),
    /// Dormand–Prince 5(4): chooses its own steps, dt is only the distance of the outputs.
    Adaptive,
}

/// Advances the batch of states `x` by dt.
pub type Step = fn(&mut Work, &mut dyn VectorField, dt: f64, x: &mut [f64]) -> Stepped;

/// An implicit step's equation was not solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsolved;

/// What a step returns.
pub type Stepped = std::result::Result<(), Unsolved>;

/// All methods, in the order of the menu.
pub static INTEGRATORS: &[Integrator] = &[
    Integrator {
        id: "rk4",
        label: "Runge–Kutta 4",
        order: 4,
        order_non_separable: 4,
        symplectic: Symplectic::Never,
        assumes: "any smooth field",
        help: "The classical method: four evaluations a step, very accurate, loses a trace of energy.",
        method: Method::Fixed(rk4),
    },
    Integrator {
        id: "verlet",
        label: "Störmer–Verlet",
        order: 2,
        order_non_separable: 1,
        symplectic: Symplectic::Separable,
        assumes: "H = T(p) + V(q)",
        help: "Half a kick, a drift, half a kick. On a learned field it is of first order and not symplectic.",
        method: Method::Fixed(verlet),
    },
    Integrator {
        id: "symplectic_euler",
        label: "Symplectic Euler",
        order: 1,
        order_non_separable: 1,
        symplectic: Symplectic::Separable,
        assumes: "H = T(p) + V(q)",
        help: "A kick, then a drift with the new momentum. On a learned field it is not symplectic.",
        method: Method::Fixed(symplectic_euler),
    },
    Integrator {
        id: "implicit_midpoint",
        label: "Implicit midpoint",
        order: 2,
        order_non_separable: 2,
        symplectic: Symplectic::Always,
        assumes: "any smooth field, dt small enough for its iteration",
        help: "Symplectic for every H, a learned one included; solves an equation at each step.",
        method: Method::Fixed(implicit_midpoint),
    },
    Integrator {
        id: "euler",
        label: "Explicit Euler",
        order: 1,
        order_non_separable: 1,
        symplectic: Symplectic::Never,
        assumes: "any smooth field",
        help: "The simplest method. It adds energy by itself: even the truth spirals outward.",
        method: Method::Fixed(euler),
    },
    Integrator {
        id: "dopri5",
        label: "Dormand–Prince 5(4)",
        order: 5,
        order_non_separable: 5,
        symplectic: Symplectic::Never,
        assumes: "any smooth field",
        help: "Chooses its own steps to a tolerance of 1e-7; dt is only the distance of the outputs.",
        method: Method::Adaptive,
    },
];

impl Integrator {
    /// The method of that id.
    pub fn by_id(id: &str) -> Result<&'static Integrator> {
        INTEGRATORS
            .iter()
            .find(|integrator| integrator.id == id)
            .ok_or_else(|| Error::Unknown {
                kind: "integrator",
                name: id.to_owned(),
                known: list(INTEGRATORS.iter().map(|integrator| integrator.id)),
            })
    }

    /// What does not hold on a field of this kind, to be shown beside the rollout.
    pub fn caveat(&self, separable: bool, hamiltonian: bool) -> Option<&'static str> {
        match self.symplectic {
            Symplectic::Separable if !separable && self.order_non_separable < self.order => {
                Some("first order, not symplectic here")
            }
            Symplectic::Separable if !separable => Some("not symplectic here"),
            Symplectic::Always if !hamiltonian => Some("no H here to be symplectic for"),
            _ => None,
        }
    }

    /// Calls `output(i, t, x)` for the states at t = i·dt, i = 0 … steps. `x` is a batch `(batch, dim)`
    /// and ends as the last state.
    ///
    /// # Errors
    /// The state left the numbers within [`FARTHEST`], or an implicit or adaptive step did not succeed; all
    /// outputs before that have been made.
    pub fn integrate(
        &self,
        field: &mut dyn VectorField,
        x: &mut [f64],
        dt: f64,
        steps: usize,
        mut output: impl FnMut(usize, f64, &[f64]),
    ) -> Result<()> {
        self.run(field, x, dt, steps, &mut output)
    }

    /// [`Integrator::integrate`], compiled once for all outputs.
    fn run(
        &self,
        field: &mut dyn VectorField,
        x: &mut [f64],
        dt: f64,
        steps: usize,
        output: &mut dyn FnMut(usize, f64, &[f64]),
    ) -> Result<()> {
        output(0, 0.0, x);
        match self.method {
            Method::Fixed(step) => {
                let mut work = Work::new(x.len());
                for i in 0..steps {
                    step(&mut work, field, dt, x).map_err(|Unsolved| Error::NoStep {
                        integrator: self.label,
                        t: i as f64 * dt,
                        advice: "a smaller dt helps",
                    })?;
                    let t = (i + 1) as f64 * dt;
                    if !within_reach(x) {
                        return Err(Error::NotFinite { t });
                    }
                    output(i + 1, t, x);
                }
                Ok(())
            }
            Method::Adaptive => dopri5::integrate(
                field,
                x,
                dt,
                steps,
                dopri5::Tolerance::ROLLOUT,
                |i, t, x| {
                    if i > 0 {
                        output(i, t, x);
                    }
                },
            ),
        }
    }
}

/// Scratch space of the fixed-step methods, for one run.
#[derive(Debug)]
pub struct Work {
    k: [Vec<f64>; 4],
    stage: Vec<f64>,
    /// Whether `k[0]` holds the force at the present positions, from the kick that ended the last step.
    force_known: bool,
}

impl Work {
    /// For a batch of `len` numbers.
    pub fn new(len: usize) -> Self {
        Work {
            k: std::array::from_fn(|_| vec![0.0; len]),
            stage: vec![0.0; len],
            force_known: false,
        }
    }
}

fn euler(work: &mut Work, field: &mut dyn VectorField, dt: f64, x: &mut [f64]) -> Stepped {
    let k = &mut work.k[0];
    field.eval(x, k);
    advance(x, dt, k);
    Ok(())
}

fn symplectic_euler(
    work: &mut Work,
    field: &mut dyn VectorField,
    dt: f64,
    x: &mut [f64],
) -> Stepped {
    kick(work, field, dt, x);
    drift(work, field, dt, x);
    Ok(())
}

/// A separable field has the same force at the end of a step and at the beginning of the next, whatever its momenta: one
/// force and one velocity a step. Any other field is evaluated for each of the three moves.
fn verlet(work: &mut Work, field: &mut dyn VectorField, dt: f64, x: &mut [f64]) -> Stepped {
    let dim = field.dim();
    if work.force_known {
        advance_momenta(x, dim, dt / 2.0, &work.k[0]);
    } else {
        kick(work, field, dt / 2.0, x);
    }
    drift(work, field, dt, x);
    kick(work, field, dt / 2.0, x);
    work.force_known = field.separable();
    Ok(())
}

fn rk4(work: &mut Work, field: &mut dyn VectorField, dt: f64, x: &mut [f64]) -> Stepped {
    let Work {
        k: [k1, k2, k3, k4],
        stage,
        ..
    } = work;
    field.eval(x, k1);
    moved(stage, x, dt / 2.0, k1);
    field.eval(stage, k2);
    moved(stage, x, dt / 2.0, k2);
    field.eval(stage, k3);
    moved(stage, x, dt, k3);
    field.eval(stage, k4);
    for (i, x) in x.iter_mut().enumerate() {
        *x += dt / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
    }
    Ok(())
}

/// x₁ = x₀ + dt·f((x₀ + x₁)/2), by fixed-point iteration. A learned field is evaluated in single
/// precision, so the iteration may stall at that level; it then counts as solved.
fn implicit_midpoint(
    work: &mut Work,
    field: &mut dyn VectorField,
    dt: f64,
    x: &mut [f64],
) -> Stepped {
    const SOLVED: f64 = 1e-14;
    const STALLED: f64 = 1e-6;
    const MOST_ITERATIONS: usize = 100;
    let Work {
        k: [k, next, ..],
        stage,
        ..
    } = work;
    field.eval(x, k);
    let mut last_change = f64::INFINITY;
    for _ in 0..MOST_ITERATIONS {
        moved(stage, x, dt / 2.0, k);
        field.eval(stage, next);
        let scale = 1.0 + stage.iter().fold(0.0f64, |most, s| most.max(s.abs()));
        let change = k
            .iter()
            .zip(next.iter())
            .fold(0.0f64, |most, (k, next)| most.max((dt * (next - k)).abs()));
        std::mem::swap(k, next);
        if change <= SOLVED * scale || (change >= last_change && change <= STALLED * scale) {
            advance(x, dt, k);
            return Ok(());
        }
        last_change = change;
    }
    Err(Unsolved)
}

fn advance(x: &mut [f64], dt: f64, k: &[f64]) {
    x.iter_mut().zip(k).for_each(|(x, k)| *x += dt * k);
}

fn moved(to: &mut [f64], from: &[f64], dt: f64, k: &[f64]) {
    for ((to, from), k) in to.iter_mut().zip(from).zip(k) {
        *to = from + dt * k;
    }
}

/// Advances p by dp/dt.
pub fn kick(work: &mut Work, field: &mut dyn VectorField, dt: f64, x: &mut [f64]) {
    let k = &mut work.k[0];
    if field.separable() {
        field.force(x, k);
    } else {
        field.eval(x, k);
    }
    advance_momenta(x, field.dim(), dt, k);
}

/// Advances q by dq/dt.
pub fn drift(work: &mut Work, field: &mut dyn VectorField, dt: f64, x: &mut [f64]) {
    let dim = field.dim();
    let k = &mut work.k[1];
    if field.separable() {
        field.velocity(x, k);
    } else {
        field.eval(x, k);
    }
    for (x, k) in x.chunks_exact_mut(dim).zip(k.chunks_exact(dim)) {
        advance(&mut x[..dim / 2], dt, &k[..dim / 2]);
    }
}

fn advance_momenta(x: &mut [f64], dim: usize, dt: f64, k: &[f64]) {
    for (x, k) in x.chunks_exact_mut(dim).zip(k.chunks_exact(dim)) {
        advance(&mut x[dim / 2..], dt, &k[dim / 2..]);
    }
}
