//! Is every bound of every setting enforced and explained? Loops over SYSTEMS and their settings.

use crate::common::tables::{all_settings, another};
use hnn_playground::error::Error;
use hnn_playground::experiment::run_record::RunRecord;
use hnn_playground::experiment::settings::{FORMAT, Kind, Setting, keys, table};
use hnn_playground::experiment::settings::{MAX_MEMORY_MB, Settings, Value, Values};
use hnn_playground::physics::system::System;
use hnn_playground::physics::systems::SYSTEMS;

fn bad_values(setting: &Setting, system: &System) -> Vec<Value> {
    let list = |x: f64, n: usize| Value::List(vec![x; n]);
    let dim = system.dim();
    match &setting.kind {
        Kind::Number(bounds) => {
            let step = if bounds.integer {
                1.0
            } else {
                1e-9 * bounds.max
            };
            let mut bad = vec![
                bounds.max + step,
                f64::NAN,
                f64::INFINITY,
                f64::NEG_INFINITY,
                -1e300,
            ];
            // 0 may be allowed below a minimum of 1.
            let below = bounds.min - step;
            bad.push(if below == 0.0 { -1.0 } else { below });
            if bounds.integer {
                bad.extend([bounds.min + 0.5, bounds.max - 1e-3]);
            }
            if bounds.zero.is_none() && bounds.min > 0.0 {
                bad.push(0.0);
            }
            let mut bad: Vec<Value> = bad.into_iter().map(Value::Number).collect();
            bad.extend([Value::from("1"), Value::from(""), list(bounds.min, 1)]);
            bad
        }
        Kind::Choice { options } => vec![
            Value::from(""),
            Value::from("nonsense"),
            Value::from(options[0].label.to_uppercase().as_str()),
            Value::Number(0.0),
            list(0.0, 1),
        ],
        Kind::Several { options, most } => {
            let ids: Vec<&str> = options.iter().map(|option| option.id).collect();
            let too_many = vec![ids[0]; most + 1].join(",");
            let twice = [ids[1], ids[0], ids[1]].join(",");
            let spaced = ids[..2].join(", ");
            let open = format!("{},", ids[0]);
            let texts = ["", "nonsense", ",", &too_many, &twice, &spaced, &open];
            let mut bad = texts.map(Value::from).to_vec();
            bad.extend([Value::Number(0.0), list(0.0, 1)]);
            bad
        }
        Kind::Vector { min, max } => vec![
            list(0.0, dim - 1),
            list(0.0, dim + 1),
            list(0.0, 0),
            list(min - 1e-9, dim),
            list(max + 1e-9, dim),
            list(f64::NAN, dim),
            Value::Number(0.0),
            Value::from("0, 0"),
        ],
        Kind::Intervals { min, max, .. } => {
            let of = |low: f64, high: f64| [low, high].repeat(intervals(setting, system));
            let mut short = of(0.0, 1.0);
            short.pop();
            let lists = [
                short,
                vec![],
                of(1.0, 1.0),
                of(1.0, 0.0),
                of(min - 1e-9 * max, 0.0),
                of(0.0, max + 1e-9 * max),
                of(f64::NAN, 1.0),
                of(0.0, f64::INFINITY),
            ];
            let mut bad: Vec<Value> = lists.map(Value::List).to_vec();
            bad.extend([Value::Number(0.0), Value::from("0, 1")]);
            bad
        }
        Kind::Formula { .. } => vec![
            Value::from(""),
            Value::from("p^2 +"),
            Value::from("k"),
            Value::Number(1.0),
            list(0.0, 1),
        ],
    }
}

/// How many intervals a value of the setting has.
fn intervals(setting: &Setting, system: &System) -> usize {
    match setting.default_on(system) {
        Value::List(list) => list.len() / 2,
        other => panic!("{}: {other}", setting.key),
    }
}

