//! `Evaluator`: what a page asks of the latest weights: rollouts beside the truth, fields and maps on a grid.

use crate::dataset::{Dataset, Split};
use crate::error::{Error, Result, list};
use crate::field::VectorField;
use crate::model::Model;
use crate::model::frozen::Frozen;
use crate::model::learner::Learner;
use crate::model::mlp::Shape;
use crate::raster::{Picture, Scale, paint};
use crate::rollout::{
    EnergyDrift, Trajectory, drawable, energy_drift, is_drawable, rollout, time_reversal_error,
};
use crate::settings::Settings;
use crate::system::Dynamics;
use crate::weights;
use std::collections::BTreeMap;

/// Name of the true system among the models.
pub const TRUTH: &str = "truth";

/// Divergence, in 1/s, that gets the full colour.
const FULL_DIVERGENCE: f64 = 1.0;

/// A training state covers its neighbourhood this far, in standard deviations of the training states.
pub const REACH: f64 = 0.3;

/// What [`Evaluator::coverage`] says of points with no training state in the neighbourhood.
const UNCOVERED: f64 = 2.0;

/// A rectangular grid in the plane of the two axes of the system's view, row 0 at `y[0]`, ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    x: [f64; 2],
    y: [f64; 2],
    columns: usize,
    rows: usize,
}

/// Most points of a grid in each direction.
pub const MOST_GRID_POINTS: usize = 512;

impl Grid {
    /// A grid of 2 to [`MOST_GRID_POINTS`] points in each direction over a finite rectangle.
    pub fn new(x: [f64; 2], y: [f64; 2], columns: usize, rows: usize) -> Result<Grid> {
        let refuse = |field: &str, value: String, allowed: String| Error::Setting {
            field: field.to_owned(),
            value,
            allowed,
        };
        for (field, count) in [("columns", columns), ("rows", rows)] {
            if !(2..=MOST_GRID_POINTS).contains(&count) {
                return Err(refuse(
                    field,
                    count.to_string(),
                    format!("2 to {MOST_GRID_POINTS}"),
                ));
            }
        }
        for (field, [low, high]) in [("x", x), ("y", y)] {
            if !(low.is_finite() && high.is_finite() && low < high) {
                return Err(refuse(
                    field,
                    format!("{low} to {high}"),
                    "finite, from low to high".to_owned(),
                ));
            }
        }
        Ok(Grid {
            x,
            y,
            columns,
            rows,
        })
    }
}

/// What a map shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Quantity {
    /// H, or H_θ with its free constant chosen so that its mean over the training states is that of H.
    Energy,
    /// The learned energy less the true one, H_θ − H, aligned as above.
    Difference,
    /// ∂f_q/∂q + ∂f_p/∂p: 0 for every Hamiltonian field (Liouville); positive where areas grow.
    Divergence,
}

/// What is known of one point of phase space, by one model.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Reading {
    /// H, or H_θ aligned as in [`Quantity::Energy`], in J.
    pub energy: Option<f64>,
    /// dx/dt along the two axes of the view.
    pub field: [f64; 2],
    /// ∂f_q/∂q + ∂f_p/∂p, in 1/s.
    pub divergence: f64,
}

/// A rollout with its measures.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    pub trajectory: Trajectory,
    /// True H along it, in J; empty for a system without one.
    pub energy: Vec<f64>,
    /// H_θ along it, aligned as in [`Quantity::Energy`].
    pub learned_energy: Option<Vec<f64>>,
    /// Distance from the true state at the same time.
    pub coordinate_error: Vec<f64>,
    pub drift: Option<EnergyDrift>,
    /// What the integrator does not guarantee on this field.
    pub caveat: Option<&'static str>,
}

/// Settings, data and the latest weights of each learner.
pub struct Evaluator {
    settings: Settings,
    dynamics: Dynamics,
    dataset: Dataset,
    /// Standard deviation of H over the training states, in J; 1 where there is no H.
    energy_spread: f64,
    models: BTreeMap<&'static str, Learned>,
}

struct Learned {
    frozen: Frozen,
    /// Mean of H − H_θ over the training states.
    energy_offset: f64,
}

