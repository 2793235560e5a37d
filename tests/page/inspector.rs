//! Does the inspector return the right rollouts, fields, energies and divergences?

use crate::common::{begin, inspector, settings, train};
use hnn_playground::error::Error;
use hnn_playground::experiment::settings::{Settings, Value};
use hnn_playground::experiment::weights;
use hnn_playground::model::learner::{LEARNERS, Learner};
use hnn_playground::page::coverage::REACH;
use hnn_playground::page::grid::Grid;
use hnn_playground::page::inspector::Inspector;
use hnn_playground::page::map::{Map, Quantity, energy_range};
use hnn_playground::page::models::TRUTH;
use hnn_playground::physics::system::{System, coordinate};
use hnn_playground::physics::systems::SYSTEMS;

fn grid(columns: usize, rows: usize) -> Grid {
    Grid::new([-1.0, 1.0], [-0.5, 0.5], columns, rows).unwrap()
}

/// An inspector with every learner, trained briefly so that energies are not arbitrary.
fn trained(settings: &Settings) -> Inspector {
    let mut inspector = inspector(settings);
    for learner in LEARNERS {
        let mut trainer = begin(settings, learner, &[]).unwrap();
        train(&mut trainer, 200);
        inspector.set_model(trainer.model()).unwrap();
    }
    inspector
}

fn small(system: &'static System) -> Settings {
    settings(
        system,
        &[
            ("width", 16.0),
            ("trajectories", 5.0),
            ("learning_rate", 0.01),
        ],
    )
}

/// Oracle: the formula of the spring's field, (p/m, −kq) = (2p, −2q).
#[test]
fn the_true_field_on_a_grid_follows_its_formula() {
    let mut inspector = inspector(&small(&SYSTEMS[0]));
    let field = inspector.field(TRUTH, grid(3, 2)).unwrap();
    let expected = [
        [-1.0, 2.0],
        [-1.0, 0.0],
        [-1.0, -2.0],
        [1.0, 2.0],
        [1.0, 0.0],
        [1.0, -2.0],
    ];
    assert_eq!(field, expected.concat());
}

/// Oracle: on the spring the error of the true field is (ε_p/m, −kε_q), so that its mean square is σ²(1/m² + k²)/2 = 4σ².
#[test]
fn the_loss_of_the_true_law_follows_from_the_noise() {
    let noisy = settings(&SYSTEMS[0], &[("trajectories", 200.0), ("noise", 0.1)]);
    let loss = inspector(&noisy).loss_of_true_law().unwrap();
    assert!((loss / 0.04 - 1.0).abs() < 0.03, "{loss}");

    let clean = settings(&SYSTEMS[1], &[("noise", 0.0)]);
    assert_eq!(inspector(&clean).loss_of_true_law(), Some(0.0));

    let mut steps = small(&SYSTEMS[0]);
    steps.set("objective", &Value::from("rk4_step")).unwrap();
    assert_eq!(inspector(&steps).loss_of_true_law(), None);
}

/// Liouville: a Hamiltonian field has no divergence. Central differences in single precision leave about 1e-4.
#[test]
fn only_hamiltonian_and_separable_fields_have_no_divergence() {
    for system in SYSTEMS {
        let mut inspector = trained(&small(system));
        let mut largest = |model: &str| {
            let values = inspector
                .values(model, Quantity::Divergence, grid(9, 7))
                .unwrap();
            values
                .iter()
                .fold(0.0f64, |most, value| most.max(value.abs()))
        };
        assert!(largest(TRUTH) < 1e-6, "{}", system.id);
        for learner in LEARNERS {
            let divergence = largest(learner.id);
            let free = divergence < 1e-3;
            assert_eq!(
                free,
                learner.is_hamiltonian(system.dim() / 2) || learner.is_separable(),
                "{} {}: {divergence}",
                system.id,
                learner.id
            );
        }
    }
}

