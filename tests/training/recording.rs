//! Recordings: which tables can be read, how their peculiarities are handled, and what is learned from them.

use hnn_playground::error::Error;
use hnn_playground::learn::objective::Objective;
use hnn_playground::learn::recording::roles::{Role, roles};
use hnn_playground::learn::recording::table::{MAX_BYTES, Table};
use hnn_playground::learn::recording::{Division, MAX_ROWS, Recording};
use hnn_playground::model::learner::Learner;
use hnn_playground::paper::real_pendulum::{energy, rollout_errors, train};
use hnn_playground::physics::field::VectorField;
use std::fmt::Write;

/// q = cos t and v = −sin t in steps of 0.25, with the cells of a row written by `line`.
fn oscillation(rows: usize, line: impl Fn(f64, f64, f64) -> String) -> String {
    (0..rows)
        .map(|i| {
            let t = 0.25 * i as f64;
            line(t, t.cos(), -t.sin()) + "\n"
        })
        .collect()
}

/// Finite numbers of one recording, in its order.
fn numbers(text: &str) -> (Vec<f64>, Vec<f64>) {
    let recording = Recording::read(text).unwrap();
    assert_eq!(recording.trials.len(), 1);
    (recording.trials[0].t.clone(), recording.trials[0].x.clone())
}

/// The same numbers in every way of writing them that the documents name.
#[test]
fn the_same_table_is_read_in_every_notation() {
    let rows = |line: fn(f64, f64, f64) -> String| oscillation(20, line);
    let comma = |x: f64| format!("{x:.6}").replace('.', ",");
    let plain = rows(|t, q, v| format!("{t:.6},{q:.6},{v:.6}"));
    let expected = numbers(&plain);
    assert_eq!(expected.0.len(), 20);
    assert_eq!(expected.1.len(), 40);
    assert_eq!(expected.1[..2], [1.0, 0.0]);
    let decimal_commas = oscillation(20, |t, q, v| {
        format!("{};{};{}", comma(t), comma(q), comma(v))
    });
    let variants = [
        format!("time,angle,velocity\n{plain}"),
        format!(
            "\u{feff}\"time [s]\",\"angle (rad)\",\"velocity [rad/s]\"\r\n{}",
            plain.replace('\n', "\r\n")
        ),
        format!("# recorded on a bench\n% x\n// y\n\nt,q,v\n{plain}\n\n"),
        rows(|t, q, v| format!("{t:.6}\t{q:.6}\t{v:.6}")),
        rows(|t, q, v| format!("  {t:.6}   {q:.6} {v:.6}  ")),
        rows(|t, q, v| format!("{t:.6}, {q:.6}, {v:.6},")),
        rows(|t, q, v| format!("{t:.6};{q:.6};{v:.6}")).replace('-', "−"),
        rows(|t, q, v| {
            let exponent = |x: f64| format!("{:E}", (x * 1e6).round() / 1e6);
            format!("{t:e},{},{}", exponent(q), exponent(v))
        }),
        decimal_commas.clone(),
        decimal_commas.replace(';', "\t"),
        decimal_commas.replace(';', "  "),
        format!("Zeit;Winkel;omega\n{decimal_commas}"),
        plain.replace('\n', "\r"),
        // Columns in another order, and one that is not used.
        format!(
            "torque,vel,Position,TIME\n{}",
            rows(|t, q, v| format!("7,{v:.6},{q:.6},{t:.6}"))
        ),
    ];
    for text in variants {
        assert_eq!(numbers(&text), expected, "{}", &text[..60]);
    }
}

