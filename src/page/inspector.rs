//! `Inspector`: answers the page's queries about the latest weights: rollouts, fields, maps and single points.

use super::coverage;
use super::drift_by_start::{DriftByStart, drift_by_start};
use super::grid::Grid;
use super::map::{self, Map, Quantity, energy_range};
use super::measured::{Measured, measure};
use super::models::{Models, TRUTH};
use crate::error::{Error, Result};
use crate::experiment::rollout::roll_out;
use crate::experiment::settings::Settings;
use crate::experiment::setup::setup;
use crate::experiment::weights;
use crate::learn::dataset::{Dataset, Split};
use crate::model::Model;
use crate::model::learner::Learner;
use crate::physics::divergence::divergence;
use crate::physics::field::VectorField;
use crate::physics::law::Hamiltonian;
use crate::physics::trajectory::{Trajectory, is_drawable, time_reversal_error};

/// Magnitude of the divergence at the ends of its colour bar, in 1/s.
const MOST_DIVERGENCE: f64 = 1.0;

/// One model at one point of phase space.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Reading {
    /// H, or H_θ aligned with it ([`super::models`]), in J.
    pub energy: Option<f64>,
    /// dx/dt along the two axes of the view.
    pub field: [f64; 2],
    /// ∂f_q/∂q + ∂f_p/∂p, in 1/s.
    pub divergence: f64,
}

/// Settings, data and models.
pub struct Inspector {
    settings: Settings,
    dataset: Dataset,
    /// Standard deviation of H over the training states, in J; `None` if H is unknown.
    energy_spread: Option<f64>,
    models: Models,
    /// Of the view.
    axes: [usize; 2],
}

impl Inspector {
    /// An inspector without learned models. The truth is that of the settings' system, if its law is known.
    pub fn new(settings: &Settings, dataset: Dataset) -> Inspector {
        let dynamics = settings.dynamics();
        let hamiltonian = dynamics.as_ref().and_then(|truth| truth.law.hamiltonian());
        Inspector {
            energy_spread: hamiltonian.map(|h| energy_spread(h, &dataset)),
            models: Models::new(dynamics, &dataset),
            dataset,
            settings: settings.clone(),
            axes: setup(settings.system()).view.axes,
        }
    }

    /// Takes settings with the same data and networks.
    ///
    /// # Errors
    /// A setting differs that needs a new run.
    pub fn set_rollout(&mut self, settings: &Settings) -> Result<()> {
        if !self.settings.same_training(settings) {
            return Err(Error::NewRun);
        }
        self.settings = settings.clone();
        Ok(())
    }

    /// The current settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The training and test set.
    pub fn dataset(&self) -> &Dataset {
        &self.dataset
    }

    /// Loss of the true field on the noisy test set. A learner can end below it ([`crate::physics::noise_bias`]).
    /// `None` if the law is unknown or the loss does not compare derivatives.
    pub fn loss_of_true_law(&mut self) -> Option<f64> {
        if !self.settings.objective().needs_law {
            return None;
        }
        let Split { x, dx, .. } = &self.dataset.test;
        let dx = dx.as_ref()?;
        let mut field = vec![0.0; x.len()];
        self.models.truth.as_mut()?.eval(x, &mut field);
        let squares = field.iter().zip(dx).map(|(f, dx)| (f - dx).powi(2));
        Some(squares.sum::<f64>() / dx.len() as f64)
    }

    /// Pace, from the current start, of the best field that noisy states allow. `None` where no formula is known or
    /// the loss does not compare derivatives.
    pub fn best_pace(&self) -> Option<f64> {
        if !self.settings.objective().needs_law {
            return None;
        }
        let truth = self.models.truth.as_ref()?;
        let best_pace = truth.mechanics.best_pace.as_ref()?;
        best_pace(
            &truth.parameters,
            self.settings.plan().noise,
            self.settings.start(),
        )
    }

    /// Energy drift of a model from starts inside and outside the training energies; `None` if the true energy is unknown.
    pub fn drift_by_start(&mut self, model: &str) -> Result<Option<DriftByStart>> {
        let dynamics = self.models.truth.clone();
        let field = self.models.vector_field(model)?;
        Ok(dynamics.and_then(|truth| drift_by_start(field, &truth, &self.settings)))
    }

    /// Takes a learner's weights from the bytes of a safetensors file.
    pub fn set_weights(&mut self, learner: &str, bytes: &[u8]) -> Result<()> {
        let learner = Learner::by_id(learner)?;
        self.set_model(&weights::load(bytes, learner, &self.settings.network())?)
    }

    /// Copies the current weights of a model.
    pub fn set_model(&mut self, model: &Model) -> Result<()> {
        self.models.insert(model)
    }

