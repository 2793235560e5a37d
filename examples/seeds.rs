//! Trains a learner with many seeds and prints its energy change over each rollout, its friction if it learns one, and a summary, as JSON:
//! `cargo run --release --example seeds -- --settings '{"system":"spring"}' --learner baseline --seeds 40`.
//! The figures over 40 seeds in the page's article and tour come from here (tests/golden/seeds.json).

use hnn_playground::error::{Error, Result};
use hnn_playground::experiment::run::Run;
use hnn_playground::experiment::settings::{Settings, Value, Values};
use hnn_playground::model::inference::Frozen;
use hnn_playground::model::learner::Learner;
use hnn_playground::paper::metrics::rollout_drift;
use serde_json::json;
use std::num::NonZeroU32;

/// A change of at most this fraction counts as neither inward nor outward, as on the page.
const KEPT: f64 = 0.1;

fn main() {
    match run() {
        Ok(summary) => println!("{summary:#}"),
        Err(error) => {
            eprintln!("{error}");
            std::process::exit(1);
        }
    }
}

fn run() -> Result<serde_json::Value> {
    let argument = |name: &str| std::env::args().skip_while(|each| each != name).nth(1);
    let invalid = |what, reason| Error::File { what, reason };
    let values: Values = serde_json::from_str(&argument("--settings").unwrap_or("{}".to_owned()))
        .map_err(|error| invalid("--settings", error.to_string()))?;
    let learner = Learner::by_id(&argument("--learner").unwrap_or("baseline".to_owned()))?;
    let seeds: NonZeroU32 = argument("--seeds")
        .unwrap_or("40".to_owned())
        .parse()
        .map_err(|_| invalid("--seeds", "a whole number from 1 is needed".to_owned()))?;
    let mut drifts = Vec::new();
    let mut frictions = Vec::new();
    for seed in 0..seeds.get() {
        let mut values = values.clone();
        values.insert("seed".to_owned(), Value::Number(f64::from(seed)));
        let (settings, problems) = Settings::from_values(&values);
        if let Some(problem) = problems.into_iter().next() {
            return Err(problem);
        }
        let mut trainer = Run::new(&settings, &settings.draw_data()?, learner, &[])?;
        while trainer.step_number() < settings.steps() {
            trainer.step()?;
        }
        drifts.extend(rollout_drift(trainer.model(), &settings)?);
        // One γ per momentum.
        frictions.extend(Frozen::new(trainer.model())?.friction().map(mean));
    }
    let share = |counts: &dyn Fn(f64) -> bool| {
        drifts.iter().filter(|drift| counts(drift.change)).count() as f64 / drifts.len() as f64
    };
    let mut largest: Vec<f64> = drifts.iter().map(|drift| drift.largest).collect();
    largest.sort_by(f64::total_cmp);
    let mut sorted_frictions = frictions.clone();
    sorted_frictions.sort_by(f64::total_cmp);
    Ok(json!({
        "seeds": drifts.len(),
        "inward": share(&|change| change < -KEPT),
        "outward": share(&|change| change > KEPT),
        "kept": share(&|change| change.abs() <= KEPT),
        "medianDrift": median(&largest).map(rounded),
        "largestDrift": largest.last().copied().map(rounded),
        "medianFriction": median(&sorted_frictions).map(rounded),
        "frictions": frictions.into_iter().map(rounded).collect::<Vec<_>>(),
        "settings": values,
        "learner": learner.id,
        "changes": drifts.iter().map(|drift| rounded(drift.change)).collect::<Vec<_>>(),
        "drifts": drifts.iter().map(|drift| rounded(drift.largest)).collect::<Vec<_>>(),
    }))
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn median(sorted: &[f64]) -> Option<f64> {
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    Some(if sorted.len().is_multiple_of(2) {
        (sorted[middle - 1] + upper) / 2.0
    } else {
        upper
    })
}

/// Four decimals: 0.01 %.
fn rounded(fraction: f64) -> f64 {
    (fraction * 1e4).round() / 1e4
}
