//! SETTINGS: every setting with label, unit, bounds, help, default and effect.
//!
//! The control panel, links, help and validation are built from this table and from the `parameters` of each system.

use super::setting::{Choice, Default, Effect, Group, Kind, OnlyWith, Setting, integer, real};
use super::value::Value;
use super::{MAX_COORDINATE, keys};
use crate::experiment::setup::{HORIZONS, TIME_STEPS, setup};
use crate::learn::objective::{OBJECTIVES, Window};
use crate::model::activation::ACTIVATIONS;
use crate::model::learner::LEARNERS;
use crate::physics::integrator::INTEGRATORS;
use crate::physics::own::{OWN, OWN_LABEL, OWN_SUMMARY};
use crate::physics::system::{Parameter, System};
use crate::physics::systems::SYSTEMS;
use std::borrow::Cow;

macro_rules! choices {
    ($records:expr) => {
        $records
            .map(|entry| Choice {
                id: entry.id,
                label: entry.label,
                help: entry.help,
            })
            .collect()
    };
}

macro_rules! options {
    ($records:expr) => {
        Kind::Choice {
            options: choices!($records),
        }
    };
}

/// Largest number of learners that train side by side.
pub const MAX_LEARNERS: usize = 4;

/// Largest K. candle visits the graph of a loss recursively, so a longer one could exhaust the stack of a worker.
pub const MAX_STEPS_COMPARED: u32 = 8;

/// The settings of every system, in the order of the panel.
pub fn common() -> Vec<Setting> {
    let systems = SYSTEMS.iter().map(|system| Choice {
        id: system.id,
        label: system.label,
        help: system.summary,
    });
    let own = Choice {
        id: OWN,
        label: OWN_LABEL,
        help: OWN_SUMMARY,
    };
    let mut settings = vec![Setting {
        key: Cow::Borrowed(keys::SYSTEM.name),
        label: Cow::Borrowed("System"),
        unit: "",
        help: text!("The mechanical system."),
        group: Group::System,
        kind: Kind::Choice {
            options: systems.chain([own]).collect(),
        },
        effect: Effect::Restart,
        only_with: None,
        default: Default::Of(|system| Value::from(system.id)),
    }];
    settings.extend(data());
    settings.extend(network());
    settings.extend(training());
    settings.extend(rollout());
    settings
}

fn data() -> [Setting; 4] {
    let setting = |key, label, unit, help, number, default| Setting {
        key: Cow::Borrowed(key),
        label: Cow::Borrowed(label),
        unit,
        help,
        group: Group::Data,
        kind: Kind::Number(number),
        effect: Effect::Restart,
        only_with: None,
        default,
    };
    [
        setting(
            keys::NOISE.name,
            "Noise σ",
            "",
            text!(
                "Standard deviation of the measurement error of q and p, in their units. 0 means exact measurements."
            ),
            real(0.0, 0.5, 0.01),
            Default::Of(|system| Value::from(setup(system).noise)),
        ),
        setting(
            keys::TRAJECTORIES.name,
            "Trajectories",
            "",
            text!("Number of observed motions to learn from. The test set is drawn separately."),
            integer(1, 1000, 1).logarithmic(),
            Default::Of(|system| Value::from(setup(system).trajectories)),
        ),
        setting(
            keys::SAMPLES.name,
            "Samples each",
            "per trajectory",
            text!("Points measured along each trajectory, at equal time intervals."),
            integer(2, 200, 1),
            Default::Of(|system| Value::from(setup(system).samples)),
        ),
        setting(
            keys::SEED.name,
            "Seed",
            "",
            text!(
                "Determines all random numbers: data, noise, initial weights. The same seed gives the same run."
            ),
            integer(0, 999_999, 1),
            Default::Of(|system| Value::from(setup(system).seed)),
        ),
    ]
}

fn network() -> [Setting; 4] {
    let setting = |key, label, unit, help, kind, default| Setting {
        key: Cow::Borrowed(key),
        label: Cow::Borrowed(label),
        unit,
        help,
        group: Group::Network,
        kind,
        effect: Effect::Restart,
        only_with: None,
        default,
    };
    [
        setting(
            keys::LEARNERS.name,
            "Learners",
            "",
            text!("The learners to train and compare, from left to right."),
            Kind::Several {
                options: choices!(LEARNERS.iter()),
                most: MAX_LEARNERS,
            },
            Default::Choice("baseline,hnn"),
        ),
        setting(
            keys::WIDTH.name,
            "Width",
            "units per layer",
            text!("Units of each hidden layer. Wider networks can fit more and train more slowly."),
            Kind::Number(integer(4, 256, 4).logarithmic()),
            Default::Of(|system| Value::from(setup(system).width)),
        ),
        setting(
            keys::DEPTH.name,
            "Depth",
            "hidden layers",
            text!("Number of hidden layers."),
            Kind::Number(integer(1, 4, 1)),
            Default::Number(2.0),
        ),
        setting(
            keys::ACTIVATION.name,
            "Activation",
            "",
            text!(
                "The nonlinearity of each unit. An HNN needs a smooth one, because its field consists of derivatives."
            ),
            options!(ACTIVATIONS.iter()),
            Default::Choice("tanh"),
        ),
    ]
}