#[test]
fn columns_are_recognised_by_name_or_by_place() {
    use Role::{Ignored, Momentum, Position, Time, Trial, Velocity};
    for (header, expected) in [
        (
            "time,position,velocity,torque",
            vec![Time, Position(0), Velocity(0), Ignored],
        ),
        (
            "Trial;t;q1;q2;p1;p2",
            vec![
                Trial,
                Time,
                Position(0),
                Position(1),
                Momentum(0),
                Momentum(1),
            ],
        ),
        (
            "t x y vx vy",
            vec![Time, Position(0), Position(1), Velocity(0), Velocity(1)],
        ),
        ("t,theta_1,theta-2", vec![Time, Position(0), Position(1)]),
        ("t,q,q", vec![Time, Position(0), Ignored]),
        (
            "timestamp\tmeas pos\tmeas vel",
            vec![Time, Position(0), Velocity(0)],
        ),
    ] {
        let separator = header.chars().find(|c| ",;\t".contains(*c)).unwrap_or(' ');
        let cells = vec!["1"; expected.len()].join(&separator.to_string());
        let table = Table::read(&format!("{header}\n{cells}\n{cells}")).unwrap();
        assert_eq!(roles(&table), expected, "{header}");
    }
    let by_place = |columns: usize| roles(&Table::read(&vec!["1"; columns].join(",")).unwrap());
    assert_eq!(by_place(2), [Time, Position(0)]);
    assert_eq!(by_place(4), [Trial, Time, Position(0), Velocity(0)]);
    assert_eq!(by_place(5)[3], Velocity(0));
    let table = Table::read("time [s];angle (rad)\n0;1").unwrap();
    assert_eq!(table.columns[0].unit, "s");
    assert_eq!(table.columns[1].name, "angle");
    assert_eq!(table.columns[1].unit, "rad");
}

/// Every rejection says where and what was expected.
#[test]
fn what_cannot_be_read_is_refused_with_its_place() {
    let good = oscillation(20, |t, q, v| format!("{t},{q},{v}"));
    let many = vec!["1"; 40].join(",");
    for (text, message) in [
        (
            String::new(),
            "line 1: nothing was found; needed: a table of numbers",
        ),
        (
            "hello\nworld\n".to_owned(),
            "line 2: “world” was found; needed: numbers in at least two columns",
        ),
        (
            format!("t,q,v\n{good}1,2\n"),
            "line 22: “2 columns” was found; needed: 3",
        ),
        (
            format!("t,q,v\n{good}9,abc,1\n"),
            "line 22, column “q”: “abc” was found; needed: a number",
        ),
        (
            format!("{good}9,1,2.3.4\n"),
            "line 21, column “column 3”: “2.3.4” was found; needed: a number",
        ),
        (
            format!("{many}\n{many}"),
            "“40 columns” was found; needed: at most 32",
        ),
        (
            format!("a,q,v\n{good}"),
            "a column with the time; it has a, q, v",
        ),
        (
            format!("t,a,b\n{good}"),
            "a column with a position or angle",
        ),
        ("t,q\n0,1\n1,2\n".to_owned(), "at least 10 are needed"),
        (
            format!("0,1\n{}", "1,1\n".repeat(MAX_BYTES / 4 + 1)),
            "needed: at most 8 MB",
        ),
    ] {
        let error = Recording::read(&text).unwrap_err();
        assert!(
            matches!(error, Error::Table { .. } | Error::File { .. }),
            "{error:?}"
        );
        assert!(error.to_string().contains(message), "{error} | {message}");
    }
}

/// Oracle: central differences of cos t at steps of 0.25 are −sin t·sin(h)/h.
#[test]
fn a_missing_momentum_is_a_central_difference() {
    let (t, x) = numbers(&oscillation(20, |t, q, _| format!("{t},{q}")));
    assert_eq!(t.len(), 18);
    for (t, x) in t.iter().zip(x.chunks(2)) {
        assert!((x[0] - t.cos()).abs() < 1e-12);
        let expected = -t.sin() * 0.25f64.sin() / 0.25;
        assert!((x[1] - expected).abs() < 1e-12, "{t} {x:?} {expected}");
    }
    // Across a gap the weights are unequal; they are exact for a parabola.
    let mut parabola = String::new();
    for t in [0.0, 1.0, 1.5, 4.0, 4.25, 5.0, 7.0, 7.5, 8.0, 8.5, 9.0, 9.5] {
        writeln!(parabola, "{t},{}", t * t).unwrap();
    }
    let (t, x) = numbers(&parabola);
    for (t, x) in t.iter().zip(x.chunks(2)) {
        assert!((x[1] - 2.0 * t).abs() < 1e-9);
    }
}

