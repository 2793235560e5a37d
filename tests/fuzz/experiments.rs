//! Do any valid settings produce a number that is not finite? Runs tiny experiments with random valid settings as the
//! page does: train, pass the weights as a file, roll out.

use crate::common::{begin, inspector};
use hnn_playground::error::Error;
use hnn_playground::experiment::run_record::RunRecord;
use hnn_playground::experiment::settings::{Change, Settings, Value, Values};
use hnn_playground::experiment::settings::{Kind, Setting, table};
use hnn_playground::experiment::setup::setup;
use hnn_playground::experiment::weights;
use hnn_playground::model::learner::Learner;
use hnn_playground::page::grid::Grid;
use hnn_playground::page::inspector::Inspector;
use hnn_playground::page::map::Quantity;
use hnn_playground::page::models::TRUTH;
use hnn_playground::paper::metrics;
use hnn_playground::physics::system::System;
use hnn_playground::physics::systems::SYSTEMS;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Steps per training.
const STEPS: u32 = 25;

/// Settings that keep an experiment tiny.
const SMALL: [(&str, f64); 5] = [
    ("trajectories", 6.0),
    ("samples", 12.0),
    ("width", 12.0),
    ("depth", 4.0),
    ("batch_size", 64.0),
];

/// Values of a setting, mostly its bounds.
fn any_of(setting: &Setting, system: &'static System) -> BoxedStrategy<Value> {
    let most = SMALL.iter().find(|(key, _)| *key == setting.key);
    match &setting.kind {
        Kind::Number(bounds) => {
            let (low, high) = (bounds.min, most.map_or(bounds.max, |(_, most)| *most));
            let zero = bounds.zero.is_some();
            let integer = bounds.integer;
            (0u8..6, low..=high)
                .prop_map(move |(which, between)| match which {
                    0 => low,
                    1 => high,
                    2 if zero => 0.0,
                    _ if integer => between.round(),
                    // Uniform in the logarithm.
                    3 if low > 0.0 => low * (high / low).powf((between - low) / (high - low)),
                    _ => between,
                })
                .prop_map(Value::Number)
                .boxed()
        }
        Kind::Choice { options } if setting.key != "system" => {
            let ids: Vec<&str> = options.iter().map(|option| option.id).collect();
            select(ids).prop_map(Value::from).boxed()
        }
        Kind::Choice { .. } => Just(Value::from(system.id)).boxed(),
        Kind::Several { options, most } => {
            let ids: Vec<&str> = options.iter().map(|option| option.id).collect();
            proptest::sample::subsequence(ids, 1..=*most)
                .prop_shuffle()
                .prop_map(|ids| Value::Text(ids.join(",")))
                .boxed()
        }
        // Systems of the table have neither.
        Kind::Intervals { .. } | Kind::Formula { .. } => Just(setting.default_on(system)).boxed(),
        Kind::Vector { min, max } => {
            let component = prop_oneof![
                2 => Just(0.0),
                1 => select(vec![*min, *max]),
                4 => -2.0..2.0,
                1 => *min..*max,
            ];
            proptest::collection::vec(component, system.dim())
                .prop_map(Value::List)
                .boxed()
        }
    }
}

/// Every setting at its default or another allowed value; rollouts of at most a few hundred steps.
fn any_experiment() -> impl Strategy<Value = Settings> {
    select(SYSTEMS.iter().collect::<Vec<_>>()).prop_flat_map(|system| {
        let values: Vec<_> = table::of(system)
            .iter()
            .map(|setting| {
                let small = SMALL.iter().find(|(key, _)| *key == setting.key);
                let default = small.map_or(setting.default_on(system), |(_, most)| {
                    Value::Number(most / 2.0)
                });
                let key = setting.key.to_string();
                prop_oneof![Just(default), any_of(setting, system)]
                    .prop_map(move |value| (key.clone(), value))
            })
            .collect();
        (values, 1u32..400).prop_map(|(values, steps)| {
            let mut values: Values = values.into_iter().collect();
            let Some(Value::Number(dt)) = values.get("dt") else {
                panic!("no dt")
            };
            let horizon = (dt * f64::from(steps)).clamp(1.0, 200.0);
            values.insert("horizon".to_owned(), Value::Number(horizon));
            // As many samples as the objective needs, up to K + 1.
            let number = |key: &str| values.get(key).and_then(Value::number).unwrap();
            let samples = number("samples")
                .max(number("steps_compared") + 1.0)
                .max(3.0);
            values.insert("samples".to_owned(), Value::Number(samples));
            let (settings, problems) = Settings::from_values(&values);
            assert_eq!(problems, vec![]);
            settings
        })
    })
}

/// Plots use single precision.
fn assert_finite(what: &str, values: &[f64]) {
    if let Some(i) = values.iter().position(|value| !(*value as f32).is_finite()) {
        panic!("{what}: {} at {i} of {}", values[i], values.len());
    }
}

