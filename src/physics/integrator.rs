//! INTEGRATORS: one record per method with its order, symplecticity and assumptions. The coefficients are in
//! [`integrators`](super::integrators), one file per family.
//!
//! Coefficients: Hairer, Lubich & Wanner, *Geometric Numerical Integration*, 2nd ed. 2006, I.1.2, I.1.4 and
//! II.1. A *drift* advances q by dq/dt, a *kick* advances p by dp/dt.

use super::integrators::{dopri5, runge_kutta, symplectic};
use super::method::Method;
use super::step::{Unsolved, Work, within_reach};
use crate::error::{Error, Result};
use crate::lookup::by_id;
use crate::physics::field::VectorField;
use serde::Serialize;

/// One method.
#[derive(Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Integrator {
    pub id: &'static str,
    pub label: &'static str,
    /// The global error is O(dt^order) on a field that meets the assumptions.
    pub order: u32,
    pub symplectic: Symplectic,
    pub assumes: &'static str,
    pub help: &'static str,
    #[serde(skip)]
    pub method: Method,
}

/// The Hamiltonian fields for which a step is a symplectic map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Symplectic {
    /// For every H.
    Always,
    /// Only for H = T(p) + V(q).
    Separable,
    Never,
}

/// All methods, in the order of the menu.
pub static INTEGRATORS: &[Integrator] = &[
    Integrator {
        id: "rk4",
        label: "Runge–Kutta 4",
        order: 4,
        symplectic: Symplectic::Never,
        assumes: text!("any smooth field"),
        help: text!(
            "The classical method: four evaluations per step, very accurate, loses a little energy."
        ),
        method: Method::Tableau(&runge_kutta::RK4),
    },
    Integrator {
        id: "verlet",
        label: "Störmer–Verlet",
        order: 2,
        symplectic: Symplectic::Separable,
        assumes: text!("H = T(p) + V(q), no friction"),
        help: text!(
            "Half a kick, a drift, half a kick. With friction, and on a learned field that is not separable, it is first order and not symplectic."
        ),
        method: Method::Composition(symplectic::VERLET),
    },
    Integrator {
        id: "symplectic_euler",
        label: "Symplectic Euler",
        order: 1,
        symplectic: Symplectic::Separable,
        assumes: text!("H = T(p) + V(q), no friction"),
        help: text!(
            "A kick, then a drift with the new momentum. With friction, and on a learned field that is not separable, it is not symplectic."
        ),
        method: Method::Composition(symplectic::SYMPLECTIC_EULER),
    },
    Integrator {
        id: "implicit_midpoint",
        label: "Implicit midpoint",
        order: 2,
        symplectic: Symplectic::Always,
        assumes: text!("any smooth field, dt small enough for its iteration"),
        help: text!(
            "Symplectic for every H, including a learned one, but not with friction; solves an equation in each step."
        ),
        method: Method::Tableau(&runge_kutta::IMPLICIT_MIDPOINT),
    },
    Integrator {
        id: "euler",
        label: "Explicit Euler",
        order: 1,
        symplectic: Symplectic::Never,
        assumes: text!("any smooth field"),
        help: text!("The simplest method. It adds energy, so even the truth spirals outward."),
        method: Method::Tableau(&runge_kutta::EULER),
    },
    Integrator {
        id: "dopri5",
        label: "Dormand–Prince 5(4)",
        order: 5,
        symplectic: Symplectic::Never,
        assumes: text!("any smooth field"),
        help: text!(
            "Adapts its steps to a tolerance of 1e-7; dt is only the interval between outputs."
        ),
        method: Method::Adaptive(&dopri5::TABLEAU),
    },
];

impl Integrator {
    /// The integrator with this id.
    pub fn by_id(id: &str) -> Result<&'static Integrator> {
        by_id("integrator", INTEGRATORS, |integrator| integrator.id, id)
    }

    /// Order on a field without a separable H, such as a learned one: 1 for a method that needs one.
    pub fn order_non_separable(&self) -> u32 {
        match self.symplectic {
            Symplectic::Separable => 1,
            _ => self.order,
        }
    }

    /// What the method does not guarantee on such a field, for a note next to the rollout.
    pub fn caveat(
        &self,
        separable: bool,
        hamiltonian: bool,
        friction: bool,
    ) -> Option<&'static str> {
        match self.symplectic {
            Symplectic::Separable if friction && self.order > 1 => {
                Some("first order, not symplectic with friction")
            }
            Symplectic::Always | Symplectic::Separable if friction => {
                Some("not symplectic with friction")
            }
            Symplectic::Separable if !separable && self.order_non_separable() < self.order => {
                Some("first order, not symplectic here")
            }
            Symplectic::Separable if !separable => Some("not symplectic here"),
            Symplectic::Always | Symplectic::Separable if !hamiltonian => {
                Some("no H here to be symplectic for")
            }
            _ => None,
        }
    }

    /// Calls `output(i, t, x)` with the states at t = i·dt, i = 0 … steps. `x` is a batch `(batch, dim)`; on return it holds
    /// the last states.
    ///
    /// # Errors
    /// A component exceeds [`MAX_COMPONENT`](super::step::MAX_COMPONENT), or an implicit or adaptive step fails. `output` has been
    /// called for all earlier states.
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

    /// [`Integrator::integrate`] through a trait object, so it is compiled once, not per closure.
    fn run(
        &self,
        field: &mut dyn VectorField,
        x: &mut [f64],
        dt: f64,
        steps: usize,
        output: &mut dyn FnMut(usize, f64, &[f64]),
    ) -> Result<()> {
        output(0, 0.0, x);
        if let Method::Adaptive(_) = self.method {
            let tolerance = dopri5::Tolerance::ROLLOUT;
            return dopri5::integrate(field, x, dt, steps, tolerance, |i, t, x| {
                if i > 0 {
                    output(i, t, x);
                }
            });
        }
        let mut work = Work::new(&self.method, x.len());
        for i in 0..steps {
            work.step(&self.method, field, dt, x)
                .map_err(|Unsolved| Error::NoStep {
                    integrator: self.label,
                    t: i as f64 * dt,
                    advice: "Try a smaller dt.",
                })?;
            let t = (i + 1) as f64 * dt;
            if !within_reach(x) {
                return Err(Error::NotFinite { t });
            }
            output(i + 1, t, x);
        }
        Ok(())
    }
}
