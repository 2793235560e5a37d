//! OBJECTIVES: what a training step compares.
//!
//! A row holds one or more consecutive states of a trajectory, a time h apart. The loss is the mean over all components of
//! (prediction − target)². Targets are computed in double precision.

use crate::error::Result;
use crate::lookup::by_id;
use crate::model::Model;
use crate::model::unrolled::{StepSize, change};
use crate::physics::integrator::Integrator;
use crate::physics::method::Method;
use candle_core::Tensor;

/// One way to compare a field with data.
#[derive(Debug)]
pub struct Objective {
    pub id: &'static str,
    pub label: &'static str,
    pub help: &'static str,
    /// Whether it compares with dx/dt of the clean states, so that only simulated data will do.
    pub needs_law: bool,
    pub window: Window,
    /// Appends the target of a row.
    pub target: fn(&Row, &mut Vec<f64>),
    /// `(n, components)`, like the targets.
    pub predict: fn(&Model, &Inputs) -> Result<Tensor>,
    /// Evaluations of the field that the graph of one row holds, per step for [`Window::Steps`].
    pub evaluations: usize,
}

/// The states of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// So many, all of which the prediction reads.
    States(usize),
    /// K + 1, of which the prediction reads the first.
    Steps,
}

/// Consecutive states of one trajectory.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    pub dim: usize,
    /// Noisy states, `(m, dim)`.
    pub x: &'a [f64],
    /// Derivatives at the clean states, `(m, dim)`, if the law is known.
    pub dx: Option<&'a [f64]>,
    /// Their times in s.
    pub t: &'a [f64],
}

/// What a prediction reads of `n` rows.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// The first states of each row, `(n, dim)` each.
    pub states: Vec<Tensor>,
    /// Times between consecutive states.
    pub h: Vec<StepSize>,
}

/// All objectives, in the order of the menu.
pub static OBJECTIVES: &[Objective] = &[
    Objective {
        id: "derivative",
        label: "Derivative",
        help: text!(
            "Compares the network's field with the true dx/dt, as the paper's simulated tasks do. Needs a known law."
        ),
        needs_law: true,
        window: Window::States(1),
        target: |row, target| target.extend_from_slice(row.dx.unwrap_or(&[])),
        predict: |model, inputs| model.field(&inputs.states[0]),
        evaluations: 1,
    },
    Objective {
        id: "rk4_step",
        label: "One RK4 step",
        help: text!(
            "Integrates the field to the next sample and compares the result with the measured change of x. \
               Noise at both ends counts in full, so reduce it."
        ),
        needs_law: false,
        window: Window::States(2),
        target: changes,
        predict: |model, inputs| change(model, &method("rk4")?, &inputs.states[0], &inputs.h[0]),
        evaluations: 4,
    },
    Objective {
        id: "forward_difference",
        label: "Forward difference",
        help: text!(
            "Compares the field at a sample with the mean velocity to the next one, as the paper's real pendulum does. \
               Its error, about (h/2)·x″, acts like friction."
        ),
        needs_law: false,
        window: Window::States(2),
        target: difference,
        predict: |model, inputs| model.field(&inputs.states[0]),
        evaluations: 1,
    },
    Objective {
        id: "central_difference",
        label: "Central difference",
        help: text!(
            "Compares the field at a sample with a second-order difference of its two neighbours."
        ),
        needs_law: false,
        window: Window::States(3),
        target: central_difference,
        predict: |model, inputs| model.field(&inputs.states[1]),
        evaluations: 1,
    },
    Objective {
        id: "midpoint",
        label: "Midpoint",
        help: text!(
            "Compares the field halfway between two samples with the mean velocity between them. Symmetric, so it adds no \
               friction."
        ),
        needs_law: false,
        window: Window::States(2),
        target: difference,
        predict: |model, inputs| model.field(&middle(inputs)?),
        evaluations: 1,
    },
    Objective {
        id: "symplectic_euler",
        label: "Symplectic Euler",
        help: text!(
            "Compares the field at the old position and the new momentum with the mean velocity between two samples. An HNN \
               can fit it exactly, with an H that is off by a term of first order in h."
        ),
        needs_law: false,
        window: Window::States(2),
        target: difference,
        predict: |model, inputs| {
            let [before, after] = [&inputs.states[0], &inputs.states[1]];
            let dof = before.dim(1)? / 2;
            let mixed = [before.narrow(1, 0, dof)?, after.narrow(1, dof, dof)?];
            model.field(&Tensor::cat(&mixed, 1)?)
        },
        evaluations: 1,
    },
    Objective {
        id: "srk4",
        label: "Symmetric Runge–Kutta 4",
        help: text!(
            "Compares a mean of the field at two points between two samples with the mean velocity: fourth order and \
               symmetric, at twice the cost of the midpoint."
        ),
        needs_law: false,
        window: Window::States(2),
        target: difference,
        predict: srk4,
        evaluations: 2,
    },
    Objective {
        id: "rk4_steps",
        label: "Several RK4 steps",
        help: text!(
            "Integrates K steps from one sample and compares every state with the measured one."
        ),
        needs_law: false,
        window: Window::Steps,
        target: changes,
        predict: |model, inputs| several_steps(model, inputs, &method("rk4")?),
        evaluations: 4,
    },
    Objective {
        id: "leapfrog_steps",
        label: "Several leapfrog steps",
        help: text!(
            "The same with Störmer–Verlet steps, which are symplectic only for a separable learner."
        ),
        needs_law: false,
        window: Window::Steps,
        target: changes,
        predict: |model, inputs| several_steps(model, inputs, &method("verlet")?),
        evaluations: 3,
    },
];