/// H_θ is defined up to a constant, chosen so that its mean over the training states equals that of the true H.
#[test]
fn learned_energy_is_aligned_with_the_true_one() {
    let settings = small(&SYSTEMS[0]);
    let mut inspector = trained(&settings);
    let dynamics = settings.dynamics().unwrap();
    let states = inspector.dataset().train.x.clone();
    let mean = |energies: &[f64]| energies.iter().sum::<f64>() / energies.len() as f64;
    let truth: Vec<f64> = states
        .chunks(2)
        .map(|x| dynamics.energy(x).unwrap())
        .collect();
    let mut along = Vec::new();
    for x in states.chunks(2) {
        let mut moved = settings.clone();
        moved.set("start", &Value::from(x)).unwrap();
        inspector.set_rollout(&moved).unwrap();
        let rollouts = inspector.rollouts(&["hnn"]).unwrap();
        along.push(rollouts[1].1.learned_energy.as_ref().unwrap()[0]);
    }
    assert!((mean(&truth) - mean(&along)).abs() < 1e-6);
}

#[test]
fn rollouts_start_together_and_are_measured_against_the_truth() {
    for system in SYSTEMS {
        let settings = small(system);
        let mut inspector = trained(&settings);
        let ids: Vec<&str> = LEARNERS.iter().map(|learner| learner.id).collect();
        let rollouts = inspector.rollouts(&ids).unwrap();
        assert_eq!(rollouts[0].0, TRUTH);
        assert_eq!(rollouts.len(), 1 + LEARNERS.len());
        let truth = &rollouts[0].1;
        assert!(
            truth.drift.unwrap().largest < 1e-4,
            "{}: {:?}",
            system.id,
            truth.drift
        );
        assert!(
            truth
                .coordinate_error
                .as_ref()
                .unwrap()
                .iter()
                .all(|error| *error == 0.0)
        );
        for (id, rollout) in &rollouts {
            assert_eq!(
                &rollout.trajectory.states[..system.dim()],
                settings.start(),
                "{id}"
            );
            assert_eq!(rollout.coordinate_error.as_ref().unwrap()[0], 0.0, "{id}");
            let learned = Learner::by_id(id).is_ok_and(Learner::has_energy);
            assert_eq!(rollout.learned_energy.is_some(), learned, "{id}");
        }
    }
}

/// A model and its weights file give the same rollout.
#[test]
fn a_weights_file_gives_the_same_rollout() {
    let settings = small(&SYSTEMS[1]);
    let trainer = begin(&settings, Learner::by_id("hnn").unwrap(), &[]).unwrap();
    let mut direct = inspector(&settings);
    direct.set_model(trainer.model()).unwrap();
    let mut from_file = inspector(&settings);
    let bytes = weights::save(trainer.model()).unwrap();
    from_file.set_weights("hnn", &bytes).unwrap();
    assert_eq!(
        direct.rollouts(&["hnn"]).unwrap(),
        from_file.rollouts(&["hnn"]).unwrap()
    );
}

/// A rollout's note states where a method's guarantee ends.
#[test]
fn methods_outside_their_assumptions_have_a_caveat() {
    let mut settings = small(&SYSTEMS[0]);
    settings.set("integrator", &Value::from("verlet")).unwrap();
    let mut inspector = trained(&settings);
    let rollouts = inspector.rollouts(&["hnn"]).unwrap();
    assert_eq!(rollouts[0].1.caveat, None);
    assert_eq!(
        rollouts[1].1.caveat,
        Some("first order, not symplectic here")
    );
}

#[test]
fn invalid_queries_are_rejected_by_name() {
    let mut inspector = inspector(&small(&SYSTEMS[0]));
    let error = inspector.field("hnn", grid(2, 2)).unwrap_err();
    assert!(
        matches!(error, Error::Unknown { kind: "model", .. }),
        "{error}"
    );
    let other = settings(&SYSTEMS[0], &[("width", 8.0)]);
    assert!(inspector.set_rollout(&other).is_err());
    for (x, columns, field) in [
        ([0.0, 1.0], 0, "columns"),
        ([0.0, 1.0], 100_000, "columns"),
        ([1.0, 0.0], 4, "x"),
        ([f64::NAN, 0.0], 4, "x"),
    ] {
        let error = Grid::new(x, [0.0, 1.0], columns, 4)
            .unwrap_err()
            .to_string();
        assert!(error.starts_with(field), "{error}");
    }
}