impl Evaluator {
    /// An evaluator without learned models.
    pub fn new(settings: &Settings) -> Result<Evaluator> {
        let dynamics = settings.dynamics();
        let dataset = Dataset::generate(&dynamics, settings.plan())?;
        Ok(Evaluator {
            energy_spread: energy_spread(&dynamics, &dataset.train.x),
            dataset,
            settings: settings.clone(),
            dynamics,
            models: BTreeMap::new(),
        })
    }

    /// Takes settings that differ only in what acts on rollouts, live changes or the budget.
    ///
    /// # Errors
    /// The data or the networks would be others.
    pub fn set_rollout(&mut self, settings: &Settings) -> Result<()> {
        if !self.settings.same_training(settings) {
            return Err(Error::Setting {
                field: "settings".to_owned(),
                value: "of another training".to_owned(),
                allowed: "changes that need no restart".to_owned(),
            });
        }
        self.settings = settings.clone();
        Ok(())
    }

    /// The present settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The training and test samples.
    pub fn dataset(&self) -> &Dataset {
        &self.dataset
    }

    /// What a quantity has where its map shows the full colour, in its unit; `None` for contours.
    pub fn full_colour(&self, quantity: Quantity) -> Option<f64> {
        match quantity {
            Quantity::Energy => None,
            Quantity::Difference => Some(self.energy_spread),
            Quantity::Divergence => Some(FULL_DIVERGENCE),
        }
    }

    /// The loss that the true field has on the test set, whose states are noisy: what no model gets below but by chance.
    /// `None` where the loss compares steps instead of derivatives.
    pub fn noise_floor(&mut self) -> Option<f64> {
        if self.settings.through_step() {
            return None;
        }
        let Split { x, dx, .. } = &self.dataset.test;
        let mut field = vec![0.0; x.len()];
        self.dynamics.eval(0.0, x, &mut field);
        let squares = field.iter().zip(dx).map(|(f, dx)| (f - dx).powi(2));
        Some(squares.sum::<f64>() / dx.len() as f64)
    }

    /// Takes weights from the bytes of a safetensors file.
    pub fn set_weights(&mut self, learner: &str, bytes: &[u8]) -> Result<()> {
        let learner = Learner::by_id(learner)?;
        let shape = Shape {
            inputs: self.dynamics.dim(),
            width: self.settings.width(),
            depth: self.settings.depth(),
            outputs: learner.outputs(self.dynamics.dim()),
            activation: self.settings.activation(),
        };
        self.set_model(&Model::new(learner, weights::load(bytes, shape)?)?)
    }

    /// Takes the present weights of a model.
    pub fn set_model(&mut self, model: &Model) -> Result<()> {
        let mut frozen = Frozen::new(model)?;
        let states = &self.dataset.train.x;
        let dynamics = &self.dynamics;
        let energy_offset = frozen.energy(states).map_or(0.0, |learned| {
            let truth = states
                .chunks_exact(self.dataset.dim)
                .map(|x| dynamics.energy(x).unwrap_or(0.0));
            let sum: f64 = truth
                .zip(&learned)
                .map(|(truth, learned)| truth - learned)
                .sum();
            sum / learned.len() as f64
        });
        self.models.insert(
            model.learner.id,
            Learned {
                frozen,
                energy_offset,
            },
        );
        Ok(())
    }

    /// Rollouts of the truth and the named learners from the present start, the truth first.
    pub fn rollouts(&mut self, learners: &[&str]) -> Result<Vec<(&'static str, Measured)>> {
        let truth = self.roll_out(TRUTH)?;
        let mut all = vec![(TRUTH, self.measure(TRUTH, truth.clone(), &truth)?)];
        for learner in learners {
            let id = Learner::by_id(learner)?.id;
            let trajectory = self.roll_out(id)?;
            all.push((id, self.measure(id, trajectory, &truth)?));
        }
        Ok(all)
    }

