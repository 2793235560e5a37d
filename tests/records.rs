//! Is a run record read from every form in which this program writes it, and refused with a reason otherwise?

mod common;

use common::settings;
use hnn_playground::model::learner::Learner;
use hnn_playground::record::RunRecord;
use hnn_playground::system::SYSTEMS;
use hnn_playground::train::Trainer;
use serde_json::json;

fn record() -> RunRecord {
    let settings = settings(&SYSTEMS[0], &[("width", 4.0), ("trajectories", 2.0)]);
    let mut trainer = Trainer::new(&settings, Learner::by_id("hnn").unwrap(), &[]).unwrap();
    for _ in 0..12 {
        trainer.step().unwrap();
    }
    RunRecord::new(&settings, &trainer)
}

/// `--example run` prints the record next to the results.
#[test]
fn the_output_of_the_example_is_read() {
    let record = record();
    let printed = json!({ "record": record, "final": { "step": 12 }, "energyDrift": null });
    let (read, _) = RunRecord::parse(&printed.to_string()).unwrap();
    assert_eq!(read, record);
}

#[test]
fn an_error_is_that_of_the_record_within() {
    let mut printed = json!({ "record": record() });
    printed["record"]["learner"] = json!(7);
    let message = RunRecord::parse(&printed.to_string())
        .unwrap_err()
        .to_string();
    assert!(message.contains("invalid type: integer `7`"), "{message}");
    let message = RunRecord::parse(r#"{"record": 3}"#)
        .unwrap_err()
        .to_string();
    assert!(message.contains("RunRecord"), "{message}");
}
