//! Can a damaged file cause a panic, use much memory or pass unchecked? Changes valid weights files and run records at
//! random from a seed: 2·10⁴ of each, or FUZZ_RUNS.
//!
//! A counting allocator measures the peak memory per file.

use crate::common::mutate::Mutations;
use crate::common::{begin, model, numbers, settings, train};
use hnn_playground::error::Error;
use hnn_playground::experiment::run::check_change;
use hnn_playground::experiment::run_record::RunRecord;
use hnn_playground::experiment::settings::{Change, Settings, Value};
use hnn_playground::experiment::weights::{load, save};
use hnn_playground::model::activation::Activation;
use hnn_playground::model::learner::{LEARNERS, Learner};
use hnn_playground::model::mlp::Shape;
use hnn_playground::physics::systems::SYSTEMS;
use safetensors::tensor::{Dtype, TensorView};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::time::Instant;

/// Largest peak memory per file.
const MOST_BYTES: usize = 64 << 20;

/// Counts this thread's current and peak memory.
struct Counting;

thread_local! {
    static HELD: Cell<usize> = const { Cell::new(0) };
    static MOST: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: forwards to the system's allocator and only counts; `const` cells do not allocate.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.get() + layout.size();
        HELD.set(held);
        MOST.set(MOST.get().max(held));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // Memory of another thread may be freed here.
        HELD.set(HELD.get().saturating_sub(layout.size()));
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// Peak memory of `work`, beyond what was allocated before.
fn memory_of(work: impl FnOnce()) -> usize {
    let before = HELD.get();
    MOST.set(before);
    work();
    MOST.get() - before
}

fn runs() -> u64 {
    let runs = std::env::var("FUZZ_RUNS").ok();
    runs.map_or(20_000, |runs| runs.parse().unwrap())
}

/// Passes changed files to `check`, which returns whether the file was accepted.
pub fn fuzz(name: &str, corpus: &[Vec<u8>], seed: u64, check: impl Fn(&[u8], usize) -> bool) {
    let mut mutations = Mutations::new(corpus, seed);
    let (mut taken, mut most) = (0u64, 0);
    let began = Instant::now();
    for run in 0..runs() {
        let (file, which) = mutations.next();
        let mut was_taken = false;
        let memory = memory_of(|| {
            let checked = std::panic::AssertUnwindSafe(|| check(&file, which));
            was_taken = std::panic::catch_unwind(checked).unwrap_or_else(|_| {
                panic!("{name} {run} of seed {seed}: {}", file.escape_ascii());
            });
        });
        taken += u64::from(was_taken);
        most = most.max(memory);
        assert!(
            memory <= MOST_BYTES,
            "{name} {run} of seed {seed}: {memory} bytes"
        );
    }
    let seconds = began.elapsed().as_secs_f64();
    println!(
        "{name}: {} files, {taken} taken, {seconds:.1} s, at most {most} bytes at one time",
        runs()
    );
    // Some files are rejected and some accepted, so the changes get past the first checks.
    assert!(
        taken > runs() / 1000 && taken < runs() * 9 / 10,
        "{name}: {taken} taken"
    );
}

/// The same network in double precision.
fn in_double_precision(file: &[u8]) -> Vec<u8> {
    let file = safetensors::SafeTensors::deserialize(file).unwrap();
    let tensors: Vec<(String, Vec<usize>, Vec<u8>)> = file
        .iter()
        .map(|(name, view)| {
            let single = view.data().as_chunks::<4>().0.iter();
            let double = single.flat_map(|w| f64::from(f32::from_le_bytes(*w)).to_le_bytes());
            (name.to_owned(), view.shape().to_vec(), double.collect())
        })
        .collect();
    let views = tensors.iter().map(|(name, shape, bytes)| {
        let view = TensorView::new(Dtype::F64, shape.clone(), bytes).unwrap();
        (name, view)
    });
    safetensors::serialize(views, None).unwrap()
}

#[test]
fn damaged_weights_files_do_no_harm() {
    let mut corpus = vec![];
    let mut models = vec![];
    for (learner, depth) in LEARNERS.iter().zip([1, 2, 3, 2, 1, 2, 3, 2]) {
        let model = model(learner, 2, 4, depth, Activation::Tanh, 1);
        let config = model.config().clone();
        let file = save(&model).unwrap();
        corpus.push(in_double_precision(&file));
        corpus.push(file);
        models.extend([(learner, config.clone()), (learner, config)]);
    }
    fuzz("weights", &corpus, 1, |file, which| {
        let (learner, config) = &models[which];
        match load(file, learner, config) {
            Ok(model) => {
                assert_eq!(model.config(), config);
                for (part, network) in learner.parts.iter().zip(model.networks()) {
                    let needed = config.shape(part).unwrap();
                    let found = network.shape().unwrap();
                    assert!([needed.outputs, 2].contains(&found.outputs));
                    let outputs = needed.outputs;
                    assert_eq!(Shape { outputs, ..found }, needed);
                }
                for (_, var) in model.parameters() {
                    assert!(numbers(var).iter().all(|w| w.is_finite()));
                }
                true
            }
            Err(Error::File { .. } | Error::Weights { .. }) => false,
            Err(other) => panic!("a defect, not a file that does not fit: {other}"),
        }
    });
}

/// A record with losses and live changes.
fn record(learner: &'static Learner, seed: f64) -> Vec<u8> {
    let system = &SYSTEMS[seed as usize % SYSTEMS.len()];
    let small = [
        ("width", 4.0),
        ("trajectories", 2.0),
        ("samples", 4.0),
        ("seed", seed),
    ];
    let settings = settings(system, &small);
    let change = |step: u32, key: &str, value: f64| Change {
        step,
        key: key.to_owned(),
        value: Value::Number(value),
    };
    let changes = [
        change(3, "learning_rate", 0.01),
        change(7, "weight_decay", 0.0),
    ];
    let mut trainer = begin(&settings, learner, &changes).unwrap();
    train(&mut trainer, 21);
    let record = RunRecord::new(&settings, &trainer);
    serde_json::to_vec_pretty(&record).unwrap()
}

#[test]
fn damaged_run_records_do_no_harm() {
    let corpus: Vec<Vec<u8>> = (0u8..)
        .zip(LEARNERS)
        .map(|(seed, learner)| record(learner, f64::from(seed)))
        .collect();
    fuzz("records", &corpus, 2, |file, _| {
        match RunRecord::parse(&String::from_utf8_lossy(file)) {
            Ok((record, settings)) => {
                assert_eq!(
                    Settings::from_values(settings.values()),
                    (settings.clone(), vec![])
                );
                Learner::by_id(&record.learner).unwrap();
                for change in &record.changes {
                    check_change(&settings, change).unwrap();
                }
                let losses = record
                    .losses
                    .iter()
                    .flat_map(|point| [point.train, point.test]);
                assert!(losses.into_iter().all(f64::is_finite));
                let json = serde_json::to_string(&record).unwrap();
                assert_eq!(RunRecord::parse(&json), Ok((record, settings)));
                true
            }
            Err(
                error @ (Error::File { .. }
                | Error::Setting { .. }
                | Error::Format { .. }
                | Error::NotLive { .. }
                | Error::Unknown { .. }
                | Error::TooLarge { .. }),
            ) => {
                let message = error.to_string();
                assert!(
                    message.len() > 10 && message.chars().count() < 1500,
                    "{message}"
                );
                false
            }
            Err(other) => panic!("a defect, not a file that does not fit: {other}"),
        }
    });
}