    /// The two components of a model's field along the axes of the view, `(rows, columns, 2)`. The other coordinates
    /// are those of the start. Where the field is not finite it is given as 0, which draws no arrow.
    pub fn field(&mut self, model: &str, grid: Grid) -> Result<Vec<f64>> {
        let states = self.states(grid);
        let mut field = vec![0.0; states.len()];
        self.vector_field(model)?.eval(0.0, &states, &mut field);
        let axes = self.dynamics.system.view.axes;
        let rows = field.chunks_exact(self.dynamics.dim());
        let arrow = |f: &[f64]| {
            let along = axes.map(|axis| f[axis]);
            if along.into_iter().all(is_drawable) {
                along
            } else {
                [0.0; 2]
            }
        };
        Ok(rows.flat_map(arrow).collect())
    }

    /// A quantity of a model on a grid, `(rows, columns)`.
    pub fn values(&mut self, model: &str, quantity: Quantity, grid: Grid) -> Result<Vec<f64>> {
        let states = self.states(grid);
        match quantity {
            Quantity::Divergence => {
                let dim = self.dynamics.dim();
                Ok(divergence(self.vector_field(model)?, &states, dim))
            }
            Quantity::Energy => self.known_energies(model, &states),
            Quantity::Difference => {
                let mut values = self.known_energies(model, &states)?;
                let truth = self.known_energies(TRUTH, &states)?;
                values
                    .iter_mut()
                    .zip(truth)
                    .for_each(|(h, truth)| *h -= truth);
                Ok(values)
            }
        }
    }

    /// What the truth and every learned model say of the point `(x, y)` of the view's plane, the truth first.
    pub fn probe(&mut self, x: f64, y: f64) -> Result<Vec<(&'static str, Reading)>> {
        let mut state = self.settings.start().to_vec();
        let axes = self.dynamics.system.view.axes;
        state[axes[0]] = x;
        state[axes[1]] = y;
        let models: Vec<&'static str> = [TRUTH]
            .into_iter()
            .chain(self.models.keys().copied())
            .collect();
        let mut readings = Vec::with_capacity(models.len());
        for model in models {
            let energy = self
                .energies(model, &state)?
                .and_then(|energies| energies.first().copied());
            let field = self.vector_field(model)?;
            let mut velocity = vec![0.0; state.len()];
            field.eval(0.0, &state, &mut velocity);
            let divergence = divergence(field, &state, state.len())[0];
            let field = axes.map(|axis| velocity[axis]);
            readings.push((
                model,
                Reading {
                    energy,
                    field,
                    divergence,
                },
            ));
        }
        Ok(readings)
    }

    /// The momenta with which the true system moves at `velocities` through `positions`, dof numbers each: the inverse of
    /// dq/dt = ∂H/∂p for a kinetic energy without products of different momenta.
    pub fn momenta(&mut self, positions: &[f64], velocities: &[f64]) -> Result<Vec<f64>> {
        let dof = self.dynamics.dim() / 2;
        for (field, numbers) in [("positions", positions), ("velocities", velocities)] {
            if numbers.len() != dof || !numbers.iter().all(|x| x.is_finite()) {
                return Err(Error::Setting {
                    field: field.to_owned(),
                    value: format!("{numbers:?}"),
                    allowed: format!("{dof} finite numbers"),
                });
            }
        }
        let mut velocity = vec![0.0; 2 * dof];
        Ok((0..dof)
            .map(|i| {
                let mut state = [positions, &vec![0.0; dof]].concat();
                state[dof + i] = 1.0;
                self.dynamics.eval(0.0, &state, &mut velocity);
                velocities[i] / velocity[i]
            })
            .collect())
    }

