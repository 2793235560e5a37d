//! The paper's real pendulum, trained on any objective.

use crate::arguments::Arguments;
use crate::cores::on_all_cores;
use crate::statistics::{mean_and_error, median_and_range};
use hnn_playground::error::{Error, Result};
use hnn_playground::learn::recording::Recording;
use hnn_playground::model::learner::Learner;
use hnn_playground::paper::real_pendulum::{Outcome, PUBLISHED, REAL_PENDULUM, STEPS, train};
use serde_json::json;
use std::time::Instant;

const WIDTH: usize = 200;
const PUBLISHED_OBJECTIVE: &str = "forward_difference";

struct Trained {
    outcome: Outcome,
    seconds: f64,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let path = arguments.text("--data").ok_or_else(|| Error::Setting {
        field: "--data".to_owned(),
        value: "nothing".to_owned(),
        allowed:
            "a file with the columns trial, t, o, v, from the supplement of Schmidt & Lipson 2009"
                .to_owned(),
    })?;
    let text = std::fs::read(path).map_err(|error| Error::File {
        what: "--data",
        reason: format!("{path}: {error}"),
    })?;
    let recording = Recording::read(&String::from_utf8_lossy(&text))?;
    let objective = arguments.objective(PUBLISHED_OBJECTIVE)?;
    let learners: Vec<&Learner> = match arguments.learner()? {
        Some(learner) => vec![learner],
        None => ["baseline", "hnn", "second_order", "dissipative"]
            .into_iter()
            .map(Learner::by_id)
            .collect::<Result<_>>()?,
    };
    let width = arguments
        .number("--width")?
        .map_or(WIDTH, |width| width as usize);
    let steps = arguments
        .number("--steps")?
        .map_or(STEPS, |steps| steps as u32);
    let json = arguments.has("--json");
    let mut jobs = Vec::new();
    for learner in &learners {
        for seed in arguments.seeds()? {
            jobs.push((*learner, seed));
        }
    }
    let runs = on_all_cores(&jobs, |(learner, seed)| {
        let begin = Instant::now();
        let outcome = train(
            &recording,
            learner,
            objective,
            width,
            steps,
            u64::from(*seed),
        )?;
        let run = Trained {
            outcome,
            seconds: begin.elapsed().as_secs_f64(),
        };
        if json {
            let Outcome {
                losses,
                rollout,
                friction,
            } = &run.outcome;
            let mut object = json!({
                "system": REAL_PENDULUM,
                "model": learner.id,
                "objective": objective.id,
                "seed": seed,
                "width": width,
                "steps": steps,
                "train_loss": losses.train.mean,
                "test_loss": losses.test.mean,
                "energy_mse_published": rollout.map(|errors| errors.energy_mse),
                "energy_mse": rollout.map(|errors| errors.energy_mse),
                "coordinate_mse": rollout.map(|errors| errors.coordinate_mse),
                "seconds": run.seconds,
            });
            if let Some(friction) = friction {
                object["friction"] = json!(friction);
            }
            println!("{object}");
        }
        Ok(run)
    })?;
    if json {
        return Ok(());
    }
    println!("{}\n", recording.notes.join(" "));
    println!(
        "| learner | train loss | test loss | energy MSE | published | coordinate MSE | γ | s a run |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for (learner, runs) in learners
        .iter()
        .zip(runs.chunks((jobs.len() / learners.len()).max(1)))
    {
        println!("{}", row(learner, runs));
    }
    Ok(())
}

fn row(learner: &Learner, runs: &[Trained]) -> String {
    let values = |of: fn(&Outcome) -> Option<f64>| -> Vec<f64> {
        runs.iter().filter_map(|run| of(&run.outcome)).collect()
    };
    let published = PUBLISHED.iter().find(|(id, _)| *id == learner.id);
    let published = published.map_or("–".to_owned(), |(_, value)| {
        format!("{} ± {}", value.mean, value.standard_error)
    });
    let frictions = values(|outcome| {
        outcome
            .friction
            .as_ref()
            .and_then(|each| each.first().copied())
    });
    let friction = if frictions.is_empty() {
        "–".to_owned()
    } else {
        median_and_range(frictions)
    };
    let range = |values: Vec<f64>| {
        if values.is_empty() {
            "diverged".to_owned()
        } else {
            median_and_range(values)
        }
    };
    let seconds = runs.iter().map(|run| run.seconds).sum::<f64>() / runs.len() as f64;
    format!(
        "| {} | {} | {} | {} | {published} | {} | {friction} | {seconds:.1} |",
        learner.id,
        mean_and_error(&values(|outcome| Some(outcome.losses.train.mean))),
        mean_and_error(&values(|outcome| Some(outcome.losses.test.mean))),
        range(values(|outcome| outcome
            .rollout
            .map(|errors| errors.energy_mse))),
        range(values(|outcome| outcome
            .rollout
            .map(|errors| errors.coordinate_mse))),
    )
}
