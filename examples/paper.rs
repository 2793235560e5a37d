//! The paper's table: `cargo run --release --example paper` trains HNN and baseline on every published system, on all
//! cores, and prints losses as mean ± standard error over seeds and energy errors, whose distribution is wide, as
//! median (least – greatest), beside the published values, then the ratios of the energy errors seed by seed.
//! `--system`, `--model`, `--seeds`, `--seed`, `--width` and `--steps` select runs; `--json` prints one JSON object per
//! run instead.

use hnn_playground::error::{Error, Result};
use hnn_playground::experiment::run::Run;
use hnn_playground::experiment::settings::{Settings, Value, keys};
use hnn_playground::model::learner::Learner;
use hnn_playground::paper::metrics::{Measures, measures};
use hnn_playground::paper::protocol::protocol;
use hnn_playground::paper::published::{PublishedResult, RESULTS};
use hnn_playground::physics::system::System;
use serde_json::json;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

const DEFAULT_SEEDS: u32 = 3;
const PAPER_WIDTH: f64 = 200.0;

fn main() {
    if let Err(error) = run(&Arguments::from_command_line()) {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

/// The runs to make.
struct Arguments {
    words: Vec<String>,
}

/// One trained model.
struct Trained {
    seed: u32,
    settings: Settings,
    measures: Measures,
    seconds: f64,
}

impl Arguments {
    fn from_command_line() -> Self {
        Arguments {
            words: std::env::args().skip(1).collect(),
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        let at = self.words.iter().position(|word| word == name)?;
        self.words.get(at + 1).map(String::as_str)
    }

    fn number(&self, name: &'static str) -> Result<Option<f64>> {
        let parse = |text: &str| {
            text.parse().map_err(|_| Error::Setting {
                field: name.to_owned(),
                value: text.to_owned(),
                allowed: "a number".to_owned(),
            })
        };
        self.text(name).map(parse).transpose()
    }

    fn seeds(&self) -> Result<Vec<u32>> {
        if let Some(seed) = self.number("--seed")? {
            return Ok(vec![seed as u32]);
        }
        let count = self
            .number("--seeds")?
            .map_or(DEFAULT_SEEDS, |count| count as u32);
        Ok((0..count).collect())
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    let json = arguments.words.iter().any(|word| word == "--json");
    let (system, model) = (arguments.text("--system"), arguments.text("--model"));
    system.map(System::by_id).transpose()?;
    model.map(Learner::by_id).transpose()?;
    if !json {
        println!(
            "| system | model | train loss | test loss | published | energy MSE, as published | published | energy MSE, corrected | s a run |"
        );
        println!("|---|---|---|---|---|---|---|---|---|");
    }
    let other = |wanted: Option<&str>, id: &str| wanted.is_some_and(|wanted| wanted != id);
    let wanted: Vec<&PublishedResult> = RESULTS
        .iter()
        .filter(|published| !other(system, published.system) && !other(model, published.learner))
        .collect();
    let mut jobs = Vec::new();
    for published in &wanted {
        for seed in arguments.seeds()? {
            jobs.push((*published, seed));
        }
    }
    let runs = on_all_cores(&jobs, |(published, seed)| {
        let run = train(arguments, published, *seed)?;
        if json {
            println!("{}", run.json(published));
        }
        Ok(run)
    })?;
    if !json {
        let runs = runs.chunks((jobs.len() / wanted.len().max(1)).max(1));
        let rows: Vec<(&PublishedResult, &[Trained])> = wanted.into_iter().zip(runs).collect();
        for (published, runs) in &rows {
            println!("{}", row(published, runs));
        }
        print!("{}", ratios(&rows));
    }
    Ok(())
}

/// Runs `work` for each job on all cores; returns the results in the order of the jobs.
fn on_all_cores<Job: Sync, R: Send>(
    jobs: &[Job],
    work: impl Fn(&Job) -> Result<R> + Sync,
) -> Result<Vec<R>> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::new());
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    std::thread::scope(|scope| {
        for _ in 0..cores.min(jobs.len()) {
            scope.spawn(|| {
                while let Some((i, job)) = {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    jobs.get(i).map(|job| (i, job))
                } {
                    let result = work(job);
                    if let Ok(mut results) = results.lock() {
                        results.push((i, result));
                    }
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_default();
    results.sort_by_key(|(i, _)| *i);
    results.into_iter().map(|(_, result)| result).collect()
}

fn train(arguments: &Arguments, published: &PublishedResult, seed: u32) -> Result<Trained> {
    let system = System::by_id(published.system)?;
    let learner = Learner::by_id(published.learner)?;
    let mut settings = Settings::defaults(system);
    let width = arguments.number("--width")?.unwrap_or(PAPER_WIDTH);
    let steps = arguments
        .number("--steps")?
        .unwrap_or(f64::from(protocol(system).published.steps));
    for (key, value) in [
        ("width", width),
        ("steps", steps),
        ("seed", f64::from(seed)),
    ] {
        settings.set(key, &Value::Number(value))?;
    }
    let begin = Instant::now();
    let mut trainer = Run::new(&settings, &settings.draw_data()?, learner, &[])?;
    while trainer.step_number() < settings.steps() {
        trainer.step()?;
    }
    let seconds = begin.elapsed().as_secs_f64();
    Ok(Trained {
        seed,
        measures: measures(trainer.trainer(), &settings.dynamics().unwrap())?,
        settings,
        seconds,
    })
}

impl Trained {
    fn json(&self, published: &PublishedResult) -> serde_json::Value {
        json!({
            "system": published.system,
            "model": published.learner,
            "seed": self.seed,
            "width": self.settings.get(&keys::WIDTH),
            "steps": self.settings.steps(),
            "train_loss": self.measures.train_loss.mean,
            "test_loss": self.measures.test_loss.mean,
            "energy_mse_published": self.measures.energy_mse_published,
            "energy_mse": self.measures.energy_mse,
            "seconds": self.seconds,
        })
    }
}

fn row(published: &PublishedResult, runs: &[Trained]) -> String {
    let values = |measure: fn(&Measures) -> f64| -> Vec<f64> {
        runs.iter().map(|run| measure(&run.measures)).collect()
    };
    let seconds = runs.iter().map(|run| run.seconds).sum::<f64>() / runs.len() as f64;
    format!(
        "| {} | {} | {} | {} | {:.2e} | {} | {:.2e} | {} | {seconds:.1} |",
        published.system,
        published.learner,
        mean_and_error(&values(|m| m.train_loss.mean)),
        mean_and_error(&values(|m| m.test_loss.mean)),
        published.test_loss,
        median_and_range(values(|m| m.energy_mse_published)),
        published.energy_mse,
        median_and_range(values(|m| m.energy_mse)),
    )
}

/// Ratio of the baseline's to the HNN's corrected energy error at the same seed. The mean is geometric because errors
/// span orders of magnitude.
fn ratios(rows: &[(&PublishedResult, &[Trained])]) -> String {
    let baselines = |system: &'static str| {
        rows.iter()
            .filter(move |(row, _)| (row.system, row.learner) == (system, "baseline"))
            .flat_map(|(_, runs)| *runs)
    };
    let mut lines = String::new();
    for (row, hnn) in rows.iter().filter(|(row, _)| row.learner == "hnn") {
        let ratios: Vec<f64> = hnn
            .iter()
            .zip(baselines(row.system))
            .map(|(hnn, baseline)| baseline.measures.energy_mse / hnn.measures.energy_mse)
            .collect();
        if ratios.is_empty() {
            continue;
        }
        let mean = (ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / ratios.len() as f64).exp();
        let lowest = ratios.iter().copied().fold(f64::INFINITY, f64::min);
        let highest = ratios.iter().copied().fold(0.0, f64::max);
        lines += &format!(
            "\n{}: energy MSE, corrected, baseline / HNN: geometric mean {mean:.0}, {lowest:.0} to {highest:.0} over {} seeds\n",
            row.system,
            ratios.len(),
        );
    }
    lines
}

/// `mean ± standard error`, or the mean alone for one value.
fn mean_and_error(values: &[f64]) -> String {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    if values.len() < 2 {
        return format!("{mean:.2e}");
    }
    let variance = values
        .iter()
        .map(|value| (value - mean).powi(2))
        .sum::<f64>()
        / (n - 1.0);
    format!("{mean:.2e} ± {:.1e}", (variance / n).sqrt())
}

/// `median (smallest – largest)`, or the median alone for one value. For an even number it is the lower of the middle
/// two.
fn median_and_range(mut values: Vec<f64>) -> String {
    values.sort_by(f64::total_cmp);
    let median = values[(values.len() - 1) / 2];
    match values.as_slice() {
        [least, .., greatest] => format!("{median:.2e} ({least:.1e} – {greatest:.1e})"),
        _ => format!("{median:.2e}"),
    }
}
