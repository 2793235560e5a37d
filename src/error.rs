//! The one error type: every message is a sentence that a person can act on.

/// What can go wrong, with its context.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// A setting is outside what is allowed.
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
    /// There is no setting, system, learner or integrator of that name.
    #[error("{kind} “{}” is not known; known: {known}", short(name))]
    Unknown {
        kind: &'static str,
        name: String,
        known: String,
    },
    /// The work asked for would not fit into a browser tab.
    #[error("{field}: this would need about {estimate_mb} MB; allowed: {limit_mb} MB. {advice}")]
    TooLarge {
        field: &'static str,
        estimate_mb: u64,
        limit_mb: u64,
        advice: &'static str,
    },
    /// Training left the range in which it can still learn.
    #[error(
        "Training diverged at step {step}: the loss went from {} to {}. A lower learning rate helps.", number(*best), number(*loss)
    )]
    Diverged { step: u32, best: f64, loss: f64 },
    /// A live change was asked for at a step that has already been made.
    #[error(
        "{}: cannot change at step {step}, training is already at step {at}",
        short(field)
    )]
    Late { field: String, step: u32, at: u32 },
    /// A trajectory left the finite numbers.
    #[error("The trajectory left the finite numbers at t = {t:.3} s")]
    NotFinite { t: f64 },
    /// The energy along a trajectory is not a number that can be shown, as where two bodies meet.
    #[error("The energy left the finite numbers at t = {t:.3} s")]
    NoEnergy { t: f64 },
    /// An implicit or adaptive step did not succeed.
    #[error("{integrator} found no step at t = {t:.3} s; {advice}")]
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
    /// The weights of a file fit the network, but training could not go on from them.
    #[error(
        "These weights give an infinite or a very large loss on these data, so they were not loaded."
    )]
    WeightsDiverge,
    /// A file could not be read at all.
    #[error("{what} cannot be read: {}", short(reason))]
    File { what: &'static str, reason: String },
    /// A tensor operation failed: a defect of this program, not of its input.
    #[error("tensor operation failed: {0}")]
    Tensor(String),
}

impl From<candle_core::Error> for Error {
    fn from(error: candle_core::Error) -> Self {
        Error::Tensor(error.to_string())
    }
}

/// The result of everything here that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// Characters of foreign text that a message repeats.
const MOST_QUOTED: usize = 200;

/// What came from outside, cut to a length that a message can hold.
fn short(text: &str) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(MOST_QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

/// `a, b, c` for messages.
pub fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().collect::<Vec<_>>().join(", ")
}

/// Three digits; powers of ten from a thousand up and a thousandth down: `0.951`, `1.54·10⁶`.
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
    fn what_comes_from_outside_is_cut_short() {
        let error = |name: &str| Error::Unknown {
            kind: "system",
            name: name.to_owned(),
            known: "spring".to_owned(),
        };
        let long = "ü".repeat(100_000);
        let message = error(&long).to_string();
        assert!(message.contains(&"ü".repeat(MOST_QUOTED)) && message.ends_with("known: spring"));
        assert!(message.chars().count() < MOST_QUOTED + 50);
        let whole = "ü".repeat(MOST_QUOTED);
        assert!(error(&whole).to_string().contains(&format!("“{whole}”")));
    }

    #[test]
    fn numbers_in_sentences_are_readable() {
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
