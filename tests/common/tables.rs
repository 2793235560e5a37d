//! Iterates over the settings of all systems.

use hnn_playground::experiment::settings::Value;
use hnn_playground::experiment::settings::{Kind, Setting, own, table};
use hnn_playground::physics::system::System;
use hnn_playground::physics::systems::SYSTEMS;

/// Every setting of every system.
pub fn all_settings() -> impl Iterator<Item = (&'static System, Setting)> {
    SYSTEMS
        .iter()
        .chain([own::first()])
        .flat_map(|system| table::of(system).into_iter().map(move |s| (system, s)))
}

/// An allowed value other than the default.
pub fn another(setting: &Setting, system: &System) -> Value {
    match (&setting.kind, setting.default_on(system)) {
        (Kind::Number(bounds), Value::Number(default)) => {
            let step = if bounds.integer {
                1.0
            } else {
                default.abs() * 0.1
            };
            let near = [default - step, default + step, bounds.min, bounds.max];
            let value = near
                .into_iter()
                .find(|x| *x != default && bounds.allows(*x));
            Value::Number(value.unwrap())
        }
        (Kind::Choice { options }, Value::Text(default)) => {
            let other = options.iter().find(|option| option.id != default);
            Value::from(other.unwrap().id)
        }
        (Kind::Several { options, most }, Value::Text(default)) => {
            let others = options.iter().filter(|option| !default.contains(option.id));
            let ids: Vec<&str> = others.map(|option| option.id).take(*most).collect();
            Value::Text(ids.join(","))
        }
        (Kind::Vector { .. }, Value::List(default)) => {
            Value::List(default.iter().map(|x| x * 0.9 + 0.01).collect())
        }
        (Kind::Intervals { .. }, Value::List(default)) => {
            Value::List(default.iter().map(|x| x * 0.9).collect())
        }
        (Kind::Formula { .. }, _) => Value::from("p^2/2 + q^2/2"),
        (kind, default) => panic!("{}: {kind:?} with the default {default}", setting.key),
    }
}
