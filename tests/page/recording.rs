//! Does everything work for a recording, whose law is unknown, and for a law that a visitor makes at run time?

use crate::common::{begin, inspector, train};
use hnn_playground::error::Error;
use hnn_playground::experiment::run::Run;
use hnn_playground::experiment::settings::{Settings, Value};
use hnn_playground::learn::dataset::{Dataset, Split};
use hnn_playground::model::learner::Learner;
use hnn_playground::page::grid::Grid;
use hnn_playground::page::inspector::Inspector;
use hnn_playground::page::map::Quantity;
use hnn_playground::page::models::TRUTH;
use hnn_playground::page::queries::momenta;
use hnn_playground::paper::metrics::{energy_mse, rollout_drift};
use hnn_playground::physics::function::Function;
use hnn_playground::physics::law::{Formula, Law};
use hnn_playground::physics::number::Number;
use hnn_playground::physics::system::{Dynamics, Mechanics, Sampling, System, parameter};
use hnn_playground::physics::systems::SYSTEMS;
use hnn_playground::rng::Rng;
use std::borrow::Cow;
use std::sync::Arc;

/// The spring, as if its law were unknown.
fn recorded() -> System {
    System {
        id: "recording",
        formula: Cow::Borrowed(""),
        parameters: Cow::Borrowed(&[]),
        mechanics: None,
        ..SYSTEMS[0].clone()
    }
}

/// Two trajectories of unequal length, sampled at unequal times: q = r cos 2t, p = −r sin 2t.
fn recording() -> Dataset {
    let track = |radius: f64, times: Vec<f64>| {
        let states = times
            .iter()
            .flat_map(|t| [radius * (2.0 * t).cos(), -radius * (2.0 * t).sin()]);
        (states.collect::<Vec<f64>>(), times)
    };
    let long = track(0.8, (0..60).map(|i| 0.1 * f64::from(i + i / 20)).collect());
    let short = track(0.5, (0..25).map(|i| 0.1 * f64::from(i)).collect());
    let split = |tracks: &[(Vec<f64>, Vec<f64>)]| Split {
        x: tracks.iter().flat_map(|(x, _)| x.clone()).collect(),
        dx: None,
        t: tracks.iter().flat_map(|(_, t)| t.clone()).collect(),
        lengths: tracks.iter().map(|(_, t)| t.len()).collect(),
    };
    Dataset {
        dim: 2,
        train: split(&[long, short.clone()]),
        test: split(&[short]),
    }
}

fn settings() -> Settings {
    let mut settings = Settings::defaults(&recorded());
    for (key, value) in [
        ("objective", Value::from("midpoint")),
        ("width", 32.0.into()),
        ("learning_rate", 0.01.into()),
        ("start", Value::from(&[0.6, 0.0][..])),
    ] {
        settings.set(key, &value).unwrap();
    }
    settings
}

/// The settings, an inspector with both learners, and the run of the HNN.
fn trained() -> (Settings, Inspector, Run) {
    let settings = settings();
    recording().check(2).unwrap();
    let mut inspector = Inspector::new(&settings, recording());
    let [_, hnn] = ["baseline", "hnn"].map(|learner| {
        let learner = Learner::by_id(learner).unwrap();
        let mut run = Run::new(&settings, &recording(), learner, &[]).unwrap();
        train(&mut run, 800);
        inspector.set_model(run.model()).unwrap();
        run
    });
    (settings, inspector, hnn)
}

#[test]
fn a_recording_can_be_learned_and_its_models_rolled_out() {
    let (settings, mut inspector, run) = trained();
    let rollouts = inspector.rollouts(&["baseline", "hnn"]).unwrap();
    let names: Vec<&str> = rollouts.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["baseline", "hnn"]);
    for (name, measured) in &rollouts {
        assert_eq!(measured.trajectory.len(), settings.rollout_steps() + 1);
        assert_eq!(measured.energy, None, "{name}");
        assert_eq!(measured.coordinate_error, None, "{name}");
        assert_eq!((measured.drift, measured.pace), (None, None), "{name}");
        assert_eq!(measured.learned_energy.is_some(), *name == "hnn");
    }
    // Oracle: the recorded motion has q² + p² constant and turns once in π s.
    let hnn = &rollouts[1].1.trajectory.states;
    let radius = |x: &[f64]| x[0].hypot(x[1]);
    assert!((radius(&hnn[hnn.len() - 2..]) / 0.6 - 1.0).abs() < 0.05);
    let after_a_turn = (std::f64::consts::PI / settings.dt()).round() as usize;
    let turned = &hnn[2 * after_a_turn..][..2];
    assert!(
        (turned[0] - 0.6).abs() < 0.05 && turned[1].abs() < 0.1,
        "{turned:?}"
    );
    assert_eq!(rollout_drift(run.model(), &settings).unwrap(), None);
}