    /// How far the points of a grid are from the training states, `(rows, columns)`: distance to the nearest one in the view's
    /// plane, each axis measured in standard deviations of the training states along it, and in units of [`REACH`]. From 1 on
    /// a point counts as not covered; there the value itself says no more.
    pub fn coverage(&self, grid: Grid) -> Vec<f64> {
        let axes = self.dynamics.system.view.axes;
        let dim = self.dataset.dim;
        let points: Vec<[f64; 2]> = self
            .dataset
            .train
            .x
            .chunks_exact(dim)
            .map(|x| axes.map(|axis| x[axis]))
            .collect();
        let scale = [0, 1]
            .map(|i| REACH * deviation(points.iter().map(|point| point[i])).max(f64::MIN_POSITIVE));
        let cell = |point: [f64; 2]| [0, 1].map(|i| (point[i] / scale[i]).floor() as i64);
        let mut cells: BTreeMap<[i64; 2], Vec<[f64; 2]>> = BTreeMap::new();
        for point in points {
            cells.entry(cell(point)).or_default().push(point);
        }
        let nearest = |at: [f64; 2]| {
            let [column, row] = cell(at);
            let around = (-1..=1).flat_map(|i| {
                (-1..=1).map(move |j| [column.saturating_add(i), row.saturating_add(j)])
            });
            around
                .filter_map(|key| cells.get(&key))
                .flatten()
                .map(|point| ((point[0] - at[0]) / scale[0]).hypot((point[1] - at[1]) / scale[1]))
                .fold(UNCOVERED, f64::min)
        };
        self.states(grid)
            .chunks_exact(dim)
            .map(|state| nearest(axes.map(|axis| state[axis])))
            .collect()
    }

    /// A mask of what no training state covers: opaque there, transparent elsewhere.
    pub fn uncovered(&self, grid: Grid) -> Picture {
        paint(
            &self.coverage(grid),
            grid.columns,
            grid.rows,
            Scale::Beyond { edge: 1.0 },
            false,
        )
    }

    /// A quantity painted, with the colour scale of the truth for energies.
    pub fn map(
        &mut self,
        model: &str,
        quantity: Quantity,
        grid: Grid,
        dark: bool,
    ) -> Result<Picture> {
        let values = self.values(model, quantity, grid)?;
        let scale = match self.full_colour(quantity) {
            Some(full) => Scale::Signed { full },
            None => {
                let mut truth = if model == TRUTH {
                    values.clone()
                } else {
                    self.values(TRUTH, Quantity::Energy, grid)?
                };
                truth.retain(|energy| energy.is_finite());
                truth.sort_by(f64::total_cmp);
                let last = truth.len().saturating_sub(1);
                let at = |i: usize| truth.get(i).copied().unwrap_or(0.0);
                // From the lowest hundredth on: a singular well must not take all the contours.
                Scale::Contours {
                    low: at(last / 100),
                    high: at(last),
                }
            }
        };
        Ok(paint(&values, grid.columns, grid.rows, scale, dark))
    }

    /// Time-reversal error of a model over the present horizon, see [`time_reversal_error`].
    pub fn time_reversal_error(&mut self, model: &str) -> Result<f64> {
        let settings = self.settings.clone();
        let steps = settings.rollout_steps();
        let field = self.vector_field(model)?;
        time_reversal_error(
            field,
            settings.integrator(),
            settings.start(),
            settings.dt(),
            steps,
        )
    }

    fn roll_out(&mut self, model: &str) -> Result<Trajectory> {
        let settings = self.settings.clone();
        let steps = settings.rollout_steps();
        let field = self.vector_field(model)?;
        Ok(rollout(
            field,
            settings.integrator(),
            settings.start(),
            settings.dt(),
            steps,
        ))
    }

    fn measure(
        &mut self,
        model: &'static str,
        mut trajectory: Trajectory,
        truth: &Trajectory,
    ) -> Result<Measured> {
        let energy = drawable(trajectory.energy(&self.dynamics).unwrap_or_default());
        let measured = energy.len() == trajectory.len();
        if !measured && self.dynamics.system.hamiltonian.is_some() {
            let t = energy.len() as f64 * trajectory.dt;
            trajectory.failure = Some(Error::NoEnergy { t });
        }
        let learned = self.models.get(model);
        let separable = self.dynamics.system.separable && model == TRUTH;
        let hamiltonian = learned.is_none_or(|learned| learned.frozen.learner.is_hamiltonian());
        let learned_energy = match learned {
            Some(_) => self.energies(model, &trajectory.states)?,
            None => None,
        };
        Ok(Measured {
            coordinate_error: trajectory.distance(truth),
            drift: energy_drift(&energy).filter(|_| measured),
            caveat: self.settings.integrator().caveat(separable, hamiltonian),
            energy,
            learned_energy,
            trajectory,
        })
    }

