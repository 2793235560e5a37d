//! Can anything that comes from outside make the program panic, or come through unchecked?

mod common;

use common::model;
use hnn_playground::model::activation::Activation;
use hnn_playground::model::learner::Learner;
use hnn_playground::settings::table::{self, Kind};
use hnn_playground::settings::{MOST_MEMORY_MB, MOST_ROLLOUT_STEPS, Settings, Value, Values};
use hnn_playground::system::SYSTEMS;
use hnn_playground::weights::{load, save};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;

/// Keys of all systems, ids of all choices, and numbers on and beside all bounds.
fn words_and_numbers() -> (Vec<String>, Vec<String>, Vec<f64>) {
    let (mut keys, mut ids, mut numbers) = (vec!["system".to_owned()], vec![], vec![]);
    for setting in SYSTEMS.iter().flat_map(table::of) {
        keys.push(setting.key.to_owned());
        match &setting.kind {
            Kind::Number(bounds) => {
                let (min, max) = (bounds.min, bounds.max);
                numbers.extend([min, max, min.next_down(), max.next_up(), (min + max) / 2.0]);
            }
            Kind::Choice { options } => ids.extend(options.iter().map(|o| o.id.to_owned())),
            Kind::Vector { min, max } => numbers.extend([*min, *max]),
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
        2 => vec(number(), 0..9).prop_map(Value::List),
    ]
}

fn any_key() -> impl Strategy<Value = String> {
    let (keys, ..) = words_and_numbers();
    prop_oneof![20 => select(keys), 1 => any::<String>()]
}

/// Complete, within all bounds, and accepted again as they are.
fn assert_valid(settings: &Settings) {
    let system = settings.system();
    let values = settings.values();
    let table = table::of(system);
    assert_eq!(values.len(), table.len());
    for setting in &table {
        setting.check(&values[setting.key], system).unwrap();
    }
    assert!(settings.horizon() / settings.dt() <= MOST_ROLLOUT_STEPS as f64 + 0.5);
    assert!(settings.memory_mb() <= MOST_MEMORY_MB);
    let (again, problems) = Settings::from_values(&values);
    assert_eq!((&again, problems), (settings, std::vec![]));
}

/// 10⁴ cases, or as many more as PROPTEST_CASES says.
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

    /// What is not reported has been taken; what is reported has been replaced by something valid.
    #[test]
    fn settings_from_anything_are_valid(values in btree_map(any_key(), any_value(), 0..12)) {
        let values: Values = values;
        let (settings, problems) = Settings::from_values(&values);
        assert_valid(&settings);
        let taken = settings.values();
        let replaced = values.iter().filter(|(key, value)| taken.get(*key) != Some(*value)).count();
        prop_assert_eq!(replaced == 0, problems.is_empty(), "{:?} → {:?}", values, problems);
        for problem in problems {
            prop_assert!(problem.to_string().len() > 10);
        }
    }

    /// A change is made completely or not at all.
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
                Err(_) => prop_assert_eq!(&settings, &before),
            }
        }
    }

    /// A damaged weights file is refused or gives a network of the right shape with finite weights.
    #[test]
    fn damaged_weights_files_do_no_harm(
        damage in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
        whole in any::<bool>(),
        in_header in any::<bool>(),
    ) {
        let hnn = model(Learner::by_id("hnn").unwrap(), 2, 4, 2, Activation::Tanh, 1);
        let shape = hnn.mlp.shape().unwrap();
        let mut file = save(&hnn.mlp).unwrap();
        let header = 8 + usize::try_from(u64::from_le_bytes(file[..8].try_into().unwrap())).unwrap();
        for (at, byte) in damage {
            let range = if in_header { header } else { file.len() };
            file[at.index(range)] = byte;
        }
        if !whole {
            file.truncate(cut.index(file.len()));
        }
        match load(&file, shape) {
            Ok(mlp) => {
                prop_assert_eq!(mlp.shape().unwrap(), shape);
                for (_, var) in mlp.parameters() {
                    prop_assert!(common::numbers(var).iter().all(|w| w.is_finite()));
                }
            }
            Err(error) => prop_assert!(error.to_string().len() > 10),
        }
    }
}