#[test]
fn values_on_the_bounds_are_allowed() {
    for (system, setting) in all_settings() {
        let good: Vec<Value> = match &setting.kind {
            Kind::Number(bounds) => {
                let zero = bounds.zero.map(|_| 0.0);
                let ends = [bounds.min, bounds.max].into_iter().chain(zero);
                ends.map(Value::Number).collect()
            }
            Kind::Choice { options } => options.iter().map(|o| Value::from(o.id)).collect(),
            Kind::Several { options, most } => {
                let ids: Vec<&str> = options.iter().map(|o| o.id).collect();
                let all = ids[..*most].join(",");
                ids.iter()
                    .copied()
                    .chain([&*all])
                    .map(Value::from)
                    .collect()
            }
            Kind::Vector { min, max } => [min, max]
                .map(|end| Value::List(vec![*end; system.dim()]))
                .to_vec(),
            Kind::Intervals { min, max, .. } => {
                vec![Value::List(
                    [*min, *max].repeat(intervals(&setting, system)),
                )]
            }
            Kind::Formula { .. } => vec![],
        };
        for value in good.iter().chain([&setting.default_on(system)]) {
            assert_eq!(
                setting.check(value, system),
                Ok(()),
                "{} {}",
                system.id,
                setting.key
            );
        }
    }
}

/// The message names the field, the value and what is allowed; nothing changes.
#[test]
fn values_beyond_the_bounds_are_rejected_with_a_reason() {
    for (system, setting) in all_settings() {
        for bad in bad_values(&setting, system) {
            let mut settings = Settings::defaults(system);
            let error = settings.set(&setting.key, &bad).unwrap_err();
            assert_eq!(settings, Settings::defaults(system));
            let message = error.to_string();
            let text = match &bad {
                Value::Text(text) => text.clone(),
                other => other.to_string(),
            };
            let mut said = vec![setting.key.to_string(), text];
            match &setting.kind {
                Kind::Number(bounds) => {
                    said.extend([bounds.min, bounds.max].map(|x| x.to_string()))
                }
                Kind::Choice { options } => said.extend(options.iter().map(|o| o.id.to_owned())),
                Kind::Several { options, most } => {
                    said.extend(options.iter().map(|o| o.id.to_owned()));
                    said.push(format!("1 to {most}"));
                }
                Kind::Vector { min, max } => {
                    said.extend([*min, *max, system.dim() as f64].map(|x| x.to_string()));
                }
                Kind::Intervals { min, max, .. } => {
                    said.extend([*min, *max].map(|x| x.to_string()));
                }
                Kind::Formula { .. } => said.push("a formula of q and p".to_owned()),
            }
            for word in said {
                assert!(message.contains(&word), "“{message}” does not say {word}");
            }
        }
    }
}

#[test]
fn unknown_names_are_reported_with_the_known_ones() {
    for system in SYSTEMS {
        let mut settings = Settings::defaults(system);
        for name in ["", "widht", "Width", "constructor", "__proto__"] {
            let message = settings
                .set(name, &Value::Number(1.0))
                .unwrap_err()
                .to_string();
            assert!(
                message.contains(name) && message.contains("width"),
                "{message}"
            );
        }
    }
    let (settings, problems) = Settings::from_values(&Values::from([
        ("system".to_owned(), Value::from("pendulums")),
        ("stiffness".to_owned(), Value::Number(3.0)),
        ("length".to_owned(), Value::Number(0.5)),
    ]));
    assert_eq!(settings.system().id, SYSTEMS[0].id);
    assert_eq!(settings.values()["stiffness"], Value::Number(3.0));
    let messages: Vec<String> = problems.iter().map(Error::to_string).collect();
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages[0].contains("pendulums") && messages[0].contains("pendulum"));
    assert!(messages[1].contains("length"));
}

/// One invalid value does not affect the others.
#[test]
fn from_values_keeps_valid_values() {
    for system in SYSTEMS {
        let table = table::of(system);
        let mut good: Values = table
            .iter()
            .map(|setting| (setting.key.to_string(), another(setting, system)))
            .collect();
        good.insert("system".to_owned(), Value::from(system.id));
        let (settings, problems) = Settings::from_values(&good);
        assert_eq!((settings.values(), problems), (&good, vec![]));
        for setting in table.iter().filter(|setting| setting.key != "system") {
            let mut values = good.clone();
            values.insert(
                setting.key.to_string(),
                bad_values(setting, system).remove(0),
            );
            let (settings, problems) = Settings::from_values(&values);
            values.insert(setting.key.to_string(), setting.default_on(system));
            assert_eq!(settings.values(), &values, "{} {}", system.id, setting.key);
            assert_eq!(problems.len(), 1);
        }
    }
}

