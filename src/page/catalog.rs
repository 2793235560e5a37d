//! The catalog: the tables of systems, integrators, learners, settings and presets as the page reads them.

use crate::experiment::presets::{PRESETS, Preset};
use crate::experiment::settings::{EARLIER_KEYS, FORMAT, GROUPS, GroupInfo, Setting, Value, table};
use crate::experiment::setup::{View, setup};
use crate::learn::trainer::MAX_RECORDED_ROWS;
use crate::model::learner::{Feature, LEARNERS, Learner};
use crate::paper::published::{PublishedResult, RESULTS};
use crate::physics::field::VectorField;
use crate::physics::integrator::{INTEGRATORS, Integrator};
use crate::physics::masses::has_constant_masses;
use crate::physics::method::Method;
use crate::physics::system::{Dynamics, System};
use crate::physics::systems::SYSTEMS;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Everything from which the page builds its controls, links and help.
#[derive(Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Catalog {
    /// Version of this program.
    pub version: &'static str,
    /// Version of the link format. Earlier ones are read, too.
    pub format: u32,
    /// Settings of earlier formats, which stand for others now.
    pub earlier_keys: [&'static str; 2],
    /// Largest number of test states behind a recorded loss.
    pub recorded_rows: usize,
    /// Sections of the control panel, in order.
    pub groups: &'static [GroupInfo],
    pub systems: Vec<SystemInfo>,
    pub integrators: Vec<IntegratorInfo>,
    pub learners: Vec<LearnerInfo>,
    /// Settings of every system, in the order of the panel.
    pub settings: Vec<SettingInfo>,
    #[cfg_attr(target_arch = "wasm32", tsify(type = "PresetInfo[]"))]
    pub presets: &'static [Preset],
    /// The paper's table.
    pub published: &'static [PublishedResult],
}

#[derive(Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SettingInfo {
    #[serde(flatten)]
    pub setting: Setting,
    /// By id of the system.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, Value>"))]
    pub defaults: BTreeMap<&'static str, Value>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SystemInfo {
    #[serde(flatten)]
    pub system: &'static System,
    pub dof: usize,
    /// Whether it is known that H = T(p) + V(q).
    pub separable: bool,
    /// Whether its velocity is momentum over a constant mass.
    pub constant_mass: bool,
    pub view: View,
    /// Settings of this system alone: its physical parameters, and for a typed Hamiltonian its formula and starts.
    pub parameters: Vec<SettingInfo>,
    /// Duration of a drawn training trajectory, in s; 0 for a recording.
    pub data_span: f64,
}

#[derive(Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct IntegratorInfo {
    #[serde(flatten)]
    pub integrator: &'static Integrator,
    pub order_non_separable: u32,
    pub adaptive: bool,
}

#[derive(Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct LearnerInfo {
    #[serde(flatten)]
    pub learner: &'static Learner,
    /// Whether it learns an energy H_θ.
    pub has_energy: bool,
    /// Whether its field is exactly that of a Hamiltonian, for any number of degrees of freedom.
    pub hamiltonian: bool,
    /// Whether its velocity depends on p alone and its force on q alone.
    pub separable: bool,
    /// What it cannot represent.
    pub lacks: Vec<Feature>,
}

/// All tables.
pub fn catalog() -> Catalog {
    let settings = table::common().into_iter();
    Catalog {
        version: env!("CARGO_PKG_VERSION"),
        format: FORMAT,
        earlier_keys: EARLIER_KEYS,
        recorded_rows: MAX_RECORDED_ROWS,
        groups: &GROUPS,
        systems: systems().map(system_info).collect(),
        integrators: INTEGRATORS.iter().map(integrator_info).collect(),
        learners: LEARNERS.iter().map(learner_info).collect(),
        settings: settings
            .map(|setting| setting_info(setting, systems()))
            .collect(),
        presets: PRESETS,
        published: &RESULTS,
    }
}

/// Those of the table, and a typed Hamiltonian.
fn systems() -> impl Iterator<Item = &'static System> {
    let systems = SYSTEMS.iter();
    #[cfg(feature = "formulas")]
    let systems = systems.chain([crate::experiment::settings::own::first()]);
    systems
}

fn system_info(system: &'static System) -> SystemInfo {
    let common: BTreeSet<Cow<'static, str>> = table::common()
        .into_iter()
        .map(|setting| setting.key)
        .collect();
    let special = table::of(system)
        .into_iter()
        .filter(|setting| !common.contains(&setting.key));
    let mechanics = system.mechanics.as_ref();
    let dynamics = Dynamics::new(system);
    SystemInfo {
        system,
        dof: system.dim() / 2,
        separable: dynamics.as_ref().is_some_and(Dynamics::separable),
        constant_mass: dynamics.is_some_and(|mut truth| has_constant_masses(&mut truth)),
        view: setup(system).view,
        parameters: special
            .map(|setting| setting_info(setting, std::iter::once(system)))
            .collect(),
        data_span: mechanics.map_or(0.0, |mechanics| mechanics.sampling.span),
    }
}

fn integrator_info(integrator: &'static Integrator) -> IntegratorInfo {
    IntegratorInfo {
        integrator,
        order_non_separable: integrator.order_non_separable(),
        adaptive: matches!(integrator.method, Method::Adaptive(_)),
    }
}

fn learner_info(learner: &'static Learner) -> LearnerInfo {
    LearnerInfo {
        learner,
        has_energy: learner.has_energy(),
        hamiltonian: learner.is_hamiltonian(2),
        separable: learner.is_separable(),
        lacks: learner.lacks(),
    }
}

fn setting_info(setting: Setting, systems: impl Iterator<Item = &'static System>) -> SettingInfo {
    SettingInfo {
        defaults: systems
            .map(|system| (system.id, setting.default_on(system)))
            .collect(),
        setting,
    }
}
