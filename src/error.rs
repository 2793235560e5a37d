//! The error type. Every message tells the user what is wrong and, where possible, what to do.

/// Everything that can go wrong, with its context.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// A value is outside its bounds.
    #[error(
        "{}: {} is not allowed; allowed: {allowed}",
        short(field),
        short(value)
    )]
    Setting {
        field: String,
        value: String,
        allowed: String,
    },
    /// No record of a table has this name.
    #[error("unknown {kind} “{}”; known: {known}", short(name))]
    Unknown {
        kind: &'static str,
        name: String,
        known: String,
    },
    /// Settings of the same experiment that need a new run.
    #[error("These settings need a new run.")]
    NewRun,
    /// A setting that has no effect on a running training.
    #[error("{} cannot change during training; allowed: {allowed}", short(field))]
    NotLive { field: String, allowed: String },
    /// The training would not fit into the memory of a browser tab.
    #[error("{field}: this needs about {estimate_mb} MB; allowed: {limit_mb} MB. {advice}")]
    TooLarge {
        field: &'static str,
        estimate_mb: u64,
        limit_mb: u64,
        advice: &'static str,
    },
    /// The loss is infinite or so large that training cannot recover.
    #[error(
        "Training diverged at step {step}: the loss went from {} to {}. A lower learning rate helps.", number(*best), number(*loss)
    )]
    Diverged { step: u32, best: f64, loss: f64 },
    /// A live change at a step that has already been made.
    #[error(
        "{}: cannot change at step {step}, training is already at step {at}",
        short(field)
    )]
    Late { field: String, step: u32, at: u32 },
    /// A trajectory diverged.
    #[error("The trajectory diverged at t = {t:.3} s")]
    NotFinite { t: f64 },
    /// The energy along a trajectory diverged, as where two bodies meet.
    #[error("The energy diverged at t = {t:.3} s")]
    EnergyDiverged { t: f64 },
    /// Something needs the law of motion of a recording.
    #[error("{system}: the law of motion is unknown.")]
    NoLaw { system: &'static str },
    /// The model has no energy to plot.
    #[error("The {model} has no energy.")]
    NoEnergy { model: &'static str },
    /// No momenta give these velocities, as beyond the speed of light.
    #[error("No momenta give the velocities {velocities:?}.")]
    NoMomenta { velocities: Vec<f64> },
    /// A typed formula cannot be read, or is not finite somewhere. `at` counts characters from 0.
    #[error("Character {}: {problem}.", at + 1)]
    Formula {
        at: usize,
        length: usize,
        problem: String,
    },
    /// Too many trajectories from the starts of a typed Hamiltonian do not stay near them.
    #[error(
        "{escaped} of {drawn} trajectories ({:.0} %) diverge or go too far from their starts. Choose starts closer together or a shorter time.",
        100.0 * *escaped as f64 / *drawn as f64
    )]
    Escapes { escaped: usize, drawn: usize },
    /// An implicit or adaptive step failed.
    #[error("{integrator} failed at t = {t:.3} s. {advice}")]
    NoStep {
        integrator: &'static str,
        t: f64,
        advice: &'static str,
    },
    /// A weights file does not fit the network.
    #[error(
        "tensor {}: the file has {}; this network needs {expected}",
        short(tensor),
        short(found)
    )]
    Weights {
        tensor: String,
        found: String,
        expected: String,
    },
    /// Weights that fit the network, but from which training cannot continue.
    #[error(
        "These weights give an infinite or a very large loss on these data, so they were not loaded."
    )]
    WeightsDiverge,
    /// A run record of another format.
    #[error("This file has format {found}; this page reads format {known}.")]
    Format { found: u32, known: u32 },
    /// A table of numbers has something else. `column` is empty if it is not about one of them.
    #[error(
        "line {line}{}: {} was found; needed: {expected}",
        in_column(column),
        quoted(found)
    )]
    Table {
        line: usize,
        column: String,
        found: String,
        expected: String,
    },
    /// An unreadable file.
    #[error("{what} cannot be read: {}", short(reason))]
    File { what: &'static str, reason: String },
    /// A tensor operation failed. This is a bug in the program.
    #[error("Internal error in a tensor operation: {0}")]
    Tensor(String),
}

impl From<candle_core::Error> for Error {
    fn from(error: candle_core::Error) -> Self {
        Error::Tensor(error.to_string())
    }
}

pub type Result<T> = std::result::Result<T, Error>;

/// Longest user text quoted in a message, in characters.
const MAX_QUOTED: usize = 200;

/// Truncates user text for use in a message.
fn short(text: &str) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(MAX_QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

/// `, column “angle”`.
fn in_column(column: &str) -> String {
    if column.is_empty() {
        String::new()
    } else {
        format!(", column “{}”", short(column))
    }
}

/// `“text”`, or “nothing”.
fn quoted(text: &str) -> String {
    if text.is_empty() {
        "nothing".to_owned()
    } else {
        format!("“{}”", short(text))
    }
}

/// Joins names for a message: `a, b, c`.
pub fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().collect::<Vec<_>>().join(", ")
}

/// Three significant digits, with a power of ten outside 0.001 … 1000: `0.951`, `1.54·10⁶`.
fn number(value: f64) -> String {
    let exponent = value.abs().log10().floor();
    if value == 0.0 || !value.is_finite() || (-3.0..3.0).contains(&exponent) {
        let places = (2.0 - exponent).clamp(0.0, 5.0) as usize;
        return format!("{value:.places$}");
    }
    let superscript: String = (exponent as i32)
        .to_string()
        .chars()
        .map(|digit| match digit {
            '-' => '⁻',
            digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"
                .chars()
                .nth(digit as usize - '0' as usize)
                .unwrap_or(digit),
        })
        .collect();
    format!("{:.2}·10{superscript}", value / 10f64.powf(exponent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_text_is_truncated() {
        let error = |name: &str| Error::Unknown {
            kind: "system",
            name: name.to_owned(),
            known: "spring".to_owned(),
        };
        let long = "ü".repeat(100_000);
        let message = error(&long).to_string();
        assert!(message.contains(&"ü".repeat(MAX_QUOTED)) && message.ends_with("known: spring"));
        assert!(message.chars().count() < MAX_QUOTED + 50);
        let whole = "ü".repeat(MAX_QUOTED);
        assert!(error(&whole).to_string().contains(&format!("“{whole}”")));
    }

    #[test]
    fn numbers_in_messages_have_three_digits() {
        let cases = [
            (0.951, "0.951"),
            (856.6, "857"),
            (1.535e6, "1.53·10⁶"),
            (2.8e-5, "2.80·10⁻⁵"),
            (f64::INFINITY, "inf"),
        ];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
    }
}