fn values(system: &System, numbers: &[(&str, f64)]) -> Values {
    let mut values = Values::from([("system".to_owned(), Value::from(system.id))]);
    values.extend(
        numbers
            .iter()
            .map(|(key, x)| ((*key).to_owned(), Value::Number(*x))),
    );
    values
}

/// The message names both settings, and only those involved are reset.
#[test]
fn constraints_across_settings_are_enforced() {
    for system in SYSTEMS {
        let mut settings = Settings::defaults(system);
        settings.set("horizon", &Value::Number(200.0)).unwrap();
        let before = settings.clone();
        let message = settings
            .set("dt", &Value::Number(0.001))
            .unwrap_err()
            .to_string();
        assert_eq!(settings, before);
        for word in ["dt", "0.001", "0.01", "200", "20000"] {
            assert!(message.contains(word), "“{message}” does not say {word}");
        }
        let rollout = [
            ("horizon", 200.0),
            ("dt", 0.001),
            ("width", 128.0),
            ("seed", 9.0),
        ];
        let (settings, problems) = Settings::from_values(&values(system, &rollout));
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(
            (settings.get(&keys::WIDTH), settings.seed()),
            (128, 9),
            "{}",
            system.id
        );

        let large = [
            ("width", 256.0),
            ("depth", 4.0),
            ("trajectories", 1000.0),
            ("samples", 200.0),
            ("batch_size", 0.0),
            ("horizon", 33.0),
            ("seed", 9.0),
        ];
        let (settings, problems) = Settings::from_values(&values(system, &large));
        let [Error::TooLarge { .. }] = problems[..] else {
            panic!("{problems:?}");
        };
        let message = problems[0].to_string();
        assert!(
            message.contains("MB") && message.contains("batch"),
            "{message}"
        );
        assert!(settings.memory_mb() <= MAX_MEMORY_MB);
        assert_eq!(
            (settings.horizon(), settings.seed()),
            (33.0, 9),
            "{}",
            system.id
        );

        let both = [rollout.as_slice(), &large[..5]].concat();
        let both: Vec<_> = both.into_iter().filter(|(key, _)| *key != "seed").collect();
        let (settings, problems) = Settings::from_values(&values(system, &both));
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(settings.memory_mb() <= MAX_MEMORY_MB);
        assert!(settings.horizon() / settings.dt() <= 20_000.0);
    }
}

/// Oracle: six f32 tensors (rows, width) per hidden layer, times four for a loss through a step. Losses are evaluated
/// on up to 1,024 rows at once, even for small batches.
#[test]
fn the_memory_estimate_covers_training_and_evaluation() {
    let system = System::by_id("two_body").unwrap();
    let estimate = |changes: &[(&str, f64)], objective: &str| {
        let mut settings = crate::common::settings(system, changes);
        settings.set("objective", &Value::from(objective)).unwrap();
        settings.memory_mb()
    };
    let evaluated = [("width", 200.0), ("depth", 3.0), ("batch_size", 8.0)];
    let trained = [
        ("width", 64.0),
        ("depth", 3.0),
        ("trajectories", 400.0),
        ("batch_size", 0.0),
    ];
    let few = [
        ("width", 256.0),
        ("depth", 2.0),
        ("trajectories", 5.0),
        ("samples", 100.0),
        ("batch_size", 0.0),
    ];
    for (changes, rows, width, depth) in [
        (&evaluated[..], 1024, 200, 3),
        (&trained[..], 20_000, 64, 3),
        (&few[..], 500, 256, 2),
    ] {
        let bytes = rows * width * depth * 6 * 4;
        assert_eq!(estimate(changes, "derivative"), bytes / 1_000_000);
        assert_eq!(estimate(changes, "rk4_step"), 4 * bytes / 1_000_000);
    }
}

