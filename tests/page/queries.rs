//! Does the page get the right answers to the queries that need no run?

use crate::common::settings;
use hnn_playground::experiment::run_record::RunRecord;
use hnn_playground::experiment::settings::{Settings, Value, Values};
use hnn_playground::page::queries::{answer, check, momenta};
use hnn_playground::physics::system::System;
use hnn_playground::physics::systems::SYSTEMS;
use serde_json::{Value as Json, json};

fn asked(query: &Json) -> Json {
    serde_json::from_str(&answer(&query.to_string())).unwrap()
}

/// Oracle: `Settings`, which the tests of every bound check.
#[test]
fn settings_survive_the_texts_to_the_last_bit() {
    // 0.1 + 0.2 and the smallest number above 1 need all 17 digits.
    let values = Values::from([
        ("noise".to_owned(), Value::Number(0.1 + 0.2)),
        ("mass".to_owned(), Value::Number(1.0 + f64::EPSILON)),
        ("width".to_owned(), Value::Number(1e9)),
    ]);
    let (expected, problems) = Settings::from_values(&values);
    let found = asked(&json!({ "check": values }));
    let settings: Values = serde_json::from_value(found["Ok"]["settings"].clone()).unwrap();
    assert_eq!(&settings, expected.values());
    assert_eq!(
        found["Ok"]["problems"],
        json!(problems.iter().map(ToString::to_string).collect::<Vec<_>>())
    );
    assert_eq!(problems.len(), 1);
    assert_eq!(settings["noise"], Value::Number(0.300_000_000_000_000_04));
}

#[test]
fn a_record_comes_back_with_complete_settings_or_with_the_reason() {
    let record = json!({
        "version": "0.1.0", "format": 2, "settings": { "width": 8 }, "learner": "hnn", "step": 3,
        "changes": [{ "step": 1, "key": "learning_rate", "value": 0.01 }], "losses": [], "loadedAt": null
    });
    let found = asked(&json!({ "read": record.to_string() }));
    let read: RunRecord = serde_json::from_value(found["Ok"]["record"].clone()).unwrap();
    assert_eq!((read.step, read.changes.len()), (3, 1));
    let complete = check(&Values::from([("width".to_owned(), Value::Number(8.0))]));
    assert_eq!(found["Ok"]["settings"], json!(complete.settings));
    let refused = asked(&json!({ "read": "{}" }));
    let reason = refused["Err"].as_str().unwrap();
    assert!(reason.contains("the run record"), "{reason}");
}

#[test]
fn texts_that_are_no_query_are_refused() {
    for bad in [
        "",
        "null",
        "[]",
        "{\"check\":3}",
        "{\"start\":{}}",
        "\u{fffd}",
    ] {
        let answer: Json = serde_json::from_str(&answer(bad)).unwrap();
        assert!(answer["Err"].is_string(), "{bad}: {answer}");
    }
}

/// Oracles: p = mv of the spring's block, p = ml²·dq/dt of the pendulum's bob.
#[test]
fn momenta_follow_from_velocities() {
    let found = |system, parameters: &[(&str, f64)], velocity: f64| {
        let settings = settings(System::by_id(system).unwrap(), parameters);
        let motion = json!({
            "settings": settings.values(), "positions": [0.3], "velocities": [velocity]
        });
        asked(&json!({ "momenta": motion }))["Ok"][0]
            .as_f64()
            .unwrap()
    };
    assert!((found("spring", &[("mass", 0.8)], -2.0) + 1.6).abs() < 1e-12);
    let pendulum = found("pendulum", &[("mass", 0.8), ("length", 1.5)], 0.5);
    assert!((pendulum - 0.9).abs() < 1e-12, "{pendulum}");
    let spring = Settings::defaults(&SYSTEMS[0]);
    let refused = momenta(&spring, &[0.3, 1.0], &[f64::NAN]).unwrap_err();
    assert!(refused.to_string().contains("positions"), "{refused}");
}
