//! Which changes need a restart, and which settings does a new system keep? Loops over SYSTEMS and their settings.

use crate::common::tables::{all_settings, another};
use hnn_playground::experiment::settings::{Default, Effect, table};
use hnn_playground::experiment::settings::{Settings, Value};
use hnn_playground::physics::systems::SYSTEMS;

#[test]
fn same_training_means_that_no_restart_is_needed() {
    for (system, setting) in all_settings().filter(|(_, setting)| setting.key != "system") {
        let settings = Settings::defaults(system);
        let mut changed = settings.clone();
        changed
            .set(&setting.key, &another(&setting, system))
            .unwrap();
        assert_ne!(changed, settings, "{}", setting.key);
        let same = setting.effect != Effect::Restart;
        assert_eq!(settings.same_training(&changed), same, "{}", setting.key);
        assert_eq!(changed.same_training(&settings), same, "{}", setting.key);
    }
    for pair in SYSTEMS.windows(2) {
        let [a, b] = [&pair[0], &pair[1]].map(Settings::defaults);
        assert!(!a.same_training(&b));
    }
}

#[test]
fn a_new_system_keeps_independent_settings() {
    for from in SYSTEMS {
        for to in SYSTEMS.iter().filter(|to| to.id != from.id) {
            let mut settings = Settings::defaults(from);
            for setting in table::of(from).iter().filter(|s| s.key != "system") {
                settings.set(&setting.key, &another(setting, from)).unwrap();
            }
            let before = settings.values().clone();
            settings.set("system", &Value::from(to.id)).unwrap();
            let after = settings.values();
            let table = table::of(to);
            assert_eq!(after.len(), table.len());
            let common = table::common();
            for setting in &table {
                let everywhere = common.iter().any(|s| s.key == setting.key);
                let kept = everywhere && !matches!(setting.default, Default::Of(_));
                let expected = if kept {
                    before[&*setting.key].clone()
                } else {
                    setting.default_on(to)
                };
                assert_eq!(
                    after[&*setting.key], expected,
                    "{} → {}: {}",
                    from.id, to.id, setting.key
                );
            }
        }
    }
}