    /// Rollouts of the truth, which comes first if it is known, and of the named learners.
    pub fn rollouts(&mut self, learners: &[&str]) -> Result<Vec<(&'static str, Measured)>> {
        let mut all = Vec::with_capacity(learners.len() + 1);
        let truth = match &mut self.models.truth {
            Some(truth) => Some(roll_out(truth, &self.settings)),
            None => None,
        };
        if let Some(truth) = &truth {
            all.push((TRUTH, self.measure(TRUTH, truth.clone(), Some(truth))?));
        }
        for learner in learners {
            let id = Learner::by_id(learner)?.id;
            let trajectory = roll_out(self.models.vector_field(id)?, &self.settings);
            all.push((id, self.measure(id, trajectory, truth.as_ref())?));
        }
        Ok(all)
    }

    /// A model's field along the axes of the view, `(rows, columns, 2)`. The other coordinates are those of the start.
    /// An infinite field is returned as 0, which draws no arrow.
    pub fn field(&mut self, model: &str, grid: Grid) -> Result<Vec<f64>> {
        let states = self.states(grid);
        let mut field = vec![0.0; states.len()];
        self.models.vector_field(model)?.eval(&states, &mut field);
        let axes = self.axes();
        let rows = field.chunks_exact(self.dataset.dim);
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

    /// A model's quantity on a grid, `(rows, columns)`.
    pub fn values(&mut self, model: &str, quantity: Quantity, grid: Grid) -> Result<Vec<f64>> {
        let states = self.states(grid);
        map::values(&mut self.models, model, quantity, &states)
    }

    /// A model's quantity on a grid with the range of its colours. Energies have the same range for all models if the true energy
    /// is known, so that their contours lie at the same levels; differences have the spread of H over the training states.
    pub fn map(&mut self, model: &str, quantity: Quantity, grid: Grid) -> Result<Map> {
        let values = self.values(model, quantity, grid)?;
        let range = match (quantity, self.energy_spread) {
            (Quantity::Divergence, _) => [-MOST_DIVERGENCE, MOST_DIVERGENCE],
            (Quantity::Difference, Some(spread)) => [-spread, spread],
            (Quantity::Energy, Some(_)) if model != TRUTH => {
                energy_range(self.values(TRUTH, Quantity::Energy, grid)?)
            }
            _ => energy_range(values.clone()),
        };
        Ok(Map {
            values,
            range,
            unit: quantity.unit(self.settings.system()),
        })
    }

    /// Every model at the point `(x, y)` of the view's plane, the truth first if it is known.
    pub fn probe(&mut self, x: f64, y: f64) -> Result<Vec<(&'static str, Reading)>> {
        let mut state = self.settings.start().to_vec();
        let axes = self.axes();
        state[axes[0]] = x;
        state[axes[1]] = y;
        let names = self.models.names();
        let mut readings = Vec::with_capacity(names.len());
        for model in names {
            let energy = self
                .energies(model, &state)?
                .and_then(|energies| energies.first().copied());
            let field = self.models.vector_field(model)?;
            let mut velocity = vec![0.0; state.len()];
            field.eval(&state, &mut velocity);
            let reading = Reading {
                energy,
                field: axes.map(|axis| velocity[axis]),
                divergence: divergence(field, &state)[0],
            };
            readings.push((model, reading));
        }
        Ok(readings)
    }

    /// Distance of each grid point to the nearest training state in the view's plane, `(rows, columns)`, in units of
    /// [`coverage::REACH`].
    pub fn coverage(&self, grid: Grid) -> Vec<f64> {
        let axes = self.axes();
        let states = self.dataset.train.x.chunks_exact(self.dataset.dim);
        let points: Vec<[f64; 2]> = states.map(|x| axes.map(|axis| x[axis])).collect();
        coverage::distances(&points, grid.points())
    }

    /// Time-reversal error of a model over the current horizon ([`time_reversal_error`]).
    pub fn time_reversal_error(&mut self, model: &str) -> Result<f64> {
        let settings = &self.settings;
        time_reversal_error(
            self.models.vector_field(model)?,
            settings.integrator(),
            settings.start(),
            settings.dt(),
            settings.rollout_steps(),
        )
    }

    /// H or aligned H_θ of states `(n, dim)`, up to the first value that cannot be drawn; `None` for a model without energy.
    pub fn energies(&mut self, model: &str, states: &[f64]) -> Result<Option<Vec<f64>>> {
        self.models.drawable_energies(model, states)
    }

    fn measure(
        &mut self,
        model: &str,
        trajectory: Trajectory,
        truth: Option<&Trajectory>,
    ) -> Result<Measured> {
        measure(
            &mut self.models,
            model,
            trajectory,
            truth,
            &self.dataset.train.x,
            &self.settings,
        )
    }

    fn axes(&self) -> [usize; 2] {
        self.axes
    }

    /// The initial state, moved to each point of a grid.
    fn states(&self, grid: Grid) -> Vec<f64> {
        let [horizontal, vertical] = self.axes();
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

fn energy_spread(hamiltonian: &dyn Hamiltonian, dataset: &Dataset) -> f64 {
    let states = dataset.train.x.chunks_exact(dataset.dim);
    let energies: Vec<f64> = states.map(|x| hamiltonian.energy(x)).collect();
    let spread = coverage::deviation(energies.into_iter());
    // Zero if all data lie on one level line.
    if spread > 0.0 { spread } else { 1.0 }
}
