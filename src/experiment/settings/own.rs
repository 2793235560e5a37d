//! Settings of a typed Hamiltonian: the formula, its parameters with the ranges of their sliders, and the starts of its data.

use super::keys::{self, RANGE};
use super::setting::{Bounds, Count, Default, Effect, Group, Kind, Setting, intervals, real};
use super::value::Value;
use super::{MAX_COORDINATE, Values};
use crate::error::{Error, Result};
use crate::physics::expression::automatic_starts::automatic_starts;
use crate::physics::expression::gallery::{Example, GALLERY};
use crate::physics::expression::hamiltonian::{DEFAULT_PARAMETER, TypedHamiltonian};
use crate::physics::expression::limits::MAX_LENGTH;
use crate::physics::expression::own_system::own_system;
use crate::physics::own::{MAX_PARAMETER, PARAMETER, parameter_key};
use crate::physics::system::{Parameter, System};
use crate::physics::systems::SYSTEMS;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The formula to begin with.
const FIRST: &str = "double_well";

const SPAN: Bounds = real(0.1, 50.0, 0.1).logarithmic();

/// The system of the formula to begin with.
pub fn first() -> &'static System {
    static SYSTEM: LazyLock<System> = LazyLock::new(|| {
        let example = Example::by_id(FIRST).and_then(Example::system);
        // A test makes every system of the gallery.
        example.unwrap_or_else(|_| SYSTEMS[0].clone())
    });
    &SYSTEM
}

/// The settings of a typed Hamiltonian but its parameters; none for other systems.
pub(super) fn settings(system: &System) -> Vec<Setting> {
    let Some(typed) = &system.typed else {
        return Vec::new();
    };
    let mechanics = system.mechanics.as_ref();
    let span = mechanics.map_or(SPAN.min, |mechanics| mechanics.sampling.span);
    let setting = |key: &'static str, label, unit, help, group, kind, default| Setting {
        key: Cow::Borrowed(key),
        label: Cow::Borrowed(label),
        unit,
        help,
        group,
        kind,
        effect: Effect::Restart,
        only_with: None,
        default: Default::Value(default),
    };
    let mut settings = vec![
        setting(
            keys::HAMILTONIAN.name,
            "H(q, p)",
            "",
            "The energy as a formula of q and p, or of q1, q2, p1, p2. Every other name is a parameter.",
            Group::System,
            Kind::Formula {
                longest: MAX_LENGTH,
            },
            Value::Text(typed.formula.clone()),
        ),
        setting(
            keys::STARTS.name,
            "Starts",
            "",
            "The observed motions start in this box. Drag its edges on the truth’s plane, or type.",
            Group::Data,
            Kind::Intervals {
                of: Count::Coordinates,
                min: -MAX_COORDINATE,
                max: MAX_COORDINATE,
            },
            Value::List(typed.starts.as_flattened().to_vec()),
        ),
        setting(
            keys::SPAN.name,
            "Observed for",
            "s",
            "Duration of each observed motion.",
            Group::Data,
            Kind::Number(SPAN),
            Value::Number(span),
        ),
    ];
    settings.extend(system.parameters.iter().map(range));
    settings
}

/// The range of a parameter's slider. It changes no result.
fn range(parameter: &Parameter) -> Setting {
    let name = parameter.key.trim_start_matches(PARAMETER);
    Setting {
        key: Cow::Owned(format!("{RANGE}{name}")),
        label: Cow::Owned(format!("Range of {name}")),
        unit: "",
        help: "The two ends of the slider.",
        group: Group::System,
        kind: Kind::Intervals {
            of: Count::One,
            min: -MAX_PARAMETER,
            max: MAX_PARAMETER,
        },
        effect: Effect::Slider,
        only_with: None,
        default: Default::Value(Value::List(around(parameter.default).to_vec())),
    }
}

/// From a fifth of an ordinary value to five times the value; a mass stays positive.
fn around(value: f64) -> [f64; 2] {
    let [usual_low, usual_high] = [DEFAULT_PARAMETER / 5.0, DEFAULT_PARAMETER * 5.0];
    match value {
        value if (usual_low..=usual_high).contains(&value) => [usual_low, usual_high],
        0.0 => [-usual_high, usual_high],
        value => {
            let ends = [value / 5.0, value * 5.0].map(|x| x.clamp(-MAX_PARAMETER, MAX_PARAMETER));
            [ends[0].min(ends[1]), ends[0].max(ends[1])]
        }
    }
}

/// The system that these values describe. What is missing or not allowed takes its default.
///
/// # Errors
/// The formula cannot be read or is not finite, or too many trajectories escape.
pub(super) fn system(values: &Values) -> Result<System> {
    let first = first();
    let text = match values.get(keys::HAMILTONIAN.name) {
        None => first.typed.as_ref().map_or("", |typed| &typed.formula),
        Some(Value::Text(text)) => text,
        Some(other) => return Err(refused(&other.to_string(), "")),
    };
    let given: Vec<&str> = values
        .keys()
        .filter_map(|key| key.strip_prefix(PARAMETER))
        .collect();
    let hamiltonian = TypedHamiltonian::parse(text, &given)
        .map_err(|error| refused(&Value::from(text).to_string(), &format!(". {error}")))?;
    let example = GALLERY.iter().find(|example| example.formula == text);
    let usual = |name: &str| {
        let known =
            example.and_then(|example| example.parameters.iter().find(|(known, _)| *known == name));
        known.map_or(DEFAULT_PARAMETER, |(_, value)| *value)
    };
    let parameter = |name: &String| {
        let value = values.get(&parameter_key(name)).and_then(Value::number);
        let value = value.filter(|value| value.abs() <= MAX_PARAMETER);
        value.unwrap_or_else(|| usual(name))
    };
    let parameters: Vec<f64> = hamiltonian.parameters().iter().map(parameter).collect();
    let (starts, span) = (starts(values, 2 * hamiltonian.dof()), span(values));
    let (starts, span) = match (starts, span, example) {
        (Some(starts), Some(span), _) => (starts, span),
        (starts, span, Some(example)) => {
            let usual = || example.starts.to_vec();
            (starts.unwrap_or_else(usual), span.unwrap_or(example.span))
        }
        (starts, span, None) => {
            let (usual, period) = automatic_starts(&hamiltonian, &parameters);
            (starts.unwrap_or(usual), span.unwrap_or(period))
        }
    };
    own_system(&hamiltonian, &parameters, &starts, span)
}

fn refused(value: &str, reason: &str) -> Error {
    Error::Setting {
        field: keys::HAMILTONIAN.name.to_owned(),
        value: value.to_owned(),
        allowed: format!("a formula of q and p{reason}"),
    }
}

/// The box of starts, if it is given and allowed.
fn starts(values: &Values, dim: usize) -> Option<Vec<[f64; 2]>> {
    let list = keys::STARTS.read(values.get(keys::STARTS.name)?)?;
    intervals(&list, dim, -MAX_COORDINATE, MAX_COORDINATE).map(<[_]>::to_vec)
}

fn span(values: &Values) -> Option<f64> {
    let span = keys::SPAN.read(values.get(keys::SPAN.name)?)?;
    SPAN.allows(span).then_some(span)
}
