//! The paper's simulated systems.

use crate::arguments::Arguments;
use crate::cores::on_all_cores;
use crate::statistics::{mean_and_error, median_and_range};
use hnn_playground::error::{Error, Result};
use hnn_playground::experiment::run::Run;
use hnn_playground::experiment::settings::{Settings, Value, keys};
use hnn_playground::model::inference::Frozen;
use hnn_playground::model::learner::Learner;
use hnn_playground::paper::metrics::{Measures, coordinate_mse, measures};
use hnn_playground::paper::protocol::protocol;
use hnn_playground::paper::published::{PublishedResult, RESULTS};
use hnn_playground::physics::system::System;
use serde_json::json;
use std::time::Instant;

const PAPER_WIDTH: f64 = 200.0;
const PUBLISHED_OBJECTIVE: &str = "derivative";

/// A row of the table.
struct Task {
    system: &'static System,
    learner: &'static Learner,
    /// `None` for a learner that is not in the paper's table.
    published: Option<&'static PublishedResult>,
}

/// One trained model.
struct Trained {
    seed: u32,
    settings: Settings,
    measures: Measures,
    coordinate_mse: f64,
    friction: Option<Vec<f64>>,
    seconds: f64,
}

/// The published rows, or those of the chosen system and learner.
fn tasks(arguments: &Arguments) -> Result<Vec<Task>> {
    let system = arguments.text("--system").map(System::by_id).transpose()?;
    let learner = arguments.learner()?;
    let mut tasks: Vec<Task> = Vec::new();
    for published in &RESULTS {
        let task = Task {
            system: System::by_id(published.system)?,
            learner: Learner::by_id(published.learner)?,
            published: Some(published),
        };
        if system.is_none_or(|system| system.id == task.system.id) {
            tasks.push(task);
        }
    }
    let Some(learner) = learner else {
        return Ok(tasks);
    };
    if RESULTS
        .iter()
        .any(|published| published.learner == learner.id)
    {
        tasks.retain(|task| task.learner.id == learner.id);
        return Ok(tasks);
    }
    // One row for each system.
    tasks.dedup_by_key(|task| task.system.id);
    for task in &mut tasks {
        task.learner = learner;
        task.published = None;
    }
    Ok(tasks)
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let json = arguments.has("--json");
    let tasks = tasks(arguments)?;
    arguments.objective(PUBLISHED_OBJECTIVE)?;
    if !json {
        println!(
            "| system | learner | train loss | test loss | published | energy MSE, as published | published | energy MSE, corrected | s a run |"
        );
        println!("|---|---|---|---|---|---|---|---|---|");
    }
    let mut jobs = Vec::new();
    for task in &tasks {
        for seed in arguments.seeds()? {
            jobs.push((task, seed));
        }
    }
    let runs = on_all_cores(&jobs, |(task, seed)| {
        let run = train(arguments, task, *seed)?;
        if json {
            println!("{}", run.json(task));
        }
        Ok(run)
    })?;
    if !json {
        let runs = runs.chunks((jobs.len() / tasks.len().max(1)).max(1));
        let rows: Vec<(&Task, &[Trained])> = tasks.iter().zip(runs).collect();
        for (task, runs) in &rows {
            println!("{}", row(task, runs));
        }
        print!("{}", ratios(&rows));
    }
    Ok(())
}

fn train(arguments: &Arguments, task: &Task, seed: u32) -> Result<Trained> {
    let system = task.system;
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
    settings.set(
        keys::OBJECTIVE.name,
        &Value::from(arguments.objective(PUBLISHED_OBJECTIVE)?.id),
    )?;
    let begin = Instant::now();
    let mut trainer = Run::new(&settings, &settings.draw_data()?, task.learner, &[])?;
    while trainer.step_number() < settings.steps() {
        trainer.step()?;
    }
    let seconds = begin.elapsed().as_secs_f64();
    let truth = settings.dynamics().ok_or(Error::NoLaw {
        system: system.label,
    })?;
    let model = trainer.model();
    Ok(Trained {
        seed,
        measures: measures(trainer.trainer(), &truth)?,
        coordinate_mse: coordinate_mse(model, &truth)?,
        friction: Frozen::new(model)?.friction().map(<[f64]>::to_vec),
        settings,
        seconds,
    })
}

impl Trained {
    fn json(&self, task: &Task) -> serde_json::Value {
        let mut object = json!({
            "system": task.system.id,
            "model": task.learner.id,
            "objective": self.settings.objective().id,
            "seed": self.seed,
            "width": self.settings.get(&keys::WIDTH),
            "steps": self.settings.steps(),
            "train_loss": self.measures.train_loss.mean,
            "test_loss": self.measures.test_loss.mean,
            "energy_mse_published": self.measures.energy_mse_published,
            "energy_mse": self.measures.energy_mse,
            "coordinate_mse": self.coordinate_mse,
            "seconds": self.seconds,
        });
        if let Some(friction) = &self.friction {
            object["friction"] = json!(friction);
        }
        object
    }
}

fn row(task: &Task, runs: &[Trained]) -> String {
    let values = |measure: fn(&Measures) -> f64| -> Vec<f64> {
        runs.iter().map(|run| measure(&run.measures)).collect()
    };
    let seconds = runs.iter().map(|run| run.seconds).sum::<f64>() / runs.len() as f64;
    let published = |value: fn(&PublishedResult) -> f64| {
        let known = task.published.map(value);
        known.map_or("–".to_owned(), |value| format!("{value:.2e}"))
    };
    format!(
        "| {} | {} | {} | {} | {} | {} | {} | {} | {seconds:.1} |",
        task.system.id,
        task.learner.id,
        mean_and_error(&values(|m| m.train_loss.mean)),
        mean_and_error(&values(|m| m.test_loss.mean)),
        published(|row| row.test_loss),
        median_and_range(values(|m| m.energy_mse_published)),
        published(|row| row.energy_mse),
        median_and_range(values(|m| m.energy_mse)),
    )
}

/// Ratio of the baseline's to the HNN's corrected energy error at the same seed. The mean is geometric because errors
/// span orders of magnitude.
fn ratios(rows: &[(&Task, &[Trained])]) -> String {
    let baselines = |system: &'static str| {
        rows.iter()
            .filter(move |(row, _)| (row.system.id, row.learner.id) == (system, "baseline"))
            .flat_map(|(_, runs)| *runs)
    };
    let mut lines = String::new();
    for (row, hnn) in rows.iter().filter(|(row, _)| row.learner.id == "hnn") {
        let ratios: Vec<f64> = hnn
            .iter()
            .zip(baselines(row.system.id))
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
            row.system.id,
            ratios.len(),
        );
    }
    lines
}
