//! Can a table cause a panic, use much memory, or pass a number that is not finite? Changes recordings at random from a seed:
//! 2·10⁴, or FUZZ_RUNS.

use super::files::fuzz;
use hnn_playground::error::Error;
use hnn_playground::learn::recording::{Division, MAX_ROWS, Recording};
use std::fmt::Write;

/// The same motion as different programs write it.
fn corpus() -> Vec<Vec<u8>> {
    let rows = |trials: u32, separator: &str, comma: bool| {
        let mut text = String::new();
        for trial in 0..trials {
            for i in 0..12u32 {
                let t = f64::from(i) * 0.1 + f64::from(i / 7) * 0.3;
                let cells = [f64::from(trial), t, t.cos(), -t.sin()];
                let cells = cells.map(|cell| {
                    let cell = format!("{cell:.3}");
                    if comma { cell.replace('.', ",") } else { cell }
                });
                writeln!(text, "{}", cells.join(separator)).unwrap();
            }
        }
        text
    };
    let texts = [
        format!("trial,t,q,v\n{}", rows(2, ",", false)),
        format!(
            "\u{feff}# comment\r\nTrial;Zeit [s];\"Winkel (rad)\";omega\r\n{}",
            rows(1, ";", true).replace('\n', "\r\n")
        ),
        rows(2, "  ", false),
        rows(1, "\t", false).replace("0.300\t", "nan\t"),
        "time,position\n".to_owned()
            + &(0..20)
                .map(|i| format!("{},{}\n", i % 17, i * i))
                .collect::<String>(),
        "t x y vx vy\n".to_owned()
            + &(0..15)
                .map(|i| format!("{i} {i} 1 1 0\n"))
                .collect::<String>(),
    ];
    texts.map(String::into_bytes).to_vec()
}

#[test]
fn damaged_recordings_do_no_harm() {
    fuzz("recordings", &corpus(), 5, |file, _| {
        let text = String::from_utf8_lossy(file);
        match Recording::read(&text) {
            Ok(recording) => {
                assert!((10..=MAX_ROWS).contains(&recording.rows()));
                assert!((1..=2).contains(&recording.dof));
                for trial in &recording.trials {
                    assert_eq!(trial.x.len(), trial.t.len() * 2 * recording.dof);
                    assert!(trial.t.windows(2).all(|t| t[0] < t[1]));
                    assert!(trial.x.iter().chain(&trial.t).all(|x| x.is_finite()));
                }
                for division in [Division::Time, Division::Trials] {
                    match recording.divided(0.8, division) {
                        Ok(data) => data.check(2 * recording.dof).unwrap(),
                        Err(error) => assert!(error.to_string().contains("share")),
                    }
                }
                true
            }
            Err(error @ (Error::Table { .. } | Error::File { .. })) => {
                assert!(error.to_string().chars().count() < 2000, "{error}");
                false
            }
            Err(error) => panic!("{error:?}"),
        }
    });
}
