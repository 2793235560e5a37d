//! A typed Hamiltonian as the page shows it: how its formula is read while it is typed, and what its system is like.

use crate::error::Error;
use crate::experiment::settings::{Settings, Values};
use crate::experiment::setup::{View, around, setup};
use crate::page::grid::Grid;
use crate::physics::expression::hamiltonian::{ReadFormula, TypedHamiltonian};
use crate::physics::field::VectorField;
use crate::physics::masses::has_constant_masses;
use crate::physics::system::Coordinate;
use serde::{Deserialize, Serialize};

/// Columns of the potential, and rows with two degrees of freedom.
const CELLS: usize = 121;
const CELLS_OF_TWO: usize = 33;

/// A formula, and the names of parameters that have values already.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Typing {
    pub formula: String,
    pub given: Vec<String>,
}

/// Why a formula can't be read, and where: `length` characters from `at`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct FormulaProblem {
    pub at: usize,
    pub length: usize,
    pub problem: String,
}

/// How a formula is read, or why it can't be.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum FormulaReading {
    Read(ReadFormula),
    Unread(FormulaProblem),
}

/// The system of a typed Hamiltonian.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct OwnSystem {
    #[cfg_attr(target_arch = "wasm32", tsify(type = "CoordinateInfo[]"))]
    pub coordinates: Vec<Coordinate>,
    pub dof: usize,
    pub separable: bool,
    pub constant_mass: bool,
    pub formula: String,
    pub view: View,
    pub data_span: f64,
    /// The box of starts: `[low, high, low, high, …]`.
    pub starts: Vec<f64>,
    /// Names, in the order of the formula.
    pub parameters: Vec<String>,
    /// Of all settings; many follow from the formula and its starts.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, Value>"))]
    pub defaults: Values,
    pub potential: Option<Potential>,
}

/// H at rest over the first one or two positions, for the body that moves in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Potential {
    /// Range of q₁, from the first to the last column.
    pub x: [f64; 2],
    /// Range of q₂, from the first to the last row; `null` with one degree of freedom.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "[number, number] | null"))]
    pub y: Option<[f64; 2]>,
    pub columns: usize,
    /// Row by row; `null` where it is not finite.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "(number | null)[]"))]
    pub values: Vec<Option<f32>>,
}

/// Reads a formula.
pub fn read(Typing { formula, given }: &Typing) -> FormulaReading {
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    match TypedHamiltonian::parse(formula, &given) {
        Ok(hamiltonian) => FormulaReading::Read(hamiltonian.reading()),
        Err(Error::Formula {
            at,
            length,
            problem,
        }) => FormulaReading::Unread(FormulaProblem {
            at,
            length,
            problem,
        }),
        Err(error) => FormulaReading::Unread(FormulaProblem {
            at: 0,
            length: formula.chars().count(),
            problem: error.to_string(),
        }),
    }
}

/// The system of these settings, if its Hamiltonian was typed.
pub fn own_system(settings: &Settings) -> Option<OwnSystem> {
    let system = settings.system();
    let typed = system.typed.as_ref()?;
    let dynamics = settings.dynamics()?;
    let mut view = setup(system).view;
    let potential = potential(settings);
    if potential.is_none() {
        view.body = "none";
    }
    Some(OwnSystem {
        coordinates: system.coordinates.to_vec(),
        dof: system.dim() / 2,
        separable: dynamics.separable(),
        constant_mass: has_constant_masses(&mut dynamics.clone()),
        formula: system.formula.to_string(),
        view,
        starts: typed.starts.as_flattened().to_vec(),
        data_span: dynamics.mechanics.sampling.span,
        parameters: system
            .parameters
            .iter()
            .map(|p| p.label.to_string())
            .collect(),
        defaults: Settings::defaults(system).values().clone(),
        potential,
    })
}

/// H(q, 0) over the plane; `None` with three degrees of freedom, and where it has no shape.
fn potential(settings: &Settings) -> Option<Potential> {
    let system = settings.system();
    let dynamics = settings.dynamics()?;
    let starts = &system.typed.as_ref()?.starts;
    let x = around(starts[0]);
    let (y, columns, rows) = match system.dim() {
        2 => (None, CELLS, 2),
        4 => {
            let y = around(starts[1]);
            (Some(y), CELLS_OF_TWO, CELLS_OF_TWO)
        }
        _ => return None,
    };
    let grid = Grid::new(x, y.unwrap_or([0.0, 1.0]), columns, rows).ok()?;
    let mut state = vec![0.0; system.dim()];
    let mut energy = |[q1, q2]: [f64; 2]| {
        state[0] = q1;
        if y.is_some() {
            state[1] = q2;
        }
        let energy = dynamics.energy(&state).map(|energy| energy as f32);
        energy.filter(|energy| energy.is_finite())
    };
    let shown = if y.is_some() { columns * rows } else { columns };
    let values: Vec<Option<f32>> = grid.points().take(shown).map(&mut energy).collect();
    let finite = || values.iter().flatten().copied();
    let (low, high) = (
        finite().fold(f32::INFINITY, f32::min),
        finite().fold(f32::NEG_INFINITY, f32::max),
    );
    let flat = high - low <= 1e-6 * high.abs().max(low.abs());
    (finite().count() * 2 > shown && !flat).then_some(Potential {
        x,
        y,
        columns,
        values,
    })
}