impl Objective {
    /// The objective with this id.
    pub fn by_id(id: &str) -> Result<&'static Objective> {
        by_id("objective", OBJECTIVES, |objective| objective.id, id)
    }

    /// Number of states of a row, with K = `steps`.
    pub fn states(&self, steps: usize) -> usize {
        match self.window {
            Window::States(states) => states,
            Window::Steps => steps + 1,
        }
    }

    /// Number of states of a row that the prediction reads.
    pub fn read(&self) -> usize {
        match self.window {
            Window::States(states) => states,
            Window::Steps => 1,
        }
    }

    /// Evaluations of the field that the graph of one row holds, with K = `steps`.
    pub fn graph_evaluations(&self, steps: usize) -> usize {
        match self.window {
            Window::States(_) => self.evaluations,
            Window::Steps => self.evaluations * steps,
        }
    }
}

impl Row<'_> {
    fn state(&self, i: usize) -> &[f64] {
        &self.x[i * self.dim..(i + 1) * self.dim]
    }
}

fn method(integrator: &str) -> Result<Method> {
    Ok(Integrator::by_id(integrator)?.method)
}

/// x_k − x₀ for all later states.
fn changes(row: &Row, target: &mut Vec<f64>) {
    for k in 1..row.t.len() {
        let pairs = row.state(k).iter().zip(row.state(0));
        target.extend(pairs.map(|(later, first)| later - first));
    }
}

/// (x₁ − x₀)/h.
pub fn difference(row: &Row, target: &mut Vec<f64>) {
    let h = row.t[1] - row.t[0];
    let pairs = row.state(1).iter().zip(row.state(0));
    target.extend(pairs.map(|(later, first)| (later - first) / h));
}

/// The derivative at x₁ of the parabola through three states; with unequal steps its weights differ.
fn central_difference(row: &Row, target: &mut Vec<f64>) {
    let (before, after) = (row.t[1] - row.t[0], row.t[2] - row.t[1]);
    for i in 0..row.dim {
        let [x0, x1, x2] = [0, 1, 2].map(|k| row.state(k)[i]);
        let (backward, forward) = ((x1 - x0) / before, (x2 - x1) / after);
        target.push((backward * after + forward * before) / (before + after));
    }
}

/// (x₀ + x₁)/2.
fn middle(inputs: &Inputs) -> Result<Tensor> {
    Ok(((&inputs.states[0] + &inputs.states[1])? * 0.5)?)
}

/// ½f(x̄ − c·h·f(z₂)) + ½f(x̄ + c·h·f(z₁)) with z₁,₂ = (½ ± c)x₀ + (½ ∓ c)x₁, c = √3/6; the inner f are constants for the
/// gradient. Eidnes et al. 2022, arXiv 2206.02660.
fn srk4(model: &Model, inputs: &Inputs) -> Result<Tensor> {
    let c = 3f64.sqrt() / 6.0;
    let [before, after] = [&inputs.states[0], &inputs.states[1]];
    let middle = middle(inputs)?;
    let outer = |sign: f64| {
        let z = ((before * (0.5 - sign * c))? + (after * (0.5 + sign * c))?)?;
        let inner = model.field(&z)?.detach();
        let offset = inputs.h[0].times(&inner, -sign * c, 1.0)?;
        model.field(&(&middle + offset)?)
    };
    Ok(((outer(1.0)? + outer(-1.0)?)? * 0.5)?)
}

/// Changes after each of K steps, side by side.
fn several_steps(model: &Model, inputs: &Inputs, method: &Method) -> Result<Tensor> {
    let first = &inputs.states[0];
    let mut x = first.clone();
    let mut moved: Option<Tensor> = None;
    let mut all = Vec::with_capacity(inputs.h.len());
    for h in &inputs.h {
        let step = change(model, method, &x, h)?;
        let total = match moved {
            Some(moved) => (moved + step)?,
            None => step,
        };
        x = (first + &total)?;
        all.push(total.clone());
        moved = Some(total);
    }
    Ok(Tensor::cat(&all, 1)?)
}