#[test]
fn peculiarities_are_handled_and_explained() {
    let mut rows: Vec<String> = (0..40)
        .filter(|i| *i != 20 && *i != 21)
        .map(|i| format!("{},{},1", i / 4, i % 7))
        .collect();
    // Unordered: swap two. Same times: i / 4 repeats each time four times.
    rows.swap(0, 30);
    rows[5] = "nan,1,2".to_owned();
    rows[6] = "inf,1,2".to_owned();
    rows[7] = ",1,2".to_owned();
    // No clock goes so far.
    rows[8] = "1e15,1,2".to_owned();
    let recording = Recording::read(&format!("t,q,v\n{}", rows.join("\n"))).unwrap();
    let notes = recording.notes.join("\n");
    for expected in [
        "4 rows without a finite number were left out, the first in line 7.",
        "The times were not in order",
        "Some rows have the same time",
        "The velocity stands for the momentum",
    ] {
        assert!(notes.contains(expected), "{notes}");
    }
    let t = &recording.trials[0].t;
    assert!(t.windows(2).all(|t| t[0] < t[1]), "{t:?}");
    // Oracle: by hand. Rows 32 to 35 have t = 8 and q = 4, 5, 6, 0, of which the mean is 3.75.
    let at = t.iter().position(|t| *t == 8.0).unwrap();
    assert_eq!(recording.trials[0].x[2 * at], 3.75);
}

#[test]
fn gaps_and_trials_are_counted_and_long_recordings_thinned() {
    let mut text = "trial,t,q,v\n".to_owned();
    for trial in 0..3 {
        for i in (0..30).filter(|i| *i != 12) {
            writeln!(text, "{trial},{},{},0", f64::from(i) * 0.5, i % 5).unwrap();
        }
    }
    let recording = Recording::read(&text).unwrap();
    assert_eq!(recording.trials.len(), 3);
    let notes = recording.notes.join(" ");
    assert!(notes.contains("It has 3 trials."), "{notes}");
    let short = format!("{text}9,0,1,0\n9,1,1,0\n");
    let recording = Recording::read(&short).unwrap();
    assert_eq!(recording.trials.len(), 3);
    assert!(
        recording
            .notes
            .join(" ")
            .contains("1 trial with fewer than 3 rows at different times was left out."),
        "{:?}",
        recording.notes
    );
    assert!(
        notes.contains("3 of 84 time steps are longer than the usual 0.5000, the longest 1.0000"),
        "{notes}"
    );
    let long = oscillation(100_000, |t, q, v| format!("{t},{q:.3},{v:.3}"));
    let recording = Recording::read(&long).unwrap();
    assert_eq!(recording.rows(), MAX_ROWS);
    assert!(
        recording
            .notes
            .join(" ")
            .contains("Of 100000 rows, one in 10 is used.")
    );
}

#[test]
fn a_recording_is_divided_in_time_or_by_trials() {
    let mut text = "trial,t,q,v\n".to_owned();
    for trial in 0..5 {
        for i in 0..20 {
            writeln!(text, "{trial},{i},{trial},{i}").unwrap();
        }
    }
    let recording = Recording::read(&text).unwrap();
    let in_time = recording.divided(0.8, Division::Time).unwrap();
    assert_eq!(in_time.train.lengths, [16; 5]);
    assert_eq!(in_time.test.lengths, [4; 5]);
    // The test rows are the last of each trial.
    assert_eq!(in_time.test.t[..4], [16.0, 17.0, 18.0, 19.0]);
    let by_trials = recording.divided(0.8, Division::Trials).unwrap();
    assert_eq!(by_trials.train.lengths, [20; 4]);
    assert_eq!(by_trials.test.lengths, [20]);
    assert_eq!(by_trials.test.x[0], 4.0);
    assert!(in_time.train.dx.is_none());
    in_time.check(2).unwrap();
    for share in [0.0, 1.0] {
        let error = recording.divided(share, Division::Time).unwrap_err();
        assert!(
            matches!(error, Error::Setting { ref field, .. } if field == "share"),
            "{error}"
        );
    }
    // A single trial is divided in time.
    let single = Recording::read(&oscillation(20, |t, q, v| format!("{t},{q},{v}"))).unwrap();
    let divided = single.divided(0.8, Division::Trials).unwrap();
    assert_eq!((divided.train.len(), divided.test.len()), (16, 4));
}

/// dq/dt = p, dp/dt = −q.
struct Harmonic;

impl VectorField for Harmonic {
    fn dim(&self) -> usize {
        2
    }