/// Trains a learner; returns its weights as a file unless training diverged.
fn trained(settings: &Settings, learner: &Learner, change: &Change) -> Option<Vec<u8>> {
    let mut trainer = begin(settings, learner, std::slice::from_ref(change)).unwrap();
    let mut problem = None;
    while trainer.step_number() < STEPS && problem.is_none() {
        match trainer.step() {
            Ok(loss) => assert_finite("loss", &[loss]),
            Err(error) => problem = Some(error.to_string()),
        }
    }
    for point in trainer.losses() {
        assert_finite("recorded losses", &[point.train, point.test]);
    }
    match metrics::mean_losses(trainer.trainer()) {
        Ok(losses) => {
            for mean in [losses.train, losses.test] {
                assert_finite("mean losses", &[mean.mean, mean.standard_error]);
            }
        }
        Err(error) => problem = Some(error.to_string()),
    }
    match metrics::rollout_drift(trainer.model(), settings) {
        Ok(Some(drift)) => assert!(drift.change.is_finite() && drift.largest.is_finite()),
        Ok(None) => (),
        Err(error) => assert!(error.to_string().contains("t = "), "{error}"),
    }
    let record = RunRecord::new(settings, &trainer);
    let json = serde_json::to_string(&record).unwrap();
    assert_eq!(RunRecord::parse(&json).unwrap(), (record, settings.clone()));
    match problem {
        Some(problem) => {
            assert!(problem.contains("diverged"), "{problem}");
            None
        }
        None => Some(weights::save(trainer.model()).unwrap()),
    }
}

/// All queries that the page makes.
fn assert_shown_is_finite(inspector: &mut Inspector, learners: &[&'static str], grid: Grid) {
    assert_finite("samples", &inspector.dataset().train.x.clone());
    for (id, measured) in inspector.rollouts(learners).unwrap() {
        let trajectory = &measured.trajectory;
        assert_finite(id, &trajectory.states);
        let energy = measured.energy.as_deref().unwrap();
        assert_finite(id, energy);
        assert_finite(id, measured.coordinate_error.as_deref().unwrap());
        assert!(!trajectory.states.is_empty(), "{id} has no start");
        let drift = measured.drift.map_or([0.0; 2], |d| [d.change, d.largest]);
        assert!(drift.iter().all(|x| x.is_finite()), "{id}: {drift:?}");
        let learned = measured.learned_energy.as_deref().unwrap_or_default();
        assert_finite(id, learned);
        let expected = inspector.settings().rollout_steps() + 1;
        let whole = trajectory.len() == expected && energy.len() == expected;
        match &trajectory.failure {
            None => assert!(whole, "{id}: {} of {expected}", energy.len()),
            Some(error) => assert!(!whole && error.to_string().contains("t = "), "{error}"),
        }
        for model in learners {
            let energies = inspector.energies(model, &trajectory.states).unwrap();
            assert_finite(model, energies.as_deref().unwrap_or_default());
        }
    }
    for model in learners.iter().chain([&TRUTH]) {
        assert_finite(model, &inspector.field(model, grid).unwrap());
        for quantity in [Quantity::Energy, Quantity::Divergence] {
            // Values may be infinite, the range not; a learner without energy is an error.
            match inspector.map(model, quantity, grid) {
                Ok(map) => {
                    assert_eq!(map.values.len(), grid.size().iter().product::<usize>());
                    assert_finite("range", &map.range);
                    assert!(map.range[0] <= map.range[1], "{:?}", map.range);
                }
                Err(error) => assert!(matches!(error, Error::NoEnergy { .. }), "{error}"),
            }
        }
        if let Ok(error) = inspector.time_reversal_error(model) {
            assert_finite("time-reversal error", &[error]);
        }
    }
}

/// PROPTEST_CASES changes the number of cases.
fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 256,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_number_that_is_not_finite_reaches_a_plot(
        settings in any_experiment(),
        rate in 1e-5..10.0,
        at in 0..STEPS,
        offset in any::<Index>(),
    ) {
        let change = Change { step: at, key: "learning_rate".to_owned(), value: Value::Number(rate) };
        let mut inspector = inspector(&settings);
        let mut learners = vec![];
        for learner in settings.learners() {
            if let Some(file) = trained(&settings, learner, &change) {
                let id = learner.id;
                inspector.set_weights(id, &file).unwrap();
                learners.push(id);
            }
        }
        let view = &setup(settings.system()).view;
        // Through the initial state, where bodies may coincide, or anywhere.
        let wide = [view.x, view.y].map(|[low, high]| [low - offset.index(3) as f64, high]);
        let around = view.axes.map(|axis| settings.start()[axis]).map(|x| [x - 1.0, x + 1.0]);
        for [x, y] in [wide, around] {
            assert_shown_is_finite(&mut inspector, &learners, Grid::new(x, y, 5, 5).unwrap());
        }
    }
}

/// Two bodies at one place have an infinite energy and no field: the truth stays at its start and reports that.
#[test]
fn coinciding_bodies_are_reported() {
    let system = System::by_id("two_body").unwrap();
    let mut settings = crate::common::settings(system, &[("trajectories", 1.0), ("samples", 2.0)]);
    settings
        .set("start", &Value::List(vec![0.5; system.dim()]))
        .unwrap();
    let mut inspector = inspector(&settings);
    let truth = &inspector.rollouts(&[]).unwrap()[0].1;
    assert_eq!(truth.trajectory.states, settings.start());
    assert_eq!(
        (truth.energy.as_deref(), truth.drift),
        (Some(&[][..]), None)
    );
    let problem = truth.trajectory.failure.as_ref().unwrap().to_string();
    assert_eq!(problem, "The energy diverged at t = 0.000 s");
}
