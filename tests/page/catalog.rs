//! Does the catalog contain all tables, with unique names and texts?

use hnn_playground::experiment::settings::table;
use hnn_playground::page::catalog::catalog;
use hnn_playground::physics::systems::SYSTEMS;
use serde_json::Value;
use std::collections::BTreeSet;

fn as_json() -> Value {
    serde_json::to_value(catalog()).unwrap()
}

fn entries<'a>(catalog: &'a Value, table: &str) -> &'a [Value] {
    catalog[table].as_array().unwrap()
}

/// `make wasm` writes it. A stale catalog would show controls that the module does not know.
#[test]
fn committed_catalog_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/pkg/catalog.json");
    let text = std::fs::read_to_string(path).unwrap();
    let committed: Value = serde_json::from_str(&text).unwrap();
    assert!(
        committed == as_json(),
        "pkg/catalog.json is stale: make wasm"
    );
}

#[test]
fn names_are_unique() {
    let catalog = as_json();
    for (name, key) in [
        ("groups", "id"),
        ("systems", "id"),
        ("integrators", "id"),
        ("learners", "id"),
        ("settings", "key"),
        ("presets", "id"),
    ] {
        let all = entries(&catalog, name)
            .iter()
            .map(|entry| entry[key].as_str().unwrap());
        let unique: BTreeSet<&str> = all.clone().collect();
        assert_eq!(unique.len(), all.count(), "{name}");
        assert!(!unique.is_empty());
    }
    for system in SYSTEMS {
        let table = table::of(system);
        let unique: BTreeSet<&str> = table.iter().map(|setting| &*setting.key).collect();
        assert_eq!(unique.len(), table.len(), "{}", system.id);
    }
}

/// Ids and keys appear in URLs, attributes and JavaScript.
#[test]
fn names_are_plain() {
    fn walk(value: &Value) {
        match value {
            Value::Object(fields) => {
                for name in ["id", "key"].iter().filter_map(|name| fields.get(*name)) {
                    let name = name.as_str().unwrap();
                    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
                    assert!(
                        name.starts_with(|c: char| c.is_ascii_lowercase())
                            && name.chars().all(plain),
                        "{name}"
                    );
                }
                fields.values().for_each(walk);
            }
            Value::Array(list) => list.iter().for_each(walk),
            _ => (),
        }
    }
    walk(&as_json());
}

/// No text is empty, and explanations are sentences.
#[test]
fn every_record_has_texts() {
    fn walk(path: &str, value: &Value) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    let path = format!("{path}.{name}");
                    if [
                        "label", "help", "summary", "formula", "assumes", "short", "symbol",
                    ]
                    .contains(&name.as_str())
                    {
                        let text = value.as_str().unwrap();
                        assert!(!text.trim().is_empty(), "{path} is empty");
                        if ["help", "summary"].contains(&name.as_str()) {
                            assert!(text.len() > 10 && text.ends_with('.'), "{path}: {text}");
                            assert!(!text.contains("  "), "{path}: {text}");
                        }
                    }
                    walk(&path, value);
                }
            }
            Value::Array(list) => {
                for (i, entry) in list.iter().enumerate() {
                    walk(&format!("{path}[{i}]"), entry);
                }
            }
            _ => (),
        }
    }
    walk("catalog", &as_json());
}

/// The page draws sliders from these.
#[test]
fn groups_bounds_and_defaults_are_consistent() {
    let catalog = as_json();
    let groups: BTreeSet<&str> = entries(&catalog, "groups")
        .iter()
        .map(|g| g["id"].as_str().unwrap())
        .collect();
    let settings = entries(&catalog, "settings");
    let parameters = entries(&catalog, "systems")
        .iter()
        .flat_map(|system| entries(system, "parameters"));
    for setting in settings.iter().chain(parameters) {
        let key = setting["key"].as_str().unwrap();
        assert!(groups.contains(setting["group"].as_str().unwrap()), "{key}");
        let kind = &setting["kind"];
        if kind["type"] == "number" {
            let (min, max) = (kind["min"].as_f64().unwrap(), kind["max"].as_f64().unwrap());
            assert!(min < max, "{key}");
            assert!(
                kind["logarithmic"] == false || min > 0.0,
                "{key}: no logarithm of {min}"
            );
        }
    }
    for setting in settings {
        assert_eq!(
            setting["defaults"].as_object().unwrap().len(),
            SYSTEMS.len() + 1,
            "{}",
            setting["key"]
        );
    }
}
