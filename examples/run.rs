//! Trains one learner and prints its run record with losses and energy drift as JSON:
//! `cargo run --release --example run -- --settings '{"system":"spring","seed":3}' --learner hnn`.

use hnn_playground::error::{Error, Result};
use hnn_playground::experiment::run::Run;
use hnn_playground::experiment::run_record::RunRecord;
use hnn_playground::experiment::settings::{Settings, Values};
use hnn_playground::model::learner::Learner;
use hnn_playground::paper::metrics::rollout_drift;
use serde_json::json;

fn main() {
    match run() {
        Ok(record) => println!("{record}"),
        Err(error) => {
            eprintln!("{error}");
            std::process::exit(1);
        }
    }
}

fn run() -> Result<serde_json::Value> {
    let argument = |name: &str| {
        std::env::args()
            .skip_while(|argument| argument != name)
            .nth(1)
    };
    let values: Values = serde_json::from_str(&argument("--settings").unwrap_or("{}".to_owned()))
        .map_err(|error| Error::File {
        what: "--settings",
        reason: error.to_string(),
    })?;
    let (settings, problems) = Settings::from_values(&values);
    if let Some(problem) = problems.into_iter().next() {
        return Err(problem);
    }
    let learner = Learner::by_id(&argument("--learner").unwrap_or("hnn".to_owned()))?;
    let mut trainer = Run::new(&settings, &settings.draw_data()?, learner, &[])?;
    while trainer.step_number() < settings.steps() {
        trainer.step()?;
    }
    Ok(json!({
        "record": RunRecord::new(&settings, &trainer),
        "final": trainer.trainer().present_losses()?,
        "energyDrift": rollout_drift(trainer.model(), &settings)?,
    }))
}
