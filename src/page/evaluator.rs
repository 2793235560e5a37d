//! `Evaluator`: what a page asks of the latest weights: rollouts beside the truth, fields and maps on a grid.

use crate::error::{Error, Result, list};
use crate::experiment::settings::Settings;
use crate::experiment::weights;
use crate::learn::dataset::{Dataset, Split};
use crate::model::Model;
use crate::model::inference::Frozen;
use crate::model::learner::Learner;
use crate::model::mlp::Shape;
use crate::page::coverage;
use crate::page::grid::Grid;
use crate::paper::metrics::{DriftByStart, drift_by_start};
use crate::physics::coordinate_error::{coordinate_error, scales};
use crate::physics::field::VectorField;
use crate::physics::momenta;
use crate::physics::pace::{pace, period};
use crate::physics::system::Dynamics;
use crate::physics::trajectory::{
    EnergyDrift, Trajectory, drawable, energy_drift, is_drawable, rollout, time_reversal_error,
};
use hnn_kernels::raster::{Picture, Scale, paint};
use std::collections::BTreeMap;

/// Name of the true system among the models.
pub const TRUTH: &str = "truth";

/// Divergence, in 1/s, that gets the full colour.
const FULL_DIVERGENCE: f64 = 1.0;

/// Training states that learned energies are aligned on: the mean over so many is as good as that over all, and new weights come often.
const MAX_ALIGNED_STATES: usize = 1000;

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
    /// Distance from the true state at the same time, as [`crate::physics::coordinate_error`] scales it.
    pub coordinate_error: Vec<f64>,
    pub drift: Option<EnergyDrift>,
    /// Phase gained on the truth, as a fraction; `None` without a whole turn of both. See [`crate::physics::pace`].
    pub pace: Option<f64>,
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
    /// Training states on which learned energies are aligned, `(n, dim)`, n ≤ [`MAX_ALIGNED_STATES`].
    aligned_on: Vec<f64>,
    /// Mean of H over them, in J; 0 where there is no H.
    mean_energy: f64,
    models: BTreeMap<&'static str, Learned>,
}

struct Learned {
    frozen: Frozen,
    /// What to add to H_θ so that its mean over the states it is aligned on is that of H.
    energy_offset: f64,
}