/// Definition: learned minus true energy, each with its own oracle above.
#[test]
fn the_difference_uses_aligned_energies() {
    let mut inspector = trained(&small(&SYSTEMS[0]));
    let of = |inspector: &mut Inspector, model, quantity| {
        inspector.values(model, quantity, grid(5, 4)).unwrap()
    };
    let learned = of(&mut inspector, "hnn", Quantity::Energy);
    let truth = of(&mut inspector, TRUTH, Quantity::Energy);
    let difference = of(&mut inspector, "hnn", Quantity::Difference);
    for ((difference, learned), truth) in difference.iter().zip(learned).zip(truth) {
        assert!((difference - (learned - truth)).abs() < 1e-12);
    }
    assert!(
        of(&mut inspector, TRUTH, Quantity::Difference)
            .iter()
            .all(|value| *value == 0.0)
    );
    assert!(
        inspector
            .values("baseline", Quantity::Difference, grid(5, 4))
            .is_err()
    );
}

/// Oracle: H = q² + p² on the spring, so that the third lowest of 231 values is 0.01 and the highest 1 + 0.25.
#[test]
fn maps_have_a_range_and_a_unit() {
    let mut inspector = trained(&small(&SYSTEMS[0]));
    let mut map = |model, quantity| inspector.map(model, quantity, grid(21, 11)).unwrap();
    for model in [TRUTH, "hnn"] {
        let Map { range, unit, .. } = map(model, Quantity::Energy);
        assert!((range[0] - 0.01).abs() < 1e-12, "{model}: {range:?}");
        assert!((range[1] - 1.25).abs() < 1e-12, "{model}: {range:?}");
        assert_eq!(unit, "J");
    }
    let divergence = map("baseline", Quantity::Divergence);
    assert_eq!((divergence.range, divergence.unit), ([-1.0, 1.0], "1/s"));
    let difference = map("hnn", Quantity::Difference);
    assert_eq!(
        difference.values,
        inspector
            .values("hnn", Quantity::Difference, grid(21, 11))
            .unwrap()
    );
    let states = inspector.dataset().train.x.clone();
    let energies: Vec<f64> = states
        .chunks(2)
        .map(|x| x[0] * x[0] + x[1] * x[1])
        .collect();
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let squares: Vec<f64> = energies
        .iter()
        .map(|h| (h - mean(&energies)).powi(2))
        .collect();
    let spread = mean(&squares).sqrt();
    assert!((difference.range[1] - spread).abs() < 1e-9, "{spread}");
    assert_eq!(difference.range[0], -difference.range[1]);
    assert_eq!(difference.unit, "J");
}

#[test]
fn only_finite_energies_count_for_the_range() {
    let range = energy_range(vec![f64::NAN, 3.0, f64::INFINITY, 1.0, f64::NEG_INFINITY]);
    assert_eq!(range, [1.0, 3.0]);
    assert_eq!(energy_range(vec![f64::NAN]), [0.0, 0.0]);
}

#[test]
fn energies_of_coordinates_without_units_have_none() {
    let bare = |symbol| coordinate(symbol, "", "");
    let system = System {
        coordinates: vec![bare("q"), bare("p")].into(),
        ..SYSTEMS[0].clone()
    };
    assert_eq!(Quantity::Energy.unit(&system), "");
    assert_eq!(Quantity::Difference.unit(&system), "");
    assert_eq!(Quantity::Divergence.unit(&system), "1/s");
}