#[test]
fn questions_about_an_unknown_truth_have_no_answer_and_no_invented_one() {
    let (settings, mut inspector, _) = trained();
    let grid = Grid::new([-1.0, 1.0], [-1.0, 1.0], 9, 9).unwrap();
    assert_eq!(inspector.loss_of_true_law(), None);
    assert_eq!(inspector.best_pace(), None);
    assert_eq!(inspector.drift_by_start("hnn").unwrap(), None);
    assert!(inspector.map("hnn", Quantity::Difference, grid).is_err());
    let probed = inspector.probe(0.3, 0.4).unwrap();
    assert_eq!(
        probed.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        ["baseline", "hnn"]
    );
    assert!(probed[1].1.energy.unwrap().is_finite());
    for quantity in [Quantity::Energy, Quantity::Divergence] {
        let values = inspector.values("hnn", quantity, grid).unwrap();
        assert!(values.iter().all(|value| value.is_finite()));
        let [low, high] = inspector.map("hnn", quantity, grid).unwrap().range;
        assert!(low < high, "{low} to {high}");
    }
    for error in [
        inspector.values(TRUTH, Quantity::Energy, grid).unwrap_err(),
        inspector
            .values("hnn", Quantity::Difference, grid)
            .unwrap_err(),
        inspector.field(TRUTH, grid).unwrap_err(),
    ] {
        assert_eq!(
            error.to_string(),
            "unknown model “truth”; known: baseline, hnn"
        );
    }
    for error in [
        settings.draw_data().unwrap_err(),
        momenta(&settings, &[0.1], &[0.2]).unwrap_err(),
    ] {
        assert_eq!(
            error,
            Error::NoLaw {
                system: "Mass–spring"
            }
        );
    }
    // The learned energy is aligned to a mean of 0 where there is nothing to align it with.
    let energies = inspector
        .energies("hnn", &recording().train.x)
        .unwrap()
        .unwrap();
    let mean = energies.iter().sum::<f64>() / energies.len() as f64;
    assert!(mean.abs() < 1e-6, "{mean}");
}

#[test]
fn objectives_that_need_the_law_refuse_a_recording() {
    let mut settings = settings();
    settings
        .set("objective", &Value::from("derivative"))
        .unwrap();
    let learner = Learner::by_id("hnn").unwrap();
    assert!(Run::new(&settings, &recording(), learner, &[]).is_err());
}

/// A constant force. Everything but energies is known.
#[test]
fn a_law_without_energy_has_rollouts_and_errors_but_no_energies() {
    let mut system = SYSTEMS[0].clone();
    let mechanics = system.mechanics.as_mut().unwrap();
    mechanics.law =
        Function::Static(&|_| Law::without_energy(2).with_force(|_, _, force| force[0] -= 0.1));
    let settings = Settings::defaults(&system);
    let mut inspector = inspector(&settings);
    let hnn = begin(&settings, Learner::by_id("hnn").unwrap(), &[]).unwrap();
    inspector.set_model(hnn.model()).unwrap();
    let rollouts = inspector.rollouts(&["hnn"]).unwrap();
    assert_eq!((rollouts[0].0, rollouts.len()), (TRUTH, 2));
    for (_, measured) in &rollouts {
        assert_eq!((&measured.energy, measured.drift), (&None, None));
        assert!(measured.coordinate_error.is_some());
    }
    assert_eq!(inspector.drift_by_start("hnn").unwrap(), None);
    assert_eq!(inspector.energies(TRUTH, &[0.5, 0.5]).unwrap(), None);
    assert_eq!(inspector.probe(0.5, 0.5).unwrap()[0].1.energy, None);
    let grid = Grid::new([-1.0, 1.0], [-1.0, 1.0], 5, 5).unwrap();
    let error = inspector.map(TRUTH, Quantity::Energy, grid).unwrap_err();
    assert_eq!(error.to_string(), "The truth has no energy.");
    assert!(energy_mse(hnn.model(), &settings.dynamics().unwrap()).is_err());
}

struct Power {
    exponent: f64,
    stiffness: f64,
}

impl Formula for Power {
    fn value<N: Number>(&self, x: &[N]) -> N {
        x[1] * x[1] / 2.0 + x[0].pow(self.exponent) * self.stiffness
    }

    fn is_separable(&self) -> bool {
        true
    }
}

/// Nothing of a visitor's law is a constant of the program: exponent, parameter and range of the starts are made here.
#[test]
fn a_law_made_at_run_time_trains_like_one_of_the_table() {
    let input = "a 4 1.2".to_owned();
    let words: Vec<&str> = input.split(' ').collect();
    let (name, exponent): (&str, f64) = (words[0], words[1].parse().unwrap());
    let range: f64 = words[2].parse().unwrap();
    let start = Arc::new(move |rng: &mut Rng, _: &[f64], x: &mut [f64]| {
        x.fill_with(|| rng.uniform_in(-range, range));
    });
    let mut stiffness = parameter("", "", "", [0.1, 2.0, 0.1], 0.5);
    stiffness.key = Cow::Owned(name.to_owned());
    let system = System {
        id: "own",
        formula: Cow::Owned(format!("H = p²/2 + {name}·q^{exponent}")),
        parameters: Cow::Owned(vec![stiffness]),
        mechanics: Some(Mechanics {
            law: Function::Shared(Arc::new(move |parameters: &[f64]| {
                let stiffness = parameters[0];
                Law::by_formula(
                    2,
                    Power {
                        exponent,
                        stiffness,
                    },
                )
            })),
            best_pace: None,
            sampling: Sampling {
                start: Function::Shared(start.clone()),
                outside: Function::Shared(start),
                span: 3.0,
                test_share: 1.0,
                tolerance: 1e-9,
            },
        }),
        ..SYSTEMS[0].clone()
    };
    let mut settings = Settings::defaults(&system);
    settings.set(name, &1.5.into()).unwrap();
    let error = settings.set(name, &7.0.into()).unwrap_err().to_string();
    assert!(error.starts_with("a: 7 is not allowed"), "{error}");
    assert_eq!(settings.dynamics().unwrap().parameters, [1.5]);
    assert_eq!(Dynamics::new(&system).unwrap().parameters, [0.5]);
    let mut run = begin(&settings, Learner::by_id("baseline").unwrap(), &[]).unwrap();
    let before = run.trainer().present_losses().unwrap().test;
    train(&mut run, 300);
    let after = run.trainer().present_losses().unwrap().test;
    assert!(after < before / 2.0, "{before} → {after}");
}
