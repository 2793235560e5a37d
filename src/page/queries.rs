//! Queries that need no run. The page answers them itself and at once, in an instance that exchanges only texts: JSON in, JSON out.

use crate::error::{Error, Result};
use crate::experiment::run_record::RunRecord;
use crate::experiment::settings::{Settings, Values};
#[cfg(feature = "formulas")]
use crate::page::own::{self, OwnSystem, Typing};
#[cfg(feature = "formulas")]
use crate::physics::expression::gallery::GALLERY;
use crate::physics::momenta;
use serde::{Deserialize, Serialize};

/// No system, where no formula can be read.
#[cfg(not(feature = "formulas"))]
type OwnSystem = ();

/// What the page may ask.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Query {
    /// Complete settings from these: [`check`].
    Check(#[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, Value>"))] Values),
    /// The run record in a text: [`read`].
    Read(String),
    /// The momenta for these velocities: [`momenta()`].
    Momenta(Motion),
    /// How a formula is read: [`own::read`].
    #[cfg(feature = "formulas")]
    Formula(Typing),
    /// The formulas to begin with: [`GALLERY`].
    #[cfg(feature = "formulas")]
    Gallery,
}

/// Where the bodies of a system are, and how they move.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Motion {
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, Value>"))]
    pub settings: Values,
    /// dof numbers.
    pub positions: Vec<f64>,
    /// dof numbers.
    pub velocities: Vec<f64>,
}

/// Result of [`check`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Checked {
    /// Complete and valid.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, Value>"))]
    pub settings: Values,
    /// Why values were replaced by their defaults.
    pub problems: Vec<String>,
    /// The system, if its Hamiltonian was typed; the others are in the catalog.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "OwnSystem | null"))]
    pub own: Option<OwnSystem>,
}

/// Result of [`read`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ReadRecord {
    pub record: RunRecord,
    /// Complete and valid.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, Value>"))]
    pub settings: Values,
}

/// Answers a [`Query`]: `{"Ok": …}` with its result, or `{"Err": "…"}` with the reason.
pub fn answer(query: &str) -> String {
    let query = serde_json::from_str(query).map_err(|error| error.to_string());
    match query {
        Ok(Query::Check(values)) => json(&Ok(check(&values))),
        Ok(Query::Read(text)) => json(&read(&text).map_err(|error| error.to_string())),
        Ok(Query::Momenta(Motion {
            settings,
            positions,
            velocities,
        })) => {
            let (settings, _) = Settings::from_values(&settings);
            let found = momenta(&settings, &positions, &velocities);
            json(&found.map_err(|error| error.to_string()))
        }
        #[cfg(feature = "formulas")]
        Ok(Query::Formula(typing)) => json(&Ok(own::read(&typing))),
        #[cfg(feature = "formulas")]
        Ok(Query::Gallery) => json(&Ok(GALLERY)),
        Err(reason) => json::<()>(&Err(reason)),
    }
}

/// Completes settings with defaults; reports and replaces invalid ones.
pub fn check(values: &Values) -> Checked {
    let (settings, problems) = Settings::from_values(values);
    Checked {
        settings: settings.values().clone(),
        problems: problems.iter().map(ToString::to_string).collect(),
        #[cfg(feature = "formulas")]
        own: own::own_system(&settings),
        #[cfg(not(feature = "formulas"))]
        own: None,
    }
}

/// Reads a run record from JSON.
///
/// # Errors
/// It is invalid.
pub fn read(json: &str) -> Result<ReadRecord> {
    let (record, settings) = RunRecord::parse(json)?;
    Ok(ReadRecord {
        record,
        settings: settings.values().clone(),
    })
}

/// The momenta at which the true system has these velocities and positions, dof numbers each.
///
/// # Errors
/// The numbers do not fit, no momenta give these velocities, or the law is unknown.
pub fn momenta(settings: &Settings, positions: &[f64], velocities: &[f64]) -> Result<Vec<f64>> {
    let system = settings.system();
    let dof = system.dim() / 2;
    for (field, numbers) in [("positions", positions), ("velocities", velocities)] {
        if numbers.len() != dof || !numbers.iter().all(|x| x.is_finite()) {
            return Err(Error::Setting {
                field: field.to_owned(),
                value: format!("{numbers:?}"),
                allowed: format!("{dof} finite numbers"),
            });
        }
    }
    let mut truth = settings.dynamics().ok_or(Error::NoLaw {
        system: system.label,
    })?;
    momenta::solve(&mut truth, positions, velocities)
}

fn json<T: Serialize>(answer: &std::result::Result<T, String>) -> String {
    // Only maps whose keys are no texts fail, and none is in these types.
    serde_json::to_string(answer).unwrap_or_default()
}