/// Oracle: the spring's formulas, H = q² + p², (2p, −2q); for learners, the same point of a grid.
#[test]
fn a_probe_reads_every_model_at_one_point() {
    let mut inspector = trained(&small(&SYSTEMS[0]));
    let readings = inspector.probe(0.5, -0.25).unwrap();
    let (first, truth) = &readings[0];
    assert_eq!(*first, TRUTH);
    assert!((truth.energy.unwrap() - 0.3125).abs() < 1e-12);
    assert_eq!(truth.field, [-0.5, -1.0]);
    assert!(truth.divergence.abs() < 1e-9);
    assert_eq!(readings.len(), 1 + LEARNERS.len());
    let corner = Grid::new([0.5, 1.0], [-0.25, 0.0], 2, 2).unwrap();
    for (model, reading) in &readings[1..] {
        let field = inspector.field(model, corner).unwrap();
        for (probed, gridded) in reading.field.iter().zip(&field) {
            assert!(
                (probed - gridded).abs() < 1e-5,
                "{model}: {probed}, not {gridded}"
            );
        }
        let divergence = inspector
            .values(model, Quantity::Divergence, corner)
            .unwrap()[0];
        assert!((reading.divergence - divergence).abs() < 1e-2, "{model}");
        let energy = inspector
            .energies(model, &[0.5, -0.25])
            .unwrap()
            .map(|energies| energies[0]);
        assert_eq!(reading.energy, energy, "{model}");
    }
}

/// Oracle: brute force over all training states, with each axis in standard deviations, in units of REACH.
#[test]
fn coverage_is_the_distance_to_the_nearest_training_state() {
    let inspector = inspector(&small(&SYSTEMS[0]));
    let states = inspector.dataset().train.x.clone();
    let deviation = |axis: usize| {
        let along: Vec<f64> = states.iter().skip(axis).step_by(2).copied().collect();
        let mean = along.iter().sum::<f64>() / along.len() as f64;
        (along.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / along.len() as f64).sqrt()
    };
    let scale = [deviation(0) * REACH, deviation(1) * REACH];
    let grid = Grid::new([-2.0, 2.0], [-2.0, 2.0], 21, 21).unwrap();
    let coverage = inspector.coverage(grid);
    let (mut covered, mut far) = (0, 0);
    for (i, value) in coverage.iter().enumerate() {
        let at = [-2.0 + 0.2 * (i % 21) as f64, -2.0 + 0.2 * (i / 21) as f64];
        let distance = |x: &[f64]| ((x[0] - at[0]) / scale[0]).hypot((x[1] - at[1]) / scale[1]);
        let nearest = states
            .chunks_exact(2)
            .map(distance)
            .fold(f64::INFINITY, f64::min);
        if nearest < 1.0 {
            covered += 1;
            assert!(
                (value - nearest).abs() < 1e-9,
                "{at:?}: {value}, not {nearest}"
            );
        } else {
            far += 1;
            assert!(*value >= 1.0, "{at:?}: {value}, not {nearest}");
        }
    }
    assert!(covered > 20 && far > 20, "{covered} covered, {far} not");
}

/// Oracle: on the default spring, ω = 2, explicit Euler with dt there and back multiplies the state by 1 + ω²dt² a step, and the
/// horizon has 6/0.05 steps.
#[test]
fn rollouts_and_time_reversal_cover_the_whole_horizon() {
    let mut settings = small(&SYSTEMS[0]);
    settings.set("integrator", &Value::from("euler")).unwrap();
    settings.set("horizon", &6.0.into()).unwrap();
    settings.set("dt", &0.05.into()).unwrap();
    settings
        .set("start", &Value::from(&[0.6, -0.8][..]))
        .unwrap();
    let mut inspector = inspector(&settings);
    let growth = f64::powi(1.0 + 4.0 * 0.05 * 0.05, 120);
    let error = inspector.time_reversal_error(TRUTH).unwrap();
    assert!((error / (growth - 1.0) - 1.0).abs() < 1e-9, "{error}");

    let rollout = &inspector.rollouts(&[]).unwrap()[0].1;
    assert_eq!(rollout.trajectory.len(), 121);
    let energy = rollout.energy.as_ref().unwrap();
    let error = rollout.coordinate_error.as_ref().unwrap();
    assert_eq!((energy.len(), error.len()), (121, 121));
    // H = q² + p² grows as the square of the radius.
    assert!((energy[120] / growth - 1.0).abs() < 1e-9);
    assert!((rollout.drift.unwrap().change / (growth - 1.0) - 1.0).abs() < 1e-9);
}
