//! Can untrusted settings cause a panic or pass unchecked? Files: `fuzz_files.rs`.

use hnn_playground::error::Error;
use hnn_playground::experiment::settings::{Kind, own, table};
use hnn_playground::experiment::settings::{
    MAX_MEMORY_MB, MAX_ROLLOUT_STEPS, Settings, Value, Values,
};
use hnn_playground::physics::systems::SYSTEMS;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;

/// Keys of all systems, ids of all choices, and numbers on and next to all bounds.
fn words_and_numbers() -> (Vec<String>, Vec<String>, Vec<f64>) {
    let (mut keys, mut ids, mut numbers) = (vec!["system".to_owned()], vec![], vec![]);
    for setting in SYSTEMS.iter().chain([own::first()]).flat_map(table::of) {
        keys.push(setting.key.to_string());
        match &setting.kind {
            Kind::Number(bounds) => {
                let (min, max) = (bounds.min, bounds.max);
                numbers.extend([min, max, min.next_down(), max.next_up(), (min + max) / 2.0]);
            }
            Kind::Choice { options } | Kind::Several { options, .. } => {
                ids.extend(options.iter().map(|o| o.id.to_owned()));
                ids.push(ids[ids.len() - 2..].join(","));
            }
            Kind::Vector { min, max } | Kind::Intervals { min, max, .. } => {
                numbers.extend([*min, *max]);
            }
            Kind::Formula { .. } => {
                ids.extend(["p^2/2 + q^2/2", "p + log(q)", "p1^2 + q1 q2", "(q"].map(str::to_owned))
            }
        }
    }
    (keys, ids, numbers)
}

fn any_value() -> impl Strategy<Value = Value> {
    let (_, ids, numbers) = words_and_numbers();
    let number = || {
        prop_oneof![
            6 => select(numbers.clone()),
            2 => (-10i32..2000).prop_map(f64::from),
            2 => proptest::num::f64::ANY,
        ]
    };
    prop_oneof![
        6 => number().prop_map(Value::Number),
        2 => select(ids).prop_map(Value::Text),
        1 => any::<String>().prop_map(Value::Text),
        1 => (1usize..2000).prop_map(|n| Value::Text("ü".repeat(n))),
        2 => vec(number(), 0..9).prop_map(Value::List),
    ]
}

fn any_key() -> impl Strategy<Value = String> {
    let (keys, ..) = words_and_numbers();
    prop_oneof![20 => select(keys), 1 => any::<String>()]
}

/// Asserts that settings are complete, within all bounds, and accepted again unchanged.
fn assert_valid(settings: &Settings) {
    let system = settings.system();
    let values = settings.values();
    let table = table::of(system);
    assert_eq!(values.len(), table.len());
    for setting in &table {
        setting.check(&values[&*setting.key], system).unwrap();
    }
    assert!(settings.horizon() / settings.dt() <= MAX_ROLLOUT_STEPS as f64 + 0.5);
    assert!(settings.memory_mb() <= MAX_MEMORY_MB);
    let (again, problems) = Settings::from_values(values);
    assert_eq!((&again, problems), (settings, std::vec![]));
}

/// Asserts that the message names the setting, its value and what is allowed.
fn assert_named(error: &Error, key: &str, value: &Value) {
    let message = error.to_string();
    let quoted: String = match (key, error) {
        // A constraint across settings names the setting to change.
        ("system", _) => match value {
            Value::Text(text) => text.clone(),
            other => other.to_string(),
        },
        (_, Error::Setting { field, .. }) if field != key => "dt".to_owned(),
        (_, Error::TooLarge { .. }) => "batch_size".to_owned(),
        (_, Error::Setting { .. }) => {
            assert!(message.starts_with(&format!("{key}: ")), "{message}");
            value.to_string()
        }
        _ => key.to_owned(),
    };
    let start: String = quoted.chars().take(150).collect();
    assert!(message.contains(&start), "{message} does not name {start}");
    let (_, allowed) = message
        .split_once("allowed: ")
        .or(message.split_once("known: "))
        .unwrap_or_else(|| panic!("{message} does not say what is allowed"));
    assert!(
        !allowed.is_empty() && message.chars().count() < 1200,
        "{message}"
    );
}

/// 10⁴ cases, or more by PROPTEST_CASES.
fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        cases: default.cases.max(10_000),
        failure_persistence: None,
        ..default
    }
}

proptest! {
    #![proptest_config(config())]

    /// Values that are not reported are used; reported ones are replaced by valid ones.
    #[test]
    fn settings_from_anything_are_valid(values in btree_map(any_key(), any_value(), 0..12)) {
        let values: Values = values;
        let (settings, problems) = Settings::from_values(&values);
        assert_valid(&settings);
        let taken = settings.values();
        let replaced = values.iter().filter(|(key, value)| taken.get(*key) != Some(*value)).count();
        prop_assert_eq!(replaced == 0, problems.is_empty(), "{:?} → {:?}", values, problems);
        for problem in problems {
            let named = values.iter().filter(|(key, value)| match &problem {
                Error::Setting { field, .. } => field == *key || field == "dt",
                Error::Unknown { name, .. } => name == *key || value.to_string().contains(name),
                _ => true,
            });
            prop_assert!(named.count() > 0, "{:?} → {}", values, problem);
        }
    }

    /// A change is applied completely or not at all.
    #[test]
    fn settings_stay_valid_through_any_changes(changes in vec((any_key(), any_value()), 1..8)) {
        let mut settings = Settings::defaults(&SYSTEMS[0]);
        for (key, value) in changes {
            let before = settings.clone();
            match settings.set(&key, &value) {
                Ok(()) => {
                    prop_assert_eq!(&settings.values()[&key], &value);
                    assert_valid(&settings);
                }
                Err(error) => {
                    assert_named(&error, &key, &value);
                    prop_assert_eq!(&settings, &before);
                }
            }
        }
    }
}
