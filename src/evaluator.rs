//! `Evaluator`: what a page asks of the latest weights: rollouts beside the truth, fields and maps on a grid.

use crate::dataset::Dataset;
use crate::error::{Error, Result, list};
use crate::field::VectorField;
use crate::model::Model;
use crate::model::frozen::Frozen;
use crate::model::learner::Learner;
use crate::model::mlp::Shape;
use crate::raster::{Picture, Scale, paint};
use crate::rollout::{EnergyDrift, Trajectory, energy_drift, rollout, time_reversal_error};
use crate::settings::Settings;
use crate::system::Dynamics;
use crate::weights;
use std::collections::BTreeMap;

/// Name of the true system among the models.
pub const TRUTH: &str = "truth";

/// Divergence, in 1/s, that gets the full colour.
const FULL_DIVERGENCE: f64 = 1.0;

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
    /// ∂f_q/∂q + ∂f_p/∂p: 0 for every Hamiltonian field (Liouville); positive where areas grow.
    Divergence,
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
        Ok(Evaluator {
            dataset: Dataset::generate(&dynamics, settings.plan())?,
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
    /// are those of the start.
    pub fn field(&mut self, model: &str, grid: Grid) -> Result<Vec<f64>> {
        let states = self.states(grid);
        let mut field = vec![0.0; states.len()];
        self.vector_field(model)?.eval(0.0, &states, &mut field);
        let axes = self.dynamics.system.view.axes;
        let rows = field.chunks_exact(self.dynamics.dim());
        Ok(rows.flat_map(|f| axes.map(|axis| f[axis])).collect())
    }

    /// A quantity of a model on a grid, `(rows, columns)`.
    pub fn values(&mut self, model: &str, quantity: Quantity, grid: Grid) -> Result<Vec<f64>> {
        let states = self.states(grid);
        match quantity {
            Quantity::Divergence => {
                let dim = self.dynamics.dim();
                Ok(divergence(self.vector_field(model)?, &states, dim))
            }
            Quantity::Energy => self
                .energies(model, &states)?
                .ok_or_else(|| Error::Unknown {
                    kind: "energy of",
                    name: model.to_owned(),
                    known: "truth and the learners that have an H".to_owned(),
                }),
        }
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
        let scale = match quantity {
            Quantity::Divergence => Scale::Signed {
                full: FULL_DIVERGENCE,
            },
            Quantity::Energy => {
                let mut truth = if model == TRUTH {
                    values.clone()
                } else {
                    self.values(TRUTH, quantity, grid)?
                };
                truth.sort_by(f64::total_cmp);
                let last = truth.len() - 1;
                // From the lowest hundredth on: a singular well must not take all the contours.
                Scale::Contours {
                    low: truth[last / 100],
                    high: truth[last],
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
        trajectory: Trajectory,
        truth: &Trajectory,
    ) -> Result<Measured> {
        let energy = trajectory.energy(&self.dynamics).unwrap_or_default();
        let learned = self.models.get(model);
        let separable = self.dynamics.system.separable && model == TRUTH;
        let hamiltonian = learned.is_none_or(|learned| learned.frozen.learner.is_hamiltonian());
        let learned_energy = match learned {
            Some(_) => self.energies(model, &trajectory.states)?,
            None => None,
        };
        Ok(Measured {
            coordinate_error: trajectory.distance(truth),
            drift: energy_drift(&energy),
            caveat: self.settings.integrator().caveat(separable, hamiltonian),
            energy,
            learned_energy,
            trajectory,
        })
    }

    /// H or aligned H_θ of states `(n, dim)`; `None` where there is no energy.
    pub fn energies(&mut self, model: &str, states: &[f64]) -> Result<Option<Vec<f64>>> {
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