    /// H or aligned H_θ of states `(n, dim)`, as far as it is a finite number; `None` where there is no energy.
    pub fn energies(&mut self, model: &str, states: &[f64]) -> Result<Option<Vec<f64>>> {
        Ok(self.all_energies(model, states)?.map(drawable))
    }

    /// The same, whatever they are.
    fn all_energies(&mut self, model: &str, states: &[f64]) -> Result<Option<Vec<f64>>> {
        if model == TRUTH {
            let rows = states.chunks_exact(self.dynamics.dim());
            return Ok(rows.map(|x| self.dynamics.energy(x)).collect());
        }
        let Learned {
            frozen,
            energy_offset,
        } = self.learned(model)?;
        let offset = *energy_offset;
        Ok(frozen
            .energy(states)
            .map(|energy| energy.iter().map(|h| h + offset).collect()))
    }

    fn known_energies(&mut self, model: &str, states: &[f64]) -> Result<Vec<f64>> {
        self.all_energies(model, states)?
            .ok_or_else(|| Error::Unknown {
                kind: "energy of",
                name: model.to_owned(),
                known: "truth and the learners that have an H".to_owned(),
            })
    }

    fn vector_field(&mut self, model: &str) -> Result<&mut dyn VectorField> {
        if model == TRUTH {
            return Ok(&mut self.dynamics);
        }
        Ok(&mut self.learned(model)?.frozen)
    }

    fn learned(&mut self, model: &str) -> Result<&mut Learned> {
        let known = list(self.models.keys().copied());
        self.models.get_mut(model).ok_or_else(|| Error::Unknown {
            kind: "model",
            name: model.to_owned(),
            known,
        })
    }

    fn states(&self, grid: Grid) -> Vec<f64> {
        let [horizontal, vertical] = self.dynamics.system.view.axes;
        let at = |range: [f64; 2], i: usize, count: usize| {
            range[0] + (range[1] - range[0]) * i as f64 / (count - 1) as f64
        };
        let mut states = Vec::with_capacity(grid.rows * grid.columns * self.dynamics.dim());
        for row in 0..grid.rows {
            for column in 0..grid.columns {
                let first = states.len();
                states.extend_from_slice(self.settings.start());
                states[first + horizontal] = at(grid.x, column, grid.columns);
                states[first + vertical] = at(grid.y, row, grid.rows);
            }
        }
        states
    }
}

fn energy_spread(dynamics: &Dynamics, states: &[f64]) -> f64 {
    let energies = states
        .chunks_exact(dynamics.dim())
        .map(|x| dynamics.energy(x));
    let energies: Option<Vec<f64>> = energies.collect();
    let spread = energies.map_or(1.0, |energies| deviation(energies.into_iter()));
    // Data on one level line have none.
    if spread > 0.0 { spread } else { 1.0 }
}

fn deviation(values: impl ExactSizeIterator<Item = f64> + Clone) -> f64 {
    let n = values.len() as f64;
    let mean = values.clone().sum::<f64>() / n;
    (values.map(|value| (value - mean).powi(2)).sum::<f64>() / n).sqrt()
}

/// Σ ∂f_i/∂x_i at each state, by central differences wide enough for single precision.
fn divergence(field: &mut dyn VectorField, states: &[f64], dim: usize) -> Vec<f64> {
    const H: f64 = 1e-2;
    let mut sum = vec![0.0; states.len() / dim];
    let mut moved = states.to_vec();
    let mut at = [vec![0.0; states.len()], vec![0.0; states.len()]];
    for i in 0..dim {
        for (f, sign) in at.iter_mut().zip([1.0, -1.0]) {
            moved.copy_from_slice(states);
            moved
                .iter_mut()
                .skip(i)
                .step_by(dim)
                .for_each(|x| *x += sign * H);
            field.eval(0.0, &moved, f);
        }
        for (row, sum) in sum.iter_mut().enumerate() {
            *sum += (at[0][row * dim + i] - at[1][row * dim + i]) / (2.0 * H);
        }
    }
    sum
}