    fn eval(&mut self, x: &[f64], dx: &mut [f64]) {
        (dx[0], dx[1]) = (x[1], -x[0]);
    }
}

/// Oracle: the exact field follows cos t; a resting one stays at the first row.
#[test]
fn rollouts_are_compared_with_the_rows_at_their_own_times() {
    let recording =
        Recording::read(&oscillation(40, |t, q, v| format!("{},{q},{v}", t + 3.0))).unwrap();
    let test = recording.divided(0.5, Division::Time).unwrap().test;
    let errors = rollout_errors(&mut Harmonic, &test, |x| x[0] * x[0] + x[1] * x[1]).unwrap();
    assert!(
        errors.coordinate_mse < 1e-10 && errors.energy_mse < 1e-10,
        "{errors:?}"
    );
    struct Rest;
    impl VectorField for Rest {
        fn dim(&self) -> usize {
            2
        }

        fn eval(&mut self, _: &[f64], dx: &mut [f64]) {
            dx.fill(0.0);
        }
    }
    let errors = rollout_errors(&mut Rest, &test, |x| x[0]).unwrap();
    let first = [test.x[0], test.x[1]];
    let squares: f64 = test.x.chunks(2).map(|x| (x[0] - first[0]).powi(2)).sum();
    assert!((errors.energy_mse - squares / 20.0).abs() < 1e-12);
}

/// A damped pendulum with H = p²/2 + 1.2(1 − cos q) and γ = 0.02, sampled every 1/6 s as the paper's recording is, by a
/// Runge–Kutta method of the test's own.
fn damped_pendulum() -> String {
    let f = |[q, p]: [f64; 2]| [p, -1.2 * q.sin() - 0.02 * p];
    let step = |x: [f64; 2], k: [f64; 2], h: f64| [x[0] + h * k[0], x[1] + h * k[1]];
    let mut x = [1.2, 0.0];
    let mut text = "trial t o v\n".to_owned();
    let fine = 20;
    let h = 1.0 / 6.0 / f64::from(fine);
    for i in 0..300 {
        writeln!(text, "0 {} {} {}", f64::from(i) / 6.0, x[0], x[1]).unwrap();
        for _ in 0..fine {
            let k1 = f(x);
            let k2 = f(step(x, k1, h / 2.0));
            let k3 = f(step(x, k2, h / 2.0));
            let k4 = f(step(x, k3, h));
            for j in 0..2 {
                x[j] += h / 6.0 * (k1[j] + 2.0 * k2[j] + 2.0 * k3[j] + k4[j]);
            }
        }
    }
    text
}

/// The paper's finding and its reversal, on a recording with known friction: with forward differences, whose error acts like
/// friction, the baseline loses far more energy than the motion does and the HNN does better; with midpoints the baseline does
/// better, and the network with friction finds γ. Reference: shared runs on the paper's recording, docs/paper.md.
#[test]
fn the_published_ranking_reverses_once_the_bias_of_the_difference_is_removed() {
    let recording = Recording::read(&damped_pendulum()).unwrap();
    let outcome = |learner: &str, objective: &str| {
        let learner = Learner::by_id(learner).unwrap();
        let objective = Objective::by_id(objective).unwrap();
        train(&recording, learner, objective, 48, 1000, 0).unwrap()
    };
    let error =
        |learner: &str, objective: &str| outcome(learner, objective).rollout.unwrap().energy_mse;
    let [forward, midpoint] = ["forward_difference", "midpoint"].map(|objective| {
        let [baseline, hnn] = ["baseline", "hnn"].map(|learner| error(learner, objective));
        baseline / hnn
    });
    assert!(forward > 3.0, "{forward}");
    assert!(midpoint < 0.5, "{midpoint}");
    let friction = outcome("dissipative", "midpoint").friction.unwrap()[0];
    assert!((friction / 0.02 - 1.0).abs() < 0.2, "{friction}");
}

/// Oracle: the formula of the paper's notebook.
#[test]
fn the_energy_of_the_recording_is_the_published_one() {
    assert_eq!(energy(&[0.0, 0.0]), 0.0);
    assert!((energy(&[std::f64::consts::PI, 2.0]) - 8.8).abs() < 1e-12);
}