/// Several steps need K + 1 samples, a central difference three. A change is refused, an address corrected.
#[test]
fn a_trajectory_has_enough_samples_for_the_objective() {
    let mut settings = crate::common::settings(&SYSTEMS[0], &[("samples", 4.0)]);
    for (objective, needed) in [("rk4_steps", 5), ("leapfrog_steps", 5)] {
        let before = settings.clone();
        let error = settings
            .set("objective", &Value::from(objective))
            .unwrap_err();
        assert!(
            error.to_string().contains(&format!("at least {needed}")),
            "{error}"
        );
        assert_eq!(settings, before);
    }
    settings.set("steps_compared", &Value::from(3.0)).unwrap();
    settings
        .set("objective", &Value::from("rk4_steps"))
        .unwrap();
    assert!(settings.set("samples", &Value::from(3.0)).is_err());
    assert!(settings.set("steps_compared", &Value::from(4.0)).is_err());

    let values: Values = [
        ("samples".to_owned(), Value::from(2.0)),
        ("objective".to_owned(), Value::from("central_difference")),
    ]
    .into();
    let (settings, problems) = Settings::from_values(&values);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(settings, Settings::defaults(&SYSTEMS[0]));
}

/// Format 1 named two learners. Oracle: what its links meant when they were written.
#[test]
fn settings_of_format_1_keep_their_learners() {
    let cases: [(&[(&str, &str)], &str); 9] = [
        (&[], "baseline,hnn"),
        (&[("learner_a", "helmholtz")], "helmholtz,hnn"),
        (&[("learner_b", "conservative")], "baseline,conservative"),
        (
            &[("learner_a", "hnn"), ("learner_b", "baseline")],
            "hnn,baseline",
        ),
        (&[("learner_a", "hnn"), ("learner_b", "hnn")], "hnn"),
        (&[("learner_a", "hnn")], "hnn"),
        // A host page may set an old property of a run with other learners.
        (
            &[
                ("learners", "hnn,helmholtz,baseline"),
                ("learner_b", "conservative"),
            ],
            "hnn,conservative,baseline",
        ),
        (
            &[("learners", "hnn"), ("learner_b", "baseline")],
            "hnn,baseline",
        ),
        (
            &[("learners", "hnn"), ("learner_a", "baseline")],
            "baseline",
        ),
    ];
    for (values, expected) in cases {
        let text = |(key, id): &(&str, &str)| ((*key).to_owned(), Value::from(*id));
        let (settings, problems) = Settings::from_values(&values.iter().map(text).collect());
        assert_eq!(problems, vec![], "{values:?}");
        assert_eq!(
            settings.values()["learners"],
            Value::from(expected),
            "{values:?}"
        );
        assert!(
            settings
                .values()
                .keys()
                .all(|key| !key.starts_with("learner_"))
        );
        let ids: Vec<&str> = settings
            .learners()
            .iter()
            .map(|learner| learner.id)
            .collect();
        assert_eq!(ids.join(","), expected);
    }
    for bad in [Value::from("nonsense"), Value::Number(1.0), Value::from("")] {
        let values = Values::from([("learner_b".to_owned(), bad.clone())]);
        let (settings, problems) = Settings::from_values(&values);
        assert_eq!(problems.len(), 1, "{bad}");
        assert!(
            problems[0].to_string().starts_with("learners: "),
            "{}",
            problems[0]
        );
        assert_eq!(settings.values()["learners"], Value::from("baseline,hnn"));
    }
}

/// Oracle: a record written by the last version with format 1, and the settings that it names.
#[test]
fn a_run_record_of_format_1_opens() {
    let json = include_str!("../golden/record_format_1.json");
    let (record, settings) = RunRecord::parse(json).unwrap();
    assert_eq!((&*record.learner, record.step), ("hnn", 40));
    assert_eq!(settings.values()["learners"], Value::from("helmholtz,hnn"));
    assert_eq!(settings.values()["width"], Value::Number(8.0));
    assert_eq!(record.changes.len(), 1);
    for other in [0, FORMAT + 1] {
        let error =
            RunRecord::parse(&json.replace("\"format\": 1", &format!("\"format\": {other}")))
                .unwrap_err();
        assert_eq!(
            error,
            Error::Format {
                found: other,
                known: FORMAT
            }
        );
    }
}
