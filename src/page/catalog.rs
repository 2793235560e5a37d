//! The catalog: the tables of systems, integrators, learners and settings as the page reads them.

use crate::experiment::presets::PRESETS;
use crate::experiment::settings::{Effect, FORMAT, Group, Kind, Setting, Value, table};
use crate::experiment::trainer::MAX_RECORDED_ROWS;
use crate::model::learner::LEARNERS;
use crate::physics::integrator::{INTEGRATORS, Symplectic};
use crate::physics::published::{PublishedResult, RESULTS};
use crate::physics::system::System;
use crate::physics::systems::SYSTEMS;
use serde::Serialize;
use std::collections::BTreeMap;

/// Everything that the page builds its controls, links and help from.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Catalog {
    /// Of this program.
    pub version: &'static str,
    /// Of the link format.
    pub format: u32,
    /// Most test states behind a recorded loss.
    pub recorded_rows: usize,
    /// Sections of the control panel, in order.
    pub groups: Vec<GroupInfo>,
    pub systems: Vec<SystemInfo>,
    pub integrators: Vec<IntegratorInfo>,
    pub learners: Vec<LearnerInfo>,
    /// Common to all systems, in the order of the panel.
    pub settings: Vec<SettingInfo>,
    pub presets: Vec<PresetInfo>,
    /// The paper's table.
    pub published: Vec<PublishedResult>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct GroupInfo {
    pub id: Group,
    pub label: &'static str,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SettingInfo {
    pub key: &'static str,
    pub label: &'static str,
    pub unit: &'static str,
    pub help: &'static str,
    pub group: Group,
    pub kind: Kind,
    pub effect: Effect,
    /// By id of the system.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, Value>"))]
    pub defaults: BTreeMap<&'static str, Value>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SystemInfo {
    pub id: &'static str,
    pub label: &'static str,
    pub summary: &'static str,
    pub dof: usize,
    /// 2·dof of them, q first.
    pub coordinates: Vec<CoordinateInfo>,
    /// H as text.
    pub formula: &'static str,
    pub has_energy: bool,
    /// Whether H = T(p) + V(q).
    pub separable: bool,
    /// Physical parameters, settings of this system alone.
    pub parameters: Vec<SettingInfo>,
    pub view: ViewInfo,
    /// Length of a training trajectory, in s.
    pub data_span: f64,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct CoordinateInfo {
    pub symbol: &'static str,
    pub label: &'static str,
    pub unit: &'static str,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ViewInfo {
    /// Components on the horizontal and vertical axis.
    pub axes: [usize; 2],
    pub x: [f64; 2],
    pub y: [f64; 2],
    /// Name of the drawing function.
    pub body: &'static str,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct IntegratorInfo {
    pub id: &'static str,
    pub label: &'static str,
    pub order: u32,
    pub order_non_separable: u32,
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(type = "\"always\" | \"separable\" | \"never\"")
    )]
    pub symplectic: &'static str,
    pub adaptive: bool,
    pub assumes: &'static str,
    pub help: &'static str,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct LearnerInfo {
    pub id: &'static str,
    pub label: &'static str,
    pub short: &'static str,
    pub help: &'static str,
    /// Whether it has a learned energy H_θ.
    pub has_energy: bool,
    /// Whether its field is exactly that of a Hamiltonian.
    pub hamiltonian: bool,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PresetInfo {
    pub id: &'static str,
    pub label: &'static str,
    /// What to look for.
    pub summary: &'static str,
    /// The settings that differ from the defaults of its system, `system` included.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, Value>"))]
    pub settings: BTreeMap<&'static str, Value>,
}

/// The tables, as the page reads them.
pub fn catalog() -> Catalog {
    Catalog {
        version: env!("CARGO_PKG_VERSION"),
        format: FORMAT,
        recorded_rows: MAX_RECORDED_ROWS,
        groups: Group::ALL
            .iter()
            .map(|(id, label)| GroupInfo { id: *id, label })
            .collect(),
        systems: SYSTEMS.iter().map(system).collect(),
        integrators: INTEGRATORS
            .iter()
            .map(|integrator| IntegratorInfo {
                id: integrator.id,
                label: integrator.label,
                order: integrator.order,
                order_non_separable: integrator.order_non_separable,
                symplectic: match integrator.symplectic {
                    Symplectic::Always => "always",
                    Symplectic::Separable => "separable",
                    Symplectic::Never => "never",
                },
                adaptive: matches!(
                    integrator.method,
                    crate::physics::integrator::Method::Adaptive
                ),
                assumes: integrator.assumes,
                help: integrator.help,
            })
            .collect(),
        learners: LEARNERS
            .iter()
            .map(|learner| LearnerInfo {
                id: learner.id,
                label: learner.label,
                short: learner.short,
                help: learner.help,
                has_energy: learner.has_energy(),
                hamiltonian: learner.is_hamiltonian(),
            })
            .collect(),
        settings: table::common()
            .iter()
            .map(|entry| setting(entry, SYSTEMS.iter()))
            .collect(),
        presets: PRESETS
            .iter()
            .map(|preset| PresetInfo {
                id: preset.id,
                label: preset.label,
                summary: preset.summary,
                settings: preset.changes().into_iter().collect(),
            })
            .collect(),
        published: RESULTS.to_vec(),
    }
}

fn system(system: &'static System) -> SystemInfo {
    let parameters = system.parameters.iter();
    SystemInfo {
        id: system.id,
        label: system.label,
        summary: system.summary,
        dof: system.dim() / 2,
        coordinates: system
            .coordinates
            .iter()
            .map(|coordinate| CoordinateInfo {
                symbol: coordinate.symbol,
                label: coordinate.label,
                unit: coordinate.unit,
            })
            .collect(),
        formula: system.formula,
        has_energy: system.hamiltonian.is_some(),
        separable: system.separable,
        parameters: parameters
            .map(|parameter| setting(&parameter.setting(), std::iter::once(system)))
            .collect(),
        view: ViewInfo {
            axes: system.view.axes,
            x: system.view.x,
            y: system.view.y,
            body: system.view.body,
        },
        data_span: system.sampling.span,
    }
}

fn setting(setting: &Setting, systems: impl Iterator<Item = &'static System>) -> SettingInfo {
    SettingInfo {
        key: setting.key,
        label: setting.label,
        unit: setting.unit,
        help: setting.help,
        group: setting.group,
        kind: setting.kind.clone(),
        effect: setting.effect,
        defaults: systems
            .map(|system| (system.id, setting.default_on(system)))
            .collect(),
    }
}
