//! Do training data follow the paper's sampling, and are they the same on every platform? Loops over SYSTEMS.

use crate::common::random_dynamics;
use hnn_playground::experiment::settings::{Settings, Value};
use hnn_playground::learn::dataset::{Dataset, Plan, Split};
use hnn_playground::physics::field::VectorField;
use hnn_playground::physics::system::{Dynamics, System};
use hnn_playground::physics::systems::SYSTEMS;
use hnn_playground::rng::{Purpose, Rng};

const PLAN: Plan = Plan {
    trajectories: 20,
    samples: 30,
    noise: 0.1,
    seed: 3,
};

fn draw(dynamics: &Dynamics, plan: Plan) -> Dataset {
    Dataset::generate(dynamics, plan).unwrap()
}

fn splits(dataset: &Dataset) -> [(&'static str, &Split); 2] {
    [("train", &dataset.train), ("test", &dataset.test)]
}

/// 32-bit FNV-1a of the little-endian bytes, short enough to repeat in browser tests.
fn checksum(numbers: &[f32]) -> u32 {
    let bytes = numbers.iter().flat_map(|x| x.to_le_bytes());
    bytes.fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[test]
fn shapes_follow_the_plan() {
    for system in SYSTEMS {
        let dynamics = Dynamics::new(system).unwrap();
        let dataset = draw(&dynamics, PLAN);
        assert_eq!(dataset.dim, system.dim());
        let sampling = &dynamics.mechanics.sampling;
        let test = (20.0 * sampling.test_share).round() as usize;
        for ((name, split), trajectories) in splits(&dataset).into_iter().zip([20, test]) {
            let n = trajectories * 30 * system.dim();
            let lengths = [split.x.len(), split.dx.as_ref().unwrap().len()];
            assert_eq!(lengths, [n; 2], "{} {name}", system.id);
            assert_eq!(split.len(), trajectories * 30);
            assert_eq!(split.lengths, vec![30; trajectories]);
            for samples in split.trajectories() {
                let times = &split.t[samples];
                assert_eq!(times[0], 0.0);
                let last = times[29] - sampling.span;
                assert!(last.abs() < 1e-12, "{} {name}", system.id);
            }
        }
    }
}

/// The smallest data set: one trajectory of two samples for training, and one for the test.
#[test]
fn the_test_set_is_never_empty() {
    for system in SYSTEMS {
        let plan = Plan {
            trajectories: 1,
            samples: 2,
            ..PLAN
        };
        let dataset = draw(&Dynamics::new(system).unwrap(), plan);
        assert_eq!(dataset.train.len(), 2);
        assert!(dataset.test.len() >= 2, "{}", system.id);
    }
}

/// Oracle: the field itself, exactly.
#[test]
fn derivatives_are_taken_at_the_clean_states() {
    let mut rng = Rng::new(1, Purpose::Starts);
    for system in SYSTEMS {
        let mut dynamics = random_dynamics(system, &mut rng);
        let clean = draw(&dynamics, Plan { noise: 0.0, ..PLAN });
        let noisy = draw(&dynamics, PLAN);
        for ((name, clean), (_, noisy)) in splits(&clean).into_iter().zip(splits(&noisy)) {
            let mut field = vec![0.0; clean.x.len()];
            dynamics.eval(&clean.x, &mut field);
            assert_eq!(clean.dx.as_ref().unwrap(), &field, "{} {name}", system.id);
            assert_eq!(noisy.dx, clean.dx, "noise does not touch derivatives");
            assert_ne!(noisy.x, clean.x);
        }
    }
}

/// Oracle: integrating the field from one clean sample to the next, within the sampling tolerance and its growth over
/// the span.
#[test]
fn rows_follow_trajectories_in_time() {
    for system in SYSTEMS {
        let mut dynamics = Dynamics::new(system).unwrap();
        let dataset = draw(&dynamics, Plan { noise: 0.0, ..PLAN });
        let dim = system.dim();
        for trajectory in dataset.train.x.chunks_exact(30 * dim) {
            let mut x = trajectory[..dim].to_vec();
            for (i, row) in trajectory.chunks_exact(dim).enumerate().skip(1) {
                x = crate::common::exact(&mut dynamics, &x, dataset.train.t[1]);
                let off = crate::common::largest_difference(&x, row);
                let allowed = 1e4 * dynamics.mechanics.sampling.tolerance;
                assert!(off < allowed, "{} sample {i}: {off}", system.id);
            }
        }
    }
}

/// Oracle: independent normal errors with standard deviation σ. Bounds are 5 standard errors of each statistic.
#[test]
fn noise_is_normal_with_the_given_deviation() {
    for system in SYSTEMS {
        for noise in [0.02, 0.1, 0.5] {
            let dynamics = Dynamics::new(system).unwrap();
            let plan = Plan { noise, ..PLAN };
            let noisy = draw(&dynamics, plan).train.x;
            let clean = draw(&dynamics, Plan { noise: 0.0, ..plan }).train.x;
            let z: Vec<f64> = noisy
                .iter()
                .zip(&clean)
                .map(|(noisy, clean)| (noisy - clean) / noise)
                .collect();
            let n = z.len() as f64;
            let mean = |f: &dyn Fn(f64) -> f64| z.iter().map(|z| f(*z)).sum::<f64>() / n;
            let neighbours = z.windows(2).map(|z| z[0] * z[1]).sum::<f64>() / n;
            for (what, value, expected, variance) in [
                ("mean", mean(&|z| z), 0.0, 1.0),
                ("variance", mean(&|z| z * z), 1.0, 2.0),
                ("kurtosis", mean(&|z| z.powi(4)), 3.0, 96.0),
                ("correlation of neighbours", neighbours, 0.0, 1.0),
            ] {
                let bound = 5.0 * f64::sqrt(variance / n);
                assert!(
                    (value - expected).abs() < bound,
                    "{} σ = {noise}: {what} {value}",
                    system.id
                );
            }
        }
    }
}

/// Oracle: the paper's sampling: radius uniform in [0.1, 1) and [1.3, 2.3), mean within 5 standard errors; directions in
/// all quadrants.
#[test]
fn starts_lie_in_the_ring() {
    for (id, low, high) in [("spring", 0.1, 1.0), ("pendulum", 1.3, 2.3)] {
        let plan = Plan {
            trajectories: 1000,
            samples: 2,
            noise: 0.0,
            seed: 1,
        };
        let dataset = draw(&Dynamics::new(System::by_id(id).unwrap()).unwrap(), plan);
        let starts: Vec<&[f64]> = dataset.train.x.chunks_exact(4).map(|x| &x[..2]).collect();
        let radii: Vec<f64> = starts.iter().map(|x| x[0].hypot(x[1])).collect();
        assert!(
            radii
                .iter()
                .all(|r| (low - 1e-12..high + 1e-12).contains(r))
        );
        let width = high - low;
        let mean = radii.iter().sum::<f64>() / 1000.0;
        let standard_error = width / f64::sqrt(12.0 * 1000.0);
        assert!(
            (mean - (low + high) / 2.0).abs() < 5.0 * standard_error,
            "{id}: {mean}"
        );
        for signs in [[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]] {
            let inside = |x: &&&[f64]| x[0] * signs[0] > 0.0 && x[1] * signs[1] > 0.0;
            let count = starts.iter().filter(inside).count() as f64;
            // 250 ± 5·√(1000·¼·¾).
            assert!((count - 250.0).abs() < 69.0, "{id}: {count} in {signs:?}");
        }
    }
}

/// Adding trajectories changes neither earlier ones nor the other set.
#[test]
fn adding_trajectories_keeps_earlier_ones() {
    for system in SYSTEMS {
        let dynamics = Dynamics::new(system).unwrap();
        let few = draw(&dynamics, PLAN);
        let many = draw(
            &dynamics,
            Plan {
                trajectories: 50,
                ..PLAN
            },
        );
        for ((name, few), (_, many)) in splits(&few).into_iter().zip(splits(&many)) {
            let n = few.x.len();
            assert!(many.x.len() > 2 * n, "{} {name}", system.id);
            assert_eq!(few.x, many.x[..n], "{} {name}", system.id);
            let [few, many] = [few, many].map(|split| split.dx.as_ref().unwrap());
            assert_eq!(few[..], many[..n], "{} {name}", system.id);
        }
    }
}

/// A share of 1/4, rounded: 3 trajectories give a test set of 1, and 6 give 2.
#[test]
fn the_test_set_has_the_declared_share() {
    let dynamics = Dynamics::new(System::by_id("two_body").unwrap()).unwrap();
    for (trajectories, expected) in [(1, 1), (3, 1), (6, 2), (8, 2), (9, 2), (10, 3), (40, 10)] {
        let plan = Plan {
            trajectories,
            samples: 2,
            ..PLAN
        };
        let test = draw(&dynamics, plan).test.len();
        assert_eq!(test, 2 * expected, "{trajectories} trajectories");
    }
}

#[test]
fn data_depend_only_on_the_seed() {
    let bits = |dataset: &Dataset| -> Vec<u64> {
        splits(dataset)
            .iter()
            .flat_map(|(_, split)| [&split.x, split.dx.as_ref().unwrap()])
            .flat_map(|numbers| numbers.iter().map(|x| x.to_bits()))
            .collect()
    };
    for system in SYSTEMS {
        let dynamics = Dynamics::new(system).unwrap();
        let drawn = |seed| bits(&draw(&dynamics, Plan { seed, ..PLAN }));
        assert_eq!(drawn(3), drawn(3));
        let same = drawn(3)
            .iter()
            .zip(&drawn(4))
            .filter(|(a, b)| a == b)
            .count();
        assert!(same <= 2, "{}: {same} equal numbers", system.id);
        let dataset = draw(&dynamics, PLAN);
        assert_ne!(dataset.train.x[..8], dataset.test.x[..8]);
    }
}

/// Oracle: this program on x86-64 Linux. Browser tests compare the states of spring and pendulum, in single precision,
/// with the same checksums.
#[test]
fn default_states_have_the_pinned_checksums() {
    for (id, trajectories, pinned) in [
        ("spring", 25, 1_555_692_288),
        ("pendulum", 25, 1_065_950_559),
        ("two_body", 8, 3_484_752_933),
    ] {
        let mut settings = Settings::defaults(System::by_id(id).unwrap());
        settings.set("seed", &0.0.into()).unwrap();
        settings
            .set("trajectories", &Value::from(trajectories))
            .unwrap();
        let dataset = draw(&settings.dynamics().unwrap(), settings.plan());
        let states: Vec<f32> = dataset.train.x.iter().map(|x| *x as f32).collect();
        assert_eq!(checksum(&states), pinned, "{id}: {:?} …", &states[..4]);
    }
}

/// Oracle: the published test vectors of FNV-1a.
#[test]
fn checksum_is_fnv_1a() {
    assert_eq!(checksum(&[]), 0x811c_9dc5);
    assert_eq!(checksum(&[f32::from_le_bytes(*b"foob")]), 0x3f50_76ef);
}

/// Data from outside that do not fit are refused with the name of the array.
#[test]
fn data_that_do_not_belong_together_are_refused() {
    let good = draw(&Dynamics::new(&SYSTEMS[0]).unwrap(), PLAN);
    good.check(2).unwrap();
    let mut without_derivatives = good.clone();
    without_derivatives.train.dx = None;
    without_derivatives.check(2).unwrap();

    let refused = |what: &str, break_it: fn(&mut Dataset)| {
        let mut bad = good.clone();
        break_it(&mut bad);
        let message = bad.check(2).unwrap_err().to_string();
        assert!(message.starts_with(what), "{what}: {message}");
    };
    refused("data.dim", |data| data.dim = 4);
    refused("data.train.lengths", |data| data.train.lengths[3] += 1);
    refused("data.test.lengths", |data| data.test = Split::default());
    refused("data.train.x", |data| data.train.x.truncate(5));
    refused("data.test.x", |data| data.test.x[7] = f64::NAN);
    refused("data.train.dx", |data| {
        data.train.dx.as_mut().unwrap().pop();
    });
    refused("data.test.dx", |data| {
        data.test.dx.as_mut().unwrap()[0] = f64::INFINITY;
    });
    refused("data.train.t", |data| data.train.t[2] = f64::NAN);
}