fn training() -> [Setting; 6] {
    let setting = |key, label, unit, help, kind, effect, default| Setting {
        key: Cow::Borrowed(key),
        label: Cow::Borrowed(label),
        unit,
        help,
        group: Group::Training,
        kind,
        effect,
        only_with: None,
        default,
    };
    [
        setting(
            keys::LEARNING_RATE.name,
            "Learning rate",
            "",
            text!("Size of Adam's steps. Too high and training diverges, too low and it crawls."),
            Kind::Number(real(1e-5, 10.0, 0.0).logarithmic()),
            Effect::Live,
            Default::Number(1e-3),
        ),
        setting(
            keys::WEIGHT_DECAY.name,
            "Weight decay",
            "",
            text!("Pulls every weight towards 0 by adding a multiple of it to its gradient."),
            Kind::Number(real(1e-6, 0.1, 0.0).logarithmic().or_zero("none")),
            Effect::Live,
            Default::Of(|system| Value::from(setup(system).weight_decay)),
        ),
        setting(
            keys::BATCH_SIZE.name,
            "Batch size",
            "samples",
            text!("Number of samples per training step."),
            Kind::Number(integer(8, 1024, 8).logarithmic().or_zero("all")),
            Effect::Restart,
            Default::Of(|system| Value::from(setup(system).batch_size)),
        ),
        setting(
            keys::STEPS.name,
            "Training steps",
            "steps",
            text!("Training stops after this many steps. You can add more later."),
            Kind::Number(integer(10, 50_000, 10).logarithmic()),
            Effect::Budget,
            Default::Of(|system| Value::from(setup(system).steps)),
        ),
        setting(
            keys::OBJECTIVE.name,
            "Learns from",
            "",
            text!("What the loss compares."),
            options!(OBJECTIVES.iter()),
            Effect::Restart,
            Default::Choice("derivative"),
        ),
        Setting {
            only_with: Some(OnlyWith {
                key: keys::OBJECTIVE.name,
                choices: OBJECTIVES
                    .iter()
                    .filter(|objective| objective.window == Window::Steps)
                    .map(|objective| objective.id)
                    .collect(),
            }),
            ..setting(
                keys::STEPS_COMPARED.name,
                "Steps compared K",
                "",
                text!("Number of integration steps after which states are compared."),
                Kind::Number(integer(1, MAX_STEPS_COMPARED, 1)),
                Effect::Restart,
                Default::Number(4.0),
            )
        },
    ]
}

fn rollout() -> [Setting; 4] {
    let setting = |key, label, unit, help, kind, default| Setting {
        key: Cow::Borrowed(key),
        label: Cow::Borrowed(label),
        unit,
        help,
        group: Group::Rollout,
        kind,
        effect: Effect::Rollout,
        only_with: None,
        default,
    };
    [
        setting(
            keys::HORIZON.name,
            "Horizon",
            "s",
            text!("Duration of the predictions."),
            Kind::Number(real(HORIZONS[0], HORIZONS[1], 1.0).logarithmic()),
            Default::Of(|system| Value::from(setup(system).horizon)),
        ),
        setting(
            keys::DT.name,
            "Time step dt",
            "s",
            text!("Step of the integrator. The truth uses it too, so you can see its error."),
            Kind::Number(real(TIME_STEPS[0], TIME_STEPS[1], 0.001).logarithmic()),
            Default::Of(|system| Value::from(setup(system).dt)),
        ),
        setting(
            keys::INTEGRATOR.name,
            "Integrator",
            "",
            text!("Method that turns a field into a trajectory."),
            options!(INTEGRATORS.iter()),
            Default::Choice("rk4"),
        ),
        setting(
            keys::START.name,
            "Initial state",
            "",
            text!("Where the truth and the models start. Drag it on a plane."),
            Kind::Vector {
                min: -MAX_COORDINATE,
                max: MAX_COORDINATE,
            },
            Default::Of(|system| Value::from(setup(system).start)),
        ),
    ]
}

impl Parameter {
    /// The parameter as a setting of its system.
    pub fn setting(&self) -> Setting {
        Setting {
            key: self.key.clone(),
            label: self.label.clone(),
            unit: self.unit,
            help: self.help,
            group: Group::System,
            kind: Kind::Number(real(self.min, self.max, self.step)),
            effect: Effect::Restart,
            only_with: None,
            default: Default::Number(self.default),
        }
    }
}

/// All settings of one system, with its physical parameters.
pub fn of(system: &System) -> Vec<Setting> {
    let mut settings = common();
    #[cfg(feature = "formulas")]
    settings.extend(super::own::settings(system));
    settings.extend(system.parameters.iter().map(Parameter::setting));
    settings
}