impl Evaluator {
    /// An evaluator without learned models.
    pub fn new(settings: &Settings) -> Result<Evaluator> {
        let dynamics = settings.dynamics();
        let dataset = Dataset::generate(&dynamics, settings.plan())?;
        let aligned_on = evenly_spaced(&dataset.train.x, dataset.dim, MAX_ALIGNED_STATES);
        let energies = aligned_on
            .chunks_exact(dataset.dim)
            .map(|x| dynamics.energy(x).unwrap_or(0.0));
        Ok(Evaluator {
            mean_energy: mean(energies),
            aligned_on,
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

    /// The loss of the true law: what the true field scores on the test set, whose states are noisy. A learner can end below it:
    /// on noisy states another field fits better than the true one ([`crate::physics::noise_bias`]). `None` where the loss compares steps instead of derivatives.
    pub fn loss_of_true_law(&mut self) -> Option<f64> {
        if self.settings.through_step() {
            return None;
        }
        let Split { x, dx, .. } = &self.dataset.test;
        let mut field = vec![0.0; x.len()];
        self.dynamics.eval(x, &mut field);
        let squares = field.iter().zip(dx).map(|(f, dx)| (f - dx).powi(2));
        Some(squares.sum::<f64>() / dx.len() as f64)
    }

    /// The pace at the present start of the best field that can be learned from states with this noise; `None` where it is not known or
    /// the loss compares steps.
    pub fn best_pace(&self) -> Option<f64> {
        if self.settings.through_step() {
            return None;
        }
        let best_pace = self.dynamics.system.best_pace?;
        best_pace(
            &self.dynamics.parameters,
            self.settings.plan().noise,
            self.settings.start(),
        )
    }

    /// How far the energy drifts from starts inside and outside the training energies; `None` for a system without energy.
    pub fn drift_by_start(&mut self, model: &str) -> Result<Option<DriftByStart>> {
        let settings = self.settings.clone();
        let dynamics = self.dynamics.clone();
        drift_by_start(self.vector_field(model)?, &dynamics, &settings)
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
        let energy_offset = frozen
            .energy(&self.aligned_on)
            .map_or(0.0, |learned| self.mean_energy - mean(learned.into_iter()));
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
        self.vector_field(model)?.eval(&states, &mut field);
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
            field.eval(&state, &mut velocity);
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

    /// The momenta with which the true system moves at `velocities` through `positions`, dof numbers each.
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
        momenta::solve(&mut self.dynamics, positions, velocities)
    }

    /// How far the points of a grid are from the training states in the view's plane, `(rows, columns)`, as
    /// [`coverage::distances`] measures it.
    pub fn coverage(&self, grid: Grid) -> Vec<f64> {
        let axes = self.dynamics.system.view.axes;
        let states = self.dataset.train.x.chunks_exact(self.dataset.dim);
        let points: Vec<[f64; 2]> = states.map(|x| axes.map(|axis| x[axis])).collect();
        coverage::distances(&points, grid.points())
    }

    /// A mask of what no training state covers: opaque there, transparent elsewhere.
    pub fn uncovered(&self, grid: Grid) -> Picture {
        let [rows, columns] = grid.size();
        paint(
            &self.coverage(grid),
            columns,
            rows,
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
                truth.sort_unstable_by(f64::total_cmp);
                let last = truth.len().saturating_sub(1);
                let at = |i: usize| truth.get(i).copied().unwrap_or(0.0);
                // From the lowest hundredth on: a singular well must not take all the contours.
                Scale::Contours {
                    low: at(last / 100),
                    high: at(last),
                }
            }
        };
        let [rows, columns] = grid.size();
        Ok(paint(&values, columns, rows, scale, dark))
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
        let phase = self.dynamics.system.phase;
        let units: Vec<&str> = self
            .dynamics
            .system
            .coordinates
            .iter()
            .map(|coordinate| coordinate.unit)
            .collect();
        let scales = scales(&truth.states, &self.dataset.train.x, &units);
        let learned = self.models.get(model);
        let separable = self.dynamics.system.separable && model == TRUTH;
        let hamiltonian = learned.is_none_or(|learned| learned.frozen.learner.is_hamiltonian());
        let learned_energy = match learned {
            Some(_) => self.energies(model, &trajectory.states)?,
            None => None,
        };
        Ok(Measured {
            coordinate_error: coordinate_error(&trajectory.states, &truth.states, &scales),
            pace: period(&trajectory, phase)
                .zip(period(truth, phase))
                .map(|(period, truth)| pace(period, truth)),
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

    /// The initial state, moved to each point of a grid in turn.
    fn states(&self, grid: Grid) -> Vec<f64> {
        let [horizontal, vertical] = self.dynamics.system.view.axes;
        let start = self.settings.start();
        let mut states = Vec::with_capacity(grid.size().iter().product::<usize>() * start.len());
        for [x, y] in grid.points() {
            let first = states.len();
            states.extend_from_slice(start);
            states[first + horizontal] = x;
            states[first + vertical] = y;
        }
        states
    }
}

/// At most `count` of the states `(n, dim)`, at equal distances.
fn evenly_spaced(states: &[f64], dim: usize, count: usize) -> Vec<f64> {
    let n = states.len() / dim;
    let count = count.min(n);
    (0..count)
        .flat_map(|i| &states[i * n / count * dim..][..dim])
        .copied()
        .collect()
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let n = values.len() as f64;
    values.sum::<f64>() / n
}

fn energy_spread(dynamics: &Dynamics, states: &[f64]) -> f64 {
    let energies = states
        .chunks_exact(dynamics.dim())
        .map(|x| dynamics.energy(x));
    let energies: Option<Vec<f64>> = energies.collect();
    let spread = energies.map_or(1.0, |energies| coverage::deviation(energies.into_iter()));
    // Data on one level line have none.
    if spread > 0.0 { spread } else { 1.0 }
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
            field.eval(&moved, f);
        }
        for (row, sum) in sum.iter_mut().enumerate() {
            *sum += (at[0][row * dim + i] - at[1][row * dim + i]) / (2.0 * H);
        }
    }
    sum
}
